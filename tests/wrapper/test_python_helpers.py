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
    print(helped(width), helped(height))
    o.width = helped(width)
    o.height = helped(height)
    lib.use(o)

def second(width=3, height=5):
    o = lib.options_default()
    print(helped(width), helped(height))
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
    source = SOURCE.replace("{helper}", helper).splitlines()
    assert {key: row[:2] for key, row in found.items()} == {
        ("first", "width"): ("3", "match"),
        ("first", "height"): ("4", "match"),
        ("second", "width"): ("3", "match"),
        ("second", "height"): ("5", "mismatch"),
    }
    # The way of each value starts where its own function declares it, and ends where that stores it.
    for (surface, name), (_, _, lines) in found.items():
        begin = next(number for number, row in enumerate(source, 1) if row.startswith(f"def {surface}"))
        assert lines[0] == begin
        assert source[lines[-1] - 1] == f"    o.{name} = helped({name})"
        assert begin < lines[-1] <= begin + 5
        assert source[lines[1] - 1] == source[lines[-1] - 1], "it is handed over in the same line"


def test_a_helper_that_counts_is_run_each_time(tmp_path):
    helper = "seen = []\ndef helped(x):\n    seen.append(x)\n    return x if len(seen) < 4 else 9"
    found = links(tmp_path, helper)
    assert found["first", "width"][1] != "mismatch"


def test_equal_numbers_of_different_types_are_told_apart(tmp_path):
    helper = "def helped(x):\n    return 7 if x is True else x"
    source = SOURCE.replace("{helper}", helper).replace(
        "o.width = helped(width)", "o.width = width + helped(1) + helped(True)"
    )
    found = run(tmp_path, {**LIBRARY, "pkg/__init__.py": source})
    assert {one.effective.spelling for one in found.links if one.wrapper.name == "width"} == {"11"}
