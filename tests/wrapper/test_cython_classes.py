"""Extension types: constructors, attributes, properties, inheritance, and Python code on top of them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from paramcheck.model import SurfaceKind
from tests.wrapper.cython_support import flows, read, shown, shown_target

LIB = """\
cdef extern from "lib.h":
    ctypedef struct opts_t:
        int n
        double scale
        int mode
    void opts_init(int kind, opts_t *o)
    int run(opts_t *o)

"""


def surfaces(root, files):
    facts, _ = read(root, files)
    return {
        f"{flow.parameter.surface}.{flow.parameter.name} > {shown_target(flow.target)}": shown(flow.effective)
        for flow in facts.flows
        if shown_target(flow.target)
    }


CASES = {
    "a class with __cinit__ alone": (
        """
        cdef class Box:
            cdef opts_t o
            def __cinit__(self, int n=3, scale=None):
                self.o.n = n
                if scale is not None:
                    self.o.scale = scale
                run(&self.o)
        """,
        {"mod.Box.__cinit__.n > opts_t.n": "3", "mod.Box.__cinit__.scale > opts_t.scale": "0"},
    ),
    "__cinit__ runs before __init__, and what that stores counts": (
        """
        cdef class Box:
            cdef opts_t o
            def __cinit__(self, n=1, mode=2, *args, **kwargs):
                self.o.n = n
                self.o.mode = mode
            def __init__(self, n=3, scale=0.5):
                self.o.n = n
                self.o.scale = scale
                run(&self.o)
        """,
        {
            "mod.Box.__cinit__.n > opts_t.n": "3",
            "mod.Box.__cinit__.mode > opts_t.mode": "2",
            "mod.Box.__init__.n > opts_t.n": "3",
            "mod.Box.__init__.scale > opts_t.scale": "0.5",
        },
    ),
    "an attribute that is a struct starts as zeros, and a function may fill it": (
        """
        cdef class Box:
            cdef opts_t zeros, filled
            def __cinit__(self, kind=7, n=None, mode=None):
                opts_init(kind, &self.filled)
                if n is not None:
                    self.filled.n = n
                if mode is not None:
                    self.zeros.mode = mode
                self.zeros.scale = 1
                run(&self.zeros)
        """,
        {
            "mod.Box.__cinit__.kind > opts_init(0 of 2)": "7",
            "mod.Box.__cinit__.n > opts_t.n": "native default",
            "mod.Box.__cinit__.mode > opts_t.mode": "0",
        },
    ),
    "a method that fills what the constructor made": (
        """
        cdef class Box:
            cdef opts_t o
            cdef object name
            def __cinit__(self):
                opts_init(1, &self.o)
                self.name = "x"
            cpdef int go(self, n=3, scale=None) except -1:
                if scale is not None:
                    self.o.scale = scale
                self.o.n = n
                return run(&self.o)
            def rename(self, name="y"):
                self.name = name
        """,
        {"mod.Box.go.n > opts_t.n": "3", "mod.Box.go.scale > opts_t.scale": "native default"},
    ),
    "a copy of an attribute": (
        """
        cdef class Box:
            cdef opts_t o
            def __cinit__(self):
                opts_init(1, &self.o)
            def go(self, n=None, mode=2):
                cdef opts_t local = self.o
                if n is not None:
                    local.n = n
                local.mode = mode
                run(&local)
        """,
        {"mod.Box.go.n > opts_t.n": "native default", "mod.Box.go.mode > opts_t.mode": "2"},
    ),
    "assigning a list to an attribute fills it": (
        """
        cdef class Box:
            cdef opts_t o
            def __init__(self, n=3, scale=0.5):
                self.o = [n, scale]
                run(&self.o)
        """,
        {"mod.Box.__init__.n > opts_t.n": "3", "mod.Box.__init__.scale > opts_t.scale": "0.5"},
    ),
    "properties, old and new": (
        """
        cdef class Box:
            cdef opts_t o
            property n:
                "the number"
                def __get__(self):
                    return self.o.n
                def __set__(self, value):
                    self.o.n = value
            @property
            def scale(self):
                return self.o.scale
            @scale.setter
            def scale(self, value):
                self.o.scale = value
            def set(self, n=3, scale=0.5):
                self.n = n
                self.scale = float(scale)
                run(&self.o)
        """,
        {"mod.Box.set.n > opts_t.n": "3", "mod.Box.set.scale > opts_t.scale": "0.5"},
    ),
    "a property that shows the attribute of its own name": (
        """
        cdef class Box:
            cdef int n
            def __cinit__(self, n=3):
                self.n = n
            @property
            def n(self): return self.n
            def go(self):
                cdef opts_t o
                o.n = self.n
                run(&o)
        """,
        {"mod.Box.__cinit__.n > opts_t.n": "3"},
    ),
    "inheritance": (
        """
        cdef class Base:
            cdef opts_t o
            def __cinit__(self, n=3, **kwargs):
                self.o.n = n
            cdef void put(self, double scale):
                self.o.scale = scale
        cdef class Box(Base):
            def __init__(self, n=4, scale=0.5):
                self.put(scale)
                run(&self.o)
        """,
        {"mod.Base.__cinit__.n > opts_t.n": "3", "mod.Box.__init__.scale > opts_t.scale": "0.5"},
    ),
    "decorators and annotations": (
        """
        import cython
        cimport cython
        @cython.boundscheck(False)
        @cython.wraparound(False)
        def f(double[:, ::1] data not None, n: int = 3, cython.int mode=2) -> int:
            cdef opts_t o
            o.n = n
            o.mode = mode
            return run(&o)
        """,
        {"mod.f.n > opts_t.n": "3", "mod.f.mode > opts_t.mode": "2"},
    ),
    "another class as a parameter": (
        """
        cdef class Config:
            cdef public int n
            def __init__(self, n=3):
                self.n = n
        def f(Config config, double scale=0.5):
            cdef opts_t o
            o.n = config.n
            o.scale = scale
            run(&o)
        def g(scale=0.25):
            f(Config(), scale)
        """,
        {
            "mod.f.scale > opts_t.scale": "0.5",
            "mod.g.scale > opts_t.scale": "0.25",
            "mod.Config.__init__.n > opts_t.n": "3",
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_extension_types(tmp_path, case):
    code, expected = CASES[case]
    found = surfaces(tmp_path, {"mod.pyx": LIB + dedent(code)})
    assert {key: found.get(key) for key in expected} == expected
    assert not [key for key in found if key not in expected and not key.startswith("mod.Config")]


def test_surfaces_are_cython_and_only_python_code_can_call_them(tmp_path):
    facts, _ = read(
        tmp_path,
        {
            "pkg/__init__.py": "from ._impl import f, Box",
            "pkg/_impl.pyx": LIB
            + dedent("""\
                cdef class Box:
                    cdef opts_t o
                    def __cinit__(self, n=1):
                        self.o.n = n
                        fill(&self.o)
                def f(n=2):
                    Box(n)
                cdef fill(opts_t *o, scale=0.5):
                    o.scale = scale
                    run(o)
                """),
        },
    )
    assert {one.kind for one in facts.parameters} == {SurfaceKind.CYTHON}
    assert {one.qualified: one.public for one in facts.parameters} == {
        "pkg._impl.Box.__cinit__.n": True,
        "pkg._impl.f.n": True,
        "pkg._impl.fill.scale": False,
    }


API = """\
from pkg import core
from .core import Box, f
def one(n=5):
    core.f(n)
