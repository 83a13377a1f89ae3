"""Enums of the library that the members of a class may stand for."""

from __future__ import annotations

import pytest

from paramcheck.links.constant_names import Enums
from paramcheck.model import Span
from paramcheck.model_mirrors import DeclaredConstant, MirrorConstant
from paramcheck.values import Literal

PLACE = Span("lib.h", 1)
ENUMS = [
    ["LIB_MODE_ON", "LIB_MODE_OFF", "LIB_MODE_DIM"],
    ["LIB_KIND_ON", "LIB_KIND_OFF"],
    ["ON", "OFF"],
    ["LIB_A", "OTHER_B"],
    ["LIB_MODE_X_ON", "LIB_MODE_X_OFF"],
]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (["DIM", "ON"], [["LIB_MODE_DIM", "LIB_MODE_ON"]]),
        (
            ["OFF", "ON"],
            [
                ["LIB_MODE_OFF", "LIB_MODE_ON"],
                ["LIB_KIND_OFF", "LIB_KIND_ON"],
                ["LIB_MODE_X_OFF", "LIB_MODE_X_ON"],
            ],
        ),
        (["ON", "BRIGHT"], []),
        # Without a common beginning nothing says that they belong together.
        (["A"], []),
        # Their own beginning is longer.
        (["X_ON", "X_OFF"], []),
    ],
)
def test_enums_that_members_stand_for(members, expected):
    one = Literal(1, "1")
    enums = Enums([[DeclaredConstant(name, one, PLACE) for name in names] for names in ENUMS])
    found = enums.of([MirrorConstant("package.Mode", name, one, PLACE) for name in members])
    assert [[one.name for one in rows] for rows in found] == expected
