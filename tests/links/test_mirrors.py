"""Mirrors in a whole run: wrong defaults that they cause, targets, expectations, comments, baselines and reports."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest

from paramcheck import engine, reports, triage
from paramcheck.config import Config, Expectation, Rules
from paramcheck.engine import Options, analyse
from paramcheck.sources.tree import Tree
from tests.support import write

HEADER = """\
#include <stdbool.h>
#include <stdint.h>
struct params {
    int32_t n;
    bool logits;
    bool offload;
    bool embed;
    long count;
};
enum { LIB_FLAG_A = 1, LIB_FLAG_B = 2, LIB_FLAG_C = 4 };
struct params params_default(void);
int start(struct params p);
"""
SOURCE = """\
#include "lib.h"
struct params params_default(void) {
    struct params result = { 8, false, true, false, 3 };
    return result;
}
"""
MIRROR = """\
import ctypes

lib = ctypes.CDLL("libexample.so")
LIB_FLAG_A = 1
LIB_FLAG_B = 2
LIB_FLAG_C = 4


class params(ctypes.Structure):
    _fields_ = [
        ("n", ctypes.c_int32),
        ("logits", ctypes.c_bool),
        ("offload", ctypes.c_bool),
        ("embed", ctypes.c_bool),
        ("count", ctypes.c_long),
    ]


lib.params_default.argtypes = []
lib.params_default.restype = params
lib.start.argtypes = [params]
"""
API = """\
from pkg import mirror


def run(n=8, offload=True, embed=False):
    p = mirror.lib.params_default()
    p.n = n
    p.offload = offload
    p.embed = embed
    mirror.lib.start(p)
"""
FILES = {
    "pkg/__init__.py": "",
    "native/lib.h": HEADER,
    "native/lib.c": SOURCE,
    "pkg/mirror.py": MIRROR,
    "pkg/api.py": API,
}
SWAPPED = MIRROR.replace('"offload"', '"?"').replace('"embed"', '"offload"').replace('"?"', '"embed"')


def found(root, changes, options=None):
    return analyse(write(root, FILES | changes), Rules(), options)


def lines(analysis):
    return [f"{one.check} {one.message}" for one in analysis.findings if one.severity.value != "info"]


def test_nothing_is_said_of_a_wrapper_that_agrees(tmp_path):
    analysis = found(tmp_path, {})
    assert lines(analysis) == []
    assert {one.native.qualified: one.verdict.value for one in analysis.mirrored} == {
        "params.layout": "match",
        "LIB_FLAG_A": "match",
        "LIB_FLAG_B": "match",
        "LIB_FLAG_C": "match",
        "params_default.signature": "match",
        "start.signature": "match",
    }


def test_defaults_that_reach_another_field_are_said_once_beside_the_layout(tmp_path):
    analysis = found(tmp_path, {"pkg/mirror.py": SWAPPED})
    clauses = [
        "`embed` is written where the library reads `offload`",
        "`offload` is written where the library reads `embed`",
    ]
    assert lines(analysis) == [f"PC301 params: {'; '.join(clauses)}"]
    (finding,) = [one for one in analysis.findings if one.check == "PC301"]
    wrong = [(one.span.path, one.span.line, one.message) for one in finding.related if one.message.startswith("so ")]
    assert wrong == [
        ("pkg/api.py", 4, "so run(offload=True) sets params.embed to True, which the library sets to false"),
        ("pkg/api.py", 4, "so run(embed=False) sets params.offload to False, which the library sets to true"),
    ]


def test_a_default_that_differs_in_its_own_field_is_still_said(tmp_path):
    analysis = found(tmp_path, {"pkg/mirror.py": SWAPPED, "pkg/api.py": API.replace("n=8", "n=9")})
    assert [line.partition(" ")[0] for line in lines(analysis)] == ["PC101", "PC301"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("", []),
        ("x86_64-unknown-linux-gnu", []),
        ("aarch64-apple-darwin", []),
        ("x86_64-pc-windows-msvc", ["PC301 params: `count` is c_int64 (8 bytes), the library's long (4 bytes)"]),
    ],
)
def test_right_on_linux_and_wrong_on_windows(target, expected, tmp_path):
    changes = {"pkg/mirror.py": MIRROR.replace("c_long", "c_int64")}
    assert lines(found(tmp_path, changes, Options(target=target))) == expected


@pytest.mark.parametrize("target", ["", "x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"])
def test_a_record_without_fields_is_the_same_on_every_target(target, tmp_path):
    header = HEADER.replace("long count;", "union { void *base; int number; } count;")
    mirror = MIRROR.replace("ctypes.c_long", "inside").replace(
        "class params", "class inside(ctypes.Union):\n    pass\n\n\nclass params"
    )
    said = "`count` has no fields here, the library's has 8 bytes"
    analysis = found(tmp_path, {"native/lib.h": header, "pkg/mirror.py": mirror}, Options(target=target))
    assert lines(analysis) == [f"PC301 params: {said}"]


def shown(analysis, root, *, rules=None, config=None, comments=()):
    rules = rules or Rules()
    settings = triage.Settings.of(config or Config(), root=root)
    return triage.triage(analysis.findings, analysis.every, settings, rules, comments)


def test_an_expectation_names_both_values(tmp_path):
    analysis = found(tmp_path, {"pkg/mirror.py": MIRROR.replace("LIB_FLAG_C = 4", "LIB_FLAG_C = 8")})
    for wrapper, native, left in ((8, 4, []), (8, 16, ["PC302", "PC902"])):
        expected = Expectation(
            parameter="pkg.mirror.LIB_FLAG_C",
            wrapper=wrapper,
            native=native,
            reason="another flag is meant",
            file=tmp_path / "paramcheck.toml",
            line=1,
        )
        result = shown(analysis, tmp_path, rules=Rules(expectations=(expected,)))
        assert sorted(one.check for one in result.findings) == left


def test_a_comment_silences_the_line(tmp_path):
    ignored = "LIB_FLAG_C = 8  # paramcheck: ignore[PC302] another flag is meant"
    text = MIRROR.replace("LIB_FLAG_C = 4", ignored)
    analysis = found(tmp_path, {"pkg/mirror.py": text})
    result = shown(analysis, tmp_path, comments=list(triage.comments("pkg/mirror.py", text)))
    assert [one.check for one in result.findings] == []
    assert [one.by for one in result.suppressed] == ["comment"]


def test_the_json_report_has_both_sides(tmp_path):
    tree = write(tmp_path, FILES | {"pkg/mirror.py": SWAPPED})
    analysis = analyse(tree, Rules())
    report = engine.report(tree, analysis, shown(analysis, tmp_path), seconds=0.0)
    text = reports.renderer("json").render(report, reports.Options(lines=lambda _: []))
    document = json.loads(text)
    schema = json.loads((resources.files("paramcheck.reports") / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    (row,) = [one for one in document["findings"] if one["check"] == "PC301"]
    assert row["wrapper"]["surface"] == "pkg.mirror.params"
    assert row["wrapper"]["kind"] == "mirror"
    assert row["native"]["name"] == "params.layout"
    assert "embed: c_bool (1 byte) at byte 5" in row["wrapper"]["effective"]
    assert "offload: bool (1 byte) at byte 5" in row["native"]["value"]
    assert {"pkg.mirror.LIB_FLAG_A", "pkg.mirror.params._fields_"} <= {
        f"{one['wrapper']['surface']}.{one['wrapper']['parameter']}" for one in document["links"]
    }


CFFI = """\
from cffi import FFI