def two(n=6):
    f(n=n)
def three(n=7, **more):
    return Box(n, **more)
class Sub(Box):
    def __init__(self, n=8):
        super().__init__()
        self.set(n)
"""

CORE = """\
cdef class Box:
    cdef opts_t o
    def __cinit__(self, n=1):
        self.o.n = n
    def set(self, n=2):
        self.o.n = n
        run(&self.o)
def f(n=3):
    cdef opts_t o
    o.n = n
    run(&o)
"""


def test_python_code_on_top(tmp_path):
    found = surfaces(
        tmp_path,
        {
            "pkg/__init__.py": "",
            "pkg/core.pyx": LIB + CORE,
            "pkg/api.py": API,
        },
    )
    assert found == {
        "pkg.core.Box.__cinit__.n > opts_t.n": "1",
        "pkg.core.Box.set.n > opts_t.n": "2",
        "pkg.core.f.n > opts_t.n": "3",
        "pkg.api.one.n > opts_t.n": "5",
        "pkg.api.two.n > opts_t.n": "6",
        "pkg.api.three.n > opts_t.n": "7",
        "pkg.api.Sub.__init__.n > opts_t.n": "8",
    }


DEFAULTS = """\
import os
from enum import Enum
from .core import squeeze
class Codec(Enum):
    FAST = 0
    SMALL = 5
