"""Which headers declare some names, by their text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from paramcheck.native.occurrences import class_aliases, class_definitions, closing, declares, occurrences

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from paramcheck.clang.parser import Parser
    from paramcheck.native.search import Search

_START = re.compile(r"_*[A-Za-z0-9]*_?")
_FOR_C = re.compile(rb"extern\s+\"C\"")
_MACROS_FOR_C = (b"EXTERN_C", b"BEGIN_DECLS", b"BEGIN_C_DECLS")
_CONSTANT = re.compile(rb"#[ \t]*define[ \t]+(\w+)\b(?!\()|[{,=/\n][ \t]*(\w+)\b(?!\s*[(;])")
_CALL = re.compile(rb"\s*\)?\s*\(")
_SPACED = bytes(one if re.match(rb"\w", bytes([one])) else ord(" ") for one in range(256))
"""What each byte becomes where only words matter."""

_ENDS = re.compile(rb"\s*(?:;|\{|,|\)|__attribute__|noexcept|[A-Z_]+\b)")

_MOST_STARTS = 12
"""Beginnings of names up to which every one is looked for; beyond, only those that several constants share."""

_SEVERAL = 3


class Headers:
    """The headers of a tree, and the wanted names in their text.

    Args:
        parser: Resolves includes.
        search: Lists the headers.
        kinds: The wanted names, each ``record``, ``constant`` or ``function``.
        own: Files that are no headers of the library.
    """

    def __init__(self, parser: Parser, search: Search, kinds: Mapping[str, str], own: Collection[str]) -> None:
        self._parser = parser
        self._search = search
        self._kinds = kinds
        if search.notes is not None and search.notes.is_open:
            # Which header has which words depends on all of them.
            search.header_texts()
        files = [path for path in search.headers if path not in own]
        self._wanted = {name.encode(): name for name in kinds if len(name) > 1}
        self._words = {path: found for path in files if (found := self._mentioned(path))}
        self._left = dict.fromkeys(self._words)

    def next(self, names: set[str], parsed: Collection[str]) -> tuple[str, set[str]] | None:
        """The header that brings most of some names, which is then done with.

        Args:
            names: What is still looked for.
            parsed: Files that were parsed already, includes included.

        Returns:
            The header, and what its own text has of the names; ``None`` if none declares any.
        """
        while True:
            best, most = "", 0
            for path in self._left:
                if path not in parsed and self._words[path] & names:
                    count = len(self._brings(path) & names)
                    # Of equal ones the first, which is the likeliest.
                    if count > most:
                        best, most = path, count
            if not best:
                return None
            del self._left[best]
            missing = self._words[best] & names
            if self._declares(best, missing):
                return best, missing

    def elsewhere(self, name: str, parsed: Collection[str]) -> bool:
        """Whether a header that was not parsed declares a name as well, so that another thing may be meant.

        Args:
            name: The name.
            parsed: Files that were parsed.
        """
        return any(
            name in words and path not in parsed and self._declares(path, {name})
            for path, words in self._words.items()
            if is_for_c(self._parser, self._search, path)
        )

    def _brings(self, path: str) -> set[str]:
        """The names in a header and in what it includes."""
        if not is_for_c(self._parser, self._search, path):
            return self._words[path]
        found: set[str] = set()
        for one in self._parser.includes.closure(path):
            found |= self._words.get(one, set())
        return found

    def _mentioned(self, path: str) -> set[str]:
        data = self._search.header(path)
        if len(self._starting) > _MOST_STARTS:
            is_near = any(start in data for start in self._starts)
            words = set(data.translate(_SPACED).split()) if is_near else set()
        else:
            patterns = [pattern for start, pattern in self._starting.items() if start in data]
            words = {word for pattern in patterns for word in pattern.findall(data)}
        return {self._wanted[word] for word in words & self._wanted.keys()}

    @cached_property
    def _starting(self) -> dict[bytes, re.Pattern[bytes]]:
        """What the names start with, and words that do."""
        starts = {start_of(name).encode() for name in self._kinds}
        # With the start first, nothing else is tried at most places.
        return {start: re.compile(b"%s(?<!\\w%s)\\w*" % (start, start)) for start in sorted(starts)}

    @cached_property
    def _starts(self) -> tuple[bytes, ...]:
        """What the names start with; a constant that starts like no other says little about its library."""
        counts = Counter(start_of(name) for name in self._kinds)
        starts = set(counts)
        if len(starts) > _MOST_STARTS:
            kept = {start_of(name) for name, kind in self._kinds.items() if kind != "constant"}
            starts = kept | {start for start, count in counts.items() if count >= _SEVERAL}
        return tuple(sorted(start.encode() for start in starts))

    def _declares(self, path: str, names: set[str]) -> bool:
        """Whether the text of a header declares any of some names rather than using it."""
        data = self._search.text(path)
        constants = {name.encode() for name in names if self._kinds[name] == "constant"}
        if constants and any(match[match.lastindex or 1] in constants for match in _CONSTANT.finditer(data)):
            return True
        others = sorted(name for name in names if self._kinds[name] != "constant")
        return any(_declares(data, name.encode(), self._kinds[name]) for name in others)


def is_for_c(parser: Parser, search: Search, path: str) -> bool:
    """Whether a file can declare what a library exports for other languages."""
    if not parser.is_cxx(path):
        return True
    data = search.text(path)
    return any(macro in data for macro in _MACROS_FOR_C) or _FOR_C.search(data) is not None


def start_of(name: str) -> str:
    """What a name shares with others of its library: all up to its first underscore."""
    match = _START.match(name)
    return match.group() if match is not None else ""


def _declares(data: bytes, name: bytes, kind: str) -> bool:
    """Whether a text declares a record or a function, by what stands around its name."""
    if kind == "record":
        return any(True for _ in class_definitions(data, name)) or any(True for _ in class_aliases(data, name))
    for place in occurrences(data, name):
        call = _CALL.match(data, place + len(name))
        if call is not None and declares(data, place):
            end = closing(data, call.end() - 1)
            if end is not None and _ENDS.match(data, end + 1):
                return True
    return False
