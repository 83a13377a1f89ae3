"""Native parameters from the fields of a record that was run or constructed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.clang.aggregate import Aggregate, Stated, flatten, untouched
from paramcheck.clang.types import native_type
from paramcheck.model import Condition, NativeParameter
from paramcheck.values import Alternative, Choice, Unknown, same

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.clang.unit import Unit
    from paramcheck.model import Span
    from paramcheck.values import NativeType, Value

_CONDITIONAL = re.compile(r"^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else|endif)\b(.*)$")
_MACRO = re.compile(r"[A-Za-z_]\w*")
_NOT_MACROS = frozenset({"defined", "true", "false", "and", "or", "not", "__has_include", "if", "ifdef", "ifndef"})
_SAYS_NOTHING = re.compile(r"^\s*(?:#.*|//.*|/\*.*?\*/\s*)?$")

_MOST_CONDITIONS = 6
"""Macros that are tried one by one; each costs another parse of the file."""


class Field(Struct, frozen=True):
    """What a record holds in a field, and where that is stated.

    Attributes:
        name: Dotted for a field of a record inside.
        value: ``None`` if it is not initialised.
        origin: What kind of place states it; empty for the code that made the record.
    """

    name: str
    type: NativeType
    value: Value | None
    span: Span
    origin: str = ""


def fields(unit: Unit, record: Aggregate, *, whole: bool = False) -> list[Field]:
    """Every field of a record and of the records in it.

    Args:
        unit: Where it stands.
        record: The record.
        whole: Whether to give records inside as well as their fields.
    """
    found: list[Field] = []
    for name, kind, held, owner in flatten(record, whole=whole):
        origin = ""
        if isinstance(held, Stated):
            value: Value | None = held.value
            span, origin = held.span, held.origin
        elif isinstance(held, Aggregate):
            if held.made is None:
                # Its fields say what there is to say.
                continue
            value, span = held.unchanged() or Unknown("", "an object"), held.span
        elif owner.lost:
            value, span = Unknown("", owner.lost), owner.span
        else:
            value, span = untouched(unit, kind, owner.base, owner.span), owner.span
        found.append(Field(name, native_type(kind), value, span, origin))
    return found


def macros(unit: Unit, cursor: Cursor) -> list[str]:
    """Macros on which the code of a function or class depends.

    A condition around nothing but directives and comments decides nothing.
    """
    span = unit.span(cursor)
    found: dict[str, None] = {}
    opened: list[tuple[str, bool]] = []
    for line in unit.lines(span.path)[span.line - 1 : span.end_line]:
        directive = _CONDITIONAL.match(line)
        if directive is None:
            if opened and not _SAYS_NOTHING.match(line):
                opened = [(test, True) for test, _ in opened]
            continue
        word, test = directive.groups()
        if word.startswith("if"):
            opened.append((test, False))
        elif opened:
            before, used = opened.pop()
            if used:
                found.update(dict.fromkeys(one for one in _MACRO.findall(before) if one not in _NOT_MACROS))
            if word != "endif":
                opened.append((before if word == "else" else f"{before} {test}", used))
    return list(found)[:_MOST_CONDITIONS]


def parameters(
    held: list[Field], under: dict[str, list[Field]], owner: str, origin: str
) -> tuple[NativeParameter, ...]:
    """Native parameters of an owner.

    Args:
        held: The fields in a build without any macros set.
        under: The fields with one macro set, by macro.
        owner: The record or function.
        origin: What states values that have no origin of their own.
    """
    found: list[NativeParameter] = []
    known = {one.name for one in held}
    others = {macro: {one.name: one for one in rows} for macro, rows in under.items()}
    # A field may be declared under a condition as well.
    only = {name: Field(name, one.type, None, one.span) for rows in others.values() for name, one in rows.items()}
    for one in [*held, *(only[name] for name in only if name not in known)]:
        value, conditions = unconditional(one.value)
        span = one.span
        for macro, rows in others.items():
            other = rows.get(one.name)
            if other is None or other.value is None or isinstance(other.value, Unknown):
                continue
            if value is not None and same(other.value, value):
                continue
            conditions.append(Condition(macro, other.value))
            if value is None:
                span = other.span
        stated = one.origin or origin
        found.append(NativeParameter(owner, one.name, one.type, value, span, stated, tuple(conditions)))
    return tuple(found)


def unconditional(value: Value | None) -> tuple[Value | None, list[Condition]]:
    """Split what holds by itself from what holds under a condition of the code."""
    if not isinstance(value, Choice):
        return value, []
    rest = [one for one in value.alternatives if not one.when]
    conditions = [Condition(one.when, one.value) for one in value.alternatives if one.when and not _unset(one)]
    if len(rest) == 1:
        return (None if _unset(rest[0]) else rest[0].value), conditions
    return value, []


def _unset(one: Alternative) -> bool:
    return isinstance(one.value, Unknown) and one.value.spelling == "(not set)"
