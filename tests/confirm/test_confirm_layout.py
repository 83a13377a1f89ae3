"""Layouts as libclang gives them, held against what the compiler says."""

import json
import subprocess

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.confirm import layout
from paramcheck.sources.tree import Tree
from tests.confirm import lamp
from tests.confirm.lamp import needs_compiler

FIELDS = [
    "wicks", "glow", "lit", "dim", "oil", "name", "user", "levels", "shade.height", "shade.tilt", "colour", "serial",
]  # fmt: skip


@needs_compiler
def test_offsets_and_sizes_are_the_compilers(tmp_path):
    root = lamp.tree(tmp_path)
    rows = ", ".join(
        f"(int) offsetof(struct lamp_params, {one}), (int) sizeof(((struct lamp_params *) 0)->{one})" for one in FIELDS
    )
    form = ", ".join("[%d, %d]" for _ in FIELDS)
    program = tmp_path / "program.c"
    program.write_text(
        '#include "vendor/lamp/lamp.h"\n#include <stddef.h>\n#include <stdio.h>\n'
        f'int main(void) {{ printf("[%d, [{form}]]", (int) sizeof(struct lamp_params), {rows}); return 0; }}\n'
    )
    subprocess.run([lamp.COMPILER, "-o", str(tmp_path / "program"), str(program)], check=True)
    size, stated = json.loads(subprocess.run([tmp_path / "program"], capture_output=True, check=True).stdout)
    record = lamp.header_of(root).records["lamp_params"]
    assert record.size == size
    assert [[one.offset, one.size] for name in FIELDS if (one := record.field(name))] == stated
    assert [one.name for one in record.fields if one.name not in FIELDS] == ["hot", "cold"]
    assert record.whole


def test_functions_that_state_defaults_and_those_that_take_records(tmp_path):
    header = lamp.header_of(lamp.tree(tmp_path))
    assert {(one.name, one.record, one.fills) for one in header.defaults} == {
        ("lamp_default_params", "lamp_params", False),
        ("lamp_small_default", "lamp_small", False),
        ("lamp_init_options", "lamp_options", True),
    }
    assert {one.name: one.records for one in header.entries} == {
        "lamp_light": ((0, "lamp_params"),),
        "lamp_trim": ((0, "lamp_options"), (1, "lamp_small")),
    }
    assert "lamp_burn" in header.functions["vendor/lamp/lamp.h"]


def test_a_function_that_fills_is_called_only_if_it_is_known_to(tmp_path):
    header = lamp.header_of(lamp.tree(tmp_path), stating=())
    assert [one.name for one in header.defaults if one.fills] == []


@pytest.mark.parametrize(
    ("declarations", "found"),
    [
        ("struct a { int x; }; struct a a_default(void);", ["a_default"]),
        ("typedef struct { int x; } a; a a_defaults(void);", ["a_defaults"]),
        # Takes something: which default it states depends on that.
        ("struct a { int x; }; struct a a_default(int mode);", []),
        # Known only by name.
        ("struct a; struct a * a_default(void);", []),
        ("struct a { int x; }; struct a * a_default(void);", []),
        ("int default_level(void);", []),
        ("struct a { int x; }; struct a a_now(void);", []),
    ],
)
def test_what_is_taken_for_a_function_that_states_defaults(tmp_path, declarations, found):
    (tmp_path / "a.h").write_text(declarations + "\n")
    header = layout.read(Parser(Tree.open(tmp_path)), ["a.h"])
    assert [one.name for one in header.defaults] == found


def test_fields_that_cannot_be_read_are_not(tmp_path):
    (tmp_path / "a.h").write_text("struct a { long double big; int x; }; struct a a_default(void);\n")
    record = layout.read(Parser(Tree.open(tmp_path)), ["a.h"]).records["a"]
    assert not record.whole
    assert [(one.name, one.format) for one in record.fields] == [("big", ""), ("x", "i")]


def test_the_likeliest_header_is_found(tmp_path):
    lamp.tree(tmp_path)
    other = tmp_path / "vendor/lamp/examples/copy.h"
    other.parent.mkdir()
    other.write_text(lamp.HEADER)
    assert layout.find(Tree.open(tmp_path), ["lamp_default_params", "nowhere"]) == ["vendor/lamp/lamp.h"]


@pytest.mark.parametrize(
    ("line", "declared"),
    [
        ("struct lamp lamp_default(void);", True),
        ("LAMP_API struct lamp_params lamp_default(", True),
        ("extern lamp::Params* lamp_default (void);", True),
        ("    lamp *lamp_default(void);", True),
        ("    lamp_default(&params);", False),
        ("    return lamp_default();", False),
        ("    x = lamp_default();", False),
        ("// see lamp_default()", False),
        ("my_lamp_default(void);", False),
    ],
)
def test_a_declaration_is_no_call(tmp_path, line, declared):
    (tmp_path / "a.h").write_text(f"#pragma once\n{line}\n")
    assert bool(layout.find(Tree.open(tmp_path), ["lamp_default"])) is declared


def test_functions_of_included_headers_are_not_those_of_the_header(tmp_path):
    (tmp_path / "inner.h").write_text("int inner(void);\n")
    (tmp_path / "a.h").write_text('#include "inner.h"\nstruct a { int x; }; struct a a_default(void);\n')
    assert layout.read(Parser(Tree.open(tmp_path)), ["a.h"]).functions == {"a.h": ("a_default",)}


def test_a_header_that_is_none(tmp_path):
    (tmp_path / "a.h").write_bytes(b"\xff\x00struct {{{ default(\n")
    header = layout.read(Parser(Tree.open(tmp_path)), ["a.h"])
    assert (header.defaults, header.entries) == ((), ())
