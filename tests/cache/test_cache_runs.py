"""A second run on the same sources finds what the first one found, without reading them; on others it does not."""

import contextlib
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from paramcheck import engine
from tests.commands.conftest import replace

SENDER = "beacon/sender.py"
OLD = 1_500_000_000


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The user's cache is the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "paramcheck"


@pytest.fixture
def read(monkeypatch):
    """How many trees were read so far."""
    trees = []
    analyse = engine.analyse

    def counted(tree, *arguments):
        trees.append(tree)
        return analyse(tree, *arguments)

    monkeypatch.setattr(engine, "analyse", counted)
    return trees


@pytest.fixture
def report(paramcheck, project):
    def run(*arguments):
        ran = paramcheck("check", "--format", "json", *arguments)
        data = json.loads(ran.out)
        del data["summary"]["seconds"]
        return ran.status, data, ran.err

    return run


def settled(folder):
    """Make all files old, as they are long after a checkout."""
    for path in folder.rglob("*"):
        if path.is_file() and ".paramcheck_cache" not in path.parts:
            os.utime(path, (OLD, OLD))


def test_the_second_run_reads_nothing_and_says_the_same(report, read, project):
    first = report()
    assert (len(read), first[0]) == (1, 1)
    assert report() == first
    assert len(read) == 1
    assert first[1]["findings"]
    assert any(one["fix"] for one in first[1]["findings"])


@pytest.mark.parametrize("form", ["text", "concise", "sarif", "markdown", "html", "gitlab", "github", "junit"])
def test_every_format_says_the_same(paramcheck, project, read, form):
    first = paramcheck("check", "--format", form, "--all")
    second = paramcheck("check", "--format", form, "--all")
    assert len(read) == 1
    assert [re.sub(r' time="[0-9.]+"', "", str(one)) for one in second] == [
        re.sub(r' time="[0-9.]+"', "", str(one)) for one in first
    ]


def test_comments_still_hide(report, read, project):
    replace(project / SENDER, "checksum: bool = False,", "checksum: bool = False,  # paramcheck: ignore[PC101]")
    first = report()
    assert report() == first
    assert len(read) == 1
    assert first[1]["suppressed"]


def test_problems_are_told_again(report, read, project):
    (project / "beacon/broken.py").write_bytes(b"import ctypes\nctypes.CDLL('x')\ndef f(:\n")
    first = report()
    assert "beacon/broken.py" in first[2]
    assert report() == first
    assert len(read) == 1


