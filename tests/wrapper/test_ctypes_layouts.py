"""Layouts of ctypes classes: what is computed from their source is what ctypes itself says."""

from __future__ import annotations

import ctypes
import sys

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.model_mirrors import DataKind
from paramcheck.wrapper.mirrors import read
from paramcheck.wrapper.package import Package
from tests.support import write

SOURCE = """
import ctypes
from ctypes import *

COUNT = 3


class scalars(Structure):
    _fields_ = [
        ("a", c_bool), ("b", c_byte), ("c", c_char), ("d", c_char_p), ("e", c_double), ("f", c_float), ("g", c_int),
        ("h", c_int8), ("i", c_int16), ("j", c_int32), ("k", c_int64), ("l", c_long), ("m", c_longdouble),
        ("n", c_longlong), ("o", c_short), ("p", c_size_t), ("q", c_ssize_t), ("r", c_ubyte), ("s", c_uint),
        ("t", c_ulong), ("u", c_ushort), ("v", c_void_p), ("w", c_wchar), ("x", c_wchar_p), ("y", py_object),
    ]


class packed(Structure):
    _pack_ = 2
    _fields_ = [("a", c_char), ("b", c_double), ("c", c_int16)]


class inner(Union):
    _fields_ = [("a", c_char * 5), ("b", c_int32)]


class outer(Structure):
    _anonymous_ = ["held"]
    _fields_ = [("first", c_char), ("held", inner), ("many", inner * COUNT), ("last", c_short)]


class extended(outer):
    _fields_ = [("more", c_double)]


class bits(Structure):
    _fields_ = [("a", c_uint, 3), ("b", c_uint, 30), ("c", c_uint8), ("d", c_uint64, 40)]


class node(Structure):
    pass


node._fields_ = [
    ("next", POINTER(node)),
    ("call", CFUNCTYPE(c_int, POINTER(node), c_void_p)),
    ("table", (c_float * 2) * COUNT),
    ("names", POINTER(c_char_p) * 2),
]


class flag(c_uint16):
    pass


class derived(Structure):
    _fields_ = [("tag", c_char), ("flag", flag), ("size", c_byte * sizeof(c_int))]


class nothing(Structure):
    _fields_ = []
"""


def mirrors(root, source, target=""):
    tree = write(root, {"pkg/mirror.py": source})
    facts = read(tree, Package(tree), Parser(tree, target=target), target)
    return {one.layout.name: one.layout for one in facts.records}


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    return mirrors(tmp_path_factory.mktemp("layouts"), SOURCE)


NAMES = ("scalars", "packed", "inner", "outer", "extended", "node", "derived", "nothing")


@pytest.fixture(scope="module")
def real():
    names = {}
    exec(SOURCE, names)
    return names


