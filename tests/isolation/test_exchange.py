"""What is sent between processes arrives as it was."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from enum import Enum

import pytest

from paramcheck.isolation.exchange import dumps
from paramcheck.model import Problem, Span


class Colour(Enum):
    RED = 1


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class One:
    value: object


@dataclass(frozen=True, slots=True)
class Extended(One):
    more: int = 0


@dataclass(frozen=True)
class WithoutSlots:
    value: int


@dataclass(frozen=True, slots=True)
class ByName:
    value: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Computed:
    value: int
    double: int = field(init=False, default=0)

    def __post_init__(self):
        object.__setattr__(self, "double", self.value * 2)


@dataclass(slots=True)
class Changing:
    rows: list = field(default_factory=list)


class Plain:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.value == other.value

    __hash__ = None


@pytest.mark.parametrize(
    "thing",
    [
        Nothing(),
        One(1),
        One((One(None), One("text"))),
        Extended(2, 3),
        WithoutSlots(4),
        ByName(value=5),
        Computed(6),
        Changing([One(7)]),
        Plain(One(8)),
        Colour.RED,
        {"a": [Span("lib.h", 3, 4)], Span("lib.h", 9, 1, 8, 2): Problem("what", "where")},
        (ValueError, len, Colour),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_it_arrives_as_it_was(thing):
    found = pickle.loads(dumps(thing))
    assert found == thing
    assert type(found) is type(thing)


def test_what_is_one_thing_stays_one():
    shared = One(1)
    first, second = pickle.loads(dumps([One((shared,)), One((shared,))]))
    assert first.value[0] is second.value[0]


def test_one_that_changes_may_hold_itself():
    thing = Changing()
    thing.rows.append(thing)
    found = pickle.loads(dumps(thing))
    assert found.rows[0] is found


def test_what_cannot_be_sent_is_an_error():
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        dumps(One(lambda: 1))
