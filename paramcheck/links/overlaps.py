"""Which fields of a record share bits with a field of another one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paramcheck.model_mirrors import Slot


class Places:
    """Fields by the bits that they take.

    Args:
        slots: The fields; their order does not matter, and some may lie over others.
    """

    def __init__(self, slots: tuple[Slot, ...]) -> None:
        self._slots = slots

    @cached_property
    def _rows(self) -> list[tuple[int, int]]:
        """Where each field starts that has a known place, and its number, by their starts."""
        rows = ((one.offset, number) for number, one in enumerate(self._slots) if one.offset is not None)
        return sorted(rows)

    @cached_property
    def _ends(self) -> list[int]:
        """How far these fields reach, each with those before it."""
        return list(accumulate((start + self._slots[number].bits for start, number in self._rows), max))

    def overlapped(self, slot: Slot) -> tuple[Slot, ...]:
        """The fields that share bits with one of the other side, in their own order."""
        start = slot.offset or 0
        first = bisect_right(self._ends, start)
        last = bisect_left(self._rows, (start + slot.bits, -1))
        near = sorted(number for _, number in self._rows[first:last])
        return tuple(one for number in near if _overlap(slot, one := self._slots[number]))


def _overlap(left: Slot, right: Slot) -> bool:
    a, b = left.offset or 0, right.offset or 0
    return a < b + right.bits and b < a + left.bits
