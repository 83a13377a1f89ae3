"""Native functions as Python code declares them: ``argtypes`` and ``restype``, wherever they are stored.

A decorator, a helper or a loop over a table declares a function by storing these attributes in the end. So nothing
is recognised by its name: the interpreter runs the modules, and notes what is stored into native functions.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import Span
from paramcheck.sources.lines import Lines
from paramcheck.wrapper.interpreter.domain import Library, NativeFunction
from paramcheck.wrapper.mirrors import setups
from paramcheck.wrapper.mirrors.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.wrapper.interpreter.domain import Abstract
    from paramcheck.wrapper.interpreter.machine import Machine, SignatureNote
    from paramcheck.wrapper.package import Module

_QUOTED = re.compile(r"""(["'])([A-Za-z_]\w*)\1""")
_DOES_WITHOUT = re.compile(
    r"\bhasattr\s*\(|\bAttributeError\b|\bexcept\s*:|\bexcept\s+\(?\s*(?:Base)?Exception\b|\bgetattr\s*\([^()]+,[^()]+,"
)


class Stated(Struct):
    """What a wrapper says of a native function.

    Attributes:
        name: The function.
        module: Where it says so.
        span: The place.
        result: The type that it returns; ``None`` if nothing is said.
        parameters: What it takes; ``None`` if nothing is said or if not all is known.
        says_parameters: Whether anything is said of what it takes.
        guarded: Whether the wrapper does without the function where the library lacks it.
        declared: Whether anything is said of it at all; else it is only called.
        ambiguous: Whether two places say two things of what it returns.
    """

    name: str
    module: Module
    span: Span
    result: Abstract | None = None
    parameters: tuple[Abstract, ...] | None = None
    says_parameters: bool = False
    guarded: bool = False
    declared: bool = True
    ambiguous: bool = False


def declared(machine: Machine, modules: Iterable[Module]) -> dict[str, Stated]:
    """The functions that modules declare, by name."""
    modules = list(modules)
    setups.run(machine, modules)
    places = _Places(modules)
    found: dict[str, Stated] = {}
    for note in machine.notes:
        if note.attribute not in {"argtypes", "restype"}:
            continue
        stated = found.get(note.function)
        if stated is None:
            module, span = places.of(note)
            stated = found[note.function] = Stated(note.function, module, span, guarded=places.is_guarded(note, span))
        stated.guarded = stated.guarded or not note.certain
        _take(machine, stated, note)
    return found


def _take(machine: Machine, stated: Stated, note: SignatureNote) -> None:
    if note.attribute == "restype":
        if stated.result is not None and spelled(machine, stated.result) != spelled(machine, note.value):
            stated.ambiguous = True
        stated.result = note.value
        return
    stated.says_parameters = True
    stated.parameters = note.items


def used(machine: Machine, modules: Iterable[Module], known: set[str]) -> Iterator[Stated]:
    """The functions that modules call, or give a name of their own, without saying anything of them."""
    for module in modules:
        names = machine.namespace(module)
        libraries = [name for name, value in names.items() if isinstance(value.thing, Library)]
        aliases = {
            value.thing.name: name
            for name, value in names.items()
            if isinstance(value.thing, NativeFunction) and value.thing.name not in known
        }
        for alias in _assigned(module, aliases) if aliases else ():
            known.add(alias.name)
            yield alias
        calls = re.compile(rf"\b(?:{'|'.join(map(re.escape, libraries))})\s*\.\s*(\w+)\s*\(") if libraries else None
        if calls is not None and not known.issuperset(calls.findall(module.text)):
            yield from _called(module, set(libraries), known)


def _assigned(module: Module, aliases: dict[str, str]) -> Iterator[Stated]:
    for statement, guarded in _statements(module.tree.body):
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Attribute):
            name = statement.value.attr
            if any(isinstance(target, ast.Name) and aliases.get(name) == target.id for target in statement.targets):
                yield Stated(name, module, module.span(statement), guarded=guarded, declared=False)


def _statements(body: list[ast.stmt], *, guarded: bool = False) -> Iterator[tuple[ast.stmt, bool]]:
    """The statements of a module body, and whether each may be left out."""
    for statement in body:
        if isinstance(statement, (ast.If, ast.Try)):
            for block in (statement.body, statement.orelse, getattr(statement, "finalbody", [])):
                yield from _statements(block, guarded=True)
        elif isinstance(statement, (ast.For, ast.With)):
            yield from _statements(statement.body, guarded=guarded)
        else:
            yield statement, guarded


def _called(module: Module, libraries: set[str], known: set[str]) -> Iterator[Stated]:
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, name = node.func.value, node.func.attr
        if isinstance(owner, ast.Name) and owner.id in libraries and name not in known:
            known.add(name)
            yield Stated(name, module, module.span(node.func), guarded=True, declared=False)


class _Places:
    """Where the wrapper names a native function.

    Args:
        modules: The modules that may.
    """

    def __init__(self, modules: Iterable[Module]) -> None:
        self._quoted: dict[str, list[tuple[Module, int]]] = {}
        for module in modules:
            for match in _QUOTED.finditer(module.text):
                self._quoted.setdefault(match.group(2), []).append((module, match.start()))
        self._lines: dict[str, Lines[str]] = {}
        self._ends: dict[str, list[int]] = {}
        self._guards: dict[tuple[str, int], bool] = {}

    def of(self, note: SignatureNote) -> tuple[Module, Span]:
        """The place of a declaration: the store if it names the function, else the text that does."""
        if note.function in note.module.source(note.node):
            return note.module, note.module.span(note.node)
        for module, offset in self._quoted.get(note.function, ()):
            if module.path not in self._lines:
                self._lines[module.path] = Lines(module.text)
            line, column = self._lines[module.path].place(offset)
            return module, Span(module.path, line, column, line, column + len(note.function) + 2)
        return note.module, note.module.span(note.node)

    def is_guarded(self, note: SignatureNote, span: Span) -> bool:
        """Whether the code that declares a function does without it where the library lacks it."""
        site = next((module for module, _ in self._quoted.get(note.function, ()) if module.path == span.path), None)
        return self._guard_at(note.module, getattr(note.node, "lineno", 1)) or (
            site is not None and self._guard_at(site, span.line)
        )

    def _guard_at(self, module: Module, line: int) -> bool:
        body = module.tree.body
        if module.path not in self._ends:
            self._ends[module.path] = [one.end_lineno or one.lineno for one in body]
        number = bisect_left(self._ends[module.path], line)
        if number == len(body) or body[number].lineno > line:
            return False
        key = module.path, number
        if key not in self._guards:
            self._guards[key] = _does_without(module, body[number])
        return self._guards[key]


def _does_without(module: Module, statement: ast.stmt) -> bool:
    """Whether a statement of a module body provides for a library that lacks something."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return _DOES_WITHOUT.search(module.source(statement)) is not None
    return isinstance(statement, (ast.If, ast.Try))
