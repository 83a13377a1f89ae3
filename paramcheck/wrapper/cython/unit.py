"""A whole source: a file of code together with the declarations that belong to it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, Protocol

from paramcheck.wrapper.cython.declarations import Declarations
from paramcheck.wrapper.cython.functions import class_attributes
from paramcheck.wrapper.cython.names import imports

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.wrapper.cython.places import Places
    from paramcheck.wrapper.cython.trees import Position, SyntaxNode

_STORE = ast.Store()
_LOAD = ast.Load()

_CONSTANTS: Final = frozenset(f"libc.{name}" for name in ("limits", "float", "stdint", "math", "stdio", "errno"))
"""Modules whose names in capitals are constants."""


class Cimported(Protocol):
    """What ``cimport`` finds."""

    name: str

    @property
    def exports(self) -> frozenset[str]:
        """The names that it declares."""


class Library(Protocol):
    """Finds files of declarations and modules."""

    def declarations(self, name: str, level: int) -> Cimported | None:
        """The file of declarations of a module, named as a statement of this source names it."""

    def implementation(self) -> str | None:
        """The module that has the code of what this file of declarations declares."""


class Unit(Declarations):
    """Translates a source.

    Args:
        places: Gives translated nodes their places.
        library: Finds what is imported.
    """

    def __init__(self, places: Places, library: Library) -> None:
        super().__init__(places)
        self._library = library
        self._cimports: list[ast.stmt] = []
        self._mirrored: dict[str, set[str]] = {}
        self.code: list[ast.stmt] = []
        """What is left without the declarations."""
        self.mirrors: dict[str, str] = {}
        """Structs of Cython's own that mirror a native one, and the name that the code uses for that."""

    def translate(self, root: SyntaxNode, own: Iterable[SyntaxNode], *, declares: bool) -> ast.Module:
        """The Python module.

        Args:
            root: The parser's tree.
            own: Trees of the files of declarations that belong to it.
            declares: Whether the source is itself a file of declarations.
        """
        before: list[ast.stmt] = []
        for one in own:
            self.declared.update(class_attributes(one.body))
            before.extend(self.statements(one.body))
        self.code = [*before, *self.statements(root.body)]
        self._name_mirrors()
        if declares:
            self._bring_implementation()
        types, aliases, externs = self.hoisted
        return ast.Module([*imports(), *self._cimports, *types, *aliases, *externs, *self.code], [])

    def _bring_implementation(self) -> None:
        module = self._library.implementation()
        if module is not None and self.unimplemented:
            names = [ast.alias(name, None) for name in dict.fromkeys(self.unimplemented)]
            made = ast.ImportFrom(module, names, 0)
            made.lineno, made.col_offset, made.end_lineno, made.end_col_offset = 1, 0, 1, 0
            self._cimports.append(made)

    def special(self, node: SyntaxNode) -> list[ast.stmt]:
        """``cimport``, and what classes below know."""
        kind = type(node).__name__
        if kind == "CImportStatNode":
            self._cimport(node)
            return []
        if kind == "FromCImportStatNode":
            self._cimport_from(node)
            return []
        return super().special(node)

    # --- cimport ------------------------------------------------------------------------------------------------

    def _cimport(self, node: SyntaxNode) -> None:
        name, renamed = str(node.module_name), str(node.as_name) if node.as_name else None
        found = self._library.declarations(name, 0)
        if found is None:
            self._bring(ast.Import([ast.alias(name, renamed)]), node.pos)
            return
        if renamed is None and "." in name:
            self.dotted.add(name)
        self._bring(ast.Import([ast.alias(found.name, renamed or name)]), node.pos)

    def _cimport_from(self, node: SyntaxNode) -> None:
        module, level = str(node.module_name), max(int(node.relative_level or 0), 0)
        found = self._library.declarations(module, level) if module else None
        for item in node.imported_names:
            position, name, renamed = item[0], str(item[1]), str(item[2]) if item[2] else None
            if name == "*":
                if found is not None:
                    names = [ast.alias(one, None) for one in sorted(found.exports)]
                    self._bring(ast.ImportFrom(found.name, names, 0), position)
                continue
            inner = self._library.declarations(f"{module}.{name}" if module else name, level)
            if inner is not None and (found is None or name not in found.exports):
                self._bring(ast.Import([ast.alias(inner.name, renamed or name)]), position)
            elif found is not None:
                self._bring(ast.ImportFrom(found.name, [ast.alias(name, renamed)], 0), position)
            elif module in _CONSTANTS and name.upper() == name:
                self._bind(2, renamed or name, self._symbol("constant", name, position), position)
            else:
                self._bring(ast.ImportFrom(module or None, [ast.alias(name, renamed)], level), position)

    def _bring(self, made: ast.stmt, position: Position) -> None:
        self._cimports.append(self.places.atom(made, position))

    # --- mirrors ------------------------------------------------------------------------------------------------

    def _cast(self, node: SyntaxNode) -> ast.expr:
        operand = node.operand
        if type(operand).__name__ == "AmpersandNode":
            source = self._declared(operand.operand)
            target = getattr(node.base_type, "name", None)
            if source is not None and source.by_value and target:
                self._mirrored.setdefault(source.path[-1], set()).add(str(target))
        return super()._cast(node)

    def _name_mirrors(self) -> None:
        """A struct of Cython's own whose address is cast to that of a native one mirrors it, and gets its name."""
        for statement in list(self.hoisted[0]):
            if not isinstance(statement, ast.ClassDef) or statement.name in self.externs:
                continue
            targets = self._mirrored.get(statement.name, set())
            native = {self.externs[one].native for one in targets if one in self.externs}
            if len(native) == 1:
                self.mirrors[statement.name] = next(one for one in targets if one in self.externs)
                name = self.places.like(ast.Name(statement.name, _STORE), statement)
                statement.name = native.pop()
                value = self.places.like(ast.Name(statement.name, _LOAD), statement)
                alias = self.places.like(ast.Assign([name], value), statement)
                index = self.hoisted[0].index(statement) + 1
                self.hoisted[0].insert(index, alias)
