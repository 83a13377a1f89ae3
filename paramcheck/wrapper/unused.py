"""Parameters that are accepted and that no code reads."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from paramcheck.model import SurfaceKind
from paramcheck.wrapper.bodies import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.model import WrapperParameter
    from paramcheck.wrapper.package import Module, Package

_CODE = frozenset({SurfaceKind.FUNCTION, SurfaceKind.METHOD})
_MODELS = frozenset({SurfaceKind.DATACLASS, SurfaceKind.PYDANTIC})
_SEES_ALL = frozenset({"locals", "vars", "eval", "exec", "super"})
_DECORATORS = frozenset({"overload", "abstractmethod"})
_ON_PURPOSE = re.compile(r"ignored|unused|not used|no effect|deprecated|compatib|legacy", re.IGNORECASE)


def find(package: Package, parameters: Iterable[WrapperParameter]) -> frozenset[str]:
    """Qualified names of those parameters that the body of their function never names.

    A field of a model is one that no module reads which names the model. A parameter whose documentation says that it
    is ignored is left out, and so is every one of a function that only declares an interface.

    Args:
        package: The modules.
        parameters: Those to look at.
    """
    wanted: dict[str, dict[tuple[int, str], WrapperParameter]] = defaultdict(dict)
    found: set[str] = set()
    for one in parameters:
        if one.kind in _CODE:
            wanted[one.span.path][one.span.line, one.name] = one
        elif one.kind in _MODELS and not _is_read(package, one):
            found.add(one.qualified)
    for module in package.all() if wanted else ():
        places = wanted.get(module.path)
        if places:
            found.update(_of_module(module, places))
    return frozenset(found)


def _is_read(package: Package, field: WrapperParameter) -> bool:
    """Whether a module that names a model reads an attribute of the field's name."""
    model, name = field.surface.rpartition(".")[2], re.escape(field.name)
    attribute = re.compile(rf"\.\s*{name}\b|[\"']{name}[\"']")
    return any(
        model in module.text and field.name in module.text and attribute.search(module.text) for module in package.all()
    )


def _of_module(module: Module, places: dict[tuple[int, str], WrapperParameter]) -> Iterator[str]:
    for node in statements(module.tree.body):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        spec = node.args
        own = [places.get((one.lineno, one.arg)) for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
        if any(own) and not _only_declares(node):
            named = {
                inner.id for statement in node.body for inner in ast.walk(statement) if isinstance(inner, ast.Name)
            }
            if named.isdisjoint(_SEES_ALL):
                text = ast.get_docstring(node, clean=False) or ""
                for one in own:
                    if one is not None and one.name not in named and not _is_on_purpose(one.name, text):
                        yield one.qualified


def _only_declares(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in node.decorator_list}
    return not names.isdisjoint(_DECORATORS) or all(
        isinstance(one, (ast.Pass, ast.Raise)) or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        for one in node.body
    )


def _is_on_purpose(name: str, docstring: str) -> bool:
    """Whether the documentation says near the name that it is ignored."""
    return any(
        _ON_PURPOSE.search(docstring, match.start(), match.end() + 200)
        for match in re.finditer(rf"\b{re.escape(name)}\b", docstring)
    )
