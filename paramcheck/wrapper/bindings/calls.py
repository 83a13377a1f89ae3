"""Calls in a bound function's body: followed within the wrapper, recorded where they reach the library."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec.structs import replace

from paramcheck.clang.types import native_type
from paramcheck.model import ArgumentTarget
from paramcheck.values import Constructed, Literal, Sequence, TypeKind, Unknown
from paramcheck.wrapper.bindings import expressions, fold, objects, parsing
from paramcheck.wrapper.bindings.cursors import (
    FUNCTIONS,
    OUTSIDE,
    body,
    is_indirect,
    member_name,
    operands,
    outermost_namespace,
    overloads,
    parameters,
    pointed_to,
    primary,
    qualified,
    states_default,
    unwrap,
    written,
)
from paramcheck.wrapper.bindings.defaults import value_of
from paramcheck.wrapper.bindings.domain import Closure, Datum, Instance, computed, unknown

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.model import Evidence
    from paramcheck.wrapper.bindings.machine import Frame, Machine
    from paramcheck.wrapper.bindings.state import State

_DEEPEST = 5

_SAME = frozenset(
    {"move", "forward", "as_const", "ref", "cref", "cast", "value", "get", "c_str", "str", "string", "to_string_view"}
    | {"operator*", "operator->", "operator bool", "borrow", "reinterpret_borrow", "make_optional", "get_value_or"}
    | {"steal", "reinterpret_steal", "release", "ptr", "native", "u8string", "operator std::string", "as_string"}
)
"""Functions of the standard library and of binding libraries that return their object or argument itself."""

_CONVERTS = re.compile(r"_?Py(?:Long|Float|Int|Number|Unicode|Bytes|Complex|Bool)_(?:As|AS_|Long|Float|Int)")
"""Functions of the C API that give the value of a Python object."""

_MAKES = frozenset({"make_unique", "make_shared", "make_optional", "allocate_shared", "make_ref"})
_ZEROING = frozenset({"memset", "bzero", "ZeroMemory", "explicit_bzero"})
_MEASURES = frozenset({"size", "length", "ssize"})
_FILLS = frozenset({"push_back", "emplace_back", "push", "insert", "emplace", "append", "add", "assign"})
_PRESENT = frozenset({"has_value", "operator bool"})


def evaluate(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> Datum:
    """What a call returns.

    Args:
        machine: The run.
        cursor: The call.
        frame: The function that it stands in.
        state: What variables and objects hold; the call may change it.
    """
    target = cursor.referenced if cursor.kind is CursorKind.CALL_EXPR else None
    parts = written(cursor)
    if target is not None and target.kind is CursorKind.CONSTRUCTOR:
        return objects.construct(machine, cursor.type, target, parts, cursor, frame, state)
    if not parts:
        # T() of a class without a constructor of its own.
        return expressions.uninitialised(machine, cursor, state) or Datum(value_of(machine.unit, cursor))
    name = str(cursor.spelling) or _name(machine, parts[0])
    if name.startswith("operator"):
        return _operator(machine, cursor, name, parts, frame, state)
    if target is None:
        target = objects.best(overloads(parts[0]), [one.type for one in parts[1:]])
    if name in parsing.PARSERS:
        return parsing.parse(machine, name, cursor, parts[1:], frame, state)
    if parsing.fill_from_table(machine, parts[1:], cursor, frame, state):
        return unknown(machine.unit.source(cursor)[:80], "depends on the arguments")
    data = [expressions.evaluate(machine, one, frame, state) for one in parts[1:]]
    held = _object(machine, parts[0], frame, state)
    if target is None and parts[0].kind is not CursorKind.MEMBER_REF_EXPR:
        called = expressions.evaluate(machine, parts[0], frame, state)
        if isinstance(called.thing, Closure):
            return _inline(machine, called.thing.cursor, None, data, cursor, frame, state)
    if name in _ZEROING and data and isinstance(data[0].thing, Instance):
        _zero(machine, data[0].thing, state)
        return data[0]
    for one in data:
        # A lambda that is handed on may be called with anything; what it captured flows on within it.
        if isinstance(one.thing, Closure):
            _inline(machine, one.thing.cursor, None, [], cursor, frame, state)
    if target is None or machine.unit.path_of(target.location) is None or outermost_namespace(target) in OUTSIDE:
        return _outside(machine, cursor, name, held, data, parts, frame, state)
    return _inside(machine, target, held, data, cursor, parts[1:], frame, state)


def _object(machine: Machine, callee: Cursor, frame: Frame, state: State) -> Datum | None:
    """The object whose method is called, where it is written."""
    if callee.kind is not CursorKind.MEMBER_REF_EXPR:
        return None
    owners = [one for one in operands(callee) if one.kind is not CursorKind.OVERLOADED_DECL_REF]
    return expressions.evaluate(machine, owners[0], frame, state) if owners else None


def _inside(
    machine: Machine,
    target: Cursor,
    held: Datum | None,
    data: list[Datum],
    cursor: Cursor,
    arguments: list[Cursor],
    frame: Frame,
    state: State,
) -> Datum:
    """A call of a function that the tree declares."""
    definition = target.get_definition()
    if frame.native and frame.depth > 1:
        # What the library does with it inside is its own business.
        return unknown(machine.unit.source(cursor)[:80], f"{target.spelling}() is called at run time")
    if definition is not None and machine.is_helper(definition) and body(definition) is not None:
        return _inline(machine, definition, held or frame.this, data, cursor, frame, state)
    if machine.is_helper(target):
        reason = f"the definition of {target.spelling}() is not in sight"
        return unknown(machine.unit.source(cursor)[:80], reason, *data)
    return _native(machine, cursor, target, data, arguments, frame, state)


def _name(machine: Machine, callee: Cursor) -> str:
    inner = unwrap(callee)
    if inner.kind is CursorKind.MEMBER_REF_EXPR:
        return member_name(machine.unit, inner)
    if inner.spelling:
        return str(inner.spelling)
    for child in inner.get_children():
        if child.kind is CursorKind.OVERLOADED_DECL_REF:
            return str(child.spelling)
    return ""


# --- within the wrapper -----------------------------------------------------------------------------------------


def _inline(
    machine: Machine,
    function: Cursor,
    this: Datum | None,
    data: list[Datum],
    cursor: Cursor,
    frame: Frame,
    state: State,
) -> Datum:
    spelling = machine.unit.source(cursor)[:80]
    if frame.depth >= _DEEPEST:
        return unknown(spelling, "too deep to follow", *data)
    step = machine.step(cursor) if any(one.carries for one in data) else None
    declared = parameters(function)
    if step is not None and not machine.is_own(function):
        _stated(machine, function, data, step, frame)
    bound = {parameter.hash: datum.passed(step) for parameter, datum in zip(declared, data, strict=False)}
    lambda_ = function.kind is CursorKind.LAMBDA_EXPR
    inner = replace(frame, this=frame.this if lambda_ else this, depth=frame.depth + 1, returns=[], native=frame.native)
    before = dict(state.variables) if lambda_ else None
    result, after = machine.call(function, bound, inner, state)
    if after is not state:
        state.variables, state.heap = after.variables, after.heap
    del before
    return result if result is not None else unknown(spelling, f"{function.spelling}() returns nothing")


def _stated(machine: Machine, function: Cursor, data: list[Datum], step: Evidence, frame: Frame) -> None:
    """Arguments of a function that the library shares with the wrapper, where it states a default for them."""
    template = primary(function)
    name, usr = qualified(template), template.get_usr()
    for position, datum in enumerate(data):
        if datum.carries and states_default(function, position):
            place = ArgumentTarget(name, position, len(data), usr, machine.recorder.unit)
            machine.recorder.argument(place, datum, step, certain=frame.certain)


# --- the library ------------------------------------------------------------------------------------------------


def _native(
    machine: Machine,
    cursor: Cursor,
    target: Cursor,
    data: list[Datum],
    arguments: list[Cursor],
    frame: Frame,
    state: State,
) -> Datum:
    template = primary(target)
    name, usr = qualified(template), template.get_usr()
    step = machine.step(cursor)
    for position, datum in enumerate(data):
        if isinstance(datum.thing, Instance):
            _hand_over(machine, datum.thing, name, position, len(data), arguments[position], state)
        elif datum.carries:
            place = ArgumentTarget(name, position, len(data), usr, machine.recorder.unit)
            machine.recorder.argument(place, datum, step, certain=frame.certain)
    if native_type(pointed_to(cursor.type)).kind is TypeKind.RECORD and not objects.is_outside(cursor.type):
        return machine.new(pointed_to(cursor.type), state, origin=name)
    return unknown(machine.unit.source(cursor)[:80], f"{target.spelling}() is called at run time")


def _hand_over(
    machine: Machine, instance: Instance, name: str, position: int, arity: int, argument: Cursor, state: State
) -> None:
    """An object goes to the library; one that nothing was stored in yet may be filled there."""
    seen = machine.recorder.seen(instance)
    plain = machine.plain_c or instance.type.is_pod()
    if plain and not seen.stores and not seen.constructed and arity <= 2 and is_indirect(argument.type):
        _replace(machine, instance, replace(instance, origin=name), state)
        return
    if (name, position) not in seen.passed_to:
        seen.passed_to.append((name, position))


# --- the standard library, and the binding library --------------------------------------------------------------


def _zero(machine: Machine, instance: Instance, state: State) -> None:
    """``memset(&record, 0, sizeof record)``: nothing is left of what was stored before."""
    _replace(machine, instance, replace(instance, zeroed=True), state)
    state.cells(instance).values.clear()
    machine.recorder.seen(instance).stores.clear()


def _replace(machine: Machine, old: Instance, new: Instance, state: State) -> None:
    machine.recorder.seen(old).instance = new
    state.cells(old).instance = new
    for key, held in list(state.variables.items()):
        if held.thing == old:
            state.variables[key] = Datum(new, held.origins, held.selectors)


def _outside(
    machine: Machine,
    cursor: Cursor,
    name: str,
    held: Datum | None,
    data: list[Datum],
    parts: list[Cursor],
    frame: Frame,
    state: State,
) -> Datum:
    spelling = machine.unit.source(cursor)[:80]
    everything = ([held] if held is not None else []) + data
    if name in _MAKES:
        made = pointed_to(cursor.type)
        if not objects.is_outside(made):
            return _make(machine, cursor, data, parts[1:], frame, state)
    if name == "PyObject_IsTrue" and data:
        known = None if isinstance(data[0].value, Unknown) else fold.truth(data[0].value)
        return data[0] if known is None else computed(Literal(int(known), str(int(known))), data[0])
    if (name in _SAME or _CONVERTS.match(name)) and everything:
        return everything[0]
    if held is not None:
        answer = _asked(name, held, data, spelling)
        if answer is not None:
            return answer
    if name in {"min", "max"} and len(data) == 2:
        return _extreme(name, data, spelling)
    if name in {"make_tuple", "make_pair", "tie"}:
        return computed(Sequence(tuple(one.value for one in data), spelling), *data)
    if not any(one.carries for one in everything):
        return Datum(value_of(machine.unit, cursor))
    if name in _FILLS and held is not None:
        expressions.reach_container(machine, parts[0], data, frame, state)
    return unknown(spelling, f"{name or 'a function'}() is called at run time", *everything)


def _asked(name: str, held: Datum, data: list[Datum], spelling: str) -> Datum | None:
    """What an optional, a text or a container says of itself."""
    value = held.value
    if name in _PRESENT:
        known = None if isinstance(value, Unknown) else fold.truth(value)
        answer = Unknown(spelling, "depends on the argument") if known is None else Literal(known, spelling)
        return computed(answer, held)
    if name == "is_none":
        if isinstance(value, Unknown):
            return unknown(spelling, "depends on the argument", held)
        return computed(Literal(isinstance(value, Literal) and value.value is None, spelling), held)
    if name == "empty":
        empty = fold.is_empty(value)
        return computed(
            Unknown(spelling, "depends on the argument") if empty is None else Literal(empty, spelling), held
        )
    if name in _MEASURES:
        return computed(fold.size(value, spelling), held)
    if name == "value_or" and data:
        if isinstance(value, Literal):
            chosen = data[0] if value.value is None else held
            return Datum(chosen.thing, held.origins or data[0].origins, held.selectors, exact=chosen is held)
        return unknown(spelling, "depends on the argument", held, *data)
    return None


def _extreme(name: str, data: list[Datum], spelling: str) -> Datum:
    values = [one.value.value for one in data if isinstance(one.value, Literal)]
    numbers = [one for one in values if isinstance(one, (bool, int, float))]
    if len(numbers) != len(data):
        return unknown(spelling, "computed from what is not known", *data)
    number = min(numbers) if name == "min" else max(numbers)
    return computed(Literal(number, repr(number)), *data)


def _make(
    machine: Machine, cursor: Cursor, data: list[Datum], arguments: list[Cursor], frame: Frame, state: State
) -> Datum:
    """``std::make_unique<T>(a, b)``."""
    kind = pointed_to(cursor.type)
    if len(data) == 1 and isinstance(data[0].thing, Instance) and data[0].thing.type == kind.get_canonical():
        return data[0]
    made = machine.new(kind, state)
    assert isinstance(made.thing, Instance)
    if data:
        called = objects.choose(kind, [one.type for one in arguments])
        if called is not None:
            objects.fill(machine, made.thing, called, data, cursor, frame, state)
        elif objects.is_aggregate(kind):
            objects.aggregate(machine, made.thing, data, cursor, frame, state)
    return made


def _operator(machine: Machine, cursor: Cursor, name: str, parts: list[Cursor], frame: Frame, state: State) -> Datum:
    """An operator of a class: what is called comes between the operands."""
    first, *rest = [one for one in parts if not _is_operator_reference(one)]
    if name == "operator=" and rest:
        datum = expressions.evaluate(machine, rest[0], frame, state, first.type)
        expressions.store(machine, first, datum, cursor, frame, state)
        return datum
    if first.kind is CursorKind.MEMBER_REF_EXPR and operands(first) and _is_function(first):
        # object.operator T()
        first = operands(first)[0]
    held = expressions.evaluate(machine, first, frame, state)
    data = [expressions.evaluate(machine, one, frame, state) for one in rest]
    if name == "operator()" and isinstance(held.thing, Closure):
        return _inline(machine, held.thing.cursor, None, data, cursor, frame, state)
    for one in data:
        if isinstance(one.thing, Closure):
            _inline(machine, one.thing.cursor, None, [], cursor, frame, state)
    spelling = machine.unit.source(cursor)[:80]
    if name in _SAME or (name.startswith("operator ") and not data):
        return _converted(held)
    symbol = name.removeprefix("operator")
    if not data and symbol in {"!", "-", "+", "~"} and not isinstance(held.thing, (Instance, Closure)):
        return computed(fold.unary(symbol, held.value, spelling), held)
    if len(data) == 1 and not isinstance(held.thing, Instance) and not isinstance(data[0].thing, Instance):
        return computed(fold.binary(symbol, held.value, data[0].value, spelling), held, *data)
    return unknown(spelling, "computed at run time", held, *data)


def _is_function(cursor: Cursor) -> bool:
    target = cursor.referenced
    return target is not None and target.kind in FUNCTIONS


def _converted(held: Datum) -> Datum:
    """An object that was made from one value, converted back to it."""
    thing = held.thing
    if isinstance(thing, Constructed) and len(thing.arguments) == 1:
        return Datum(thing.arguments[0], held.origins, held.selectors, exact=held.exact, stated=held.stated)
    return held


def _is_operator_reference(cursor: Cursor) -> bool:
    inner = unwrap(cursor)
    return inner.kind is CursorKind.DECL_REF_EXPR and str(inner.spelling).startswith("operator")
