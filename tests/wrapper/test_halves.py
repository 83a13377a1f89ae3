"""Half of a pair of surrogates in a source: nothing stops, and what it stands in is no name and no native text."""

import ast

import pytest

from paramcheck.wrapper import halves
from tests.support import rows, run

HEADER = (
    "struct lamp { int level; int n; };\nstruct lamp lamp_default(void);\nint lamp_set(struct lamp l, int level);\n"
)
SOURCE = '#include "lamp.h"\nstruct lamp lamp_default(void) { struct lamp l = { 4, 2 }; return l; }\n'

MIRROR = """\
import ctypes
lib = ctypes.CDLL("liblamp.so")
class lamp(ctypes.Structure):
    _fields_ = [("level", ctypes.c_int), ("n", ctypes.c_int)]
lib.lamp_default.restype = lamp
"""
START = "def start(level=9):\n    l = lib.lamp_default()\n    l.level = level\n    lib.lamp_set(l, 1)\n"

ODD = {
    "a function": 'for name in ["\\ud800", "lamp_set"]:\n    getattr(lib, name).argtypes = [lamp, ctypes.c_int]\n',
    "a field": 'class other(ctypes.Structure):\n    _fields_ = [("\\udfff", ctypes.c_int), ("n", ctypes.c_int)]\n',
    "a library": 'further = ctypes.CDLL("\\ud800")\nfurther.lamp_set.argtypes = ["\\ud800"]\n',
    "a key": 'def more(x=1):\n    lib.lamp_put({"\\ud800": x}, x)\n',
    "a name in a constructed text": 'X = f"a\\ud800{1}"\ngetattr(lib, X).restype = None\n',
}


@pytest.mark.parametrize("case", ODD)
def test_the_rest_is_read(tmp_path, case):
    files = {"native/lamp.h": HEADER, "native/lamp.c": SOURCE, "lamp/__init__.py": MIRROR + ODD[case] + START}
    assert "level -> lamp.level: mismatch" in rows(run(tmp_path, files))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"\\ud800"', "\ufffd"),
        ('"a\\uDFFFb"', "a\ufffdb"),
        ('"\\U0000d83d\\ude00"', "\ufffd\ufffd"),
        ('"\\U0001F600"', "\U0001f600"),
        ('"\\\\ud800"', "\\ud800"),
        ('r"\\ud800"', "\\ud800"),
        ('rb"\\ud800"', b"\\ud800"),
        ("1", 1),
    ],
)
def test_a_constant(text, expected):
    tree = ast.parse(text)
    halves.replace(tree, text)
    assert ast.literal_eval(tree.body[0].value) == expected
