"""What an expression of C or C++ is worth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind

from paramcheck.clang import library
from paramcheck.clang.arithmetic import number
from paramcheck.clang.trees import children, unwrap, walk
from paramcheck.clang.types import native_type, record_name
from paramcheck.values import Constructed, Dynamic, Literal, Sequence, TypeKind, Unknown

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit
    from paramcheck.values import Value

__all__ = ["children", "empty", "evaluate", "literal_of", "plain_literal", "untouched_object", "unwrap", "variable"]

_SINGLE = frozenset({TypeKind.BOOL, TypeKind.INTEGER, TypeKind.FLOAT, TypeKind.ENUM, TypeKind.POINTER})
_NULLS = frozenset({CursorKind.CXX_NULL_PTR_LITERAL_EXPR, CursorKind.GNU_NULL_EXPR})

_EMPTY_CONSTANTS = frozenset({"nullopt", "none", "nullptr", "None"})

_MACHINE_FUNCTIONS = re.compile(
    r"hardware_concurrency|num_procs|max_threads|(?:cpu|core|gpu|device|processor)s?_?(?:count|num|index)|sysconf"
    r"|(?:num|number|count)_?(?:of)?_?(?:physical_|logical_)?(?:cpu|core|gpu|device|processor)|physical_cores|getenv"
    r"|get_pid|getpid|^time$|^now$|^rand(?:om)?$|random_device|temp_directory_path|current_path|getcwd",
    re.IGNORECASE,
)
"""Functions whose result is a matter of the machine, the moment or the environment."""

_ARITHMETIC = frozenset(
    {CursorKind.BINARY_OPERATOR, CursorKind.UNARY_OPERATOR, CursorKind.CONDITIONAL_OPERATOR, CursorKind.CALL_EXPR}
)

_EMPTY_OBJECTS = frozenset({"optional", "unique_ptr", "shared_ptr", "weak_ptr", "function", "any", "exception_ptr"})
"""Classes of the standard library that hold nothing when they are declared without initialiser."""

_EMPTY_CONTAINERS = frozenset(
    {"map", "unordered_map", "multimap", "unordered_multimap", "unordered_set", "multiset", "queue", "stack"}
    | {"priority_queue", "forward_list", "bitset", "valarray"}
)

_WHOLE_NUMBER = re.compile(r"(-?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|\d+))[uUlL]*$")
_DECIMAL_NUMBER = re.compile(r"(-?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d+)?)[fFlL]?$")

_STANDARD_TEMPLATE = re.compile(r"(?:const )?std::(\w+)<")

_LONGEST_FILL = 64
"""Equal items of a container that are written out one by one."""


def evaluate(unit: Unit, cursor: Cursor) -> Value:
    """The value of an expression, as far as it is a constant.

    Args:
        unit: Where the expression stands.
        cursor: The expression.
    """
    value = _evaluated(unit, cursor)
    if isinstance(value, Unknown) and value.spelling:
        asked = next((node.spelling for node in walk(cursor) if _asks_the_machine(node)), None)
        if asked is not None:
            return Dynamic(value.spelling, f"{asked}() depends on the machine")
    return value


def _asks_the_machine(cursor: Cursor) -> bool:
    return cursor.kind is CursorKind.CALL_EXPR and _MACHINE_FUNCTIONS.search(cursor.spelling) is not None


def _evaluated(unit: Unit, cursor: Cursor) -> Value:
    # The range of a list in a default argument starts at the sign before it.
    spelling = unit.source(cursor).removeprefix("=").lstrip()
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
        return literal_of(folded, cursor.type, spelling)
    if inner.kind is CursorKind.STRING_LITERAL:
        return Literal(_unquoted(inner.spelling), spelling)
    if inner.kind is CursorKind.INIT_LIST_EXPR:
        return _list(unit, inner, spelling)
    if inner.kind in _ARITHMETIC:
        computed = number(cursor, _unknown)
        if computed is not None:
            return literal_of(computed, cursor.type, spelling)
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


def _unknown(_: Cursor) -> None:
    return None


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
        folded = library.fold(cursor)
        if folded is not None:
            return Literal(literal_of(folded, cursor.type, spelling).value, spelling, target.spelling)
        if target.spelling in _EMPTY_CONSTANTS:
            return Literal(None, spelling)
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


def literal_of(value: float | str, kind: Type, spelling: str) -> Literal:
    """A value that clang or our own arithmetic computed, as a type shows it."""
    described = native_type(kind)
    if described.kind is TypeKind.BOOL and not isinstance(value, str):
        return Literal(bool(value), spelling)
    if described.kind in {TypeKind.POINTER, TypeKind.TEXT} and value == 0:
        return Literal(None, spelling)
    return Literal(value, spelling)


def plain_literal(text: str) -> Literal | None:
    """The value of a text that is nothing but a number or a truth value; ``None`` for any other text."""
    if text in {"true", "false"}:
        return Literal(text == "true", text)
    whole = _WHOLE_NUMBER.match(text)
    if whole is not None:
        return Literal(int(whole.group(1), 0 if not re.match(r"-?0\d", text) else 8), text)
    decimal = _DECIMAL_NUMBER.match(text)
    return Literal(float(decimal.group(1)), text) if decimal is not None else None


def _unquoted(text: str) -> str:
    """The text that a literal stands for; libclang shows everything but plain ASCII as octal bytes."""
    body = text[text.find('"') + 1 : text.rfind('"')]
    try:
        return body.encode("latin-1", "backslashreplace").decode("unicode_escape").encode("latin-1").decode("utf-8")
    except UnicodeError:
        return body


def _list(unit: Unit, cursor: Cursor, spelling: str) -> Value:
    items = children(cursor)
    kind = native_type(cursor.type)
    if not items and kind.kind is TypeKind.OTHER and record_name(cursor.type) is None:
        return Unknown(spelling, "depends on a template's parameter")
    if not items:
        return empty(kind.kind, record_name(cursor.type), spelling)
    if kind.kind in _SINGLE and len(items) == 1:
        inner = evaluate(unit, items[0])
        return Literal(inner.value, spelling, inner.symbol) if isinstance(inner, Literal) else inner
    values = tuple(evaluate(unit, item) for item in items)
    if len(values) == 1 and isinstance(values[0], Sequence) and kind.element and kind.element.kind in _SINGLE:
        # A list of plain values cannot hold a list: it is made from that one.
        return Sequence(values[0].items, spelling)
    if kind.kind is TypeKind.ARRAY or (kind.kind is TypeKind.TEXT and len(values) > 1):
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


def untouched_object(kind: Type, spelling: str = "{}") -> Value | None:
    """What an object of a library's class holds that is declared without initialiser; ``None`` for other types."""
    last = (record_name(kind) or "").rpartition("::")[2]
    described = native_type(kind)
    dependent = _STANDARD_TEMPLATE.match(described.spelling) if described.kind is TypeKind.OTHER else None
    if dependent is not None:
        # vector<T> of a template's parameter T.
        last = dependent.group(1)
        if last in _EMPTY_CONTAINERS or last in {"vector", "list", "deque", "set"}:
            return Sequence((), spelling)
    if last in _EMPTY_OBJECTS:
        return Literal(None, spelling)
    if described.kind is TypeKind.STRING:
        return Literal("", spelling)
    if kind.get_canonical().kind is not Kind.RECORD or last == "atomic":
        return None
    if last == "array":
        # Its items are as uninitialised as those of a plain array.
        return None
    if described.kind is TypeKind.ARRAY or last in _EMPTY_CONTAINERS:
        return Sequence((), spelling)
    return Constructed(record_name(kind) or described.spelling, (), spelling)


