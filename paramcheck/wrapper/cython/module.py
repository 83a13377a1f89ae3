"""A Cython source as a module of the package."""

from __future__ import annotations

import ast
import re
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from paramcheck.model import Problem
from paramcheck.wrapper import halves
from paramcheck.wrapper.cython.names import DECLARATIONS, imports
from paramcheck.wrapper.cython.places import Places
from paramcheck.wrapper.cython.unit import Unit
from paramcheck.wrapper.package import LONGEST, Module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.cython.declarations import Extern
    from paramcheck.wrapper.cython.library import CythonLibrary
    from paramcheck.wrapper.cython.text import Text
    from paramcheck.wrapper.cython.types import Declared


_CPLUSPLUS = re.compile(r"^#\s*distutils:\s*language\s*=\s*c\+\+|\bcimport\s+libcpp\b|\bfrom\s+libcpp\b", re.MULTILINE)
"""What says that a source is compiled as C++."""


class CythonModule(Module):
    """A ``.pyx``, or a ``.pxd`` with declarations.

    Args:
        tree: The sources.
        name: Dotted name; that of a ``.pxd`` ends with a mark.
        path: Relative to the tree's root.
        is_package: Whether it is an ``__init__``.
        library: Finds what is imported.
    """

    is_compiled = True

    def __init__(self, tree: Tree, name: str, path: str, *, is_package: bool, library: CythonLibrary) -> None:
        super().__init__(tree, name, path, is_package=is_package)
        self._library = library
        self._places: Places | None = None
        self._unit: Unit | None = None
        self._texts: dict[str, Text] = {}
        self._translating = False

    @property
    def declares(self) -> bool:
        """Whether this is a file of declarations."""
        return self.name.endswith(DECLARATIONS)

    @property
    def package(self) -> str:
        """The dotted name that relative imports start from."""
        plain = self.name.removesuffix(DECLARATIONS)
        return plain if self.is_package else plain.rpartition(".")[0]

    @cached_property
    def tree(self) -> ast.Module:
        """The translation; empty, with a problem noted, if the source cannot be read."""
        empty = ast.Module(body=[], type_ignores=[])
        if len(self.text) > LONGEST:
            self._tree.problems.append(Problem(f"not read: longer than {LONGEST} characters", self.path))
            return empty
        self._translating = True
        try:
            return self._translated() or empty
        except (RecursionError, MemoryError) as error:
            self._tree.problems.append(Problem(f"not read: {error or type(error).__name__}", self.path))
            return empty
        except (AttributeError, TypeError, ValueError, LookupError, AssertionError) as error:
            # Another version of the parser may build its trees in another way.
            reason = f"{type(error).__name__}: {error}"
            self._tree.problems.append(
                Problem(f"not read: Cython's parser gave what is not understood: {reason}", self.path)
            )
            return empty
        finally:
            self._translating = False

    def _translated(self) -> ast.Module | None:
        source = self._library.parsed(self.path)
        if source.root is None:
            return None
        texts = dict(source.texts)
        own = []
        beside = str(PurePosixPath(self.path).with_suffix(".pxd"))
        if not self.declares and self._tree.contains(beside):
            declarations = self._library.parsed(beside)
            texts.update(declarations.texts)
            if declarations.root is not None:
                own.append(declarations.root)
        self._texts = texts
        places = self._places = Places(texts)
        unit = self._unit = Unit(places, self._library.seen_from(self))
        made = unit.translate(source.root, own, declares=self.declares)
        halves.replace(made, *(text.source for text in texts.values()))
        return made

    # --- what the translation knows -----------------------------------------------------------------------------

    @property
    def exports(self) -> frozenset[str]:
        """The names that it brings to a module that cimports it."""
        if self._translating:
            # Files of declarations that cimport each other: the names come from the one that was asked first.
            return frozenset()
        found: set[str] = set()
        for statement in self.tree.body[len(imports()) :]:
            if isinstance(statement, ast.Assign):
                found.update(one.id for one in statement.targets if isinstance(one, ast.Name))
            elif isinstance(statement, (ast.ClassDef, ast.FunctionDef)):
                found.add(statement.name)
            elif isinstance(statement, (ast.Import, ast.ImportFrom)):
                found.update(one.asname or one.name for one in statement.names)
        return frozenset(name for name in found if name.isidentifier())

    @property
    def externs(self) -> dict[str, Extern]:
        """What it declares of the native side, by the name that the code uses."""
        return self._known.externs if self._known is not None else {}

    @property
    def made(self) -> set[str]:
        """Names of types of which the code makes a record or an object."""
        return self._known.made | self._known.casts | self._known.called if self._known is not None else set()

    @property
    def mirrors(self) -> dict[str, str]:
        """Structs of Cython's own that mirror a native one, and the name that the code uses for that."""
        return self._known.mirrors if self._known is not None else {}

    @property
    def declared_attributes(self) -> Iterator[tuple[str, str, str]]:
        """Class, name and name of the type of every declared attribute."""
        for node, attributes in self._known.attributes.items() if self._known is not None else ():
            for name, (kind, _) in attributes.items():
                if isinstance(node, ast.ClassDef) and kind.named:
                    yield node.name, name, kind.path[-1]

    @property
    def properties(self) -> Iterator[str]:
        """Names of properties."""
        for cls in self.tree.body:
            for node in cls.body if isinstance(cls, ast.ClassDef) else ():
                if isinstance(node, ast.FunctionDef) and any(
                    isinstance(one, ast.Name) and one.id == "property" for one in node.decorator_list
                ):
                    yield node.name

    @cached_property
    def words(self) -> frozenset[str]:
        """The names that its code uses."""
        code = self._known.code if self._known is not None else []
        nodes = [node for statement in code for node in ast.walk(statement)]
        names = [node.id for node in nodes if isinstance(node, ast.Name)]
        return frozenset([*names, *(node.attr for node in nodes if isinstance(node, ast.Attribute)), *self.made])

    def sources(self) -> Iterator[str]:
        """The texts of the source, of its declarations and of what it includes."""
        _ = self.tree
        yield from (text.source for text in self._texts.values())

    @property
    def is_cplusplus(self) -> bool:  # type: ignore[override]
        """Whether its code is compiled as C++."""
        declared = self._known is not None and self._known.cplusplus
        return declared or any(_CPLUSPLUS.search(text) for text in self.sources())

    def attributes_of(self, node: ast.AST) -> dict[str, tuple[Declared, ast.expr]]:
        """The declared attributes of a class, with the expression of their type."""
        return self._known.attributes.get(node, {}) if self._known is not None else {}

    def renamed(self, node: ast.AST, name: str) -> str:
        """The name in C of a field of a record."""
        return self._known.renamed.get(node, {}).get(name, name) if self._known is not None else name

    def is_internal(self, node: ast.AST) -> bool:
        """Whether only C code can call a function."""
        return self._known is not None and node in self._known.internal

    @property
    def _known(self) -> Unit | None:
        _ = self.tree
        return self._unit

    def lines_of(self, node: ast.AST) -> tuple[str, list[str]]:
        """The path and the lines of the source in which a node stands; it may be an included one."""
        text = self._places.included.get(node) if self._places is not None else None
        return (self.path, self.lines) if text is None else (text.path, text.lines)
