"""A folder of sources, opened for reading."""

from __future__ import annotations

import io
import os
import tokenize
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from paramcheck.errors import ParamcheckError
from paramcheck.model import Problem
from paramcheck.sources.layout import PYTHON_SUFFIXES, READ_LIMIT, shown, suffix_of
from paramcheck.sources.subject import Subject, identify
from paramcheck.sources.walk import Listing, Mount, SourceFile, tree_path, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["SourceFile", "Tree"]


class Tree:
    """A folder of sources, and native sources that lie outside of it.

    Paths are relative to the root, with ``/``. A file of a native folder outside of the root is listed as
    ``native:<name of the folder>/<path in it>``, which is the same on every machine; a second folder of the same
    name is ``native:<name>-2/``. A native folder within the root keeps its path there.

    Attributes:
        root: The folder.
        problems: What could not be read so far. Warnings: the rest is still checked.
    """

    def __init__(
        self,
        mounts: Sequence[Mount],
        subject: Subject | None = None,
        exclude: Callable[[Path], Callable[[str], bool]] | None = None,
    ) -> None:
        self.root = Path(mounts[0].folder)
        self._excluded = exclude(self.root) if exclude else None
        self.problems: list[Problem] = []
        self._mounts = tuple(mounts)
        self._given_subject = subject
        self._bytes: dict[str, bytes] = {}
        self._mentioning: dict[bytes, dict[str, bool]] = {}
        self._reported: set[str] = set()

    @classmethod
    def open(
        cls,
        root: Path,
        native: Sequence[Path] = (),
        *,
        subject: Subject | None = None,
        exclude: Callable[[Path], Callable[[str], bool]] | None = None,
    ) -> Tree:
        """Open a folder. Its files are listed when they are first asked for.

        Args:
            root: The wrapper's project.
            native: Folders of native sources that are not in the project, or in a part of it that is skipped.
            subject: What the tree is, if the caller knows; else the tree's own metadata say it.
            exclude: Given the root, a test of paths of the tree for files that are left out. A header among them
                is still read where another file includes it.

        Raises:
            ParamcheckError: If a path does not exist, is no folder, or cannot be read.
        """
        top = Mount(_readable_folder(root, "the root folder of a Python project"), "")
        mounts = [top]
        for path in native:
            folder = _readable_folder(path, "a folder of C or C++ sources as --native")
            if folder not in {mount.folder for mount in mounts}:
                mounts.append(Mount(folder, _native_prefix(folder, mounts)))
        return cls(mounts, subject, exclude)

    def mount(self, folders: Sequence[Path]) -> None:
        """Add folders of native sources to those that were opened, before anything is listed.

        Args:
            folders: The folders. One that is there already, lies within another or does not exist is left out.
        """
        mounts = list(self._mounts)
        for path in folders:
            folder = os.path.realpath(path)
            if os.path.isdir(folder) and not any(one.owns(folder) for one in mounts):  # noqa: PTH112 - as above
                mounts.append(Mount(folder, _native_prefix(folder, mounts)))
        if len(mounts) > len(self._mounts):
            self._mounts = tuple(mounts)
            self.__dict__.pop("_listing", None)

    def folders(self) -> tuple[tuple[str, str], ...]:
        """The folders that are listed, the root first: where each is, and the prefix of its paths."""
        return tuple((mount.folder, mount.prefix) for mount in self._mounts)

    @property
    def name(self) -> str | None:
        """The distribution's name, lower case and with ``-``; ``None`` if the tree does not state it."""
        return self._subject.name

    @property
    def version(self) -> str | None:
        """The distribution's version; ``None`` if the tree does not state it."""
        return self._subject.version

    def files(self, *suffixes: str) -> tuple[SourceFile, ...]:
        """The files with one of some suffixes, sorted by path.

        Args:
            suffixes: In lower case, with the dot; the case of the files' names does not matter. Without any,
                every file.
        """
        listing = self._listing
        if suffixes:
            self._report_oversized(suffixes)
            paths = sorted(path for suffix in set(suffixes) for path in listing.suffixes.get(suffix, ()))
        else:
            paths = sorted(listing.files)
        if self._excluded is not None:
            paths = [path for path in paths if not self._excluded(path)]
        return tuple(listing.files[path] for path in paths)

    def everything(self) -> list[SourceFile]:
        """Every file, those that are left out as well, sorted by path."""
        listing = self._listing
        return [listing.files[path] for path in sorted(listing.files)]

    @property
    def listed(self) -> int:
        """When the files were listed, in nanoseconds since 1970."""
        return self._listing.begun

    def empty_folders(self) -> tuple[str, ...]:
        """The folders without any entry, sorted: a submodule that was not fetched is one."""
        return tuple(self._listing.empty)

    def contains(self, path: str) -> bool:
        """Whether the tree lists a file."""
        return path in self._listing.files

    def locate(self, path: str) -> Path:
        """Where a path of the tree is on the disk. It need not exist."""
        return Path(self._place(path))

    def _place(self, path: str) -> str:
        for mount in self._mounts[1:]:
            if path.startswith(mount.prefix):
                return os.path.join(mount.folder, path[len(mount.prefix) :])  # noqa: PTH118
        return os.path.join(self._mounts[0].folder, path)  # noqa: PTH118

    def path_of(self, location: str | Path) -> str | None:
        """The path under which the tree lists a place on the disk; ``None`` outside of the tree."""
        absolute = os.path.normpath(self.root / location)
        return tree_path(absolute, self._mounts) or tree_path(os.path.realpath(absolute), self._mounts)

    def read(self, path: str) -> bytes:
        """The content of a listed file; nothing, and a problem, if it cannot be read."""
        known = self._bytes.get(path)
        if known is None:
            known = self._bytes[path] = self._load(path)
        return known

    def loaded(self, path: str) -> bytes | None:
        """The content of a file, if it was read before."""
        return self._bytes.get(path)

    def with_contents(self, contents: Mapping[str, bytes]) -> Tree:
        """The same tree, as if some of its files had been saved with other contents.

        Args:
            contents: What to read instead, by path. Other programs, and the C and C++ parser, see what is on the disk.
        """
        other = Tree(self._mounts, self._given_subject)
        other._excluded = self._excluded
        other._bytes = {**self._bytes, **contents}
        return other

    def mentioning(self, marker: bytes) -> tuple[str, ...]:
        """Of the files that have been read so far, those with some bytes in them, sorted."""
        known = self._mentioning.setdefault(marker, {})
        # What was read since.
        known.update((path, marker in data) for path, data in self._bytes.items() if path not in known)
        return tuple(sorted(path for path, has in known.items() if has))

    def text(self, path: str) -> str:
        """The text of a listed file, its line ends as they are.

        UTF-8, with or without a byte order mark; a Python file may declare another encoding. Where that fails,
        the text has replacement characters, and the tree a problem.
        """
        data = self.read(path)
        if suffix_of(path) in PYTHON_SUFFIXES:
            try:
                encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
                text = data.decode(encoding)
                if not encoding.startswith("utf-8"):
                    # Some codecs make texts that no other can write.
                    text.encode()
            except (SyntaxError, LookupError, UnicodeError):
                # An unknown codec, one that is not for text, or text that is not what it is declared to be.
                return self._utf8(path, data, "the declared encoding cannot be used: read as UTF-8; save it as UTF-8")
            return text
        return self._utf8(path, data, None)

    def _utf8(self, path: str, data: bytes, reason: str | None) -> str:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._report(Problem("not UTF-8: read with replacement characters; save it as UTF-8", path, line))
            return data.decode("utf-8-sig", "replace")
        if reason is not None:
            self._report(Problem(reason, path, 1))
        return text

    @cached_property
    def _listing(self) -> Listing:
        listing = walk(self._mounts)
        self.problems.extend(listing.problems)
        return listing

    @cached_property
    def _subject(self) -> Subject:
        return self._given_subject or identify(lambda name: self.text(name) if self.contains(name) else None)

    def _load(self, path: str) -> bytes:
        if not self.contains(path):
            self._report(Problem("not a file of the project: not read", path))
            return b""
        try:
            # A Path for each of thousands of files takes as long as reading them.
            with open(self._place(path), "rb") as file:  # noqa: PTH123
                return file.read()
        except OSError as error:
            self._report(Problem(f"cannot be read: {error.strerror or error}", path))
            return b""

    def _report(self, problem: Problem) -> None:
        """Add a problem, the first that a file has; those after it have the same cause."""
        assert problem.path is not None
        if problem.path not in self._reported:
            self._reported.add(problem.path)
            self.problems.append(problem)

    def _report_oversized(self, suffixes: Sequence[str]) -> None:
        for path, size in sorted(self._listing.oversized.items()):
            if suffix_of(path) in suffixes:
                message = f"{size / (1 << 20):.0f} MiB are more than the {READ_LIMIT >> 20} MiB that are read: skipped"
                self._report(Problem(message, path))


def _readable_folder(path: Path, wanted: str) -> str:
    """The absolute path of a folder.

    Raises:
        ParamcheckError: If it is none, or cannot be read.
    """
    try:
        with os.scandir(path):
            folder = os.path.realpath(path)
            # The C and C++ parser takes no other names.
            folder.encode()
            return folder
    except UnicodeEncodeError:
        reason = "its name is not UTF-8"
    except FileNotFoundError:
        reason = "it does not exist"
    except NotADirectoryError:
        reason = "it is not a folder"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    raise ParamcheckError(f"cannot open {shown(path)}: {reason}; give {wanted}")


def _native_prefix(folder: str, mounts: Sequence[Mount]) -> str:
    root = mounts[0]
    if root.owns(folder):
        return folder[len(root.folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/") + "/"
    # A reader of the report must be able to see the name, whatever the folder is called.
    name = shown(Path(folder).name) or "root"
    taken = {mount.prefix for mount in mounts}
    candidates = [f"native:{name}/", *(f"native:{name}-{number}/" for number in range(2, len(mounts) + 2))]
    return next(prefix for prefix in candidates if prefix not in taken)
