"""Defaults that a function states: it returns a record, or fills the one that it is given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang.aggregate import Aggregate, Base, Stated, field_cursors, flatten, member_initialiser, untouched
from paramcheck.clang.constants import evaluate
from paramcheck.clang.execute import Execution, TooLongError
from paramcheck.clang.library import initialiser
from paramcheck.clang.types import native_type, record_name
from paramcheck.model import Condition, DefaultSet, NativeParameter, Problem
from paramcheck.values import Alternative, Choice, Unknown, same

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Parser, Unit
    from paramcheck.model import Span
    from paramcheck.native.search import Place, Search
    from paramcheck.values import Value

_DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(?:el)?(if|ifdef|ifndef)\b(.*)$", re.MULTILINE)
_MACRO = re.compile(r"[A-Za-z_]\w*")
_NOT_MACROS = frozenset({"defined", "true", "false", "and", "or", "not", "__has_include", "if", "ifdef", "ifndef"})

_MOST_CONDITIONS = 6
"""Macros that are tried one by one; each costs another parse of the file."""

_FUNCTIONS = frozenset({CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.FUNCTION_TEMPLATE})


def read(parser: Parser, search: Search, name: str, place: Place) -> DefaultSet | None:
    """The defaults that a function states.

    Args:
        parser: Parses the file.
        search: Finds functions that it calls in other files.
        name: The function.
        place: Its definition.

    Returns:
        The defaults; ``None``, with a problem noted at the parser, if the function is none that states defaults.
    """
    reader = _Reader(parser, search, name, place)
    base = reader.run(())
    if base is None:
        return None
    unit, record, function = base
    conditions = {
        macro: fields for macro in reader.macros(unit, function) if (fields := reader.fields_under(macro)) is not None
    }
    owner = record_name(record.type) or record.type.spelling
    parameters = tuple(_parameters(reader.fields(unit, record), conditions, owner, f"{name}()"))
    return DefaultSet(owner, name, parameters, unit.span(function))


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
    fields = _Reader.fields(unit, held)
    return DefaultSet(owner, name, tuple(_parameters(fields, {}, owner, name)), unit.span(cursor))


class _Reader:
    def __init__(self, parser: Parser, search: Search, name: str, place: Place) -> None:
        self._parser = parser
        self._search = search
        self._name = name
        self._place = place

    def run(self, macros: tuple[str, ...]) -> tuple[Unit, Aggregate, Cursor] | None:
        """The unit, the record that the function leaves, and the function, with some macros set."""
        unit = self._parser.parse(self._place.path, macros)
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
            if record is not None and (record.fields or record.base is Base.ZERO):
                return record
        return None

    def _function(self, unit: Unit) -> Cursor | None:
        cursor = unit.at(self._place.path, self._place.offset)
        while cursor is not None and cursor.kind not in _FUNCTIONS:
            cursor = cursor.semantic_parent
            if cursor is not None and cursor.kind is CursorKind.TRANSLATION_UNIT:
                cursor = None
        if cursor is not None and cursor.spelling == self._name:
            return cursor
        found = unit.definitions(self._name, _FUNCTIONS)
        return found[0] if found else None

    def _resolve(self, name: str) -> tuple[Unit, Cursor] | None:
        for place in self._search.function(name)[:1]:
            unit = self._parser.parse(place.path)
            cursor = unit.at(place.path, place.offset) if unit is not None else None
            if unit is not None and cursor is not None and cursor.kind in _FUNCTIONS:
                return unit, cursor
        return None

    def macros(self, unit: Unit, function: Cursor) -> list[str]:
        """Macros on which the text of the function depends."""
        span = unit.span(function)
        text = "\n".join(unit.lines(span.path)[span.line - 1 : span.end_line])
        found: dict[str, None] = {}
        for _, test in _DIRECTIVE.findall(text):
            for word in _MACRO.findall(test):
                if word not in _NOT_MACROS:
                    found.setdefault(word)
        return list(found)[:_MOST_CONDITIONS]

    def fields_under(self, macro: str) -> dict[str, _Field] | None:
        """The fields with one macro set."""
        run = self.run((f"-D{macro}=1",))
        return {one.name: one for one in self.fields(run[0], run[1])} if run is not None else None

    @staticmethod
    def fields(unit: Unit, record: Aggregate) -> list[_Field]:
        """Every field, what the function leaves in it, and where that is stated."""
        found: list[_Field] = []
        for name, kind, held, owner in flatten(record):
            if owner.lost:
                value: Value | None = Unknown("", owner.lost)
                span = owner.span
            elif isinstance(held, Stated):
                value, span = held.value, held.span
            elif isinstance(held, Aggregate):
                continue
            elif owner.base is Base.DEFAULT:
                value, span = _declared(unit, owner, name, kind)
            else:
                value, span = untouched(unit, kind, owner.base, owner.span), owner.span
            found.append(_Field(name, kind, value, span))
        return found


def _declared(unit: Unit, owner: Aggregate, name: str, kind: Type) -> tuple[Value | None, Span]:
    last = name.rpartition(".")[2]
    for cursor in field_cursors(owner.type):
        if cursor.spelling == last:
            stated = member_initialiser(cursor)
            if stated is not None:
                return evaluate(unit, stated), unit.span(stated)
    return untouched(unit, kind, Base.ZERO, owner.span), owner.span


class _Field:
    __slots__ = ("kind", "name", "span", "value")

    def __init__(self, name: str, kind: Type, value: Value | None, span: Span) -> None:
        self.name = name
        self.kind = kind
        self.value = value
        self.span = span


def _parameters(
    fields: list[_Field], under: dict[str, dict[str, _Field]], owner: str, origin: str
) -> list[NativeParameter]:
    found: list[NativeParameter] = []
    known = {one.name for one in fields}
    # A field may be declared under a condition as well.
    only = {name: _Field(name, one.kind, None, one.span) for others in under.values() for name, one in others.items()}
    for one in [*fields, *(only[name] for name in only if name not in known)]:
        value, conditions = _unconditional(one.value)
        span = one.span
        for macro, others in under.items():
            other = others.get(one.name)
            if other is None or other.value is None or (value is not None and same(other.value, value)):
                continue
            conditions.append(Condition(macro, other.value))
            if value is None:
                span = other.span
        found.append(NativeParameter(owner, one.name, native_type(one.kind), value, span, origin, tuple(conditions)))
    return found


def _unconditional(value: Value | None) -> tuple[Value | None, list[Condition]]:
    """Split what holds by itself from what holds under a condition of the code."""
    if not isinstance(value, Choice):
        return value, []
    rest = [one for one in value.alternatives if not one.when]
    conditions = [Condition(one.when, one.value) for one in value.alternatives if one.when and not _unset(one)]
    if len(rest) == 1:
        return (None if _unset(rest[0]) else rest[0].value), conditions
    return value, []


def _unset(one: Alternative) -> bool:
    return isinstance(one.value, Unknown) and one.value.spelling == "(not set)"
