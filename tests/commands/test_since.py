"""``--since``: what is new on either side, in a real repository."""

import shutil

import pytest

from tests.commands.conftest import replace


@pytest.fixture
def repository(project, git):
    """The example as a repository with one commit, ``main``."""
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "start")
    return project


def found(ran):
    return [line.split(": ")[0] for line in ran.out.splitlines() if ": PC" in line]


def test_what_was_there_before_is_hidden_and_counted(repository, paramcheck):
    ran = paramcheck("check", "--since", "main")
    assert (ran.status, found(ran)) == (0, [])
    assert "1 unchanged since the given revision" in " ".join(ran.out.split())
    # Control: without the option, it is reported.
    assert paramcheck("check").status == 1


def test_moved_lines_are_not_new(repository, paramcheck):
    path = repository / "beacon/sender.py"
    path.write_text("# A comment.\n\n" + path.read_text())
    assert paramcheck("check", "--since", "main").status == 0


def test_the_native_side_moved(repository, paramcheck):
    replace(repository / "native/beacon.c", ".repeat   = 3", ".repeat   = 5")
    ran = paramcheck("check", "--since", "main")
    assert ran.status == 1
    assert found(ran) == ["beacon/sender.py:20:9"]
    assert "which the library sets to 5" in " ".join(ran.out.split())


def test_the_wrapper_moved(repository, paramcheck):
    replace(repository / "beacon/sender.py", "repeat: int = 3", "repeat: int = 4")
    assert found(paramcheck("check", "--since", "main")) == ["beacon/sender.py:20:9"]


def test_a_known_difference_that_became_another_one(repository, paramcheck):
    replace(repository / "beacon/sender.py", "repeat: int = 3", "repeat: int = 4")
    replace(repository / "native/beacon.c", ".checksum = true", ".checksum = false")
    assert found(paramcheck("check", "--since", "main")) == ["beacon/sender.py:20:9"]


def test_a_branch_counts_from_where_it_was_left(repository, paramcheck, git):
    git(repository, "switch", "-q", "-c", "feature")
    replace(repository / "beacon/sender.py", "repeat: int = 3", "repeat: int = 4")
    git(repository, "commit", "-qam", "feature")
    # On main, the difference is made to go away in the meantime; that is not what the branch did.
    git(repository, "switch", "-q", "main")
    replace(repository / "beacon/sender.py", "checksum: bool = False", "checksum: bool = True")
    git(repository, "commit", "-qam", "main")
    git(repository, "switch", "-q", "feature")
    assert found(paramcheck("check", "--since", "main")) == ["beacon/sender.py:20:9"]


def test_what_an_archive_leaves_out_is_read(repository, paramcheck, git):
    (repository / ".gitattributes").write_text("native export-ignore\n*.py filter=none\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "attributes")
    assert paramcheck("check", "--since", "HEAD").status == 0


def test_the_project_may_be_a_folder_of_the_repository(tmp_path, project, paramcheck, git, monkeypatch):
    top = tmp_path / "top"
    shutil.copytree(project, top / "python" / "beacon")
    git(tmp_path, "init", "-q", "-b", "main", "top")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "start")
    monkeypatch.chdir(top)
    assert paramcheck("check", "python/beacon", "--since", "main").status == 0
    replace(top / "python/beacon/native/beacon.c", ".repeat   = 3", ".repeat   = 5")
    assert found(paramcheck("check", "python/beacon", "--since", "main")) == ["python/beacon/beacon/sender.py:20:9"]


def test_native_folders_of_the_repository_move_as_well(tmp_path, project, paramcheck, git, monkeypatch):
    top = tmp_path / "top"
    shutil.copytree(project, top / "python")
    shutil.move(top / "python" / "native", top / "library")
    (top / "python/paramcheck.toml").write_text('native = ["../library"]\nexclude = ["/build.py"]\n')
    git(tmp_path, "init", "-q", "-b", "main", "top")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "start")
    monkeypatch.chdir(top / "python")
    assert paramcheck("check", "--since", "main").status == 0
    replace(top / "library/beacon.c", ".repeat   = 3", ".repeat   = 5")
    assert found(paramcheck("check", "--since", "main")) == ["beacon/sender.py:20:9"]


