"""From bytes to values, and back."""

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paramcheck.confirm.decode import POINTER, as_value, decode, encode, shortest, shown
from paramcheck.confirm.layout import Field, Record
from paramcheck.values import Literal, NativeType, Sequence, TypeKind

INT = NativeType("int", TypeKind.INTEGER, 32)
POINTS = NativeType("void *", TypeKind.POINTER, 64)
TEXT = NativeType("const char *", TypeKind.TEXT, 64)


def record(*fields):
    return Record("r", 64, fields, whole=True)


@given(st.floats(width=32, allow_nan=False))
def test_the_shortest_decimal_is_the_same_single(value):
    assert struct.pack("f", shortest(value)) == struct.pack("f", value)


@pytest.mark.parametrize(("value", "text"), [(0.1, "0.1"), (1e-3, "0.001"), (32.0, "32.0"), (math.inf, "inf")])
def test_a_single_is_shown_as_it_is_written(value, text):
    assert shown(shortest(struct.unpack("f", struct.pack("f", value))[0])) == text


@given(st.integers(-(1 << 31), (1 << 31) - 1))
def test_a_value_comes_back(value):
    field = Field("x", 4, 4, INT, "i")
    data = b"\0" * 4 + (encode(field, value) or b"")
    assert decode(record(field), data) == {"x": value}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Field("x", 0, 4, INT, "i"), 1 << 40),
        (Field("x", 0, 4, INT, "i"), "text"),
        (Field("x", 0, 4, INT, "i"), [1]),
        (Field("x", 0, 4, INT, "I", width=3), 1),
        (Field("x", 0, 8, POINTS, "P"), 5),
        (Field("x", 0, 16, INT, ""), 5),
    ],
)
def test_what_cannot_be_written(field, value):
    assert encode(field, value) is None


def test_no_pointer_can_be_written_but_none():
    assert encode(Field("x", 0, 8, POINTS, "P"), None) == b"\0" * 8


def test_pointers_and_texts():
    fields = Field("user", 0, 8, POINTS, "P"), Field("name", 8, 8, TEXT, "P"), Field("none", 16, 8, TEXT, "P")
    data = struct.pack("=QQQ", 4096, 4096, 0)
    assert decode(record(*fields), data, {8: "brass"}) == {"user": POINTER, "name": "brass", "none": None}


def test_what_lies_behind_the_end_is_left_out():
    assert decode(record(Field("x", 0, 4, INT, "i"), Field("y", 4, 4, INT, "i")), b"\1\0\0\0\2") == {"x": 1}


def test_a_text_in_place_ends_with_its_zero():
    field = Field("x", 0, 6, NativeType("char[6]", TypeKind.TEXT, 48), "b", 6)
    assert decode(record(field), b"ab\0zzz") == {"x": "ab"}


def test_in_the_words_of_both_sides():
    assert as_value([1, True]) == Sequence((Literal(1, "1"), Literal(True, "true")), "[1, true]")
    assert as_value(None) == Literal(None, "null")
