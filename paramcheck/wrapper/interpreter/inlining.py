"""Functions of the package: binding their arguments, and running them where they are called."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import ParameterTarget
from paramcheck.values import Literal
from paramcheck.wrapper.interpreter import classes, memory, models
from paramcheck.wrapper.interpreter.domain import Abstract, Function, Step, combine, merge, unknown
from paramcheck.wrapper.interpreter.state import Reads, State, join, join_states

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.memory import Question


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
    spec = _signature(function.node)
    names: dict[str, Abstract] = {}
    keywords = dict(arguments.keywords)
    for name, value in zip(spec.positional, arguments.positional, strict=False):
        names[name] = machine.step(value, caller.module, node)
    if spec.rest:
        rest = arguments.positional[len(spec.positional) :]
        names[spec.rest] = combine(machine.new_list(state, rest, kind="tuple"), *rest)
    for name in arguments.keywords:
        if name in spec.accepted:
            names.setdefault(name, keywords.pop(name))
    if spec.others:
        others = {name: one for name, one in arguments.absent.items() if name not in spec.accepted}
        names[spec.others] = Abstract(machine.new_dict(state, {**others, **keywords}))
    for name, parameter, default in spec.parameters:
        given = names.get(name)
        if given is not None:
            if default is not None and given.origins:
                _passes_on(machine, function, parameter, default, given, caller, node, state)
        elif default is not None:
            value = models.default_argument(machine, function, parameter, default, inner, state)
            asked = arguments.absent.get(name)
            if asked is not None:
                value = Abstract(
                    value.thing, merge(value.origins, asked.origins), merge(value.selectors, asked.selectors)
                )
                _passes_on(machine, function, parameter, default, value, caller, node, state)
            names[name] = value
        else:
            names[name] = classes.missing(name)
    return names


class _Signature(Struct, frozen=True):
    """What a function takes, as it is written.

    Attributes:
        positional: Names of those that may be given by position.
        accepted: Names of those that may be given by name.
        parameters: All that have a name of their own, each with the expression of its default.
        rest: The name after ``*``; empty without one.
        others: The name after ``**``; empty without one.
    """

    positional: tuple[str, ...]
    accepted: frozenset[str]
    parameters: tuple[tuple[str, ast.arg, ast.expr | None], ...]
    rest: str
    others: str


def _signature(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> _Signature:
    # A helper is called again and again.
    cached: _Signature | None = getattr(node, "_paramcheck_signature", None)
    if cached is None:
        cached = _read_signature(node.args)
        node._paramcheck_signature = cached  # type: ignore[union-attr] # noqa: SLF001 - a cache on our own tree
    return cached


def _read_signature(spec: ast.arguments) -> _Signature:
    positional = [*spec.posonlyargs, *spec.args]
    without: list[ast.expr | None] = [None] * (len(positional) - len(spec.defaults))
    rows = [
        *zip(positional, [*without, *spec.defaults], strict=True),
        *zip(spec.kwonlyargs, spec.kw_defaults, strict=True),
    ]
    return _Signature(
        tuple(one.arg for one in positional),
        frozenset(one.arg for one in [*spec.args, *spec.kwonlyargs]),
        tuple((one.arg, one, default) for one, default in rows),
        spec.vararg.arg if spec.vararg is not None else "",
        spec.kwarg.arg if spec.kwarg is not None else "",
    )


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
