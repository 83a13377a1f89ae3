"""Dicts of defaults: module-level dict literals that functions read for what their caller did not give."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.model import SurfaceKind, WrapperParameter
from paramcheck.wrapper.interpreter import models
from paramcheck.wrapper.interpreter.domain import DictThing
from paramcheck.wrapper.interpreter.state import State, Table

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.machine import Frame, Machine


def entry(machine: Machine, name: str, default: ast.expr, frame: Frame) -> int | None:
    """The parameter that the default of ``kwargs.get(name, default)`` is, if it is an entry of a dict of defaults.

    Such a dict is a surface: every entry of it is a parameter of that name, also one that is read elsewhere or never.
    An entry of another name is no default of this parameter but a constant that somebody looked up.

    Args:
        machine: Knows which dicts are literals of a module.
        name: The key that the caller may give.
        default: The expression of the default.
        frame: Where it stands.
    """
    if isinstance(default, ast.Subscript):
        table_node, key_node = default.value, default.slice
    elif isinstance(default, ast.Call) and isinstance(default.func, ast.Attribute) and default.func.attr == "get":
        table_node, key_node = default.func.value, default.args[0] if default.args else default
    else:
        return None
    if not (isinstance(key_node, ast.Constant) and key_node.value == name):
        return None
    thing = machine.evaluate(table_node, frame, State({}, machine.base.heap, machine.base.module_names)).thing
    known = machine.literals.get(thing.identity) if isinstance(thing, DictThing) else None
    if known is None:
        return None
    module, node = known
    variable = _variable(module.tree.body, node)
    contents = machine.base.heap.get(thing.identity) if isinstance(thing, DictThing) else None
    if variable is None or not isinstance(contents, Table):
        return None
    surface = f"{module.name}.{variable}"
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value in contents.values:
            held = contents.values[key.value][0]
            machine.parameter(
                WrapperParameter(
                    surface,
                    key.value,
                    SurfaceKind.DICT,
                    module.source(value),
                    machine.value(held, machine.base),
                    module.span(key, value),
                    public=models.is_public(surface),
                )
            )
    return machine.declared.get((surface, name))


def _variable(body: list[ast.stmt], node: ast.Dict) -> str | None:
    """The name of the variable that a module gives a dict literal to."""
    for statement in body:
        if isinstance(statement, ast.Assign) and statement.value is node:
            target: ast.expr = statement.targets[0]
        elif isinstance(statement, ast.AnnAssign) and statement.value is node:
            target = statement.target
        elif isinstance(statement, (ast.If, ast.Try)):
            found = _variable([*statement.body, *statement.orelse], node)
            if found is not None:
                return found
            continue
        else:
            continue
        return target.id if isinstance(target, ast.Name) else None
    return None
