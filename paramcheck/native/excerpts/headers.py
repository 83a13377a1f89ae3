"""Choosing the headers that declare some names."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from paramcheck.clang.includes import DEFINE, directives
from paramcheck.native.excerpts.declared import declarations
from paramcheck.native.occurrences import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from paramcheck.clang.includes import Includes
    from paramcheck.native.excerpts.declared import Declarations
    from paramcheck.native.search import Search

_WORD = re.compile(rb"[A-Za-z_]\w*")
_LINE = re.compile(rb"(?:[^\n\\]|\\\r?.)*", re.DOTALL)

_ENDS_DECLARED = re.compile(rb"\s*(?:[{};=(\[,:)]|//|/\*|final\b|\\|\Z)")
_DEFINES = re.compile(rb"define[ \t]+\Z")

_MANY = 60
"""Names from which on most headers declare some."""

_LONGEST = 500_000
"""Bytes. Longer headers are libraries of their own, which define no parameters of another."""

_SHORTEST = 3
"""Characters. Shorter names are those of variables, which every header has."""

_STANDARD_TYPE = re.compile(rb"u?int(?:8|16|32|64|ptr|max)_t|s?size_t|ptrdiff_t|std")
_STANDARD = ("float.h", "limits.h", "math.h", "stdbool.h", "stddef.h", "stdint.h", "stdlib.h", "string.h")

_NONE: frozenset[bytes] = frozenset()


def _may_declare(data: bytes, name: bytes) -> bool:
    """Whether a name stands anywhere as in its declaration: before a brace, a semicolon and the like, or as a macro."""
    return any(
        _ENDS_DECLARED.match(data, place + len(name)) or _DEFINES.search(data[max(0, place - 40) : place])
        for place in occurrences(data, name)
    )


class Headers:
    """The headers of a tree, by what they declare.

    Args:
        includes: Resolves includes.
        search: Gives the text of files.
    """

    def __init__(self, includes: Includes, search: Search) -> None:
        self._includes = includes
        self._search = search
        self._declared: dict[str, Declarations | None] = {}
        self._asked: dict[str, tuple[frozenset[bytes], frozenset[bytes]]] = {}

    def needed(self, path: str, names: set[bytes]) -> set[str]:
        """The headers that a file reaches and that declare some names.

        Those are among them, too, that define a macro which one of the others asks for.
        """
        reached = self._includes.closure(path)[1:]
        wanted = {name for name in names if len(name) >= _SHORTEST and not _STANDARD_TYPE.fullmatch(name)}
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
        return [str(path) for path, declared in self._standard if any(declared.declares(name) for name in names)]

    @cached_property
    def _standard(self) -> list[tuple[Path, Declarations]]:
        found: list[tuple[Path, Declarations]] = []
        for name in _STANDARD:
            path = self._includes.c_headers / name
            declared = declarations(path.read_bytes())
            assert declared is not None, "our own headers are well-formed"
            found.append((path, declared))
        return found

    def of_std(self, names: Iterable[str]) -> list[str]:
        """The shortest header of C++ for each of some names of ``std``, which a file may have through any other."""
        found: dict[str, None] = {}
        for name in names:
            word = name.encode()
            likely = (path for path, data in self._standard_cxx if next(occurrences(data, word), None) is not None)
            best = next((path for path in likely if self._declares_in_std(path, word)), None)
            if best is not None:
                found[str(best)] = None
        return list(found)

    @cached_property
    def _standard_cxx(self) -> list[tuple[Path, bytes]]:
        files = (path for path in self._includes.stand_ins[0].rglob("*") if path.is_file())
        return sorted(((path, path.read_bytes()) for path in files), key=lambda row: (len(row[1]), row[0]))

    @staticmethod
    def _declares_in_std(path: Path, name: bytes) -> bool:
        declared = declarations(path.read_bytes())
        return declared is not None and declared.declares(name)

    def is_cheap(self, name: str, names: set[bytes]) -> bool:
        """Whether a header of the system is to be kept: C's are short, C++'s only for who says ``std``."""
        return name.endswith(".h") or self._includes.is_c(name) or b"std" in names

    def _declares_any(self, header: str, names: set[bytes]) -> bool:
        data = self._search.text(header)
        if len(data) > _LONGEST:
            return False
        # Most headers mention none of the names, or only use them, which is known at once.
        if len(names) > _MANY:
            likely = list(names.intersection(_WORD.findall(data)))
        else:
            likely = [name for name in names if name in data and _may_declare(data, name)]
        if not likely:
            return False
        if header not in self._declared:
            self._declared[header] = declarations(data)
        declared = self._declared[header]
        return declared is None or any(declared.declares(name) for name in likely)

    def _macros(self, header: str) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """The names that a header's conditions ask for, and the macros that it defines."""
        known = self._asked.get(header)
        if known is None:
            data = self._search.text(header)
            if len(data) > _LONGEST:
                self._asked[header] = _NONE, _NONE
                return _NONE, _NONE
            asked: set[bytes] = set()
            for place in directives(data, b"if", b"elif"):
                line = _LINE.match(data, place)
                asked.update(_WORD.findall(line.group()) if line is not None else ())
            rows = (DEFINE.match(data, place) for place in directives(data, b"define"))
            defined = frozenset(row.group(1) for row in rows if row is not None)
            known = self._asked[header] = (frozenset(asked) - defined, defined)
        return known
