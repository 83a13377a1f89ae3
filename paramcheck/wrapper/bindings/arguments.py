"""What a binding says of its arguments: ``py::arg("x") = v``, ``"x"_a``, ``py::kw_only()``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct

from paramcheck.wrapper.bindings.cursors import declaration, member_call, operands, same_class, unwrap
from paramcheck.wrapper.bindings.defaults import value_of

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.clang.unit import Unit
    from paramcheck.model import Span
    from paramcheck.values import Value

_ARGUMENTS = frozenset({"arg", "arg_v", "kw_only", "pos_only", "keywords", "arg_locked", "arg_t"})
_MARKERS = frozenset({"kw_only", "pos_only"})
_STARTS = re.compile(r"(?:\w+\s*::\s*)*arg(?:_v)?\s*\(|\"\w+\"_a\b")
_IN_TEXT = re.compile(r"\barg(?:_v)?\s*\(\s*\"(\w+)\"|\"(\w+)\"_a\b")


class Argument(Struct, frozen=True):
    """One argument as the binding declares it.

    Attributes:
        name: Its name; empty for one without.
        declared: The default as written; empty if it must be given.
        default: The same as a value.
        span: From the argument to the end of its default.
    """

    name: str
    declared: str
    default: Value | None
    span: Span


def read(unit: Unit, extras: list[Cursor]) -> list[Argument]:
    """The arguments among what a binding is given besides the function.

    Args:
        unit: Where they stand.
        extras: Arguments, documentation, policies.
    """
    found: list[Argument] = []
    for one in extras:
        found.extend(_read(unit, one))
    return found


def _read(unit: Unit, cursor: Cursor) -> list[Argument]:
    inner = _unwrapped(cursor)
    if inner.kind is CursorKind.STRING_LITERAL:
        return []
    made = declaration(inner.type)
    kind = made.spelling if made is not None else ""
    if kind in _MARKERS or (kind not in _ARGUMENTS and not _unresolved(unit, inner)):
        return []
    if _is_comma(unit, inner):
        # Boost: (arg("a"), arg("b") = 1)
        parts = [one for one in operands(inner) if not _is_operator(one)]
        return [found for one in parts for found in _read(unit, one)]
    name, default = _take_apart(unit, inner)
    if default is not None:
        return [Argument(name, unit.source(default), value_of(unit, default), unit.span(inner))]
    return [Argument(name, "", None, unit.span(inner))]


def _unwrapped(cursor: Cursor) -> Cursor:
    current = unwrap(cursor)
    while current.kind is CursorKind.CALL_EXPR:
        # A copy of a temporary.
        called, parts = current.referenced, operands(current)
        copies = called is not None and called.kind is CursorKind.CONSTRUCTOR and len(parts) == 1
        if not copies or not same_class(parts[0].type, current.type):
            return current
        current = unwrap(parts[0])
    return current


def _unresolved(unit: Unit, cursor: Cursor) -> bool:
    """Whether something is an argument by its text, though its type is not known."""
    return declaration(cursor.type) is None and _STARTS.match(unit.source(cursor)) is not None


def _is_comma(unit: Unit, cursor: Cursor) -> bool:
    del unit
    return cursor.spelling == "operator," or (cursor.kind is CursorKind.BINARY_OPERATOR and not cursor.spelling)


def _is_operator(cursor: Cursor) -> bool:
    return str(unwrap(cursor).spelling).startswith("operator") and unwrap(cursor).kind is CursorKind.DECL_REF_EXPR


def _take_apart(unit: Unit, cursor: Cursor) -> tuple[str, Cursor | None]:
    """The name of an argument, and the expression of its default."""
    inner = _unwrapped(cursor)
    if inner.kind is CursorKind.CALL_EXPR and inner.spelling == "operator=":
        parts = [one for one in operands(inner) if not _is_operator(one)]
        return _take_apart(unit, parts[0])[0], (parts[1] if len(parts) > 1 else None)
    if inner.kind in {CursorKind.BINARY_OPERATOR, CursorKind.UNEXPOSED_EXPR} and len(operands(inner)) == 2:
        # An assignment that clang did not resolve.
        left, right = operands(inner)
        return _take_apart(unit, left)[0], right
    called = member_call(unit, inner)
    if called is not None and called[1] is not None:
        # arg("x").noconvert()
        return _take_apart(unit, called[1])
    made = declaration(inner.type)
    arguments = [one for one in operands(inner) if one.kind.is_expression()]
    name = _text(arguments[0]) if arguments else None
    if name is None:
        match = _IN_TEXT.search(unit.source(inner))
        name = (match.group(1) or match.group(2)) if match else ""
    valued = made is not None and made.spelling == "arg_v" and len(arguments) > 1
    return name, (arguments[1] if valued else None)


def _text(cursor: Cursor) -> str | None:
    inner = unwrap(cursor)
    if inner.kind is not CursorKind.STRING_LITERAL:
        return None
    return str(inner.spelling).strip('"')