def test_a_new_project_is_all_new(repository, paramcheck, git):
    git(repository, "rm", "-rq", "--cached", "beacon", "native")
    git(repository, "commit", "-qm", "nothing")
    assert paramcheck("check", "--since", "HEAD").status == 1


def test_an_expectation_that_is_new_and_does_not_hold(repository, paramcheck):
    (repository / "paramcheck.toml").write_text(
        '[[expect]]\nparameter = "beacon.sender.Sender.__init__.checksum"\nwrapper = true\nnative = false\nreason = "r"\n'
    )
    assert "PC902" in paramcheck("check", "--since", "main").out


@pytest.fixture
def bumped(tmp_path, project, git, monkeypatch):
    """The wrapper with its library as a submodule, which a commit has moved on."""
    library = tmp_path / "library"
    shutil.move(project / "native", library)
    git(tmp_path, "init", "-q", "-b", "main", "library")
    git(library, "add", "-A")
    git(library, "commit", "-qm", "one")
    git(project, "init", "-q", "-b", "main")
    git(project, "submodule", "--quiet", "add", library.as_uri(), "native")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "start")
    old = git(project / "native", "rev-parse", "HEAD")
    replace(library / "beacon.c", ".interval = 0.25f", ".interval = 0.5f")
    replace(library / "beacon.c", ".repeat   = 3", ".repeat   = 5")
    git(library, "commit", "-qam", "two")
    git(project / "native", "pull", "-q")
    git(project, "commit", "-qam", "a new library")
    return project, old


def test_a_submodule_that_moved(bumped, paramcheck):
    ran = paramcheck("check", "--since", "HEAD~1")
    assert (ran.status, found(ran)) == (1, ["beacon/sender.py:20:9"])


def test_within_a_hook_that_names_its_repository(bumped, paramcheck, monkeypatch):
    project, _ = bumped
    monkeypatch.setenv("GIT_DIR", str(project / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(project / ".git/index"))
    assert found(paramcheck("check", "--since", "HEAD~1")) == ["beacon/sender.py:20:9"]


def test_a_submodule_that_lacks_its_past(bumped, paramcheck, git, tmp_path):
    project, old = bumped
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(project), "clone")
    git(clone, "submodule", "--quiet", "update", "--init", "--depth", "1")
    ran = paramcheck("check", clone, "--since", "HEAD~1")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"paramcheck: error: the submodule native lacks its older commit {old[:12]}; "
        f"fetch it: git -C native fetch origin {old}\n"
    )
    # What the message says helps.
    git(clone / "native", "fetch", "-q", "origin", old)
    assert found(paramcheck("check", clone, "--since", "HEAD~1")) == ["beacon/sender.py:20:9"]


@pytest.mark.parametrize("revision", ["nowhere", "--all", "-h", "main:beacon", "HEAD~9"])
def test_no_such_revision(repository, paramcheck, revision):
    ran = paramcheck("check", f"--since={revision}")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"paramcheck: error: there is no revision {revision!r} here; fetch it first")


def test_no_repository(project, paramcheck, git):
    ran = paramcheck("check", "--since", "main")
    assert ran.status == 2
    assert "is not in a git repository" in ran.err
    assert ran.err.count("\n") == 1


def test_nothing_is_left_behind_or_changed(repository, paramcheck, git, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = git(repository, "status", "--porcelain", "--ignored")
    paramcheck("check", "--since", "main", "--no-cache")
    assert list(temporary.iterdir()) == []
    assert git(repository, "status", "--porcelain", "--ignored") == before