@pytest.mark.skipif(sys.platform != "linux" or sys.maxsize < 1 << 32, reason="is laid out for 64-bit Linux")
@pytest.mark.parametrize("name", NAMES)
def test_is_what_ctypes_says(name, computed, real):
    cls = real[name]
    layout = computed[name]
    assert layout.is_whole
    assert layout.size == ctypes.sizeof(cls)
    rows = [row for one in reversed(cls.__mro__) for row in one.__dict__.get("_fields_", ())]
    found = [(one.name, one.offset // 8, one.bits // 8) for one in layout.slots]
    assert found == [(row[0], getattr(cls, row[0]).offset, getattr(cls, row[0]).size) for row in rows]


def test_bit_fields_lie_as_c_puts_them(computed):
    found = [(one.name, one.offset, one.bits, one.is_bits) for one in computed["bits"].slots]
    assert found == [("a", 0, 3, True), ("b", 32, 30, True), ("c", 64, 8, False), ("d", 72, 40, True)]


def test_places_of_fields(computed):
    lines = SOURCE.split("\n")
    for one in computed["packed"].slots:
        assert f'"{one.name}"' in lines[one.span.line - 1]
    assert lines[computed["node"].span.line - 1] == "class node(Structure):"


TARGETS = {
    "x86_64-unknown-linux-gnu": {"l": 8, "m": 16, "p": 8, "w": 4},
    "x86_64-pc-windows-msvc": {"l": 4, "m": 8, "p": 8, "w": 2},
    "i686-unknown-linux-gnu": {"l": 4, "m": 12, "p": 4, "w": 4},
    "arm64-apple-macos": {"l": 8, "m": 8, "p": 8, "w": 4},
}


@pytest.mark.parametrize("target", TARGETS)
def test_targets(target, tmp_path):
    layout = mirrors(tmp_path, SOURCE, target)["scalars"]
    sizes = {one.name: one.type.size for one in layout.slots}
    assert {name: sizes[name] for name in TARGETS[target]} == TARGETS[target]


PLATFORM = """
import ctypes
import os
import platform
import sys
from sys import platform as name

if sys.platform == "win32":
    handle = ctypes.c_void_p
else:
    handle = ctypes.c_int

word = ctypes.c_uint64 if platform.system() == "Windows" else ctypes.c_uint32
third = ctypes.c_double if os.name == "nt" else ctypes.c_float


class mirror(ctypes.Structure):
    _fields_ = [("a", handle), ("b", word), ("c", third), ("d", ctypes.c_int16 if name == "win32" else ctypes.c_int8)]
"""


@pytest.mark.parametrize(("target", "sizes"), [("", [4, 4, 4, 1]), ("x86_64-pc-windows-msvc", [8, 8, 8, 2])])
def test_code_that_asks_for_its_platform(target, sizes, tmp_path):
    assert [one.type.size for one in mirrors(tmp_path, PLATFORM, target)["mirror"].slots] == sizes


UNKNOWN = """
import ctypes
import elsewhere


class partly(ctypes.Structure):
    _fields_ = [("a", ctypes.c_int), ("b", elsewhere.thing), ("c", ctypes.c_int)]


class list_unknown(ctypes.Structure):
    _fields_ = elsewhere.fields


class length_unknown(ctypes.Structure):
    _fields_ = [("a", ctypes.c_char * elsewhere.length)]


class itself(ctypes.Structure):
    pass


itself._fields_ = [("a", itself)]


class broken(ctypes.Structure):
    _fields_ = [("a",), 3, None]


class handle(ctypes.Structure):
    pass


class holds_unknown(ctypes.Structure):
    _fields_ = [("a", partly), ("b", ctypes.c_int)]


class extends_unknown(partly):
    _fields_ = [("d", ctypes.c_int)]


class odd_pack(ctypes.Structure):
    _pack_ = 3
    _fields_ = [("a", ctypes.c_char), ("b", ctypes.c_int)]


class wide_bits(ctypes.Structure):
    _fields_ = [("a", ctypes.c_int, 90)]


class points_to_unknown(ctypes.Structure):
    _fields_ = [("a", ctypes.POINTER(partly)), ("b", ctypes.POINTER(elsewhere.thing))]
"""


def test_what_is_not_known_is_not_guessed(tmp_path):
    found = mirrors(tmp_path, UNKNOWN)
    partly = found["partly"]
    assert not partly.is_whole
    assert [one.type.kind for one in partly.slots] == [DataKind.INTEGER, DataKind.UNKNOWN, DataKind.INTEGER]
    assert [one.offset for one in partly.slots] == [0, None, None]
    for name in (
        "list_unknown",
        "length_unknown",
        "itself",
        "broken",
        "holds_unknown",
        "extends_unknown",
        "odd_pack",
        "wide_bits",
    ):
        assert not found[name].is_whole, name
    assert found["handle"].slots == ()
    assert found["points_to_unknown"].is_whole
    assert found["points_to_unknown"].size == 16


def test_records_that_hold_each_other_many_levels_deep(tmp_path):
    """Each is laid out after the one that it holds, wherever that stands; and what one does not know, none above does."""
    levels = 1500
    fields = [f"class C{number}(ctypes.Structure):\n    pass\n" for number in range(levels)]
    for number in reversed(range(levels)):
        held = f"('b', C{number - 1}), " if number else ""
        fields.append(f"C{number}._fields_ = [{held}('a', ctypes.c_int)]\n")
    tree = write(tmp_path, {"package/__init__.py": "import ctypes\n" + "".join(fields)})
    found = {one.layout.name: one.layout for one in read(tree, Package(tree), Parser(tree)).records}
    assert [found[f"C{number}"].size for number in (0, 1, levels - 1)] == [4, 8, 4 * levels]
    assert all(one.is_whole for one in found.values())
    unknown = "".join(fields).replace("C700), ('a', ctypes.c_int)", "C700), ('a', somewhere)")
    tree = write(tmp_path / "unknown", {"package/__init__.py": "import ctypes\n" + unknown})
    found = {one.layout.name: one.layout for one in read(tree, Package(tree), Parser(tree)).records}
    whole = {int(name[1:]) for name, one in found.items() if one.is_whole}
    assert whole == set(range(701))


def test_records_that_hold_themselves_are_not_whole(tmp_path):
    source = """
        import ctypes
        class A(ctypes.Structure):
            pass
        class B(ctypes.Structure):
            pass
        A._fields_ = [("b", B)]
        B._fields_ = [("a", A), ("n", ctypes.c_int)]
    """
    tree = write(tmp_path, {"package/__init__.py": source})
    found = read(tree, Package(tree), Parser(tree)).records
    assert [one.layout.is_whole for one in found] == [False, False]
