"""Parsing a definition with what it needs, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import Problem
from paramcheck.native.excerpts.declared import declarations
from paramcheck.native.excerpts.headers import Headers
from paramcheck.native.excerpts.needed import INCLUDE, Needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.native.excerpts.declared import Declarations
    from paramcheck.native.excerpts.split import Item, Split
    from paramcheck.native.search import Place, Search

_STOPS = re.compile(rb"[ \t]*#[ \t]*error\b")
_NOT_IN_STD = re.compile(r"no (?:member|template|type) named '(\w+)' in namespace 'std'")
_NO_STD = "use of undeclared identifier 'std'"
_OF_STD = re.compile(rb"\bstd\s*::\s*(\w+)")
_BLANK = bytes(byte if byte == ord("\n") else ord(" ") for byte in range(256))


class _Excerpt(Struct, frozen=True):
    """A part of a file, at its place.

    Attributes:
        text: The file's text with all else left blank.
        functions: The functions that have their body.
        headers: Where headers are that are read before it.
        files: The file and all that it is parsed with; ``None`` for all that it includes.
        is_short: Whether declarations are left out as well, not only the bodies of functions.
        is_bare: Whether the bodies of what its functions call are left out.
    """

    text: bytes
    functions: frozenset[Item]
    headers: tuple[str, ...] = ()
    files: tuple[str, ...] | None = None
    is_short: bool = False
    is_bare: bool = False


class Excerpts:
    """Parses definitions with what they need, or else their whole file.

    Args:
        parser: Parses.
        search: Gives the text of files.

    Attributes:
        parser: Parses.
        search: Gives the text of files.
    """

    def __init__(self, parser: Parser, search: Search) -> None:
        self.parser = parser
        self.search = search
        self._headers = Headers(parser.includes, search)
        self._declared: dict[str, Declarations | None] = {}
        self._units: dict[tuple[str, tuple[str, ...], bool, bool], tuple[frozenset[Item], Unit]] = {}
        self._expected: dict[str, list[int]] = {}
        self._told: dict[str, tuple[Problem, ...]] = {}
        self._choices: dict[tuple[str, int], Iterator[_Excerpt]] = {}
        self._chosen: dict[tuple[str, int], _Excerpt | None] = {}

    def expect(self, places: Iterable[Place]) -> None:
        """Say which definitions will be asked for, so that those of one file are parsed at once.

        Args:
            places: The definitions.
        """
        for place in places:
            known = self._expected.setdefault(place.path, [])
            if place.offset not in known:
                known.append(place.offset)

    def parse(self, place: Place, macros: tuple[str, ...] = ()) -> Unit | None:
        """A unit that has a definition, and everything that it mentions.

        Args:
            place: The definition.
            macros: Flags such as ``-DGGML_USE_METAL``.

        Returns:
            The unit, where everything in it stands at its place in the file; ``None``, with a problem noted, if
            libclang cannot make one.
        """
        path = place.path
        self.parser.note(path)
        declared = self._declarations(path)
        item = declared.parts.at(place.offset) if declared is not None else None
        known = self._known(path, macros, frozenset([item])) if item is not None else None
        if known is not None:
            return known
        key = (path, place.offset)
        if key not in self._choices and declared is not None and item is not None:
            self._choices[key] = self._choose(place, declared, item)
            self._chosen[key] = next(self._choices[key], None)
        while (excerpt := self._chosen.get(key)) is not None and path not in self.parser.skipped:
            unit = self._parsed(path, excerpt, macros)
            if unit is not None:
                return unit
            self._chosen[key] = next(self._choices[key], None)
        unit = self.parser.parse(path, macros)
        if unit is not None:
            if path not in self._told:
                self._told[path] = tuple(_first_syntax_error(unit))
            # Each time, since whoever asks may be the only one who asks in the next run.
            self.parser.problems.extend(self._told[path])
        return unit

    def functions_at(self, path: str, places: Iterable[int]) -> Unit | None:
        """A unit that has the functions at some places of a file with their bodies.

        Args:
            path: The file.
            places: Bytes of it.

        Returns:
            As for :meth:`parse`.
        """
        self.parser.note(path)
        declared = self._declarations(path)
        found = {declared.parts.at(place) for place in places} if declared is not None else {None}
        items = {item for item in found if item is not None}
        if declared is None or len(items) < len(found) or path in self.parser.skipped:
            return self.parser.parse(path)
        known = self._known(path, (), frozenset(items), bare=True)
        if known is not None:
            return known
        bare = _without_bodies(self.search.text(path), declared.parts, frozenset(items), is_bare=True)
        for excerpt in (*self._excerpts_of(path, declared, items), bare):
            unit = self._parsed(path, excerpt, ())
            if unit is not None:
                return unit
        return self.parser.parse(path)

    def _known(
        self, path: str, macros: tuple[str, ...], functions: frozenset[Item], *, bare: bool = False
    ) -> Unit | None:
        """A unit that was made before and has some functions, with what they call unless they may be bare."""
        for kind in ((True, False), (False, False), *([(False, True)] if bare else [])):
            known, unit = self._units.get((path, macros, *kind), (None, None))
            if known is not None and functions <= known:
                self.parser.note(path, unit)
                return unit
        return None

    def _declarations(self, path: str) -> Declarations | None:
        if path not in self._declared:
            self._declared[path] = declarations(self.search.text(path))
        return self._declared[path]

    def _parsed(self, path: str, excerpt: _Excerpt, macros: tuple[str, ...]) -> Unit | None:
        """A unit that lacks nothing."""
        unit = self._parsed_with(path, excerpt, macros, excerpt.headers)
        missing = _missing_of_std(unit, excerpt.text) if unit is not None and excerpt.is_short else []
        further = self._headers.of_std(missing)
        if further:
            unit = self._parsed_with(path, excerpt, macros, (*further, *excerpt.headers))
        if unit is None or _lacks_something(unit, excerpt):
            return None
        self._units[path, macros, excerpt.is_short, excerpt.is_bare] = excerpt.functions, unit
        return unit

    def _parsed_with(
        self, path: str, excerpt: _Excerpt, macros: tuple[str, ...], headers: tuple[str, ...]
    ) -> Unit | None:
        before = [word for header in headers for word in ("-include", header)]
        return self.parser.parse_text(path, excerpt.text, (*macros, *before), excerpt.files)

    def _choose(self, place: Place, declared: Declarations, item: Item) -> Iterator[_Excerpt]:
        """What may be parsed instead of a file for one of its functions, the best first."""
        places = self._expected.get(place.path, ())
        expected = {item, *(one for one in map(declared.parts.at, places) if one is not None)}
        if len(expected) > 1:
            together = Needed(self.search.text(place.path), declared, expected)
            if not together.is_too_much:
                yield self._short(place.path, declared.parts, together, expected)
        yield from self._excerpts_of(place.path, declared, {item})

    def _excerpts_of(self, path: str, declared: Declarations, items: set[Item]) -> Iterator[_Excerpt]:
        """What may be parsed instead of a file for some of its functions, the shortest first."""
        needed = Needed(self.search.text(path), declared, items)
        if not needed.is_too_much:
            yield self._short(path, declared.parts, needed, items)
            bodies = needed.items
            if (path, (), False, False) in self._units:
                bodies = bodies | self._units[path, (), False, False][0]
            yield _without_bodies(self.search.text(path), declared.parts, frozenset(bodies))

    def _short(self, path: str, parts: Split, needed: Needed, functions: Iterable[Item]) -> _Excerpt:
        """What is needed of a file, and the headers that declare the rest."""
        data = self.search.text(path)
        headers = self._headers.needed(path, needed.names)
        direct = {name: found for name, _, found in self.parser.includes.of(path)}
        text = bytearray(data.translate(_BLANK))
        included: set[str] = set()
        for start, end in _kept(parts, needed.items):
            text[start:end] = data[start:end]
        for start, end in parts.directives:
            include = INCLUDE.match(data, start)
            if include is not None:
                name = include.group(1).decode("utf-8", "replace").strip()
                found = direct.get(name)
                if not (found in headers if name in direct else self._headers.is_cheap(name, needed.names)):
                    continue
                if found is not None:
                    included.add(found)
            elif _STOPS.match(data, start):
                continue
            text[start:end] = data[start:end]
        further = [str(self.parser.locate(one)) for one in self._headers.missing(headers, included)]
        files = {one: None for header in sorted(headers) for one in self.parser.includes.closure(header)}
        before = (*self._headers.standard(needed.names), *further)
        return _Excerpt(bytes(text), frozenset(functions), before, (path, *files), is_short=True)


def _without_bodies(data: bytes, parts: Split, bodies: frozenset[Item], *, is_bare: bool = False) -> _Excerpt:
    """A file without the bodies of all but some functions."""
    text = bytearray(data)
    for item in parts.items:
        if item.body < item.end and item not in bodies:
            inside = slice(item.body + 1, item.end - 1)
            text[inside] = data[inside].translate(_BLANK)
    return _Excerpt(bytes(text), bodies, is_bare=is_bare)


def _lacks_something(unit: Unit, excerpt: _Excerpt) -> bool:
    """Whether an error may be that of a part that was left out; a failed assertion declares nothing."""
    return any(
        not message.startswith("static assertion failed")
        for span, message in unit.errors()
        # What is included is the same as in the whole file where only bodies are left out.
        if excerpt.is_short or span is None or span.path == unit.path
    )


def _missing_of_std(unit: Unit, text: bytes) -> list[str]:
    """The names of ``std`` that are not declared."""
    found: dict[str, None] = {}
    for _, message in unit.errors():
        missing = _NOT_IN_STD.match(message)
        if missing is not None:
            found[missing.group(1)] = None
        elif message == _NO_STD:
            found.update(dict.fromkeys(name.decode() for name in _OF_STD.findall(text)))
    return list(found)


def _first_syntax_error(unit: Unit) -> Iterator[Problem]:
    """What does not parse in a file that was parsed as a whole, since defaults behind it may be missing."""
    for span, message in unit.errors():
        if span is not None and span.path == unit.path and message.startswith("expected"):
            yield Problem(f"does not parse: {message}; what follows may be missing", span.path, span.line)
            return


def _kept(parts: Split, items: set[Item]) -> Iterator[tuple[int, int]]:
    """What stays of a file: declarations, and the namespaces around them."""
    namespaces: set[tuple[int, int]] = set()
    for item in items:
        yield item.start, item.end
        namespaces.update(item.within)
    for start, brace in namespaces:
        yield start, brace + 1
        closing = parts.closings[brace]
        yield closing, closing + 1
