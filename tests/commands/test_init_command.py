"""``paramcheck init`` and ``--add-expectations``."""

import re
import shutil

import pytest

from paramcheck import triage
from paramcheck.config import load
from tests.commands.conftest import replace


def test_init_writes_what_it_found(project, paramcheck):
    ran = paramcheck("init")
    assert (ran.status, ran.out) == (0, "")
    assert re.sub(r"\d+", "N", ran.err) == (
        "paramcheck: wrote paramcheck.toml from N links; read it, then run paramcheck check\n"
    )
    text = (project / "paramcheck.toml").read_text()
    assert '#     "beacon.sender.Sender.__init__",' in text
    assert '# parameter = "beacon.sender.Sender.__init__.checksum"' in text
    # It is a valid configuration that changes nothing.
    assert load(project, checks=triage.known_checks()).files == (project / "paramcheck.toml",)
    assert paramcheck("check").status == 1


def test_what_init_proposes_is_valid_once_it_is_not_a_comment(project, paramcheck):
    paramcheck("init")
    file = project / "paramcheck.toml"
    proposed = [line.removeprefix("# ") for line in file.read_text().splitlines()]
    start = next(number for number, line in enumerate(proposed) if line.startswith("[[expect]]"))
    file.write_text("\n".join(proposed[start:]))
    ran = paramcheck("check")
    assert ran.status == 0
    assert "1 expected" in ran.out


def test_init_does_not_hide_a_configuration(project, paramcheck):
    (project / "paramcheck.toml").write_text('fail-on = "never"\n')
    ran = paramcheck("init")
    assert ran.status == 2
    assert ran.err == (
        "paramcheck: error: paramcheck.toml configures this project already; --force writes a new paramcheck.toml\n"
    )
    assert (project / "paramcheck.toml").read_text() == 'fail-on = "never"\n'
    assert paramcheck("init", "--force").status == 0
    assert 'fail-on = "error"' in (project / "paramcheck.toml").read_text()


def test_init_sees_a_section_of_pyproject(project, paramcheck):
    with (project / "pyproject.toml").open("a") as file:
        file.write('\n[tool.paramcheck]\nfail-on = "never"\n')
    assert paramcheck("init").err.startswith("paramcheck: error: pyproject.toml configures this project already")


def test_init_records_where_the_library_is(project, paramcheck):
    shutil.move(project / "native", project.parent / "library")
    assert paramcheck("init").status == 3
    assert not (project / "paramcheck.toml").exists()
    assert paramcheck("init", "--native", "../library").status == 0
    assert 'native = ["../library"]\n' in (project / "paramcheck.toml").read_text()
    assert "PC101" in paramcheck("check").out


def test_init_in_another_folder(project, paramcheck, monkeypatch):
    monkeypatch.chdir(project.parent)
    assert "wrote project/paramcheck.toml" in paramcheck("init", "project").err


EXPECTED = """
[[expect]]
parameter = "beacon.sender.Sender.__init__.checksum"
wrapper = false
native = true
native-name = "beacon_options.checksum"
reason = "old receivers"
"""


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("paramcheck.toml", None, EXPECTED.lstrip()),
        ("paramcheck.toml", 'fail-on = "error"\n', 'fail-on = "error"\n' + EXPECTED),
        ("paramcheck.toml", 'fail-on = "error"', 'fail-on = "error"\n' + EXPECTED),
        (
            "pyproject.toml",
            '[tool.paramcheck]\nfail-on = "error"\n',
            '[tool.paramcheck]\nfail-on = "error"\n' + EXPECTED.replace("[[expect]]", "[[tool.paramcheck.expect]]"),
        ),
        (
            "pyproject.toml",
            '[tool.paramcheck]\r\nfail-on = "error"\r\n',
            '[tool.paramcheck]\r\nfail-on = "error"\r\n'
            + EXPECTED.replace("[[expect]]", "[[tool.paramcheck.expect]]").replace("\n", "\r\n"),
        ),
    ],
)
def test_add_expectations(project, paramcheck, file, before, after):
    if before is not None:
        (project / file).write_bytes(before.encode())
    ran = paramcheck("check", "--add-expectations", "old receivers")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"paramcheck: 1 difference recorded as expected in {file}\n"
    assert (project / file).read_bytes() == after.encode()
    assert paramcheck("check").status == 0


def test_expectations_go_stale_when_a_side_moves(project, paramcheck):
    paramcheck("check", "--add-expectations", "old receivers")
    replace(project / "native/beacon.c", ".checksum = true", ".checksum = false")
    ran = paramcheck("check")
    assert ran.status == 1
    assert "PC902" in ran.out


def test_what_cannot_be_expected_is_counted(project, paramcheck):
    replace(project / "beacon/sender.py", "repeat: Times that a message is sent.", "repeat: Times, default 7.")
    ran = paramcheck("check", "--add-expectations", "old receivers")
    assert ran.err.endswith(
        "1 difference recorded as expected in paramcheck.toml; 1 of the findings cannot be expected\n"
    )


def test_an_expectation_needs_a_reason(project, paramcheck):
    ran = paramcheck("check", "--add-expectations", " ")
    assert ran.status == 2
    assert "an expectation needs a reason" in ran.err
    assert not (project / "paramcheck.toml").exists()


def test_a_file_that_nothing_can_be_added_to_stays_as_it_is(project, paramcheck):
    text = 'expect = [{ parameter = "a.b", wrapper = 1, native = 2, reason = "r" }]\n'
    (project / "paramcheck.toml").write_text(text)
    ran = paramcheck("check", "--add-expectations", "old receivers")
    assert ran.status == 2
    assert "write its expectations as [[expect]] tables" in ran.err
    assert (project / "paramcheck.toml").read_text() == text
