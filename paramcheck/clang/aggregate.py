"""Records under construction: which field holds what, and where that is stated."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias, Union

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind

from paramcheck.clang.constants import children, empty, evaluate, unwrap
from paramcheck.clang.types import native_type, record_name
from paramcheck.values import TypeKind, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit
    from paramcheck.model import Span
    from paramcheck.values import Value


class Base(Enum):
    """What a field holds that nothing was stored in."""

    ZERO = "zero"
    UNSET = "unset"
    DEFAULT = "default"
    """What its member initialiser says, or the constructor of its type."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A value and the place that states it."""

    value: Value
    span: Span


@dataclass(slots=True)
class Aggregate:
    """A record.

    Attributes:
        type: Its type.
        base: What fields hold that nothing was stored in.
        span: Where the record comes into being.
        fields: What was stored.
        lost: Why nothing is known about it any more, if code that cannot be followed may have changed it.
    """

    type: Type
    base: Base
    span: Span
    fields: dict[str, Slot] = field(default_factory=dict)
    lost: str = ""

    def copy(self) -> Aggregate:
        """An independent copy."""
        fields: dict[str, Slot] = {
            name: slot.copy() if isinstance(slot, Aggregate) else slot for name, slot in self.fields.items()
        }
        return Aggregate(self.type, self.base, self.span, fields, self.lost)


Slot: TypeAlias = Union[Stated, Aggregate]  # noqa: UP007


def field_cursors(kind: Type) -> list[Cursor]:
    """The fields of a record type in order; those of unnamed records inside count as its own."""
    declaration = kind.get_canonical().get_declaration()
    definition = declaration.get_definition() or declaration
    found: list[Cursor] = []
    for child in definition.get_children():
        if child.kind is CursorKind.FIELD_DECL:
            found.append(child)
        elif child.kind in {CursorKind.STRUCT_DECL, CursorKind.UNION_DECL} and child.is_anonymous():
            found.extend(field_cursors(child.type))
        elif child.kind is CursorKind.CXX_BASE_SPECIFIER:
            found[:0] = field_cursors(child.type)
    return found


def is_record(kind: Type) -> bool:
    """Whether a type is a record whose fields matter one by one."""
    return kind.get_canonical().kind is Kind.RECORD and native_type(kind).kind is TypeKind.RECORD


def is_array(kind: Type) -> bool:
    """Whether a type is an array."""
    return kind.get_canonical().kind in {Kind.CONSTANTARRAY, Kind.INCOMPLETEARRAY}


def from_list(unit: Unit, cursor: Cursor, kind: Type) -> Aggregate:
    """A record from an initialiser list: positional values by field order, designated ones by name."""
    result = Aggregate(kind, Base.ZERO, unit.span(cursor))
    fields = field_cursors(kind)
    if any(member_initialiser(one) is not None for one in fields):
        result.base = Base.DEFAULT
    waiting = _Waiting(children(cursor))
    position = 0
    while waiting:
        item = waiting.next()
        designated = _designator(item)
        if designated is not None:
            name, value = designated
            names = [one.spelling for one in fields]
            position = names.index(name) + 1 if name in names else position
            target = next((one for one in fields if one.spelling == name), None)
            if target is not None:
                result.fields[name] = slot(unit, value, target.type)
        elif position < len(fields):
            target = fields[position]
            position += 1
            waiting.put_back(item)
            result.fields[target.spelling] = _elided(unit, waiting, target.type)
    return result


class _Waiting:
    """Initialisers that are not used yet."""

    def __init__(self, items: list[Cursor]) -> None:
        self._items = items

    def __bool__(self) -> bool:
        return bool(self._items)

    def next(self) -> Cursor:
        return self._items.pop(0)

    def put_back(self, item: Cursor) -> None:
        self._items.insert(0, item)


def _elided(unit: Unit, waiting: _Waiting, kind: Type) -> Slot:
    """The next initialisers that belong to a field: C allows to leave out the braces of a nested list."""
    item = waiting.next()
    inner = unwrap(item)
    braced = inner.kind is CursorKind.INIT_LIST_EXPR or inner.type.get_canonical() == kind.get_canonical()
    if braced or not (is_record(kind) or is_array(kind)) or inner.kind is CursorKind.STRING_LITERAL:
        return slot(unit, item, kind)
    waiting.put_back(item)
    if is_record(kind):
        result = Aggregate(kind, Base.ZERO, unit.span(item))
        for one in field_cursors(kind):
            if waiting:
                result.fields[one.spelling] = _elided(unit, waiting, one.type)
        return result
    canonical = kind.get_canonical()
    items: list[Value] = []
    while waiting and len(items) < max(canonical.element_count, 0):
        part = _elided(unit, waiting, canonical.element_type)
        items.append(part.value if isinstance(part, Stated) else Unknown("{...}", "a nested record"))
    from paramcheck.values import Sequence  # noqa: PLC0415

    return Stated(Sequence(tuple(items), f"{{{', '.join(one.spelling for one in items)}}}"), unit.span(item))


def _designator(item: Cursor) -> tuple[str, Cursor] | None:
    """``.name = value``, which libclang gives as an unexposed expression of a member and a value."""
    if item.kind is not CursorKind.UNEXPOSED_EXPR:
        return None
    parts = list(item.get_children())
    if len(parts) > 1 and parts[0].kind is CursorKind.MEMBER_REF:
        return parts[0].spelling, parts[-1]
    return None


def slot(unit: Unit, cursor: Cursor, kind: Type) -> Slot:
    """What an initialiser puts into a field of a type."""
    inner = unwrap(cursor)
    if is_record(kind) and inner.kind is CursorKind.INIT_LIST_EXPR:
        return from_list(unit, inner, kind)
    return Stated(evaluate(unit, cursor), unit.span(cursor))


def member_initialiser(cursor: Cursor) -> Cursor | None:
    """The initialiser that a field's declaration states, if any."""
    value = None
    for child in cursor.get_children():
        if child.kind.is_expression():
            value = child
    if value is None or (is_array(cursor.type) and value.kind is not CursorKind.INIT_LIST_EXPR):
        # The only expression of an array without initialiser is its length.
        return None
    width = cursor.get_bitfield_width() if cursor.is_bitfield() else -1
    if (
        width >= 0
        and value.kind is CursorKind.INTEGER_LITERAL
        and "=" not in "".join(token.spelling for token in cursor.get_tokens())
    ):
        return None
    return value


def untouched(unit: Unit, kind: Type, base: Base, span: Span) -> Value | None:
    """What a field of a type holds that nothing was stored in; ``None`` if it is not initialised."""
    del unit, span
    if base is Base.ZERO:
        described = native_type(kind)
        return empty(described.kind, record_name(kind), "0 (zero-initialised)")
    return None


def flatten(aggregate: Aggregate, prefix: str = "") -> Iterator[tuple[str, Type, Slot | None, Aggregate]]:
    """Every field of a record and of the records in it: dotted name, type, what was stored, and its owner."""
    for cursor in field_cursors(aggregate.type):
        name = f"{prefix}{cursor.spelling}"
        held = aggregate.fields.get(cursor.spelling)
        if isinstance(held, Aggregate):
            yield from flatten(held, f"{name}.")
        elif held is None and is_record(cursor.type) and aggregate.base is Base.ZERO and not aggregate.lost:
            yield from flatten(Aggregate(cursor.type, Base.ZERO, aggregate.span), f"{name}.")
        else:
            yield name, cursor.type, held, aggregate
