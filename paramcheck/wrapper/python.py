"""Wrapper facts from Python code: run every surface that can reach the native side with its defaults."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from paramcheck.model import Problem, StatedDefault, SurfaceKind, WrapperFacts, WrapperParameter
from paramcheck.values import Unknown
from paramcheck.wrapper import docstrings
from paramcheck.wrapper.entries import annotated_classes, entries
from paramcheck.wrapper.interpreter import classes, containers, models, options, swig
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    Class,
    Function,
    Instance,
    Partial,
    Step,
)
from paramcheck.wrapper.interpreter.machine import FUEL, Frame, Machine, OutOfFuelError
from paramcheck.wrapper.interpreter.state import Heap, State
from paramcheck.wrapper.relevance import relevant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.entries import Entry
    from paramcheck.wrapper.interpreter.options import Option
    from paramcheck.wrapper.outline import Outline
    from paramcheck.wrapper.package import Package


def read(
    package: Package, mentioned: Outline, wanted: frozenset[str], extensions: frozenset[str] = frozenset()
) -> WrapperFacts:
    """Read the Python side of a tree.

    Args:
        package: The modules.
        mentioned: What they mention of the native side.
        wanted: Records and native functions for which the native side states defaults.
        extensions: Dotted names of extension modules whose sources are in the tree.
    """
    limit = sys.getrecursionlimit()
    # A call that is followed takes a dozen of the interpreter's own, and wrappers call 40 deep.
    sys.setrecursionlimit(max(limit, _DEEPEST))
    try:
        under = extensions | swig.extensions(package)
        return _read(package, relevant(package, mentioned, wanted, under), extensions)
    finally:
        sys.setrecursionlimit(limit)


_DEEPEST = 5000


def _read(package: Package, names: set[str], extensions: frozenset[str]) -> WrapperFacts:
    modules = [module for module in package.all() if any(one.name in names for one in module.definitions or ())]
    facts = WrapperFacts(files=len(modules))
    machine = Machine(package, extensions)
    machine.names = names
    surfaces = entries(machine, modules)
    machine.entries = {id(entry.function.node) for entry in surfaces if models.is_surface(entry.function)}
    ready: dict[int, tuple[Abstract, State]] = {}
    left = _ALL_FUEL
    for position, entry in enumerate(surfaces):
        if left < 0:
            facts.problems.append(_too_many(entry.function, len(surfaces) - position))
            break
        machine.begin()
        try:
            _run(machine, entry, ready, facts)
        except (OutOfFuelError, RecursionError):
            facts.problems.append(_too_long(entry.function))
        left -= FUEL - max(machine.fuel, 0)
    facts.parameters = list(machine.parameters)
    facts.stated.extend(_documented_fields(machine))
    return facts


_ALL_FUEL = 1_500_000
"""Expressions and statements of all runs. The largest real packages need half of it."""


def _run(machine: Machine, entry: Entry, ready: dict[int, tuple[Abstract, State]], facts: WrapperFacts) -> None:
    function, cls = entry.function, entry.cls
    if isinstance(function.node, ast.Lambda):
        return
    state, frame, receiver = _start(machine, entry, ready)
    constructs = function.node.name in classes.CONSTRUCTORS
    if cls is not None and receiver is not None and function.node.name == "__init__":
        state = _run_early(machine, cls, receiver, state)
    _bind(machine, function, receiver, frame, state)
    if entry.partial is not None:
        _bind_partial(machine, entry, entry.partial, state)
    end: State | None
    try:
        machine.stack.append(function)
        end = machine.execute(function.node.body, frame, state)
    except (OutOfFuelError, RecursionError):
        end = None
        facts.problems.append(_too_long(function))
    facts.stated.extend(_documented(machine, function))
    after = end or (frame.returns[-1][1] if frame.returns else state)
    machine.recorder.finish(after)
    facts.flows.extend(machine.recorder.flows)
    facts.records.extend(machine.recorder.filled)
    if cls is not None and constructs and receiver is not None:
        ready[id(cls.node)] = receiver, after


def _bind_partial(machine: Machine, entry: Entry, partial: Partial, state: State) -> None:
    """What a partial gives are defaults of what users call."""
    assert entry.call is not None
    function, call = entry.function, entry.call
    spec = function.node.args
    names = [one.arg for one in (*spec.posonlyargs, *spec.args)]
    written = [*zip(names, call.args[1:], strict=False), *((one.arg or "", one.value) for one in call.keywords)]
    values = [*partial.positional, *(value for _, value in partial.keywords)]
    if len(written) != len(values):
        return
    for (name, node), value in zip(written, values, strict=True):
        if name not in state.names:
            continue
        fact = WrapperParameter(
            entry.name,
            name,
            SurfaceKind.FUNCTION,
            entry.module.source(node),
            machine.value(value, machine.base),
            entry.module.span(node),
            public=models.is_public(entry.name),
        )
        state.names[name] = Abstract(value.thing, {machine.parameter(fact): Step(entry.module, node, None)})


def _run_early(machine: Machine, cls: Class, instance: Abstract, state: State) -> State:
    """Run what an object of a class runs before its ``__init__``, with only the required arguments."""
    for function in classes.early_constructors(machine, cls):
        state = _run_bound(machine, function, instance, state)
    return state


def _run_bound(machine: Machine, function: Function, instance: Abstract, state: State) -> State:
    frame = Frame(function.module, function, function.closure)
    _bind(machine, function, instance, frame, state)
    machine.stack.append(function)
    try:
        after = machine.execute(function.node.body, frame, state)  # type: ignore[arg-type]
    finally:
        machine.stack.pop()
    return after or (frame.returns[-1][1] if frame.returns else state)


def _documented(machine: Machine, entry: Function) -> Iterator[StatedDefault]:
    """Defaults that the docstring of a function, or of the class that it constructs, states."""
    own = {one.name: one for one in machine.by_surface.get(entry.qualified, ())}
    if own:
        yield from docstrings.stated(entry.module, entry.node, own)
        if entry.owner is not None and entry.node.name in classes.CONSTRUCTORS:  # type: ignore[union-attr]
            yield from docstrings.stated(entry.module, entry.owner.node, own)


def _documented_fields(machine: Machine) -> Iterator[StatedDefault]:
    """Defaults that the documentation of models and options states."""
    for surface, cls in machine.models.items():
        own = {one.name: one for one in machine.by_surface.get(surface, ())}
        yield from docstrings.stated(cls.module, cls.node, own)
        yield from docstrings.of_fields(cls.module, cls.node, own)
    for (number, source), (module, node) in machine.texts.items():
        found = docstrings.in_text(module, machine.parameters[number], node, source)
        if found is not None:
            yield found


def _too_long(entry: Function) -> Problem:
    return Problem("too long to follow; what lies behind the limit is unknown", entry.module.path, entry.node.lineno)


def _too_many(entry: Function, count: int) -> Problem:
    return Problem(f"too much to follow; {count} functions from here on are unknown", entry.module.path)


def _start(
    machine: Machine, entry: Entry, ready: dict[int, tuple[Abstract, State]]
) -> tuple[State, Frame, Abstract | None]:
    function, cls = entry.function, entry.cls
    frame = Frame(function.module, function, function.closure)
    state = State({}, Heap(), dict(machine.base.module_names), machine.base.heap)
    if cls is None or function.kind == "staticmethod":
        return state, frame, None
    if function.kind == "classmethod":
        return state, frame, Abstract(cls)
    if function.node.name not in classes.CONSTRUCTORS:  # type: ignore[union-attr]
        made = _constructed(machine, cls, frame, ready)
        if made is not None:
            return made[1], frame, made[0]
    return state, frame, classes.new_instance(machine, cls, state)


def _constructed(
    machine: Machine, cls: Class, frame: Frame, ready: dict[int, tuple[Abstract, State]]
) -> tuple[Abstract, State] | None:
    """An instance as its constructor leaves it when only the required arguments are given."""
    found = ready.get(id(cls.node))
    if found is None:
        state = State({}, Heap(), dict(machine.base.module_names), machine.base.heap)
        initialiser = classes.attribute(machine, cls, "__init__", state)
        instance = classes.new_instance(machine, cls, state)
        if classes.model_kind(machine, cls) is not None:
            from paramcheck.wrapper.interpreter.calls import Arguments  # noqa: PLC0415

            models.fill(machine, cls, instance, Arguments([], {}), cls.node, frame, state)
        else:
            state = _run_early(machine, cls, instance, state)
            if initialiser is not None and isinstance(initialiser.thing, Function):
                state = _run_bound(machine, initialiser.thing, instance, state)
        found = ready[id(cls.node)] = instance, state
    instance, state = found
    fresh = state.fork()
    fresh.names = {}
    return instance, fresh


def _bind(machine: Machine, entry: Function, receiver: Abstract | None, frame: Frame, state: State) -> None:
    """Local names of a run with only the required arguments: every default carries its parameter."""
    spec = entry.node.args
    state.names = {}
    positional = [*spec.posonlyargs, *spec.args]
    defaults: dict[str, ast.expr] = {}
    first = len(positional) - len(spec.defaults)
    for parameter, default in zip(positional[first:], spec.defaults, strict=True):
        defaults[parameter.arg] = default
    for parameter, keyword_default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        if keyword_default is not None:
            defaults[parameter.arg] = keyword_default
    everything = [*positional, *spec.kwonlyargs]
    if receiver is not None and everything:
        state.names[everything.pop(0).arg] = receiver
    offered = options.click_options(machine, entry, state)
    for parameter in everything:
        if parameter.arg in defaults:
            node = defaults[parameter.arg]
            value = models.evaluate_default(machine, entry, node, state)
            if isinstance(value.thing, Unknown) and value.thing.spelling == options.REQUIRED:
                state.names[parameter.arg] = classes.missing(parameter.arg)
                continue
            number = models.declare(machine, entry, parameter, node, value)
            own = Abstract(value.thing, {number: Step(entry.module, parameter, None)})
            state.names[parameter.arg] = containers.with_items(machine, own, state)
        elif parameter.arg in offered:
            state.names[parameter.arg] = _option(machine, entry, parameter, offered.pop(parameter.arg))
        else:
            state.names[parameter.arg] = _required(machine, entry, parameter, frame, state)
    if spec.vararg is not None:
        state.names[spec.vararg.arg] = Abstract(machine.new_list(state, [], kind="tuple"))
    if spec.kwarg is not None:
        table = machine.new_dict(state, {})
        state.table(table.identity).surface = entry.qualified
        for name, option in offered.items():
            parameter = ast.copy_location(ast.arg(name), option.node)
            state.table(table.identity).values[name] = (_option(machine, entry, parameter, option), True)
        state.names[spec.kwarg.arg] = Abstract(table)


def _option(machine: Machine, entry: Function, parameter: ast.arg, option: Option) -> Abstract:
    """The default of an option that a decorator declares."""
    number = models.declare(machine, entry, parameter, option.node, option.default, kind=SurfaceKind.OPTION)
    machine.described(number, entry.module, option.call, "help")
    return Abstract(option.default.thing, {number: Step(entry.module, option.node, None)})


def _required(machine: Machine, entry: Function, parameter: ast.arg, frame: Frame, state: State) -> Abstract:
    """An argument that must be given: an object with its own defaults if it is annotated as a model."""
    if parameter.annotation is not None:
        for cls in annotated_classes(machine, parameter.annotation, entry):
            if classes.is_record(machine, cls) or classes.is_enum(machine, cls) or classes.is_native(machine, cls):
                continue
            made = machine.call(Abstract(cls), [], {}, parameter, frame, state) if _is_model(machine, cls) else None
            if made is not None and isinstance(made.thing, Instance):
                return made
            return classes.new_instance(machine, cls, state)
    return classes.missing(parameter.arg)


def _is_model(machine: Machine, cls: Class) -> bool:
    return classes.model_kind(machine, cls) is not None
