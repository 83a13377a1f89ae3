"""Defaults that a class states: member initialisers, and what its constructor leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.clang.aggregate import Aggregate, Base
from paramcheck.clang.execute import Execution, TooLongError
from paramcheck.clang.records import (
    constructors,
    default_constructor,
    has_constructors,
    members,
    qualified_name,
)
from paramcheck.model import DefaultSet, Problem
from paramcheck.native.definitions import Definitions
from paramcheck.native.locate import Locator
from paramcheck.native.parameters import Field, fields, macros, parameters
from paramcheck.values import Unknown, same

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.native.locate import Located
    from paramcheck.native.search import Search

_MOST_CONSTRUCTORS = 8

_ALIAS = re.compile(
    r"^\s*(?://+|\*|/\*+)\s*alias(?:es)?\s*[=:]\s*([A-Za-z_][\w.-]*(?:\s*,\s*[A-Za-z_][\w.-]*)*)\s*(?:\*/)?\s*$"
)
_COMMENT = re.compile(r"^\s*(?://|/\*|\*)")


def read(
    parser: Parser, search: Search, name: str, unit: str = "", usr: str = "", *, locator: Locator | None = None
) -> DefaultSet | None:
    """The defaults that a class states.

    Args:
        parser: Parses the files.
        search: Finds constructors that are defined elsewhere.
        locator: Finds the class; one for many classes is faster.
        name: The class, as far as the wrapper qualifies it.
        unit: A source in which it is visible.
        usr: clang's identity of it.

    Returns:
        Every data member, those of base classes included; those of plain classes inside have dotted names. ``None``
        if the class is not in the tree.
    """
    located = (locator or Locator(parser, search)).class_of(name, unit, usr)
    if located is None:
        return None
    return _Reader(parser, search, located).read(usr)


class _Reader:
    def __init__(self, parser: Parser, search: Search, located: Located) -> None:
        self._parser = parser
        self._resolve = Definitions(parser, search)
        self._unit = located.unit
        self._cursor = located.cursor
        self._type = located.type

    def read(self, usr: str) -> DefaultSet:
        owner = qualified_name(self._cursor)
        held = self._fields(self._unit, self._cursor, self._type)
        # A plain record of C states nothing, whatever macros are set.
        names = self._macros() if any(one.value is not None for one in held) else []
        under = {macro: rows for macro in names if (rows := self._fields_under(macro)) is not None}
        name = owner.rpartition("::")[2]
        found = parameters(held, under, owner, f"{name}::{name}()")
        aliases = self._aliases()
        if aliases:
            found = tuple(replace(one, aliases=aliases[one.name]) if one.name in aliases else one for one in found)
        return DefaultSet(owner, "", found, self._unit.span(self._cursor), usr=usr or self._cursor.get_usr())

    # --- values ---------------------------------------------------------------------------------------------

    def _fields(self, unit: Unit, cursor: Cursor, kind: Type) -> list[Field]:
        declared = [one for one in constructors(cursor) if not one.is_deleted_method()]
        if default_constructor(cursor) is not None or not has_constructors(cursor) or not declared:
            return self._made(unit, cursor, kind, None)
        rows = [self._made(unit, cursor, kind, one) for one in declared[:_MOST_CONSTRUCTORS]]
        return _agreed(rows)

    def _made(self, unit: Unit, cursor: Cursor, kind: Type, constructor: Cursor | None) -> list[Field]:
        try:
            record = Execution(unit, self._resolve).constructed(cursor, kind, constructor)
        except TooLongError:
            span = unit.span(cursor)
            self._parser.problems.append(
                Problem(f"the constructor of {cursor.spelling} is too long to follow", span.path, span.line)
            )
            record = Aggregate(kind, Base.UNSET, span, lost="its constructor is too long", declaration=cursor)
        return fields(unit, record, whole=True)

    # --- conditions -----------------------------------------------------------------------------------------

    def _macros(self) -> list[str]:
        found = dict.fromkeys(macros(self._unit, self._cursor))
        for unit, constructor in self._constructor():
            found.update(dict.fromkeys(macros(unit, constructor)))
        return list(found)

    def _constructor(self) -> list[tuple[Unit, Cursor]]:
        """The definition of the constructor that runs without arguments, if it stands outside of the class."""
        declared = default_constructor(self._cursor)
        if declared is None or declared.is_definition():
            return []
        definition = declared.get_definition()
        if definition is not None:
            return [(self._unit, definition)]
        found = self._resolve(declared)
        return [found] if found is not None else []

    def _fields_under(self, macro: str) -> list[Field] | None:
        """The fields with one macro set; the class is parsed with its own file, or with that of its constructor."""
        place = self._cursor.location
        path = self._unit.path_of(place)
        home = next((unit.path for unit, _ in self._constructor()), path)
        if path is None or home is None:
            return None
        unit = self._parser.parse(home, (f"-D{macro}=1",))
        cursor = unit.at(path, place.offset) if unit is not None else None
        if unit is None or cursor is None or not cursor.is_definition() or cursor.kind is not self._cursor.kind:
            return None
        return self._fields(unit, cursor, cursor.type)

    # --- other names ----------------------------------------------------------------------------------------

    def _aliases(self) -> dict[str, tuple[str, ...]]:
        """Names that a comment right above a member gives it: ``// alias = a, b``."""
        found: dict[str, tuple[str, ...]] = {}
        for one in members(self._type, self._cursor):
            span = self._unit.span(one.cursor)
            names: list[str] = []
            lines = self._unit.lines(span.path)
            for line in reversed(lines[: span.line - 1]):
                if not _COMMENT.match(line):
                    break
                match = _ALIAS.match(line)
                if match is not None:
                    names[:0] = [name.strip() for name in match.group(1).split(",")]
            if names:
                found[one.name] = tuple(names)
        return found


def _agreed(rows: list[list[Field]]) -> list[Field]:
    """What every constructor leaves, where none of them runs without arguments."""
    first, *others = rows
    found: list[Field] = []
    for one in first:
        values = [one.value, *(other.value for row in others for other in row if other.name == one.name)]
        agreed = all(value is not None and one.value is not None and same(value, one.value) for value in values) or all(
            value is None for value in values
        )
        if agreed:
            found.append(one)
        else:
            unknown = Unknown("", "depends on which constructor runs")
            found.append(Field(one.name, one.type, unknown, one.span, one.origin))
    return found