CHANGES = {
    "another default": lambda project: replace(project / SENDER, "checksum: bool = False", "checksum: bool = True "),
    "a new source": lambda project: (project / "beacon/new.py").write_text("def f(a=1): ...\n"),
    "a new header": lambda project: (project / "new.h").write_text("int f(int a);\n"),
    "a source less": lambda project: (project / SENDER).unlink(),
    "another name": lambda project: (project / SENDER).rename(project / "beacon/other.py"),
    "another exclusion": lambda project: (project / "paramcheck.toml").write_text('exclude = ["beacon/extra.py"]\n'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(report, read, project, change):
    report()
    CHANGES[change](project)
    with contextlib.suppress(ValueError):  # There may be nothing left to compare.
        report()
    assert len(read) == 2


def test_a_change_that_keeps_size_and_time_is_seen(report, read, project):
    settled(project)
    first = report()
    replace(project / SENDER, "checksum: bool = False", "checksum: bool = True ")
    os.utime(project / SENDER, (OLD, OLD))
    assert report() != first
    assert len(read) == 2


def test_a_file_that_was_only_touched_is_not_read_again(report, read, project):
    settled(project)
    first = report()
    for path in project.rglob("*.*"):
        os.utime(path, (OLD + 60, OLD + 60))
    assert report() == first
    assert len(read) == 1


def test_documentation_and_pictures_do_not_count(report, read, project):
    report()
    (project / "NOTES.md").write_text("# Notes\n")
    (project / "logo.png").write_bytes(b"\x89PNG")
    (project / "baseline.json").write_text("{}")
    report()
    assert len(read) == 1


def test_what_is_reported_can_change_without_reading(report, read, project):
    assert report("--select", "PC102")[1] != report("--pedantic")[1]
    (project / "paramcheck.toml").write_text('fail-on = "never"\n')
    assert report()[0] == 0
    assert len(read) == 1


@pytest.mark.parametrize("text", ["1", '"text"', "[]"])
def test_a_file_that_is_no_entry_is_no_matter(report, read, project, text):
    first = report()
    for path in (project / ".paramcheck_cache").glob("*.entry"):
        path.write_text(text)
    assert report() == first
    assert report() == first
    assert len(read) == 2


def test_an_entry_that_came_with_the_project_does_not_count(report, read, project, home, monkeypatch):
    first = report()
    monkeypatch.setenv("XDG_CACHE_HOME", str(home.parent.parent / "another user"))
    assert report() == first
    assert len(read) == 2


def test_no_cache(report, read, project):
    assert report("--no-cache") == report("--no-cache")
    assert len(read) == 2
    assert not (project / ".paramcheck_cache").exists()


def test_another_folder(report, read, project, tmp_path):
    assert report("--cache-dir", tmp_path / "kept") == report("--cache-dir", tmp_path / "kept")
    assert len(read) == 1
    assert not (project / ".paramcheck_cache").exists()


def test_clean(report, read, project, paramcheck):
    report()
    assert "removed .paramcheck_cache" in paramcheck("clean").out
    assert paramcheck("clean") == (0, "", "")
    report()
    assert len(read) == 2


def test_a_cache_that_cannot_be_written_is_one_line(report, read, project):
    (project / ".paramcheck_cache").write_bytes(b"")
    first = report()
    assert first[2].count("\n") == 1
    assert "cannot be written" in first[2]
    assert report() == first


def test_a_mended_project_is_read_again(paramcheck, read, project):
    paramcheck("check")
    paramcheck("check", "--fix", "--unsafe-fixes")
    count = len(read)
    assert paramcheck("check", "-q").out == ""
    assert len(read) == count + 1


@pytest.mark.parametrize("path", [SENDER, "native/beacon.c"])
def test_a_file_that_changes_while_it_is_read_is_read_again(report, read, project, monkeypatch, path):
    settled(project)
    analyse = engine.analyse

    def changing(tree, *arguments):
        found = analyse(tree, *arguments)
        monkeypatch.setattr(engine, "analyse", analyse)
        (project / path).write_text((project / path).read_text().replace("repeat", "repetition"))
        return found

    monkeypatch.setattr(engine, "analyse", changing)
    first = report()
    assert report() != first
    assert len(read) == 2


def test_flags_that_read_other_files_are_not_remembered(report, read, project, tmp_path):
    (project / "paramcheck.toml").write_text(f'flags = ["-I{tmp_path}"]\n')
    report()
    report()
    assert len(read) == 2


def run_apart(project, *code):
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, *code], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def test_a_warm_run_imports_no_parser(project):
    code = (
        "import sys\nsys.argv = ['paramcheck', 'check', '-q', '--format', 'json']\n"
        "from paramcheck import cli\ntry:\n    cli.main()\nexcept SystemExit: pass\n"
        "print(*sorted({'clang.cindex', 'griffe', 'libcst', 'rich', 'Cython', 'unearth'} & set(sys.modules)), file=sys.stderr)"
    )
    assert "libcst" in run_apart(project, "-c", code).stderr
    assert run_apart(project, "-c", code).stderr == "\n"


def test_ten_runs_at_once(project):
    command = ["-m", "paramcheck", "check", "--format", "concise"]
    alone = run_apart(project, *command, "--no-cache").stdout
    assert alone
    with ThreadPoolExecutor(10) as pool:
        runs = list(pool.map(lambda _: run_apart(project, *command), range(10)))
    assert {(run.returncode, run.stdout, run.stderr) for run in runs} == {(1, alone, "")}
