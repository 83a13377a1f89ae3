"""Which names the declarations of a file declare, by the look of their text."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from paramcheck.native.excerpts.split import split
from paramcheck.native.occurrences import occurrences
from paramcheck.native.text import QUOTED, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.native.excerpts.split import Item, Split

DEFINE = re.compile(rb"[ \t]*#[ \t]*define[ \t]+(\w+)")
_DIRECTIVE = re.compile(rb"^[ \t]*#[^\n]*", re.MULTILINE)
_BRACED = re.compile(rb"\{[^{}]*\}")
_PARENTHESISED = re.compile(rb"\([^()]*\)")
_BRACKETED = re.compile(rb"\[[^\[\]]*\]")
_CALLABLE = re.compile(rb"(\w+)\s*\(")
_INITIALISERS = re.compile(rb"\(\s*(?:noexcept\b\s*\(?\s*)?:(?!:).*\Z", re.DOTALL)
_HELD = b"\x01"
"""Stands for what was between braces."""

_RECORD = re.compile(
    rb"\b(?:struct|class|union|enum)\b(?:\s+(?:struct|class)\b)?(?:[^\w;]|\b[A-Z_]+[A-Z0-9_]*\b|__attribute__|alignas)*?"
    rb"(\w+)\s*(?:<[^;\x01]*>\s*)?(?:final\s*)?(?::(?!:)[^;\x01]*)?[;\x01]"
)
_ENUM = re.compile(rb"\benum\b")
_ENUMERATOR = re.compile(rb"[{,]\s*(\w+)")
_POINTER = re.compile(rb"\(\s*(?:\w+\s*::)?\s*[*&^]\s*(\w+)")
_VARIABLE = re.compile(rb"(\w+)\s*(?:=|;|,|\x01)")
_USING = re.compile(rb"\busing\s+(?:\w+\s*::\s*)*(\w+)")


_FEW = 25
"""Names up to which it is quicker to look for each than to find out what every declaration declares."""


class Declarations:
    """The declarations of a file.

    Args:
        data: Its text.
        parts: Where they stand.

    Attributes:
        parts: Where they stand.
        macros: The lines that define a macro, as start and end.
    """

    def __init__(self, data: bytes, parts: Split) -> None:
        self.parts = parts
        self.macros: dict[bytes, list[tuple[int, int]]] = {}
        self._data = data
        self._names: dict[Item, frozenset[bytes]] = {}
        self._asked = 0
        for start, end in parts.directives:
            match = DEFINE.match(data, start)
            if match is not None:
                self.macros.setdefault(match.group(1), []).append((start, end))

    def declaring(self, name: bytes) -> list[Item]:
        """The declarations of a name."""
        self._asked += 1
        if self._asked > _FEW:
            return self._all.get(name, [])
        found: dict[Item, None] = {}
        for place in occurrences(self._data, name):
            item = self.parts.at(place)
            if item is not None and name in self._names_of(item):
                found[item] = None
        return list(found)

    def declares(self, name: bytes) -> bool:
        """Whether a name is declared, or defined as a macro."""
        return name in self.macros or bool(self.declaring(name))

    @cached_property
    def _all(self) -> dict[bytes, list[Item]]:
        found: dict[bytes, list[Item]] = {}
        for item in self.parts.items:
            for name in self._names_of(item):
                found.setdefault(name, []).append(item)
        return found

    def _names_of(self, item: Item) -> frozenset[bytes]:
        if item not in self._names:
            self._names[item] = frozenset(names(self._data, item))
        return self._names[item]


def declarations(data: bytes) -> Declarations | None:
    """The declarations of a file; ``None`` if it cannot be told where they start and end."""
    parts = split(data)
    return Declarations(data, parts) if parts is not None else None


def names(data: bytes, item: Item) -> Iterator[bytes]:
    """The names that a declaration declares, and a few others."""
    if item.body < item.end:
        head = without(_PARENTHESISED, _bare(data[item.start : item.body]), b"(")
        # What a constructor calls before its body are members of its own.
        yield from _CALLABLE.findall(_INITIALISERS.sub(b"(", head))
        return
    text = _bare(data[item.start : item.end])
    if _ENUM.search(text[: text.find(b"{")]):
        yield from _ENUMERATOR.findall(text)
    text = without(_BRACED, text, _HELD)
    yield from _USING.findall(text)
    yield from _POINTER.findall(text)
    flat = without(_PARENTHESISED, text, b"(")
    yield from _RECORD.findall(flat)
    yield from _CALLABLE.findall(flat)
    yield from _VARIABLE.findall(_BRACKETED.sub(b" ", flat))


def _bare(text: bytes) -> bytes:
    return _DIRECTIVE.sub(b" ", QUOTED.sub(b" ", text))
