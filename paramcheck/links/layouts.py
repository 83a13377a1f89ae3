"""Where a mirror of a struct lies differently in memory, and what is then written where."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from paramcheck.links.data_types import ADDRESSES, compare, described
from paramcheck.links.overlaps import Places
from paramcheck.model import Severity
from paramcheck.model_mirrors import DataKind, Layout, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.links.data_types import Names
    from paramcheck.model import Span

_MOST_ITEMS = 64
"""Items of an array that are looked at one by one."""


class Row(Struct, frozen=True):
    """One difference between a mirror and the library's record.

    Attributes:
        kind: ``moved`` for a field that both have, ``displaced`` for another, ``extra``, ``missing``, ``type``,
            ``empty`` for a record that the wrapper does not look into, ``renamed`` or ``size``.
        severity: How much it matters.
        text: What it does, as a clause.
        mirror: The wrapper's field, if there is one.
        native: The library's field, if there is one.
    """

    kind: str
    severity: Severity
    text: str
    mirror: Slot | None = None
    native: Slot | None = None


class Comparison(Struct, frozen=True):
    """What comparing two layouts says.

    Attributes:
        rows: The differences, those that do most first.
        reached: For each field of the mirror that lies elsewhere: the fields of the library in its place.
        decided: Whether the two could be compared at all.
    """

    rows: tuple[Row, ...]
    reached: dict[str, tuple[Slot, ...]]
    decided: bool = True

    @property
    def severity(self) -> Severity | None:
        """The worst of the rows."""
        return max((one.severity for one in self.rows), key=lambda one: one.rank, default=None)


UNDECIDED = Comparison((), {}, decided=False)


def _order(row: Row) -> tuple[bool, int, bool]:
    """Sort key: as the fields lie in memory, since the first difference is the cause of those after it."""
    slot = row.mirror or row.native
    return row.kind in {"renamed", "size"}, slot.offset or 0 if slot is not None else 0, row.mirror is None


class Layouts:
    """Compares layouts.

    Args:
        names: Names of native records.
        mirror_of: The wrapper's record of a name, for records within records.
        native_of: The library's.
    """

    def __init__(
        self, names: Names, mirror_of: Callable[[str], Layout | None], native_of: Callable[[str], Layout | None]
    ) -> None:
        self._names = names
        self._mirror_of = mirror_of
        self._native_of = native_of

    def compare(self, mirror: Layout, native: Layout) -> Comparison:
        """Compare a mirror with the library's record.

        Args:
            mirror: What the wrapper says.
            native: What the library says.
        """
        if not (mirror.is_whole and native.is_whole) or not native.slots:
            return UNDECIDED
        if mirror.is_union or native.is_union:
            return self._unions(mirror, native)
        pairs, mirror_slots, native_slots = self._split(mirror, native)
        found = _Struct(self._names, mirror, native, mirror_slots, native_slots).run()
        rows = [*found.rows, *(row for pair in pairs for row in self._inner(*pair))]
        if rows and not any(row.kind == "moved" for row in rows) and self._same_bytes(mirror, native):
            # Another way of writing the same bytes down, such as three floats for an array of them.
            rows = [row for row in rows if row.kind in {"renamed", "type"}]
        said = any(row.severity is Severity.ERROR or row.kind == "empty" for row in rows)
        if mirror.size != native.size and not said and not self._ends_open(mirror, native):
            text = f"has {mirror.size} bytes, the library's {native.size}"
            rows.append(Row("size", Severity.ERROR, text))
        rows.sort(key=_order)
        return Comparison(tuple(rows), found.reached)

    def _unions(self, mirror: Layout, native: Layout) -> Comparison:
        if mirror.is_union != native.is_union:
            if mirror.size == native.size:
                return Comparison((), {})
            text = f"has {mirror.size} bytes, the library's {native.size}"
            return Comparison((Row("size", Severity.ERROR, text),), {})
        rows = list(self._members(mirror.slots, native.slots))
        if mirror.size != native.size and not any(row.severity is Severity.ERROR for row in rows):
            rows.append(Row("size", Severity.ERROR, f"has {mirror.size} bytes, the library's {native.size}"))
        return Comparison(tuple(rows), {})

    def _members(self, mirror: tuple[Slot, ...], native: tuple[Slot, ...]) -> Iterator[Row]:
        """Members of a union, which all start at one place: by name."""
        theirs = {one.name: one for one in _flat(native)}
        for one in _flat(mirror):
            other = theirs.pop(one.name, None)
            if other is None:
                yield Row("renamed", Severity.INFO, f"`{one.name}` is no member of the library's union", one)
                continue
            found = compare(one.type, other.type, self._names)
            if found is not None:
                yield Row("type", found.severity, f"`{one.name}` is {found.text}", one, other)
        for other in theirs.values():
            yield Row("renamed", Severity.INFO, f"`{other.name}` of the library's union is left out", None, other)

    def _split(
        self, mirror: Layout, native: Layout
    ) -> tuple[list[tuple[Slot, Slot]], tuple[Slot, ...], tuple[Slot, ...]]:
        """Records without a name count by their place; the rest by name.

        Returns:
            The pairs of those that lie in one place, and what is left of both sides.
        """
        pairs: list[tuple[Slot, Slot]] = []
        named = {one.name for one in native.slots}
        starting: dict[int | None, list[int]] = defaultdict(list)
        for number, one in enumerate(mirror.slots):
            starting[one.offset].append(number)
        taken: set[int] = set()
        theirs: list[Slot] = []
        for one in native.slots:
            near = starting.get(one.offset, ()) if one.members else ()
            places = (place for place in near if place not in taken and _same_place(one, mirror.slots[place]))
            same = next(places, None)
            if same is not None and mirror.slots[same].name not in named:
                taken.add(same)
                pairs.append((mirror.slots[same], one))
            else:
                theirs.extend(_flat((one,)))
        mine = tuple(one for number, one in enumerate(mirror.slots) if number not in taken)
        return pairs, _flat(mine), tuple(theirs)

    def _inner(self, mirror: Slot, native: Slot) -> Iterator[Row]:
        """A named record of the wrapper in the place of one without a name."""
        held = self._mirror_of(mirror.type.name) if mirror.type.kind is DataKind.RECORD else None
        members = mirror.members or (held.slots if held is not None else ())
        if mirror.bits != native.bits:
            word = native.type.spelling.partition(" ")[0]
            text = f"`{mirror.name}` has {mirror.bits // 8} bytes, the library's {word} {native.bits // 8}"
            yield Row("type", Severity.ERROR, text, mirror, native)
        if not members:
            return
        if native.type.spelling.startswith("union"):
            for row in self._members(members, native.members):
                if row.severity is not Severity.INFO:
                    yield row
            return
        start = native.offset or 0
        base = 0 if mirror.members else start
        inside = tuple(replace(one, offset=(one.offset or 0) + base) for one in _flat(members))
        theirs = {one.name: one for one in _flat(native.members)}
        for one in inside:
            other = theirs.get(one.name)
            if other is not None and other.offset != one.offset:
                text = f"`{one.name}` is at {_place(one, other)}, the library's at {_place(other, one)}"
                yield Row("moved", Severity.ERROR, text, one, other)

    def _ends_open(self, mirror: Layout, native: Layout) -> bool:
        """Whether the library's struct ends in an array of any length, of which the wrapper writes some items."""
        if not mirror.slots or mirror.size < native.size:
            return False
        mine, theirs = mirror.slots[-1], native.slots[-1]
        if mine.offset != theirs.offset or not _is_open(theirs):
            return False
        item, other = mine.type, theirs.type.element
        if item.kind is DataKind.ARRAY and item.element is not None:
            item = item.element
        return other is not None and compare(item, other, self._names) is None

    def _same_bytes(self, mirror: Layout, native: Layout) -> bool:
        mine = sorted(self._leaves(mirror.slots, 0, self._mirror_of))
        theirs = sorted(self._leaves(native.slots, 0, self._native_of))
        return mirror.size == native.size and mine == theirs

    def _leaves(
        self, slots: tuple[Slot, ...], start: int, record_of: Callable[[str], Layout | None]
    ) -> Iterator[tuple[int, int, str]]:
        """The numbers and addresses in a record: place, size and kind."""
        for one in _flat(slots):
            kind, place, items = one.type, (one.offset or 0) + start, 1
            while kind.kind is DataKind.ARRAY and kind.element is not None and items <= _MOST_ITEMS:
                items *= kind.length or 0
                kind = kind.element
            held = record_of(kind.name) if kind.kind is DataKind.RECORD else None
            if items == 0 or items > _MOST_ITEMS:
                yield place, one.bits, "bytes"
                continue
            size = kind.size * 8 if items > 1 or not one.is_bits else one.bits
            for item in range(items):
                if held is not None and held.is_whole:
                    yield from self._leaves(held.slots, place + item * size, record_of)
                else:
                    yield place + item * size, size, _class_of(kind.kind)


