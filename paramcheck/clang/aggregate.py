"""Records under construction: which field holds what, and where that is stated."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias, Union

from clang.cindex import CursorKind
from msgspec import Struct, field

from paramcheck.clang.constants import children, empty, evaluate, unwrap
from paramcheck.clang.records import field_cursors, is_array, is_record, member_initialiser, members
from paramcheck.clang.types import native_type, record_name
from paramcheck.values import Constructed, Sequence, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor, Type

    from paramcheck.clang.records import Member
    from paramcheck.clang.unit import Unit
    from paramcheck.model import Span
    from paramcheck.values import Value

__all__ = [
    "Aggregate",
    "Base",
    "Slot",
    "Stated",
    "field_cursors",
    "flatten",
    "from_list",
    "is_array",
    "is_record",
    "member_initialiser",
    "untouched",
]


_DEEPEST = 8
"""Records within records."""


class Base(Enum):
    """What a field holds that nothing was stored in."""

    ZERO = "zero"
    UNSET = "unset"


class Stated(Struct, frozen=True):
    """A value and the place that states it.

    Attributes:
        origin: What kind of place, where that is not the code that runs: ``member initialiser``.
    """

    value: Value
    span: Span
    origin: str = ""


class Aggregate(Struct):
    """A record.

    Attributes:
        type: Its type.
        base: What fields hold that nothing was stored in.
        span: Where the record comes into being.
        fields: What was stored.
        lost: Why nothing is known about fields that nothing was stored in, if code that cannot be followed made or
            changed the record.
        declaration: The class, for a template that has no type of its own.
        made: The expression that made the record, and what it was then.
    """

    type: Type
    base: Base
    span: Span
    fields: dict[str, Slot] = field(default_factory=dict)
    lost: str = ""
    declaration: Cursor | None = None
    made: tuple[Constructed, Aggregate] | None = None

    def copy(self, copied: dict[int, Aggregate] | None = None) -> Aggregate:
        """An independent copy.

        Args:
            copied: Copies that were made before, by what they are copies of: what was one record stays one.
        """
        copied = {} if copied is None else copied
        if id(self) not in copied:
            other = Aggregate(self.type, self.base, self.span, {}, self.lost, self.declaration, self.made)
            copied[id(self)] = other
            for name, held in self.fields.items():
                other.fields[name] = held.copy(copied) if isinstance(held, Aggregate) else held
        return copied[id(self)]

    def replace(self, other: Aggregate, replaced: set[tuple[int, int]] | None = None) -> None:
        """Assign another record as a whole; the records inside stay where they are.

        Args:
            other: The record that is assigned.
            replaced: Pairs that are being assigned; records may lead to each other in a circle.
        """
        replaced = set() if replaced is None else replaced
        if other is self or (id(self), id(other)) in replaced:
            return
        replaced.add((id(self), id(other)))
        fields: dict[str, Slot] = {}
        for name, held in other.fields.items():
            mine = self.fields.get(name)
            if isinstance(mine, Aggregate) and isinstance(held, Aggregate):
                mine.replace(held, replaced)
                fields[name] = mine
            else:
                fields[name] = held.copy() if isinstance(held, Aggregate) else held
        self.base, self.fields, self.lost, self.span, self.made = other.base, fields, other.lost, other.span, other.made

    def lose(self, reason: str, lost: set[int] | None = None) -> None:
        """Code that cannot be followed may have changed the record and what it leads to."""
        lost = set() if lost is None else lost
        if id(self) in lost:
            return
        lost.add(id(self))
        inside = {name: held for name, held in self.fields.items() if isinstance(held, Aggregate)}
        for held in inside.values():
            held.lose(reason, lost)
        # Records inside stay where they are, since others may refer to them.
        self.fields = dict(inside)
        self.lost = reason

    def members(self) -> list[Member]:
        """Its data members in order."""
        return members(self.type, self.declaration)

    def unchanged(self) -> Constructed | None:
        """The expression that made the record, if it still is what that made."""
        if self.made is None or self.lost:
            return None
        return self.made[0] if _equal(self, self.made[1]) else None


def _equal(left: Aggregate, right: Aggregate, compared: frozenset[tuple[int, int]] = frozenset()) -> bool:
    pair = id(left), id(right)
    if left is right or pair in compared:
        # Records may lead to each other in a circle.
        return True
    if left.base is not right.base or left.lost != right.lost or left.fields.keys() != right.fields.keys():
        return False
    return all(_equal_slots(mine, right.fields[name], compared | {pair}) for name, mine in left.fields.items())


def _equal_slots(left: Slot, right: Slot, compared: frozenset[tuple[int, int]]) -> bool:
    if isinstance(left, Aggregate) and isinstance(right, Aggregate):
        return _equal(left, right, compared)
    return isinstance(left, Stated) and isinstance(right, Stated) and left.value == right.value


Slot: TypeAlias = Union[Stated, Aggregate]  # noqa: UP007


def from_list(unit: Unit, cursor: Cursor, kind: Type, start: Aggregate | None = None) -> Aggregate:
    """A record from an initialiser list: positional values by field order, designated ones by name.

    Args:
        unit: Where the list stands.
        cursor: The list.
        kind: The record type.
        start: What the members hold that the list leaves out; zeros if it is not given.
    """
    result = start or Aggregate(kind, Base.ZERO, unit.span(cursor))
    result.span, result.made = unit.span(cursor), None
    fields = members(kind)
    items = children(cursor)
    waiting = _Waiting(list(items))
    position = 0
    while waiting:
        item = waiting.next()
        designated = _designator(item)
        if designated is not None:
            name, value = designated
            names = [one.name for one in fields]
            position = names.index(name) + 1 if name in names else position
            target = next((one for one in fields if one.name == name), None)
            if target is not None:
                result.fields[name] = slot(unit, value, target.type)
        elif position < len(fields):
            target = fields[position]
            position += 1
            waiting.put_back(item)
            result.fields[target.name] = _elided(unit, waiting, target.type)
    value = evaluate(unit, cursor) if not any(_designator(item) for item in items) else None
    if isinstance(value, Constructed):
        result.made = value, result.copy()
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
        for one in members(kind):
            if waiting:
                result.fields[one.name] = _elided(unit, waiting, one.type)
        return result
    canonical = kind.get_canonical()
    items: list[Value] = []
    while waiting and len(items) < max(canonical.element_count, 0):
        part = _elided(unit, waiting, canonical.element_type)
        items.append(part.value if isinstance(part, Stated) else Unknown("{...}", "a nested record"))
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


def untouched(unit: Unit, kind: Type, base: Base, span: Span) -> Value | None:
    """What a field of a type holds that nothing was stored in; ``None`` if it is not initialised."""
    del unit, span
    if base is Base.ZERO:
        described = native_type(kind)
        return empty(described.kind, record_name(kind), "0 (zero-initialised)")
    return None


def flatten(
    aggregate: Aggregate, prefix: str = "", *, whole: bool = False, within: tuple[Aggregate, ...] = ()
) -> Iterator[tuple[str, Type, Slot | None, Aggregate]]:
    """Every field of a record and of the records in it: dotted name, type, what was stored, and its owner.

    Args:
        aggregate: The record.
        prefix: What stands before the names.
        whole: Whether to yield records inside as well as their fields.
        within: The records that it is inside of.
    """
    within = (*within, aggregate)
    if len(within) > _DEEPEST:
        return
    for one in aggregate.members():
        name = f"{prefix}{one.name}"
        held = aggregate.fields.get(one.name)
        if held is None and is_record(one.type) and members(one.type):
            held = Aggregate(one.type, aggregate.base, aggregate.span, lost=aggregate.lost)
        if not isinstance(held, Aggregate) or whole:
            yield name, one.type, held, aggregate
        if isinstance(held, Aggregate) and not any(held is one for one in within):
            # A record may lead back to itself through a pointer.
            yield from flatten(held, f"{name}.", whole=whole, within=within)
