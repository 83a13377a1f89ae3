"""Calls: what is called, and how objects are constructed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from paramcheck.model import ParameterTarget
from paramcheck.values import Inherited
from paramcheck.wrapper.interpreter import cffi, classes, externals, methods, models, native, swig
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    Abstract,
    Bound,
    BuiltinMethod,
    Class,
    CType,
    External,
    ExternalInstance,
    FieldView,
    Function,
    Instance,
    NativeFunction,
    Partial,
    Pointer,
    Step,
    combine,
    unknown,
)
from paramcheck.wrapper.interpreter.inlining import inline
from paramcheck.wrapper.interpreter.state import Cells, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.wrapper.interpreter.machine import Frame, Machine


class Arguments:
    """Evaluated arguments of a call.

    Attributes:
        positional: By position.
        keywords: By name.
        absent: Those that are passed only if the caller of the running function asks for it.
    """

    __slots__ = ("absent", "keywords", "positional")

    def __init__(
        self, positional: list[Abstract], keywords: dict[str, Abstract], absent: dict[str, Abstract] | None = None
    ) -> None:
        self.positional = positional
        self.keywords = keywords
        self.absent = absent or {}

    def after(self, *first: Abstract) -> Arguments:
        """The same arguments behind others."""
        return Arguments([*first, *self.positional], self.keywords, self.absent)

    def settled(self) -> Arguments:
        """The same, with what is not passed by default taken out of the keywords."""
        if not self.keywords or not any(one.thing is ABSENT for one in self.keywords.values()):
            return self
        present = {name: one for name, one in self.keywords.items() if one.thing is not ABSENT}
        return Arguments(
            self.positional, present, {name: one for name, one in self.keywords.items() if one.thing is ABSENT}
        )

    def all(self) -> list[Abstract]:
        """Positional ones first."""
        return [*self.positional, *self.keywords.values()]

    def get(self, position: int, name: str) -> Abstract | None:
        """The argument at a position or of a name."""
        if position < len(self.positional):
            return self.positional[position]
        return self.keywords.get(name)


def call(
    machine: Machine, function: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """The result of a call."""
    thing = function.thing
    arguments = arguments.settled()
    if type(thing) in _PYTHON and any(one.thing is ABSENT for one in arguments.positional):
        # What converts something that is not there is not called by default.
        return combine(ABSENT, *arguments.positional)
    run = _CALLS.get(type(thing))
    found = run(machine, thing, function, arguments, node, frame, state) if run is not None else None
    return found if found is not None else passed_on(machine, arguments, node, frame, state, function)


_PYTHON = frozenset({Function, Bound, Class})


def _builtin_method(
    machine: Machine, thing: BuiltinMethod, _: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    if isinstance(thing.receiver.thing, ExternalInstance):
        name = f"{thing.receiver.thing.type_name}.{thing.name}"
        reach(machine, name, arguments, node, frame, state)
        return combine(unknown("", f"{name} is not Python").thing, thing.receiver, *arguments.all())
    return methods.call(machine, thing, arguments, node, frame, state)


def _external(
    machine: Machine, thing: External, _: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    if machine.extensions and not machine.extensions.isdisjoint(thing.name.split(".")):
        reach(machine, thing.name, arguments, node, frame, state)
        instance = ExternalInstance(machine.identity(), thing.name)
        state.heap[instance.identity] = Cells(state.owner)
        surface = frame.function.qualified if frame.function else ""
        machine.recorder.made(instance, surface, frame.module, node, certain=frame.certain)
        return combine(instance, *arguments.all())
    found = None
    if machine.swig or machine.interfaces:
        found = swig.call(machine, thing.name, arguments, node, frame, state)
    if found is None:
        found = cffi.new(machine, thing.name, arguments, node, frame, state)
    if found is None:
        found = externals.call(machine, thing.name, arguments, node, frame, state)
    return found if found is not None else passed_on(machine, arguments, node, frame, state, Abstract(thing))


def reach(machine: Machine, name: str, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> None:
    """Arguments reach the parameters of a surface in an extension module."""
    places: list[tuple[int | str, Abstract]] = [
        *enumerate(arguments.positional),
        *arguments.keywords.items(),
        *arguments.absent.items(),
    ]
    for place, value in places:
        if value.origins or value.selectors:
            known = Inherited(f"{name}.{place}") if value.thing is ABSENT else machine.value(value, state)
            step = Step(frame.module, node, None)
            machine.recorder.reached(value, ParameterTarget(name, place), step, known, certain=frame.certain)


def passed_on(
    machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State, function: Abstract
) -> Abstract:
    """A call of something unknown.

    Code that runs a function elsewhere (a thread pool, a retry helper) takes the function first and then its
    arguments, so a function of the package among the arguments is taken to be called with those after it.
    """
    for position, one in enumerate(arguments.positional[:2]):
        if isinstance(one.thing, (Function, Bound, Class, Partial)):
            rest = Arguments(arguments.positional[position + 1 :], arguments.keywords)
            if rest.all() and not _is_callback(one.thing, rest):
                return call(machine, one, rest, node, frame, state)
    return combine(unknown("", "the result of a call that is not in the tree").thing, function, *arguments.all())


def _is_callback(thing: object, rest: Arguments) -> bool:
    node = thing.function.node if isinstance(thing, Bound) else getattr(thing, "node", None)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.args.kwarg is None:
        names = {argument.arg for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]}
        return not set(rest.keywords) <= names
    return False


# --- classes of the package -----------------------------------------------------------------------------------------


def construct(
    machine: Machine, cls: Class, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """``SomeClass(...)``."""
    if classes.is_record(machine, cls):
        return native.record(machine, cls, arguments, node, frame, state)
    if classes.is_enum(machine, cls):
        if len(arguments.positional) == 1:
            return classes.member_by_value(machine, cls, arguments.positional[0], state)
        return unknown("", "an enum made at run time", *arguments.all())
    if classes.is_typed_dict(machine, cls):
        return externals.call(machine, "builtins.dict", arguments, node, frame, state) or unknown("", "a dict")
    if classes.is_native(machine, cls):
        return native.new_object(machine, cls, arguments, node, frame, state)
    instance = classes.new_instance(machine, cls, state)
    early = classes.early_constructors(machine, cls)
    for one in early:
        inline(machine, one, arguments.after(instance), node, frame, state)
    initialiser = classes.attribute(machine, cls, "__init__", state)
    kind = classes.model_kind(machine, cls)
    if kind is not None and (initialiser is None or not isinstance(initialiser.thing, Function)):
        models.fill(machine, cls, instance, arguments, node, frame, state)
        return instance
    if initialiser is not None and isinstance(initialiser.thing, Function):
        inline(machine, initialiser.thing, arguments.after(instance), node, frame, state)
        return instance
    # The constructor is a parent's outside the package: the arguments stay in the object.
    return instance if early else combine(instance.thing, *arguments.all())


# --- what is called -------------------------------------------------------------------------------------------------


def _function(
    machine: Machine, thing: Function, _: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    return inline(machine, thing, arguments, node, frame, state)


def _bound(
    machine: Machine, thing: Bound, _: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    return inline(machine, thing.function, arguments.after(thing.receiver), node, frame, state)


def _class(
    machine: Machine, thing: Class, _: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    return construct(machine, thing, arguments, node, frame, state)


def _partial(
    machine: Machine, thing: Partial, _: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    given = {**dict(thing.keywords), **arguments.absent, **arguments.keywords}
    inner = Arguments([*thing.positional, *arguments.positional], given)
    return call(machine, thing.function, inner, node, frame, state)


def _native_function(
    machine: Machine,
    thing: NativeFunction,
    _: Abstract,
    arguments: Arguments,
    node: ast.AST,
    frame: Frame,
    state: State,
) -> Abstract:
    return native.call(machine, thing.name, arguments, node, frame, state)


def _type(
    machine: Machine, thing: CType, _: Abstract, arguments: Arguments, __: ast.AST, ___: Frame, state: State
) -> Abstract:
    return native.construct(machine, thing, arguments, state)


def _instance(
    machine: Machine,
    thing: Instance,
    function: Abstract,
    arguments: Arguments,
    node: ast.AST,
    frame: Frame,
    state: State,
) -> Abstract | None:
    method = classes.attribute(machine, thing.cls, "__call__", state)
    if method is None or not isinstance(method.thing, Function):
        return None
    return call(machine, Abstract(Bound(function, method.thing)), arguments, node, frame, state)


def _pointer(
    machine: Machine, thing: Pointer, _: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    return call(machine, thing.target, arguments, node, frame, state)


def _field(
    machine: Machine, thing: FieldView, _: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract | None:
    if not thing.record.is_object:
        return None
    return native.undeclared_method(machine, thing, arguments, node, frame, state)


_CALLS: dict[type, Callable[[Machine, Any, Abstract, Arguments, ast.AST, Frame, State], Abstract | None]] = {
    External: _external,
    BuiltinMethod: _builtin_method,
    Function: _function,
    Bound: _bound,
    Class: _class,
    Partial: _partial,
    NativeFunction: _native_function,
    CType: _type,
    Instance: _instance,
    Pointer: _pointer,
    FieldView: _field,
}
