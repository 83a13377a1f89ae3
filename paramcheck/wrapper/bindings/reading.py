"""Reading the extension modules of a tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang.together import parse_together
from paramcheck.wrapper.bindings import extension, search, unread
from paramcheck.wrapper.bindings.cursors import FUNCTIONS, body, parameters
from paramcheck.wrapper.bindings.facts import BindingFacts
from paramcheck.wrapper.bindings.mending import Mender
from paramcheck.wrapper.bindings.registrations import Scope, Walk, key
from paramcheck.wrapper.bindings.scopes import Walker
from paramcheck.wrapper.bindings.surfaces import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.bindings.registrations import Environment, Registration
    from paramcheck.wrapper.bindings.search import ModuleMacro, Sources

_MOST_TOGETHER = 100
"""Files of one unit."""

_TEMPLATE = re.compile(rb"\btemplate\s*<|\bauto\s*&*\s*\w+\s*[,)]")
"""A template, or a lambda that is one."""

_CONTAINERS = frozenset({CursorKind.NAMESPACE, CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL})


def read(tree: Tree, parser: Parser, sources: Sources | None = None) -> BindingFacts:
    """Read the extension modules of a tree.

    Args:
        tree: The sources.
        parser: Parses files.
        sources: The files of extension modules, where they are known.
    """
    if sources is None:
        sources = search.find(tree)
    facts = BindingFacts(files=len(sources.bindings) + len(sources.extensions))
    _Reader(parser, sources, facts, parse(tree, parser, sources)).run()
    return facts


def parse(tree: Tree, parser: Parser, sources: Sources) -> dict[str, tuple[int, str]]:
    """Parse the sources of extension modules, many as one; later calls of ``parser.parse`` find the units.

    Args:
        tree: The sources.
        parser: Parses files.
        sources: The files of extension modules.

    Returns:
        What they name that nothing declares.
    """
    mender = Mender(tree, sources.helpers)
    instantiate = any(_TEMPLATE.search(tree.read(path)) for path in sources.helpers)
    for start in range(0, len(sources.bindings), _MOST_TOGETHER):
        together = sources.bindings[start : start + _MOST_TOGETHER]
        parse_together(parser, together, mender, instantiate=instantiate)
    for path in sources.extensions:
        parse_together(parser, [path], mender)
    return mender.undeclared


class _Reader:
    def __init__(
        self, parser: Parser, sources: Sources, facts: BindingFacts, undeclared: dict[str, tuple[int, str]]
    ) -> None:
        self._parser = parser
        self._undeclared = undeclared
        self._sources = sources
        self._facts = facts
        self._walk = Walk()
        self._functions: dict[str, tuple[Unit, Cursor]] = {}
        self._starts: list[tuple[ModuleMacro, Unit, Cursor]] = []

    def run(self) -> None:
        for unit, paths in self._units():
            self._collect(unit, paths)
        names = {macro.name for macro, _, _ in self._starts}
        handed = {macro for macro, _, function in self._starts if parameters(function)}
        for macro, unit, function in self._starts:
            # A macro may expand to several functions; the module's own is handed the module.
            if parameters(function) or macro not in handed:
                self._start(unit, function, macro.name)
        self._rest(sorted(names))
        collector = Collector(self._facts, self._sources.helpers)
        for exposed in self._walk.exposed:
            collector.expose(exposed)
        seen: set[tuple[str, int, str]] = set()
        for one in self._walk.registrations:
            key = (one.scope.name, one.cursor.hash, one.unit.path)
            if key not in seen:
                seen.add(key)
                collector.add(one, _name(one))
        collector.finish()
        self._facts.problems.extend(unread.problems(self._facts, self._units(), self._undeclared))
        self._facts.modules = frozenset(names | self._extensions())

    def _extensions(self) -> set[str]:
        names: set[str] = set()
        for path in self._sources.extensions:
            unit = self._parser.parse(path)
            if unit is not None:
                name = extension.read(unit, path, self._sources.helpers, self._facts)
                names.add(name or path.rpartition("/")[2].partition(".")[0])
        return names

    def _units(self) -> Iterator[tuple[Unit, set[str]]]:
        """The units, each with the files whose functions are read from it."""
        found: dict[int, tuple[Unit, set[str]]] = {}
        for path in self._sources.bindings:
            unit = self._parser.parse(path)
            if unit is not None:
                found.setdefault(id(unit), (unit, set()))[1].add(path)
        headers = self._sources.helpers - set(self._sources.bindings)
        for unit, paths in found.values():
            yield unit, paths | headers

    def _collect(self, unit: Unit, paths: set[str]) -> None:
        """The functions that are defined in binding files, and where modules begin."""
        starts = {(one.path, one.offset): one for one in self._sources.modules}
        waiting = list(unit.root.get_children())
        while waiting:
            cursor = waiting.pop(0)
            kind = cursor.kind
            if kind not in _CONTAINERS and kind not in FUNCTIONS:
                continue
            path = unit.path_of(cursor.location)
            if path is None or path not in paths:
                continue
            if kind in _CONTAINERS:
                waiting[:0] = cursor.get_children()
            elif body(cursor) is not None:
                self._functions.setdefault(cursor.get_usr(), (unit, cursor))
                start = starts.get((path, cursor.extent.start.offset))
                if start is not None:
                    self._starts.append((start, unit, cursor))

    def _start(self, unit: Unit, function: Cursor, name: str) -> None:
        environment: Environment = {}
        for child in function.get_children():
            if child.kind is CursorKind.PARM_DECL:
                environment[key(child)] = Scope(name)
        self._walker(unit, name).function(function, environment)

    def _rest(self, names: list[str]) -> None:
        """Functions that bind something, but that no module was seen to call."""
        name = names[0] if len(names) == 1 else ""
        for usr, (unit, function) in self._functions.items():
            if usr in self._walk.visited or function.kind is CursorKind.FUNCTION_TEMPLATE:
                continue
            environment: Environment = {}
            for child in function.get_children():
                if child.kind is CursorKind.PARM_DECL and "module" in child.type.spelling:
                    environment[key(child)] = Scope(name)
            if environment:
                self._walker(unit).function(function, environment)

    def _walker(self, unit: Unit, module: str = "") -> Walker:
        return Walker(unit, self._walk, self._functions.get, module)


def _name(registration: Registration) -> str | None:
    if not registration.arguments:
        return None
    walker = Walker(registration.unit, Walk(), lambda _: None)
    return walker.text(registration.arguments[0], registration.texts)
