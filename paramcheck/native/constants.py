"""Named constants of the library: macros, enumerators and constant variables.

A macro is an expression only where it is used, so it is used: at the end of the header that defines it, as the value
of a variable. That takes one more parse of the header for all of its macros. What a macro names may be declared in
another header (``#define FAR ((real)1e30)``); then it is used at the end of a file that includes both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec.structs import replace

from paramcheck.clang import library
from paramcheck.clang.constants import evaluate, variable
from paramcheck.clang.records import is_named, qualified_name
from paramcheck.native.constant_places import ConstantPlaces, Definition
from paramcheck.values import Alternative, Literal, Unknown, choice, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clang.cindex import Cursor

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.native.search import Search
    from paramcheck.values import Value

_STATEMENT = re.compile(rb"[{};]")
_VARIABLE = "paramcheck_constant_"

_MOST_PLACES = 3
"""Definitions of one name that are tried."""

_MOST_CONDITIONS = 4
"""Macros of one header that are tried one by one; each costs another parse of it."""


def resolve(parser: Parser, search: Search, names: Iterable[str], headers: Iterable[str] = ()) -> dict[str, Value]:
    """The values of constants.

    Args:
        parser: Parses the headers that define them.
        search: Finds these headers.
        names: The constants, as far as the wrapper qualifies them.
        headers: Files that the wrapper includes; what they and their includes define comes first.

    Returns:
        Values by name, without the names that nothing in the tree defines. One that depends on macros is a choice.
    """
    wanted = {name: re.split(r"::|\.", name)[-1] for name in names}
    near = {path for header in headers for path in parser.includes.closure(header)}
    places = _Finder(search).find({last for last in wanted.values() if last.isidentifier()}, near)
    reader = _Reader(parser, search)
    found: dict[str, Value] = {}
    for name, last in sorted(wanted.items()):
        reader.expect(name.replace(".", "::"), places.get(last, [])[:_MOST_PLACES])
    for name in sorted(wanted):
        value = reader.value(name.replace(".", "::"))
        if value is not None:
            found[name] = value
    return found


class _Finder:
    """Finds definitions by their text."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._files: dict[str, ConstantPlaces] = {}

    def find(self, names: set[str], near: set[str]) -> dict[str, list[Definition]]:
        """Where each name may be defined: in files that the wrapper includes, in headers, then elsewhere."""
        found: dict[str, list[Definition]] = {}
        self._search.prepare(names)
        for name in sorted(names):
            headers = self._search.headers_with(name)
            nearest = [path for path in headers if path in near]
            found[name] = self._in(name, nearest) or self._in(name, headers)
            if not found[name]:
                found[name] = self._in(name, self._search.containing(name))
        return found

    def _in(self, name: str, paths: Iterable[str]) -> list[Definition]:
        needle = name.encode()
        return [one for path in paths for one in self._file(path).of(needle)]

    def _file(self, path: str) -> ConstantPlaces:
        if path not in self._files:
            self._files[path] = ConstantPlaces(path, self._search.text(path))
        return self._files[path]


