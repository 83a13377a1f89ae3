"""Which default a description states."""

from __future__ import annotations

import pytest

from paramcheck.values import Literal, Sequence
from paramcheck.wrapper.docstrings import default_in

STATED = {
    "Number of threads, defaults to 4.": 4,
    "The scale. Defaults to 0.3": 0.3,
    "int, optional (default=31)": 31,
    "float, optional (default=1e-3)\nMinimum sum.": 1e-3,
    "str, optional (default='gbdt')": "gbdt",
    "Alpha (default: 1.6)": 1.6,
    "bool, default True": True,
    "int, default: 5": 5,
    "(default 5)": 5,
    "The level. Default is 1.": 1,
    "Use it. Default is ``False``.": False,
    "Default: None": None,
    "default value is 0x10.": 16,
    "[default: -1]": -1,
    "Limit (default: inf)": float("inf"),
}

SILENT = [
    "Number of threads.",
    "Number of threads (default: half the number of CPUs).",
    "Uses the default device 0.",
    "The default value is determined by the model.",
    "Defaults to 5 if not given for training, and 3 otherwise",
    "Defaults to 4 when the model is small.",
    "default: 3 for regression, default: 5 for ranking",
    "If None, the default of the library is used.",
    "Overrides the default (5 seconds).",
    "Default timeout of 10 minutes.",
    "defaults to 1.5x the size",
    "",
]


@pytest.mark.parametrize("text", STATED)
def test_a_stated_default_is_read(text):
    found = default_in(text)
    assert isinstance(found, Literal)
    assert found.value == STATED[text]
    assert type(found.value) is type(STATED[text])


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_single_value_is_no_default(text):
    assert default_in(text) is None


def test_a_list_is_a_value():
    found = default_in("Layers, defaults to [7, 8, 9].")
    assert isinstance(found, Sequence)
    assert [one.value for one in found.items] == [7, 8, 9]
