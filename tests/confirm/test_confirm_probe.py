"""What a library of our own returns, and what happens when it is not the one that the header describes."""

import pytest
from msgspec.structs import replace

from paramcheck.clang.parser import Parser
from paramcheck.confirm import layout
from paramcheck.confirm.decode import POINTER
from paramcheck.confirm.probe import probe
from paramcheck.sources.tree import Tree
from tests.confirm import lamp
from tests.confirm.lamp import needs_compiler

pytestmark = needs_compiler

DEFAULTS = {
    "wicks": 4, "glow": 0.1, "lit": True, "dim": 200, "oil": 0.25, "name": "brass", "user": None, "levels": [1, 2, 3],
    "shade.height": -5, "shade.tilt": 1.5, "colour": 7, "hot": 5, "cold": -2, "serial": 1 << 40,
}  # fmt: skip
ANOTHER = "the library is of another version than the header, or was built with other flags; nothing is read from it"


def stated(result):
    return {one.source: dict(one.values) for one in result.stated}


def test_every_kind_of_field(tmp_path):
    result = probe(lamp.opened(tmp_path))
    assert stated(result) == {
        "lamp_default_params()": DEFAULTS,
        "lamp_small_default()": {"draught": 0.5, "vents": 3},
        "lamp_init_options()": {"hours": -1, "quiet": True},
    }
    assert result.problems == ()
    assert result.value("lamp_small", "vents") == (3, "lamp_small_default()")
    assert result.value("lamp_small", "none") is None


def test_a_pointer_that_is_set(tmp_path):
    source = lamp.SOURCE.replace('.name = "brass"', '.name = "brass", .user = malloc(1)')
    result = probe(lamp.opened(tmp_path, made=lamp.library(tmp_path / "other", source)))
    assert result.value("lamp_params", "user") == (POINTER, "lamp_default_params()")


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("uint64_t serial;", "uint64_t serial; int64_t more;", "lamp_default_params() writes 88 bytes, but the header's lamp_params has 80"),
        ("    uint64_t serial;\n", "", "lamp_default_params() leaves fields of lamp_params as they were (serial)"),
    ],
)  # fmt: skip
def test_a_library_of_another_version(tmp_path, before, after, problem):
    header = lamp.HEADER.replace(before, after)
    source = lamp.SOURCE if "serial" in after else lamp.SOURCE.replace(", .serial = 1ull << 40", "")
    result = probe(lamp.opened(tmp_path, made=lamp.library(tmp_path / "other", source, header)))
    assert result.problems == (f"{problem}: {ANOTHER}",)
    # What was read at the wrong places would look like a default.
    assert "lamp_default_params()" not in stated(result)
    assert "lamp_small_default()" in stated(result)


def test_functions_that_the_library_lacks(tmp_path):
    source = lamp.SOURCE.replace("lamp_burn(", "static_burn(").replace("lamp_init_options(", "static_init(")
    header = lamp.HEADER.replace("lamp_burn(", "static_burn(").replace("lamp_init_options(", "static_init(")
    result = probe(lamp.opened(tmp_path, made=lamp.library(tmp_path / "other", source, header)))
    (problem,) = result.problems
    assert problem == (
        "the library lacks 2 of the 6 functions that vendor/lamp/lamp.h declares (lamp_init_options, lamp_burn): it may"
        " be of another version than the header"
    )
    assert len(result.stated) == 2


def test_a_header_of_another_library(tmp_path):
    session = lamp.opened(tmp_path)
    (session.root / "candle.h").write_text("struct candle { int x; };\nstruct candle candle_default(void);\n")
    both = layout.read(Parser(Tree.open(session.root)), ["vendor/lamp/lamp.h", "candle.h"])
    assert [one.name for one in both.defaults] == ["lamp_default_params", "lamp_small_default", "candle_default"]
    result = probe(replace(session, header=both))
    assert (sorted(stated(result)), result.problems) == (["lamp_default_params()", "lamp_small_default()"], ())


def test_a_function_that_crashes(tmp_path):
    crash = "struct lamp_small lamp_small_default(void) { abort(); }"
    source = lamp.SOURCE.replace(
        "struct lamp_small lamp_small_default(void) { struct lamp_small s = {0.5f, 3}; return s; }", crash
    )
    assert crash in source
    result = probe(lamp.opened(tmp_path, made=lamp.library(tmp_path / "other", source)))
    assert result.problems == ("lamp_small_default() died with SIGABRT",)
    # The others are asked all the same.
    assert sorted(stated(result)) == ["lamp_default_params()", "lamp_init_options()"]


def test_a_library_that_is_none(tmp_path):
    file = tmp_path / "liblamp.so"
    file.write_bytes(b"no library\n")
    result = probe(lamp.opened(tmp_path, made=file))
    assert result.stated == ()
    assert len(result.problems) == 1
    assert "raised OSError" in result.problems[0]
    assert "\n" not in result.problems[0]


def test_defaults_that_an_adapter_shows(tmp_path):
    result = probe(lamp.opened(tmp_path, native="native"))
    assert result.value("lamp_shown", "wicks") == (4, "the library itself")
    assert result.value("lamp_shown", "parts") == ([1, 2], "the library itself")
    assert result.value("lamp_shown", "object") is None


def test_an_adapter_that_lacks_the_function(tmp_path):
    result = probe(lamp.opened(tmp_path, native="absent"))
    assert len(result.problems) == 1
    assert result.problems[0].startswith("absent: raised AttributeError")
