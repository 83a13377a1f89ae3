"""Objects that a bound function makes: which constructor runs, and which member it fills with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind
from msgspec.structs import replace

from paramcheck.clang.aggregate import field_cursors
from paramcheck.clang.types import native_type
from paramcheck.model import ArgumentTarget
from paramcheck.values import TypeKind, Unknown
from paramcheck.wrapper.bindings import expressions
from paramcheck.wrapper.bindings.cursors import (
    OUTSIDE,
    body,
    declaration,
    has_default,
    operands,
    outermost_namespace,
    parameters,
    pointed_to,
    primary,
    qualified,
    same_class,
    states_default,
    unwrap,
    written,
)
from paramcheck.wrapper.bindings.domain import Datum, Instance, unknown

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.wrapper.bindings.machine import Frame, Machine
    from paramcheck.wrapper.bindings.state import State

_DEEPEST = 8
_SIZED = frozenset(
    {"vector", "deque", "list", "forward_list", "basic_string", "valarray", "array", "array_t", "ndarray"}
)
"""Containers whose constructors take their size as a number."""
_REFERENCE_KINDS = frozenset({Kind.LVALUEREFERENCE, Kind.RVALUEREFERENCE})


def is_outside(kind: Type) -> bool:
    """Whether a type belongs to the standard library or to a binding library, or is not declared at all."""
    found = declaration(pointed_to(kind))
    return found is None or outermost_namespace(found) in OUTSIDE


def constructors(kind: Type) -> list[Cursor]:
    """The constructors that a class declares."""
    found = declaration(kind)
    if found is None:
        return []
    template = primary(found)
    return _constructors(found.get_definition() or found) or _constructors(template.get_definition() or template)


def _constructors(cls: Cursor) -> list[Cursor]:
    """Constructors, those that are templates included, which clang tells by their name alone."""
    return [
        one
        for one in cls.get_children()
        if one.kind is CursorKind.CONSTRUCTOR
        or (one.kind is CursorKind.FUNCTION_TEMPLATE and one.spelling.partition("<")[0] == cls.spelling)
    ]


def choose(kind: Type, types: list[Type]) -> Cursor | None:
    """The constructor that is called with arguments of some types; ``None`` if that is not certain."""
    candidates = [one for one in constructors(kind) if not (len(types) == 1 and _copies(one, kind))]
    return best(candidates, types)


def best(candidates: list[Cursor], types: list[Type]) -> Cursor | None:
    """The function that is called with arguments of some types; ``None`` if that is not certain."""
    fitting: list[tuple[int, Cursor]] = []
    for one in candidates:
        declared = parameters(one)
        required = sum(not has_default(parameter) for parameter in declared)
        if required <= len(types) <= len(declared):
            pairs = zip(declared, types, strict=False)
            same = sum(_plain(parameter.type) == _plain(given) for parameter, given in pairs)
            fitting.append((same, one))
    fitting.sort(key=lambda one: -one[0])
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1]


def _copies(constructor: Cursor, kind: Type) -> bool:
    declared = parameters(constructor)
    return len(declared) == 1 and _plain(declared[0].type) == _plain(kind)


def _plain(kind: Type) -> str:
    canonical = kind.get_canonical()
    if canonical.kind in _REFERENCE_KINDS:
        canonical = canonical.get_pointee().get_canonical()
    return str(canonical.spelling).removeprefix("const ").removesuffix(" const")


def fields(kind: Type) -> list[tuple[str, Type]]:
    """The fields of a class in order, those of its bases first."""
    found = [(one.spelling, one.type) for one in field_cursors(kind)]
    return found or [(one.spelling, one.type) for one in kind.get_canonical().get_fields()]


# --- expressions that make objects ------------------------------------------------------------------------------


def new(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> Datum:
    """``new T(a, b)``, also where it stands for itself: ``new (self) T(a, b)``."""
    kind = cursor.type.get_pointee()
    parts = operands(cursor)
    made = next((one for one in reversed(parts) if same_class(one.type, kind)), None)
    into: Instance | None = None
    if len(parts) > 1 or made is None:
        for one in parts:
            if made is None or one != made:
                held = expressions.evaluate(machine, one, frame, state)
                into = held.thing if isinstance(held.thing, Instance) else into
    if made is not None and unwrap(made).kind is CursorKind.CALL_EXPR:
        inner = unwrap(made)
        called = inner.referenced
        if called is not None and called.kind is CursorKind.CONSTRUCTOR:
            return construct(machine, kind, called, written(inner), inner, frame, state, into=into, indirect=True)
    if made is not None:
        return expressions.evaluate(machine, made, frame, state, kind)
    if parts and parts[-1].kind is CursorKind.UNEXPOSED_EXPR and not is_outside(kind):
        # The arguments of a type that depends on a template parameter.
        arguments = operands(parts[-1]) or [parts[-1]]
        called = choose(kind, [one.type for one in arguments])
        return construct(machine, kind, called, arguments, cursor, frame, state)
    return machine.new(kind, state) if not is_outside(kind) else unknown(machine.unit.source(cursor), "new")


def from_list(machine: Machine, cursor: Cursor, kind: Type, frame: Frame, state: State) -> Datum:
    """``T{a, b}``: field by field, or by a constructor."""
    if native_type(kind).kind is not TypeKind.RECORD or is_outside(kind):
        return expressions.sequence(machine, cursor, frame, state)
    items = operands(cursor)
    # In C every field that is not named is zero; in C++ it has its own initialiser.
    made = machine.new(kind, state, zeroed=machine.plain_c)
    assert isinstance(made.thing, Instance)
    declared = fields(kind)
    names = [name for name, _ in declared]
    position = 0
    for item in items:
        parts = list(item.get_children()) if item.kind is CursorKind.UNEXPOSED_EXPR else []
        value = item
        if len(parts) > 1 and parts[0].kind is CursorKind.MEMBER_REF:
            if parts[0].spelling not in names:
                continue
            position, value = names.index(parts[0].spelling), parts[-1]
        if position < len(declared):
            name, type_ = declared[position]
            datum = expressions.evaluate(machine, value, frame, state, type_)
            expressions.put(machine, made.thing, name, type_, datum, value, frame, state)
            position += 1
    return made


def construct(
    machine: Machine,
    kind: Type,
    called: Cursor | None,
    arguments: list[Cursor],
    place: Cursor,
    frame: Frame,
    state: State,
    *,
    into: Instance | None = None,
    indirect: bool = False,
) -> Datum:
    """An object that a constructor makes.

    Args:
        machine: The run.
        kind: The class.
        called: The constructor, if it is known.
        arguments: What it is given.
        place: The whole expression.
        frame: Where it stands.
        state: What holds.
        into: The object that it is made in, if that exists already.
        indirect: Whether the object is only held by its address.
    """
    data = [expressions.evaluate(machine, one, frame, state) for one in arguments]
    if is_outside(kind):
        return outside(machine, kind, arguments, data, place)
    if len(data) == 1 and into is None:
        held = data[0].thing
        if same_class(arguments[0].type, kind) or (isinstance(held, Instance) and same_class(held.type, kind)):
            # A copy.
            return data[0]
        if _is_conversion(arguments[0], place) and data[0].carries:
            return data[0]
    made = Datum(into) if into is not None else machine.new(kind, state)
    assert isinstance(made.thing, Instance)
    fill(machine, made.thing, called, data, place, frame, state, indirect=indirect)
    return made


def _is_conversion(argument: Cursor, place: Cursor) -> bool:
    """Whether a constructor with one argument runs without being written."""
    return bool(argument.extent == place.extent)


def outside(machine: Machine, kind: Type, arguments: list[Cursor], data: list[Datum], place: Cursor) -> Datum:
    """An object of a class that belongs to no library under the wrapper: strings, containers, Python objects."""
    spelling = machine.unit.source(place)
    if arguments and _is_size(kind, arguments[0].type):
        # What is in it has nothing to do with how much is.
        return Datum(Unknown(spelling, "a container of some size"))
    if len(data) == 1:
        return data[0]
    if not any(one.carries for one in data):
        from paramcheck.wrapper.bindings.defaults import value_of  # noqa: PLC0415

        return Datum(value_of(machine.unit, place))
    if native_type(kind).kind in {TypeKind.STRING, TypeKind.TEXT}:
        return unknown(spelling, "text made at run time", *data)
    return unknown(spelling, "made at run time", *data)


def _is_size(kind: Type, argument: Type) -> bool:
    found = declaration(kind)
    return found is not None and found.spelling in _SIZED and native_type(argument).kind is TypeKind.INTEGER


# --- constructors -----------------------------------------------------------------------------------------------


def fill(
    machine: Machine,
    made: Instance,
    called: Cursor | None,
    data: list[Datum],
    place: Cursor,
    frame: Frame,
    state: State,
    *,
    indirect: bool = False,
) -> None:
    """Run a constructor: what reaches which member, and which of its parameters have defaults of their own.

    Args:
        machine: The run.
        made: The object.
        called: The constructor, if it is known.
        data: What it is given.
        place: The whole expression.
        frame: Where it stands.
        state: What holds.
        indirect: Whether the object is only held by its address.
    """
    if called is None:
        return
    called = called.get_definition() or called
    declared = parameters(called)
    step = machine.step(place)
    name, usr = _function(called)
    bound: dict[int, Datum] = {}
    stated = False
    for position, (parameter, datum) in enumerate(zip(declared, data, strict=False)):
        own = states_default(called, position)
        stated = stated or own
        if datum.carries and not machine.is_own(called):
            target = ArgumentTarget(name, position, len(data), usr, machine.recorder.unit)
            machine.recorder.seen(made).constructed.append((target, datum, step, frame.certain))
        bound[parameter.hash] = datum.passed(step, stated=own)
    if frame.depth < _DEEPEST and not (frame.native and indirect):
        inner = replace(
            frame, this=Datum(made), depth=frame.depth + 1, returns=[], native=not machine.is_helper(called)
        )
        state.variables.update(bound)
        _initialise(machine, made, called, inner, state)


def _function(function: Cursor) -> tuple[str, str]:
    template = primary(function)
    return qualified(template), template.get_usr()


def _initialise(machine: Machine, made: Instance, called: Cursor, frame: Frame, state: State) -> None:
    """The initialisers of a constructor in the order in which they are written, then its body."""
    member: Cursor | None = None
    base = False
    for child in called.get_children():
        if child.kind is CursorKind.MEMBER_REF:
            member, base = child, False
        elif child.kind in {CursorKind.TYPE_REF, CursorKind.TEMPLATE_REF}:
            member, base = None, True
        elif child.kind is CursorKind.PARM_DECL or not child.kind.is_expression():
            continue
        elif member is not None:
            _initialise_member(machine, made, member, child, frame, state)
            member = None
        elif base:
            inner = unwrap(child)
            target = inner.referenced if inner.kind is CursorKind.CALL_EXPR else None
            if target is not None and target.kind is CursorKind.CONSTRUCTOR:
                data = [expressions.evaluate(machine, one, frame, state) for one in written(inner)]
                fill(machine, made, target, data, inner, frame, state)
            base = False
    block = body(called)
    if block is not None:
        machine.run(block, frame, state)


def _initialise_member(
    machine: Machine, made: Instance, member: Cursor, value: Cursor, frame: Frame, state: State
) -> None:
    inner = unwrap(value)
    kind = member.type
    if inner.kind is CursorKind.UNEXPOSED_EXPR and not inner.spelling:
        # member(x) in a template, or member().
        parts = operands(inner)
        if len(parts) != 1:
            return
        inner = parts[0]
    datum = expressions.evaluate(machine, inner, frame, state, kind)
    expressions.put(machine, made, member.spelling, kind, datum, member, frame, state)


def aggregate(machine: Machine, made: Instance, data: list[Datum], place: Cursor, frame: Frame, state: State) -> None:
    """Bind values to the fields of a class without constructors, in their order."""
    for (name, kind), datum in zip(fields(made.type), data, strict=False):
        expressions.put(machine, made, name, kind, datum, place, frame, state)


def is_aggregate(kind: Type) -> bool:
    """Whether a class has no constructor of its own, so that values are bound to its fields in order."""
    return all(one.is_default_method() for one in constructors(kind)) and bool(fields(kind))
