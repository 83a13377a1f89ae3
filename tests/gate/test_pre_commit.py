"""The hook, installed and run by pre-commit itself on commits that people would make."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import git, replace  # noqa: F401 - a fixture

pytest.importorskip("pre_commit", reason="pre-commit is not installed")

ROOT = Path(__file__).parents[2]
SHIPPED = ("paramcheck", "rules", "pyproject.toml", "README.md", ".pre-commit-hooks.yaml")


@pytest.fixture(scope="module")
def hook(tmp_path_factory, git):  # noqa: F811
    """This project as a repository with hooks, the commit of it, and where pre-commit keeps what it installs."""
    folder = tmp_path_factory.mktemp("hook")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "hook")
    return folder, git(folder, "rev-parse", "HEAD"), tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def commit(tmp_path, git, hook):  # noqa: F811
    """The ctypes example as a repository with the hook; gives its folder and what commits."""
    hooks, revision, home = hook
    project = tmp_path / "project"
    shutil.copytree(ROOT / "examples/ctypes", project)
    replace(project / "beacon/sender.py", "checksum: bool = False", "checksum: bool = True")
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.as_uri()}\n    rev: {revision}\n    hooks:\n      - id: paramcheck\n"
    )
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    identity = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = os.environ | identity | {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    environment["GIT_CONFIG_GLOBAL"] = os.devnull

    def run(*arguments):
        return subprocess.run(
            arguments, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=300
        )

    made = run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    if made.returncode and ("pip" in made.stdout or "pip" in made.stderr) and "Could not" in made.stdout + made.stderr:
        pytest.skip("pip cannot install the hook's dependencies here")
    assert made.returncode == 0, made.stdout + made.stderr

    def attempt(message, *options):
        return run("git", "commit", *options, "-m", message)

    return project, attempt


def test_a_commit_that_drifts_is_refused(commit, git):  # noqa: F811
    project, attempt = commit
    first = attempt("start")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Passed" in first.stdout + first.stderr

    # Only C changes, and the wrapper does not follow.
    replace(project / "native/beacon.c", ".checksum = true", ".checksum = false")
    refused = attempt("the library moves", "-a")
    said = " ".join((refused.stdout + refused.stderr).split())
    assert refused.returncode == 1
    # It says enough to put it right: what, where on both sides, and what to do.
    assert "Sender(checksum=True) reaches beacon_options.checksum, which the library sets to false" in said
    assert "beacon/sender.py:23:9: PC101 [error] default-mismatch" in said
    assert "--> native/beacon.c:10:21, beacon_default_options()" in said
    assert "help: Default to False, or default to None" in said
    assert git(project, "log", "--format=%s") == "start"

    replace(project / "beacon/sender.py", "checksum: bool = True", "checksum: bool = False")
    followed = attempt("the wrapper follows", "-a")
    assert followed.returncode == 0, followed.stdout + followed.stderr

    # What concerns neither side does not even start it.
    (project / "NOTES.md").write_text("notes\n")
    git(project, "add", "NOTES.md")
    notes = attempt("notes")
    assert "no files to check" in notes.stdout + notes.stderr


def test_a_submodule_that_moves_is_checked(commit, git, tmp_path):  # noqa: F811
    project, attempt = commit
    library = tmp_path / "library"
    shutil.move(project / "native", library)
    git(tmp_path, "init", "-q", "-b", "main", "library")
    git(library, "add", "-A")
    git(library, "commit", "-qm", "one")
    git(project, "rm", "-rq", "--cached", "native")
    git(project, "submodule", "--quiet", "add", library.as_uri(), "native")
    assert attempt("start").returncode == 0
    replace(library / "beacon.c", ".repeat   = 3", ".repeat   = 5")
    git(library, "commit", "-qam", "two")
    git(project / "native", "pull", "-q")
    refused = attempt("a new library", "-a")
    assert refused.returncode == 1
    assert "Sender(repeat=3) reaches beacon_options.repeat" in refused.stdout + refused.stderr


def test_the_manifest_is_valid():
    ran = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
