"""Where a file may define named constants, and the macros on which that depends; each file is looked through once."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

from paramcheck.clang.includes import directives
from paramcheck.native.occurrences import occurrences

_CONDITION = re.compile(rb"#[ \t]*(if|ifdef|ifndef|elif|else|endif)\b")
_LINE = re.compile(rb"(?:[^\\\n]+|\\\n|\\)*")
_MACRO = re.compile(rb"[ \t]*define[ \t]+(\w+)\b(?!\()((?:[^\\\n]+|\\\r?\n|\\)*)")
_EMPTY = re.compile(rb"#[ \t]*define[ \t]+(\w+)[ \t]*(?:\n|\r|$|/)")
_VALUE = re.compile(rb"\s*(?:=(?!=)|\{|\[[^\]]*\]\s*=|,|\}|/[/*])")
_ENUM = re.compile(rb"\benum\b[^{;]*\{[^{]*$")
_CONST = re.compile(rb"\bconst(?:expr)?\b")
_WORD = re.compile(rb"[A-Za-z_]\w*")
_NOT_MACROS = frozenset({b"defined", b"__has_include", b"__cplusplus", b"if", b"or", b"and", b"not"})
_OF_ANOTHER = frozenset(b".>")

_NEAR = 200_000
"""Bytes before a name in which the enum around it starts."""


class Definition(Struct, frozen=True):
    """Where a name may be defined.

    Attributes:
        body: What a macro stands for; ``None`` for an enumerator or a variable.
        conditions: Macros on which the definition depends.
    """

    path: str
    offset: int
    body: bytes | None
    conditions: tuple[str, ...]


class _Condition(Struct, frozen=True):
    """A condition, and those within which it stands or whose branches were left before it."""

    words: frozenset[bytes]
    before: _Condition | None


class ConstantPlaces:
    """The constants of one file.

    Args:
        path: The file.
        data: Its text.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._data = data

    def of(self, name: bytes) -> list[Definition]:
        """The macros of a name; without any, the enumerators and constant variables."""
        macros = self._macros.get(name)
        if macros is not None:
            return [Definition(self._path, place, body, self._depends_on(place, name)) for place, body in macros]
        places = (place for place in occurrences(self._data, name) if self._is_declared(place, name))
        return [Definition(self._path, place, None, ()) for place in places]

    def guards(self, start: int) -> frozenset[bytes]:
        """Macros in the conditions within which a place stands, those of branches that were left included."""
        places, conditions = self._conditions
        number = bisect_right(places, start) - 1
        found: set[bytes] = set()
        condition = conditions[number] if number >= 0 else None
        while condition is not None:
            found |= condition.words
            condition = condition.before
        return frozenset(found)

    def _depends_on(self, start: int, name: bytes) -> tuple[str, ...]:
        """Macros on which a definition depends, without the guard of the header and of the name itself."""
        words = self.guards(start) - _NOT_MACROS - {name}
        return tuple(sorted(word.decode() for word in words if word not in self._empty))

    @cached_property
    def _macros(self) -> dict[bytes, list[tuple[int, bytes]]]:
        found: dict[bytes, list[tuple[int, bytes]]] = {}
        for place in directives(self._data, b"define"):
            match = _MACRO.match(self._data, place)
            if match is not None:
                found.setdefault(match.group(1), []).append((match.start(1), match.group(2)))
        return found

    @cached_property
    def _empty(self) -> frozenset[bytes]:
        """Macros that are defined as nothing."""
        return frozenset(_EMPTY.findall(self._data))

    @cached_property
    def _conditions(self) -> tuple[list[int], list[_Condition | None]]:
        """From which place on which condition holds."""
        data = self._data
        places: list[int] = []
        found: list[_Condition | None] = []
        outer: list[_Condition | None] = []
        now: _Condition | None = None
        for match in _CONDITION.finditer(data):
            start, word = match.start(), match.group(1)
            if data[data.rfind(b"\n", 0, start) + 1 : start].strip(b" \t"):
                continue
            if word.startswith(b"if"):
                outer.append(now)
            if word == b"endif":
                now = outer.pop() if outer else now
            elif outer:
                test = _LINE.match(data, match.end())
                assert test is not None, "it matches nothing as well"
                now = _Condition(frozenset(_WORD.findall(test.group())), now)
            places.append(start)
            found.append(now)
        return places, found

    def _is_declared(self, start: int, name: bytes) -> bool:
        """Whether a name is an enumerator or a constant, by what stands around it."""
        data = self._data
        if (start and data[start - 1] in _OF_ANOTHER) or not _VALUE.match(data, start + len(name)):
            return False
        before = data[max(0, start - _NEAR) : start]
        statement = before[max(before.rfind(b";"), before.rfind(b"}")) + 1 :]
        if _ENUM.search(statement) is not None:
            return True
        # Behind the brace of a namespace or class.
        return _CONST.search(statement[statement.rfind(b"{") + 1 :]) is not None


def guards(data: bytes, start: int) -> list[str]:
    """Macros in the conditions within which a place of a text stands, those of branches that were left included."""
    return sorted(word.decode() for word in ConstantPlaces("", data).guards(start))
