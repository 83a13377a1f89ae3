"""Where the declarations of a C or C++ file start and end, by its text alone."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

_SKIPPED = (
    # Every alternative starts with a character of its own, so that the rest of the text is passed over quickly.
    rb"/(?:/(?:[^\n\\]|\\.)*|\*.*?(?:\*/|\Z))"
    rb"|\"(?:"
    rb"(?:(?<=R\")(?<!\wR\")|(?<=[uUL]R\")(?<!\w[uUL]R\")|(?<=u8R\")(?<!\wu8R\"))([^()\\\s]{0,16})\(.*?(?:\)\1\"|\Z)"
    rb"|(?:[^\"\\\n]|\\.)*\")"
    rb"|'(?:[^'\\\n]|\\.)*'"
    rb"|\n[ \t]*#(?:[^\n\\/]|\\\r?.|/(?!\*)|/\*.*?\*/)*"
)
"""Comments, literals, and lines for the preprocessor with the line end before them."""

_TOKEN = re.compile(_SKIPPED + rb"|\{|\}|;", re.DOTALL)
_IN_BODY = re.compile(_SKIPPED + rb"|\{|\}", re.DOTALL)
_CONTAINER = re.compile(rb"\A\s*(?:(?:inline\s+)?namespace\b[^=;(){}]*|extern\s*\"C(?:\+\+)?\"\s*)\Z")
_GOES_ON = re.compile(
    rb"\A\s*(?:template\s*<[^{};]*>\s*)?(?:typedef\b|(?:(?:static|const|constexpr)\s+)*(?:struct|class|union|enum)\b[^()]*\Z)"
    rb"|=[^()]*\Z|=\s*\[[^;]*\Z"
)
"""What stands before a brace after whose end the declaration goes on to a semicolon."""


class Item(Struct, frozen=True):
    """A declaration outside of every function and class.

    Attributes:
        start: Its first byte.
        end: The byte behind it.
        body: Where the brace stands that opens the body of a function; ``end`` for what is none.
        within: Where the namespaces around it start, and where their braces stand, the outermost first.
    """

    start: int
    end: int
    body: int
    within: tuple[tuple[int, int], ...]


class Split(Struct, frozen=True):
    """The parts of a file.

    Attributes:
        items: Declarations, in order.
        directives: Start and end of every line for the preprocessor outside of bodies.
        closings: Where the brace stands that closes a namespace, by where the one stands that opens it.
    """

    items: list[Item]
    directives: list[tuple[int, int]]
    closings: dict[int, int]

    def at(self, place: int) -> Item | None:
        """The declaration that a byte belongs to."""
        number = bisect_right(self.items, place, key=lambda item: item.start) - 1
        if number < 0 or place >= self.items[number].end:
            return None
        return self.items[number]


def split(data: bytes) -> Split | None:
    """The parts of a file.

    Args:
        data: Its text.

    Returns:
        Its parts; ``None`` if its braces do not match, as where two alternatives under ``#if`` both open one.
    """
    splitter = _Splitter(data)
    place = 0
    # A line for the preprocessor is found by the line end before it, which the first line lacks.
    data = b"\n" + data
    while (match := _TOKEN.search(data, place)) is not None:
        start, place = match.span()
        kind = data[start]
        if kind in _MARKS:
            body = splitter.mark(start - 1)
            if body < 0:
                return None
            if body:
                end = _end_of_body(data, place)
                if end is None:
                    return None
                splitter.close(end - 1)
                place = end + 1
        elif kind == _LINE_END:
            splitter.skip(start, place - 1, is_directive=True)
        elif kind == _SLASH:
            splitter.skip(start - 1, place - 1, is_directive=False)
    return splitter.parts()


def _end_of_body(data: bytes, place: int) -> int | None:
    """Where the brace stands that closes a body; ``None`` if none does.

    Args:
        data: The text.
        place: The byte behind the brace that opens it.
    """
    depth = 1
    for match in _IN_BODY.finditer(data, place):
        mark = data[match.start()]
        if mark == _OPENS:
            depth += 1
        elif mark == _CLOSES:
            depth -= 1
            if not depth:
                return match.start()
    return None


_OPENS, _CLOSES, _SEMICOLON, _LINE_END, _SLASH = b"{};\n/"
_MARKS = frozenset(b"{};")


class _Splitter:
    """Goes through what is between declarations of a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parts = Split([], [], {})
        self._within: list[tuple[int, int]] = []
        self._start = 0
        self._body = 0

    def parts(self) -> Split | None:
        """The parts, if every namespace was closed."""
        return None if self._within else self._parts

    def skip(self, start: int, end: int, *, is_directive: bool) -> None:
        """A comment or a line for the preprocessor between declarations, or within one."""
        if is_directive:
            self._parts.directives.append((start, end))
        if not self._data[self._start : start].strip():
            self._start = end

    def mark(self, place: int) -> int:
        """A brace or a semicolon outside of bodies.

        Returns:
            How many bodies are open behind it: none or one; less than none where nothing is open that it closes.
        """
        mark = self._data[place]
        if mark == _SEMICOLON:
            self._end(place + 1, place + 1)
        elif mark == _CLOSES:
            if not self._within:
                return -1
            self._parts.closings[self._within.pop()[1]] = place
            self._start = place + 1
        elif _CONTAINER.search(self._data[self._start : place]):
            self._within.append((self._start, place))
            self._start = place + 1
        else:
            self._body = place
            return 1
        return 0

    def close(self, place: int) -> None:
        """The brace that closes a body."""
        if not _GOES_ON.search(self._data[self._start : self._body]):
            self._end(place + 1, self._body)

    def _end(self, end: int, body: int) -> None:
        self._parts.items.append(Item(self._start, end, body, tuple(self._within)))
        self._start = end
