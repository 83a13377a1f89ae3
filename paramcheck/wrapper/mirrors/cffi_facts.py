"""Mirrors in cffi: what the text that ``cdef`` is given declares."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang.declarations import Declarations
from paramcheck.model import Problem, Span
from paramcheck.model_mirrors import DataKind, MirrorConstant, MirrorFunction, MirrorRecord
from paramcheck.values import Literal
from paramcheck.wrapper.mirrors import text_unit
from paramcheck.wrapper.mirrors.cffi_text import REST, Joined, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.unit import Parser, Unit
    from paramcheck.model_mirrors import Layout, MirrorFacts
    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.package import Module


def read(machine: Machine, tree: Tree, parser: Parser, modules: list[Module], target: str, facts: MirrorFacts) -> None:
    """Read the declarations that modules hand to ``cdef``.

    Args:
        machine: Runs the modules.
        tree: The sources.
        parser: Parses the declarations for the target.
        modules: The modules.
        target: Target triple; empty for this machine.
        facts: What is found goes here.
    """
    for number, module in enumerate(modules):
        parts = list(pieces(machine, tree, module))
        if not parts:
            continue
        facts.sources.update(one.path for one in parts if one.path != module.path)
        joined = Joined(parts)
        name = f"paramcheck-cffi-{number}.c"
        unit = text_unit.parse(tree, parser, name, joined.text, target, standard=True)
        if unit is None:
            facts.problems.append(Problem("the cffi declarations did not parse", module.path))
            continue
        _Reader(unit, joined, module, compiled=_is_compiled(module)).read(facts)


def _is_compiled(module: Module) -> bool:
    """Whether a C compiler sees the declarations beside the header: ``set_source`` with sources, or ``verify``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "verify":
                return True
            if node.func.attr == "set_source" and len(node.args) > 1:
                return not (isinstance(node.args[1], ast.Constant) and node.args[1].value is None)
    return False


class _Reader:
    """Reads one text of declarations."""

    def __init__(self, unit: Unit, joined: Joined, module: Module, *, compiled: bool) -> None:
        self._compiled = compiled
        self._unit = unit
        self._joined = joined
        self._surface = module.name
        self._declarations = Declarations(unit, None, self._place)

    def read(self, facts: MirrorFacts) -> None:
        groups: set[str] = set()
        records: list[Layout] = []
        for name, cursors in self._unit.declarations.items():
            own = [one for one in cursors if self._unit.path_of(one.location) == self._unit.path]
            kinds = {one.kind for one in own}
            if CursorKind.FUNCTION_DECL in kinds:
                facts.functions.extend(self._function(name))
            for one in own:
                definition = self._declarations.definition(one)
                if definition is not None and (one.kind is CursorKind.TYPEDEF_DECL or one == definition):
                    layout = self._declarations.layout(name, definition)
                    records.append(_without_rest(layout))
                if one.kind is CursorKind.ENUM_CONSTANT_DECL and one.semantic_parent.get_usr() not in groups:
                    groups.add(one.semantic_parent.get_usr())
                    facts.constants.extend(self._constants(one))
        facts.records.extend(MirrorRecord(self._surface, one) for one in _without_open(records))
        for name, value, span, _ in self._joined.macros:
            facts.constants.append(MirrorConstant(self._surface, name, Literal(value, str(value)), span))

    def _function(self, name: str) -> Iterator[MirrorFunction]:
        found = self._declarations.function(name)
        if found is not None:
            one = MirrorFunction(self._surface, name, found.prototype, found.span)
            yield replace(one, compiled=self._compiled, lazy=not self._compiled)

    def _constants(self, cursor: Cursor) -> Iterator[MirrorConstant]:
        rows = self._declarations.enumerators(cursor)
        if any(one.name in self._joined.vague for one in rows):
            # Those that follow one whose value is filled in count on from it.
            return
        for one in rows:
            yield MirrorConstant(self._surface, one.name, one.value, one.span, group=one.group)

    def _place(self, cursor: Cursor) -> Span:
        location = cursor.location
        width = len(cursor.spelling) if "(" not in cursor.spelling else 1
        return self._joined.place(location.line, location.column, width)[1]


def _without_rest(layout: Layout) -> Layout:
    """A struct that ends in ``...``: the compiler finds the fields that are left out, and their order."""
    slots = tuple(one for one in layout.slots if one.name != REST)
    if len(slots) == len(layout.slots):
        return layout
    return _open(replace(layout, slots=slots))


def _open(layout: Layout) -> Layout:
    """A record whose places only the compiler knows."""
    slots = tuple(replace(one, offset=None) for one in layout.slots)
    return replace(layout, slots=slots, size=0, is_whole=False)


def _without_open(records: list[Layout]) -> list[Layout]:
    """The records, of which those that hold one whose size only the compiler knows are as open as that."""
    unknown = {one.name for one in records if not one.is_whole}
    while True:
        holding = {one.name for one in records if one.is_whole and not unknown.isdisjoint(_held(one))}
        if not holding:
            return records
        unknown |= holding
        records = [_open(one) if one.name in holding else one for one in records]


def _held(layout: Layout) -> set[str]:
    """The records that a record holds as a whole, by any of their names."""
    names: set[str] = set()
    for slot in layout.slots:
        kind = slot.type
        while kind.kind is DataKind.ARRAY and kind.element is not None:
            kind = kind.element
        if kind.kind is DataKind.RECORD:
            names |= {kind.name, kind.spelling.rpartition(" ")[2]}
    return names
