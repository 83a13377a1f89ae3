"""Which names the declarations of a file declare, by the look of their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.native.excerpts.split import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.native.excerpts.split import Item, Split

PASSED_OVER = re.compile(rb"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
"""Comments and literals."""

DEFINE = re.compile(rb"[ \t]*#[ \t]*define[ \t]+(\w+)")
_DIRECTIVE = re.compile(rb"^[ \t]*#[^\n]*", re.MULTILINE)
_BRACED = re.compile(rb"\{[^{}]*\}")
_PARENTHESISED = re.compile(rb"\([^()]*\)")
_BRACKETED = re.compile(rb"\[[^\[\]]*\]")
_CALLABLE = re.compile(rb"(?:(\w+)\s*(?:<[^<>;()]*>)?\s*::\s*)?~?(\w+)\s*\(")
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


class Declarations:
    """The declarations of a file.

    Args:
        data: Its text.

    Attributes:
        parts: Where they stand.
        items: Those that declare a name.
        macros: The lines that define a macro, as start and end.
    """

    def __init__(self, data: bytes, parts: Split) -> None:
        self.parts = parts
        self.items: dict[bytes, list[Item]] = {}
        self.macros: dict[bytes, list[tuple[int, int]]] = {}
        for item in parts.items:
            for name in set(_names(data, item)):
                self.items.setdefault(name, []).append(item)
        for start, end in parts.directives:
            match = DEFINE.match(data, start)
            if match is not None:
                self.macros.setdefault(match.group(1), []).append((start, end))


def declarations(data: bytes) -> Declarations | None:
    """The declarations of a file; ``None`` if it cannot be told where they start and end."""
    parts = split(data)
    return Declarations(data, parts) if parts is not None else None


def _names(data: bytes, item: Item) -> Iterator[bytes]:
    if item.body < item.end:
        head = _bare(data[item.start : item.body])
        for owner, name in _CALLABLE.findall(_without(_PARENTHESISED, head, b"(")):
            yield name
            if owner:
                yield owner
        return
    text = _bare(data[item.start : item.end])
    if _ENUM.search(text[: text.find(b"{")]):
        yield from _ENUMERATOR.findall(text)
    text = _without(_BRACED, text, _HELD)
    yield from _USING.findall(text)
    yield from _POINTER.findall(text)
    flat = _without(_PARENTHESISED, text, b"(")
    yield from _RECORD.findall(flat)
    for owner, name in _CALLABLE.findall(flat):
        yield name
        if owner:
            yield owner
    yield from _VARIABLE.findall(_BRACKETED.sub(b" ", flat))


def _bare(text: bytes) -> bytes:
    return _DIRECTIVE.sub(b" ", PASSED_OVER.sub(b" ", text))


def _without(pattern: re.Pattern[bytes], text: bytes, instead: bytes) -> bytes:
    """A text without what stands in some kind of parentheses, however deep."""
    while True:
        shorter, count = pattern.subn(instead, text)
        if not count:
            return shorter
        text = shorter
