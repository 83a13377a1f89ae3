"""Choosing the headers that declare some names."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from paramcheck.clang.includes import directives
from paramcheck.native.excerpts.declared import declarations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from paramcheck.clang.includes import Includes
    from paramcheck.native.search import Search

_WORD = re.compile(rb"[A-Za-z_]\w*")
_DEFINE = re.compile(rb"[ \t]*define[ \t]+(\w+)")
_LINE = re.compile(rb"(?:[^\n\\]|\\\r?.)*", re.DOTALL)

_LONGEST = 500_000
"""Bytes. Longer headers are libraries of their own, which define no parameters of another."""

_SHORTEST = 3
"""Characters. Shorter names are those of variables, which every header has."""

_STANDARD = ("float.h", "limits.h", "math.h", "stdbool.h", "stddef.h", "stdint.h")

_NONE: frozenset[bytes] = frozenset()


class Headers:
    """The headers of a tree, by what they declare.

    Args:
        includes: Resolves includes.
        search: Gives the text of files.
    """

    def __init__(self, includes: Includes, search: Search) -> None:
        self._includes = includes
        self._search = search
        self._declared: dict[str, frozenset[bytes]] = {}
        self._asked: dict[str, tuple[frozenset[bytes], frozenset[bytes]]] = {}

    def needed(self, path: str, names: set[bytes]) -> set[str]:
        """The headers that a file reaches and that declare some names.

        Those are among them, too, that define a macro which one of the others asks for.
        """
        reached = self._includes.closure(path)[1:]
        wanted = {name for name in names if len(name) >= _SHORTEST}
        found = {header for header in reached if self._declares_any(header, wanted)}
        while True:
            held = {one for header in found for one in self._includes.closure(header)}
            asked = _NONE.union(*(self._macros(header)[0] for header in held))
            further = {one for one in reached if one not in held and not asked.isdisjoint(self._macros(one)[1])}
            if not further:
                return found
            found |= further

    def missing(self, needed: Iterable[str], included: set[str]) -> list[str]:
        """The headers that are needed and come with none of those that are included."""
        there = {one for header in included for one in self._includes.closure(header)}
        found: list[str] = []
        for header in sorted(needed):
            if header not in there:
                found.append(header)
                there.update(self._includes.closure(header))
        return found

    def standard(self, names: set[bytes]) -> list[str]:
        """The headers of C that declare some names, which a file may have through any other."""
        return [str(path) for path, declared in self._standard if not declared.isdisjoint(names)]

    @cached_property
    def _standard(self) -> list[tuple[Path, frozenset[bytes]]]:
        found: list[tuple[Path, frozenset[bytes]]] = []
        for name in _STANDARD:
            path = self._includes.c_headers / name
            declared = declarations(path.read_bytes())
            assert declared is not None, "our own headers are well-formed"
            found.append((path, frozenset([*declared.items, *declared.macros])))
        return found

    def is_cheap(self, name: str, names: set[bytes]) -> bool:
        """Whether a header of the system is to be kept: C's are short, C++'s only for who says ``std``."""
        return name.endswith(".h") or self._includes.is_c(name) or b"std" in names

    def _declares_any(self, header: str, names: set[bytes]) -> bool:
        if header not in self._declared:
            # Most headers mention none of the names, which is known at once.
            data = self._search.text(header)
            if not any(name in data for name in names):
                return False
        return not self._names(header).isdisjoint(names)

    def _names(self, header: str) -> frozenset[bytes]:
        """The names that a header declares; all that it mentions where its declarations cannot be told apart."""
        if header not in self._declared:
            data = self._search.text(header)
            found = declarations(data) if len(data) <= _LONGEST else None
            if len(data) > _LONGEST:
                names = _NONE
            elif found is None:
                names = frozenset(_WORD.findall(data))
            else:
                names = frozenset([*found.items, *found.macros])
            self._declared[header] = names
        return self._declared[header]

    def _macros(self, header: str) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """The names that a header's conditions ask for, and the macros that it defines."""
        known = self._asked.get(header)
        if known is None:
            data = self._search.text(header)
            asked: set[bytes] = set()
            for place in directives(data, b"if", b"elif"):
                line = _LINE.match(data, place)
                asked.update(_WORD.findall(line.group()) if line is not None else ())
            rows = (_DEFINE.match(data, place) for place in directives(data, b"define"))
            defined = frozenset(row.group(1) for row in rows if row is not None)
            known = self._asked[header] = (frozenset(asked) - defined, defined)
        return known
