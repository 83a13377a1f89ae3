"""Several files as one unit: shared headers, files that do not get along, stand-ins before copies in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clang.cindex import CursorKind

from paramcheck.clang.parser import Parser
from paramcheck.clang.together import parse_together
from tests.support import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from paramcheck.clang.unit import Unit


def functions(unit: Unit | None) -> set[str]:
    """The functions that a unit defines in the tree."""
    assert unit is not None
    found = unit.root.get_children()
    return {one.spelling for one in found if one.kind is CursorKind.FUNCTION_DECL and one.is_definition()}


def test_files_share_a_unit(tmp_path: Path) -> None:
    files = {"lib.h": "#pragma once\nstruct A { int a; };", "a.cpp": '#include "lib.h"\nint a() { return 1; }'}
    files["b.cpp"] = '#include "lib.h"\nint b() { return 2; }'
    parser = Parser(write(tmp_path, files))
    parse_together(parser, ["a.cpp", "b.cpp"])
    assert parser.parse("a.cpp") is parser.parse("b.cpp")
    assert functions(parser.parse("a.cpp")) == {"a", "b"}


def test_files_that_quarrel_are_parsed_alone(tmp_path: Path) -> None:
    files = {"a.cpp": "static int helper() { return 1; }\nint a() { return helper(); }"}
    files["b.cpp"] = "static double helper() { return 2; }\nint b() { return helper(); }"
    files["c.cpp"] = "int c() { return 3; }"
    parser = Parser(write(tmp_path, files))
    parse_together(parser, sorted(files))
    assert functions(parser.parse("b.cpp")) == {"helper", "b"}
    assert functions(parser.parse("c.cpp")) >= {"a", "c"}
    for path in files:
        unit = parser.parse(path)
        assert unit is not None
        assert path != "b.cpp" or list(unit.errors()) == []


def test_c_is_parsed_file_by_file(tmp_path: Path) -> None:
    parser = Parser(write(tmp_path, {"a.c": "int a(void) { return 1; }", "b.c": "int a(void) { return 2; }"}))
    parse_together(parser, ["a.c", "b.c"])
    assert parser.parse("a.c") is not parser.parse("b.c")


@pytest.mark.parametrize("quote", ['"pybind11/pybind11.h"', "<pybind11/pybind11.h>"])
def test_a_copy_of_a_binding_library_is_not_read(tmp_path: Path, quote: str) -> None:
    files = {"deps/pybind11/pybind11.h": "#error the copy\n", "deps/other.h": "struct Other {};\n"}
    files["a.cpp"] = f'#include "deps/other.h"\n#include <other.h>\n#include {quote}\npybind11::object held;\n'
    parser = Parser(write(tmp_path, files))
    parse_together(parser, ["a.cpp"])
    unit = parser.parse("a.cpp")
    assert unit is not None
    assert [message for _, message in unit.errors() if "redefinition" not in message] == []


def test_a_header_of_the_library_does_not_take_the_place_of_the_c_librarys(tmp_path: Path) -> None:
    files = {"lib/string.h": "#pragma once\nstruct Text {};\n", "lib/text.h": '#include "string.h"\nText held;\n'}
    files["lib/deep/more.h"] = "#include <text.h>\n"
    files["a.cpp"] = '#include "lib/deep/more.h"\n#include <string.h>\nsize_t size = strlen("abc");\n'
    parser = Parser(write(tmp_path, files))
    parse_together(parser, ["a.cpp"])
    unit = parser.parse("a.cpp")
    assert unit is not None
    assert list(unit.errors()) == []


class Renamer:
    """Mends by replacing one word, and counts how often it is asked."""

    prelude = "struct Known {};\n"

    def __init__(self) -> None:
        self.asked = 0

    def mend(self, unit: Unit, texts: Mapping[str, bytes], *, cxx: bool) -> Mapping[str, bytes]:
        assert cxx
        self.asked += 1
        before = texts.get("a.cpp") or unit.text("a.cpp")
        after = before.replace(b"Unknown", b"Known  ")
        return {"a.cpp": after} if after != before else {}


def test_a_mender_gives_new_texts_until_it_has_none(tmp_path: Path) -> None:
    parser = Parser(write(tmp_path, {"a.cpp": "Unknown held;\n"}))
    mender = Renamer()
    parse_together(parser, ["a.cpp"], mender)
    unit = parser.parse("a.cpp")
    assert unit is not None
    assert list(unit.errors()) == []
    assert mender.asked == 2


@pytest.mark.parametrize("instantiate", [True, False])
def test_templates_are_instantiated_where_that_is_wanted(tmp_path: Path, *, instantiate: bool) -> None:
    source = "template <class T> T twice(T value) { return value.missing(); }\nint a() { return twice(1); }\n"
    parser = Parser(write(tmp_path, {"a.cpp": source}))
    parse_together(parser, ["a.cpp"], instantiate=instantiate)
    unit = parser.parse("a.cpp")
    assert unit is not None
    assert bool(list(unit.errors())) is instantiate


def test_a_header_that_only_cxx20_has(tmp_path: Path) -> None:
    parser = Parser(write(tmp_path, {"a.cpp": "#include <span>\nint take(std::span<int> values);\n"}))
    parse_together(parser, ["a.cpp"])
    unit = parser.parse("a.cpp")
    assert unit is not None
    assert list(unit.errors()) == []
