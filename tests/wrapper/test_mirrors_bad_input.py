"""Mirrors that nobody writes by hand: what cannot be followed is named, and the rest is read."""

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.wrapper.mirrors import read
from paramcheck.wrapper.package import Package
from tests.support import write

HEADING = "import ctypes\nlib = ctypes.CDLL('liblamp.so')\n"
PLAIN = "class lamp(ctypes.Structure):\n    _fields_ = [('level', ctypes.c_int)]\n"


def facts(root, api):
    tree = write(root, {"lamp/__init__.py": HEADING + api})
    return read(tree, Package(tree), Parser(tree))


def chain(count):
    later = "".join(f"class c{i}(c{i - 1}):\n    _fields_ = [('a{i}', ctypes.c_int)]\n" for i in range(1, count))
    return "class c0(ctypes.Structure):\n    _fields_ = [('a', ctypes.c_int)]\n" + later


FOLLOWED = {
    "a parent that is looked up in the class": "class odd(odd.Structure):\n    _fields_ = [('a', ctypes.c_int)]\n",
    "a record within itself": "class odd(ctypes.Structure):\n    pass\nodd._fields_ = [('a', odd), ('b', odd * 2)]\n",
    "fields without end": (
        "class odd(ctypes.Structure):\n"
        "    _fields_ = [('a', ctypes.c_int) for a in range(64) for b in range(64) for c in range(64) for d in range(64)]\n"
    ),
    "fields that are none": "class odd(ctypes.Structure):\n    _fields_ = [(1 % 0, ctypes.c_int), 3, (), ('a',)]\n",
    "a name that is none": "class odd(ctypes.Structure):\n    _fields_ = [('a b;', ctypes.c_int), ('', ctypes.c_int)]\n",
    "a chain of parents": chain(60),
}


@pytest.mark.parametrize("case", FOLLOWED)
def test_the_rest_is_read(tmp_path, case):
    found = facts(tmp_path, FOLLOWED[case] + PLAIN)
    assert "lamp.lamp" in {one.surface for one in found.records}
    assert not found.problems


def test_what_is_too_long_to_follow_is_named(tmp_path):
    found = facts(tmp_path, chain(900) + PLAIN)
    assert [(one.message, one.path) for one in found.problems] == [
        ("what repeats C by ctypes: too deep or too long to follow", None),
        ("its constants: too deep or too long to follow", "lamp/__init__.py"),
    ]
