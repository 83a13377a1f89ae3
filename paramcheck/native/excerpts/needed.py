"""The declarations of a file that one of them needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.native.excerpts.declared import DEFINE
from paramcheck.native.text import QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.native.excerpts.declared import Declarations
    from paramcheck.native.excerpts.split import Item

INCLUDE = re.compile(rb"[ \t]*#[ \t]*(?:include|import)[ \t]*[<\"]([^>\"\n]+)[>\"]")
_NAME = re.compile(rb"(?<![\w.])(?<!->)[A-Za-z_]\w*|(?<=[.>])[A-Za-z_]\w*(?=\s*\()")
"""A name that may be declared outside of a class, or that of a method that is called."""
_KEYWORDS = frozenset(
    b"if else for while do switch case default break continue return goto sizeof struct union enum class typedef const"
    b" static extern inline void int char bool float double long short unsigned signed auto true false nullptr NULL"
    b" defined endif ifdef ifndef elif pragma once undef include define this new delete template typename using"
    b" namespace constexpr operator public private protected noexcept override final virtual size_t".split()
)

_MOST = 200
"""Declarations of one file from which on all of it may as well be parsed."""


class Needed:
    """What declarations mention, and what that mentions in turn.

    Args:
        data: The text of the file.
        declared: Its declarations.
        wanted: Those that are wanted.

    Attributes:
        items: The declarations of the file that are needed.
        names: All names that they mention.
        is_too_much: Whether that is as good as the whole file.
    """

    def __init__(self, data: bytes, declared: Declarations, wanted: Iterable[Item]) -> None:
        self.items: set[Item] = set()
        self.names: set[bytes] = set()
        self._data = data
        self._declared = declared
        self._waiting: list[bytes] = []
        for start, end in declared.parts.directives:
            if INCLUDE.match(data, start) is None and DEFINE.match(data, start) is None:
                self._mention(start, end)
        for item in wanted:
            self._add(item)
        while self._waiting and not self.is_too_much:
            self._look_up(self._waiting.pop())

    @property
    def is_too_much(self) -> bool:
        """Whether that is as good as the whole file."""
        return len(self.items) > _MOST

    def _look_up(self, name: bytes) -> None:
        if name in self.names or name in _KEYWORDS:
            return
        self.names.add(name)
        for item in self._declared.declaring(name):
            self._add(item)
        for start, end in self._declared.macros.get(name, ()):
            self._mention(start, end)

    def _add(self, item: Item) -> None:
        if item not in self.items:
            self.items.add(item)
            self._mention(item.start, item.end)

    def _mention(self, start: int, end: int) -> None:
        self._waiting.extend(_NAME.findall(QUOTED.sub(b" ", self._data[start:end])))
