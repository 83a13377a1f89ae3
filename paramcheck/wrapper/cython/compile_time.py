"""Compile-time expressions (``DEF``, ``IF``), which Cython's parser evaluates while it reads.

It evaluates them with Python's own operators, attributes and calls, so a source could run any code or fill the memory.
They are therefore looked at first, and a source in which one does more than compute a small constant is read without
evaluating any.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from paramcheck.values import Literal
from paramcheck.wrapper.interpreter import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.values import Scalar
    from paramcheck.wrapper.cython.text import Text

PLATFORM: Final = {
    "UNAME_SYSNAME": "Linux",
    "UNAME_NODENAME": "",
    "UNAME_RELEASE": "",
    "UNAME_VERSION": "",
    "UNAME_MACHINE": "x86_64",
}
"""Fixed, so that a report is the same on every machine."""

_LINE = re.compile(r"^[ \t\f]*(?:DEF|IF|ELIF)\b", re.MULTILINE)
_SUFFIX = re.compile(r"\b(0[xX][0-9a-fA-F]+|\d+)[uUlL]+\b")

_CALLS: Final[dict[str, Callable[..., Scalar]]] = {
    "int": int,
    "float": float,
    "bool": bool,
    "abs": abs,
    "min": min,
    "max": max,
    "len": len,
}


class _UnsafeError(Exception):
    """An expression does more than compute a small constant."""


def may_compute(text: Text) -> bool:
    """Whether a source may have compile-time expressions, by a quick look."""
    return _LINE.search(text.source) is not None


def is_harmless(text: Text, directives: set[tuple[int, int]]) -> bool:
    """Whether evaluating the compile-time expressions of a source only computes small constants.

    Args:
        text: The source.
        directives: Line and column of every ``DEF``, ``IF`` and ``ELIF`` that the parser's own scanner sees.
    """
    known: dict[str, Scalar] = dict(PLATFORM)
    for first, last in text.statements():
        keyword = text.token(first)
        line, column, *_ = text.extent(first, first)
        if keyword in {"DEF", "IF", "ELIF"} and (line, column) in directives:
            try:
                _check(text, keyword, first, last, known)
            except (_UnsafeError, SyntaxError, ValueError, RecursionError, MemoryError):
                return False
            directives = directives - {(line, column)}
    return not directives


def _check(text: Text, keyword: str, first: int, last: int, known: dict[str, Scalar]) -> None:
    stop = ":" if keyword != "DEF" else ";"
    end, number = last, first + 1
    while number <= last:
        if text.token(number) == stop:
            end = number - 1
            break
        number = text.closing(number) + 1
    if keyword != "DEF":
        _value(_parsed(text.between(first + 1, end)), known)
        return
    if text.token(first + 2) != "=":
        raise _UnsafeError
    known[text.token(first + 1)] = _value(_parsed(text.between(first + 3, end)), known)


def _parsed(expression: str) -> ast.expr:
    # In brackets, because the expression may go over several lines.
    return ast.parse("(" + _SUFFIX.sub(r"\1", expression) + ")", mode="eval").body


def _value(node: ast.expr, known: dict[str, Scalar]) -> Scalar:
    """The value of a constant expression.

    Raises:
        _UnsafeError: The expression does more than that.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float, str, bytes, type(None))):
        return node.value
    if isinstance(node, ast.Name):
        # A name that nobody defined is an error for the parser, which goes on after it.
        return known.get(node.id)
    if isinstance(node, ast.UnaryOp):
        return _plain(fold.unary(node.op, fold.literal(_value(node.operand, known)), str))
    if isinstance(node, ast.BinOp) and type(node.op) in fold.BINARY:
        left, right = _value(node.left, known), _value(node.right, known)
        return _plain(fold.binary(fold.BINARY[type(node.op)], fold.literal(left), fold.literal(right), str))
    if isinstance(node, ast.BoolOp):
        values = [_value(one, known) for one in node.values]
        return values[-1]
    if isinstance(node, ast.Compare):
        for one in (node.left, *node.comparators):
            _value(one, known)
        return True
    if isinstance(node, ast.IfExp):
        _value(node.test, known)
        values = [_value(one, known) for one in (node.body, node.orelse)]
        return values[0]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS and not node.keywords:
        try:
            return _CALLS[node.func.id](*[_value(one, known) for one in node.args])
        except (TypeError, OverflowError):
            raise _UnsafeError from None
    raise _UnsafeError


def _plain(value: object) -> Scalar:
    if not isinstance(value, Literal):
        raise _UnsafeError
    return value.value
