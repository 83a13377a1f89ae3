"""Registrations to facts: parameters of surfaces and where they go, members of classes, enumerators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct
from msgspec.structs import replace

from paramcheck.clang.constants import evaluate
from paramcheck.model import (
    ArgumentTarget,
    Evidence,
    ExposedClass,
    MemberTarget,
    Problem,
    SurfaceKind,
    WrapperParameter,
)
from paramcheck.values import Unknown
from paramcheck.wrapper.bindings import objects
from paramcheck.wrapper.bindings.arguments import Argument
from paramcheck.wrapper.bindings.arguments import read as read_arguments
from paramcheck.wrapper.bindings.callables import Bound, bound, is_member_pointer, is_pack
from paramcheck.wrapper.bindings.cursors import (
    ANY_TYPE,
    body,
    declaration,
    operands,
    parameters,
    primary,
    qualified,
    states_default,
    unwrap,
)
from paramcheck.wrapper.bindings.domain import Datum
from paramcheck.wrapper.bindings.machine import Frame, Machine, OutOfFuelError
from paramcheck.wrapper.bindings.recorder import Recorder
from paramcheck.wrapper.bindings.state import State

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.clang.unit import Unit
    from paramcheck.wrapper.bindings.facts import BindingFacts
    from paramcheck.wrapper.bindings.registrations import Exposed, Registration, Scope

_FUNCTIONS = frozenset({"def", "def_static", "def_class"})
_MEMBERS = frozenset({"def_readwrite", "def_readonly", "def_rw", "def_ro"})
_PROPERTIES = frozenset({"def_property", "def_prop_rw", "add_property"})


class _Class(Struct):
    """A class that is made known, while its members are collected."""

    name: str
    type_name: str
    usr: str
    unit: str
    members: dict[str, str]


class Collector:
    """Turns registrations into facts.

    Args:
        facts: Is added to.
        helpers: Files of the wrapper.
    """

    def __init__(self, facts: BindingFacts, helpers: frozenset[str]) -> None:
        self._facts = facts
        self._helpers = helpers
        self._classes: dict[str, _Class] = {}

    def expose(self, exposed: Exposed) -> None:
        """A class or enum was made known."""
        scope = exposed.scope
        made = declaration(scope.type) if scope.type is not None else None
        if made is None or not scope.name or made.spelling == ANY_TYPE:
            return
        template = primary(made)
        path = exposed.unit.span(exposed.cursor).path
        self._classes.setdefault(scope.name, _Class(scope.name, qualified(template), template.get_usr(), path, {}))

    def finish(self) -> None:
        """Hand the classes over, now that all of their members are known."""
        self._facts.exposed.extend(
            ExposedClass(one.name, one.type_name, tuple(one.members.items()), one.usr, one.unit)
            for one in self._classes.values()
        )

    def add(self, registration: Registration, name: str | None) -> None:
        """One registration.

        Args:
            registration: The call.
            name: The name that it registers, if the call gives one.
        """
        method = registration.method
        if method in _FUNCTIONS:
            self._function(registration, name)
        elif name is None:
            return
        elif method == "value":
            self._enumerator(registration, name)
        elif method in _MEMBERS:
            self._member(registration, name)
        elif method in _PROPERTIES:
            self._property(registration, name)

    # --- functions ------------------------------------------------------------------------------------------

    def _function(self, registration: Registration, name: str | None) -> None:
        rest = list(registration.arguments[1:] if name is not None else registration.arguments)
        if not rest:
            return
        unit, scope = registration.unit, registration.scope
        arguments = read_arguments(unit, rest[1:])
        if not arguments and unwrap(rest[0]).kind is CursorKind.CALL_EXPR:
            # init<A, B>((arg("a"), arg("b")))
            arguments = read_arguments(unit, operands(unwrap(rest[0])))
        what = bound(rest[0], len(arguments))
        if name is None and what is not None and (what.is_constructor or what.factory):
            name = "__init__"
        if what is None and name is not None and not arguments:
            return
        if name is None:
            return
        surface = scope.inner(name)
        offset = _offset(registration, what)
        if what is not None and _names_object(what, offset, len(arguments)):
            arguments = arguments[1:]
        named = _named(unit, arguments, what, offset)
        declared = [self._parameter(surface, one) for one in named]
        self._facts.parameters.extend(declared)
        self._facts.signatures.setdefault(surface, []).append(tuple(declared))
        if what is not None and declared:
            self._follow(registration, what, offset, declared)

    @staticmethod
    def _parameter(surface: str, one: Argument) -> WrapperParameter:
        public = not any(part.startswith("_") and not part.startswith("__") for part in surface.split(".")[1:])
        return WrapperParameter(surface, one.name, SurfaceKind.BINDING, one.declared, one.default, one.span, public)

    def _follow(self, registration: Registration, what: Bound, offset: int, declared: list[WrapperParameter]) -> None:
        unit = registration.unit
        path = unit.span(registration.cursor).path
        recorder = Recorder(path)
        machine = Machine(unit, self._helpers, recorder)
        data = [_datum(number, one) for number, one in enumerate(declared)]
        state, frame = State(), Frame()
        try:
            ends = _run(machine, registration.scope, what, offset, data, frame, state, registration.cursor)
        except OutOfFuelError:
            line = unit.span(registration.cursor).line
            self._facts.problems.append(Problem(f"{declared[0].surface}() is too long to follow", path, line))
            return
        self._facts.flows.extend(recorder.flows(declared, ends))

    # --- members --------------------------------------------------------------------------------------------

    def _member(self, registration: Registration, name: str) -> None:
        cls = self._classes.get(registration.scope.name)
        field = _named_member(registration.arguments[1]) if len(registration.arguments) > 1 else None
        if cls is not None and field is not None:
            cls.members.setdefault(name, field)

    def _property(self, registration: Registration, name: str) -> None:
        cls = self._classes.get(registration.scope.name)
        if registration.method == "add_property" and len(registration.arguments) == 2:
            self._member(registration, name)
            return
        if cls is None or len(registration.arguments) < 3 or registration.scope.type is None:
            return
        if is_member_pointer(registration.arguments[2]):
            field = _named_member(registration.arguments[2])
            if field is not None and not field.endswith("()"):
                cls.members.setdefault(name, field)
                return
        what = bound(registration.arguments[2], 1)
        if what is None or what.function is None:
            return
        field = self._set_by(registration, what)
        if field is not None:
            cls.members.setdefault(name, field)

    def _set_by(self, registration: Registration, what: Bound) -> str | None:
        """The one member that a property's setter stores its value in."""
        unit = registration.unit
        span = unit.span(registration.cursor)
        recorder = Recorder(span.path)
        machine = Machine(unit, self._helpers, recorder)
        parameter = WrapperParameter("", "value", SurfaceKind.BINDING, "", None, span)
        offset = 0 if what.is_method else 1
        try:
            data = [_datum(0, parameter)]
            place = registration.cursor
            ends = _run(machine, registration.scope, what, offset, data, Frame(), State(), place, inside=True)
        except OutOfFuelError:
            return None
        made = declaration(registration.scope.type) if registration.scope.type is not None else None
        own = qualified(primary(made)) if made is not None else ""
        found = {
            flow.target.member
            for flow in recorder.flows([parameter], ends)
            if isinstance(flow.target, MemberTarget) and flow.target.type_name == own
        }
        return found.pop() if len(found) == 1 else None

    def _enumerator(self, registration: Registration, name: str) -> None:
        arguments = registration.arguments
        if len(arguments) > 1 and registration.scope.name:
            value = evaluate(registration.unit, arguments[1])
            self._facts.constants.setdefault(registration.scope.inner(name), value)


