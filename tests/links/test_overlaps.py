"""Fields that share bits, found by their places: the same as comparing each with each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paramcheck.links.overlaps import Places
from paramcheck.model import Span
from paramcheck.model_mirrors import DataKind, DataType, Slot

KIND = DataType("int", DataKind.INTEGER, 4)


def slot(name, offset, bits):
    return Slot(name, KIND, offset, bits, Span("lib.h", 1))


@pytest.mark.parametrize(
    ("rows", "asked", "expected"),
    [
        ([(0, 32), (32, 32), (64, 32)], (32, 32), ["f1"]),
        ([(0, 32), (32, 32), (64, 32)], (16, 32), ["f0", "f1"]),
        ([(0, 32), (32, 32)], (64, 32), []),
        ([], (0, 8), []),
        # One that is not known where, and one that takes no space.
        ([(None, 32), (0, 32)], (0, 32), ["f1"]),
        ([(0, 0), (0, 32)], (0, 32), ["f1"]),
        # A long one under the others, as the members of a union are.
        ([(0, 256), (32, 8), (64, 8)], (128, 8), ["f0"]),
        ([(64, 32), (0, 32)], (0, 128), ["f0", "f1"]),
    ],
)
def test_fields_that_share_bits(rows, asked, expected):
    places = Places(tuple(slot(f"f{number}", *row) for number, row in enumerate(rows)))
    assert [one.name for one in places.overlapped(slot("asked", *asked))] == expected


ROWS = st.tuples(st.one_of(st.none(), st.integers(0, 40)), st.integers(0, 12))


@given(st.lists(ROWS, max_size=12), ROWS)
def test_it_is_what_comparing_each_with_each_finds(rows, asked):
    slots = tuple(slot(f"f{number}", *row) for number, row in enumerate(rows))
    start, bits = asked[0] or 0, asked[1]
    expected = [
        one.name
        for one in slots
        if one.offset is not None and start < one.offset + one.bits and one.offset < start + bits
    ]
    assert [one.name for one in Places(slots).overlapped(slot("asked", *asked))] == expected
