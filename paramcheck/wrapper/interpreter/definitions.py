"""Definitions and imports: what names they bring."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.wrapper.interpreter import externals
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    Class,
    External,
    Function,
    ModuleThing,
    NativeFunction,
    Property,
    unknown,
)

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State
    from paramcheck.wrapper.package import Module

_TRANSPARENT_KINDS = {
    "staticmethod": "staticmethod",
    "classmethod": "classmethod",
    "abstractmethod": "function",
    "abc.abstractmethod": "function",
    "builtins.staticmethod": "staticmethod",
    "builtins.classmethod": "classmethod",
}

_PROPERTIES = frozenset({"builtins.property", "functools.cached_property", "property", "cached_property"})


def global_names(node: ast.AST) -> frozenset[str]:
    """Names that a function declares ``global``."""
    cached: frozenset[str] | None = getattr(node, "_paramcheck_globals", None)
    if cached is None:
        # Names are declared global in statements, so expressions need not be searched.
        found: set[str] = set()
        waiting: list[ast.AST] = [node]
        while waiting:
            inner = waiting.pop()
            if isinstance(inner, ast.Global):
                found.update(inner.names)
            elif not isinstance(inner, ast.expr):
                for name in ("body", "orelse", "finalbody", "handlers", "cases"):
                    waiting.extend(part for part in getattr(inner, name, ()) if isinstance(part, ast.AST))
        cached = frozenset(found)
        node._paramcheck_globals = cached  # type: ignore[attr-defined] # noqa: SLF001 - a cache on our own tree
    return cached


def function(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame, state: State) -> State:
    """``def``."""
    closure = frame.closure if frame.function is None else (*frame.closure, state.names)
    owner = machine.owner_of(frame, node)
    prefix = owner.qualified if owner else (frame.function.qualified if frame.function else frame.module.name)
    kind = "function"
    accessor: str | None = None
    others: list[ast.expr] = []
    for decorator in node.decorator_list:
        name = _decorator_name(machine, decorator, frame, state)
        if name in _TRANSPARENT_KINDS:
            kind = _TRANSPARENT_KINDS[name]
        elif name in _PROPERTIES:
            accessor = "getter"
        elif isinstance(decorator, ast.Attribute) and decorator.attr in {"setter", "deleter", "getter"}:
            accessor = decorator.attr
        else:
            others.append(decorator)
    made = Function(frame.module, node, f"{prefix}.{node.name}", closure, owner, kind)
    if accessor is not None:
        old = state.names.get(node.name)
        if accessor == "getter" or old is None or not isinstance(old.thing, Property):
            state.names[node.name] = Abstract(Property(made))
        elif accessor == "setter":
            state.names[node.name] = Abstract(Property(old.thing.getter, made))
        return state
    value = Abstract(made)
    for decorator in reversed(others):
        value = _decorated(machine, value, decorator, frame, state)
    if value.thing is not made and frame.function is None and owner is None:
        machine.decorated[frame.module.path, node.name] = made
    state.names[node.name] = value
    return state


def _decorator_name(machine: Machine, node: ast.expr, frame: Frame, state: State) -> str:
    if isinstance(node, ast.Name) and node.id in {"staticmethod", "classmethod", "property"}:
        return f"builtins.{node.id}"
    if isinstance(node, (ast.Name, ast.Attribute)):
        thing = machine.evaluate(node, frame, state).thing
        return thing.name if isinstance(thing, External) else ""
    return ""


def _decorated(machine: Machine, value: Abstract, node: ast.expr, frame: Frame, state: State) -> Abstract:
    """A decorated function: what the decorator returns if that can be followed, else the function itself."""
    decorator = machine.evaluate(node, frame, state)
    if isinstance(decorator.thing, (Function, Class)):
        result = machine.call(decorator, [value], {}, node, frame, state)
        if isinstance(result.thing, (Function, NativeFunction, Class)):
            return result
    return value


def class_(machine: Machine, node: ast.ClassDef, frame: Frame, state: State) -> State:
    """``class``."""
    closure = frame.closure if frame.function is None else (*frame.closure, state.names)
    owner = machine.owner_of(frame, node)
    prefix = owner.qualified if owner else (frame.function.qualified if frame.function else frame.module.name)
    made = Class(frame.module, node, f"{prefix}.{node.name}", closure)
    for inner in node.body:
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            machine.owners[id(inner)] = made
    state.names[node.name] = Abstract(made)
    return state


def import_(machine: Machine, node: ast.Import, frame: Frame, state: State) -> State:
    """``import a.b as c``."""
    for alias in node.names:
        if alias.asname is not None:
            state.names[alias.asname] = _module(machine, alias.name, frame.module)
        else:
            top = alias.name.partition(".")[0]
            state.names[top] = _module(machine, top, frame.module)
    return state


def _module(machine: Machine, name: str, near: Module) -> Abstract:
    found = machine.package.find(name, near.path)
    return Abstract(ModuleThing(found)) if found is not None else Abstract(External(name))


def import_from(machine: Machine, node: ast.ImportFrom, frame: Frame, state: State) -> State:
    """``from a import b``."""
    name = machine.package.absolute(frame.module, node.module, node.level)
    module = machine.package.find(name, frame.module.path)
    for alias in node.names:
        if alias.name == "*":
            if module is None:
                state.names.update(externals.star(name))
            elif module is not frame.module:
                _import_all(machine, module, state)
            continue
        target = alias.asname or alias.name
        state.names[target] = _imported(machine, module, name, alias.name, frame.module, state)
    return state


def _import_all(machine: Machine, module: Module, state: State) -> None:
    for name, value in list(machine.namespace(module).items()):
        if not name.startswith("_"):
            state.names[name] = value


def _imported(
    machine: Machine, module: Module | None, package: str, name: str, importer: Module, state: State
) -> Abstract:
    if module is None:
        inner = machine.package.find(f"{package}.{name}" if package else name, importer.path)
        if inner is not None:
            return Abstract(ModuleThing(inner))
        if package == "ctypes":
            return externals.attribute(f"{package}.{name}", Abstract(External(package)))
        return Abstract(machine.settled.get(f"{package}.{name}") or External(f"{package}.{name}".strip(".")))
    found = machine.global_name(module, name, state)
    if found is not None:
        return found
    inner = machine.package.find(f"{module.name}.{name}", importer.path)
    if inner is not None:
        return Abstract(ModuleThing(inner))
    if module.is_package:
        # A compiled module inside the package: its source is no Python.
        return Abstract(External(f"{module.name}.{name}"))
    return unknown(name, f"{name} is not defined in {module.name}")
