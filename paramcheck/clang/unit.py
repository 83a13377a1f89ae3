"""A parsed source file: its declarations, the places of things in it, and what did not parse."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from clang import cindex
from clang.cindex import CursorKind

from paramcheck.clang.trees import inside
from paramcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.sources.tree import Tree

_CONTAINERS = frozenset(
    {
        CursorKind.NAMESPACE,
        CursorKind.LINKAGE_SPEC,
        CursorKind.UNEXPOSED_DECL,
        CursorKind.STRUCT_DECL,
        CursorKind.CLASS_DECL,
        CursorKind.UNION_DECL,
        CursorKind.CLASS_TEMPLATE,
        CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION,
        CursorKind.ENUM_DECL,
    }
)

_NAMED = _CONTAINERS | {
    CursorKind.FUNCTION_DECL,
    CursorKind.CXX_METHOD,
    CursorKind.CONSTRUCTOR,
    CursorKind.FUNCTION_TEMPLATE,
    CursorKind.VAR_DECL,
    CursorKind.TYPEDEF_DECL,
    CursorKind.TYPE_ALIAS_DECL,
    CursorKind.ENUM_CONSTANT_DECL,
}


_NOT_OURS = frozenset({"std", "pybind11", "nanobind", "boost", "__gnu_cxx"})
"""Namespaces of the stand-ins."""


class Unit:
    """A parsed source file.

    Args:
        tree: The sources.
        path: The main file, relative to the tree's root.
        unit: What libclang made of it.
        texts: Files that were parsed with another text than the tree has.

    Attributes:
        path: The main file, relative to the tree's root.
    """

    def __init__(
        self, tree: Tree, path: str, unit: cindex.TranslationUnit, texts: dict[str, bytes] | None = None
    ) -> None:
        self._tree = tree
        self.path = path
        self._unit = unit
        self._texts = texts or {}
        self._names: dict[str, str | None] = {}

    @property
    def root(self) -> cindex.Cursor:
        """The cursor of the whole unit."""
        return self._unit.cursor

    def errors(self) -> Iterator[tuple[Span | None, str]]:
        """What did not parse: place and message."""
        for diagnostic in self._unit.diagnostics:
            if diagnostic.severity >= cindex.Diagnostic.Error:
                yield self._span_of(diagnostic.location, diagnostic.location), diagnostic.spelling

    def path_of(self, location: cindex.SourceLocation) -> str | None:
        """The file of a location, relative to the tree's root; ``None`` outside of the tree."""
        file = location.file
        return self._tree_path(file.name) if file is not None else None

    def _tree_path(self, name: str) -> str | None:
        if name not in self._names:
            self._names[name] = self._tree.path_of(name)
        return self._names[name]

    def span(self, cursor: cindex.Cursor) -> Span:
        """The place of a cursor; for one that comes from a macro, the place where the macro is used."""
        extent = cursor.extent
        return self._span_of(extent.start, extent.end) or Span(self.path, 1)

    def _span_of(self, start: cindex.SourceLocation, end: cindex.SourceLocation) -> Span | None:
        path = self.path_of(start)
        if path is None:
            return None
        return Span(path, max(start.line, 1), max(start.column, 1), end.line, end.column)

    def source(self, cursor: cindex.Cursor) -> str:
        """The text of a cursor on one line, macros as they are written."""
        extent = cursor.extent
        path = self.path_of(extent.start)
        if path is None:
            return str(cursor.spelling)
        data = self.text(path)[extent.start.offset : extent.end.offset]
        return " ".join(data.decode("utf-8", "replace").split())

    def text(self, path: str) -> bytes:
        """The text of a file as it was parsed."""
        return self._texts.get(path) or self._tree.read(path)

    def lines(self, path: str) -> list[str]:
        """The lines of a file of the tree."""
        return self.text(path).decode("utf-8", "replace").split("\n")

    def text_after(self, cursor: cindex.Cursor, end: str) -> str:
        """What follows a cursor, up to a character: what libclang left out of a declaration that did not parse."""
        after = cursor.extent.end
        path = self.path_of(after)
        if path is None:
            return ""
        data = self.text(path)
        stop = data.find(end.encode(), after.offset)
        return data[after.offset : stop].decode("utf-8", "replace") if stop >= 0 else ""

    def broken_statements(self, function: cindex.Cursor, body: int) -> Iterator[tuple[int, str]]:
        """The statements of a function that did not parse, by the place of the error.

        Args:
            function: The function.
            body: Where its body starts, as an offset.
        """
        start, end = function.extent.start, function.extent.end
        path = self.path_of(start)
        if path is None:
            return
        data = self.text(path)
        for offset, _ in self._errors.get(path, ()):
            if start.offset <= offset < end.offset:
                first = max(_statement_start(data, offset), body if offset >= body else start.offset)
                last = data.find(b";", offset)
                stop = body if offset < body else (last if last >= 0 else end.offset)
                yield offset, data[first:stop].decode("utf-8", "replace")

    def syntax_errors(self, path: str) -> list[int]:
        """Where in a file something else was expected: what follows in the same declaration may be missing."""
        return [offset for offset, is_syntax in self._errors.get(path, ()) if is_syntax]

    @cached_property
    def _errors(self) -> dict[str, list[tuple[int, bool]]]:
        """Errors by file: place, and whether something else was expected there."""
        found: dict[str, list[tuple[int, bool]]] = {}
        for diagnostic in self._unit.diagnostics:
            if diagnostic.severity >= cindex.Diagnostic.Error:
                path = self.path_of(diagnostic.location)
                if path is not None:
                    is_syntax = diagnostic.spelling.startswith("expected")
                    found.setdefault(path, []).append((diagnostic.location.offset, is_syntax))
        return found

    @cached_property
    def declarations(self) -> dict[str, list[cindex.Cursor]]:
        """Everything that is declared outside of function bodies, by name without qualification."""
        found: dict[str, list[cindex.Cursor]] = {}
        waiting = [self._unit.cursor]
        while waiting:
            for child in inside(waiting.pop()):
                kind = child.kind
                if kind in _NAMED:
                    name = child.spelling
                    found.setdefault(name, []).append(child)
                    if kind in _CONTAINERS and not (kind is CursorKind.NAMESPACE and name in _NOT_OURS):
                        waiting.append(child)
        return found

    def at(self, path: str, offset: int) -> cindex.Cursor | None:
        """The cursor at a byte of a file: cheaper than walking through everything that is declared before."""
        location = cindex.SourceLocation.from_offset(
            self._unit, self._unit.get_file(str(self._tree.locate(path))), offset
        )
        cursor = cindex.Cursor.from_location(self._unit, location)
        return None if cursor is None or cursor.kind.is_invalid() else cursor

    def definitions(self, name: str, kinds: frozenset[CursorKind]) -> list[cindex.Cursor]:
        """Definitions of a name, of some kinds, inside the tree."""
        return [
            cursor
            for cursor in self.declarations.get(name, ())
            if cursor.kind in kinds and cursor.is_definition() and self.path_of(cursor.location) is not None
        ]

    def inclusions(self) -> Iterator[tuple[str, str]]:
        """Every include: the file that has it, and the file that it names."""
        for one in self._unit.get_includes():
            source = one.source.name if one.source is not None else ""
            yield source.replace("\\", "/"), one.include.name.replace("\\", "/")

    def files(self) -> list[str]:
        """The files of the tree that the unit was made from, the main file included."""
        return list(self._files)

    @cached_property
    def _files(self) -> list[str]:
        found = {self.path}
        for inclusion in self._unit.get_includes():
            path = self._tree_path(inclusion.include.name)
            if path is not None:
                found.add(path)
        return sorted(found)


_BEFORE_LIST = re.compile(rb"(?:=|,|\(|\{|\breturn|(?<!\belse)(?<!\bdo)(?<!\btry)\b\w)\s*$")
"""What stands before the brace of an initialiser list, not of a block."""


def _statement_start(data: bytes, offset: int) -> int:
    """Where the statement around a place starts."""
    start = offset
    while True:
        start = max(data.rfind(character, 0, start) for character in (b";", b"{", b"}"))
        if start < 0 or data[start : start + 1] != b"{" or not _BEFORE_LIST.search(data[max(0, start - 80) : start]):
            return start + 1
