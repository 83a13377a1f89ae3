"""Objects of the vocabulary come back as they were, and nothing else is ever made."""

import contextlib
import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paramcheck import model, model_mirrors, values
from paramcheck.cache.encoding import NotDecodableError, NotEncodableError, decode, encode

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.binary(),
    st.text(st.characters(codec="utf-8")),
)
LITERALS = st.builds(values.Literal, SCALARS, st.text(st.characters(codec="utf-8")), st.none() | st.just("A_B"))
VALUES = st.recursive(
    LITERALS | st.builds(values.Unknown, st.just("x"), st.just("why")),
    lambda inner: st.one_of(
        st.builds(values.Sequence, st.lists(inner, max_size=3).map(tuple), st.just("[]")),
        st.builds(values.Choice, st.lists(st.builds(values.Alternative, st.just("M"), inner), max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
SPAN = model.Span("a/b.py", 3, 4)


@given(VALUES)
def test_values_come_back(value):
    back = decode(encode(value))
    assert back == value
    assert repr(back) == repr(value)


@given(st.lists(SCALARS))
def test_the_types_of_scalars_come_back(scalars):
    assert repr(decode(encode(scalars))) == repr(scalars)


@pytest.mark.parametrize("number", [math.nan, math.inf, -0.0, 1 << 64, -(1 << 63) - 1, (1 << 64) - 1, 1 << 4000])
def test_numbers_at_the_edge(number):
    assert repr(decode(encode(values.Literal(number, "n")))) == repr(values.Literal(number, "n"))


def test_what_is_shared_is_shared_again():
    parameter = model.WrapperParameter("m.f", "n", model.SurfaceKind.FUNCTION, "1", values.Literal(1, "1"), SPAN)
    first, second = decode(encode([parameter, parameter]))
    assert first == parameter
    assert first is second


def test_one_and_true_stay_apart():
    ones = (values.Literal(1, "1"), values.Literal(True, "1"), values.Literal(1.0, "1"))
    assert [type(one.value) for one in decode(encode(ones))] == [int, bool, float]


def test_containers_and_enums():
    root = {"a": frozenset({"y", "x"}), "b": [model.Severity.ERROR, (model_mirrors.DataKind.INTEGER, None)]}
    assert decode(encode(root)) == root


def test_the_bytes_do_not_depend_on_the_order_of_a_set():
    assert encode(frozenset("abc")) == encode(frozenset("cba"))


@pytest.mark.parametrize("foreign", [object(), len, model, (1, 2j), "\ud800"])
def test_what_is_not_of_the_vocabulary_is_refused(foreign):
    with pytest.raises(NotEncodableError):
        encode([foreign])


@pytest.mark.parametrize(
    "table",
    [
        [],
        [[], [0, 0]],
        [[["Path", "x"]], [0, 0]],
        [[["Span", "a"]], [0, 0]],
        [[["Span", "a", 1, 1, 1, 1, 1]], [0, 0]],
        [[["Span", "a", "1", 1, None, 1]], [0, 0]],
        [[["Span", [0, 0], 1, 1, 1, 1]], [0, 0]],
        [[["Span", "a", 1, 1, 1, 1]], [0, -1]],
        [[["Severity"]], [0, 0]],
        [[], [6, "Severity", "FATAL"]],
        [[], [6, "Span", "path"]],
        [[], [5, "many"]],
        [[], [4, "key"]],
        [[], [99, 1]],
        [[], [{}]],
        {"rows": 1},
        7,
    ],
)
def test_other_tables_are_refused(table):
    with pytest.raises(NotDecodableError):
        decode(msgspec.msgpack.encode(table))


@given(st.binary())
def test_other_bytes_are_refused_or_are_plain(data):
    with contextlib.suppress(NotDecodableError):
        decode(data)


@given(st.data())
def test_a_changed_byte_is_refused_or_makes_an_object_of_the_vocabulary(data):
    good = bytearray(encode([SPAN, values.Literal(1, "1")]))
    good[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(NotDecodableError):
        decode(bytes(good))
