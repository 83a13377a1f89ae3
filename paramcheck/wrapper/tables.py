"""Defaults that Python code states under the names of a native record, without handing them on.

A re-implementation of a library in Python repeats its settings, and a dictionary of defaults is read by code that
cannot always be followed. What such a table means is told by its names alone, so only tables of many names count.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING

from paramcheck.model import SurfaceKind, WrapperParameter
from paramcheck.values import Literal, Sequence, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.values import Value
    from paramcheck.wrapper.package import Module, Package

_LEAST = 6
"""Names that a table and a record must have in common."""

_LOOK_UPS = frozenset({"pop", "get", "setdefault"})
_CONSTANTS = {"inf": math.inf, "nan": math.nan, "pi": math.pi}
_NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

_Stated = tuple[str, ast.expr, ast.AST]
"""A name, its default, and the place where it is stated."""


def find(package: Package, records: Iterable[frozenset[str]]) -> list[tuple[WrapperParameter, ...]]:
    """The tables that have many names in common with one of the records.

    Args:
        package: The modules.
        records: The names of each record's fields.
    """
    wanted = [names for names in records if len(names) >= _LEAST]
    if not wanted:
        return []
    found: list[tuple[WrapperParameter, ...]] = []
    for module in package.all():
        near = [names for names in wanted if len(names & module.words) >= _LEAST]
        if near and not module.is_compiled:
            found.extend(_of_module(module, near))
    return found


def _of_module(module: Module, records: list[frozenset[str]]) -> Iterator[tuple[WrapperParameter, ...]]:
    constants = dict(_assignments(module.tree.body))
    for surface, kind, stated in _tables(module.tree.body, module.name):
        names = {name for name, _, _ in stated}
        if any(len(names & record) >= _LEAST for record in records):
            yield tuple(
                WrapperParameter(
                    surface=surface,
                    name=name,
                    kind=kind,
                    declared=module.source(default),
                    default=_value(default, constants, module),
                    span=module.span(place),
                )
                for name, default, place in stated
            )


def _tables(body: list[ast.stmt], scope: str) -> Iterator[tuple[str, SurfaceKind, list[_Stated]]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            name = f"{scope}.{node.name}"
            yield name, SurfaceKind.DATACLASS, [(one, value, place) for one, value, place in _attributes(node.body)]
            yield from _tables(node.body, name)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            name = f"{scope}.{node.name}"
            kind = SurfaceKind.METHOD if node.name == "__init__" else SurfaceKind.FUNCTION
            yield name, kind, [*_declared(node), *_looked_up(node)]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            for name, value in _assignments([node]):
                if isinstance(value, ast.Dict) or _is_dict_call(value):
                    schema = list(_schema(value))
                    kind = SurfaceKind.SCHEMA if schema else SurfaceKind.DICT
                    yield f"{scope}.{name}", kind, schema or list(_items(value))
        elif isinstance(node, (ast.If, ast.Try)):
            yield from _tables([*node.body, *node.orelse], scope)


def _attributes(body: list[ast.stmt]) -> Iterator[_Stated]:
    for node in body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value, node
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value, node


def _declared(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[_Stated]:
    spec = node.args
    positional = [*spec.posonlyargs, *spec.args]
    tail = positional[len(positional) - len(spec.defaults) :]
    for parameter, default in [
        *zip(tail, spec.defaults, strict=True),
        *zip(spec.kwonlyargs, spec.kw_defaults, strict=True),
    ]:
        if default is not None:
            yield parameter.arg, default, parameter


def _looked_up(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[_Stated]:
    """``kwargs.pop("name", default)``."""
    if node.args.kwarg is None:
        return
    for inner in _own(node):
        if (
            isinstance(inner, ast.Call)
            and isinstance(inner.func, ast.Attribute)
            and inner.func.attr in _LOOK_UPS
            and isinstance(inner.func.value, ast.Name)
            and inner.func.value.id == node.args.kwarg.arg
            and len(inner.args) == 2
            and isinstance(inner.args[0], ast.Constant)
            and isinstance(inner.args[0].value, str)
        ):
            yield inner.args[0].value, inner.args[1], inner


def _own(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _NESTED):
            yield child
            yield from _own(child)


def _is_dict_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args


def _items(node: ast.expr) -> Iterator[_Stated]:
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value, key
    elif isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg is not None:
                yield keyword.arg, keyword.value, keyword


def _schema(node: ast.expr) -> Iterator[_Stated]:
    """``"name": {"type": int, "default": 4}``: a description of parameters, of which each states its default."""
    for name, described, _ in _items(node):
        for key, value, place in _items(described):
            if key == "default":
                yield name, value, place
                break
        else:
            if not isinstance(described, ast.Dict):
                return


def _assignments(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for node in body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value


def _value(node: ast.expr, constants: dict[str, ast.expr], module: Module, depth: int = 0) -> Value:
    spelling = module.source(node)
    if isinstance(node, ast.Name) and node.id in constants and depth < 8:
        inner = _value(constants[node.id], constants, module, depth + 1)
        return Literal(inner.value, spelling) if isinstance(inner, Literal) else inner
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in _CONSTANTS:
        return Literal(_CONSTANTS[node.attr], spelling)
    if isinstance(node, (ast.List, ast.Tuple)):
        return Sequence(tuple(_value(one, constants, module, depth + 1) for one in node.elts), spelling)
    try:
        known = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return Unknown(spelling, "computed at run time")
    if known is None or isinstance(known, (bool, int, float, str, bytes)):
        return Literal(known, spelling)
    return Unknown(spelling, "no plain value")
