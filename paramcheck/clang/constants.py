"""What an expression of C or C++ is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang import library
from paramcheck.clang.types import native_type, record_name
from paramcheck.values import Constructed, Dynamic, Literal, Sequence, TypeKind, Unknown

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.clang.unit import Unit
    from paramcheck.values import Value

_TRANSPARENT = frozenset(
    {
        CursorKind.UNEXPOSED_EXPR,
        CursorKind.PAREN_EXPR,
        CursorKind.CSTYLE_CAST_EXPR,
        CursorKind.CXX_STATIC_CAST_EXPR,
        CursorKind.CXX_FUNCTIONAL_CAST_EXPR,
        CursorKind.CXX_CONST_CAST_EXPR,
        CursorKind.CXX_REINTERPRET_CAST_EXPR,
        CursorKind.PACK_EXPANSION_EXPR,
    }
)

_NULLS = frozenset({CursorKind.CXX_NULL_PTR_LITERAL_EXPR, CursorKind.GNU_NULL_EXPR})

_REFERENCES = frozenset(
    {CursorKind.TYPE_REF, CursorKind.NAMESPACE_REF, CursorKind.TEMPLATE_REF, CursorKind.OVERLOADED_DECL_REF}
)

_EMPTY_CONSTANTS = frozenset({"nullopt", "none", "nullptr", "None"})

_MACHINE_FUNCTIONS = ("hardware_concurrency", "num_procs", "max_threads", "cpu_count", "physical_cores", "getenv")


def children(cursor: Cursor) -> list[Cursor]:
    """The operands of an expression, without references to types and namespaces."""
    return [child for child in cursor.get_children() if child.kind not in _REFERENCES]


def unwrap(cursor: Cursor) -> Cursor:
    """The expression inside parentheses, casts and implicit conversions."""
    while cursor.kind in _TRANSPARENT:
        inner = children(cursor)
        if len(inner) != 1:
            return cursor
        cursor = inner[0]
    return cursor


def evaluate(unit: Unit, cursor: Cursor) -> Value:
    """The value of an expression, as far as it is a constant.

    Args:
        unit: Where the expression stands.
        cursor: The expression.
    """
    spelling = unit.source(cursor)
    inner = unwrap(cursor)
    if inner.kind in _NULLS:
        return Literal(None, spelling)
    named = _named(unit, inner, spelling)
    if named is not None:
        return named
    folded = library.fold(cursor)
    if folded is None and inner != cursor:
        folded = library.fold(inner)
    if folded is not None:
        return _literal(folded, cursor, spelling)
    if inner.kind is CursorKind.STRING_LITERAL:
        return Literal(_unquoted(inner.spelling), spelling)
    if inner.kind is CursorKind.INIT_LIST_EXPR:
        return _list(unit, inner, spelling)
    if inner.kind is CursorKind.CALL_EXPR:
        return _call(unit, inner, spelling)
    if inner.kind is CursorKind.CONDITIONAL_OPERATOR:
        return Unknown(spelling, "which value is used depends on a condition")
    if inner.kind is CursorKind.LAMBDA_EXPR:
        return Unknown(spelling, "a function")
    if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) == "&":
        return Unknown(spelling, "an address")
    if inner.kind is CursorKind.CXX_BOOL_LITERAL_EXPR:
        return Literal(spelling == "true", spelling)
    return Unknown(spelling, _why(inner))


def _why(cursor: Cursor) -> str:
    if cursor.kind in {CursorKind.DECL_REF_EXPR, CursorKind.MEMBER_REF_EXPR} and cursor.spelling:
        return f"{cursor.spelling} is no constant"
    return "no constant expression"


def _named(unit: Unit, cursor: Cursor, spelling: str) -> Value | None:
    """An enumerator, or a constant that another declaration gives a value."""
    if cursor.kind is not CursorKind.DECL_REF_EXPR:
        return None
    target = cursor.referenced
    if target is None:
        return None
    if target.kind is CursorKind.ENUM_CONSTANT_DECL:
        return Literal(target.enum_value, spelling, target.spelling)
    if target.kind is CursorKind.VAR_DECL:
        if target.spelling in _EMPTY_CONSTANTS:
            return Literal(None, spelling)
        folded = library.fold(cursor)
        if folded is not None:
            literal = _literal(folded, cursor, spelling)
            return Literal(literal.value, spelling, target.spelling)
        return variable(unit, target, spelling)
    return None


def variable(unit: Unit, declaration: Cursor, spelling: str) -> Value | None:
    """The value of a constant variable."""
    if not declaration.type.is_const_qualified() and "constexpr" not in unit.source(declaration)[:60]:
        return None
    initialiser = library.initialiser(declaration)
    if initialiser is None:
        definition = declaration.get_definition()
        initialiser = library.initialiser(definition) if definition is not None else None
    if initialiser is None:
        return None
    value = evaluate(unit, initialiser)
    if isinstance(value, Literal):
        return Literal(value.value, spelling, declaration.spelling)
    return value


def _literal(folded: float | str, cursor: Cursor, spelling: str) -> Literal:
    kind = native_type(cursor.type)
    if kind.kind is TypeKind.BOOL and not isinstance(folded, str):
        return Literal(bool(folded), spelling)
    if kind.kind in {TypeKind.POINTER, TypeKind.TEXT} and folded == 0:
        return Literal(None, spelling)
    return Literal(folded, spelling)


def _unquoted(text: str) -> str:
    body = text[text.find('"') + 1 : text.rfind('"')]
    try:
        return body.encode("latin-1", "backslashreplace").decode("unicode_escape")
    except UnicodeDecodeError:
        return body


def _list(unit: Unit, cursor: Cursor, spelling: str) -> Value:
    items = children(cursor)
    kind = native_type(cursor.type)
    if not items:
        return empty(kind.kind, record_name(cursor.type), spelling)
    if (
        kind.kind in {TypeKind.BOOL, TypeKind.INTEGER, TypeKind.FLOAT, TypeKind.ENUM, TypeKind.POINTER}
        and len(items) == 1
    ):
        inner = evaluate(unit, items[0])
        return Literal(inner.value, spelling, inner.symbol) if isinstance(inner, Literal) else inner
    values = tuple(evaluate(unit, item) for item in items)
    if kind.kind is TypeKind.ARRAY:
        return Sequence(values, spelling)
    if kind.kind in {TypeKind.STRING, TypeKind.TEXT} and len(values) == 1:
        return values[0]
    return Constructed(record_name(cursor.type) or kind.spelling, values, spelling)


def empty(kind: TypeKind, record: str | None, spelling: str) -> Value:
    """What ``{}`` makes of a type."""
    if kind is TypeKind.BOOL:
        return Literal(value=False, spelling=spelling)
    if kind in {TypeKind.INTEGER, TypeKind.ENUM}:
        return Literal(0, spelling)
    if kind is TypeKind.FLOAT:
        return Literal(0.0, spelling)
    if kind is TypeKind.STRING:
        return Literal("", spelling)
    if kind in {TypeKind.POINTER, TypeKind.TEXT}:
        return Literal(None, spelling)
    if kind is TypeKind.ARRAY:
        return Sequence((), spelling)
    return Constructed(record or "", (), spelling)


def _call(unit: Unit, cursor: Cursor, spelling: str) -> Value:
    name = cursor.spelling
    arguments = list(cursor.get_arguments())
    target = cursor.referenced
    if target is not None and target.kind is CursorKind.CONSTRUCTOR:
        return _construction(unit, cursor, arguments, spelling)
    if not arguments and target is None and not name:
        # T() of a type without a constructor of its own.
        kind = native_type(cursor.type)
        return empty(kind.kind, record_name(cursor.type), spelling)
    if name in {"move", "forward", "as_const", "make_optional", "string", "optional"} and len(arguments) == 1:
        return evaluate(unit, arguments[0])
    if name in {"make_tuple", "make_pair", "make_array"}:
        return Sequence(tuple(evaluate(unit, one) for one in arguments), spelling)
    if any(part in name for part in _MACHINE_FUNCTIONS):
        return Dynamic(spelling, f"{name}() depends on the machine")
    return Unknown(spelling, f"{name or 'a function'} is called at run time")


def _construction(unit: Unit, cursor: Cursor, arguments: list[Cursor], spelling: str) -> Value:
    kind = native_type(cursor.type)
    # Arguments that the constructor's own defaults supply have no text.
    values = [evaluate(unit, one) for one in arguments if one.extent.start.offset != one.extent.end.offset]
    if kind.kind is TypeKind.STRING:
        if not values:
            return Literal("", spelling)
        if isinstance(values[0], Literal) and isinstance(values[0].value, str):
            return Literal(values[0].value, spelling)
        return Unknown(spelling, "text made at run time")
    if kind.kind is not TypeKind.RECORD and kind.kind is not TypeKind.ARRAY:
        # optional<int>(3) and the like hold the value itself.
        if not values:
            return Literal(None, spelling)
        return values[0]
    if kind.kind is TypeKind.ARRAY:
        if not values:
            return Sequence((), spelling)
        if len(values) == 1 and isinstance(values[0], Sequence):
            return values[0]
        return Constructed(record_name(cursor.type) or kind.spelling, tuple(values), spelling)
    same = record_name(cursor.type)
    if len(values) == 1 and isinstance(values[0], Constructed) and values[0].type_name == same:
        # A copy of a temporary of the same type.
        return values[0]
    if len(values) == 1 and isinstance(values[0], Literal) and values[0].value is None:
        return Literal(None, spelling)
    return Constructed(same or kind.spelling, tuple(values), spelling)