defaults = {
    "codec": Codec.SMALL,
    "level": 1,
    "threads": os.cpu_count(),
    "filters": [0, 0, 3],
    "unused": None,
}
names = {"level": 9}
"""

SQUEEZE = """\
import pkg
cdef extern from "lib.h":
    ctypedef struct cparams_t:
        int compcode
        int level
        int nthreads
        int filters[8]
        int extra
    void go(cparams_t p)
cdef fill(cparams_t *p, kwargs):
    codec = kwargs.get("codec", pkg.defaults["codec"])
    p.compcode = codec.value if isinstance(codec, pkg.Codec) else codec
    p.level = kwargs.get("level", pkg.defaults.get("level"))
    p.nthreads = kwargs.get("threads", pkg.defaults["threads"])
    p.extra = kwargs.get("extra", pkg.names["level"])
    for i in range(8):
        p.filters[i] = 0
    for i, one in enumerate(kwargs.get("filters", pkg.defaults["filters"])):
        p.filters[i] = one
def squeeze(data, **kwargs):
    cdef cparams_t p
    fill(&p, kwargs)
    go(p)
"""


def test_a_dict_of_defaults_is_a_surface(tmp_path):
    facts, _ = read(tmp_path, {"pkg/__init__.py": DEFAULTS, "pkg/core.pyx": SQUEEZE})
    found = {f"{flow.parameter.qualified} > {shown_target(flow.target)}": shown(flow.effective) for flow in facts.flows}
    assert found == {
        "pkg.defaults.codec > cparams_t.compcode": "5",
        "pkg.defaults.level > cparams_t.level": "1",
        "pkg.defaults.threads > cparams_t.nthreads": "dynamic",
        "pkg.defaults.filters > cparams_t.filters": "[0, 0, 3, 0, 0, 0, 0, 0]",
        "pkg.core.squeeze.extra > cparams_t.extra": "9",
    }
    entries = {one.name: one for one in facts.parameters if one.surface == "pkg.defaults"}
    assert set(entries) == {"codec", "level", "threads", "filters", "unused"}
    level = entries["level"]
    assert (level.kind, level.declared, level.public) == (SurfaceKind.DICT, "1", True)
    assert (level.span.path, level.span.line, level.span.column, level.span.end_column) == ("pkg/__init__.py", 9, 5, 15)


def test_a_lookup_by_another_name_is_no_default(tmp_path):
    code = SQUEEZE.replace('pkg.defaults["codec"]', 'pkg.defaults["level"]')
    found = flows(tmp_path, {"pkg/__init__.py": DEFAULTS, "pkg/core.pyx": code})
    assert "codec > cparams_t.compcode" in found
    facts, _ = read(tmp_path / "again", {"pkg/__init__.py": DEFAULTS, "pkg/core.pyx": code})
    assert "pkg.core.squeeze" in {flow.parameter.surface for flow in facts.flows if flow.parameter.name == "codec"}
