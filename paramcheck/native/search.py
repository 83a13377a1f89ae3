"""Finding the files that matter by their text, before anything is parsed.

A vendored tree has thousands of files; three of them state the defaults. A plain search for the names that the
wrapper uses takes a hundredth of the time that parsing would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from paramcheck.clang.includes import NATIVE, unlikeliness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.sources.tree import Tree

_AFTER_PARAMETERS = re.compile(rb"(?:\s|//[^\n]*\n|/\*.*?\*/|const\b|noexcept\b|override\b|final\b)*\{", re.DOTALL)
_BEFORE_NAME = re.compile(rb"(?:[.>!=,(&|?]|\breturn|\bcase|\belse)\s*$")
_LONGEST_PARAMETERS = 8_000
"""Bytes. Longer parameter lists do not occur."""

_GENERATED = 4_000_000
"""Bytes. Files beyond this are generated tables; they state no defaults."""


@dataclass(frozen=True, slots=True)
class Place:
    """A byte of a file."""

    path: str
    offset: int


@dataclass(frozen=True, slots=True)
class Provider:
    """Something that states defaults for a record.

    Attributes:
        name: The function or constant.
        kind: ``returns``, ``fills`` or ``constant``.
    """

    name: str
    kind: str
    place: Place


class Search:
    """Searches the native sources of a tree.

    Args:
        tree: The sources.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._found: dict[str, list[str]] = {}
        self._functions: dict[str, list[Place]] = {}

    @cached_property
    def paths(self) -> list[str]:
        """All native sources, those first that are likeliest to be built."""
        files = [one for one in self._tree.files(*NATIVE) if one.alias_of is None and one.size <= _GENERATED]
        return sorted((one.path for one in files), key=rank)

    def containing(self, name: str) -> list[str]:
        """Files whose text has a name, likeliest first."""
        if name not in self._found:
            needle = name.encode()
            word = re.compile(rb"\b" + re.escape(needle) + rb"\b")
            read = self._tree.read
            hits = [path for path in self.paths if needle in read(path)]
            self._found[name] = [path for path in hits if word.search(read(path))]
        return self._found[name]

    def function(self, name: str) -> list[Place]:
        """Definitions of a function, likeliest first."""
        if name not in self._functions:
            pattern = re.compile(rb"\b" + re.escape(name.encode()) + rb"\s*\(")
            self._functions[name] = [
                Place(path, match.start())
                for path in self.containing(name)
                for match in pattern.finditer(self._tree.read(path))
                if _is_definition(self._tree.read(path), match.start(), match.end() - 1)
            ]
        return self._functions[name]

    @staticmethod
    def says_default(name: str) -> bool:
        """Whether a function's name says that what it returns are defaults."""
        return _NAMES_DEFAULTS.search(name) is not None

    def takes_nothing(self, place: Place) -> bool:
        """Whether a function is defined without parameters."""
        return _NO_PARAMETERS.match(self._tree.read(place.path), place.offset) is not None

    def record(self, name: str) -> list[Place]:
        """Definitions of a struct, union or class, likeliest first."""
        quoted = re.escape(name.encode())
        tagged = re.compile(
            rb"\b(?:struct|class|union)\s+(?:\w+\s+)*(" + quoted + rb")\b(?:\s*:[^{;]*)?\s*(?:final\s*)?\{"
        )
        named = re.compile(rb"\}\s*(?:\w+\s+)*(" + quoted + rb")\s*;")
        return [
            Place(path, match.start(1))
            for path in self.containing(name)
            for pattern in (tagged, named)
            for match in pattern.finditer(self._tree.read(path))
        ]

    def providers(self, record: str) -> list[Provider]:
        """What may state defaults for a record, by the look of its text, likeliest first."""
        quoted = re.escape(record.encode())
        kind = rb"(?:struct\s+)?\b" + quoted + rb"\b"
        returns = re.compile(kind + rb"\s*\**\s*(?:\w+::)*(\w+)\s*\(\s*(?:void)?\s*\)")
        fills = re.compile(rb"\b(\w+)\s*\(\s*" + kind + rb"\s*\*\s*(?:const\s+)?(?:restrict\s+)?\w*\s*\)")
        constant = re.compile(rb"\bconst(?:expr)?\s+" + kind + rb"\s+(\w+)\s*(?:=\s*)?\{")
        constant_after = re.compile(kind + rb"\s+const\s+(\w+)\s*=?\s*\{")
        found: list[Provider] = []
        for path in self.containing(record):
            data = self._tree.read(path)
            for pattern, what in ((returns, "returns"), (fills, "fills")):
                for match in pattern.finditer(data):
                    name = match.group(1).decode()
                    if (what == "returns" or _SETS_DEFAULTS.search(name)) and _opens(data, match.end()):
                        found.append(Provider(name, what, Place(path, match.start(1))))
            for pattern in (constant, constant_after):
                found.extend(
                    Provider(match.group(1).decode(), "constant", Place(path, match.start(1)))
                    for match in pattern.finditer(data)
                )
        return sorted(
            found, key=lambda one: (not _SAYS_DEFAULT.search(one.name), rank(one.place.path), one.place.offset)
        )


_SETS_DEFAULTS = re.compile(r"default|init|reset|clear|zero|new|create|setup|prepare", re.IGNORECASE)
_NAMES_DEFAULTS = re.compile(
    r"default|(?:params?|config|settings|options|opts?|args|info|desc)_?(?:init|new|create)", re.IGNORECASE
)
_NO_PARAMETERS = re.compile(rb"\w+\s*\(\s*(?:void)?\s*\)")
_SAYS_DEFAULT = re.compile(r"default", re.IGNORECASE)


def rank(path: str) -> tuple[int, int, str]:
    """Sort key: the copy that the package builds, as far as its path tells, comes first."""
    return unlikeliness(path), path.count("/"), path


def _opens(data: bytes, after: int) -> bool:
    return _AFTER_PARAMETERS.match(data, after) is not None


def _is_definition(data: bytes, start: int, parenthesis: int) -> bool:
    line = data.rfind(b"\n", 0, start) + 1
    before = data[line:start]
    if _BEFORE_NAME.search(before) or before.lstrip().startswith((b"//", b"*", b"#define")):
        return False
    end = _closing(data, parenthesis)
    return end is not None and _opens(data, end + 1)


def _closing(data: bytes, start: int) -> int | None:
    depth = 0
    for position in _parentheses(data, start):
        depth += 1 if data[position] == ord("(") else -1
        if depth == 0:
            return position
    return None


def _parentheses(data: bytes, start: int) -> Iterator[int]:
    for match in re.compile(rb"[()]").finditer(data, start, start + _LONGEST_PARAMETERS):
        yield match.start()
