"""Where the declarations of a C or C++ file start and end, by its text alone."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

_TOKEN = re.compile(
    rb"(?P<comment>//(?:[^\n\\]|\\.)*|/\*.*?(?:\*/|\Z))"
    rb"|(?P<raw>(?<!\w)(?:u8|[uUL])?R\"([^()\\\s]{0,16})\(.*?(?:\)\3\"|\Z))"
    rb"|(?P<literal>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    rb"|(?P<directive>^[ \t]*#(?:[^\n\\/]|\\\r?.|/(?!\*)|/\*.*?\*/)*)"
    rb"|(?P<mark>[{};])",
    re.DOTALL | re.MULTILINE,
)
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
    depth = 0
    for match in _TOKEN.finditer(data):
        kind = match.lastgroup
        if kind == "mark":
            # Most marks are inside of bodies, where only the braces count.
            mark = data[match.start()]
            if depth and mark != _SEMICOLON:
                depth += 1 if mark == _OPENS else -1
                if depth == 0:
                    splitter.close(match.start())
            elif not depth:
                depth = splitter.mark(match.start())
                if depth < 0:
                    return None
        elif depth == 0 and kind in _BETWEEN:
            splitter.skip(match.start(), match.end(), is_directive=kind == "directive")
    return splitter.parts() if depth == 0 else None


_OPENS, _CLOSES, _SEMICOLON = b"{};"
_BETWEEN = frozenset({"directive", "comment"})


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
