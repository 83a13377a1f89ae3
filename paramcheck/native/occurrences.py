"""What the text around a name says it is there: a definition of a class, an alias, a function with defaults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENS_CLASS = re.compile(rb"\s*(?:\bfinal\s*)?(?::(?!:)[^;{}]*)?\{")
_CLASS_KEY = re.compile(rb"\b(?:struct|class|union)\b(?![^()]*\benum\b)[^=]*$")
_ENDS_DECLARATION = re.compile(rb"\s*[;,]")
_AFTER_BODY = re.compile(rb"\}\s*(?:\w+\s+)*$")
_USING = re.compile(rb"\busing\s+$")
_TYPEDEF = re.compile(rb"\btypedef\b")
_ASSIGNS = re.compile(rb"\s*=")
_CALLS = re.compile(rb"\s*\(")
_PARENTHESIS = re.compile(rb"[()]")
_BRACE = re.compile(rb"[{}]")
_BEFORE_CALL = re.compile(rb"(?:[.!=,(|?]|->|&&|[(,=]\s*&|\breturn|\bcase|\belse)\s*$")

_NEAR = 400
"""Bytes before a name in which the start of its declaration stands."""

_LONGEST_PARAMETERS = 8_000
"""Bytes. Longer parameter lists do not occur."""

_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


def occurrences(data: bytes, name: bytes) -> Iterator[int]:
    """Where a name stands as a whole word."""
    length = len(name)
    place = data.find(name)
    while place >= 0:
        after = place + length
        if (place == 0 or data[place - 1] not in _WORD) and (after >= len(data) or data[after] not in _WORD):
            yield place
        place = data.find(name, after)


def class_definitions(data: bytes, name: bytes) -> Iterator[int]:
    """Where classes of a name are defined: ``struct name {`` or ``} name;``."""
    for place in occurrences(data, name):
        after = place + len(name)
        if _OPENS_CLASS.match(data, after):
            if _CLASS_KEY.search(_statement_before(data, place)):
                yield place
        elif _ENDS_DECLARATION.match(data, after) and _AFTER_BODY.search(data[max(0, place - 80) : place]):
            yield place


def class_aliases(data: bytes, name: bytes) -> Iterator[int]:
    """Where a name is declared as another name of a type: ``using name =`` or ``typedef ... name;``."""
    for place in occurrences(data, name):
        after = place + len(name)
        if _ASSIGNS.match(data, after):
            if _USING.search(data[max(0, place - 40) : place]):
                yield place
        elif _ENDS_DECLARATION.match(data, after) and _TYPEDEF.search(_statement_before(data, place)):
            yield place


def default_declarations(data: bytes, name: bytes) -> Iterator[int]:
    """Where functions of a name are declared with a ``=`` among their parameters."""
    for place in occurrences(data, name):
        call = _CALLS.match(data, place + len(name))
        if call is not None and declares(data, place):
            end = closing(data, call.end() - 1)
            if end is not None and data.find(b"=", call.end(), end) >= 0:
                yield place


def declares(data: bytes, place: int) -> bool:
    """Whether a name with parentheses is declared rather than called, by what stands before it on its line."""
    before = data[data.rfind(b"\n", 0, place) + 1 : place]
    return not _BEFORE_CALL.search(before) and not before.lstrip().startswith((b"//", b"*", b"#define"))


def closing(data: bytes, start: int) -> int | None:
    """Where the parenthesis at a place closes; ``None`` if that is not nearby."""
    depth = 0
    for match in _PARENTHESIS.finditer(data, start, start + _LONGEST_PARAMETERS):
        depth += 1 if match.group() == b"(" else -1
        if depth == 0:
            return match.start()
    return None


def closing_brace(data: bytes, start: int) -> int:
    """Where the brace at a place closes; the end of the text if it does not."""
    depth = 0
    for match in _BRACE.finditer(data, start):
        depth += 1 if match.group() == b"{" else -1
        if depth == 0:
            return match.start()
    return len(data)


def _statement_before(data: bytes, place: int) -> bytes:
    before = data[max(0, place - _NEAR) : place]
    return before[max(before.rfind(character) for character in (b";", b"{", b"}")) + 1 :]
