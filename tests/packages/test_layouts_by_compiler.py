"""The layouts that are computed from a real header are those that a C compiler makes of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from paramcheck.clang.declarations import Declarations
from paramcheck.clang.parser import Parser
from paramcheck.sources.home import default_cache
from paramcheck.sources.index import fetch
from paramcheck.sources.store import checkout

CACHE = Path(os.environ.get("PARAMCHECK_CACHE_DIR") or default_cache())
RELEASES = {
    "llama-cpp-python==0.2.29": "95d6eeba61f1a65beee57377d1e3bd451f0b7bcc76e2e5ec836014b278be1658",
    "llama-cpp-python==0.2.90": "419b041c62dbdb9f7e67883a6ef2f247d583d08417058776be0bff05b4ec9e3d",
    "llama-cpp-python==0.3.36": "832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e",
}


@pytest.mark.packages
@pytest.mark.skipif(shutil.which("gcc") is None, reason="needs gcc")
@pytest.mark.parametrize(("requirement", "digest"), RELEASES.items(), ids=list(RELEASES))
def test_every_struct_of_the_header(requirement, digest, tmp_path):
    assert fetch(requirement, CACHE).sha256 == digest
    tree = checkout(requirement, CACHE)
    header = min((one.path for one in tree.files(".h") if one.path.endswith("/llama.h")), key=len)
    layouts = computed(tree, header)
    folders = {
        str(tree.locate(one.path).parent) for one in tree.files(".h") if one.path.rpartition("/")[2].startswith("ggml")
    }
    includes = [f"-I{tree.locate(header).parent}", *(f"-I{folder}" for folder in sorted(folders))]
    assert {one.name for one in layouts} == defined(tree.locate(header), includes)
    program = [
        f'#include "{Path(tree.locate(header)).name}"',
        "#include <stddef.h>",
        "#include <stdio.h>",
        "int main(void) {",
    ]
    for layout in layouts:
        kind = f"{'union' if layout.is_union else 'struct'} {layout.name}"
        program.append(f'printf("{layout.name} %zu\\n", sizeof({kind}));')
        for slot in flat(layout.slots):
            place = f"offsetof({kind}, {slot.name}), sizeof((({kind} *)0)->{slot.name})"
            program.append(f'printf("{layout.name}.{slot.name} %zu %zu\\n", {place});')
    source = tmp_path / "layout.c"
    source.write_text("\n".join([*program, "return 0; }"]), encoding="utf-8")
    subprocess.run(["gcc", "-std=c11", "-w", *includes, str(source), "-o", str(tmp_path / "layout")], check=True)
    printed = subprocess.run([str(tmp_path / "layout")], check=True, capture_output=True, text=True).stdout
    assert expected(layouts) == printed.splitlines()


def defined(header, includes):
    """The structs and unions with a name that the preprocessor leaves of a header's own text."""
    command = ["gcc", "-E", "-std=c11", *includes, str(header)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found, own = set(), False
    for line in text.splitlines():
        marker = re.match(r'# \d+ "([^"]*)"', line)
        if marker is not None:
            own = marker.group(1) == str(header)
        elif own:
            found.update(re.findall(r"\b(?:struct|union)\s+(\w+)\s*\{", line))
    return found


def computed(tree, header):
    unit = Parser(tree).parse(header)
    declarations = Declarations(unit)
    found = {}
    for name, cursors in unit.declarations.items():
        for cursor in cursors:
            definition = declarations.definition(cursor)
            if (
                definition is not None
                and definition == cursor
                and unit.path_of(cursor.location) == header
                and "(" not in name
            ):
                found[name] = declarations.layout(name, definition)
    return [one for one in found.values() if is_tagged(unit, one.name)]


def is_tagged(unit, name):
    """Whether C can name it with its keyword: a typedef without a tag has none."""
    text = unit.text(unit.path).decode()
    return f"struct {name}" in text or f"union {name}" in text


def flat(slots):
    for one in slots:
        if one.members:
            yield from flat(one.members)
        else:
            yield one


def expected(layouts):
    for one in layouts:
        assert one.is_whole, one.name
    lines = []
    for layout in layouts:
        lines.append(f"{layout.name} {layout.size}")
        lines += [f"{layout.name}.{one.name} {one.offset // 8} {one.bits // 8}" for one in flat(layout.slots)]
    return lines
