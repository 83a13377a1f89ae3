"""Helpers that are called again and again are run once, and what they return still comes from each caller's value."""

import pytest

from tests.support import run

LIBRARY = {
    "lib.h": "struct options { int width; int height; };\nstruct options options_default(void);\nvoid use(struct options o);\n",
    "lib.c": '#include "lib.h"\nstruct options options_default(void) { struct options o = {3, 4}; return o; }\n',
}

SOURCE = """\
import ctypes
lib = ctypes.CDLL("lib")
class options(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int)]
lib.options_default.restype = options
{helper}
def first(width=3, height=4):
    o = lib.options_default()
    o.width = helped(width)
    o.height = helped(height)
    lib.use(o)

def second(width=3, height=5):
    o = lib.options_default()
    o.width = helped(width)
    o.height = helped(height)
    lib.use(o)
"""


def links(tmp_path, helper):
    found = run(tmp_path, {**LIBRARY, "pkg/__init__.py": SOURCE.replace("{helper}", helper)})
    return {
        (one.wrapper.surface.rpartition(".")[2], one.wrapper.name): (
            one.effective.spelling,
            one.verdict.value,
            [step.span.line for step in one.evidence if step.kind == "dataflow"],
        )
        for one in found.links
    }


@pytest.mark.parametrize(
    "helper",
    [
        "def helped(x): return x",
        "def helped(x):\n    return int(x)",
        "def helped(x):\n    y = x\n    return y + 0",
        "def helped(x):\n    return inner(x)\ndef inner(y):\n    return y",
    ],
)
def test_what_a_helper_returns_comes_from_its_caller(tmp_path, helper):
    found = links(tmp_path, helper)
    start = SOURCE.replace("{helper}", helper).splitlines()
    first, second = (
        next(i for i, row in enumerate(start, 1) if row.startswith(f"def {name}")) for name in ("first", "second")
    )
    assert {key: row[:2] for key, row in found.items()} == {
        ("first", "width"): ("3", "match"),
        ("first", "height"): ("4", "match"),
        ("second", "width"): ("3", "match"),
        ("second", "height"): ("5", "mismatch"),
    }
    # The way of each value leads through the lines of its own function.
    for (surface, _), (_, _, lines) in found.items():
        begin = {"first": first, "second": second}[surface]
        assert any(begin < line < begin + 6 for line in lines)
        assert not any(other < line < other + 6 for other in (first, second) if other != begin for line in lines)


def test_a_helper_that_counts_is_run_each_time(tmp_path):
    helper = "seen = []\ndef helped(x):\n    seen.append(x)\n    return x if len(seen) < 4 else 9"
    found = links(tmp_path, helper)
    assert found["first", "width"][1] != "mismatch"


def test_equal_numbers_of_different_types_are_told_apart(tmp_path):
    helper = "def helped(x):\n    return 7 if x is True else x"
    source = SOURCE.replace("width=3, height=4", "width=1, height=True")
    found = run(tmp_path, {**LIBRARY, "pkg/__init__.py": source.replace("{helper}", helper)})
    assert {
        one.wrapper.name: one.effective.spelling for one in found.links if one.wrapper.surface.endswith("first")
    } == {"width": "1", "height": "7"}
