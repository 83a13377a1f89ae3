"""What the library's headers declare of the names that a wrapper repeats.

A vendored tree has thousands of headers, and two of them declare everything. Which ones is counted by text: the
header with most of the names is parsed first, and what it includes comes with it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang.declarations import Declarations
from paramcheck.clang.includes import HEADERS
from paramcheck.model_mirrors import DataKind, DeclaredFacts
from paramcheck.native.macros import macros
from paramcheck.native.occurrences import class_aliases, class_definitions, closing, declares, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.clang.unit import Parser, Unit
    from paramcheck.model_mirrors import Layout
    from paramcheck.native.search import Search

_WORD = re.compile(rb"[A-Za-z_]\w+")
_ENUM = re.compile(rb"\benum\b(?:\s+\w+)?\s*(?::\s*[\w:]+\s*)?\{[^{}]*\}\s*\w*\s*;")
_NOT_LINE_END = re.compile(rb"[^\n]")
_FOR_C = re.compile(rb"extern\s+\"C\"|\b\w*EXTERN_C\w*\b|\bG?_?BEGIN_(?:C_)?DECLS\b|__BEGIN_DECLS")
_START = re.compile(r"_*[A-Za-z0-9]*_?")
_MOST_UNITS = 32
"""Headers that are parsed for one wrapper, those that they include aside."""

_MOST_CONDITIONS = 4
"""Macros that are tried one by one for a record whose fields depend on them; each costs another parse."""

_MOST_SOURCES = 4
"""Sources that are parsed for functions that no header declares."""

_MOST_STARTS = 12
"""Common beginnings of names by which headers are chosen before their words are looked at."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Names to look for.

    Attributes:
        records: Structs and unions.
        functions: Functions.
        constants: Enumerators and macros.
        own: Files that hold the wrapper's own declarations.
    """

    records: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    constants: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.records | self.functions | self.constants


@dataclass(slots=True)
class _Left:
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
    facts.absent.update(reader.absent())
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
        """Parse headers, the one with most of what is left first, until none declares any."""
        files = [path for path in self._search.headers if path not in self._wanted.own]
        words = {path: found for path in files if (found := self._mentioned(path))}
        parsed = 0
        while parsed < _MOST_UNITS and words:
            left = self.left.names()
            # Of equal ones the first, which is the likeliest.
            best = max(words, key=lambda path: len(words[path] & left))
            missing = words.pop(best) & left
            if not missing:
                return
            if best in self.closure or not self._declares(best, missing):
                continue
            if self._is_c(best):
                parsed += 1
                self._take(best)
            else:
                self._take_enums(best, missing & self.left.constants)

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

    def _is_c(self, path: str) -> bool:
        """Whether a file can declare what a library exports for other languages."""
        return not self._parser.is_cxx(path) or _FOR_C.search(self._search.text(path)) is not None

    def _declares(self, path: str, names: set[str]) -> bool:
        """Whether the text of a header declares any of some names rather than using it."""
        data = self._search.text(path)
        return any(_declares(data, name.encode(), self._kind(name)) for name in sorted(names))

    def _kind(self, name: str) -> str:
        if name in self.left.functions:
            return "function"
        return "constant" if name in self.left.constants else "record"

    def _mentioned(self, path: str) -> set[str]:
        data = self._search.text(path)
        if self._starts is not None and not any(start in data for start in self._starts):
            return set()
        names = self._names
        return {text for word in set(_WORD.findall(data)) if (text := word.decode()) in names}

    @cached_property
    def _names(self) -> frozenset[str]:
        return self._wanted.names

    @cached_property
    def _starts(self) -> tuple[bytes, ...] | None:
        """What the names start with, if that tells headers apart."""
        starts = {_START.match(name)[0] for name in self._names}  # type: ignore[index]
        return tuple(sorted(start.encode() for start in starts)) if len(starts) <= _MOST_STARTS else None

    def _take(self, path: str) -> None:
        unit = self._parser.parse(path)
        if unit is None:
            return
        self._facts.headers.append(path)
        self.closure.update(dict.fromkeys(unit.files()))
        declarations = Declarations(unit, trust_stand_ins=self._trusted)
        for alias, tag in declarations.aliases():
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
        """Functions and records that no header has: a small wrapper's library may be a single file."""
        for _ in range(_MOST_SOURCES):
            places = [
                place
                for name in sorted(self.left.functions)[:_MOST_STARTS]
                for place in self._search.function(name)[:1]
                if place.path not in self.left.looked_at and self._is_source(place.path)
            ]
            if not places:
                return
            path = Counter(place.path for place in places).most_common(1)[0][0]
            self.left.looked_at.add(path)
            self._take(path)

    def _is_source(self, path: str) -> bool:
        return not path.lower().endswith(HEADERS) and self._is_c(path)

    def absent(self) -> set[str]:
        """Functions that no file mentions as a word outside of a comment."""
        left = self.left.functions
        if not left or not self._facts.functions:
            return set()
        present: set[str] = set()
        names = {name.encode(): name for name in left}
        for path in self._search.paths:
            data = self._search.text(path)
            for needle in [one for one in names if one in data]:
                if path not in self._wanted.own:
                    present.add(names.pop(needle))
        return left - present


def _declares(data: bytes, name: bytes, kind: str) -> bool:
    """Whether a text declares a name, by what stands around it."""
    if kind == "record":
        return any(True for _ in class_definitions(data, name)) or any(True for _ in class_aliases(data, name))
    if kind == "constant":
        return re.search(rb"(?:#[ \t]*define[ \t]+|[{,=/\n][ \t]*)" + name + rb"\b(?!\s*[(;])", data) is not None
    for place in occurrences(data, name):
        call = _CALL.match(data, place + len(name))
        if call is not None and declares(data, place):
            end = closing(data, call.end() - 1)
            if end is not None and _ENDS.match(data, end + 1):
                return True
    return False


_CALL = re.compile(rb"\s*\)?\s*\(")
_ENDS = re.compile(rb"\s*(?:;|\{|,|\)|__attribute__|noexcept|[A-Z_]+\b)")


def is_readable(facts: DeclaredFacts) -> bool:
    """Whether anything that was parsed declares what can be compared."""
    return bool(facts.functions or facts.constants) or any(
        slot.type.kind is not DataKind.UNKNOWN for rows in facts.records.values() for one in rows for slot in one.slots
    )


def wanted(records: Iterable[str], functions: Iterable[str], constants: Iterable[str], own: Iterable[str]) -> Wanted:
    """Names to look for, as sets."""
    return Wanted(frozenset(records), frozenset(functions), frozenset(constants), frozenset(own))
