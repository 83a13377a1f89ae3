"""Sources that cannot be read, or do more than a source should: one problem each, and the rest is read."""

from __future__ import annotations

import sys

import pytest

from tests.wrapper.cython_support import flows, read

GOOD = """\
cdef extern from "lib.h":
    ctypedef struct opts_t:
        int n
    opts_t opts_default()
def f(n=3):
    o = opts_default()
    o.n = n
"""

FOUND = {"n > opts_default().opts_t.n": "3"}

BAD = {
    "a parameter list that never ends": "def g(a, b=\n",
    "an unknown character": "x = 1 \x00 2\n",
    "a text that never ends": 'x = """\n',
    "brackets that do not fit": "x = [1, (2]\n",
    "an indentation that nobody opened": "x = 1\n        y = 2\n  z = 3\n",
    "a declaration that breaks off": 'cdef extern from "x.h":\n    int g(\n',
    "not Cython at all": "<html>\n<body>\n</html>\n",
}


@pytest.mark.parametrize("case", BAD)
def test_one_problem_and_the_rest_is_read(tmp_path, case):
    facts, tree = read(tmp_path, {"bad.pyx": BAD[case], "good.pyx": GOOD})
    assert [problem.path for problem in tree.problems] == ["bad.pyx"]
    assert tree.problems[0].message.startswith("not read: ")
    assert [flow.parameter.name for flow in facts.flows] == ["n"]


def test_python_2_is_read_where_the_parser_can(tmp_path):
    code = GOOD + "    print 'done', n\n    exec 'pass'\n    x = `n`\n    raise ValueError, 'no'\n"
    assert flows(tmp_path, {"mod.pyx": code}) == FOUND
    assert flows(tmp_path / "again", {"mod.pyx": "# cython: language_level=2\n" + code}) == FOUND


@pytest.mark.parametrize(
    "line",
    ['include "generated.pxi"\n', "from generated cimport thing_t, other\n", "cimport generated.deep as g\n"],
)
def test_what_a_build_would_generate_is_missing(tmp_path, line):
    code = line + GOOD + "    cdef thing_t t\n    t.x = n\n    g.call(n)\n"
    facts, tree = read(tmp_path, {"mod.pyx": code})
    assert {flow.target.path for flow in facts.flows} == {("n",)}
    assert [problem.line for problem in tree.problems] == ([1] if line.startswith("include") else [])


DANGEROUS = [
    "DEF X = ().__class__.__base__.__subclasses__()\n",
    "DEF X = open('touched', 'w')\n",
    "DEF X = 'a' * 10 ** 12\n",
    "DEF X = 1 << 10 ** 10\n",
    "IF __import__('os').remove('x') is None:\n    y = 1\n",
    "DEF X = [one for one in range(10 ** 12)]\n",
    "DEF X = max(*[1] * 10 ** 12)\n",
]


@pytest.mark.parametrize("line", DANGEROUS)
def test_compile_time_code_is_not_run(tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    facts, tree = read(
        tmp_path / "tree", {"mod.pyx": line + GOOD, "more.pyx": 'include "a.pxi"\n' + GOOD, "a.pxi": line}
    )
    assert len(facts.flows) == 2
    assert sorted(problem.path for problem in tree.problems) == ["mod.pyx", "more.pyx"]
    assert not (tmp_path / "touched").exists()


def test_words_in_texts_are_no_compile_time_code(tmp_path):
    code = 'DEF N = 2\n"""\nIF you can\n  DEF initely\n"""\n' + GOOD.replace("n=3", "n=N + 1")
    facts, tree = read(tmp_path, {"mod.pyx": code})
    assert (len(facts.flows), tree.problems) == (1, [])


EXOTIC = """\
cimport cython
from cython.parallel cimport prange
ctypedef fused real:
    float
    double
ctypedef int (*callback)(int, void *) except -1 nogil
cdef packed struct tight:
    char a
    double b[2][3]
cdef union either:
    int i
    float f
cdef api int exported(int x) with gil: return x
cdef public class Shown [object ShownObject, type ShownType]:
    cdef readonly (int, double) pair
    cdef dict __dict__
    cdef object __weakref__
    def __richcmp__(self, other, int op): return self is other
    def __dealloc__(self): pass
    def __getitem__(self, i): return self.pair[i]
cdef int[:, ::1] view = None
cdef int *pointers[4]
def g(real[:] data, callback cb=NULL, x=<object>None, *, y=..., z=1j):
    cdef Py_ssize_t i
    cdef real total = 0
    for i from 0 <= i < 10 by 2:
        total += data[i]
    for i in prange(10, nogil=True):
        total += data[i]
    with nogil, cython.boundscheck(False):
        total = data[0] if True else data[1]
    try:
        a, (b, *c) = 1, (2, 3, 4)
    except (ValueError, TypeError) as error:
        raise
    else:
        del a
    finally:
        assert total, "none"
    yield from (i for i in x)
    lambda u, *v, w=1, **k: (yield u)
    print(f"{i!r:>{x}}", *c, sep="", **{"end": ""})
    return sizeof(real) + cython.sizeof(double) + <int>(&total)[0] + data[::2, ..., None][1:2]
async def h(x):
    async with x as y, y:
        await x
    match x:
        case [1, *_]: pass
        case {"a": b}: pass
        case _: return (z := x)
    return [i async for i in x]
"""


def test_exotic_code_is_unknown_and_never_a_crash(tmp_path):
    facts, tree = read(tmp_path, {"exotic.pyx": EXOTIC + GOOD})
    assert [flow.parameter.name for flow in facts.flows] == ["n"]
    assert tree.problems == []


def test_deep_nesting_is_a_problem_of_its_own_file(tmp_path):
    deep = "x = " + "(" * 5000 + "1" + ")" * 5000 + "\n"
    long = "x = " + " + ".join(["1"] * 20_000) + "\n"
    facts, tree = read(tmp_path, {"deep.pyx": deep, "long.pyx": long, "good.pyx": GOOD})
    assert [flow.parameter.name for flow in facts.flows] == ["n"]
    assert {problem.path for problem in tree.problems} == {"deep.pyx", "long.pyx"}


def test_without_the_parser_each_source_is_named_once(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name == "Cython" or name.startswith("Cython.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "Cython", None)
    files = {
        "a.pyx": GOOD,
        "a.pxd": "cdef int x\n",
        "b.pyx": "from a cimport x\n",
        "api.py": "import a\ndef f(n=1): a.f(n)\n",
    }
    facts, tree = read(tmp_path, files)
    assert facts.flows == []
    assert sorted((problem.path, problem.message) for problem in tree.problems) == [
        (path, "not read: Cython's parser is not installed; install paramcheck[cython]") for path in ("a.pyx", "b.pyx")
    ]


def test_an_endless_include_ends(tmp_path):
    _, tree = read(tmp_path, {"mod.pyx": 'include "a.pxi"\n', "a.pxi": 'include "a.pxi"\n', "good.pyx": GOOD})
    assert tree.problems
