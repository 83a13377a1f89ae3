"""Dicts of defaults: dict displays whose entries stand for what the caller of a function did not give.

Such a dict is a surface: every entry of it is a parameter of that name. An entry of another name is no default of a
parameter but a constant that somebody looked up, unless it is the ``default`` of a schema's entry.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from paramcheck.model import SurfaceKind, WrapperParameter
from paramcheck.wrapper.interpreter import models
from paramcheck.wrapper.interpreter.domain import Abstract, Stated, Step
from paramcheck.wrapper.interpreter.state import Table

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.package import Module

_NAMED = re.compile(r"default|dflt", re.IGNORECASE)
"""Names of dicts that are meant to be changed by whoever uses the package."""

DEFAULT_KEY = "default"
"""The key of a schema's entry that states the default."""


def entry(machine: Machine, stated: Stated, name: str, surface: str = "") -> Abstract | None:
    """An entry of a dict as a parameter; ``None`` if it is no default of a parameter of that name.

    Args:
        machine: Keeps the parameters.
        stated: The entry.
        name: The name that the caller may give.
        surface: The surface to which the entry belongs if its dict is no variable of a module or class.
    """
    if stated.key not in (name, DEFAULT_KEY):
        return None
    owner = variable(stated.module, stated.first) or surface
    if not owner:
        return None
    if stated.key == name and owner != surface:
        _all_entries(machine, stated, owner)
    number = _parameter(machine, stated, owner, name)
    return Abstract(stated.thing, {number: Step(stated.module, stated.first, None)})


def of_named_table(machine: Machine, stated: Stated) -> Abstract:
    """An entry that is read from a dict by its key: a parameter if the dict's name says that it holds defaults."""
    owner = variable(stated.module, stated.first)
    if owner is None or not isinstance(stated.key, str) or not _NAMED.search(owner.rpartition(".")[2]):
        return stated
    return entry(machine, stated, stated.key) or stated


def _parameter(machine: Machine, stated: Stated, surface: str, name: str) -> int:
    return machine.parameter(
        WrapperParameter(
            surface,
            name,
            SurfaceKind.DICT,
            stated.module.source(stated.node),
            machine.value(stated, machine.base),
            stated.module.span(stated.first, stated.node),
            public=models.is_public(surface),
        )
    )


def _all_entries(machine: Machine, stated: Stated, surface: str) -> None:
    """Declare every entry of a dict, also one that is read elsewhere or never."""
    identity = machine.displays.get(id(stated.display))
    if identity is None or surface in machine.opened:
        return
    machine.opened.add(surface)
    contents = machine.base.heap.get(identity)
    if isinstance(contents, Table):
        for key, (held, _) in contents.values.items():
            if isinstance(held, Stated) and isinstance(key, str) and held.display is stated.display:
                _parameter(machine, held, surface, key)


def variable(module: Module, node: ast.AST) -> str | None:
    """The dotted name of the variable of a module or class to which a value that holds a node is assigned."""
    found = _variable(module.tree.body, getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
    return f"{module.name}.{found}" if found is not None else None


def _variable(body: list[ast.stmt], line: int, column: int) -> str | None:
    for statement in body:
        if not (statement.lineno <= line <= (statement.end_lineno or statement.lineno)):
            continue
        if isinstance(statement, ast.ClassDef):
            inner = _variable(statement.body, line, column)
            return f"{statement.name}.{inner}" if inner is not None else None
        if isinstance(statement, (ast.If, ast.Try)):
            return _variable([*statement.body, *statement.orelse], line, column)
        if isinstance(statement, ast.Assign):
            target: ast.expr = statement.targets[0]
        elif isinstance(statement, ast.AnnAssign):
            target = statement.target
        else:
            continue
        if (statement.lineno, statement.col_offset) <= (line, column):
            return target.id if isinstance(target, ast.Name) else None
    return None
