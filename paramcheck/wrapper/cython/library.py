"""Cython sources of a tree: their module names, and what ``cimport`` and ``include`` find."""

from __future__ import annotations

import ast
import sys
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from paramcheck.wrapper.cython.module import CythonModule
from paramcheck.wrapper.cython.names import DECLARATIONS
from paramcheck.wrapper.cython.parser import MISSING, parse
from paramcheck.wrapper.cython.text import Text

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from paramcheck.model import Problem
    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.cython.parser import Source


class CythonLibrary:
    """The Cython sources of a tree.

    Args:
        tree: The sources.
        named: The dotted name of a module by its path, and whether it is a package's ``__init__``.
        exists: Whether the package has a module of a dotted name.
    """

    def __init__(self, tree: Tree, named: Callable[[str], tuple[str, bool]], exists: Callable[[str], bool]) -> None:
        self._tree = tree
        self._named = named
        self._exists = exists
        self._declarations: dict[str, list[CythonModule]] = {}
        self._parsed: dict[str, Source] = {}
        self._reported: set[tuple[str | None, str]] = set()

    def modules(self, paths: Sequence[str]) -> Iterator[CythonModule]:
        """Modules for some sources."""
        built = dict(extension_names(self._tree)) if any(path.endswith(".pyx") for path in paths) else {}
        for path in paths:
            name, is_package = self._named(path)
            if path.endswith(".pxd"):
                module = CythonModule(self._tree, name + DECLARATIONS, path, is_package=is_package, library=self)
                self._declarations.setdefault(name, []).append(module)
            else:
                name = built.get(path, name)
                module = CythonModule(self._tree, name, path, is_package=is_package, library=self)
            yield module

    def parsed(self, path: str) -> Source:
        """The parser's tree of a source. Declarations that belong to code are wanted twice."""
        source = self._parsed.get(path)
        if source is None:
            source = self._parsed[path] = parse(Text(path, self._tree.text(path)), self._include)
            self._report(source.problems)
        return source

    def _include(self, name: str, including: str) -> tuple[Text, str] | None:
        path = self.included(name, including)
        return None if path is None else (Text(path, self._tree.text(path)), str(self._tree.locate(path)))

    def seen_from(self, module: CythonModule) -> _View:
        """The sources as one of them names the others."""
        return _View(self, module)

    def find(self, name: str, near: str) -> CythonModule | None:
        """The file of declarations of a module; of several, the one whose path is closest."""
        found = self._declarations.get(name)
        if found is None and "." in name:
            # A folder without __init__ is a namespace package: its modules are named by their last part alone.
            tail = "/" + name.replace(".", "/") + ".pxd"
            found = [
                one for one in self._declarations.get(name.rpartition(".")[2], []) if f"/{one.path}".endswith(tail)
            ]
        if not found:
            return None
        return max(found, key=lambda one: (_shared(one.path, near), -len(one.path)))

    def exists(self, name: str) -> bool:
        """Whether the package has a module of a dotted name."""
        return self._exists(name)

    def included(self, name: str, including: str) -> str | None:
        """The path that ``include "name"`` means: beside the source, or anywhere in the tree if there is one such."""
        beside = str(PurePosixPath(including).parent / name)
        parts: list[str] = []
        for part in beside.split("/"):
            if part == ".." and parts:
                parts.pop()
            elif part not in {".", ".."}:
                parts.append(part)
        path = "/".join(parts)
        if self._tree.contains(path):
            return path
        suffix = PurePosixPath(name).suffix
        found = [one.path for one in self._tree.files(suffix) if f"/{one.path}".endswith("/" + name)] if suffix else []
        return found[0] if len(found) == 1 else None

    def _report(self, problems: list[Problem]) -> None:
        """Add problems to the tree's, each once. A missing parser is one problem a module, not one a declaration."""
        for one in problems:
            if one.message == MISSING and one.path is not None and not one.path.endswith(".pyx"):
                continue
            key = one.path, one.message
            if key not in self._reported:
                self._reported.add(key)
                self._tree.problems.append(one)


class _View:
    """The library as one module names it."""

    def __init__(self, library: CythonLibrary, module: CythonModule) -> None:
        self._library = library
        self._module = module

    def declarations(self, name: str, level: int) -> CythonModule | None:
        """The file of declarations of a module, named as a statement of the module names it."""
        near, package = self._module.path, self._module.package
        if level:
            base = package.split(".") if package else []
            base = base[: len(base) - (level - 1)] if level > 1 else base
            return self._library.find(".".join([*base, name] if name else base), near)
        found = self._library.find(name, near)
        # Without `from __future__ import absolute_import`, a module beside this one counts too.
        return found or (self._library.find(f"{package}.{name}", near) if package else None)

    def implementation(self) -> str | None:
        """The module that has the code of what this file of declarations declares."""
        name = self._module.name.removesuffix(DECLARATIONS)
        return name if self._library.exists(name) else None


def _shared(left: str, right: str) -> int:
    count = 0
    for a, b in zip(left.split("/"), right.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count


def extension_names(tree: Tree) -> Iterator[tuple[str, str]]:
    """Paths of Cython sources and the names of the modules that are built from them.

    ``setup.py`` and ``pyproject.toml`` state them. Only what is written out counts; nothing is run.
    """
    yield from _stated_extensions(tree)
    for file in tree.files(".py"):
        folder, _, name = file.path.rpartition("/")
        if name != "setup.py":
            continue
        try:
            parsed = ast.parse(tree.text(file.path))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(parsed):
            if isinstance(node, ast.Call) and _called(node).endswith("Extension"):
                yield from _extension(node, f"{folder}/" if folder else "")


def _stated_extensions(tree: Tree) -> Iterator[tuple[str, str]]:
    if not tree.contains("pyproject.toml"):
        return
    try:
        tool = tomllib.loads(tree.text("pyproject.toml")).get("tool", {})
        rows = tool.get("setuptools", {}).get("ext-modules", [])
        for row in rows:
            yield from ((str(source), str(row["name"])) for source in row.get("sources", []))
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        return


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _extension(node: ast.Call, folder: str) -> Iterator[tuple[str, str]]:
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    name = node.args[0] if node.args else given.get("name")
    sources = node.args[1] if len(node.args) > 1 else given.get("sources")
    if not (
        isinstance(name, ast.Constant) and isinstance(name.value, str) and isinstance(sources, (ast.List, ast.Tuple))
    ):
        return
    for source in sources.elts:
        if isinstance(source, ast.Constant) and isinstance(source.value, str) and source.value.endswith(".pyx"):
            yield folder + source.value.removeprefix("./"), name.value
