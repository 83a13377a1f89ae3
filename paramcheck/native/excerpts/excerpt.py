"""Parsing a definition with what it needs, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paramcheck.model import Problem
from paramcheck.native.excerpts.declared import declarations
from paramcheck.native.excerpts.headers import Headers
from paramcheck.native.excerpts.needed import INCLUDE, Needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.clang.unit import Parser, Unit
    from paramcheck.native.excerpts.declared import Declarations
    from paramcheck.native.excerpts.split import Item, Split
    from paramcheck.native.search import Place, Search

_STOPS = re.compile(rb"[ \t]*#[ \t]*error\b")
_BLANK = bytes(byte if byte == ord("\n") else ord(" ") for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """A part of a file, at its place.

    Attributes:
        text: The file's text with all else left blank.
        headers: Where headers are that are read before it.
        files: The file and all that it is parsed with; ``None`` for all that it includes.
        bodies: The functions that have their body, where all else is as in the file.
    """

    text: bytes
    headers: tuple[str, ...]
    files: tuple[str, ...] | None = None
    bodies: frozenset[Item] | None = None


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
        self._units: dict[tuple[str, tuple[str, ...]], tuple[frozenset[Item], Unit]] = {}
        self._told: dict[str, tuple[Problem, ...]] = {}
        self._chosen: dict[tuple[str, int], list[_Excerpt]] = {}

    def parse(self, place: Place, macros: tuple[str, ...] = ()) -> Unit | None:
        """A unit that has a definition, and everything that it mentions.

        Args:
            place: The definition.
            macros: Flags such as ``-DGGML_USE_METAL``.

        Returns:
            The unit, where everything in it stands at its place in the file; ``None``, with a problem noted, if
            libclang cannot make one.
        """
        self.parser.note(place.path)
        key = (place.path, place.offset)
        if key not in self._chosen:
            self._chosen[key] = list(self._choose(place))
        excerpts = self._chosen[key]
        while excerpts and place.path not in self.parser.skipped:
            unit = self._parsed(place.path, excerpts[0], macros)
            if unit is not None:
                return unit
            del excerpts[0]
        unit = self.parser.parse(place.path, macros)
        if unit is not None:
            if place.path not in self._told:
                self._told[place.path] = tuple(_first_syntax_error(unit))
            # Each time, since whoever asks may be the only one who asks in the next run.
            self.parser.problems.extend(self._told[place.path])
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
        bodies = {item for item in found if item is not None}
        if declared is None or len(bodies) < len(found) or path in self.parser.skipped:
            return self.parser.parse(path)
        unit = self._parsed(path, _without_bodies(self.search.text(path), declared.parts, bodies), ())
        return unit if unit is not None else self.parser.parse(path)

    def _declarations(self, path: str) -> Declarations | None:
        if path not in self._declared:
            self._declared[path] = declarations(self.search.text(path))
        return self._declared[path]

    def _parsed(self, path: str, excerpt: _Excerpt, macros: tuple[str, ...]) -> Unit | None:
        """A unit that lacks nothing."""
        known, unit = self._units.get((path, macros), (None, None))
        if known is not None and excerpt.bodies is not None and excerpt.bodies <= known:
            self.parser.note(path, unit)
            return unit
        before = [word for header in excerpt.headers for word in ("-include", header)]
        unit = self.parser.parse_text(path, excerpt.text, (*macros, *before), excerpt.files)
        if unit is None or _lacks_something(unit, excerpt):
            return None
        if excerpt.bodies is not None:
            self._units[path, macros] = excerpt.bodies, unit
        return unit

    def _choose(self, place: Place) -> Iterator[_Excerpt]:
        """What may be parsed instead of a file, the shortest first."""
        data = self.search.text(place.path)
        declared = self._declarations(place.path)
        item = declared.parts.at(place.offset) if declared is not None else None
        if declared is None or item is None:
            return
        needed = Needed(data, declared, item)
        if not needed.is_too_much:
            yield self._short(place.path, data, declared.parts, needed)
            bodies, _ = self._units.get((place.path, ()), (frozenset(), None))
            yield _without_bodies(data, declared.parts, needed.items | bodies)

    def _short(self, path: str, data: bytes, parts: Split, needed: Needed) -> _Excerpt:
        """What is needed of a file, and the headers that declare the rest."""
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
        return _Excerpt(bytes(text), (*self._headers.standard(needed.names), *further), (path, *files))


def _without_bodies(data: bytes, parts: Split, bodies: set[Item]) -> _Excerpt:
    """A file without the bodies of all but some functions."""
    text = bytearray(data)
    for item in parts.items:
        if item.body < item.end and item not in bodies:
            inside = slice(item.body + 1, item.end - 1)
            text[inside] = data[inside].translate(_BLANK)
    return _Excerpt(bytes(text), (), bodies=frozenset(bodies))


def _lacks_something(unit: Unit, excerpt: _Excerpt) -> bool:
    """Whether an error may be that of a part that was left out; a failed assertion declares nothing."""
    return any(
        not message.startswith("static assertion failed")
        for span, message in unit.errors()
        # What is included is the same as in the whole file where only bodies are left out.
        if excerpt.bodies is None or span is None or span.path == unit.path
    )


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
