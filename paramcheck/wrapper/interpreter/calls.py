"""Calls: binding arguments, inlining functions of the package, constructing objects."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.model import ParameterTarget
from paramcheck.values import Inherited, Literal
from paramcheck.wrapper.interpreter import cffi, classes, externals, memory, methods, models, native, swig
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    NO_ORIGINS,
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
    Origins,
    Partial,
    Pointer,
    Step,
    combine,
    merge,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Cells, Reads, State, join, join_states

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.memory import Question


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
    if isinstance(thing, External):
        return _external(machine, thing, arguments, node, frame, state)
    if isinstance(thing, BuiltinMethod):
        return _builtin_method(machine, thing, arguments, node, frame, state)
    if isinstance(thing, _PYTHON) and any(one.thing is ABSENT for one in arguments.positional):
        # What converts something that is not there is not called by default.
        return combine(ABSENT, *arguments.positional)
    if isinstance(thing, Function):
        return inline(machine, thing, arguments, node, frame, state)
    if isinstance(thing, Bound):
        return inline(machine, thing.function, arguments.after(thing.receiver), node, frame, state)
    if isinstance(thing, Class):
        return construct(machine, thing, arguments, node, frame, state)
    if isinstance(thing, Partial):
        given = {**dict(thing.keywords), **arguments.absent, **arguments.keywords}
        inner = Arguments([*thing.positional, *arguments.positional], given)
        return call(machine, thing.function, inner, node, frame, state)
    if isinstance(thing, NativeFunction):
        return native.call(machine, thing.name, arguments, node, frame, state)
    if isinstance(thing, CType):
        return native.construct(machine, thing, arguments, state)
    if isinstance(thing, Instance):
        method = classes.attribute(machine, thing.cls, "__call__", state)
        if method is not None and isinstance(method.thing, Function):
            return call(machine, Abstract(Bound(function, method.thing)), arguments, node, frame, state)
    if isinstance(thing, Pointer):
        return call(machine, thing.target, arguments, node, frame, state)
    if isinstance(thing, FieldView) and thing.record.is_object:
        return native.undeclared_method(machine, thing, arguments, node, frame, state)
    return passed_on(machine, arguments, node, frame, state, function)


_PYTHON = (Function, Bound, Class)


def _builtin_method(
    machine: Machine, thing: BuiltinMethod, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    if isinstance(thing.receiver.thing, ExternalInstance):
        name = f"{thing.receiver.thing.type_name}.{thing.name}"
        reach(machine, name, arguments, node, frame, state)
        return combine(unknown("", f"{name} is not Python").thing, thing.receiver, *arguments.all())
    return methods.call(machine, thing, arguments, node, frame, state)


def _external(
    machine: Machine, thing: External, arguments: Arguments, node: ast.AST, frame: Frame, state: State
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


# --- functions of the package ---------------------------------------------------------------------------------------


def inline(
    machine: Machine, function: Function, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """Run a function of the package on its arguments, unless it is known what it returns for them.

    A function that cannot lead to the native side matters for its value only, so it gets a small budget: helpers
    that convert a value are short.
    """
    from paramcheck.wrapper.interpreter.machine import DEEPEST  # noqa: PLC0415

    if len(machine.stack) >= DEEPEST or function in machine.stack:
        machine.effects += 1
        return unknown("", "calls itself, or too deep", *arguments.all())
    leads_on = machine.leads_on(function)
    question = None
    # Other modules see what a module has made so far, so its body goes on in the same state.
    if not leads_on or state.heap is not machine.base.heap:
        question = machine.memory.question(function, arguments, frame, state, helper=not leads_on)
    whole = leads_on and frame.certain
    if question is None and whole:
        return _run(machine, function, arguments, node, frame, state)
    budget = machine.fuel if whole else min(machine.fuel, _ASIDE_FUEL if leads_on else _HELPER_FUEL)
    if question is not None:
        known = machine.memory.recall(question, node, frame, state, budget)
        if known is not None:
            result, fuel = known
            machine.fuel -= fuel
            return result
    return _attempt(machine, function, arguments, node, frame, state, question, budget)


def _attempt(
    machine: Machine,
    function: Function,
    arguments: Arguments,
    node: ast.AST,
    frame: Frame,
    state: State,
    question: Question | None,
    budget: int,
) -> Abstract:
    """Run a function with a budget of its own; if that is not enough, nothing has happened."""
    from paramcheck.wrapper.interpreter.machine import OutOfFuelError  # noqa: PLC0415

    before, effects, outer = machine.fuel, machine.effects, state.heap.reads
    machine.fuel = budget
    attempt = state.fork()
    # Inner functions see the names of the one around them, as these are when they run.
    attempt.names = state.names
    reads = Reads()
    if question is not None:
        attempt.heap.reads = reads
    try:
        result = _run(machine, function, arguments, node, frame, attempt)
    except OutOfFuelError:
        if before <= budget:
            state.become(attempt)
            raise
        machine.effects += 1
        return unknown("", "a function that is too long to follow", *arguments.all())
    else:
        if question is not None:
            leads_on = machine.leads_on(function)
            # What a mere helper tells is told once, and it takes the budget once, however often it is asked.
            kept = (machine.effects == effects or not leads_on) and memory.changed_nothing(state, attempt)
            fuel = budget - machine.fuel if leads_on else 0
            kept = kept and machine.memory.keep(question, result, node, fuel, reads, state)
            if leads_on:
                machine.memory.learn(function, kept=kept)
        attempt.heap.reads = outer
        state.become(attempt)
        return result
    finally:
        if outer is not None:
            outer.add(reads)
        machine.fuel = before - (budget - max(machine.fuel, 0))


_ASIDE_FUEL = 2_000
"""The same for a function that may lead to the native side, but is not called by default."""

_HELPER_FUEL = 3_000
"""Expressions and statements. The helpers of real wrappers that convert values need fewer than two hundred."""


def _run(
    machine: Machine, function: Function, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    from paramcheck.wrapper.interpreter.machine import Frame as NewFrame  # noqa: PLC0415

    machine.burn()
    inner = NewFrame(function.module, function, function.closure, certain=frame.certain, control=frame.control)
    names = bind(machine, function, arguments, node, frame, inner, state)
    local = State(names, state.heap, state.module_names, state.base)
    local.owner = state.owner
    depth = len(machine.stack)
    machine.stack.append(function)
    try:
        if isinstance(function.node, ast.Lambda):
            result = machine.evaluate(function.node.body, inner, local)
            state.heap, state.module_names, state.owner = local.heap, local.module_names, local.owner
            return result
        end = machine.execute(function.node.body, inner, local)
    finally:
        del machine.stack[depth:]
    outcomes = list(inner.returns)
    if end is not None:
        outcomes.append((Abstract(Literal(None, "None")), end))
    if not outcomes:
        # Every way through raises; whoever asks for the value will not get one.
        return unknown("", "always raises")
    result, after = outcomes[0]
    for value, other in outcomes[1:]:
        after = join_states(after, other)
        result = join(result, value)
    state.heap, state.module_names, state.owner = after.heap, after.module_names, object()
    if inner.yields:
        return combine(machine.new_list(state, inner.yields, exact=False), *inner.yields)
    return result


def bind(
    machine: Machine,
    function: Function,
    arguments: Arguments,
    node: ast.AST,
    caller: Frame,
    inner: Frame,
    state: State,
) -> dict[str, Abstract]:
    """The local names with which a function starts."""
    spec = function.node.args
    names: dict[str, Abstract] = {}
    positional = [*spec.posonlyargs, *spec.args]
    keywords = dict(arguments.keywords)
    for parameter, value in zip(positional, arguments.positional, strict=False):
        names[parameter.arg] = machine.step(value, caller.module, node)
    if spec.vararg is not None:
        rest = arguments.positional[len(positional) :]
        names[spec.vararg.arg] = combine(machine.new_list(state, rest, kind="tuple"), *rest)
    accepted = {parameter.arg for parameter in [*spec.args, *spec.kwonlyargs]}
    for name in list(keywords):
        if name in accepted:
            names.setdefault(name, keywords.pop(name))
    if spec.kwarg is not None:
        others = {name: one for name, one in arguments.absent.items() if name not in accepted}
        names[spec.kwarg.arg] = Abstract(machine.new_dict(state, {**others, **keywords}))
    first_default = len(positional) - len(spec.defaults)
    defaults = {
        parameter.arg: default for parameter, default in zip(positional[first_default:], spec.defaults, strict=True)
    }
    defaults.update(
        {
            parameter.arg: default
            for parameter, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
            if default is not None
        }
    )
    for parameter in [*positional, *spec.kwonlyargs]:
        if parameter.arg in names:
            if parameter.arg in defaults and names[parameter.arg].origins:
                _passes_on(
                    machine, function, parameter, defaults[parameter.arg], names[parameter.arg], caller, node, state
                )
            continue
        if parameter.arg in defaults:
            default = defaults[parameter.arg]
            value = models.default_argument(machine, function, parameter, default, inner, state)
            asked = arguments.absent.get(parameter.arg)
            if asked is not None:
                value = Abstract(
                    value.thing, merge(value.origins, asked.origins), merge(value.selectors, asked.selectors)
                )
                _passes_on(machine, function, parameter, default, value, caller, node, state)
            names[parameter.arg] = value
        else:
            names[parameter.arg] = classes.missing(parameter.arg)
    return names


def _passes_on(
    machine: Machine,
    function: Function,
    parameter: ast.arg,
    default: ast.expr,
    value: Abstract,
    caller: Frame,
    node: ast.AST,
    state: State,
) -> None:
    """A parameter of one surface goes on as a parameter of another, which has a default of its own."""
    if not models.is_surface(function) or isinstance(function.node, ast.Lambda):
        return
    models.declare(machine, function, parameter, default, models.evaluate_default(machine, function, default, state))
    target = ParameterTarget(function.qualified, parameter.arg)
    step = Step(caller.module, node, None)
    machine.recorder.reached(value, target, step, machine.value(value, state), certain=caller.certain)


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


def control_of(frame: Frame, value: Abstract) -> Origins:
    """Parameters on which a statement depends that runs only if a value says so."""
    return merge(frame.control, value.origins, value.selectors) or NO_ORIGINS
