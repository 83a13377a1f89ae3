"""Parsing one source file, hermetically.

No header of the machine is read: ``-nostdinc`` keeps the compiler's and the system's out, our stand-ins take their
place, and a header that is nowhere is an empty file. So a report is the same on every machine.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clang import cindex
from clang.cindex import CursorKind

from paramcheck.cache.answers import Answers
from paramcheck.cache.notes import noted
from paramcheck.clang import missing
from paramcheck.clang.build import Build
from paramcheck.clang.given import Given
from paramcheck.clang.includes import HEADERS, Includes
from paramcheck.clang.trees import inside
from paramcheck.model import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from paramcheck.cache.notes import Notes
    from paramcheck.sources.tree import Tree

_MISSING_FOLDER = "/paramcheck-missing-headers"
"""A folder that exists only in libclang's eyes, for headers that are nowhere."""

_KEEP_GOING = 0x200
_INCOMPLETE = 0x02
_NO_WARNINGS = ("-w", "-ferror-limit=0", "-fno-caret-diagnostics")

_HALVES = ("-D_Float16=__fp16", "-D__bf16=__fp16", "-Xclang", "-fnative-half-arguments-and-returns")
"""libclang's Python bindings raise on the type kinds of ``_Float16`` and ``__bf16``; this one is as wide and known."""

_SWITCH_END = b"_IMPLEMENTATION"
_IMPLEMENTATION = re.compile(rb"^[ \t]*#[ \t]*define[ \t]+[A-Z][A-Z0-9_]*_IMPLEMENTATION[ \t\r]*$", re.MULTILINE)
"""What makes a header of a library that is one file bring its code along: megabytes that state nothing here."""

_LOOKS_LIKE_CXX = re.compile(
    rb"^\s*(?:template\s*<|namespace\s+\w|class\s+\w+[^;]*\{|using\s+\w)|\bstd::|\bpublic:|\bprivate:|\bnullptr\b"
    rb"|#\s*include\s*<(?:string|vector|map|memory|cstd\w+|c\w+)>",
    re.MULTILINE,
)

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


def _nobody(path: str) -> None:
    """Stands in for somebody who watches."""
    del path


