"""The files that a run was made from, and whether they are still the same.

A file that has the size and the times of then is the same. Where a time differs, as after a fresh checkout, its content
decides, and so it does for a file that was changed so shortly before it was read that a later change could have left
the same time.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.sources.layout import IRRELEVANT_SUFFIXES, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from paramcheck.sources.tree import Tree
    from paramcheck.sources.walk import SourceFile

_UNREAD = frozenset({".md", ".rst", ".po", ".yml", ".yaml", ".lock", ".json"})
"""Suffixes of files that no part of a run reads, and that change often."""

_READ = "compile_commands.json"
_SETTINGS = ("paramcheck.toml", ".paramcheck.toml")
"""What they say that matters is part of an entry's name."""

_COARSE = 2_000_000_000
"""Nanoseconds. No file system's clock is coarser."""

_DIGEST_LENGTH = 16

Row = tuple[str, str, int, int, int, bytes]
"""Path, what it is a link to, size, time of its content, time of its entry, digest of its content."""


class State(Struct, frozen=True):
    """The files of a tree at one time.

    Attributes:
        taken: When they were listed, in nanoseconds since 1970.
        rows: The files, sorted by path.
    """

    taken: int
    rows: tuple[Row, ...]


def matters(path: str) -> bool:
    """Whether a file can change what a run finds."""
    name = path[path.rfind("/") + 1 :]
    suffix = suffix_of(name)
    if suffix in _UNREAD:
        return name == _READ
    return suffix not in IRRELEVANT_SUFFIXES and name not in _SETTINGS


def relevant(tree: Tree) -> list[SourceFile]:
    """The files of a tree that can change what a run finds, sorted by path."""
    return [file for file in tree.everything() if matters(file.path)]


def take(tree: Tree, digests: Mapping[str, bytes]) -> State | None:
    """The state of a tree that was read.

    Args:
        tree: The tree.
        digests: What stands for contents that were read elsewhere.

    Returns:
        The state; ``None`` if a file has changed or gone since.
    """
    rows = []
    for file in relevant(tree):
        place = tree.locate(file.path)
        known = digests.get(file.path, b"")
        data = tree.loaded(file.path)
        try:
            # Of what was read here and there, the two may differ: then it has changed in between.
            if data is not None and known not in {b"", digest(data)}:
                return None
            known = known or (digest(data) if data is not None else _digest_of(place))
            # Last: a change that came before it shows in the times.
            status = place.stat()
        except OSError:
            return None
        if (status.st_size, status.st_mtime_ns, status.st_ctime_ns) != (file.size, file.modified, file.changed):
            return None
        rows.append((file.path, file.alias_of or "", file.size, file.modified, file.changed, known))
    return State(tree.listed, tuple(rows))


def still(state: State, tree: Tree) -> State | None:
    """Whether a tree is as it was.

    Args:
        state: How it was.
        tree: The tree, of which nothing was read yet.

    Returns:
        The state with the times of now, the same object if no time has changed; ``None`` if a file is another.
    """
    files = relevant(tree)
    if len(files) != len(state.rows):
        return None
    doubtful = []
    for number, (file, row) in enumerate(zip(files, state.rows, strict=True)):
        path, alias, size, modified, changed, _ = row
        if file.path != path or file.size != size or (file.alias_of or "") != alias:
            return None
        is_young = max(modified, changed) > state.taken - _COARSE
        if is_young or file.modified != modified or file.changed != changed:
            doubtful.append(number)
    if not doubtful:
        return state
    if not _are_same(doubtful, state.rows, tree):
        return None
    rows = list(state.rows)
    for number in doubtful:
        path, alias, size, _, _, known = rows[number]
        rows[number] = (path, alias, size, files[number].modified, files[number].changed, known)
    return State(tree.listed, tuple(rows))


def _are_same(numbers: Iterable[int], rows: Sequence[Row], tree: Tree) -> bool:
    with contextlib.suppress(OSError):
        return all(_digest_of(tree.locate(rows[number][0])) == rows[number][5] for number in numbers)
    return False


def digest(data: bytes) -> bytes:
    """What stands for a content."""
    return hashlib.blake2b(data, digest_size=_DIGEST_LENGTH).digest()


def _digest_of(path: Path) -> bytes:
    return digest(path.read_bytes())
