"""Which functions are run: the surfaces through which a parameter can reach the native side."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import Problem
from paramcheck.wrapper.interpreter import classes, models
from paramcheck.wrapper.interpreter.domain import Class, Function, Partial, Property, is_value
from paramcheck.wrapper.interpreter.machine import OutOfFuelError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.package import Module


class Entry(Struct, frozen=True):
    """A function to run.

    Attributes:
        function: The function.
        cls: The class on whose object it is run, if it is a method.
        partial: The ``functools.partial`` around it that users call.
        name: Dotted name of what users call.
        call: The call that makes the partial.
        home: The module in which the partial stands.
    """

    function: Function
    cls: Class | None
    partial: Partial | None = None
    name: str = ""
    call: ast.Call | None = None
    home: Module | None = None

    @property
    def module(self) -> Module:
        """Where it stands."""
        return self.home or self.function.module


def entries(machine: Machine, modules: list[Module]) -> list[Entry]:
    """What is run, in the order of the modules.

    Args:
        machine: Knows which functions lead to the native side.
        modules: Where to look.
    """
    found: list[Entry] = []
    for module in modules:
        try:
            found.extend(entry for entry in _of_module(machine, module) if _is_surface(machine, entry.function))
        except (OutOfFuelError, RecursionError):  # noqa: PERF203 - the rest is still read
            machine.package.tree.problems.append(Problem("too deep or too long to follow as a whole", module.path))
    return found


def _of_module(machine: Machine, module: Module) -> Iterator[Entry]:
    for name, value in list(machine.namespace(module).items()):
        thing = value.thing
        if isinstance(thing, Function) and (original := machine.decorated.get((module.path, name))) is not None:
            # A decorator that can be followed gave back another function; users still see this signature.
            thing = original
        if isinstance(thing, Function) and thing.module is module and getattr(thing.node, "name", "") == name:
            if machine.leads_on(thing) and not module.is_internal(thing.node):
                yield Entry(thing, thing.owner)
        elif isinstance(thing, Class) and thing.module is module and thing.node.name == name:
            for function in _methods(machine, thing):
                yield Entry(function, function.owner)
            yield from _inherited(machine, thing)
        elif isinstance(thing, Partial):
            yield from _partial(machine, module, name, thing)


def _partial(machine: Machine, module: Module, name: str, thing: Partial) -> Iterator[Entry]:
    """``quick = functools.partial(run, n=1)``, which users call like a function."""
    function = thing.function.thing
    if not isinstance(function, Function) or not machine.leads_on(function):
        return
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
            target = statement.targets[0]
            if isinstance(target, ast.Name) and target.id == name:
                yield Entry(function, None, thing, f"{module.name}.{name}", statement.value, module)


def _inherited(machine: Machine, cls: Class) -> Iterator[Entry]:
    """Methods of parents, where the class states defaults of its own that those methods see."""
    if classes.is_record(machine, cls) or classes.is_enum(machine, cls) or classes.is_native(machine, cls):
        return
    parents = classes.lineage(machine, cls)[0][1:]
    if not parents or not _states_other_defaults(machine, cls, parents):
        return
    seen = set(classes.namespace(machine, cls))
    for parent in parents:
        for name, value in classes.namespace(machine, parent).items():
            thing = value.thing
            if name in seen or not isinstance(thing, Function) or thing.kind != "function":
                continue
            seen.add(name)
            if name not in classes.CONSTRUCTORS and machine.leads_on(thing):
                yield Entry(thing, cls)


def _states_other_defaults(machine: Machine, cls: Class, parents: list[Class]) -> bool:
    own = classes.namespace(machine, cls)
    constructor = own.get("__init__")
    inherited = {name for parent in parents for name in classes.namespace(machine, parent)}
    if constructor is not None and isinstance(constructor.thing, Function):
        older = (classes.namespace(machine, parent).get("__init__") for parent in parents)
        first = next((one.thing for one in older if one is not None and isinstance(one.thing, Function)), None)
        return first is not None and not _declared(constructor.thing) <= _declared(first)
    return any(
        name in inherited and models.is_changeable(name) and is_value(value.thing) for name, value in own.items()
    )


def _methods(machine: Machine, cls: Class) -> Iterator[Function]:
    if classes.is_record(machine, cls) or classes.is_enum(machine, cls) or classes.is_native(machine, cls):
        return
    own = {name: value.thing for name, value in classes.namespace(machine, cls).items()}
    # The constructor first: other methods see the attributes that it sets.
    for name, thing in sorted(own.items(), key=lambda method: method[0] not in classes.CONSTRUCTORS):
        if name == "__cinit__" and "__init__" in own:
            # It runs before the other one, and is seen there.
            continue
        if isinstance(thing, Class) and thing.node in cls.node.body:
            yield from _methods(machine, thing)
        function = thing.getter if isinstance(thing, Property) else thing
        if not isinstance(function, Function) or function.module is not cls.module:
            continue
        if cls.module.is_internal(function.node):
            continue
        if machine.leads_on(function) and not _repeats_parent(machine, cls, name, function):
            yield function


def _is_surface(machine: Machine, function: Function) -> bool:
    """Whether users call a function, or a framework does with a model that users fill."""
    name = getattr(function.node, "name", "")
    if not name.startswith("_") or name.endswith("__"):
        return True
    spec = function.node.args
    return any(
        parameter.annotation is not None
        and any(
            classes.model_kind(machine, cls) is not None
            for cls in annotated_classes(machine, parameter.annotation, function)
        )
        for parameter in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)
    )


def _repeats_parent(machine: Machine, cls: Class, name: str, function: Function) -> bool:
    """Whether a method declares nothing that the parent's method, which is run anyway, does not."""
    parents = classes.lineage(machine, cls)[0][1:]
    own = classes.namespace(machine, cls)
    if "__init__" in own or name in classes.CONSTRUCTORS:
        return False
    for parent in parents:
        found = classes.namespace(machine, parent).get(name)
        if found is not None and isinstance(found.thing, Function) and machine.leads_on(found.thing):
            return _declared(function) <= _declared(found.thing)
    return False


def _declared(function: Function) -> set[tuple[str, str]]:
    spec = function.node.args
    positional = [*spec.posonlyargs, *spec.args]
    pairs = list(zip(positional[len(positional) - len(spec.defaults) :], spec.defaults, strict=True))
    pairs.extend((one, default) for one, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if default)
    return {(parameter.arg, ast.unparse(default)) for parameter, default in pairs}


def annotated_classes(machine: Machine, node: ast.expr, entry: Function) -> Iterator[Class]:
    """The classes of the package that an annotation names: ``X``, ``Optional[X]``, ``X | None``, ``"X"``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            node = ast.parse(node.value, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
    if isinstance(node, ast.BinOp):
        yield from annotated_classes(machine, node.left, entry)
        yield from annotated_classes(machine, node.right, entry)
    elif isinstance(node, ast.Subscript):
        outer = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        if outer in {"Optional", "Union", "Annotated"}:
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            for part in parts:
                yield from annotated_classes(machine, part, entry)
    elif isinstance(node, (ast.Name, ast.Attribute)):
        thing = machine.evaluate(node, machine.frame_in(entry), machine.base.fork()).thing
        if isinstance(thing, Class):
            yield thing
