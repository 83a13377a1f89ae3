"""The Python modules of a tree: their names, their syntax trees, and what an import finds.

Nothing is imported. A module's name follows from the ``__init__.py`` files around it, as Python's import system
would see it with the package's parent folder on the path.
"""

from __future__ import annotations

import ast
import re
import warnings
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from paramcheck.model import Problem, Span
from paramcheck.wrapper import halves, nesting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.cython.types import Declared
    from paramcheck.wrapper.uses import Definition

_NOT_WRAPPER = frozenset(
    {"test", "tests", "testing", "doc", "docs", "example", "examples", "benchmark", "benchmarks", "bench"}
    | {"demo", "demos", "tutorial", "tutorials", "samples", "site-packages", "node_modules", "conda", "docker"}
)
"""Folders whose Python uses the wrapper instead of being it."""

_VENDORED = frozenset(
    {"vendor", "vendored", "third_party", "thirdparty", "3rdparty", "external", "extern", "deps", "submodules"}
    | {"subprojects", "_vendor"}
)
"""Folders that hold other projects, whose own Python is not this wrapper."""

_RELEASE = re.compile(r".*[^\W\d_].*[-_]v?\d+(?:\.\d+)+", re.ASCII)
"""A folder that is named as the release of another project."""

_CYTHON = (".pyx", ".pxd")

_WORD = re.compile(r"[A-Za-z_]\w*")

_BUILD_FILES = frozenset({"setup.py", "conftest.py", "noxfile.py", "conanfile.py", "versioneer.py"})

LONGEST = 1_500_000
"""Characters. Python files beyond this are generated data; a syntax tree takes 200 times as much memory."""


