"""Arithmetic as C does it, where clang's own constant folding stops: over values that the caller knows."""

from __future__ import annotations

import math
import operator as python
from typing import TYPE_CHECKING, TypeAlias, Union

from clang.cindex import CursorKind

from paramcheck.clang import library
from paramcheck.clang.trees import TRANSPARENT, children
from paramcheck.clang.types import native_type
from paramcheck.values import TypeKind, single

if TYPE_CHECKING:
    from collections.abc import Callable

    from clang.cindex import Cursor, Type

Number: TypeAlias = Union[bool, int, float]  # noqa: UP007

_COMPARISONS: dict[str, Callable[[Number, Number], bool]] = {
    "<": python.lt,
    ">": python.gt,
    "<=": python.le,
    ">=": python.ge,
    "==": python.eq,
    "!=": python.ne,
}

_OPERATIONS: dict[str, Callable[[Number, Number], Number]] = {
    "+": python.add,
    "-": python.sub,
    "*": python.mul,
}

_INTEGER_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "<<": python.lshift,
    ">>": python.rshift,
    "&": python.and_,
    "|": python.or_,
    "^": python.xor,
}


def _rounded(value: float) -> float:
    """To the nearest whole number, halves away from zero."""
    return math.copysign(math.floor(abs(value) + 0.5), value)


_FUNCTIONS: dict[str, Callable[..., Number]] = {
    "min": min,
    "fmin": min,
    "fminf": min,
    "max": max,
    "fmax": max,
    "fmaxf": max,
    "abs": abs,
    "fabs": abs,
    "fabsf": abs,
    "sqrt": math.sqrt,
    "sqrtf": math.sqrt,
    "exp": math.exp,
    "expf": math.exp,
    "log": math.log,
    "logf": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "pow": math.pow,
    "powf": math.pow,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": _rounded,
    "roundf": _rounded,
    "lround": _rounded,
    "isfinite": math.isfinite,
    "isnan": math.isnan,
    "isinf": math.isinf,
}

_LARGEST_SHIFT = 127

_DEEPEST = 100
"""Operations within operations."""


def number(cursor: Cursor, known: Callable[[Cursor], Number | None], depth: int = 0) -> Number | None:
    """The number that an expression is.

    Args:
        cursor: The expression.
        known: The value of a variable, member or call; ``None`` if the caller does not know it.
        depth: How many operations it is inside of.

    Returns:
        The number, converted as the expression's type demands; ``None`` if it cannot be decided.
    """
    folded = library.fold(cursor)
    if folded is not None:
        return None if isinstance(folded, str) else folded
    if depth > _DEEPEST:
        return None
    kind, depth = cursor.kind, depth + 1
    operands = children(cursor)
    if kind in {CursorKind.DECL_REF_EXPR, CursorKind.MEMBER_REF_EXPR}:
        return known(cursor)
    if kind in TRANSPARENT:
        inner = number(operands[0], known, depth) if len(operands) == 1 else None
        return convert(inner, cursor.type) if inner is not None else None
    if kind is CursorKind.UNARY_OPERATOR and operands:
        value = number(operands[0], known, depth)
        return _unary(library.unary_operator(cursor), value, cursor.type) if value is not None else None
    if kind is CursorKind.BINARY_OPERATOR and len(operands) == 2:
        return _binary(cursor, operands, known, depth)
    if kind is CursorKind.CONDITIONAL_OPERATOR and len(operands) == 3:
        test = number(operands[0], known, depth)
        return None if test is None else number(operands[1] if test else operands[2], known, depth)
    if kind is CursorKind.CALL_EXPR:
        called = _called(cursor, known, depth)
        return known(cursor) if called is None else called
    return None


def _unary(operator: str, value: Number, kind: Type) -> Number | None:
    if operator == "!":
        return not value
    if operator == "~":
        return convert(~int(value), kind)
    if operator == "-":
        return convert(-value, kind)
    return value if operator == "+" else None


def _binary(
    cursor: Cursor, operands: list[Cursor], known: Callable[[Cursor], Number | None], depth: int
) -> Number | None:
    operator = library.binary_operator(cursor)
    left = number(operands[0], known, depth)
    if left is None:
        return None
    if operator in {"&&", "||"}:
        if bool(left) is (operator == "||"):
            return operator == "||"
        right = number(operands[1], known, depth)
        return None if right is None else bool(right)
    right = number(operands[1], known, depth)
    if right is None:
        return None
    if operator in _COMPARISONS:
        return _COMPARISONS[operator](left, right)
    return combine(operator, left, right, cursor.type)


def combine(operator: str, left: Number, right: Number, kind: Type) -> Number | None:
    """The result of an operator in a type; ``None`` if there is none."""
    result = _operation(operator, left, right)
    return convert(result, kind) if result is not None else None


def _operation(operator: str, left: Number, right: Number) -> Number | None:
    if operator in _OPERATIONS:
        return _OPERATIONS[operator](left, right)
    if operator in {"/", "%"}:
        return _divided(operator, left, right)
    if operator in _INTEGER_OPERATIONS and isinstance(left, int) and isinstance(right, int):
        if operator in {"<<", ">>"} and not 0 <= right <= _LARGEST_SHIFT:
            return None
        return _INTEGER_OPERATIONS[operator](left, right)
    return None


def _divided(operator: str, left: Number, right: Number) -> Number | None:
    if right == 0:
        return None
    if isinstance(left, int) and isinstance(right, int):
        quotient = abs(left) // abs(right) * (1 if (left < 0) is (right < 0) else -1)
        return quotient if operator == "/" else left - quotient * right
    return left / right if operator == "/" else None


def _called(cursor: Cursor, known: Callable[[Cursor], Number | None], depth: int) -> Number | None:
    function = _FUNCTIONS.get(cursor.spelling)
    arguments = list(cursor.get_arguments())
    if function is None or not arguments:
        return None
    values = [number(one, known, depth) for one in arguments]
    try:
        result = function(*values)
    except (TypeError, ValueError, OverflowError):
        # An argument that is not known, or outside of the function's domain.
        return None
    return convert(result, cursor.type)


def convert(value: Number, kind: Type) -> Number | None:
    """A number as a value of a native type; ``None`` if the type is none of numbers."""
    described = native_type(kind)
    if described.kind is TypeKind.BOOL:
        return bool(value)
    if described.kind is TypeKind.FLOAT:
        return single(float(value)) if described.bits == 32 else float(value)
    if described.kind in {TypeKind.INTEGER, TypeKind.ENUM}:
        if isinstance(value, float) and not math.isfinite(value):
            return None
        wrapped = int(value) & ((1 << described.bits) - 1)
        if described.signed and wrapped >> (described.bits - 1):
            wrapped -= 1 << described.bits
        return wrapped
    # A type that depends on a template's parameter, or an object that converts by itself.
    return value if described.kind is TypeKind.OTHER else None
