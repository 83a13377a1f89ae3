"""Cython's own parser, fed with a source of the tree. Nothing of the source is imported or run."""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.model import Problem
from paramcheck.wrapper.cython.compile_time import PLATFORM, is_harmless, may_compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.wrapper.cython.text import Text
    from paramcheck.wrapper.cython.trees import Position, SyntaxNode, Untyped

    Include = Callable[[str, str], tuple[Text, str] | None]

MISSING = "not read: Cython's parser is not installed; install paramcheck[cython]"

_DEEPEST = 500
"""Brackets, blocks and operators within each other. The compiled parser has no limit of its own but the stack's end,
which ends the program; sources that people write stay below fifty."""

_MOST_INCLUDES = 64
"""A file that includes itself has no end."""

_LANGUAGE_LEVELS = (None, 2)
"""What the source says itself (else 3), then Python 2, which sources from before Cython 3 may be written in."""


class Source(Struct):
    """A parsed source.

    Attributes:
        root: The parser's tree; ``None`` if there is none.
        texts: The source and those that it includes, by the names that the parser's positions give them.
        problems: What could not be read.
    """

    root: SyntaxNode = None
    texts: dict[str, Text] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse(text: Text, include: Include) -> Source:
    """Parse a ``.pyx`` or ``.pxd``.

    Args:
        text: The source.
        include: Finds what ``include "name"`` means, given the name and the path of the including source: the text,
            and where it is on the disk.
    """
    if text.depth() > _DEEPEST:
        return Source(problems=[Problem(f"not read: nested deeper than {_DEEPEST} levels", text.path)])
    try:
        _compiler("Parsing")
    except ImportError:
        return Source(problems=[Problem(MISSING, text.path)])
    sources: list[Source] = []
    for level in _LANGUAGE_LEVELS:
        source, understood = _attempt(text, include, level)
        if understood:
            return source
        sources.append(source)
    return next((one for one in sources if one.root is not None), sources[0])


def _attempt(text: Text, include: Include, level: int | None) -> tuple[Source, bool]:
    """Parse at a language level; tells also whether all of it was understood."""
    reporting = _compiler("Errors")
    source = Source(texts={text.path: text})
    context = _Context(source, include, level)
    if hasattr(reporting, "init_thread"):
        reporting.init_thread()
    errors = reporting.hold_errors()
    try:
        scanner = _scanner(text, context)
        if not _is_harmless(text):
            scanner.compile_time_eval = 0
            message = "compile-time expressions that are no plain constants are not evaluated: what depends on them"
            source.problems.append(Problem(f"{message} is unknown", text.path))
        source.root = _compiler("Parsing").p_module(scanner, int(text.path.endswith(".pxd")), text.path)
    except reporting.CompileError as error:
        errors.append(error)
    except Exception as error:  # noqa: BLE001 - on malformed input the parser fails in whatever way it fails
        source.problems.append(Problem(f"not read: {str(error) or type(error).__name__}", text.path))
    finally:
        reporting.release_errors(ignore=True)
    if errors:
        source.problems.insert(0, _problem(errors[0], source, text, whole=source.root is None))
    return source, source.root is not None and not errors


def _compiler(module: str) -> Untyped:
    """A module of the library, which is imported once there is something to parse: that takes a quarter of a second.

    Raises:
        ImportError: It is not installed.
    """
    return importlib.import_module(f"Cython.Compiler.{module}")


def _scanner(text: Text, context: _Context) -> Untyped:
    scanning = _compiler("Scanning")
    name = scanning.StringSourceDescriptor(text.path, text.source)
    stream = io.StringIO(text.source)
    return scanning.PyrexScanner(stream, name, scope=_Scope(), context=context, source_encoding="utf-8")


def _includes_nothing(_: str, __: str) -> None:
    return None


def _is_harmless(text: Text) -> bool:
    """Whether the parser may evaluate the compile-time expressions of a source."""
    if not may_compute(text):
        return True
    context = _Context(Source(texts={text.path: text}), _includes_nothing, 3)
    directives: set[tuple[int, int]] = set()
    try:
        scanner = _scanner(text, context)
        while scanner.sy != "EOF":
            if scanner.sy in {"DEF", "IF", "ELIF"}:
                _, line, column = scanner.position()
                directives.add((line, column))
            scanner.next()
    except Exception:  # noqa: BLE001 - whatever is wrong with the text, it is not known to be harmless
        return False
    return is_harmless(text, directives)


def _problem(error: Untyped, source: Source, text: Text, *, whole: bool) -> Problem:
    message = (str(getattr(error, "message_only", "") or error).strip() or type(error).__name__).splitlines()[0]
    position = getattr(error, "position", None)
    place = (source.texts.get(name_of(position), text).path, position[1]) if position else (text.path, None)
    return Problem(f"{'not read' if whole else 'not fully read'}: {message}", *place)


def name_of(position: Position) -> str:
    """The name of the source that a position of the parser is in, as :attr:`Source.texts` has it."""
    return str(getattr(position[0], "name", None) or getattr(position[0], "filename", ""))


class _Scope:
    """What the scanner wants to know of the module that it reads."""

    def __init__(self) -> None:
        self.included_files: list[str] = []


class _Options:
    """Command-line options of the compiler that the scanner looks at."""

    compile_time_env = PLATFORM


class _Context:
    """What the parser wants to know of the compilation; a whole one costs a quarter of a second to set up."""

    def __init__(self, source: Source, include: Include, level: int | None) -> None:
        self.compiler_directives: dict[str, object] = {"warn.deprecated.IF": False}
        self.options = _Options()
        self.cpp = True
        self.legacy_implicit_noexcept = False
        self.future_directives: set[object] = set()
        self.language_level: int | None = None
        self._source = source
        self._include = include
        self._includes = 0
        self._text = _compiler("StringEncoding").EncodedString
        self._fixed = level is not None
        if level is not None:
            self._set(level)

    def set_language_level(self, level: object) -> None:
        """The source states its language level, or the parser assumes one."""
        if not self._fixed:
            self._set(3 if level == "3str" else int(str(level)))

    def _set(self, level: int) -> None:
        future = _compiler("Future")
        names = ("print_function", "unicode_literals", "absolute_import", "division", "generator_stop")
        self.future_directives = (
            {getattr(future, name) for name in names if hasattr(future, name)} if level > 2 else set()
        )
        self.language_level = level

    def intern_ustring(self, value: str, encoding: str | None = None) -> object:
        """The parser's own kind of text."""
        text = self._text(value)
        text.encoding = encoding
        return text

    def find_include_file(
        self,
        name: str,
        position: Position = None,
        source_file_path: object = None,
    ) -> str | None:
        """Where on the disk ``include "name"`` is."""
        del source_file_path
        texts = self._source.texts
        including = texts.get(name_of(position)) if position else None
        path = (including or next(iter(texts.values()))).path
        found = self._include(str(name), path)
        self._includes += 1
        too_deep = self._includes > _MOST_INCLUDES or (found is not None and found[0].depth() > _DEEPEST)
        if found is None or too_deep or not _is_harmless(found[0]):
            message = (
                f'what includes "{name}" would bring is unknown: it is not in the tree, or computes at compile time'
            )
            self._source.problems.append(Problem(message, path, position[1] if position else None))
            return None
        texts[found[1]] = found[0]
        return found[1]
