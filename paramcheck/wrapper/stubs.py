"""Defaults that ``.pyi`` stubs state.

A stub repeats a signature by hand, so it can say another default than the code. Where an extension module has a stub
and nothing else that can be read, the stub is the surface.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from paramcheck.model import StatedDefault, SurfaceKind, WrapperParameter
from paramcheck.values import Literal, Sequence, Unknown
from paramcheck.wrapper.interpreter.models import is_public
from paramcheck.wrapper.package import Module, is_wrapper_source, module_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.model import WrapperFacts
    from paramcheck.sources.tree import Tree
    from paramcheck.values import Value
    from paramcheck.wrapper.package import Package

SUFFIX = ".pyi"


def read(tree: Tree, package: Package, facts: WrapperFacts) -> None:
    """Add what the stubs of a tree state.

    Args:
        tree: The tree.
        package: Its modules.
        facts: Everything that was read from code, extension modules included.
    """
    stubs = _stubs(tree)
    if not stubs:
        return
    known = _Known(facts.parameters)
    for stub in stubs:
        facts.files += 1
        has_code = package.find(stub.name, stub.path) is not None
        for parameter in _once(_parameters(stub)):
            found = known.find(stub.name, parameter)
            if found is not None and not isinstance(parameter.default, Unknown):
                assert parameter.default is not None
                facts.stated.append(StatedDefault(found, parameter.default, parameter.span, "stub"))
            elif found is None and not has_code and not known.has(stub.name, parameter):
                facts.parameters.append(parameter)


def _stubs(tree: Tree) -> list[Module]:
    paths = [file.path for file in tree.files(SUFFIX) if is_wrapper_source(file.path)]
    packages = {
        str(PurePosixPath(file.path).parent)
        for file in tree.files(".py", SUFFIX)
        if PurePosixPath(file.path).stem == "__init__"
    }
    found: list[Module] = []
    for path in paths:
        name, is_package = module_name(path, packages)
        found.append(Module(tree, name, path, is_package=is_package))
    return found


class _Known:
    """Parameters of the code, by the surface's name as far as a stub can tell it."""

    def __init__(self, parameters: Iterable[WrapperParameter]) -> None:
        self._exact: dict[tuple[str, str], WrapperParameter] = {}
        self._by_tail: dict[tuple[str, str], list[WrapperParameter]] = defaultdict(list)
        self._surfaces: set[str] = set()
        for one in parameters:
            self._exact[one.surface, one.name] = one
            self._surfaces.add(one.surface)
            parts = one.surface.split(".")
            for length in (2, 3):
                self._by_tail[".".join(parts[-length:]), one.name].append(one)

    def find(self, module: str, stated: WrapperParameter) -> WrapperParameter | None:
        """The parameter that a stub means: of the same module, or the only one of its class and name."""
        exact = self._exact.get((stated.surface, stated.name))
        if exact is not None:
            return exact
        inner = stated.surface.removeprefix(f"{module}.")
        tails = [f"{module.rpartition('.')[2]}.{inner}"]
        if "." in inner:
            # A package often takes the classes of its extension module out under its own name.
            tails.append(inner)
        for tail in tails:
            found = {one.surface: one for one in self._by_tail.get((tail, stated.name), ())}
            if len(found) == 1:
                return next(iter(found.values()))
        return None

    def has(self, module: str, stated: WrapperParameter) -> bool:
        """Whether the surface itself is known from code, under whatever name of its module."""
        tail = f"{module.rpartition('.')[2]}.{stated.surface.removeprefix(f'{module}.')}"
        return any(surface == stated.surface or surface.endswith(tail) for surface in self._surfaces)


def _once(parameters: Iterator[WrapperParameter]) -> list[WrapperParameter]:
    """Of the overloads of a function, what they agree on."""
    groups: dict[tuple[str, str], list[WrapperParameter]] = defaultdict(list)
    for one in parameters:
        groups[one.surface, one.name].append(one)
    return [many[0] for many in groups.values() if len({one.declared for one in many}) == 1]


def _parameters(stub: Module) -> Iterator[WrapperParameter]:
    yield from _in(stub, stub.tree.body, stub.name, is_class=False)


def _in(stub: Module, body: list[ast.stmt], scope: str, *, is_class: bool) -> Iterator[WrapperParameter]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _in(stub, node.body, f"{scope}.{node.name}", is_class=True)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for parameter, default in _defaults(node.args):
                yield _made(stub, f"{scope}.{node.name}", parameter.arg, parameter, default)
        elif isinstance(node, ast.AnnAssign) and is_class:
            if isinstance(node.target, ast.Name) and node.value is not None and not _is_ellipsis(node.value):
                yield _made(stub, scope, node.target.id, node.target, node.value)
        elif isinstance(node, (ast.If, ast.Try)):
            yield from _in(stub, [*node.body, *node.orelse], scope, is_class=is_class)


def _defaults(spec: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    positional = [*spec.posonlyargs, *spec.args]
    tail = positional[len(positional) - len(spec.defaults) :]
    for parameter, default in [
        *zip(tail, spec.defaults, strict=True),
        *zip(spec.kwonlyargs, spec.kw_defaults, strict=True),
    ]:
        if default is not None:
            yield parameter, default


def _made(stub: Module, surface: str, name: str, place: ast.AST, default: ast.expr) -> WrapperParameter:
    return WrapperParameter(
        surface=surface,
        name=name,
        kind=SurfaceKind.STUB,
        declared=stub.source(default),
        default=_value(stub, default),
        span=stub.span(place, default),
        public=is_public(surface),
    )


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _value(stub: Module, node: ast.expr) -> Value:
    spelling = stub.source(node)
    if _is_ellipsis(node):
        return Unknown(spelling, "the stub only says that there is a default")
    try:
        known = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return Unknown(spelling, "not written out")
    if known is None or isinstance(known, (bool, int, float, str, bytes)):
        return Literal(known, spelling)
    if isinstance(known, (list, tuple)) and all(isinstance(one, (bool, int, float, str)) for one in known):
        return Sequence(tuple(Literal(one, repr(one)) for one in known), spelling)
    return Unknown(spelling, "no plain value")
