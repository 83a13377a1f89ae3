"""``paramcheck check``: statuses, files that it writes, and what it refuses."""

import json
import os

import pytest

from tests.commands.conftest import replace


def test_findings_are_status_1_and_go_to_standard_output(project, paramcheck):
    ran = paramcheck("check")
    assert ran.status == 1
    assert "beacon/sender.py:23:9: PC101 [error] default-mismatch" in ran.out
    assert ran.err == ""


def test_a_clean_tree_is_status_0(project, paramcheck):
    replace(project / "beacon/sender.py", "checksum: bool = False", "checksum: bool = True")
    assert paramcheck("check", "-q") == (0, "", "")


@pytest.mark.parametrize(("level", "status"), [("error", 1), ("info", 1), ("never", 0)])
def test_fail_on(project, paramcheck, level, status):
    assert paramcheck("check", "--fail-on", level).status == status


def test_nothing_linked_is_status_3(project, paramcheck):
    (project / "beacon/sender.py").write_text("class Sender:\n    pass\n")
    (project / "beacon/native.py").write_text("import ctypes\n\nlib = ctypes.CDLL('libbeacon.so')\n")
    ran = paramcheck("check")
    assert ran.status == 3
    assert ran.err.startswith("paramcheck: error: beacon: nothing was compared: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere"], "paramcheck: error: cannot open nowhere: it does not exist; "),
        (["check", "--format", "yaml"], "paramcheck: error: there is no report format 'yaml'; choose one of concise,"),
        (["check", "--select", "PC999"], "PC999"),
        (["check", "--config", "none.toml"], "paramcheck: error: cannot read none.toml: "),
        (["check", "--config", "a.toml", "--no-config"], "paramcheck: error: --config and --no-config exclude "),
        (["check", "--output", "no/such/folder"], "paramcheck: error: cannot write no/such/folder: there is no folder"),
        (["check", "--baseline", "none.json"], "paramcheck: error: there is no baseline none.json; make it with "),
        (["check", "--report", "sarif"], "paramcheck: error: --report takes a format and a file, as in sarif="),
        (["check", "--report", "yaml=a"], "paramcheck: error: there is no report format 'yaml'; choose one of "),
        (["check", "--report", "json=no/such/folder"], "paramcheck: error: cannot write no/such/folder: there is no "),
        (["check", "--fix", "--write-baseline", "b"], "paramcheck: error: --fix and --write-baseline exclude each "),
        (["check", "--diff", "--write-baseline", "b"], "paramcheck: error: --diff and --write-baseline exclude "),
        (["check", "--since", "HEAD", "--write-baseline", "b"], "paramcheck: error: --since and --write-baseline "),
        (["check", "--fail-on", "sometimes"], "Error: Invalid value for '--fail-on': 'sometimes' is not one of "),
        (["check", "--nonsense"], "Error: No such option"),
        (["explain", "PC999"], "paramcheck: error: there is no check 'PC999'; the checks are PC101 (default-mismatch)"),
        (["nonsense"], "Error: No such command"),
    ],
)
def test_wrong_usage_is_status_2_and_one_line(project, paramcheck, arguments, message):
    ran = paramcheck(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert "Traceback" not in ran.err
    if ran.err.startswith("paramcheck: "):
        assert ran.err.count("\n") == 1


def test_an_internal_error_is_one_line(project, paramcheck, monkeypatch):
    def fail(*_):
        raise KeyError("two\nlines")

    monkeypatch.setattr("paramcheck.engine.analyse", fail)
    ran = paramcheck("check")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("paramcheck: internal error: KeyError: ")
    assert ran.err.count("\n") == 1


def test_the_report_can_go_to_a_file(project, paramcheck):
    ran = paramcheck("check", "--format", "json", "--output", "report.json")
    assert (ran.status, ran.out, ran.err) == (1, "", "")
    report = json.loads((project / "report.json").read_text())
    assert [finding["check"] for finding in report["findings"]] == ["PC101"]


def test_one_run_writes_several_reports(project, paramcheck):
    ran = paramcheck(
        "check",
        "--format",
        "concise",
        "--report",
        "sarif=a.sarif",
        "--report",
        "markdown=b.md",
        "--report",
        "json=c.json",
    )
    assert ran.status == 1
    assert ran.out.startswith("beacon/sender.py:23:9: PC101 ")
    assert json.loads((project / "a.sarif").read_text())["version"] == "2.1.0"
    assert (project / "b.md").read_text().startswith("## paramcheck: beacon 1.4.0\n")
    assert json.loads((project / "c.json").read_text())["schema"] == "paramcheck-report/1"


def test_paths_count_from_the_current_folder(project, paramcheck, monkeypatch):
    monkeypatch.chdir(project.parent)
    assert paramcheck("check", "project", "--format", "concise").out.startswith("project/beacon/sender.py:23:9: ")
    (line,) = [one for one in paramcheck("check", "project", "--format", "github").out.splitlines() if "PC101" in one]
    assert "file=project/beacon/sender.py,line=23" in line
    text = paramcheck("check", "project").out
    assert "--> project/native/beacon.c:10:21" in text
    assert " 23 |         checksum: bool = False," in text
    # Programs rely on paths from the root of the tree.
    report = json.loads(paramcheck("check", "project", "--format", "json").out)
    assert report["findings"][0]["path"] == "beacon/sender.py"


def test_paths_are_left_alone_where_the_tree_is_elsewhere(project, paramcheck, monkeypatch):
    monkeypatch.chdir(project / "native")
    assert paramcheck("check", "..", "--format", "concise").out.startswith("beacon/sender.py:23:9: ")


def test_baseline(project, paramcheck):
    assert paramcheck("check", "--write-baseline", "known.json").status == 0
    ran = paramcheck("check", "--baseline", "known.json")
    assert ran.status == 0
    assert "1 in the baseline" in " ".join(ran.out.split())
    # A native default that moves makes the finding another one.
    replace(project / "native/beacon.c", ".repeat   = 3", ".repeat   = 5")
    assert "PC101" in paramcheck("check", "--baseline", "known.json").out


def test_a_baseline_shrinks_by_itself(project, paramcheck):
    paramcheck("check", "--write-baseline", "known.json")
    replace(project / "beacon/sender.py", "checksum: bool = False", "checksum: bool = True")
    ran = paramcheck("check", "--baseline", "known.json")
    assert (ran.status, ran.err) == (
        0,
        "paramcheck: took 1 entry that no longer holds out of the baseline known.json\n",
    )
    assert json.loads((project / "known.json").read_text())["entries"] == []
    # So the difference cannot come back unnoticed.
    replace(project / "beacon/sender.py", "checksum: bool = True", "checksum: bool = False")
    assert paramcheck("check", "--baseline", "known.json").status == 1


@pytest.mark.parametrize(
    "arguments",
    [["--select", "PC2"], ["--ignore", "PC101"], ["--min-severity", "error", "--min-confidence", "high"]],
)
def test_a_baseline_keeps_what_is_only_hidden(project, paramcheck, arguments):
    paramcheck("check", "--write-baseline", "known.json")
    before = (project / "known.json").read_bytes()
    assert paramcheck("check", "--baseline", "known.json", *arguments).status == 0
    assert (project / "known.json").read_bytes() == before


def test_a_baseline_keeps_what_could_not_be_read(project, paramcheck):
    replace(project / "beacon/sender.py", "repeat: int = 3", "repeat: int = 4")
    (project / "beacon/other.py").write_text(
        (project / "beacon/sender.py").read_text().replace("class Sender", "class Other")
    )
    paramcheck("check", "--write-baseline", "known.json")
    before = (project / "known.json").read_bytes()
    (project / "beacon/other.py").write_text("class Other:\n    def broken(\n")
    assert paramcheck("check", "--baseline", "known.json").status == 0
    assert (project / "known.json").read_bytes() == before


def test_a_baseline_is_left_alone_in_ci(project, paramcheck, monkeypatch):
    paramcheck("check", "--write-baseline", "known.json")
    replace(project / "beacon/sender.py", "checksum: bool = False", "checksum: bool = True")
    monkeypatch.setenv("CI", "true")
    before = (project / "known.json").read_bytes()
    ran = paramcheck("check", "--baseline", "known.json")
    assert "the baseline known.json has 1 entry that no longer holds; " in ran.err
    assert (project / "known.json").read_bytes() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anything")
def test_a_baseline_that_cannot_be_written_is_no_error(project, paramcheck):
    paramcheck("check", "--write-baseline", "known.json")
    replace(project / "beacon/sender.py", "checksum: bool = False", "checksum: bool = True")
    project.chmod(0o500)
    try:
        assert paramcheck("check", "--baseline", "known.json").status == 0
    finally:
        project.chmod(0o700)


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({}, ["--color", "always", "--output", "report.txt"], False),
    ],
)
def test_colours(project, paramcheck, monkeypatch, environment, arguments, coloured):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    written = paramcheck("check", *arguments).out
    if "--output" in arguments:
        written = (project / "report.txt").read_text()
    assert ("\x1b[" in written) is coloured
    assert "PC101" in written
