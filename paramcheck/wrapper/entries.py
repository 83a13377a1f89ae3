"""Which functions are run: the surfaces through which a parameter can reach the native side."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.wrapper.interpreter import classes
from paramcheck.wrapper.interpreter.domain import Class, Function, Property

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.package import Module


def entries(machine: Machine, modules: list[Module]) -> list[Function]:
    """The functions to run, in the order of the modules.

    Args:
        machine: Knows which functions lead to the native side.
        modules: Where to look.
    """
    return [entry for module in modules for entry in _of_module(machine, module) if _is_surface(machine, entry)]


def _of_module(machine: Machine, module: Module) -> Iterator[Function]:
    for name, value in list(machine.namespace(module).items()):
        thing = value.thing
        if isinstance(thing, Function) and thing.module is module and getattr(thing.node, "name", "") == name:
            if machine.leads_on(thing) and not module.is_internal(thing.node):
                yield thing
        elif isinstance(thing, Class) and thing.module is module and thing.node.name == name:
            yield from _methods(machine, thing)


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
        except SyntaxError:
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
