"""What reaches the native side from Cython code: one case a construct."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.wrapper.cython_support import flows

C = """\
from libc.stdlib cimport malloc, calloc, free
from libc.string cimport memset, memcpy

cdef extern from "lib.h":
    ctypedef struct inner_t:
        int depth
        double ratio
    ctypedef struct opts_t:
        int n
        double scale
        int mode
        inner_t inner
        int table[4]
        int from_ "from"
    ctypedef enum mode_t:
        MODE_OFF = 7
        MODE_ON = 8
    int LIMIT
    opts_t preset
    opts_t opts_default()
    opts_t *opts_new()
    void opts_init(opts_t *o)
    int run(const opts_t *o, int threads)
    int c_run "native_run"(opts_t o)

"""

CASES = {
    "a field of what a function returned": (
        """
        def f(int n=3, double scale=0.5):
            o = opts_default()
            o.n = n
            o.scale = scale
            run(&o, 1)
        """,
        {"n > opts_default().opts_t.n": "3", "scale > opts_default().opts_t.scale": "0.5"},
    ),
    "a pointer that a function returned": (
        """
        def f(n=3):
            cdef opts_t *o = opts_new()
            o.n = n
            o[0].scale = n
        """,
        {"n > opts_new().opts_t.n": "3", "n > opts_new().opts_t.scale": "3"},
    ),
    "a struct filled by position": (
        """
        def f(n=3, scale=0.5, mode=MODE_ON):
            cdef opts_t o = [n, scale, mode]
            run(&o, 1)
        """,
        {"n > opts_t.n": "3", "scale > opts_t.scale": "0.5", "mode > opts_t.mode": "MODE_ON"},
    ),
    "a struct filled by name": (
        """
        def f(n=3, scale=0.5):
            cdef opts_t o = {"scale": scale, "n": n}
            p = opts_t(n=n)
            c_run(o)
            c_run(p)
        """,
        {"n > opts_t.n": "3", "scale > opts_t.scale": "0.5"},
    ),
    "a field without a value in a local that nobody cleared": (
        """
        def f(n=None):
            cdef opts_t o
            o.scale = 1
            if n is not None:
                o.n = n
            run(&o, 1)
        """,
        {"n > opts_t.n": "?"},
    ),
    "the same after memset": (
        """
        def f(n=None):
            cdef opts_t o
            memset(&o, 0, sizeof(o))
            o.scale = 1
            if n is not None:
                o.n = n
            run(&o, 1)
        """,
        {"n > opts_t.n": "0"},
    ),
    "the same in cleared memory": (
        """
        def f(n=None):
            cdef opts_t *o = <opts_t *>calloc(1, sizeof(opts_t))
            o.scale = 1
            if n is not None:
                o.n = n
            run(o, 1)
            free(o)
        """,
        {"n > opts_t.n": "0"},
    ),
    "the same in memory that is not cleared": (
        """
        def f(n=None):
            cdef opts_t *o = <opts_t *>malloc(sizeof(opts_t))
            if n is not None:
                o.n = n
            run(o, 1)
        """,
        {"n > opts_t.n": "?"},
    ),
    "a function that fills what it gets the address of": (
        """
        def f(n=None, scale=0.5):
            cdef opts_t o
            opts_init(&o)
            o.scale = scale
            if n is not None:
                o.n = n
            run(&o, 1)
        """,
        {"n > opts_t.n": "native default", "scale > opts_t.scale": "0.5"},
    ),
    "a struct that the library states whole, copied": (
        """
        def f(n=3, mode=None):
            cdef opts_t o = preset
            o.n = n
            if mode is not None:
                o.mode = mode
            run(&o, 1)
        """,
        {"n > preset().opts_t.n": "3", "mode > preset().opts_t.mode": "native default"},
    ),
    "a copy is another struct": (
        """
        def f(n=3):
            cdef opts_t a = opts_default()
            cdef opts_t b = a
            b.n = n
            a.n = 9
            c_run(b)
        """,
        {"n > opts_default().opts_t.n": "3"},
    ),
    "a nested struct, a renamed field, an array": (
        """
        def f(depth=2, start=5, table=[1, 2]):
            o = opts_default()
            o.inner.depth = depth
            o.from_ = start
            for i in range(LIMIT):
                o.table[i] = 0
            for i, one in enumerate(table):
                o.table[i] = one
            run(&o, 1)
        """,
        {
            "depth > opts_default().opts_t.inner.depth": "2",
            "start > opts_default().opts_t.from": "5",
            "table > opts_default().opts_t.table": "[1, 2]",
        },
    ),
    "enumerators are names, never the numbers of the declaration": (
        """
        def f(mode_t mode=MODE_OFF, limit=LIMIT):
            o = opts_default()
            o.mode = mode
            o.n = limit
            run(&o, 1)
        """,
        {"mode > opts_default().opts_t.mode": "MODE_OFF", "limit > opts_default().opts_t.n": "LIMIT"},
    ),
    "a text selects an enumerator": (
        """
        def f(mode="on"):
            o = opts_default()
            if mode == "off":
                o.mode = MODE_OFF
            elif mode == "on":
                o.mode = MODE_ON
            else:
                raise ValueError(mode)
            run(&o, 1)
        """,
        {"mode > opts_default().opts_t.mode": "MODE_ON"},
    ),
    "Cython's own enums and constants have values": (
        """
        DEF SIZE = 4 * 2
        cdef enum:
            FIRST = 3
            SECOND
        cpdef enum Level:
            LOW
            HIGH = 10
        DEFAULT = 6
        def f(a=SECOND, b=Level.HIGH, c=SIZE, d=DEFAULT, e=LOW):
            cdef opts_t o = [a, b, c]
            o.inner.depth = d
            o.inner.ratio = e
            run(&o, 1)
        """,
        {
            "a > opts_t.n": "4",
            "b > opts_t.scale": "10",
            "c > opts_t.mode": "8",
            "d > opts_t.inner.depth": "6",
            "e > opts_t.inner.ratio": "0",
        },
    ),
    "constants of the C standard": (
        """
        from libc.limits cimport INT_MAX
        from libc.math cimport INFINITY as inf
        def f(int n=0, scale=inf):
            o = opts_default()
            if n <= 0:
                n = INT_MAX
            o.n = n
            o.scale = scale
            run(&o, 1)
        """,
        {"n > opts_default().opts_t.n": "2147483647", "scale > opts_default().opts_t.scale": "inf"},
    ),
    "casts, addresses and null pass through": (
        """
        def f(n=3, mode=None):
            cdef opts_t o = opts_default()
            cdef opts_t *p = &o
            (&o).n = <int>n
            p.scale = <double><int>n
            p.mode = <int>(0 if mode is NULL else mode)
            run(<const opts_t *>p, <int>n)
        """,
        {
            "n > opts_default().opts_t.n": "3",
            "n > opts_default().opts_t.scale": "3",
            "mode > opts_default().opts_t.mode": "0",
            "n > run(1 of 2)": "3",
        },
    ),
    "cdef functions are run through, not entered": (
        """
        cdef inline void fill(opts_t *o, int n, double scale=0.25) except *:
            o.n = n
            o.scale = scale
        cdef hidden(n=77):
            o = opts_default()
            o.n = n
        cpdef shown(int n=5):
            cdef opts_t o = opts_default()
            fill(&o, n)
            with nogil:
                run(&o, 1)
        """,
        {"n > opts_default().opts_t.n": "5", "scale > opts_default().opts_t.scale": "0.25"},
    ),
    "every kind of parameter": (
        """
        def f(first, /, int n=1, *rest, double scale=0.5, mode=None, **more):
            cdef opts_t o = opts_default()
            o.n = n
            o.scale = scale
            o.mode = more.get("mode2", 4)
            o.inner.depth = more.pop("depth", 6)
            run(&o, 1)
        """,
        {
            "n > opts_default().opts_t.n": "1",
            "scale > opts_default().opts_t.scale": "0.5",
            "mode2 > opts_default().opts_t.mode": "4",
            "depth > opts_default().opts_t.inner.depth": "6",
        },
    ),
    "the address of a variable may change it": (
        """
        cdef extern from "lib.h":
            int ask(int *out)
        def f(n=3):
            cdef int got = 0
            ask(&got)
            o = opts_default()
            o.n = n if got else 4
            run(&o, 1)
        """,
        {"n > opts_default().opts_t.n": "dynamic"},
    ),
    "a text that is copied": (
        """
        cdef extern from "string.h":
            char *strcpy(char *to, const char *source)
        cdef extern from "lib.h":
            ctypedef struct named_t:
                char *name
            void use(named_t *v)
        def f(name=b""):
            cdef named_t v
            memset(&v, 0, sizeof(named_t))
            if name:
                buffer = <char *>malloc(len(name) + 1)
                strcpy(buffer, name)
                v.name = buffer
            use(&v)
        """,
        {"name > named_t.name": "0"},
    ),
    "a struct of Cython's own that is cast to a native one mirrors it": (
        """
        ctypedef struct shadow_t:
            int n
            double scale
        cdef class Box:
            cdef shadow_t own
            def __cinit__(self, n=3):
                self.own.n = n
            def go(self, scale=0.5):
                self.own.scale = scale
                run(<opts_t *>&self.own, 1)
        """,
        {"n > opts_t.n": "3", "scale > opts_t.scale": "0.5"},
    ),
    "what no native declaration has is no native field": (
        """
        cdef struct plain:
            int n
        class Box: pass
        def f(n=3):
            cdef plain p
            box = Box()
            box.n = n
            p.n = n
            return p.n
        """,
        {},
    ),
}

PLUS = """\
# distutils: language = c++
from libcpp cimport bool
from libcpp.vector cimport vector
from libcpp.string cimport string
from libcpp.memory cimport shared_ptr, make_shared, unique_ptr
from libcpp.utility cimport move
from cython.operator cimport dereference as deref

