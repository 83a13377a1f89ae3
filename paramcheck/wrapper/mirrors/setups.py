"""Functions that declare what a library has, and that no module body calls.

A wrapper that loads its library late hands it to a function which stores ``argtypes`` and ``restype``. Such a function
is run with a library in the place of the parameter whose attributes it declares. What the rest of its parameters are
is not known.
"""

from __future__ import annotations

import ast
import contextlib
from bisect import bisect_left
from typing import TYPE_CHECKING

from paramcheck.wrapper.interpreter.domain import Abstract, Function, Library
from paramcheck.wrapper.interpreter.machine import FUEL, Frame, OutOfFuelError
from paramcheck.wrapper.interpreter.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.package import Module

_ATTRIBUTES = frozenset({"argtypes", "restype"})


def run(machine: Machine, modules: Iterable[Module]) -> None:
    """Run the functions of modules that declare signatures and did not run yet; the machine notes what they say."""
    for module in modules:
        if not any(name in module.text for name in _ATTRIBUTES):
            continue
        lines = [number for number, line in enumerate(module.lines, 1) if any(name in line for name in _ATTRIBUTES)]
        names = machine.namespace(module)
        done = {id(note.inside.node) for note in machine.notes if note.inside is not None}
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef) or id(node) in done or not _has_one(lines, node):
                continue
            value = names.get(node.name)
            libraries = _declared_of(node)
            if value is not None and isinstance(value.thing, Function) and value.thing.node is node and libraries:
                _run(machine, module, value, node, libraries)


def _has_one(lines: list[int], node: ast.FunctionDef) -> bool:
    """Whether a function has one of some lines."""
    number = bisect_left(lines, node.lineno)
    return number < len(lines) and lines[number] <= (node.end_lineno or node.lineno)


def _declared_of(node: ast.FunctionDef) -> set[str]:
    """The names whose functions a function declares: ``name.function.argtypes = ...``."""
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store) and inner.attr in _ATTRIBUTES:
            function = inner.value
            if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
                found.add(function.value.id)
    return found


def _run(machine: Machine, module: Module, function: Abstract, node: ast.FunctionDef, libraries: set[str]) -> None:
    given = {
        one.arg: Abstract(Library()) if one.arg in libraries else machine.give_up("what a caller hands over")
        for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    }
    positional = [given.pop(one.arg) for one in node.args.posonlyargs]
    machine.begin(FUEL)
    # What it said before it became too long counts.
    with contextlib.suppress(OutOfFuelError, RecursionError):
        machine.call(function, positional, given, node, Frame(module), State({}, machine.base.heap, {}))