class _Reader:
    """Evaluates names, all of one header together."""

    def __init__(self, parser: Parser, search: Search) -> None:
        self._parser = parser
        self._search = search
        self._places: dict[str, list[Definition]] = {}
        self._macros: dict[str, dict[str, None]] = defaultdict(dict)
        self._users: dict[str, str | None] = {}
        self._units: dict[tuple[str, str, str], tuple[Unit, dict[str, int]] | None] = {}

    def expect(self, name: str, places: list[Definition]) -> None:
        """Note that a name will be asked for."""
        self._places[name] = places
        for place in places:
            if place.body is not None and _is_expression(place.body):
                self._macros[place.path][name.rpartition("::")[2]] = None

    def value(self, name: str) -> Value | None:
        """What a name stands for."""
        exact: dict[str, Value] = {}
        loose: dict[str, Value] = {}
        for place in self._places[name]:
            qualified, value = self._at(name, place)
            if value is not None:
                # The first of several copies is the likeliest.
                (exact if is_named(qualified, name) else loose).setdefault(qualified, value)
        # A name that is qualified in another way is the one that is meant only if there is no other.
        values = list((exact or loose).values())
        return values[0] if values and all(same(one, values[0]) for one in values) else None

    def _at(self, name: str, place: Definition) -> tuple[str, Value | None]:
        """What a place defines: its qualified name and value."""
        last = name.rpartition("::")[2]
        if place.body is None:
            unit = self._parser.parse(place.path)
            cursor = unit.at(place.path, place.offset) if unit is not None else None
            if unit is None or cursor is None or cursor.spelling != last:
                return "", None
            return qualified_name(cursor), _declared(unit, cursor)
        if not _is_expression(place.body):
            return "", None
        value = self._conditional(last, place, place.path)
        if value is None and (user := self._user(last, place.path)) is not None:
            value = self._conditional(last, place, user)
        return name, value

    def _conditional(self, name: str, place: Definition, user: str) -> Value | None:
        """What a macro stands for at the end of a file that has it."""
        alternatives = [
            Alternative(macro, value)
            for macro in place.conditions[:_MOST_CONDITIONS]
            if (value := self._macro(name, place.path, macro, user)) is not None
        ]
        base = self._macro(name, place.path, "", user)
        if base is not None:
            alternatives = [one for one in alternatives if not same(one.value, base)]
            alternatives.append(Alternative("", base))
        return choice(alternatives) if alternatives else None

    def _user(self, name: str, path: str) -> str | None:
        """A file that uses a macro of a header that it includes; one for all macros of that header."""
        if path not in self._users:
            users = (one for one in self._search.containing(name) if one != path)
            self._users[path] = next((one for one in users if path in self._parser.includes.closure(one)), None)
        return self._users[path]

    def _macro(self, name: str, path: str, condition: str, user: str) -> Value | None:
        probed = self._probed(path, condition, user)
        if probed is None:
            return None
        unit, offsets = probed
        cursor = unit.at(user, offsets[name])
        if cursor is None or cursor.kind is not CursorKind.VAR_DECL:
            return None
        initialiser = library.initialiser(cursor)
        value = evaluate(unit, initialiser) if initialiser is not None else None
        if value is None or isinstance(value, Unknown):
            return None
        return replace(value, spelling=name, symbol=name) if isinstance(value, Literal) else value

    def _probed(self, path: str, condition: str, user: str) -> tuple[Unit, dict[str, int]] | None:
        """A file with a variable at its end for each macro of a header, and where the variables are."""
        key = path, condition, user
        if key not in self._units:
            kind = "auto" if self._parser.is_cxx(user) else "__auto_type"
            start = f"static const {kind} ".encode()
            parts = [self._search.text(user), b"\n"]
            length = len(parts[0]) + 1
            offsets: dict[str, int] = {}
            for number, name in enumerate(self._macros[path]):
                parts.append(start + f"{_VARIABLE}{number} = ({name});\n".encode())
                offsets[name] = length + len(start)
                length += len(parts[-1])
            unit = self._parser.parse_text(user, b"".join(parts), (f"-D{condition}=1",) if condition else ())
            self._units[key] = (unit, offsets) if unit is not None else None
        return self._units[key]


def _declared(unit: Unit, cursor: Cursor) -> Value | None:
    if cursor.kind is CursorKind.ENUM_CONSTANT_DECL:
        return Literal(cursor.enum_value, cursor.spelling, cursor.spelling)
    if cursor.kind is not CursorKind.VAR_DECL:
        return None
    value = variable(unit, cursor, cursor.spelling)
    return None if isinstance(value, Unknown) else value


def _is_expression(body: bytes) -> bool:
    """Whether what a macro stands for can be a value."""
    text = re.sub(rb"/\*.*?\*/|//[^\n]*", b"", body, flags=re.DOTALL).strip()
    return bool(text) and not _STATEMENT.search(text) and text.count(b"(") == text.count(b")")
