"""Commands, run as a user runs them, in a folder of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from paramcheck import cli

EXAMPLES = Path(__file__).parents[2] / "examples"


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def scrubbed(monkeypatch):
    """Nothing of the environment may change what a command does."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "GITHUB_ACTIONS", "COLUMNS", "TERM", "PARAMCHECK_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of the ctypes example, which is the current folder."""
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLES / "ctypes", folder, ignore=shutil.ignore_patterns("*.txt", "__pycache__"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def paramcheck(capsys, monkeypatch):
    """Runs the command line in this process, which is faster than one of its own."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["paramcheck", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return Ran(ended.value.code or 0, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def git(tmp_path_factory):
    """Runs git, without anything of the user's own configuration; skips where there is no git."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    home = tmp_path_factory.mktemp("home")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }

    def run(folder, *arguments):
        command = ["git", "-C", str(folder), "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def replace(path, old, new):
    """Change a file in one place."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")
