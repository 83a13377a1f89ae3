"""The variables of a running function, and joining what both sides of a branch leave in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.clang.aggregate import Aggregate, Base, Slot, Stated
from paramcheck.clang.constants import empty
from paramcheck.clang.records import is_record
from paramcheck.clang.types import native_type, record_name
from paramcheck.values import Alternative, Choice, Literal, Unknown, Value, choice, same

if TYPE_CHECKING:
    from clang.cindex import Cursor

NOT_SET = Unknown("(not set)", "set under a condition")
"""What a branch that stores nothing leaves in a field that the other branch stores."""


class Frame:
    """Variables of a running function, by their declaration.

    Attributes:
        variables: Records and plain values.
        this: The object whose method or constructor runs, if one does.
        result: What the function returned.
        returned: Whether it returned.
        left: Whether it was left without returning: it threw, or ended the program.
        earlier: What holds where it returned under a condition before, and the condition.
    """

    def __init__(self, this: Aggregate | None = None) -> None:
        self.variables: dict[int, Slot] = {}
        self.this = this
        self.result: Slot | None = None
        self.returned = False
        self.left = False
        self.earlier: list[tuple[str, Frame]] = []

    def fork(self) -> Frame:
        """An independent copy: a branch may change records. References between records are kept."""
        copies: dict[int, Aggregate] = {}

        def copied(held: Slot) -> Slot:
            return held.copy(copies) if isinstance(held, Aggregate) else held

        other = Frame(self.this.copy(copies) if self.this is not None else None)
        other.variables = {key: copied(held) for key, held in self.variables.items()}
        other.result = copied(self.result) if self.result is not None else None
        other.returned, other.left, other.earlier = self.returned, self.left, list(self.earlier)
        return other

    def take(self, other: Frame) -> None:
        """Go on as another frame, but in the records that the callers of this one hold."""
        for key, held in other.variables.items():
            mine = self.variables.get(key)
            if isinstance(mine, Aggregate) and isinstance(held, Aggregate):
                mine.replace(held)
            else:
                self.variables[key] = held
        if self.this is not None and other.this is not None:
            self.this.replace(other.this)
        self.result, self.returned, self.left, self.earlier = other.result, other.returned, other.left, other.earlier

    def finish(self) -> None:
        """Leave what the function leaves, wherever it returned."""
        earlier, self.earlier = self.earlier, []
        for when, other in reversed(earlier):
            if isinstance(self.result, Aggregate) and not isinstance(other.result, Aggregate):
                # Where no record is returned, something failed.
                continue
            self.returned = True
            join(self, other, "", when)


def key_of(cursor: Cursor) -> int:
    """What identifies a variable."""
    return int(cursor.hash)


def join(frame: Frame, other: Frame, when: str, when_other: str = "") -> None:
    """Leave in a frame what both of two branches may have left.

    Args:
        frame: What the one branch left.
        other: What the other left.
        when: The condition under which the first ran.
        when_other: The condition under which the second ran; empty: otherwise.
    """
    if other.left:
        # Whoever goes on took the first branch.
        return
    if frame.left:
        frame.take(other)
        return
    known = [one for one in frame.earlier if one in other.earlier]
    mine = [one for one in frame.earlier if one not in known]
    theirs = [one for one in other.earlier if one not in known]
    frame.earlier = [*known, *_within(when, mine), *_within(when_other or negated(when), theirs)]
    if frame.returned and not other.returned:
        early, rest = _kept(frame), frame.earlier
        frame.take(other)
        frame.earlier = [*rest, (when, early)]
    elif other.returned and not frame.returned:
        frame.earlier.append((when_other or negated(when), _failed(other) or other))
    else:
        _join_all(frame, other, when, when_other)


def _kept(frame: Frame) -> Frame:
    """What there is to say of a branch that returned, once the frame goes on as another."""
    return _failed(frame) or frame.fork()


def _failed(frame: Frame) -> Frame | None:
    """A branch that returned a null pointer: what it did to records does not matter any more."""
    result = frame.result
    if not (isinstance(result, Stated) and isinstance(result.value, Literal) and result.value.value is None):
        return None
    failed = Frame()
    failed.result, failed.returned = result, True
    return failed


def _within(when: str, rows: list[tuple[str, Frame]]) -> list[tuple[str, Frame]]:
    return [(f"{when} && {inner}" if when else inner, one) for inner, one in rows]


def negated(test: str) -> str:
    """The condition that holds where another does not."""
    return f"!({test})" if test else ""


def _join_all(frame: Frame, other: Frame, when: str, when_other: str) -> None:
    for key, mine in frame.variables.items():
        theirs = other.variables.get(key)
        if isinstance(mine, Aggregate) and isinstance(theirs, Aggregate):
            _join_records(mine, theirs, when, when_other)
        elif isinstance(mine, Stated) and isinstance(theirs, Stated):
            frame.variables[key] = _join_values(mine, theirs, when, when_other)
        elif isinstance(theirs, Aggregate):
            # A pointer that leads to no record otherwise.
            frame.variables[key] = theirs
    if frame.this is not None and other.this is not None:
        _join_records(frame.this, other.this, when, when_other)
    if isinstance(frame.result, Aggregate) and isinstance(other.result, Aggregate):
        _join_records(frame.result, other.result, when, when_other)
    elif isinstance(frame.result, Stated) and isinstance(other.result, Stated):
        frame.result = _join_values(frame.result, other.result, when, when_other)
    elif isinstance(other.result, Aggregate) or frame.result is None:
        # Where no record is returned, something failed.
        frame.result = other.result


def _join_records(
    mine: Aggregate, theirs: Aggregate, when: str, when_other: str, joined: set[tuple[int, int]] | None = None
) -> None:
    joined = set() if joined is None else joined
    if mine is theirs or (id(mine), id(theirs)) in joined:
        # Records may lead to each other in a circle.
        return
    joined.add((id(mine), id(theirs)))
    for name in {**mine.fields, **theirs.fields}:
        left, right = mine.fields.get(name), theirs.fields.get(name)
        if isinstance(left, Aggregate) and right is None:
            right = _inside(theirs, name)
        elif isinstance(right, Aggregate) and left is None:
            left = _inside(mine, name)
            if left is not None:
                mine.fields[name] = left
        if left is right:
            continue
        if isinstance(left, Aggregate) and isinstance(right, Aggregate):
            _join_records(left, right, when, when_other, joined)
        elif isinstance(left, Stated) and isinstance(right, Stated):
            mine.fields[name] = _join_values(left, right, when, when_other)
        else:
            mine.fields[name] = _join_values(
                _stated(mine, name, left, right), _stated(theirs, name, right, left), when, when_other
            )
    if mine.base is not theirs.base:
        mine.base = Base.UNSET
    mine.lost = mine.lost or theirs.lost


def _inside(record: Aggregate, name: str) -> Aggregate | None:
    """What a member holds that is a record and that nothing was stored in."""
    kind = next((one.type for one in record.members() if one.name == name), None)
    if kind is None or not is_record(kind):
        return None
    return Aggregate(kind, record.base, record.span, lost=record.lost)


def _stated(record: Aggregate, name: str, held: Slot | None, other: Slot | None) -> Stated:
    """What a field holds after a branch that may have stored nothing in it."""
    if isinstance(held, Stated):
        return held
    span, origin = (other.span, other.origin) if isinstance(other, Stated) else (record.span, "")
    if held is not None or isinstance(other, Aggregate):
        return Stated(Unknown("", "a record that is set under a condition"), span, origin)
    if record.lost:
        return Stated(Unknown("", record.lost), span, origin)
    if record.base is Base.ZERO:
        kind = next((one.type for one in record.members() if one.name == name), None)
        if kind is not None:
            return Stated(empty(native_type(kind).kind, record_name(kind), "0 (zero-initialised)"), record.span)
    return Stated(NOT_SET, span, origin)


def _join_values(left: Stated, right: Stated, when: str, when_other: str) -> Stated:
    if left == right:
        return left
    joined = _either(left.value, right.value, when, when_other)
    chosen = right if when and not when_other else left
    if chosen.value is NOT_SET:
        chosen = left if chosen is right else right
    return Stated(joined, chosen.span, chosen.origin)


def _either(left: Value, right: Value, when: str, when_other: str) -> Value:
    """Two alternatives; one that is what holds otherwise anyway needs no condition."""
    if not when_other and same(left, _otherwise(right)):
        return right
    if not when and same(right, _otherwise(left)):
        return left
    if when and not when_other and isinstance(right, Choice):
        held = next((one for one in right.alternatives if one.when and same(one.value, left)), None)
        if held is not None:
            both = Alternative(f"{when} or {held.when}", held.value)
            return Choice(tuple(both if one is held else one for one in right.alternatives))
    return choice([Alternative(when, left), Alternative(when_other, right)])


def _otherwise(value: Value) -> Value:
    if isinstance(value, Choice):
        rest = [one.value for one in value.alternatives if not one.when]
        return rest[0] if len(rest) == 1 else value
    return value
