"""Mirrors in cffi: what the text that ``cdef`` is given declares."""

from __future__ import annotations

import ast
from enum import Enum
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec.structs import replace

from paramcheck.clang.declarations import Declarations
from paramcheck.model import Problem, Span
from paramcheck.model_mirrors import DataKind, MirrorConstant, MirrorFunction, MirrorRecord
from paramcheck.values import Literal
from paramcheck.wrapper.mirrors import text_unit
from paramcheck.wrapper.mirrors.cffi_text import REST, Joined, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
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
        _Reader(unit, joined, module, _compiler(module)).read(facts)


class _Compiler(Enum):
    """What a C compiler makes of the declarations."""

    NONE = "none"
    """It never sees them: what they say is what runs."""
    CHECKS = "checks"
    """``verify``: it sees them beside the header, and each value and size is held against that."""
    FILLS_IN = "fills in"
    """``set_source``: the same, but the values of enumerators are taken from the header without a word."""


_SOURCE_AT = {"set_source": 1, "set_source_pkgconfig": 2}
"""Which argument of a call is C; without one, the declarations stand alone."""


def _compiler(module: Module) -> _Compiler:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "verify":
                return _Compiler.CHECKS
            place = _SOURCE_AT.get(node.func.attr)
            if place is not None:
                given = [one.value for one in node.keywords if one.arg == "source"] or node.args[place : place + 1]
                nothing = not given or (isinstance(given[0], ast.Constant) and given[0].value is None)
                return _Compiler.NONE if nothing else _Compiler.FILLS_IN
    return _Compiler.NONE


class _Reader:
    """Reads one text of declarations."""

    def __init__(self, unit: Unit, joined: Joined, module: Module, compiler: _Compiler) -> None:
        self._compiled = compiler is not _Compiler.NONE
        self._filled = compiler is _Compiler.FILLS_IN
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
        facts.records.extend(MirrorRecord(self._surface, one, self._compiled) for one in _without_open(records))
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
            yield MirrorConstant(self._surface, one.name, one.value, one.span, group=one.group, compiled=self._filled)

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
