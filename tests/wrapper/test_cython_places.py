"""Where parameters and evidence stand in Cython sources."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

import paramcheck
from paramcheck.wrapper.cython.parser import parse
from paramcheck.wrapper.cython.places import Places
from paramcheck.wrapper.cython.text import Text
from paramcheck.wrapper.cython.unit import Unit
from tests.wrapper.cython_support import read

LIB = """\
cdef extern from "lib.h":
    ctypedef struct opts_t:
        int n
        double scale
    int run(opts_t *o)
"""

SPANS = {
    "def f(int n=3): fill(n)": ("n", "3", (1, 11, 1, 14)),
    "def f(unsigned long long n = 1 << 20): fill(n)": ("n", "1 << 20", (1, 26, 1, 37)),
    "cpdef f(n=-10): fill(n)": ("n", "-10", (1, 9, 1, 14)),
    "def f(n=(1 + 2) * 3): fill(n)": ("n", "(1 + 2) * 3", (1, 7, 1, 20)),
    "def f(n=max(1, (2))): fill(n)": ("n", "max(1, (2))", (1, 7, 1, 20)),
    "def f(n: int = 3, *, m=2): fill(n)": ("n", "3", (1, 7, 1, 17)),
    "def f(n={'a': 3}['a']): fill(n)": ("n", "{'a': 3}['a']", (1, 7, 1, 22)),
    "def f(n=<int>3.5): fill(n)": ("n", "<int>3.5", (1, 7, 1, 17)),
    "def f(n='a' 'b'): fill(n)": ("n", "'a' 'b'", (1, 7, 1, 16)),
    "def f(n=f'{1}x'): fill(n)": ("n", "f'{1}x'", (1, 7, 1, 16)),
    "def f(n=not True): fill(n)": ("n", "not True", (1, 7, 1, 17)),
    "def f(n=1 if 2 else (3)): fill(n)": ("n", "1 if 2 else (3)", (1, 7, 1, 24)),
    "def f(n=[1,\n      2]): fill(n)": ("n", "[1, 2]", (1, 7, 2, 9)),
    "def f(é='ü', n=3): fill(n)": ("n", "3", (1, 14, 1, 17)),
    "    def f(self, double n=0.5): fill(n)": ("n", "0.5", (1, 24, 1, 29)),
}


@pytest.mark.parametrize("code", SPANS)
def test_a_parameter_goes_from_its_name_to_the_end_of_its_default(tmp_path, code):
    name, declared, place = SPANS[code]
    head = LIB + "cdef fill(n):\n    cdef opts_t o\n    o.n = n\n    run(&o)\n"
    if code.startswith(" "):
        head += "cdef class Box:\n"
    facts, _ = read(tmp_path, {"mod.pyx": head + code + "\n"})
    found = next(one for one in facts.parameters if one.name == name)
    before = head.count("\n")
    span = found.span
    assert (span.line - before, span.column, span.end_line - before, span.end_column) == place
    assert (found.declared, span.path) == (declared, "mod.pyx")


def test_evidence_shows_the_way(tmp_path):
    code = LIB + textwrap.dedent("""\
        cdef class Box:
            cdef opts_t o
            def __init__(self, int n=3, scale=0.5):
                cdef int kept = n
                self.o.n = kept + 1
                cdef opts_t other = [n, scale]
                run(&other)
        """)
    facts, _ = read(tmp_path, {"mod.pyx": code})
    ways = {
        (flow.parameter.name, flow.target.path): [(step.span.line, step.text) for step in flow.evidence]
        for flow in facts.flows
    }
    assert ways["n", ("n",)] in ([(8, "n"), (9, "kept = n"), (10, "self.o.n = kept + 1")], [(8, "n"), (11, "n")])
    assert ways["scale", ("scale",)] == [(8, "scale"), (11, "scale")]


def test_what_is_included_stands_in_its_own_file(tmp_path):
    files = {
        "pkg/__init__.py": "",
        "pkg/mod.pyx": '# one line\ninclude "parts/body.pxi"\n',
        "pkg/parts/body.pxi": LIB + "\n\ndef f(int n=3):\n    cdef opts_t o\n    o.n = n\n    run(&o)\n",
    }
    facts, tree = read(tmp_path, files)
    (flow,) = facts.flows
    assert flow.parameter.qualified == "pkg.mod.f.n"
    assert (flow.parameter.span.path, flow.parameter.span.line) == ("pkg/parts/body.pxi", 8)
    assert flow.parameter.declared == "3"
    assert [(step.span.path, step.text) for step in flow.evidence][-1] == ("pkg/parts/body.pxi", "o.n = n")
    assert not tree.problems


def test_docstrings_are_found(tmp_path):
    code = LIB + textwrap.dedent('''\
        @decorated(1,
                   2)
        def f(double[:, :] data, int n=3):
            """Does it.

            Args:
                data: Some.
                n: How many. Defaults to 4.
            """
            cdef opts_t o
            o.n = n
            run(&o)
        ''')
    facts, _ = read(tmp_path, {"mod.pyx": code})
    (stated,) = facts.stated
    assert (stated.parameter.name, stated.value.value, stated.span.line) == ("n", 4, 13)


class _Nothing:
    def declarations(self, name, level):
        return None

    def implementation(self):
        return None


COMPARED = (
    ast.Call, ast.Attribute, ast.Name, ast.BinOp, ast.BoolOp, ast.Compare, ast.Subscript, ast.IfExp, ast.List, ast.Dict,
    ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.Lambda, ast.Return, ast.Assign, ast.AugAssign, ast.Raise,
)  # fmt: skip


def _nodes(tree):
    """Kinds and places of what a program consists of, annotations and formatted texts aside."""
    found = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, COMPARED):
            found.append((type(node).__name__, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))
        if isinstance(node, (ast.JoinedStr, ast.arg)):
            continue
        parts = dict(ast.iter_fields(node))
        parts.pop("returns", None)
        parts.pop("annotation", None)
        for part in parts.values():
            waiting.extend(one for one in (part if isinstance(part, list) else [part]) if isinstance(one, ast.AST))
    return found


@pytest.mark.parametrize(
    "module", ["values.py", "wrapper/interpreter/fold.py", "links/verdict.py", "wrapper/docstrings.py"]
)
def test_python_code_is_read_as_python_reads_it(module):
    """Most Cython is Python; what both parsers read has to stand at the same places."""
    source = Path(paramcheck.__file__).with_name("__init__.py").parent.joinpath(module).read_text(encoding="utf-8")
    parsed = parse(Text("module.pyx", source), lambda name, including: None)
    assert not parsed.problems
    translated = Unit(Places(parsed.texts), _Nothing()).translate(parsed.root, [], declares=False)
    assert sorted(set(_nodes(ast.parse(source))) - set(_nodes(translated))) == []
