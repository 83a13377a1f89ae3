"""A git revision, written out as files: with its submodules, without filters, hooks or anything else that runs.

Objects are read as they are stored (``ls-tree`` and ``cat-file``). ``git archive`` would leave out what
``export-ignore`` names, and that is often the tests and the vendored library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING

from msgspec import Struct

from paramcheck.errors import ParamcheckError
from paramcheck.sources.layout import IRRELEVANT_SUFFIXES, READ_LIMIT, shown, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINK, _SUBMODULE = "120000", "160000"

_REDIRECTIONS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
)
"""What a hook's environment says of the repository that runs it; submodules are others."""


class _Entry(Struct, frozen=True):
    """A file, link or submodule of a revision."""

    mode: str
    name: str
    size: int
    path: str


class Repository(Struct, frozen=True):
    """A git repository.

    Attributes:
        top: The root of its working tree, absolute.
    """

    top: Path

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """The repository that a folder is in.

        Raises:
            ParamcheckError: If it is in none, or there is no git.
        """
        try:
            top = _git(folder, "rev-parse", "--show-toplevel")
        except _GitError as error:
            raise ParamcheckError(f"{shown(folder)} is not in a git repository: {error}") from None
        return cls(Path(os.path.realpath(top.rstrip("\n"))))

    def base(self, revision: str) -> str:
        """The commit at which the current branch left a revision; for one of its own past, that revision.

        Raises:
            ParamcheckError: If there is no such revision.
        """
        try:
            commit = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except _GitError:
            raise ParamcheckError(
                f"there is no revision {revision!r} here; fetch it first: a shallow clone has no past"
            ) from None
        try:
            return _git(self.top, "merge-base", commit.strip(), "HEAD").strip()
        except _GitError:
            # No common past, or not all of it is here.
            return commit.strip()

    def write(self, commit: str, folder: Path) -> None:
        """Write the files of a commit that can matter to a check, submodules included.

        Args:
            commit: Its full name.
            folder: An empty folder.

        Raises:
            ParamcheckError: If git cannot read it, or a submodule that is here lacks the commit that was used.
        """
        self._write(self.top, commit, folder)
        # Nobody looks for a configuration above the root of a repository.
        (folder / ".git").mkdir(exist_ok=True)

    def _write(self, top: Path, commit: str, folder: Path) -> None:
        try:
            entries = [one for one in _entries(top, commit) if _is_relevant(one)]
            links = [one for one in entries if one.mode == _LINK]
            files = [one for one in entries if one.mode not in {_LINK, _SUBMODULE}]
            _write_files(top, files, folder)
            # Links come last, so that nothing is written through one.
            for one, target in zip(links, _contents(top, links), strict=True):
                _link(folder / one.path, target)
        except _GitError as error:
            raise ParamcheckError(f"git cannot read {commit[:12]} of {shown(top)}: {error}") from None
        except OSError as error:
            raise ParamcheckError(f"cannot write {commit[:12]} to {shown(folder)}: {error.strerror or error}") from None
        for one in entries:
            if one.mode == _SUBMODULE:
                self._write_submodule(top, one, folder / one.path)

    def _write_submodule(self, top: Path, entry: _Entry, folder: Path) -> None:
        place = top / entry.path
        folder.mkdir(parents=True, exist_ok=True)
        if not (place / ".git").exists():
            # It was never fetched, so neither side of the comparison has it.
            return
        if not _has(place, entry.name):
            raise ParamcheckError(
                f"the submodule {shown(entry.path)} lacks its older commit {entry.name[:12]}; "
                f"fetch it: git -C {shown(entry.path)} fetch origin {entry.name}"
            )
        self._write(place, entry.name, folder)


class _GitError(Exception):
    """git has refused."""


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _REDIRECTIONS}
    return kept | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def _command(folder: Path, *arguments: str) -> list[str]:
    git = shutil.which("git")
    if git is None:
        raise ParamcheckError("git is not installed, and --since reads the older revision with it")
    return [git, "-C", str(folder), *arguments]


def _git(folder: Path, *arguments: str) -> str:
    """What a git command prints.

    Raises:
        _GitError: If it fails.
    """
    done = subprocess.run(  # noqa: S603 - git itself, with arguments that cannot be options
        _command(folder, *arguments), capture_output=True, check=False, env=_environment()
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _GitError(shown(said[0].removeprefix("fatal: ")) if said else f"status {done.returncode}")
    return os.fsdecode(done.stdout)


def _has(folder: Path, commit: str) -> bool:
    try:
        _git(folder, "cat-file", "-e", f"{commit}^{{commit}}")
    except _GitError:
        return False
    return True


def _entries(top: Path, commit: str) -> Iterator[_Entry]:
    for row in _git(top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit).split("\0"):
        if row:
            head, _, path = row.partition("\t")
            mode, _, name, size = head.split()
            yield _Entry(mode, name, int(size) if size.isdigit() else 0, path)


def _is_relevant(entry: _Entry) -> bool:
    # git refuses such names, unless somebody has made the objects by hand.
    if any(part in {"", ".", "..", ".git"} for part in entry.path.split("/")):
        return False
    return entry.size <= READ_LIMIT and suffix_of(entry.path.rpartition("/")[2]) not in IRRELEVANT_SUFFIXES


def _write_files(top: Path, files: Sequence[_Entry], folder: Path) -> None:
    made: set[Path] = set()
    for one, data in zip(files, _contents(top, files), strict=True):
        target = folder / one.path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(data)


def _link(path: Path, target: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(os.fsdecode(target))
    except (OSError, NotImplementedError, ValueError):
        # Where links cannot be made, git itself writes their target into a file.
        path.write_bytes(target)


def _contents(top: Path, entries: Sequence[_Entry]) -> Iterator[bytes]:
    """The contents of some objects, in their order, one at a time.

    Raises:
        _GitError: If one cannot be read.
    """
    if not entries:
        return
    process = subprocess.Popen(  # noqa: S603 - as above
        _command(top, "cat-file", "--batch"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    writer = Thread(target=_ask, args=(process.stdin, [one.name for one in entries]), daemon=True)
    writer.start()
    try:
        for one in entries:
            header = process.stdout.readline().split()
            if len(header) != 3:
                raise _GitError(f"the object {one.name} of {shown(one.path)} is missing")
            data = process.stdout.read(int(header[2]) + 1)
            yield data[:-1]
    finally:
        process.kill()
        process.stdout.close()
        process.wait()
        writer.join()


def _ask(stream: IO[bytes], names: Sequence[str]) -> None:
    try:
        with stream:
            stream.write("".join(f"{name}\n" for name in names).encode())
    except OSError:
        # git has ended; the reader says so.
        return