class Module:
    """A Python module.

    Attributes:
        name: Dotted name.
        path: Relative to the tree's root.
        is_package: Whether it is an ``__init__.py``.
        is_compiled: Whether it is an extension module, with C data in its classes.
        is_cplusplus: Whether that data may be C++.
    """

    is_compiled = False
    is_cplusplus = False

    def __init__(self, tree: Tree, name: str, path: str, *, is_package: bool) -> None:
        self._tree = tree
        self.name = name
        self.path = path
        self.is_package = is_package
        self.definitions: list[Definition] | None = None

    @cached_property
    def text(self) -> str:
        """The source text."""
        return self._tree.text(self.path)

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends, as the parser counts them."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree; empty, with a problem noted, if the file does not parse."""
        empty = ast.Module(body=[], type_ignores=[])
        if len(self.text) > LONGEST:
            self._tree.problems.append(Problem(f"not read: longer than {LONGEST} characters", self.path))
            return empty
        try:
            with warnings.catch_warnings():
                # Invalid escapes in other people's strings are not this program's business.
                warnings.simplefilter("ignore")
                found = ast.parse(self.text)
        except SyntaxError as error:
            message = f"not read: {error.msg or 'syntax error'}"
            self._tree.problems.append(Problem(message, self.path, error.lineno))
        except (ValueError, RecursionError, MemoryError) as error:
            self._tree.problems.append(Problem(f"not read: {error or type(error).__name__}", self.path))
        else:
            for line in nesting.cut(found, self.text):
                self._tree.problems.append(Problem("nested too deeply to follow", self.path, line))
            halves.replace(found, self.text)
            return found
        return empty

    @cached_property
    def words(self) -> frozenset[str]:
        """All names in the text, those in its comments and literals as well."""
        return frozenset(_WORD.findall(self.text))

    @property
    def package(self) -> str:
        """The dotted name that relative imports start from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    def lines_of(self, node: ast.AST) -> tuple[str, list[str]]:
        """The path and the lines of the source in which a node stands."""
        del node
        return self.path, self.lines

    def is_internal(self, node: ast.AST) -> bool:
        """Whether no Python code outside can call a function, whatever its name."""
        del node
        return False

    def attributes_of(self, node: ast.AST) -> Mapping[str, tuple[Declared, ast.expr]]:
        """The declared attributes of a class, with the expression of their type."""
        del node
        return {}

    def renamed(self, node: ast.AST, name: str) -> str:
        """The name on the native side of a field of the record that a class mirrors."""
        del node
        return name

    def span(self, node: ast.AST, end: ast.AST | None = None) -> Span:
        """The place of a node, or from the start of one to the end of another."""
        path, lines = self.lines_of(node)
        first_line = getattr(node, "lineno", 1)
        last = end if end is not None else node
        last_line = getattr(last, "end_lineno", None) or first_line
        return Span(
            path,
            first_line,
            _column(lines, first_line, getattr(node, "col_offset", 0)),
            last_line,
            _column(lines, last_line, getattr(last, "end_col_offset", None) or 0),
        )

    def source(self, node: ast.AST) -> str:
        """The text of a node on one line."""
        # ast.get_source_segment splits the whole text at each call, which is quadratic in long files. What a loop does
        # is spelled again and again.
        cached: str | None = getattr(node, "_paramcheck_source", None)
        if cached is None:
            cached = self._source(node)
            node._paramcheck_source = cached  # type: ignore[attr-defined] # noqa: SLF001 - a cache on our own tree
        return cached

    def _source(self, node: ast.AST) -> str:
        if getattr(node, "end_lineno", None) is None:
            return ast.unparse(node)
        span = self.span(node)
        lines = self.lines_of(node)[1][span.line - 1 : span.end_line]
        if not lines:
            return ""
        if len(lines) == 1:
            return lines[0][span.column - 1 : span.end_column - 1]
        return " ".join(" ".join([lines[0][span.column - 1 :], *lines[1:-1], lines[-1][: span.end_column - 1]]).split())


def _column(lines: list[str], line: int, offset: int) -> int:
    # ast counts UTF-8 bytes; people and editors count characters.
    if not 0 < line <= len(lines):
        return offset + 1
    text = lines[line - 1]
    if text.isascii():
        return offset + 1
    return len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore")) + 1


class Package:
    """All modules of a tree that may belong to the wrapper."""

    def __init__(self, tree: Tree, paths: Iterable[str] | None = None) -> None:
        self.tree = tree
        self.modules: dict[str, list[Module]] = {}
        given = [file.path for file in tree.files(".py", *_CYTHON)] if paths is None else list(paths)
        python = [path for path in given if not path.endswith(_CYTHON)]
        packages = {str(PurePosixPath(path).parent) for path in python if path.endswith("__init__.py")}
        for path in python:
            if is_wrapper_source(path):
                name, is_package = module_name(path, packages)
                self.modules.setdefault(name, []).append(Module(tree, name, path, is_package=is_package))
        cython = [path for path in given if path.endswith(_CYTHON) and is_wrapper_source(path)]
        if cython:
            self._add_cython(cython, packages)

    def _add_cython(self, paths: list[str], packages: set[str]) -> None:
        from paramcheck.wrapper.cython.library import CythonLibrary  # noqa: PLC0415 - few trees have Cython sources

        packages = packages | {str(PurePosixPath(path).parent) for path in paths if "/__init__.p" in f"/{path}"}
        library = CythonLibrary(self.tree, lambda path: module_name(path, packages), lambda name: name in self.modules)
        for module in library.modules(paths):
            self.modules.setdefault(module.name, []).append(module)

    def all(self) -> list[Module]:
        """Every module, ordered by path."""
        return sorted((one for many in self.modules.values() for one in many), key=lambda module: module.path)

    def find(self, name: str, near: str = "") -> Module | None:
        """The module of that dotted name; of several, the one whose path is closest to ``near``.

        Of a compiled module and a Python file in one folder, an import finds the compiled one.
        """
        found = self.modules.get(name) or self._in_namespace(name)
        if not found:
            return None
        return max(found, key=lambda module: (_shared_parts(module.path, near), module.is_compiled, -len(module.path)))

    def _in_namespace(self, name: str) -> list[Module]:
        # A folder without __init__.py is a namespace package: its modules are named by their last part alone.
        if "." not in name:
            return []
        tail = "/" + name.replace(".", "/")
        return [
            one
            for one in self.modules.get(name.rpartition(".")[2], [])
            if ("/" + one.path).endswith((tail + ".py", tail + ".pyx"))
        ]

    def absolute(self, module: Module, name: str | None, level: int) -> str:
        """The dotted name that ``from <level dots><name> import`` in a module means."""
        if level == 0:
            return name or ""
        base = module.package.split(".") if module.package else []
        base = base[: len(base) - (level - 1)] if level > 1 else base
        return ".".join([*base, *([name] if name else [])])


def is_wrapper_source(path: str) -> bool:
    """Whether a Python file may belong to the wrapper, judged by its path."""
    *folders, file = path.split("/")
    if file in _BUILD_FILES or file.startswith("test_"):
        return False
    lowered = {folder.lower() for folder in folders}
    # The outermost folder may be the project itself, as it was unpacked.
    released = any(_RELEASE.fullmatch(folder) for folder in folders[1:])
    return not (released or lowered & _NOT_WRAPPER or lowered & _VENDORED)


def module_name(path: str, packages: set[str]) -> tuple[str, bool]:
    """The dotted name of a Python file, and whether it is a package's ``__init__``.

    Args:
        path: Relative path of the file.
        packages: Folders that hold an ``__init__.py``.
    """
    pure = PurePosixPath(path)
    parts = [] if pure.stem == "__init__" else [pure.stem]
    folder = pure.parent
    while str(folder) in packages and folder.name:
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts) or pure.stem, pure.stem == "__init__"


def _shared_parts(left: str, right: str) -> int:
    count = 0
    for a, b in zip(left.split("/"), right.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count