def _class_of(kind: DataKind) -> str:
    if kind in {DataKind.POINTER, DataKind.FUNCTION}:
        return "address"
    return kind.value if kind in {DataKind.FLOAT, DataKind.RECORD, DataKind.UNKNOWN} else "integer"


def _flat(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Slots with the members of records without a name in the place of these."""
    found: list[Slot] = []
    for one in slots:
        found.extend(_flat(one.members) if one.members else (one,))
    return tuple(found)


def _same_place(native: Slot, mirror: Slot) -> bool:
    """Whether a field of the wrapper stands for a record without a name that starts there: it is a record as well."""
    return native.bits == mirror.bits or (mirror.type.kind is DataKind.RECORD and not mirror.is_bits)


def _place(slot: Slot, other: Slot) -> str:
    """Where a field is, as exactly as it takes to tell it from another place."""
    if slot.is_bits or other.is_bits:
        return f"bit {slot.offset or 0}"
    return f"byte {_byte(slot)}"


def _byte(slot: Slot) -> int:
    return (slot.offset or 0) // 8


class _Struct:
    """One comparison of two structs, field by field."""

    def __init__(
        self, names: Names, mirror: Layout, native: Layout, mine: tuple[Slot, ...], theirs: tuple[Slot, ...]
    ) -> None:
        self._names = names
        self._mirror = mirror
        self._native = native
        self._mine = mine
        self._theirs = theirs
        self._my_places = Places(mine)
        self._their_places = Places(theirs)
        self._my_names = {one.name for one in mine}
        self._by_name = {one.name: one for one in theirs}
        self._accounted: set[str] = set()
        self.rows: list[Row] = []
        self.reached: dict[str, tuple[Slot, ...]] = {}

    def run(self) -> _Struct:
        for one in self._mine:
            other = self._by_name.get(one.name)
            if other is not None and _is_empty(one) and other.bits:
                self._accounted.add(one.name)
                self._empty(one, other)
            elif other is not None and other.offset == one.offset:
                self._accounted.add(one.name)
                self._same(one, other)
            else:
                self._elsewhere(one, other)
        for other in self._theirs:
            if other.name not in self._my_names and other.name not in self._accounted and other.bits:
                self._missing(other)
        return self

    def _same(self, mirror: Slot, native: Slot) -> None:
        if mirror.is_bits or native.is_bits:
            if mirror.bits != native.bits:
                text = f"`{mirror.name}` has {mirror.bits} bits, the library's {native.bits}"
                self.rows.append(Row("type", Severity.ERROR, text, mirror, native))
            return
        if _is_address_of_items(mirror, native):
            text = f"`{mirror.name}` is {mirror.type.spelling}, where the library has the items themselves"
            self.rows.append(Row("type", Severity.ERROR, text, mirror, native))
            return
        found = compare(mirror.type, native.type, self._names)
        if found is not None:
            self.rows.append(Row("type", found.severity, f"`{mirror.name}` is {found.text}", mirror, native))

    def _empty(self, mirror: Slot, native: Slot) -> None:
        """A record that is named and not described: memory that the library makes is read rightly all the same."""
        text = f"`{mirror.name}` has no fields here, the library's has {native.bits // 8} bytes"
        self.rows.append(Row("empty", Severity.WARNING, text, mirror, native))

    def _elsewhere(self, mirror: Slot, namesake: Slot | None) -> None:
        """A field that lies where the library has no field of its name."""
        there = self._overlapped(mirror)
        if namesake is None:
            if len(there) == 1 and self._is_renamed(mirror, there[0]):
                self._accounted.add(there[0].name)
                text = f"`{mirror.name}` is called `{there[0].name}` in the library"
                self.rows.append(Row("renamed", Severity.INFO, text, mirror, there[0]))
                return
            if not there and self._is_padding(mirror):
                return
        self.reached[mirror.name] = there
        if namesake is not None and (namesake in there or not there):
            # Another size often brings another alignment, and is then the cause.
            typed = not mirror.is_bits and compare(mirror.type, namesake.type, self._names) is not None
            mine, theirs = (f"{described(one.type)} " if typed else "" for one in (mirror, namesake))
            places = f"{mine}at {_place(mirror, namesake)}, the library's {theirs}at {_place(namesake, mirror)}"
            self.rows.append(Row("moved", Severity.ERROR, f"`{mirror.name}` is {places}", mirror, namesake))
        elif there:
            read = " and ".join(f"`{one.name}`" for one in there[:2]) + (" and more" if len(there) > 2 else "")
            text = f"`{mirror.name}` is written where the library reads {read}"
            kind = "displaced" if namesake is None else "moved"
            self.rows.append(Row(kind, Severity.ERROR, text, mirror, there[0]))
        elif (mirror.offset or 0) >= self._native.size * 8:
            text = f"`{mirror.name}` lies beyond the {self._native.size} bytes of the library's struct"
            self.rows.append(Row("extra", Severity.ERROR, text, mirror))
        else:
            text = f"`{mirror.name}` is written where the library reads nothing"
            self.rows.append(Row("extra", Severity.ERROR, text, mirror))

    def _is_renamed(self, mirror: Slot, native: Slot) -> bool:
        return (
            native.name not in self._my_names
            and mirror.offset == native.offset
            and mirror.bits == native.bits
            and mirror.is_bits == native.is_bits
            and compare(mirror.type, native.type, self._names) is None
        )

    def _is_padding(self, mirror: Slot) -> bool:
        """Whether a field only fills a gap that the compiler leaves in the library's struct."""
        end = (mirror.offset or 0) + mirror.bits
        return end <= self._native.size * 8 and self._mirror.size == self._native.size

    def _missing(self, native: Slot) -> None:
        start = native.offset or 0
        if start >= self._mirror.size * 8:
            text = f"lacks `{native.name}`, which the library reads beyond the {self._mirror.size} bytes that there are"
        elif self._my_places.overlapped(native):
            text = f"lacks `{native.name}`"
        else:
            text = f"lacks `{native.name}`, which nothing writes"
        severity = Severity.ERROR
        if native.name.lower().lstrip("_").startswith(("pad", "reserved")) and self._mirror.size == self._native.size:
            severity = Severity.INFO
        self.rows.append(Row("missing", severity, text, None, native))

    def _overlapped(self, mirror: Slot) -> tuple[Slot, ...]:
        return self._their_places.overlapped(mirror)


def _is_open(slot: Slot) -> bool:
    """Whether a field is an array that takes no space, and whose items follow the struct."""
    return slot.bits == 0 and slot.type.kind is DataKind.ARRAY


def _is_address_of_items(mirror: Slot, native: Slot) -> bool:
    item = native.type.element
    return _is_open(native) and mirror.type.kind in ADDRESSES and item is not None and item.kind not in ADDRESSES


def _is_empty(slot: Slot) -> bool:
    return slot.bits == 0 and slot.type.kind is DataKind.RECORD


def layout_text(layout: Layout) -> str:
    """A layout in a few words."""
    count = len(layout.slots)
    size = f", {layout.size} bytes" if layout.size else ""
    return f"{count} field{'s' if count != 1 else ''}{size}"


def slot_text(slot: Slot) -> str:
    """A field in a few words: what it is, and where."""
    where = f" at byte {_byte(slot)}" if slot.offset is not None else ""
    return f"{described(slot.type)}{where}"


def place_of(row: Row, default: Span) -> Span:
    """The wrapper's place of a difference."""
    return row.mirror.span if row.mirror is not None else default
