"""Getting at the expression that matters in libclang's tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang import cindex
from clang.cindex import CursorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

TRANSPARENT = frozenset(
    {
        CursorKind.UNEXPOSED_EXPR,
        CursorKind.PAREN_EXPR,
        CursorKind.CSTYLE_CAST_EXPR,
        CursorKind.CXX_STATIC_CAST_EXPR,
        CursorKind.CXX_FUNCTIONAL_CAST_EXPR,
        CursorKind.CXX_CONST_CAST_EXPR,
        CursorKind.CXX_REINTERPRET_CAST_EXPR,
        CursorKind.PACK_EXPANSION_EXPR,
        CursorKind.COMPOUND_LITERAL_EXPR,
    }
)
"""Expressions that are the one inside, perhaps converted."""

_CONTINUE = 1
"""``CXChildVisit_Continue`` of libclang's Index.h."""

_REFERENCES = frozenset(
    {CursorKind.TYPE_REF, CursorKind.NAMESPACE_REF, CursorKind.TEMPLATE_REF, CursorKind.OVERLOADED_DECL_REF}
)


def inside(cursor: Cursor) -> list[Cursor]:
    """What is right inside a cursor: ``get_children`` without what that asserts of each, which takes half its time."""
    found: list[Cursor] = []
    unit = cursor._tu  # noqa: SLF001 - keeps the unit alive, as the bindings do

    def visit(child: Cursor, _parent: Cursor, _data: object) -> int:
        child._tu = unit  # noqa: SLF001
        found.append(child)
        return _CONTINUE

    cindex.conf.lib.clang_visitChildren(cursor, cindex.callbacks["cursor_visit"](visit), found)
    return found


def children(cursor: Cursor) -> list[Cursor]:
    """The operands of an expression, without references to types and namespaces."""
    return [child for child in inside(cursor) if child.kind not in _REFERENCES]


def unwrap(cursor: Cursor) -> Cursor:
    """The expression inside parentheses, casts and implicit conversions."""
    while cursor.kind in TRANSPARENT:
        inner = children(cursor)
        if len(inner) != 1:
            return cursor
        cursor = inner[0]
    return cursor


def walk(cursor: Cursor) -> Iterator[Cursor]:
    """A cursor and everything in it, in the order of the source, however deep it is."""
    waiting = [cursor]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(inside(found)))
