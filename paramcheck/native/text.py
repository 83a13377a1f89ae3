"""The structure of C and C++ text, as far as it can be seen without parsing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTED = re.compile(
    rb"//[^\n]*|/\*.*?(?:\*/|\Z)|R\"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)\""
    rb"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])+'",
    re.DOTALL,
)
"""Comments and literals."""

_CLASS = re.compile(
    rb"\b(?:struct|class)\b(?:\s+(?:\[\[[^\]]*\]\]|[A-Z][A-Z0-9_]*(?:\([^()]*\))?))*\s+(\w+)\s*(?:\bfinal\s*)?(?::(?!:)[^;{}()]*)?\{"
)
_BRACE = re.compile(rb"[{}]")
_OPENING = {b"(": b")", b"[": b"]", b"{": b"}"}
_BRACKET = re.compile(rb"[()\[\]{}]")


class ClassText(Struct, frozen=True):
    """A class as text.

    Attributes:
        name: Where its name stands.
        start: Where its brace opens.
        end: Where its brace closes.
    """

    name: int
    start: int
    end: int


def masked(data: bytes) -> bytes:
    """A text with blanks for what comments and literals hold; the quotes stay, and so do all places."""
    return QUOTED.sub(_blank, data)


def without(pattern: re.Pattern[bytes], text: bytes, instead: bytes) -> bytes:
    """A text without what a pattern finds, and then finds around that: what stands in parentheses, however deep."""
    while True:
        shorter, count = pattern.subn(instead, text)
        if not count:
            return shorter
        text = shorter


def _blank(match: re.Match[bytes]) -> bytes:
    text = match.group()
    inner = bytes(10 if byte == 10 else 32 for byte in text)
    if text[:1] in {b'"', b"'"}:
        return text[:1] + inner[1:-1] + text[-1:]
    return inner


def closing(plain: bytes, start: int) -> int | None:
    """Where the bracket at a place closes; ``None`` if it does not."""
    wanted: list[bytes] = []
    for match in _BRACKET.finditer(plain, start):
        token = match.group()
        if token in _OPENING:
            wanted.append(_OPENING[token])
        elif wanted and token == wanted[-1]:
            wanted.pop()
        else:
            return None
        if not wanted:
            return match.start()
    return None


def classes(plain: bytes) -> list[ClassText]:
    """The classes of a masked text, outer ones before those inside them."""
    found: list[ClassText] = []
    for match in _CLASS.finditer(plain):
        end = closing(plain, match.end() - 1)
        if end is not None:
            found.append(ClassText(match.start(1), match.end() - 1, end))
    return found


def innermost(rows: list[ClassText], place: int) -> ClassText | None:
    """The class in whose braces a place is."""
    found = [one for one in rows if one.start < place < one.end]
    return found[-1] if found else None


def arguments(plain: bytes, start: int) -> Iterator[tuple[int, int]]:
    """The arguments of a call or initialiser list whose bracket opens at a place, as ranges of the text."""
    end = closing(plain, start)
    if end is None:
        return
    first, position = start + 1, start + 1
    while position < end:
        token = plain[position : position + 1]
        if token in _OPENING:
            position = (closing(plain, position) or end) + 1
            continue
        if token == b",":
            yield first, position
            first = position + 1
        position += 1
    if plain[first:end].strip():
        yield first, end


def line_of(data: bytes, place: int) -> tuple[int, int]:
    """Line and column of a place, both from 1."""
    return data.count(b"\n", 0, place) + 1, place - data.rfind(b"\n", 0, place)
