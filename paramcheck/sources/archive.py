"""Unpacks an sdist so that it can be read: nothing is written outside of the target, and nothing can be run.

What a static check can never need is not written: images, models, media, compiled and web files (by suffix, see
``layout``), version control folders, and single files beyond ``Limits.file_bytes``. Files without a suffix and
files with an unknown suffix are written.

No owner, mode or time of the archive is kept. A symbolic link to a file of the archive becomes such a link, or a
copy where the system has none; one to a folder, or to something that is not written, is left out. A hard link
becomes a copy. Names that cannot be shown (control or escape characters) are left out. Everything else that is not
a plain file within the archive (a path or link that leads out of it, a file below a link, a device) is refused.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

from msgspec import Struct

from paramcheck.errors import ParamcheckError
from paramcheck.sources.layout import IRRELEVANT_SUFFIXES, SKIPPED_FOLDERS, is_plain, shown, suffix_of
from paramcheck.sources.members import CORRUPT, Kind, Member, TooLargeError, members, read_some

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar", ".zip")
_CHUNK = 1 << 20
_LINK_HOPS = 16
_PATH_LIMIT = 1024
_HEADER_ALLOWANCE = 8 << 10
"""Bytes that a member may take beside its content: its header, its long name, its padding."""


class Limits(Struct, frozen=True):
    """What an archive may hold.

    Attributes:
        total_bytes: Bytes of all members together, also of those that are not written. More is refused.
        members: Number of files, folders and links. More is refused.
        file_bytes: Bytes of one file. A larger one is not written.
    """

    total_bytes: int = 4 << 30
    members: int = 200_000
    file_bytes: int = 64 << 20


def unpack(archive: Path, target: Path, limits: Limits | None = None) -> Path:
    """Unpack an archive into a new folder.

    Args:
        archive: A ``.tar.gz``, ``.tgz``, ``.tar.bz2``, ``.tar.xz``, ``.tar`` or ``.zip`` file.
        target: The folder to make. It may exist if it is empty; its parent must exist.
        limits: What the archive may hold.

    Returns:
        The one folder that everything is in, or the target.

    Raises:
        ParamcheckError: If the archive cannot be read, is truncated or corrupt, is not safe or too large, or the
            target cannot be written. Nothing is left behind then.
    """
    if not archive.name.lower().endswith(SUFFIXES):
        raise ParamcheckError(f"cannot unpack {shown(archive)}: not one of {', '.join(SUFFIXES)}; give an sdist")
    try:
        with archive.open("rb"):
            pass
    except OSError as error:
        raise ParamcheckError(f"cannot read {shown(archive)}: {error.strerror}; check the path") from None
    try:
        staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        _cannot_write(target, error)
    try:
        _Unpacking(archive, staging, limits or Limits()).run()
        if target.is_dir():
            target.rmdir()
        staging.rename(target)
    except OSError as error:
        _cannot_write(target, error)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    entries = list(target.iterdir())
    return entries[0] if len(entries) == 1 and entries[0].is_dir() else target


class _Unpacking:
    """One run: the folder that is filled, and what was seen so far. Paths are the archive's, cleaned."""

    def __init__(self, archive: Path, folder: Path, limits: Limits) -> None:
        self._archive = archive
        self._root = str(folder)
        self._limits = limits
        self._bytes = 0
        self._entries = 0
        self._written: dict[str, int] = {}
        self._links: dict[str, str] = {}
        self._folders: set[str] = set()
        self._parents: set[str] = set()
        self._made: set[str] = set()

    def run(self) -> None:
        """Unpack everything.

        Raises:
            ParamcheckError: As ``unpack`` does.
        """
        limit = self._limits.total_bytes + self._limits.members * _HEADER_ALLOWANCE
        try:
            with members(self._archive, limit) as contents:
                for member in contents:
                    self._take(member)
        except TooLargeError:
            self._refuse(f"it has more than {limit} bytes")
        except CORRUPT as error:
            reason = shown(error) or type(error).__name__
            raise ParamcheckError(
                f"cannot unpack {shown(self._archive)}: it is truncated or corrupt ({reason}); download it again"
            ) from None
        for path in self._links:
            self._link(path)
        for path in self._folders - self._parents - self._written.keys():
            # Empty in the archive, as a submodule that was not fetched is: worth a hint.
            self._make(path)

    def _refuse(self, reason: str) -> NoReturn:
        raise ParamcheckError(
            f"cannot unpack {shown(self._archive)}: {reason}; such an archive is not safe, tell its maintainers"
        )

    def _count(self, entries: int, size: int) -> None:
        self._entries += entries
        self._bytes += size
        if self._entries > self._limits.members:
            self._refuse(f"it holds more than {self._limits.members} files and folders")
        if self._bytes > self._limits.total_bytes:
            self._refuse(f"its files have more than {self._limits.total_bytes} bytes")

    def _take(self, member: Member) -> None:
        if member.size < 0:
            self._refuse(f"'{shown(member.name)}' has a negative size")
        self._count(1, member.size)
        if member.kind is Kind.DEVICE:
            self._refuse(f"'{shown(member.name)}' is a device or a pipe")
        path = self._inside(member.name, member.name)
        self._enter(posixpath.dirname(path), member.name)
        if not path or not is_plain(path) or not SKIPPED_FOLDERS.isdisjoint(path.split("/")):
            return
        if member.kind is Kind.FOLDER:
            self._folders.add(path)
        elif member.kind is Kind.SYMBOLIC_LINK:
            self._links[path] = self._inside(posixpath.join(posixpath.dirname(path), member.link), member.name)
        elif member.kind is Kind.HARD_LINK:
            self._copy(self._inside(member.link, member.name), path)
        elif member.kind is Kind.FILE and self._matters(path, member.size):
            if path in self._parents:
                self._refuse(f"'{shown(member.name)}' is a file and a folder")
            self._write(path, member)

    def _inside(self, name: str, member_name: str) -> str:
        """A path of the archive, relative and without ``..``; empty for its top.

        Raises:
            ParamcheckError: If it leads out of the archive.
        """
        # A zip file that was made on Windows may have backslashes; a name may also use them to slip past a check.
        slashed = name.replace("\\", "/")
        if slashed.startswith("/") or re.match("[A-Za-z]:", slashed):
            self._refuse(f"'{shown(member_name)}' is an absolute path, or links to one")
        path = posixpath.normpath(slashed)
        if path == ".." or path.startswith("../"):
            self._refuse(f"'{shown(member_name)}' leads out of it")
        if len(path) > _PATH_LIMIT:
            self._refuse(f"it has a path of {len(path)} characters")
        return "" if path == "." else path

    def _enter(self, folder: str, member_name: str) -> None:
        """Note the folders that a member is in.

        Raises:
            ParamcheckError: If one of them is a link or a file.
        """
        while folder and folder not in self._parents:
            if folder in self._links or folder in self._written:
                self._refuse(f"'{shown(member_name)}' lies below a link or a file")
            self._count(1, 0)
            self._parents.add(folder)
            folder = posixpath.dirname(folder)

    def _matters(self, path: str, size: int) -> bool:
        suffix = suffix_of(posixpath.basename(path))
        return size <= self._limits.file_bytes and suffix not in IRRELEVANT_SUFFIXES

    def _link(self, path: str) -> None:
        """Make a symbolic link. All files are written by then: none is written through it."""
        target = path
        for _ in range(_LINK_HOPS):
            target = self._links.get(target, target)
        if target not in self._written or path in self._written or path in self._parents:
            return
        self._make(posixpath.dirname(path))
        try:
            Path(self._disk(path)).symlink_to(posixpath.relpath(target, posixpath.dirname(path) or "."))
        except (OSError, NotImplementedError):
            self._copy(target, path)

    def _copy(self, source: str, path: str) -> None:
        if source not in self._written or path in self._written or path in self._parents:
            return
        self._count(0, self._written[source])
        self._make(posixpath.dirname(path))
        shutil.copyfile(self._disk(source), self._disk(path))
        self._written[path] = self._written[source]

    def _write(self, path: str, member: Member) -> None:
        self._make(posixpath.dirname(path))
        with member.open() as content, open(self._disk(path), "wb") as file:  # noqa: PTH123 - thousands of files
            file.writelines(_pieces(content, member.size))
        self._written[path] = member.size

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            os.makedirs(self._disk(folder), exist_ok=True)  # noqa: PTH103 - thousands of files
            self._made.add(folder)

    def _disk(self, path: str) -> str:
        return f"{self._root}/{path}"


def _pieces(content: IO[bytes], size: int) -> Iterator[bytes]:
    """The content of a member of a stated size.

    Raises:
        EOFError: If there is less.
        Exception: Another of ``CORRUPT``.
    """
    while size:
        piece = read_some(content, min(size, _CHUNK))
        if not piece:
            raise EOFError("it ends within a file")
        size -= len(piece)
        yield piece


def _cannot_write(target: Path, error: OSError) -> NoReturn:
    reason = error.strerror or str(error)
    raise ParamcheckError(f"cannot unpack to {shown(target)}: {reason}; check its free space and permissions") from None
