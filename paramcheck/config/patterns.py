"""Patterns of names and of files."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pathspec import GitIgnoreSpec

_OUTSIDE = "native:"
"""How paths of native folders outside of the project begin."""


def name_matches(pattern: str, name: str) -> bool:
    """Whether a dotted name is one that a pattern means.

    Args:
        pattern: A name in which ``*`` stands for any text, also across dots.
        name: The name.
    """
    if "*" not in pattern:
        return name == pattern
    first, *middle, last = pattern.split("*")
    if len(name) < len(first) + len(last) or not (name.startswith(first) and name.endswith(last)):
        return False
    at, end = len(first), len(name) - len(last)
    for part in middle:
        at = name.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


class FilePatterns(Struct, frozen=True):
    """Patterns of files, as in a .gitignore file.

    Attributes:
        base: The folder that they count from: that of the configuration file.
        lines: The patterns.
    """

    base: Path
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        """Compile the patterns.

        Raises:
            ValueError: If one is not valid.
        """
        _compiled(self.lines)

    def matcher(self, root: Path | None) -> Callable[[str], bool]:
        """A test of paths of a tree, which count from its root and have ``/``.

        Args:
            root: The root of the tree, absolute. Where it and the base have nothing to do with each other, or
                without it, the patterns count from the root.
        """
        prefix, cut = _between(self.base, root)
        spec = _compiled(self.lines)

        def matches(path: str) -> bool:
            if path.startswith(_OUTSIDE):
                return spec.match_file(path)
            if not path.startswith(cut):
                return False
            return spec.match_file(prefix + path[len(cut) :])

        return matches


@lru_cache(maxsize=64)
def _compiled(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most projects have no patterns

    return GitIgnoreSpec.from_lines(lines)


def _between(base: Path, root: Path | None) -> tuple[str, str]:
    """What to put before a path of the tree, and what to take away, so that it counts from the base."""
    if root is None or base == root:
        return "", ""
    if root.is_relative_to(base):
        return root.relative_to(base).as_posix() + "/", ""
    if base.is_relative_to(root):
        return "", base.relative_to(root).as_posix() + "/"
    return "", ""


def shown(text: object) -> str:
    """A path or name as one line for people: what cannot be shown is escaped."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in str(text))


def shown_path(path: Path) -> str:
    """A path for a message: from the current folder where it lies below, else as it is."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        # On another drive, or not a path at all.
        return shown(path)
    return shown(path if relative.startswith("..") else relative)
