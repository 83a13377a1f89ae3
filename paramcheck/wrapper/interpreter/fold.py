"""Operators on values, as Python computes them."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

from paramcheck.values import (
    Alternative,
    Choice,
    Dynamic,
    Expression,
    Inherited,
    Literal,
    Sequence,
    Symbol,
    Unknown,
    Value,
    choice,
    same,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.values import Scalar

BINARY: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.BitXor: "^",
}

_BINARY: dict[str, Callable[[Any, Any], object]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "|": operator.or_,
    "&": operator.and_,
    "^": operator.xor,
}

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], object]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}

_MOST_BITS = 4096
"""Widest integer that is computed. Sources may hold ``1 << 10**9``, which is valid and never a default."""

_LONGEST_TEXT = 10_000


def literal(value: Scalar, symbol: str | None = None) -> Literal:
    """A value with the spelling that Python gives it."""
    return Literal(value, symbol or repr(value), symbol)


def binary(symbol: str, left: Value, right: Value, spell: Callable[[], str]) -> Value:
    """``left <symbol> right``.

    Args:
        symbol: The operator.
        left: Left operand.
        right: Right operand.
        spell: Gives the source text, which only some results need.
    """
    if isinstance(left, Choice) or isinstance(right, Choice):
        return _over_choices(lambda a, b: binary(symbol, a, b, spell), left, right, spell)
    if isinstance(left, Literal) and isinstance(right, Literal):
        return _compute(symbol, left.value, right.value, spell)
    if isinstance(left, Sequence) and isinstance(right, Sequence) and symbol == "+":
        return Sequence(left.items + right.items, spell())
    if isinstance(left, Sequence) and isinstance(right, Literal) and symbol == "*":
        return _repeat(left, right.value, spell)
    return mixed(symbol, (left, right), spell)


def mixed(symbol: str, operands: tuple[Value, ...], spell: Callable[[], str]) -> Value:
    """The result of an operation in which not everything is known."""
    for one in operands:
        parts = [part.value for part in one.alternatives] if isinstance(one, Choice) else [one]
        dynamic = next((part for part in parts if isinstance(part, Dynamic)), None)
        if dynamic is not None:
            return Dynamic(spell(), dynamic.reason)
    for one in operands:
        if isinstance(one, Unknown):
            return Unknown(spell(), one.reason)
    if any(isinstance(one, (Inherited, Expression, Symbol)) for one in operands):
        return Expression(symbol, operands, spell())
    return Unknown(spell(), f"cannot compute {symbol}")


def _over_choices(
    compute: Callable[[Value, Value], Value], left: Value, right: Value, spell: Callable[[], str]
) -> Value:
    lefts = left.alternatives if isinstance(left, Choice) else (Alternative("", left),)
    rights = right.alternatives if isinstance(right, Choice) else (Alternative("", right),)
    if len(lefts) * len(rights) > 8:
        return Unknown(spell(), "too many possible values")
    return choice([Alternative(a.when or b.when, compute(a.value, b.value)) for a in lefts for b in rights])


def _compute(symbol: str, left: Scalar, right: Scalar, spell: Callable[[], str]) -> Value:
    if not _small_enough(symbol, left, right):
        return Unknown(spell(), "too large to compute")
    try:
        result = _BINARY[symbol](left, right)
    except (TypeError, ValueError, ArithmeticError, MemoryError):
        return Unknown(spell(), f"{symbol} fails on these values")
    if isinstance(result, (bool, int, float, str, bytes)):
        return literal(result)
    return Unknown(spell(), "not a plain value")


def _small_enough(symbol: str, left: Scalar, right: Scalar) -> bool:
    if isinstance(left, (str, bytes)) or isinstance(right, (str, bytes)):
        text, count = (left, right) if isinstance(left, (str, bytes)) else (right, left)
        assert isinstance(text, (str, bytes))
        return len(text) * (abs(count) if isinstance(count, int) and symbol == "*" else 1) <= _LONGEST_TEXT
    if isinstance(left, int) and isinstance(right, int):
        if symbol == "<<":
            return 0 <= right <= _MOST_BITS and left.bit_length() + right <= _MOST_BITS
        if symbol == "**":
            return abs(right) <= _MOST_BITS and left.bit_length() * abs(right) <= _MOST_BITS
    return True


def _repeat(left: Sequence, count: Scalar, spell: Callable[[], str]) -> Value:
    if isinstance(count, int) and 0 <= count * len(left.items) <= 1000:
        return Sequence(left.items * count, spell())
    return Unknown(spell(), "a long repetition")


def unary(node: ast.unaryop, operand: Value, spell: Callable[[], str]) -> Value:
    """``-x``, ``+x``, ``~x`` and ``not x``."""
    if isinstance(operand, Choice):
        return choice([Alternative(one.when, unary(node, one.value, spell)) for one in operand.alternatives])
    if isinstance(node, ast.Not):
        truth = truthiness(operand)
        return mixed("not", (operand,), spell) if truth is None else literal(not truth)
    symbol = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node)]
    if isinstance(operand, Literal) and isinstance(operand.value, (bool, int, float)):
        if symbol == "~":
            return literal(~int(operand.value)) if isinstance(operand.value, int) else Unknown(spell(), "~ of a float")
        return literal(-operand.value if symbol == "-" else +operand.value)
    return mixed(symbol, (operand,), spell)


def compare(node: ast.cmpop, left: Value, right: Value) -> bool | None:
    """A comparison: true, false or not known."""
    if isinstance(left, Choice) or isinstance(right, Choice):
        lefts = [one.value for one in left.alternatives] if isinstance(left, Choice) else [left]
        rights = [one.value for one in right.alternatives] if isinstance(right, Choice) else [right]
        answers = {compare(node, a, b) for a in lefts for b in rights}
        return answers.pop() if len(answers) == 1 else None
    if isinstance(node, (ast.Is, ast.IsNot)):
        return _identical(left, right, negated=isinstance(node, ast.IsNot))
    if isinstance(left, Sequence) and isinstance(right, Sequence) and isinstance(node, (ast.Eq, ast.NotEq)):
        return same(left, right) == isinstance(node, ast.Eq)
    if isinstance(left, Symbol) and left == right and isinstance(node, (ast.Eq, ast.NotEq)):
        # One constant equals itself; whether two have the same value is not known here.
        return isinstance(node, ast.Eq)
    if not (isinstance(left, Literal) and isinstance(right, Literal)) or type(node) not in _COMPARE:
        return None
    try:
        return bool(_COMPARE[type(node)](left.value, right.value))
    except TypeError:
        return None


def _identical(left: Value, right: Value, *, negated: bool) -> bool | None:
    if isinstance(left, Literal) and isinstance(right, Literal):
        return (left.value is right.value or (left.value is not None and same(left, right))) != negated
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Literal) and one.value is None and isinstance(other, (Sequence, Symbol)):
            return negated
    return None


def truthiness(value: Value) -> bool | None:
    """What ``if value`` decides: true, false or not known."""
    if isinstance(value, Literal):
        return bool(value.value)
    if isinstance(value, Sequence):
        return bool(value.items)
    if isinstance(value, Choice):
        answers = {truthiness(one.value) for one in value.alternatives}
        return answers.pop() if len(answers) == 1 else None
    return None
