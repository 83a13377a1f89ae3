"""What the default of a bound argument is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang.constants import evaluate
from paramcheck.values import Constructed, Literal, Sequence, Unknown
from paramcheck.wrapper.bindings.cursors import ANY_TYPE, declaration, operands, outermost_namespace, strip

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.clang.unit import Unit
    from paramcheck.values import Value

_BINDING = frozenset({"pybind11", "nanobind", "boost"})
_EMPTY = frozenset({"list", "tuple", "set", "frozenset", "dict", "args", "kwargs", "array", "array_t"})
_HOLDERS = frozenset({"str", "bytes", "int_", "float_", "bool_", "object", "cast", "make_tuple", "list", "tuple"})


def value_of(unit: Unit, cursor: Cursor) -> Value:
    """The value of a default, or of another expression that depends on no parameter.

    Args:
        unit: Where it stands.
        cursor: The expression.
    """
    inner = strip(cursor)
    made = declaration(inner.type)
    if made is not None and made.spelling == ANY_TYPE:
        return Unknown(unit.source(cursor), "not declared in the tree")
    if inner.kind is CursorKind.CALL_EXPR or inner.kind is CursorKind.INIT_LIST_EXPR:
        found = _python_object(unit, inner, unit.source(cursor))
        if found is not None:
            return found
    return evaluate(unit, cursor)


def _python_object(unit: Unit, cursor: Cursor, spelling: str) -> Value | None:
    """``none()``, ``list()``, ``str("a")``: an object that the binding library makes."""
    called = cursor.referenced
    made = declaration(cursor.type)
    name = str(cursor.spelling)
    outside = (called is not None and outermost_namespace(called) in _BINDING) or (
        made is not None and outermost_namespace(made) in _BINDING
    )
    if not outside:
        return None
    kind = made.spelling if made is not None else ""
    arguments = [one for one in operands(cursor) if one.kind.is_expression()]
    if name == "none" or kind == "none":
        return Literal(None, spelling)
    if name in {"cast", "make_tuple"}:
        items = [value_of(unit, one) for one in arguments[1:]]
        return items[0] if name == "cast" and items else Sequence(tuple(items), spelling)
    if not arguments:
        if kind in _EMPTY:
            return Sequence((), spelling) if kind != "dict" else Constructed("dict", (), spelling)
        if kind == "str":
            return Literal("", spelling)
        if kind == "object":
            return Literal(None, spelling)
    if len(arguments) == 1 and kind in _HOLDERS:
        return value_of(unit, arguments[0])
    return Unknown(spelling, "made by Python")
