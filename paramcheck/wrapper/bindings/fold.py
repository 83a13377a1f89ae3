"""Computing with values as C++ does, as far as they are known."""

from __future__ import annotations

import operator as operators
from typing import TYPE_CHECKING, Any

from paramcheck.values import Choice, Constructed, Literal, Sequence, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.values import Value

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operators.eq,
    "!=": operators.ne,
    "<": operators.lt,
    ">": operators.gt,
    "<=": operators.le,
    ">=": operators.ge,
}

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operators.add,
    "-": operators.sub,
    "*": operators.mul,
    "&": operators.and_,
    "|": operators.or_,
    "^": operators.xor,
}


def truth(value: object) -> bool | None:
    """Whether a condition holds; ``None`` if that cannot be decided."""
    if isinstance(value, Literal):
        return value.value is not None and bool(value.value or isinstance(value.value, str))
    if isinstance(value, Choice):
        answers = {truth(one.value) for one in value.alternatives}
        return answers.pop() if len(answers) == 1 else None
    return None


def binary(operator: str, left: Value, right: Value, spelling: str) -> Value:
    """The result of a binary operator."""
    if operator == "&&" and (truth(left) is False or truth(right) is False):
        return Literal(value=False, spelling="false")
    if operator == "||" and (truth(left) is True or truth(right) is True):
        return Literal(value=True, spelling="true")
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return Unknown(spelling, "computed from what is not known")
    if operator in {"&&", "||"}:
        answer = bool(truth(left)) and bool(truth(right)) if operator == "&&" else bool(truth(left) or truth(right))
        return _bool(answer=answer)
    if operator in _COMPARISONS:
        return _comparison(operator, left, right, spelling)
    return _arithmetic(operator, left, right, spelling)


def _comparison(operator: str, left: Literal, right: Literal, spelling: str) -> Value:
    a, b = left.value, right.value
    if a is None or b is None:
        if operator not in {"==", "!="}:
            return Unknown(spelling, "an ordering of null")
        # Python's None is an object, not a null pointer.
        equal = a is b and (left.symbol == "Py_None") == (right.symbol == "Py_None")
        return _bool(answer=equal is (operator == "=="))
    if isinstance(a, (str, bytes)) is not isinstance(b, (str, bytes)):
        return Unknown(spelling, "a comparison of text with a number")
    return _bool(answer=_COMPARISONS[operator](a, b))


def _arithmetic(operator: str, left: Literal, right: Literal, spelling: str) -> Value:
    a, b = left.value, right.value
    if not isinstance(a, (bool, int, float)) or not isinstance(b, (bool, int, float)):
        return Unknown(spelling, "computed at run time")
    try:
        if operator == "/":
            number = a / b if isinstance(a, float) or isinstance(b, float) else int(a / b)
        elif operator == "%" and not isinstance(a, float) and a >= 0:
            number = a % b
        elif operator in _ARITHMETIC:
            number = _ARITHMETIC[operator](a, b)
        else:
            return Unknown(spelling, "computed at run time")
    except (TypeError, ZeroDivisionError, OverflowError):
        return Unknown(spelling, "computed at run time")
    return Literal(number, repr(number))


def unary(operator: str, value: Value, spelling: str) -> Value:
    """The result of a unary operator."""
    if operator == "!":
        known = truth(value)
        return Unknown(spelling, "computed from what is not known") if known is None else _bool(answer=not known)
    if not isinstance(value, Literal) or not isinstance(value.value, (bool, int, float)):
        return Unknown(spelling, "computed from what is not known")
    number = value.value
    if operator == "-":
        return Literal(-number, spelling if not spelling.isidentifier() else repr(-number))
    if operator == "+":
        return value
    if operator == "~" and not isinstance(number, float):
        return Literal(~number, repr(~number))
    return Unknown(spelling, "computed at run time")


def is_empty(value: Value) -> bool | None:
    """Whether a container or a text is empty; ``None`` if that cannot be decided."""
    if isinstance(value, Sequence):
        return not value.items
    if isinstance(value, Constructed) and not value.arguments:
        return True
    if isinstance(value, Literal) and isinstance(value.value, (str, bytes)):
        return not value.value
    return None


def size(value: Value, spelling: str) -> Value:
    """The length of a container or a text."""
    if isinstance(value, Sequence):
        return Literal(len(value.items), spelling)
    if isinstance(value, Literal) and isinstance(value.value, (str, bytes)):
        return Literal(len(value.value), spelling)
    return Literal(0, spelling) if is_empty(value) else Unknown(spelling, "a length at run time")


def _bool(*, answer: bool) -> Literal:
    return Literal(answer, "true" if answer else "false")