# --- pairing and running ------------------------------------------------------------------------------------------


def _offset(registration: Registration, what: Bound | None) -> int:
    """How many of the bound function's own parameters Python code does not pass: the object, where it is one."""
    if what is None or what.is_constructor or what.factory or what.is_method:
        return 0
    if registration.method != "def" or not registration.scope.is_class:
        return 0
    return 1


def _names_object(what: Bound, offset: int, named: int) -> bool:
    """Whether the first name is that of the object, as Boost.Python allows."""
    parameters_ = what.parameters()
    return named > 0 and (
        (what.is_method and named == len(parameters_) + 1) or (offset == 1 and named == len(parameters_))
    )


def _named(unit: Unit, arguments: list[Argument], what: Bound | None, offset: int) -> list[Argument]:
    """The arguments; where the binding names none, those of the bound function, which go by position."""
    if arguments or what is None or what.function is None:
        own = [str(one.spelling) for one in what.parameters()[offset:]] if what is not None else []
        own += [""] * (len(arguments) - len(own))
        return [
            one if one.name else replace(one, name=own[number] or f"arg{number}")
            for number, one in enumerate(arguments)
        ]
    found: list[Argument] = []
    for parameter in what.parameters()[offset:]:
        if is_pack(parameter):
            break
        found.append(Argument(parameter.spelling, "", None, unit.span(parameter)))
    return found


