"""cffi declarations: the text that ``cdef`` is given, wherever it stands, as C that libclang can parse."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import Span
from paramcheck.values import Literal
from paramcheck.wrapper.interpreter.machine import Frame
from paramcheck.wrapper.interpreter.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.package import Module

REST = "paramcheck_rest"
"""The field that stands for ``...;`` at the end of a struct."""

_CALL = re.compile(r"\bcdef\s*\(")
_FILE = re.compile(r"[\w.*/\\-]+\.(?:h|hpp|inc|cdef|txt)")
_DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(?!define\b|line\b|\d)[a-z]", re.MULTILINE)
_DECLARES = re.compile(r"[;#{]")
_PYTHON_BLOCK = re.compile(r'extern\s+"(?:C\+)?Python(?:\+C)?"\s*\{[^{}]*\}')
_PYTHON_LINE = re.compile(r'extern\s+"(?:C\+)?Python(?:\+C)?"[^;{]*;')
_OPAQUE = re.compile(r"\btypedef\s+(?:\w+\s*)?\.\.\.\s*(\**)\s*(\w+)\s*;")
_DOTTED_MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+\w+[ \t]+\.\.\.[ \t]*$", re.MULTILINE)
_DOTTED_ENUMERATOR = re.compile(r"\b(\w+)\s*=\s*\.\.\.")
_OPENED = re.compile(r"\benum\b[^{};]*\{\s*(\w+)[^{}]*?\.\.\.\s*\}")
_OPEN_ENUM = re.compile(r",?\s*\.\.\.\s*(?=\})")
_OPEN_STRUCT = re.compile(r"\.\.\.\s*;")
_UNKNOWN_LENGTH = re.compile(r"\[\s*\.\.\.\s*\]")
_CONVENTION = re.compile(r"\b(?:__stdcall|__cdecl|WINAPI|CALLBACK|APIENTRY)\b")
_DEFINE = re.compile(
    r"^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+(\(?\s*[-+]?\s*(?:0[xX][0-9a-fA-F]+|\d+)\s*\)?)[ \t]*$", re.MULTILINE
)


class Piece(Struct, frozen=True):
    """A text that ``cdef`` is given, or a part of it.

    Attributes:
        module: The module that gives it.
        path: The file that it stands in.
        line: The line of that file in which it starts.
        column: What to add to a column of its first line.
        text: The text.
    """

    module: Module
    path: str
    line: int
    text: str
    column: int = 0


def pieces(machine: Machine, tree: Tree, module: Module) -> Iterator[Piece]:
    """The texts that a module hands to ``cdef``."""
    if not _CALL.search(module.text):
        return
    seen: set[tuple[str, int]] = set()
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "cdef"
            and node.args
        ):
            for piece in _given(machine, tree, module, node.args[0]):
                if (piece.path, piece.line) not in seen:
                    seen.add((piece.path, piece.line))
                    yield piece


def _given(machine: Machine, tree: Tree, module: Module, node: ast.expr) -> Iterator[Piece]:
    constants = list(_constants(module, node))
    names = sum(isinstance(inner, ast.Name) for inner in ast.walk(node))
    if not constants and (text := _followed(machine, module, node)) is not None:
        yield Piece(module, module.path, node.lineno, text)
        return
    if len(constants) < names or not constants:
        # What is not written out was read from a file, and its types are used by what is.
        yield from _files(tree, module)
    for one in constants:
        yield Piece(module, module.path, one.lineno, str(one.value), _opening(module, one))


def _constants(module: Module, node: ast.expr) -> Iterator[ast.Constant]:
    """The literal texts in an expression, those that a name of the module stands for included."""
    for inner in ast.walk(node):
        # Declarations, not the name of a file or an encoding.
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and _DECLARES.search(inner.value):
            yield inner
        elif isinstance(inner, ast.Name):
            for statement in module.tree.body:
                if (
                    isinstance(statement, ast.Assign)
                    and isinstance(statement.value, ast.Constant)
                    and isinstance(statement.value.value, str)
                    and any(isinstance(one, ast.Name) and one.id == inner.id for one in statement.targets)
                ):
                    yield statement.value


def _opening(module: Module, node: ast.Constant) -> int:
    """Columns before the first character of a literal's text."""
    line = module.lines[node.lineno - 1] if node.lineno <= len(module.lines) else ""
    quote = re.match(r"[rRbBuUfF]*(?:\"\"\"|'''|\"|')", line[node.col_offset :])
    return node.col_offset + (quote.end() if quote else 0)


def _followed(machine: Machine, module: Module, node: ast.expr) -> str | None:
    state = State(dict(machine.namespace(module)), machine.base.heap, {})
    value = machine.value(machine.evaluate(node, Frame(module), state), state)
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else None