ffi = FFI()
ffi.cdef(\"\"\"
    {text}
\"\"\")
{more}
"""
ALONE = 'lib = ffi.dlopen("libexample.so")'
BESIDE = "ffi.set_source('_lib', '#include <lib.h>')"


@pytest.mark.parametrize(
    ("text", "alone", "beside"),
    [
        # A C compiler converts numbers, whatever the declaration says that they are.
        ("int64_t total(int n);", "error", "info"),
        ("int total(long n);", "error", "info"),
        ("int total(double n);", "error", "info"),
        ("unsigned total(unsigned n);", "warning", "info"),
        ("void total(int n);", "info", "info"),
        # It does not compile what has no such parameter or result, and what an address leads to is read as it is.
        ("int total(int n, int m);", "error", "error"),
        ("int clear(int *where);", "warning", "warning"),
        ("void fill(double *where);", "error", "error"),
        # It measures structs, and knows nothing of how their bytes are read.
        ("struct params { int n; };", "error", "error"),
        ("struct row { unsigned first; int second; };", "warning", "warning"),
        # It takes the values of enumerators from the header, and holds macros against it.
        ("int total(int n); enum { LIB_FLAG_A = 1, LIB_FLAG_B = 2, LIB_FLAG_C };", "error", "info"),
        ("int total(int n);\n#define LIB_LIMIT 8", "error", "error"),
    ],
)
def test_what_a_compiler_that_sees_both_puts_right(text, alone, beside, tmp_path):
    more = "void clear(int *where);\nvoid fill(float *where);\nstruct row { int first; int second; };\n"
    header = f"{HEADER}#define LIB_LIMIT 7\nint total(int n);\n{more}"
    for number, (calls, severity) in enumerate(((ALONE, alone), (BESIDE, beside))):
        files = {"native/lib.h": header, "pkg/__init__.py": "", "pkg/build.py": CFFI.format(text=text, more=calls)}
        analysis = analyse(write(tmp_path / str(number), files), Rules())
        assert [one.severity.value for one in analysis.findings] == [severity]


def test_headers_outside_of_the_project(tmp_path):
    project, system = tmp_path / "project", tmp_path / "system"
    write(project, {"pkg/__init__.py": "", "pkg/mirror.py": MIRROR.replace("LIB_FLAG_B = 2", "LIB_FLAG_B = 3")})
    write(system, {"lib.h": HEADER})
    analysis = analyse(Tree.open(project), Rules(), Options(include=(system,)))
    assert lines(analysis) == ["PC302 LIB_FLAG_B is 3, the library's is 2"]
    (finding,) = [one for one in analysis.findings if one.check == "PC302"]
    assert finding.related[0].span.path == "native:system/lib.h"
