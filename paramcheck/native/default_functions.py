"""Defaults that a function states: it returns a record, or fills the one that it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang.aggregate import Aggregate, Base
from paramcheck.clang.execute import Execution, TooLongError
from paramcheck.clang.library import initialiser
from paramcheck.clang.types import record_name
from paramcheck.model import DefaultSet, Problem
from paramcheck.native.constant_places import guards
from paramcheck.native.definitions import FUNCTIONS, Definitions
from paramcheck.native.parameters import Field, fields, macros, parameters
from paramcheck.values import Unknown

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.native.excerpts import Excerpts
    from paramcheck.native.search import Place


def read(excerpts: Excerpts, name: str, place: Place) -> DefaultSet | None:
    """The defaults that a function states.

    Args:
        excerpts: Parses the function, and files with functions that it calls.
        name: The function.
        place: Its definition.

    Returns:
        The defaults; ``None``, with a problem noted at the parser, if the function is none that states defaults.
    """
    reader = _Reader(excerpts, name, place)
    base = reader.run(())
    if base is None and _SWITCH_END in excerpts.search.text(place.path):
        # The code of a library that is one header stands under a macro that whoever builds it defines.
        switches = guards(excerpts.search.text(place.path), place.offset)
        reader.switches = tuple(f"-D{one}=1" for one in switches if one.endswith(_SWITCH_END.decode()))
        base = reader.run(()) if reader.switches else None
    if base is None:
        return None
    unit, record, function = base
    conditions = {macro: held for macro in macros(unit, function) if (held := reader.fields_under(macro)) is not None}
    owner = record_name(record.type) or record.type.spelling
    found = parameters(fields(unit, record), conditions, owner, f"{name}()")
    return DefaultSet(owner, name, found, unit.span(function))


def constant(parser: Parser, name: str, place: Place) -> DefaultSet | None:
    """The defaults that a constant record states: ``static const T NAME = {...}``."""
    unit = parser.parse(place.path)
    cursor = unit.at(place.path, place.offset) if unit is not None else None
    if unit is None or cursor is None or cursor.kind is not CursorKind.VAR_DECL:
        return None
    value = initialiser(cursor)
    if value is None:
        return None
    held = Execution(unit).value(value, cursor.type)
    if not isinstance(held, Aggregate):
        return None
    owner = record_name(cursor.type) or cursor.type.spelling
    return DefaultSet(owner, name, parameters(fields(unit, held), {}, owner, name), unit.span(cursor))


_SWITCH_END = b"_IMPLEMENTATION"


class _Reader:
    """Runs a function, with the macros ``switches`` in any case."""

    def __init__(self, excerpts: Excerpts, name: str, place: Place) -> None:
        self._excerpts = excerpts
        self.switches: tuple[str, ...] = ()
        self._parser = excerpts.parser
        self._name = name
        self._place = place
        self._resolve = Definitions(excerpts.parser, excerpts.search)

    def run(self, macros: tuple[str, ...]) -> tuple[Unit, Aggregate, Cursor] | None:
        """The unit, the record that the function leaves, and the function, with some macros set."""
        unit = self._excerpts.parse(self._place, (*self.switches, *macros))
        function = self._function(unit) if unit is not None else None
        if unit is None or function is None:
            return None
        execution = Execution(unit, self._resolve)
        try:
            record = execution.returned(function)
            if not isinstance(record, Aggregate):
                record = self._filled(unit, function)
        except TooLongError:
            self._parser.problems.append(
                Problem(f"{self._name}() is too long to follow", self._place.path, unit.span(function).line)
            )
            return None
        return (unit, record, function) if isinstance(record, Aggregate) else None

    def _filled(self, unit: Unit, function: Cursor) -> Aggregate | None:
        for position in range(len(list(function.get_arguments()))):
            record = Execution(unit, self._resolve).filled(function, position)
            if record is not None and (record.base is Base.ZERO or any(_is_known(one) for one in fields(unit, record))):
                return record
        return None

    def _function(self, unit: Unit) -> Cursor | None:
        cursor = unit.at(self._place.path, self._place.offset)
        while cursor is not None and cursor.kind not in FUNCTIONS:
            cursor = cursor.semantic_parent
            if cursor is not None and cursor.kind is CursorKind.TRANSLATION_UNIT:
                cursor = None
        if cursor is not None and cursor.spelling == self._name:
            return cursor
        found = unit.definitions(self._name, FUNCTIONS)
        return found[0] if found else None

    def fields_under(self, macro: str) -> list[Field] | None:
        """The fields with one macro set."""
        run = self.run((f"-D{macro}=1",))
        return fields(run[0], run[1]) if run is not None else None


def _is_known(one: Field) -> bool:
    return one.value is not None and not isinstance(one.value, Unknown)