def _call(unit: Unit, cursor: Cursor, spelling: str) -> Value:
    name = cursor.spelling
    arguments = list(cursor.get_arguments())
    target = cursor.referenced
    if target is not None and target.kind is CursorKind.CONSTRUCTOR:
        return _construction(unit, cursor, arguments, spelling)
    if target is None and not name:
        return _converted(unit, cursor, spelling)
    if name in {"move", "forward", "as_const", "make_optional", "string", "optional"} and len(arguments) == 1:
        return evaluate(unit, arguments[0])
    if name in {"make_tuple", "make_pair", "make_array"}:
        return Sequence(tuple(evaluate(unit, one) for one in arguments), spelling)
    return Unknown(spelling, f"{name or 'a function'} is called at run time")


def _converted(unit: Unit, cursor: Cursor, spelling: str) -> Value:
    """``T()`` of a type without a constructor of its own, or ``T(value)`` of a template's parameter."""
    kind = native_type(cursor.type)
    operands = children(cursor)
    if not operands and kind.kind is not TypeKind.OTHER:
        return empty(kind.kind, record_name(cursor.type), spelling)
    if len(operands) == 1 and kind.kind is TypeKind.OTHER:
        inner = evaluate(unit, operands[0])
        if isinstance(inner, Literal):
            return Literal(inner.value, spelling, inner.symbol)
    return Unknown(spelling, "depends on a template's parameter")


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
        if len(values) == 2 and isinstance(values[0], Literal) and _is_length(values[0].value):
            # vector(3, 1) has three items.
            return Sequence((values[1],) * int(values[0].value or 0), spelling)
        return Constructed(record_name(cursor.type) or kind.spelling, tuple(values), spelling)
    same = record_name(cursor.type)
    if len(values) == 1 and isinstance(values[0], Constructed) and values[0].type_name == same:
        # A copy of a temporary of the same type.
        return values[0]
    if len(values) == 1 and isinstance(values[0], Literal):
        if values[0].value is None:
            return Literal(None, spelling)
        if values[0].spelling == spelling:
            # What converts by itself is what it is converted from.
            return values[0]
    return Constructed(same or kind.spelling, tuple(values), spelling)


def _is_length(value: object) -> bool:
    return type(value) is int and 0 < value <= _LONGEST_FILL
