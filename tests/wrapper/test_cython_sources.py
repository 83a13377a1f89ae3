"""Which Cython sources are read, under which module names, and what cimport and include bring."""

from __future__ import annotations

from textwrap import dedent

import pytest

from paramcheck.sources.tree import Tree
from paramcheck.wrapper import outline
from paramcheck.wrapper.package import Package
from tests.support import write
from tests.wrapper.cython_support import flows, read

STRUCTS = """\
cdef extern from "lib.h":
    ctypedef struct opts_t:
        int n
        double scale
    int run(const opts_t *o)
    opts_t opts_default()
    enum: LIMIT
"""

USE = """\
def f(n=3):
    cdef {0}opts_t o = {0}opts_default()
    o.n = n
    {0}run(&o)
"""

FOUND = {"n > opts_default().opts_t.n": "3"}

CIMPORTS = {
    "beside the source, without a word": {"mod.pxd": STRUCTS, "mod.pyx": USE.format("")},
    "a module": {"clib.pxd": STRUCTS, "mod.pyx": "cimport clib\n" + USE.format("clib.")},
    "a module under another name": {"clib.pxd": STRUCTS, "mod.pyx": "cimport clib as c\n" + USE.format("c.")},
    "names": {"clib.pxd": STRUCTS, "mod.pyx": "from clib cimport opts_t, run, opts_default\n" + USE.format("")},
    "every name": {"clib.pxd": STRUCTS, "mod.pyx": "from clib cimport *\n" + USE.format("")},
    "a renamed name": {
        "clib.pxd": STRUCTS,
        "mod.pyx": "from clib cimport opts_t, run as go, opts_default as make\n"
        + USE.format("").replace("run", "go").replace("opts_default", "make"),
    },
    "a module of a package": {
        "pkg/__init__.py": "",
        "pkg/clib.pxd": STRUCTS,
        "pkg/mod.pyx": "from pkg cimport clib as c\n" + USE.format("c."),
    },
    "a module of a package, by its path": {
        "pkg/__init__.py": "",
        "pkg/clib.pxd": STRUCTS,
        "pkg/mod.pyx": "cimport pkg.clib\n" + USE.format("pkg.clib."),
    },
    "relative": {
        "pkg/__init__.py": "",
        "pkg/clib.pxd": STRUCTS,
        "pkg/sub/__init__.py": "",
        "pkg/sub/mod.pyx": "from ..clib cimport opts_t, run\nfrom .. cimport clib\n"
        + USE.format("").replace("= opts", "= clib.opts"),
    },
    "the package itself": {
        "pkg/__init__.pxd": STRUCTS,
        "pkg/mod.pyx": "from pkg cimport opts_t, run, opts_default\n" + USE.format(""),
    },
    "a folder of declarations elsewhere": {
        "include/lib/__init__.pxd": "",
        "include/lib/core.pxd": STRUCTS,
        "src/pkg/__init__.py": "",
        "src/pkg/mod.pyx": "from lib.core cimport opts_t, run, opts_default\n" + USE.format(""),
    },
    "a folder without __init__": {
        "src/lib/core.pxd": STRUCTS,
        "src/mod.pyx": "from lib.core cimport opts_t, run, opts_default\n" + USE.format(""),
    },
    "through another file of declarations": {
        "clib.pxd": STRUCTS,
        "more.pxd": "from clib cimport *\nctypedef opts_t options\n",
        "mod.pyx": "from more cimport options as opts_t, run, opts_default\n" + USE.format(""),
    },
    "two files that cimport each other": {
        "clib.pxd": "from other cimport *\n" + STRUCTS,
        "other.pxd": "from clib cimport *\ncdef extern from 'o.h':\n    int other()\n",
        "mod.pyx": "from clib cimport *\n" + USE.format(""),
    },
    "a function of another module": {
        "tool.pxd": "from clib cimport opts_t\ncdef int fill(opts_t *o, n)\n",
        "clib.pxd": STRUCTS,
        "tool.pyx": "from clib cimport run\ncdef int fill(opts_t *o, n):\n    o.n = n\n    return run(o)\n",
        "mod.pyx": "from clib cimport opts_t, opts_default\nfrom tool cimport fill\n"
        "def f(n=3):\n    cdef opts_t o = opts_default()\n    fill(&o, n)\n",
    },
    "an attribute that only the declaration has": {
        "mod.pxd": STRUCTS + "cdef class Box:\n    cdef opts_t o\n    cdef int fill(self, n)\n",
        "mod.pyx": "cdef class Box:\n    def __init__(self, n=3):\n        self.o = opts_default()\n        self.fill(n)\n"
        "    cdef int fill(self, n):\n        self.o.n = n\n        run(&self.o)\n",
    },
    "an included file, in a folder of its own": {
        "pkg/__init__.py": "",
        "pkg/inc/structs.pxi": STRUCTS,
        "pkg/mod.pyx": 'include "inc/structs.pxi"\n' + USE.format(""),
    },
    "conditions are decided, and not by this machine": {
        "mod.pyx": "DEF WIDE = 1\nIF UNAME_SYSNAME == 'Windows' or not WIDE:\n    cdef extern from 'w.h':\n        int x\n"
        "ELSE:\n" + "".join(f"    {line}\n" for line in STRUCTS.splitlines()) + USE.format(""),
    },
}


