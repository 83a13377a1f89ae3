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

from paramcheck.cache.answers import Answers
from paramcheck.cache.notes import noted
from paramcheck.clang import missing
from paramcheck.clang.build import Build
from paramcheck.clang.given import Given
from paramcheck.clang.includes import HEADERS, Includes
from paramcheck.clang.unit import Unit
from paramcheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
