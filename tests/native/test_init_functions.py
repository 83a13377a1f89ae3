"""Functions that fill a record through a pointer, or return one: what stands in it when they are done."""

import pytest

from paramcheck.native import default_functions
from paramcheck.native.excerpts import Excerpts
from tests.native.native_support import opened, shown

HEADER = """\
#include <math.h>
#include <stdlib.h>
#include <string.h>
#define N 5
#define TWICE (N * 2)
enum { A = 3, B };
struct inner { int d, e; };
struct params { int a, b; float c; struct inner in; const char *s; int v[3]; struct inner *p; };
int pick(void);
void *own_alloc(unsigned long size);
static const struct params kUsual = {1, 2, 3.5f, {4, 5}};
static void half(struct params *p) { p->a = 4; p->b = 5; }
static void set(struct params *p, int a, int b) { p->a = a; p->b = b; }
static void set_inner(struct inner *i) { i->d = 8; i->e = 9; }
"""


def read(root, function, name="init", file="lib.c", extra=None):
    parser, search = opened(root, {file: f"{HEADER}{function}\n", **(extra or {})})
    found = default_functions.read(Excerpts(parser, search), name, search.function(name)[0])
    assert found is not None
    return found


def values(found):
    return {one.name: shown(one.value) for one in found.parameters}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the whole record first
        ("*p = (struct params){0}; p->a = 1; p->in.d = 3;", {"a": 1, "b": 0, "in.d": 3, "in.e": 0, "s": None, "v": []}),
        ("*p = (struct params){.a = 1, .c = 0.5f, .in = {.e = 4}, .v = {1, 2, 3}};", {
            "a": 1, "b": 0, "c": 0.5, "in.d": 0, "in.e": 4, "v": [1, 2, 3]}),
        ('*p = (struct params){1, 2, 3, 4, 5, "x"};', {"a": 1, "c": 3.0, "in.d": 4, "in.e": 5, "s": "x"}),
        ("*p = kUsual; p->a = 7;", {"a": 7, "b": 2, "in.e": 5, "s": None}),
        ("memset(p, 0, sizeof(*p)); p->a = 1;", {"a": 1, "b": 0, "in.d": 0}),
        ("memset(p, 0, sizeof(struct params)); p->a = TWICE + 1;", {"a": 11, "b": 0}),
        ("memset(&p->in, 0, sizeof(p->in)); p->a = 1;", {"a": 1, "b": "uninitialised", "in.d": 0}),
        ("memset(p, 0xff, sizeof *p); p->a = 1;", {"a": 1, "b": "?"}),
        ("memcpy(p, &kUsual, sizeof kUsual); p->b = 6;", {"a": 1, "b": 6}),
        # functions that fill parts, before and after
        ("half(p); p->a = 1;", {"a": 1, "b": 5, "c": "uninitialised"}),
        ("p->a = 1; half(p);", {"a": 4, "b": 5}),
        ("set(p, 3, N);", {"a": 3, "b": 5}),
        ("set_inner(&p->in); p->in.e = 1;", {"in.d": 8, "in.e": 1}),
        ("*p = kUsual; set_inner(&p->in);", {"a": 1, "in.d": 8, "in.e": 9}),
        # chains and computations
        ("p->a = p->b = 5; p->c = p->a * 2; p->b += 2; p->b <<= 1;", {"a": 5, "b": 14, "c": 10.0}),
        ("p->a = A | B; p->c = 1e-3f; p->in.d = (int)(2.9); p->in.e = -TWICE / 4;", {"a": 7, "in.d": 2, "in.e": -2}),
        ("const int z = 5; int w = z + 1; p->a = z; p->b = w;", {"a": 5, "b": 6}),
        ("struct inner *i = &p->in; i->d = 4;", {"in.d": 4}),
        ("p->v[0] = 1; p->v[2] = 3;", {"v": [1, "?", 3]}),
        # records behind pointers
        ("p->p = malloc(sizeof *p->p); p->p->d = 4;", {"p.d": 4, "p.e": "uninitialised"}),
        ("p->p = calloc(1, sizeof *p->p); p->p->d = 4;", {"p.d": 4, "p.e": 0}),
        ("p->p = own_alloc(sizeof *p->p); p->p->d = 4;", {"p.d": 4, "p.e": "?"}),
        ("p->p = 0;", {"p": None}),
        # what cannot be known
        ("p->a = pick(); p->b = pick() + 1; p->c = 2;", {"a": "?", "b": "?", "c": 2.0}),
        ('p->a = getenv("X") != 0; p->b = 1;', {"a": "dynamic", "b": 1}),
        ("for (int i = 0; i < 3; i++) p->v[i] = 1; p->a = 2;", {"v": "?", "a": 2}),
    ],
)  # fmt: skip
def test_what_is_left_in_the_record(tmp_path, body, expected):
    found = values(read(tmp_path, f"void init(struct params *p) {{ {body} }}"))
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if (!p) return; p->a = 1;", {"a": (1, {})}),
        ("if (p == NULL) { return; } p->a = 1;", {"a": (1, {})}),
        ("p->a = 1; if (k > 3) p->a = 2;", {"a": (1, {"k > 3": 2})}),
        ("if (k) p->a = 1; else p->a = 2; p->b = 1;", {"a": (2, {"k": 1}), "b": (1, {})}),
        ("p->a = 1; if (k > 3) return; p->a = 5;", {"a": (5, {"k > 3": 1})}),
        ("p->a = 1; p->b = 2; if (k > 3) { p->b = 9; return; } p->a = 5;", {"a": (5, {"k > 3": 1}), "b": (2, {"k > 3": 9})}),
        ("p->a = 1; if (k) { if (k > 3) { return; } p->b = 2; } p->a = 5;", {"a": (5, {"k && k > 3": 1})}),
        ("if (k > 3) { p->a = 1; } else { p->a = 2; return; } p->a = 5;", {"a": (5, {"!(k > 3)": 2})}),
        ("switch (k) { case 0: p->a = 1; break; case 1: case 2: p->a = 2; p->b = 3; break; default: p->a = 9; }", {
            "a": (9, {"k == 0": 1, "k == 1 or k == 2": 2}), "b": ("uninitialised", {"k == 1 or k == 2": 3})}),
        ("switch (k) { case 0: p->a = 1; case 1: p->b = 2; } p->c = 1;", {"c": (1.0, {}), "b": (
            "uninitialised", {"k == 0 or k == 1": 2})}),
        ("p->a = k > 3 ? 1 : 2;", {"a": (2, {"k > 3": 1})}),
        ("if (N > 3) p->a = 1; else p->a = 2;", {"a": (1, {})}),
        ("\n#ifdef X\np->a = 1;\n#elif defined(Y)\np->a = 2;\n#else\np->a = 3;\n#endif\n", {"a": (3, {"X": 1, "Y": 2})}),
        ("\n#if defined(X) || defined(Y)\np->a = 1;\n#else\np->a = 3;\n#endif\n", {"a": (3, {"X": 1, "Y": 1})}),
        ("p->a = 1;\n#ifndef X\np->a = 3;\n#endif\n", {"a": (3, {"X": 1})}),
        ("\n#if 0\np->a = 1;\n#endif\np->b = 2;", {"a": ("uninitialised", {}), "b": (2, {})}),
    ],
)  # fmt: skip
def test_conditions(tmp_path, body, expected):
    found = read(tmp_path, f"void init(struct params *p, int k) {{ {body} }}")
    held = {one.name: (shown(one.value), {when.when: shown(when.value) for when in one.conditions}) for one in
        found.parameters}  # fmt: skip
    assert {name: held[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("struct params init(void) { struct params p = {1, 2}; p.b = 4; return p; }", {"a": 1, "b": 4}),
        ("struct params init(void) { return (struct params){.b = 4}; }", {"a": 0, "b": 4}),
        ("struct params init(void) { return kUsual; }", {"a": 1, "b": 2}),
        ("struct params init(void) { struct params p = kUsual; half(&p); return p; }", {"a": 4, "c": 3.5}),
        ("struct params base(void) { return kUsual; } struct params init(void) { struct params p = base(); p.a = 9; return p; }", {
            "a": 9, "b": 2}),
        ("struct params *init(void) { static struct params p = {1, 2}; p.b = 4; return &p; }", {"a": 1, "b": 4}),
        ("struct params *init(void) { struct params *p = malloc(sizeof *p); if (!p) return NULL; p->a = 1; return p; }", {
            "a": 1, "b": "uninitialised"}),
        ("struct params *init(void) { struct params *p = calloc(1, sizeof *p); p->a = 1; return p; }", {"a": 1, "b": 0}),
        ("struct params *init(void) { struct params *p = own_alloc(sizeof *p); p->a = 1; return p; }", {"a": 1, "b": "?"}),
        ("struct params *init(int k) { struct params *p = 0; if (k) { p = calloc(1, 9); p->a = 1; } return p; }", {
            "a": 1, "b": 0}),
        ("int init(struct params *p) { if (!p) return -1; p->a = 1; return 0; }", {"a": 1}),
        (
            "struct params *init(int k) { struct params *p = malloc(9); if (k) return 0; p->p = malloc(9); p->p->d = 2; return p; }",
            {"p.d": 2},
        ),
    ],
)  # fmt: skip
def test_what_is_returned(tmp_path, function, expected):
    found = values(read(tmp_path, function))
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("void init(params *p) { *p = {}; p->a = 1; }", {"a": 1, "b": 0, "in.d": 0, "s": None}),
        ("void init(params &p) { p = params(); p.a = 1; }", {"a": 1, "b": 0}),
        ("void init(params &p) { p = params{.a = 3}; }", {"a": 3, "b": 0}),
        ("params init() { params p{}; p.a = 1; return p; }", {"a": 1, "b": 0}),
        ("params init() { auto p = params{1, 2}; p.b++; return p; }", {"a": 1, "b": "?"}),
        ("params *init() { auto *p = new params(); p->a = 1; return p; }", {"a": 1, "b": 0}),
    ],
)  # fmt: skip
def test_in_cxx(tmp_path, function, expected):
    found = values(read(tmp_path, function, file="lib.cpp"))
    assert {name: found[name] for name in expected} == expected


def test_a_function_of_another_file_is_followed(tmp_path):
    extra = {"other.c": '#include "lib.c"\nvoid more(struct params *p) { p->b = 6; }\n'}
    found = values(read(tmp_path, "void more(struct params *p);\nvoid init(struct params *p) { more(p); p->a = 1; }",
        extra=extra))  # fmt: skip
    assert (found["a"], found["b"]) == (1, 6)


def test_the_code_of_a_library_that_is_one_header(tmp_path):
    code = "#ifdef LIB_IMPLEMENTATION\nstruct params init(void) { struct params p = {1}; return p; }\n#endif\n"
    found = read(tmp_path, code, file="lib.h", extra={"main.c": '#define LIB_IMPLEMENTATION\n#include "lib.h"\n'})
    assert values(found)["a"] == 1
    assert found.span.path == "lib.h"