cdef extern from "lib.hpp" namespace "lib::core":
    cdef enum Fill:
        Even = 5
        Odd = 6
    cdef enum class Kind:
        Small
    cdef cppclass Options:
        Options() except +
        int threads
        double ratio
        Nested nested
    cdef cppclass Base:
        void reset(int level)
    cdef cppclass Engine(Base):
        enum Speed:
            Slow
            Fast
        Engine(int size, double ratio) except +
        Engine(int size)
        bool start(const Options& o, bool loud)
        int tune(int a, int b) nogil
        int tune(int a)
        void call "operator()"(int x)
        @staticmethod
        int count(int limit)
    cdef cppclass Pair[A, B]:
        Pair(A a, B b)
    void simplify(vector[int]& v, Fill fill) except +
    void c_clean "clean"(double distance)

"""

PLUS_CASES = {
    "functions, by their C++ names": (
        """
        def f(Fill fill=Even, double distance=1.5):
            cdef vector[int] v
            with nogil:
                simplify(v, fill)
                c_clean(distance)
        """,
        {"fill > lib::core::simplify(1 of 2)": "lib::core::Even", "distance > lib::core::clean(0 of 1)": "1.5"},
    ),
    "constructors, told apart by the number of arguments": (
        """
        cdef class Wrap:
            cdef Engine *ptr
            def __cinit__(self, size=8, ratio=0.5):
                self.ptr = new Engine(size, ratio)
            def __dealloc__(self):
                del self.ptr
        def make(size=9):
            return Engine(size).tune(size)
        """,
        {
            "size > lib::core::Engine::Engine(0 of 2)": "8",
            "ratio > lib::core::Engine::Engine(1 of 2)": "0.5",
            "size > lib::core::Engine::Engine(0 of 1)": "9",
            "size > lib::core::Engine::tune(0 of 1)": "9",
        },
    ),
    "methods, also inherited ones and those that the declaration leaves out": (
        """
        cdef class Wrap:
            cdef Engine *ptr
            def __cinit__(self):
                self.ptr = new Engine(8)
            def tune(self, int a=1, int b=2, level=3, extra=4, x=5):
                self.ptr.tune(a, b)
                deref(self.ptr).reset(level)
                self.ptr.more(extra)
                self.ptr.call(x)
            @staticmethod
            def count(limit=10):
                return Engine.count(limit)
        """,
        {
            "a > lib::core::Engine::tune(0 of 2)": "1",
            "b > lib::core::Engine::tune(1 of 2)": "2",
            "level > lib::core::Base::reset(0 of 1)": "3",
            "extra > lib::core::Engine::more(0 of 1)": "4",
            "x > lib::core::Engine::operator()(0 of 1)": "5",
            "limit > lib::core::Engine::count(0 of 1)": "10",
        },
    ),
    "members of an object, nested ones too": (
        """
        cdef class Wrap:
            cdef Options opts
            def __cinit__(self):
                self.opts = Options()
                self.opts.threads = 4
            def __init__(self, *, int threads=2, ratio=None, depth=3):
                self.opts.threads = threads
                if ratio is not None:
                    self.opts.ratio = ratio
                self.opts.nested.depth = depth
            def go(self, loud=True):
                engine = new Engine(1)
                engine.start(self.opts, loud)
                del engine
        """,
        {
            "threads > lib::core::Options::threads": "2",
            "ratio > lib::core::Options::ratio": "native default",
            "depth > lib::core::Options::nested.depth": "3",
            "loud > lib::core::Engine::start(1 of 2)": "True",
        },
    ),
    "a local object": (
        """
        def f(threads=2):
            cdef Options opts
            cdef Options other = opts
            opts.threads = threads
            other.threads = 9
            return Engine(1).start(move(opts), True)
        """,
        {"threads > lib::core::Options::threads": "2"},
    ),
    "smart pointers are what they point to": (
        """
        cdef class Wrap:
            cdef shared_ptr[Engine] a
            cdef unique_ptr[Engine] b
            def __init__(self, size=8, ratio=0.5):
                self.a = make_shared[Engine](size, ratio)
                self.b.reset(new Engine(size))
            def tune(self, x=1, y=2):
                self.a.get().tune(x)
                deref(self.b).tune(x, y)
        """,
        {
            "size > lib::core::Engine::Engine(0 of 2)": "8",
            "ratio > lib::core::Engine::Engine(1 of 2)": "0.5",
            "size > lib::core::Engine::Engine(0 of 1)": "8",
            "x > lib::core::Engine::tune(0 of 1)": "1",
            "x > lib::core::Engine::tune(0 of 2)": "1",
            "y > lib::core::Engine::tune(1 of 2)": "2",
        },
    ),
    "enumerators of classes and scoped enums": (
        """
        def f(speed=Engine.Fast, kind=Kind.Small, odd=Fill.Odd):
            Engine(speed, kind)
            c_clean(odd)
        """,
        {
            "speed > lib::core::Engine::Engine(0 of 2)": "lib::core::Engine::Fast",
            "kind > lib::core::Engine::Engine(1 of 2)": "lib::core::Kind::Small",
            "odd > lib::core::clean(0 of 1)": "lib::core::Fill::Odd",
        },
    ),
    "templates": (
        """
        def f(a=1, b=2.0):
            p = new Pair[int, double](a, b)
            del p
        """,
        {"a > lib::core::Pair::Pair(0 of 2)": "1", "b > lib::core::Pair::Pair(1 of 2)": "2.0"},
    ),
    "the standard library has no defaults worth a word": (
        """
        def f(n=3, name=b"x"):
            cdef vector[int] v = vector[int](n)
            cdef string s = name
            v.push_back(n)
            v.resize(n)
            return s.size()
        """,
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_reaches_a_c_library(tmp_path, case):
    code, expected = CASES[case]
    assert flows(tmp_path, {"mod.pyx": C + dedent(code)}) == expected


@pytest.mark.parametrize("case", PLUS_CASES)
def test_what_reaches_a_cplusplus_library(tmp_path, case):
    code, expected = PLUS_CASES[case]
    assert flows(tmp_path, {"mod.pyx": PLUS + dedent(code)}) == expected
