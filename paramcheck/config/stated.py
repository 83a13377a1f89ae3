"""Whether a value is the one that a rule file or a configuration states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.values import (
    Choice,
    Equality,
    Expression,
    Literal,
    Sequence,
    Symbol,
    Unknown,
    compare,
)

if TYPE_CHECKING:
    from paramcheck.config.scalars import Scalar
    from paramcheck.values import NativeType, Value

_NOTHING = frozenset({"None", "nullptr", "NULL"})


def is_stated(stated: Scalar, value: Value, native_type: NativeType | None) -> bool | None:
    """Whether a value is the stated one.

    Args:
        stated: A TOML scalar. A text is compared with the value's text, its spelling and the name of its constant.
        value: A value of either side.
        native_type: The type to compare numbers under.

    Returns:
        ``None`` where the value cannot be decided from the sources.
    """
    if isinstance(stated, str) and _is_named(stated, value):
        return True
    if _is_undecided(value):
        return None
    if isinstance(stated, str):
        # A constant whose value is not in the tree may well be the text that is stated, but no rule is written so.
        return False
    try:
        equality = compare(Literal(stated, repr(stated)), value, native_type).equality
    except OverflowError:
        # An integer beyond every float, against a float.
        return False
    if equality is Equality.EQUAL:
        return True
    return None if isinstance(value, Symbol) else False


def written(stated: Scalar) -> str:
    """A stated value as TOML writes it, for messages; a text without quotes, since most are names."""
    if isinstance(stated, bool):
        return "true" if stated else "false"
    return stated if isinstance(stated, str) else repr(stated)


def _is_named(stated: str, value: Value) -> bool:
    name: str | None = None
    if isinstance(value, Symbol):
        name = value.name
    elif isinstance(value, Literal):
        if value.value is None and stated in _NOTHING:
            return True
        if isinstance(value.value, str) and value.value == stated:
            return True
        if isinstance(value.value, bytes) and value.value == stated.encode("utf-8", "surrogatepass"):
            return True
        name = value.symbol
    if value.spelling == stated:
        return True
    # A name may be stated with or without the scopes that it stands in.
    return name is not None and stated in {name, name.rsplit("::", 1)[-1].rsplit(".", 1)[-1]}


def _is_undecided(value: Value) -> bool:
    if isinstance(value, Choice):
        return any(_is_undecided(one.value) for one in value.alternatives)
    if isinstance(value, Sequence):
        return any(_is_undecided(one) for one in value.items)
    return isinstance(value, (Unknown, Expression))
