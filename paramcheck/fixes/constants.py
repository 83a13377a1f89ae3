"""A mirrored constant takes the library's value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from paramcheck.model import Edit
from paramcheck.values import Literal

if TYPE_CHECKING:
    from paramcheck.fixes.source import Source
    from paramcheck.model import Link

_PLAIN = (cst.Integer, cst.Float, cst.SimpleString)


def corrected(link: Link, source: Source) -> tuple[str, Edit] | None:
    """The replacement of a constant's value.

    Args:
        link: The constant of the wrapper, and that of the library.
        source: The wrapper's source.

    Returns:
        The new value and the edit; ``None`` where the value is not written out: it follows from something else then,
        which is for people to look at.
    """
    native = link.native.value
    if not isinstance(native, Literal) or native.value is None or isinstance(native.value, bytes):
        return None
    _, last = source.bounds(link.wrapper.span)
    ending = [node for start, end, node in source.defaults if end == last and _is_plain(node)]
    if len(ending) != 1:
        return None
    text = _written(native, source.code(ending[0]))
    return text, Edit(source.span(*source.extent(ending[0])), text)


def _is_plain(node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.UnaryOperation):
        return isinstance(node.operator, cst.Minus) and isinstance(node.expression, _PLAIN)
    return isinstance(node, _PLAIN)


def _written(native: Literal, old: str) -> str:
    """A value in the base and the quotes that the place has."""
    value = native.value
    if isinstance(value, int) and not isinstance(value, bool):
        for prefix, base in (("0x", "x"), ("0b", "b"), ("0o", "o")):
            digits = old.removeprefix("-")
            if digits.lower().startswith(prefix):
                written = format(abs(value), base).zfill(len(digits) - len(prefix))
                sign = "-" if value < 0 else ""
                return f"{sign}{prefix}{written.upper() if any(map(str.isupper, digits)) else written}"
    if isinstance(value, str) and old.startswith('"') and value.isprintable() and not set(value) & set('"\\'):
        return f'"{value}"'
    return repr(value)
