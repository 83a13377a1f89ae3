"""What an expression in a bound function's body is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind
from msgspec.structs import replace

from paramcheck.clang import library
from paramcheck.clang.aggregate import is_record
from paramcheck.clang.constants import evaluate as constant
from paramcheck.clang.types import native_type
from paramcheck.values import Literal, Sequence, TypeKind, Unknown
from paramcheck.wrapper.bindings import calls, fold, objects
from paramcheck.wrapper.bindings.cursors import member_call, member_name, operands, pointed_to, text_after, unwrap
from paramcheck.wrapper.bindings.domain import Closure, Datum, Instance, computed, union, unknown
from paramcheck.wrapper.bindings.recorder import Store, mark_nested
from paramcheck.wrapper.bindings.state import absorb

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.wrapper.bindings.machine import Frame, Machine
    from paramcheck.wrapper.bindings.state import State

_PLAIN = frozenset(
    {
        CursorKind.INTEGER_LITERAL,
        CursorKind.FLOATING_LITERAL,
        CursorKind.STRING_LITERAL,
        CursorKind.CHARACTER_LITERAL,
        CursorKind.CXX_BOOL_LITERAL_EXPR,
        CursorKind.CXX_NULL_PTR_LITERAL_EXPR,
        CursorKind.GNU_NULL_EXPR,
        CursorKind.CXX_UNARY_EXPR,
    }
)

_STEPS = frozenset({CursorKind.MEMBER_REF_EXPR, CursorKind.CALL_EXPR, CursorKind.ARRAY_SUBSCRIPT_EXPR})

_CONSTANTS = frozenset({CursorKind.ENUM_CONSTANT_DECL, CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD})

_PYTHON_CONSTANTS: dict[str, bool | None] = {
    "_Py_NoneStruct": None,
    "_Py_TrueStruct": True,
    "_Py_FalseStruct": False,
}


def evaluate(machine: Machine, cursor: Cursor, frame: Frame, state: State, wanted: Type | None = None) -> Datum:
    """What an expression is.

    Args:
        machine: The run.
        cursor: The expression.
        frame: The function that it stands in.
        state: What variables and objects hold; stores within the expression change it.
        wanted: The type that it is converted to.
    """
    machine.enter()
    try:
        return _evaluate(machine, cursor, frame, state, wanted)
    finally:
        machine.leave()


def _evaluate(  # noqa: C901 - a case a kind
    machine: Machine, cursor: Cursor, frame: Frame, state: State, wanted: Type | None
) -> Datum:
    inner = unwrap(cursor)
    kind = inner.kind
    if kind in _PLAIN:
        return Datum(constant(machine.unit, cursor))
    if kind is CursorKind.DECL_REF_EXPR:
        return _reference(machine, inner, state)
    if kind is CursorKind.MEMBER_REF_EXPR:
        return _member(machine, inner, frame, state)
    if kind is CursorKind.CXX_THIS_EXPR:
        return frame.this or unknown("this", "the object itself")
    if kind is CursorKind.CALL_EXPR:
        return calls.evaluate(machine, inner, frame, state)
    if kind is CursorKind.UNARY_OPERATOR:
        return _unary(machine, inner, frame, state)
    if kind is CursorKind.BINARY_OPERATOR:
        return _binary(machine, inner, frame, state)
    if kind is CursorKind.COMPOUND_ASSIGNMENT_OPERATOR:
        left, right = operands(inner)[:2]
        result = unknown(machine.unit.source(inner), "computed", *_all(machine, [left, right], frame, state))
        store(machine, left, result, inner, frame, state)
        return result
    if kind is CursorKind.CONDITIONAL_OPERATOR:
        return _conditional(machine, inner, frame, state)
    if kind is CursorKind.INIT_LIST_EXPR:
        return objects.from_list(machine, inner, wanted or inner.type, frame, state)
    if kind is CursorKind.CXX_NEW_EXPR:
        return objects.new(machine, inner, frame, state)
    if kind is CursorKind.LAMBDA_EXPR:
        return Datum(Closure(inner))
    if member_call(machine.unit, inner) is not None:
        return calls.evaluate(machine, inner, frame, state)
    parts = [one for one in operands(inner) if one.kind.is_expression()]
    if len(parts) == 2 and _is_assignment(machine, inner, parts):
        datum = evaluate(machine, parts[1], frame, state, parts[0].type)
        store(machine, parts[0], datum, inner, frame, state)
        return datum
    sources = _all(machine, parts, frame, state)
    if not sources:
        return Datum(constant(machine.unit, cursor))
    return unknown(machine.unit.source(inner), "not followed", *sources)


def _is_assignment(machine: Machine, cursor: Cursor, parts: list[Cursor]) -> bool:
    """Whether an expression that clang did not resolve is an assignment."""
    rest = text_after(machine.unit, cursor, parts[0])
    return rest.startswith("=") and not rest.startswith("==")


def _all(machine: Machine, cursors: list[Cursor], frame: Frame, state: State) -> list[Datum]:
    return [evaluate(machine, one, frame, state) for one in cursors]


def _reference(machine: Machine, cursor: Cursor, state: State) -> Datum:
    target = cursor.referenced
    if target is None:
        return unknown(cursor.spelling, "not declared")
    held = state.variables.get(target.hash)
    if held is not None:
        return held
    if target.spelling in _PYTHON_CONSTANTS:
        return _python_constant(target.spelling)
    if target.kind in _CONSTANTS:
        return Datum(constant(machine.unit, cursor))
    if target.kind in {CursorKind.PARM_DECL, CursorKind.VAR_DECL}:
        value = constant(machine.unit, cursor)
        if not isinstance(value, Unknown):
            return Datum(value)
        if native_type(pointed_to(target.type)).kind is TypeKind.RECORD and not objects.is_outside(target.type):
            made = machine.new(pointed_to(target.type), state)
            state.variables[target.hash] = made
            return made
        return Datum(value)
    return Datum(constant(machine.unit, cursor))


def _python_constant(name: str) -> Datum:
    value = _PYTHON_CONSTANTS[name]
    return Datum(Literal(value, str(value), "Py_None" if value is None else None))


def _member(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> Datum:
    target = cursor.referenced
    if target is not None and target.kind in {CursorKind.VAR_DECL, CursorKind.ENUM_CONSTANT_DECL}:
        return Datum(constant(machine.unit, cursor))
    place = _field(machine, cursor, frame, state)
    if place is None:
        owners = operands(cursor)
        sources = _all(machine, owners, frame, state)
        return unknown(machine.unit.source(cursor), "not followed", *sources)
    owner, name = place
    cells = state.cells(owner)
    held = cells.values.get(name)
    if held is not None:
        return held
    if native_type(pointed_to(cursor.type)).kind is TypeKind.RECORD and not objects.is_outside(cursor.type):
        # A nested object comes into being when it is first looked at.
        made = machine.new(pointed_to(cursor.type), state, zeroed=owner.zeroed)
        cells.values[name] = made
        _note(machine, owner, name, made, cursor, frame)
        return made
    return cells.get(name)


def _field(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> tuple[Instance, str] | None:
    """The object and the name of the field that ``a.b``, ``a->b`` or an implicit ``this->b`` designates."""
    owners = operands(cursor)
    target = cursor.referenced
    dependent = target is None and bool(owners)
    if not dependent and (target is None or target.kind is not CursorKind.FIELD_DECL):
        return None
    if not owners:
        owner = frame.this
    else:
        owner = evaluate(machine, owners[0], frame, state)
        if not isinstance(owner.thing, Instance):
            owner = _materialise(machine, owners[0], owner, frame, state)
    if owner is None or not isinstance(owner.thing, Instance):
        return None
    return owner.thing, (member_name(machine.unit, cursor) if dependent else target.spelling)


def _materialise(machine: Machine, cursor: Cursor, held: Datum, frame: Frame, state: State) -> Datum | None:
    """An object in place of a value that nothing is known of: the library made it."""
    if held.origins or objects.is_outside(cursor.type):
        return None
    inner = unwrap(cursor)
    if inner.kind is CursorKind.DECL_REF_EXPR and inner.referenced is not None:
        made = machine.new(pointed_to(cursor.type), state)
        state.variables[inner.referenced.hash] = made
        return made
    if inner.kind is CursorKind.MEMBER_REF_EXPR:
        place = _field(machine, inner, frame, state)
        if place is None:
            return None
        made = machine.new(pointed_to(cursor.type), state)
        state.cells(place[0]).values[place[1]] = made
        _note(machine, place[0], place[1], made, inner, frame)
        return made
    return machine.new(pointed_to(cursor.type), state)


def _note(machine: Machine, owner: Instance, name: str, datum: Datum, cursor: Cursor, frame: Frame) -> None:
    stated = datum.stated
    entry = Store(name, datum, machine.step(cursor), frame.control, frame.certain, stated)
    machine.recorder.seen(owner).stores.append(entry)
    mark_nested(machine.recorder, owner, datum, cursor.type)


def store(machine: Machine, target: Cursor, datum: Datum, place: Cursor, frame: Frame, state: State) -> None:
    """Store something where an expression designates it."""
    inner = unwrap(target)
    while inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) in {"*", "&"}:
        inner = unwrap(operands(inner)[0])
    if inner.kind is CursorKind.DECL_REF_EXPR and inner.referenced is not None:
        if frame.control and isinstance(datum.thing, Literal) and not datum.carries:
            # Which constant a variable holds depends on the parameters that decide whether this runs.
            datum = Datum(datum.thing, selectors=frame.control)
        elif isinstance(datum.thing, Unknown) and not datum.carries:
            datum = pointee(machine, inner, state) or datum
        state.variables[inner.referenced.hash] = datum
        return
    if inner.kind is CursorKind.MEMBER_REF_EXPR:
        designated = _field(machine, inner, frame, state)
        if designated is not None:
            put(machine, designated[0], designated[1], inner.type, datum, place, frame, state)
        reach_container(machine, inner, [datum], frame, state)
        return
    if inner.kind is CursorKind.ARRAY_SUBSCRIPT_EXPR:
        parts = operands(inner)
        if parts and unwrap(parts[0]).kind in {CursorKind.MEMBER_REF_EXPR, CursorKind.DECL_REF_EXPR}:
            item = unknown(machine.unit.source(place), "one item of an array", datum)
            store(machine, parts[0], item, place, frame, state)
        return
    evaluate(machine, inner, frame, state)
    reach_container(machine, inner, [datum], frame, state)


def reach_container(machine: Machine, cursor: Cursor, data: list[Datum], frame: Frame, state: State) -> None:
    """Note that data reaches the container whose item or method an expression names: ``items[0]``, ``items.back()``."""
    inner = unwrap(cursor)
    while inner.kind is not CursorKind.DECL_REF_EXPR:
        parts = operands(inner)
        if not parts or inner.kind not in _STEPS:
            return
        is_container = inner != cursor and objects.is_outside(inner.type)
        place = _field(machine, inner, frame, state) if is_container else None
        if place is not None and any(one.carries for one in data):
            filled = unknown(machine.unit.source(inner), "a container that is filled", *data)
            put(machine, place[0], place[1], inner.type, filled, cursor, frame, state)
            return
        inner = unwrap(parts[0])
    target = inner.referenced
    held = state.variables.get(target.hash) if target is not None else None
    if held is not None and isinstance(held.thing, Unknown) and any(one.carries for one in data):
        state.variables[target.hash] = unknown(machine.unit.source(inner), "a container that is filled", held, *data)


def put(
    machine: Machine,
    owner: Instance,
    name: str,
    kind: Type,
    datum: Datum,
    place: Cursor,
    frame: Frame,
    state: State,
) -> None:
    """Store something in a field of an object."""
    state.cells(owner).values[name] = datum
    entry = Store(name, datum, machine.step(place), frame.control, frame.certain, datum.stated)
    machine.recorder.seen(owner).stores.append(entry)
    mark_nested(machine.recorder, owner, datum, kind)


def _unary(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> Datum:
    operator = library.unary_operator(cursor)
    inner = operands(cursor)
    if not inner:
        return Datum(constant(machine.unit, cursor))
    held = evaluate(machine, inner[0], frame, state)
    if operator in {"&", "*"}:
        return held
    spelling = machine.unit.source(cursor)
    if operator in {"++", "--"}:
        result = unknown(spelling, "counted", held)
        store(machine, inner[0], result, cursor, frame, state)
        return result
    if not held.carries and not isinstance(held.thing, (Instance, Closure)):
        plain = constant(machine.unit, cursor)
        if isinstance(plain, Literal):
            return Datum(plain)
    return computed(fold.unary(operator, held.value, spelling), held)


def _binary(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> Datum:
    operator = library.binary_operator(cursor)
    parts = operands(cursor)
    if len(parts) != 2:
        return Datum(constant(machine.unit, cursor))
    if operator == "=":
        datum = evaluate(machine, parts[1], frame, state, parts[0].type)
        store(machine, parts[0], datum, cursor, frame, state)
        return datum
    left = evaluate(machine, parts[0], frame, state)
    if operator in {"&&", "||"} and not isinstance(left.thing, (Instance, Closure)):
        known = fold.truth(left.thing)
        if known is (operator == "||"):
            # The other side does not run, but it shows where parameters can go.
            inner = replace(frame, certain=False, control=union(frame.control, left.origins), returns=[])
            other = state.fork()
            evaluate(machine, parts[1], inner, other)
            absorb(state, other)
            return computed(Literal(known, "true" if known else "false"), left)
    right = evaluate(machine, parts[1], frame, state)
    if operator == ",":
        return right
    spelling = machine.unit.source(cursor)
    if not left.carries and not right.carries:
        plain = constant(machine.unit, cursor)
        if isinstance(plain, Literal):
            return Datum(plain)
    if isinstance(left.thing, Instance) or isinstance(right.thing, Instance):
        return unknown(spelling, "a comparison of objects", left, right)
    return computed(fold.binary(operator, left.value, right.value, spelling), left, right)


def _conditional(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> Datum:
    parts = operands(cursor)
    if len(parts) != 3:
        return unknown(machine.unit.source(cursor), "depends on a condition", *_all(machine, parts, frame, state))
    test = evaluate(machine, parts[0], frame, state)
    yes, no = evaluate(machine, parts[1], frame, state), evaluate(machine, parts[2], frame, state)
    known = None if isinstance(test.thing, (Instance, Closure)) else fold.truth(test.thing)
    if test.carries and _is_flag(yes, no):
        # flag ? 1 : 0 is the flag itself.
        taken = (yes if known else no).thing if known is not None else Unknown(machine.unit.source(cursor), "a flag")
        return Datum(taken, test.origins, test.selectors, exact=True, stated=test.stated)
    selectors = {**test.selectors, **test.origins}
    if known is not None:
        taken_datum = yes if known else no
        joined = computed(taken_datum.thing, yes, no)
        exact = taken_datum.exact if not (yes.carries and no.carries) else False
        return Datum(taken_datum.thing, joined.origins, {**joined.selectors, **selectors}, exact=exact)
    from paramcheck.wrapper.bindings.domain import join  # noqa: PLC0415

    both = join(yes, no, machine.unit.source(parts[0]))
    return Datum(both.thing, both.origins, {**both.selectors, **selectors}, exact=False)


def _is_flag(yes: Datum, no: Datum) -> bool:
    if yes.carries or no.carries or not isinstance(yes.thing, Literal) or not isinstance(no.thing, Literal):
        return False
    return yes.thing.value in (1, True) and no.thing.value in (0, False) and no.thing.value is not None


def uninitialised(machine: Machine, cursor: Cursor, state: State) -> Datum | None:
    """What a variable without an initialiser holds: an object in its default state, or nothing known."""
    if native_type(cursor.type).kind is TypeKind.RECORD and not objects.is_outside(cursor.type):
        return machine.new(cursor.type, state)
    return None


def pointee(machine: Machine, cursor: Cursor, state: State) -> Datum | None:
    """The object that a pointer points to, for one of the library's classes."""
    kind = cursor.type.get_canonical()
    if kind.kind is not Kind.POINTER or not is_record(kind.get_pointee()) or objects.is_outside(kind):
        return None
    return machine.new(pointed_to(kind), state)


def sequence(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> Datum:
    """The items of a braced list."""
    items = _all(machine, operands(cursor), frame, state)
    if len(items) == 1 and native_type(cursor.type).kind not in {TypeKind.ARRAY, TypeKind.OTHER}:
        return items[0]
    if not any(one.carries or isinstance(one.thing, (Instance, Closure)) for one in items):
        return Datum(constant(machine.unit, cursor))
    return computed(Sequence(tuple(one.value for one in items), machine.unit.source(cursor)), *items)