def _datum(number: int, parameter: WrapperParameter) -> Datum:
    value = parameter.default
    if value is None:
        value = Unknown(parameter.name, f"{parameter.name} must be given by the caller")
    text = f"{parameter.name} = {parameter.declared}" if parameter.declared else parameter.name
    return Datum(value, {number: (Evidence("binding", parameter.span, text),)})


def _run(
    machine: Machine,
    scope: Scope,
    what: Bound,
    offset: int,
    data: list[Datum],
    frame: Frame,
    state: State,
    place: Cursor,
    *,
    inside: bool = False,
) -> list[State]:
    """Run what is bound with some arguments, and give the states in which it ends."""
    if what.function is None:
        _construct(machine, scope, what, data, frame, state, place)
        return [state]
    function = what.function.get_definition() or what.function
    declared = [one for one in parameters(function) if not is_pack(one)][offset:]
    if len(declared) != len(data):
        return [state]
    native = function.kind is not CursorKind.LAMBDA_EXPR and not machine.is_helper(function)
    if native and not (inside and body(function) is not None):
        _native(machine, what.function, data, offset, place)
        return [state]
    if not native and what.function.kind is not CursorKind.LAMBDA_EXPR and not machine.is_own(function):
        _native(machine, what.function, data, offset, place, stated=True)
    held = {parameter.hash: datum for parameter, datum in zip(declared, data, strict=True)}
    if offset and scope.type is not None and not objects.is_outside(scope.type):
        held[parameters(function)[0].hash] = machine.new(scope.type, state)
    if what.is_method and scope.type is not None and not objects.is_outside(scope.type):
        frame.this = machine.new(scope.type, state)
    _, after = machine.call(function, held, frame, state)
    return [*(end for _, end in frame.returns), after]


def _construct(
    machine: Machine, scope: Scope, what: Bound, data: list[Datum], frame: Frame, state: State, place: Cursor
) -> None:
    kind = scope.type
    if kind is None or objects.is_outside(kind) or len(what.arguments) != len(data):
        return
    made = machine.new(kind, state)
    called = objects.choose(kind, list(what.arguments))
    if called is not None:
        objects.fill(machine, made.thing, called, data, place, frame, state)  # type: ignore[arg-type]
    elif objects.is_aggregate(kind) and len(objects.fields(kind)) >= len(data):
        objects.aggregate(machine, made.thing, data, place, frame, state)  # type: ignore[arg-type]


def _native(
    machine: Machine, function: Cursor, data: list[Datum], offset: int, place: Cursor, *, stated: bool = False
) -> None:
    """A function of the library is bound as it is; ``stated`` keeps to arguments that have a default there."""
    template = primary(function)
    name, usr = qualified(template), template.get_usr()
    for position, datum in enumerate(data, offset):
        if stated and not states_default(function, position):
            continue
        target = ArgumentTarget(name, position, len(data) + offset, usr, machine.recorder.unit)
        step = Evidence("binding", machine.unit.span(place), f"{name} is bound")
        machine.recorder.argument(target, datum, step, certain=True)


def _named_member(cursor: Cursor) -> str | None:
    """The member whose address an expression takes."""
    inner = unwrap(cursor)
    if inner.kind is CursorKind.UNARY_OPERATOR:
        parts = operands(inner)
        inner = unwrap(parts[0]) if parts else inner
    target = inner.referenced if inner.kind in {CursorKind.DECL_REF_EXPR, CursorKind.MEMBER_REF_EXPR} else None
    if target is not None and target.kind in {CursorKind.FIELD_DECL, CursorKind.VAR_DECL}:
        return str(target.spelling)
    return None