class Parser:
    """Parses sources of a tree; each file and set of macros once.

    Args:
        tree: The sources.
        include: Further include folders.
        flags: Further compiler flags.
        target: Target triple; empty for this machine.

    Attributes:
        watch: Called with the name of each unit before it is parsed, and when its declarations are asked for.
        skipped: Units to leave out, by the same names: libclang does not survive them.
        answers: What was found in an earlier run, as far as it still holds.
        together: Files that are parsed as one with others, each with all that their unit depends on.
        late: Parses those, if that was not done yet because nothing of them was asked for.
    """

    def __init__(self, tree: Tree, include: Iterable[Path] = (), flags: Iterable[str] = (), target: str = "") -> None:
        self._tree = tree
        self.includes = Includes(tree, include)
        self._build = Build(tree)
        self._flags = tuple(flags)
        self._target = target
        self._units: dict[tuple[str, tuple[str, ...]], Unit | None] = {}
        self._is_cxx: dict[str, bool] = {}
        self.problems: list[Problem] = []
        self.watch: Callable[[str], None] = _nobody
        self.skipped: Mapping[str, str] = {}
        self.answers = Answers()
        self.together: Mapping[str, tuple[str, ...]] = {}
        self.late: Callable[[], None] | None = None
        self._given = Given(tree, self)

    @property
    def notes(self) -> Notes:
        """Take what is asked while an answer is looked for that is to be kept."""
        return self.answers.notes

    @cached_property
    def _index(self) -> cindex.Index:
        return cindex.Index.create()

    @cached_property
    def _commands(self) -> dict[str, list[str]]:
        """Flags per file from a ``compile_commands.json``, if the tree has one."""
        found: dict[str, list[str]] = {}
        for file in self._tree.files(".json"):
            if file.path.rpartition("/")[2] != "compile_commands.json":
                continue
            try:
                rows = json.loads(self._tree.text(file.path))
                for row in rows:
                    path = self._tree.path_of(Path(row["directory"]) / row["file"])
                    words = row.get("arguments") or shlex.split(row["command"])
                    if path is not None:
                        kept = [word for word in words if word.startswith(("-D", "-U", "-std=")) and word.isprintable()]
                        found.setdefault(path, kept)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                self.problems.append(Problem("not a compilation database: ignored", file.path))
        return found

    def parse(self, path: str, macros: tuple[str, ...] = ()) -> Unit | None:
        """Parse a file.

        Args:
            path: The file, relative to the tree's root.
            macros: Flags such as ``-DGGML_USE_METAL`` or ``-UNDEBUG``.

        Returns:
            The unit; ``None``, with a problem noted, if libclang cannot make one.
        """
        self.watch(path)
        if self.late is not None and path in self.together:
            late, self.late = self.late, None
            late()
        if path in self.skipped:
            return None
        key = (path, macros)
        if key not in self._units:
            self._units[key] = self._parse(path, macros)
        elif self._units[key] is None:
            self._note_unread(path)
        self.note(path, self._units[key])
        return self._units[key]

    def note(self, path: str, unit: Unit | None = None) -> None:
        """Note that what is being looked for depends on a unit.

        Args:
            path: Its main file.
            unit: The unit, once it is parsed.
        """
        if not self.notes.is_first((path, unit)):
            return
        self.given(path)
        if unit is not None:
            # Of headers of one name, libclang may take another than was thought.
            with self.notes.silence():
                files = self._given.unforeseen(self._main_files(path), unit.files())
            for one in files:
                self.given_by(one)

    def _main_files(self, path: str) -> tuple[str, ...]:
        return self.together.get(path, (path,))

    @noted("unit")
    def given(self, path: str) -> bytes:
        """What stands for everything that a unit is made from, as far as that can be told before.

        Args:
            path: Its main file.
        """
        return self._given.to(self._main_files(path))

    @noted("file")
    def given_by(self, path: str) -> bytes:
        """What stands for a file and what it includes."""
        return self._given.by(path)

    def parse_text(
        self, path: str, text: bytes, macros: tuple[str, ...] = (), files: Iterable[str] | None = None
    ) -> Unit | None:
        """Parse a file as if it had another text.

        Args:
            path: The file, relative to the tree's root.
            text: The text; other units still show the file as it is.
            macros: Flags such as ``-DGGML_USE_METAL``.
            files: The file and those that the text includes, if these are not all that the file does.

        Returns:
            The unit; ``None``, with a problem noted, if libclang cannot make one.
        """
        arguments, unsaved = self.arguments(path, files)
        location = str(self._tree.locate(path))
        texts: dict[str, str | bytes] = {**dict(unsaved), location: text}
        unit = self.translate(path, location, [*arguments, *macros], texts, options=_KEEP_GOING | _INCOMPLETE)
        return Unit(self._tree, path, unit.root.translation_unit, {path: text}) if unit is not None else None

    def keep(self, path: str, unit: Unit | None) -> None:
        """Use a unit for a file from now on."""
        self._units[path, ()] = unit

    def _parse(self, path: str, macros: tuple[str, ...]) -> Unit | None:
        arguments, unsaved = self.arguments(path)
        location = str(self._tree.locate(path))
        texts: dict[str, str | bytes] = dict(unsaved)
        data = self._tree.read(path)
        if _SWITCH_END in data and not path.lower().endswith(HEADERS):
            texts[location] = _IMPLEMENTATION.sub(lambda match: b" " * len(match.group()), data)
        return self.translate(path, location, [*arguments, *macros], texts, options=_KEEP_GOING | _INCOMPLETE)

    def translate(
        self,
        path: str,
        location: str,
        arguments: list[str],
        unsaved: Mapping[str, str | bytes],
        options: int = _KEEP_GOING,
    ) -> Unit | None:
        """Let libclang parse a text.

        Args:
            path: The file that it counts as.
            location: Where it is on the disk.
            arguments: Flags of the compiler.
            unsaved: Texts of files that are not on the disk, or that differ there.
            options: libclang's flags; by default templates are instantiated.

        Returns:
            The unit; ``None``, with a problem noted, if libclang cannot make one.
        """
        # Several files as one unit, or a text of ours, have a location of their own.
        name = path if location == str(self._tree.locate(path)) else os.path.basename(location)  # noqa: PTH119
        self.watch(name)
        self.note(path)
        if name in self.skipped:
            return None
        try:
            unit = self._index.parse(location, args=arguments, unsaved_files=list(unsaved.items()), options=options)
        except cindex.TranslationUnitLoadError:
            self._note_unread(path)
            return None
        made = Unit(self._tree, path, unit)
        self.note(path, made)
        return made

    def _note_unread(self, path: str) -> None:
        self.problems.append(Problem("not read: libclang cannot parse it", path))

    def locate(self, path: str) -> Path:
        """Where a path of the tree is on the disk."""
        return self._tree.locate(path)

    def arguments(self, path: str, files: Iterable[str] | None = None) -> tuple[list[str], list[tuple[str, str]]]:
        """Flags for a file, and texts of headers that are nowhere.

        Args:
            path: The file, relative to the tree's root.
            files: It and the files that it is parsed with, if these are not all that it includes.
        """
        reached = list(files) if files is not None else self.includes.closure(path)
        folders, nowhere, templates = self.includes.reach(reached)
        cxx = self.is_cxx(path)
        arguments = [
            "-xc++" if cxx else "-xc",
            self._cxx if cxx else "-std=gnu11",
            "-nostdinc",
            *_NO_WARNINGS,
            *_HALVES,
        ]
        if cxx:
            arguments.append("-nostdinc++")
        if self._target:
            arguments.append(f"--target={self._target}")
        arguments.extend(f"-I{folder}" for folder in self.includes.extra)
        # The root of a folder of native sources is one only with its slash.
        arguments.extend(f"-I{self._tree.locate(folder + '/') if folder else self._tree.root}" for folder in folders)
        cxx_headers, c_headers, bindings = self.includes.stand_ins
        stand_ins = [*([cxx_headers] if cxx else []), c_headers, bindings]
        arguments.extend(f"-isystem{folder}" for folder in (*stand_ins, _MISSING_FOLDER))
        arguments.extend(f"-D{name}=" for name in self.includes.unknown_markers(reached))
        arguments.extend(self._commands.get(path, ()))
        arguments.extend(self._flags)
        texts = {name: missing.text_of(name) for name in nowhere if not name.startswith("/")}
        texts.update({name: self._build.configured(template) for name, template in templates.items()})
        return arguments, [(f"{_MISSING_FOLDER}/{name}", text) for name, text in texts.items()]

    def build_facts(self, path: str, files: Iterable[str]) -> tuple[object, ...]:
        """What the build of the tree adds to the texts of a file and of those that it includes."""
        _, _, templates = self.includes.reach(files)
        made = [self._build.configured(template) for template in templates.values()]
        return self._cxx, self._commands.get(path, ()), made

    @cached_property
    def _cxx(self) -> str:
        return "-std=c++20" if self._build.is_cxx20 else "-std=c++17"

    @noted("is_cxx")
    def is_cxx(self, path: str) -> bool:
        """Whether a file is C++; a header is if it, or what stands beside it, looks like it."""
        lowered = path.lower()
        if lowered.endswith((".c", ".m")):
            return False
        if not lowered.endswith((".h", ".inc", ".def", ".inl")):
            return True
        if path not in self._is_cxx:
            self._is_cxx[path] = _LOOKS_LIKE_CXX.search(self._tree.read(path)) is not None
        return self._is_cxx[path]