@pytest.mark.parametrize("case", CIMPORTS)
def test_declarations_are_found(tmp_path, case):
    assert flows(tmp_path, CIMPORTS[case]) == FOUND


NAMES = {
    "in a package": ({"pkg/__init__.py": "", "pkg/mod.pyx": ""}, "pkg/mod.pyx", "pkg.mod"),
    "in a folder that is none": ({"python/mod.pyx": ""}, "python/mod.pyx", "mod"),
    "a package that is one": ({"pkg/__init__.pyx": "", "pkg/mod.pyx": ""}, "pkg/mod.pyx", "pkg.mod"),
    "as setup.py builds it": (
        {
            "setup.py": "from setuptools import Extension, setup\nimport sys\nsys.exit(1)\n"
            "setup(ext_modules=[Extension('_native.core', sources=['src/x.cpp', 'src/mod.pyx'])])",
            "src/mod.pyx": "",
        },
        "src/mod.pyx",
        "_native.core",
    ),
    "as setup.py in a folder builds it": (
        {"python/setup.py": "e = [Extension(name='quick', sources=['./mod.pyx'])]", "python/mod.pyx": ""},
        "python/mod.pyx",
        "quick",
    ),
    "as pyproject.toml builds it": (
        {
            "pyproject.toml": '[tool.setuptools]\next-modules = [{ name = "a.b", sources = ["src/mod.pyx"] }]\n',
            "src/mod.pyx": "",
        },
        "src/mod.pyx",
        "a.b",
    ),
    "a pyproject.toml that Python refuses": (
        {"pyproject.toml": f"x = {'9' * 5000}\n", "mod.pyx": ""},
        "mod.pyx",
        "mod",
    ),
    "a setup.py that says nothing": ({"setup.py": "Extension(NAME, sources)\nsetup(", "mod.pyx": ""}, "mod.pyx", "mod"),
}


@pytest.mark.parametrize("case", NAMES)
def test_module_names(tmp_path, case):
    files, path, name = NAMES[case]
    modules = Package(write(tmp_path, files)).all()
    assert [module.name for module in modules if module.path == path] == [name]


def test_what_is_not_the_wrapper_is_not_read(tmp_path):
    paths = [
        "tests/a.pyx",
        "vendor/lib/b.pyx",
        "examples/c.pyx",
        "third_party/d.pxd",
        "pkg/test_e.pyx",
        "build/lib.x/f.pyx",
    ]
    tree = write(tmp_path, {**dict.fromkeys(paths, "def f(: syntax"), "pkg/good.pyx": "x = 1\n"})
    package = Package(tree)
    assert [module.path for module in package.all()] == ["pkg/good.pyx"]
    assert [module.tree.body[-1].lineno for module in package.all()] == [1]
    assert tree.problems == []


def test_a_compiled_module_hides_a_python_file_of_its_name(tmp_path):
    found = flows(
        tmp_path,
        {
            "pkg/__init__.py": "",
            "pkg/fast.py": "def go(n=1):\n    return n\n",
            "pkg/fast.pyx": STRUCTS + USE.format("").replace("f(n=3)", "go(n=3)"),
            "pkg/api.py": "from pkg.fast import go\ndef f(m=9):\n    go(m)\n",
        },
    )
    assert found == {"n > opts_default().opts_t.n": "3", "m > opts_default().opts_t.n": "9"}


def test_what_is_mentioned_of_the_native_side(tmp_path):
    code = dedent("""\
        # distutils: language = c++
        cdef extern from "lib.hpp" namespace "lib":
            cdef cppclass Engine:
                Engine(int size)
                void tune(int x)
                void never(int x)
            cdef cppclass Unused:
                Unused(int size)
            enum Fill: Even, Odd
            int simplify(int x, Fill fill)
            int nothing()
            struct opts:
                int n
            struct result:
                int n
            opts defaults()
            opts preset
            int go(opts *o, result *r)
        def f(Fill fill=Even):
            engine = new Engine(1)
            engine.tune(2)
            simplify(3, fill)
            nothing()
            cdef opts o = defaults()
            o = preset
            cdef result *r = NULL
            go(&o, r)
        """)
    mentioned = outline.outline(Package(write(tmp_path, {"mod.pyx": code})))
    assert mentioned.functions == {"lib::Engine::Engine", "lib::Engine::tune", "lib::simplify", "lib::go"}
    assert mentioned.symbols == {"lib::Even"}
    assert mentioned.constructed == {"Engine", "opts"}
    assert mentioned.returning == {"lib::defaults", "lib::preset"}


def test_only_functions_that_touch_the_native_side_are_run(tmp_path):
    code = (
        STRUCTS
        + USE.format("")
        + "def plain(n=4):\n    return n + 1\ncdef class Box:\n    def get(self, k=1): return k\n"
    )
    facts, _ = read(tmp_path, {"mod.pyx": code})
    assert [one.qualified for one in facts.parameters] == ["mod.f.n"]


def test_a_tree_without_cython_needs_no_cython(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "Cython", None)
    tree = write(tmp_path, {"pkg/__init__.py": "", "pkg/api.py": "def f(n=1): pass\n"})
    assert [module.name for module in Package(tree).all()] == ["pkg", "pkg.api"]
    assert Tree.open(tmp_path).problems == []
