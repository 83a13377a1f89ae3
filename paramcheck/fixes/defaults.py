"""A default in code becomes the library's own value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from paramcheck.checks.wording import python_literal
from paramcheck.model import Edit
from paramcheck.values import Equality, Literal, Symbol, TypeKind, compare, symbol_of

if TYPE_CHECKING:
    from paramcheck.fixes.source import Source
    from paramcheck.model import Link
    from paramcheck.values import Value


def to_native(link: Link, source: Source) -> tuple[str, Edit] | None:
    """The replacement of a declared default by the native one.

    Args:
        link: The link that disagrees.
        source: The wrapper's source.

    Returns:
        The new default and the edit. ``None`` where what is declared is not what is passed on, so that another value
        would go through code that nobody meant for it, or where Python cannot write the value.
    """
    parameter, native = link.wrapper, link.native
    if link.selected or parameter.default is None or native.value is None or native.conditions:
        return None
    if compare(parameter.default, link.effective, native.type).equality is not Equality.EQUAL:
        return None
    node = source.default_of(parameter)
    text = None if node is None else _written(native.value, link, node, source)
    if node is None or text is None:
        return None
    return text, Edit(source.span(*source.extent(node)), text)


def _written(value: Value, link: Link, node: cst.BaseExpression, source: Source) -> str | None:
    """The native value as the place would write it: a constant where a constant stands now."""
    symbol = symbol_of(value)
    if symbol is not None and isinstance(node, (cst.Attribute, cst.Name)) and _names_constant(link):
        owner = f"{source.code(node.value)}." if isinstance(node, cst.Attribute) else ""
        return f"{owner}{symbol}"
    if link.native.type.kind is TypeKind.ENUM:
        # A bare number for an enumerator is no improvement.
        return None
    text = python_literal(value, link.native.type)
    if text is None:
        return None
    if isinstance(node, cst.Tuple) and text.startswith("["):
        inner = text[1:-1]
        return f"({inner},)" if "," not in inner and inner else f"({inner})"
    return _quoted(text, value, node)


def _names_constant(link: Link) -> bool:
    default = link.wrapper.default
    return isinstance(default, Symbol) or (isinstance(default, Literal) and default.symbol is not None)


def _quoted(text: str, value: Value, node: cst.BaseExpression) -> str:
    """A text in the quotes that the place has, a number of the type that it has."""
    if not isinstance(value, Literal):
        return text
    if isinstance(value.value, str) and isinstance(node, cst.SimpleString):
        prefix = "b" if "b" in node.prefix.lower() else ""
        quote = '"' if node.quote.startswith('"') else "'"
        plain = value.value.isascii() and value.value.isprintable() and not set(value.value) & set("\"'\\")
        return f"{prefix}{quote}{value.value}{quote}" if plain else f"{prefix}{value.value!r}"
    if isinstance(node, cst.Float) and isinstance(value.value, int) and not isinstance(value.value, bool):
        return repr(float(value.value))
    return text
