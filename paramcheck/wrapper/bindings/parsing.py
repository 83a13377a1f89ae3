"""``PyArg_ParseTupleAndKeywords`` and its kin: which variables take which arguments, and what they hold before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct

from paramcheck.clang import library
from paramcheck.clang.aggregate import is_array, is_record
from paramcheck.values import Inherited, Literal, Sequence, Unknown
from paramcheck.wrapper.bindings import expressions
from paramcheck.wrapper.bindings.cursors import operands, unwrap
from paramcheck.wrapper.bindings.domain import Datum, Instance, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

    from paramcheck.model import Span
    from paramcheck.values import Value
    from paramcheck.wrapper.bindings.machine import Frame, Machine
    from paramcheck.wrapper.bindings.state import State

PARSERS = {
    "PyArg_ParseTupleAndKeywords": (2, 3),
    "_PyArg_ParseTupleAndKeywords_SizeT": (2, 3),
    "PyArg_ParseTuple": (1, None),
    "_PyArg_ParseTuple_SizeT": (1, None),
}
"""Functions that parse arguments: where their format is, and where their list of names."""

_PYTHON = {None: "None", True: "True", False: "False"}


class Declared(Struct, frozen=True):
    """A parameter as an extension declares it.

    Attributes:
        name: Its name.
        declared: What it holds before, as written; empty if it must be given.
        default: The same as a value; ``None`` if it must be given.
        span: Where it is named.
    """

    name: str
    declared: str
    default: Value | None
    span: Span


class _Unit(Struct, frozen=True):
    """One unit of a format: how many arguments it takes, which of them is filled, and whether it may be left out."""

    code: str
    takes: int
    filled: int | None
    optional: bool


def parse(machine: Machine, name: str, cursor: Cursor, arguments: list[Cursor], frame: Frame, state: State) -> Datum:
    """A call that parses arguments: each variable that it fills is a parameter from then on.

    Args:
        machine: The run; its ``declared`` parameters are added to.
        name: The function.
        cursor: The call.
        arguments: What it is given.
        frame: Where it stands.
        state: What the variables hold before.
    """
    format_at, names_at = PARSERS[name]
    result = unknown(machine.unit.source(cursor)[:80], "depends on the arguments")
    if len(arguments) <= (names_at or format_at):
        return result
    form = expressions.evaluate(machine, arguments[format_at], frame, state).value
    if not isinstance(form, Literal) or not isinstance(form.value, str):
        return result
    names = _names(machine, arguments[names_at], frame, state) if names_at is not None else None
    outputs = arguments[(names_at or format_at) + 1 :]
    at = 0
    for position, one in enumerate(_units(form.value)):
        filled = outputs[at + one.filled] if one.filled is not None and at + one.filled < len(outputs) else None
        at += one.takes
        named = names[position] if names is not None and position < len(names) else None
        if names is not None and named is None:
            break
        if filled is None:
            if named is not None:
                _declare(machine, named[0], None, named[1], cursor)
            continue
        _fill(machine, one, named, filled, cursor, frame, state)
    return result


def fill_from_table(machine: Machine, arguments: list[Cursor], cursor: Cursor, frame: Frame, state: State) -> bool:
    """A call that is given a table of names and offsets, and a record: each row fills a field of the record.

    Returns:
        Whether the call is such a one.
    """
    record = next((one for one in arguments if _is_address_of_record(one)), None)
    table = next((rows for one in arguments if (rows := _rows(one))), None) if record is not None else None
    if record is None or table is None:
        return False
    held = expressions.evaluate(machine, record, frame, state)
    if not isinstance(held.thing, Instance):
        return False
    cells = state.cells(held.thing)
    for place, field in table:
        name = str(place.spelling).strip('"')
        default = _default(_Unit("", 1, 0, optional=True), cells.get(field.spelling))
        datum = _declare(machine, name, default, machine.unit.span(place), place)
        expressions.put(machine, held.thing, field.spelling, field.type, datum, cursor, frame, state)
    return True


def _is_address_of_record(cursor: Cursor) -> bool:
    inner = unwrap(cursor)
    named = unwrap(operands(inner)[0]) if inner.kind is CursorKind.UNARY_OPERATOR and operands(inner) else None
    return named is not None and named.kind is CursorKind.DECL_REF_EXPR and is_record(named.type)


def _rows(cursor: Cursor) -> list[tuple[Cursor, Cursor]]:
    """The names and fields of a table whose rows each have a text and the offset of a field."""
    inner = unwrap(cursor)
    target = inner.referenced if inner.kind is CursorKind.DECL_REF_EXPR else None
    if target is None or target.kind is not CursorKind.VAR_DECL or not is_array(target.type):
        return []
    initialiser = library.initialiser(target)
    rows: list[tuple[Cursor, Cursor]] = []
    for row in operands(unwrap(initialiser)) if initialiser is not None else []:
        parts = list(row.walk_preorder())
        texts = [one for one in parts if one.kind is CursorKind.STRING_LITERAL]
        fields = [one.referenced for one in parts if one.kind is CursorKind.MEMBER_REF and one.referenced is not None]
        if texts and fields:
            rows.append((texts[0], fields[-1]))
    return rows


def _declare(machine: Machine, name: str, default: Value | None, span: Span, place: Cursor) -> Datum:
    """A new parameter of the function that is run."""
    number = len(machine.declared)
    machine.declared.append(Declared(name, default.spelling if default is not None else "", default, span))
    value: Value = default if default is not None else Unknown(name, f"{name} must be given by the caller")
    return Datum(value, {number: (machine.step(place, "binding"),)})


def _names(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> list[tuple[str, Span]]:
    """The names in a list of keywords, with their places."""
    inner = unwrap(cursor)
    target = inner.referenced if inner.kind is CursorKind.DECL_REF_EXPR else None
    initialiser = library.initialiser(target) if target is not None else None
    if target is None or initialiser is None:
        return []
    # Python asks for a list that may be changed, so its variable is no constant, though nobody changes it.
    values = expressions.evaluate(machine, initialiser, frame, state, target.type).value
    if not isinstance(values, Sequence):
        return []
    texts = [one.value for one in values.items if isinstance(one, Literal) and isinstance(one.value, str)]
    places = [one for one in target.walk_preorder() if one.kind is CursorKind.STRING_LITERAL]
    whole = machine.unit.span(target)
    if len(places) != len(texts):
        return [(text, whole) for text in texts]
    return [(text, machine.unit.span(place)) for text, place in zip(texts, places, strict=True)]


def _fill(
    machine: Machine,
    one: _Unit,
    named: tuple[str, Span] | None,
    filled: Cursor,
    cursor: Cursor,
    frame: Frame,
    state: State,
) -> None:
    name, span = named if named is not None else (_variable(filled), machine.unit.span(filled))
    held = expressions.evaluate(machine, filled, frame, state)
    default = _default(one, held) if one.optional else None
    datum = _declare(machine, name, default, span, filled)
    expressions.store(machine, filled, datum, cursor, frame, state)


def _default(one: _Unit, held: Datum) -> Value:
    value = held.value
    if isinstance(held.thing, Instance):
        return Unknown("", "an object of the extension's own")
    if isinstance(value, Literal) and value.value is None:
        return Literal(None, "None", value.symbol)
    if one.code == "p" and isinstance(value, Literal) and not isinstance(value.value, (str, bytes)):
        return Literal(bool(value.value), _PYTHON[bool(value.value)])
    if isinstance(value, Unknown) and not value.spelling:
        return Unknown("", value.reason)
    return value if not isinstance(value, Inherited) else Inherited(value.name)


def _variable(cursor: Cursor) -> str:
    """The name of the variable or field that an argument such as ``&options.level`` designates."""
    inner = unwrap(cursor)
    while inner.kind is CursorKind.UNARY_OPERATOR and operands(inner):
        inner = unwrap(operands(inner)[0])
    return str(inner.spelling)


def _units(form: str) -> Iterator[_Unit]:
    """The units of a format string."""
    optional = False
    position = 0
    while position < len(form):
        code = form[position]
        position += 1
        if code in ":;":
            return
        if code == "|":
            optional = True
        elif code == "(":
            end = _closing(form, position)
            inside = list(_units(form[position:end]))
            position = end + 1
            yield _Unit("(", sum(one.takes for one in inside), None, optional)
        elif code == "e" and form[position : position + 1] in {"s", "t"}:
            position += 1
            longer = form[position : position + 1] == "#"
            position += longer
            yield _Unit("e", 3 if longer else 2, 1, optional)
        elif code.isalpha():
            follows = form[position : position + 1]
            if follows in {"#", "!", "&", "*"}:
                position += 1
            pair = follows in {"#", "!", "&"}
            yield _Unit(code, 2 if pair else 1, 1 if follows in {"!", "&"} else 0, optional)


def _closing(form: str, start: int) -> int:
    depth = 1
    for position in range(start, len(form)):
        depth += (form[position] == "(") - (form[position] == ")")
        if depth == 0:
            return position
    return len(form)