def _files(tree: Tree, module: Module) -> Iterator[Piece]:
    """The files whose names a module mentions, near it in the tree, in the order in which it does.

    cffi refuses every directive but ``#define``, so a file that has another one is no text for it.
    """
    seen: set[str] = set()
    for inner in ast.walk(module.tree):
        if not (isinstance(inner, ast.Constant) and isinstance(inner.value, str) and _FILE.fullmatch(inner.value)):
            continue
        for path in _named(tree, module.path, inner.value.replace("\\", "/").removeprefix("./")):
            text = tree.text(path) if path not in seen else ""
            seen.add(path)
            if text and not _DIRECTIVE.search(text):
                yield Piece(module, path, 1, text)


def _named(tree: Tree, importer: str, wanted: str) -> list[str]:
    """The files that a name or a pattern means: beside the module, below it, or from a folder above it."""
    folder = importer.rpartition("/")[0]
    if "*" in wanted:
        pattern = f"{folder}/{wanted}" if folder else wanted
        suffix = "." + wanted.rpartition(".")[2].lower()
        near = [file.path for file in tree.files(suffix) if file.path.rpartition("/")[0] == pattern.rpartition("/")[0]]
        return [path for path in near if fnmatchcase(path, pattern)]
    above = folder
    while True:
        beside = f"{above}/{wanted}" if above else wanted
        if tree.contains(beside):
            return [beside]
        if not above or "/" not in wanted:
            break
        above = above.rpartition("/")[0]
    below = _below(tree, folder, wanted)
    return below if len(below) == 1 else []


def _below(tree: Tree, folder: str, wanted: str) -> list[str]:
    suffix = "." + wanted.rpartition(".")[2].lower()
    prefix = f"{folder}/" if folder else ""
    depth = prefix.count("/") + wanted.count("/") + 1
    return [
        file.path
        for file in tree.files(suffix)
        if file.path.startswith(prefix) and file.path.endswith(f"/{wanted}") and file.path.count("/") <= depth
    ]


class Joined:
    """Pieces as one text of C, and where each of its lines stands.

    Args:
        parts: The pieces, in order.

    Attributes:
        text: The text; its lines are those of the pieces.
        macros: Numbers that it defines as macros, with their places.
        vague: Enumerators whose value the compiler fills in.
    """

    def __init__(self, parts: list[Piece]) -> None:
        self._starts: list[tuple[int, Piece]] = []
        self.vague: set[str] = set()
        self.macros: list[tuple[str, int, Span, Piece]] = []
        lines = 0
        texts: list[str] = []
        for piece in parts:
            self._starts.append((lines + 1, piece))
            self.vague.update(_DOTTED_ENUMERATOR.findall(piece.text))
            # One enumerator stands for the enum.
            self.vague.update(_OPENED.findall(piece.text))
            for match in _DEFINE.finditer(piece.text):
                line = piece.text.count("\n", 0, match.start(1))
                column = match.start(1) - (piece.text.rfind("\n", 0, match.start(1)) + 1) + 1
                digits = match.group(2).strip("() \t").replace(" ", "")
                value = int(digits, 0 if digits.lstrip("+-")[:2].lower() == "0x" else 10)
                self.macros.append((match.group(1), value, _span(piece, line, column, len(match.group(1))), piece))
            text = plain(piece.text)
            texts.append(text)
            lines += text.count("\n") + 1
        self.text = "\n".join(texts) + "\n"

    def place(self, line: int, column: int, width: int) -> tuple[Piece, Span]:
        """The piece and the place of something in the text."""
        start, piece = max((one for one in self._starts if one[0] <= line), key=lambda one: one[0])
        return piece, _span(piece, line - start, column, width)


def _span(piece: Piece, line: int, column: int, width: int) -> Span:
    first = column + piece.column if line == 0 else column
    return Span(piece.path, piece.line + line, first, piece.line + line, first + width)


def plain(text: str) -> str:
    """A text of cffi as C, on the same lines: what the compiler would fill in is left out or marked."""
    text = text.replace("\r\n", "\n")
    for pattern in (_PYTHON_BLOCK, _PYTHON_LINE, _DOTTED_MACRO):
        text = pattern.sub(_blank, text)
    text = _OPAQUE.sub(r"typedef struct paramcheck_opaque_\2 \1\2;", text)
    text = _DOTTED_ENUMERATOR.sub(r"\1", text)
    text = _OPEN_ENUM.sub(_blank, text)
    text = _OPEN_STRUCT.sub(f"char {REST};", text)
    text = _UNKNOWN_LENGTH.sub("[]", text)
    return _CONVENTION.sub("", text)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")
