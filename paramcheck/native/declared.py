"""What the library's headers declare of the names that a wrapper repeats.

A vendored tree has thousands of headers, and two of them declare everything. Which ones is counted by text: the
header with most of the names is parsed first, and what it includes comes with it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct, field

from paramcheck.clang.declarations import Declarations
from paramcheck.clang.includes import HEADERS
from paramcheck.model_mirrors import DataKind, DeclaredFacts
from paramcheck.native.declaring import Headers, is_for_c, start_of
from paramcheck.native.macros import macros

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.model_mirrors import Layout
    from paramcheck.native.search import Search

_ENUM = re.compile(rb"\benum\b(?:\s+\w+)?\s*(?::\s*[\w:]+\s*)?\{[^{}]*\}\s*\w*\s*;")
_NOT_LINE_END = re.compile(rb"[^\n]")
_MOST_UNITS = 32
"""Headers that are parsed for one wrapper, those that they include aside."""

_MOST_CONDITIONS = 4
"""Macros that are tried one by one for a record whose fields depend on them; each costs another parse."""

_MOST_SOURCES = 4
"""Sources that are parsed for functions that no header declares."""

_MOST_LEFT = 12
"""Functions that are looked for in sources."""


_MANY_LEFT = 16
"""Functions from which on they are looked for among the words of a file that start like them."""


class Wanted(Struct, frozen=True):
    """Names to look for.

    Attributes:
        records: Structs and unions.
        functions: Functions.
        constants: Enumerators and macros.
        own: Files that hold the wrapper's own declarations.
        aliases: Names that the wrapper gives records, those that it does not look into included.
    """

    records: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    constants: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.records | self.functions | self.constants

    @property
    def kinds(self) -> dict[str, str]:
        """What each name is."""
        kinds = dict.fromkeys(self.records, "record")
        kinds.update(dict.fromkeys(self.constants, "constant"))
        kinds.update(dict.fromkeys(self.functions, "function"))
        return kinds


class _Left(Struct):
    """What is still looked for."""

    records: set[str]
    functions: set[str]
    constants: set[str]
    looked_at: set[str] = field(default_factory=set)

    def names(self) -> set[str]:
        return self.records | self.functions | self.constants


def read(parser: Parser, search: Search, wanted: Wanted, target: str = "") -> DeclaredFacts:
    """Read what headers declare of some names.

    Args:
        parser: Parses them.
        search: Finds them.
        wanted: The names.
        target: Target triple; empty for this machine.
    """
    facts = DeclaredFacts()
    if not wanted.names:
        return facts
    reader = _Reader(parser, search, wanted, target, facts)
    reader.headers()
    reader.sources()
    facts.constants.update(macros(parser, search, reader.left.constants, facts.headers, reader.closure))
    return facts


class _Reader:
    """One run."""

    def __init__(self, parser: Parser, search: Search, wanted: Wanted, target: str, facts: DeclaredFacts) -> None:
        self._parser = parser
        self._search = search
        self._wanted = wanted
        self._trusted = not target or "linux" in target
        self._facts = facts
        self.left = _Left(set(wanted.records), set(wanted.functions), set(wanted.constants))
        self.closure: dict[str, None] = {}

    def headers(self) -> None:
        """Parse headers, the one that brings most of what is left first, until none declares any."""
        headers = Headers(self._parser, self._search, self._wanted.kinds, self._wanted.own)
        parsed = 0
        while parsed < _MOST_UNITS:
            found = headers.next(self.left.names(), self.closure)
            if found is None:
                return
            path, missing = found
            if is_for_c(self._parser, self._search, path):
                parsed += 1
                before = self.left.names()
                self._take(path)
                brought = before - self.left.names()
                if len(brought) == 1 and headers.elsewhere(min(brought), self.closure):
                    self._facts.lonely.update(brought)
            else:
                self._take_enums(path, missing & self.left.constants)

    def _take_enums(self, path: str, names: set[str]) -> None:
        """The enums of a header that is C++: nothing else of it can be repeated, and the rest takes long to parse."""
        data = self._search.text(path)
        kept = bytearray(_NOT_LINE_END.sub(b" ", data))
        found = False
        for block in _ENUM.finditer(data):
            if any(name.encode() in block.group() for name in names):
                kept[block.start() : block.end()] = block.group()
                found = True
        if not found:
            return
        location = str(self._parser.locate(path))
        arguments = ["-xc++", "-std=c++17", "-nostdinc", "-w"]
        unit = self._parser.translate(path, location, arguments, {location: bytes(kept)})
        if unit is not None and not any(True for _ in unit.errors()):
            self._take_enumerators(unit, Declarations(unit))

    def _take(self, path: str) -> None:
        unit = self._parser.parse(path)
        if unit is None:
            return
        self._facts.headers.append(path)
        self.closure.update(dict.fromkeys(unit.files()))
        cxx = self._parser.is_cxx(path)
        declarations = Declarations(unit, trust_stand_ins=self._trusted, is_cxx=cxx)
        for alias, tag in declarations.aliases(self._wanted.aliases):
            self._facts.aliases.setdefault(alias, tag)
        self._take_records(unit, declarations)
        for name in sorted(self.left.functions & unit.declarations.keys()):
            function = declarations.function(name)
            if function is not None:
                self._facts.functions[name] = function
                self.left.functions.discard(name)
        self._take_enumerators(unit, declarations)

    def _take_records(self, unit: Unit, declarations: Declarations) -> None:
        for name in sorted(self._wanted.records & unit.declarations.keys()):
            layout = declarations.record(name)
            if layout is None:
                continue
            known = self._facts.records.setdefault(name, [])
            if all(one.span != layout.span for one in known):
                known.extend([layout, *self._variants(unit, name, layout)])
            if layout.is_whole:
                self.left.records.discard(name)
            self._take_inner(layout, declarations)

    def _take_inner(self, layout: Layout, declarations: Declarations) -> None:
        """The records that a record holds as a whole."""
        for slot in layout.slots:
            kind = slot.type
            while kind.kind is DataKind.ARRAY and kind.element is not None:
                kind = kind.element
            if kind.kind is DataKind.RECORD and kind.name and kind.name not in self._facts.inner:
                self._facts.inner[kind.name] = []
                found = declarations.record(kind.name)
                if found is not None:
                    self._facts.inner[kind.name].append(found)
                    self._take_inner(found, declarations)

    def _variants(self, unit: Unit, name: str, base: Layout) -> Iterator[Layout]:
        """The same record in builds that define a macro on which its fields depend."""
        macros_tested = [one for one in base.conditions if not one.startswith("_")]
        for macro in macros_tested[:_MOST_CONDITIONS]:
            other = self._parser.parse(unit.path, (f"-D{macro}=1",))
            found = Declarations(other, trust_stand_ins=self._trusted).record(name) if other is not None else None
            if found is not None:
                yield found

    def _take_enumerators(self, unit: Unit, declarations: Declarations) -> None:
        for name in sorted(self.left.constants & unit.declarations.keys()):
            for cursor in unit.declarations[name] if name in self.left.constants else ():
                if cursor.kind is CursorKind.ENUM_CONSTANT_DECL and unit.path_of(cursor.location) is not None:
                    rows = declarations.enumerators(cursor)
                    for one in rows:
                        if one.name in self._wanted.constants:
                            self._facts.constants.setdefault(one.name, one)
                            self.left.constants.discard(one.name)
                    self._facts.enums.setdefault(rows[0].key, rows)
                    break

    def sources(self) -> None:
        """Functions that no header has: a small wrapper's library may be a single file."""
        if len(self._facts.functions) > len(self.left.functions):
            return
        for _ in range(_MOST_SOURCES):
            places = [
                place
                for name in sorted(self.left.functions)[:_MOST_LEFT]
                for place in self._search.function(name)[:1]
                if place.path not in self.left.looked_at and self._is_source(place.path)
            ]
            if not places:
                return
            path = Counter(place.path for place in places).most_common(1)[0][0]
            self.left.looked_at.add(path)
            self._take(path)

    def _is_source(self, path: str) -> bool:
        return not path.lower().endswith(HEADERS) and is_for_c(self._parser, self._search, path)


def absent(search: Search, names: Iterable[str], own: Collection[str]) -> set[str]:
    """Functions that no file mentions, not even within another name.

    Args:
        search: Reads the files.
        names: The functions.
        own: Files that hold the wrapper's own declarations.
    """
    left: dict[bytes, set[bytes]] = {}
    for name in names:
        left.setdefault(start_of(name).encode(), set()).add(name.encode())
    # The headers were read before, and most names stand in one.
    for path in dict.fromkeys([*search.headers, *search.paths]):
        if not left:
            break
        data = search.text(path)
        for start in [one for one in left if one in data] if path not in own else ():
            text = (
                data if len(left[start]) < _MANY_LEFT else b" ".join(set(re.findall(re.escape(start) + rb"\w*", data)))
            )
            left[start] = {one for one in left[start] if one not in text}
        left = {start: found for start, found in left.items() if found}
    return {name.decode() for found in left.values() for name in found}
