"""Constants that Python code writes down: names of modules, and members of enums."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from paramcheck.model import Span
from paramcheck.model_mirrors import MirrorConstant
from paramcheck.values import Literal
from paramcheck.wrapper.interpreter import classes
from paramcheck.wrapper.interpreter.domain import Class, DictThing, Member
from paramcheck.wrapper.interpreter.state import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.package import Module


_CONSTANT = re.compile(r"_*[A-Z][A-Za-z0-9]*_\w+")


def read(machine: Machine, module: Module, named: set[str]) -> Iterator[MirrorConstant]:
    """The numbers that a module gives names to.

    Args:
        machine: Runs the module.
        module: The module.
        named: Every name is added to it, whatever it stands for.
    """
    names = machine.namespace(module)
    assigned = _assigned(module.tree.body)
    named.update(assigned)
    for name, node in assigned.items():
        value = names.get(name)
        known = machine.value(value, machine.base) if value is not None else None
        if isinstance(known, Literal) and _is_number(known.value):
            place = module.span(node)
            yield MirrorConstant(module.name, name, known, place, uses=_names_in(node))
        elif value is not None and isinstance(value.thing, DictThing):
            yield from _table(machine, module, value.thing, named)
    for statement in module.tree.body:
        found = names.get(statement.name) if isinstance(statement, ast.ClassDef) else None
        if found is not None and isinstance(found.thing, Class) and found.thing.node is statement:
            named.update(_assigned(statement.body))
            yield from _members(machine, found.thing)


def _table(machine: Machine, module: Module, table: DictThing, named: set[str]) -> Iterator[MirrorConstant]:
    """A dict of names and numbers, which some modules make their globals from."""
    contents = machine.contents(table.identity, machine.base)
    for key, (value, _) in contents.values.items() if isinstance(contents, Table) else ():
        if isinstance(key, str) and _CONSTANT.fullmatch(key):
            known = machine.value(value, machine.base)
            named.add(key)
            if isinstance(known, Literal) and _is_number(known.value):
                yield MirrorConstant(module.name, key, known, _quoted(module, key))


def _quoted(module: Module, name: str) -> Span:
    """Where a text is written out."""
    match = re.search(rf"""(["']){re.escape(name)}\1""", module.text)
    offset = match.start() if match is not None else 0
    line = module.text.count("\n", 0, offset) + 1
    column = offset - module.text.rfind("\n", 0, offset)
    return Span(module.path, line, column, line, column + len(name) + 2)


def _members(machine: Machine, cls: Class) -> Iterator[MirrorConstant]:
    if not classes.is_enum(machine, cls):
        return
    places = _assigned(cls.node.body)
    for one in classes.members(machine, cls):
        assert isinstance(one.thing, Member)
        value = machine.value(one.thing.value, machine.base)
        node = places.get(one.thing.name)
        if node is not None and isinstance(value, Literal) and _is_number(value.value):
            yield MirrorConstant(
                cls.qualified,
                one.thing.name,
                value,
                cls.module.span(node),
                group=cls.node.name,
                uses=_names_in(node),
            )


def _names_in(node: ast.stmt) -> frozenset[str]:
    value = getattr(node, "value", None)
    return (
        frozenset(one.id for one in ast.walk(value) if isinstance(one, ast.Name)) if value is not None else frozenset()
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _assigned(body: list[ast.stmt]) -> dict[str, ast.stmt]:
    """The last assignment of each name in a module or class body, branches included."""
    found: dict[str, ast.stmt] = {}
    for statement in body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                for one in target.elts if isinstance(target, ast.Tuple) else [target]:
                    if isinstance(one, ast.Name):
                        found[one.id] = statement
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            found[statement.target.id] = statement
        elif isinstance(statement, (ast.If, ast.Try, ast.With, ast.For)):
            for block in (statement.body, getattr(statement, "orelse", [])):
                found.update(_assigned(block))
    return found
