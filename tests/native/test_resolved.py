"""What the library itself puts in the place of a default that stands for "not set"."""

import pytest

from paramcheck.native import default_functions
from paramcheck.native.excerpts import Excerpts
from paramcheck.native.resolved import with_resolved
from tests.native.native_support import opened, shown

HEADER = """\
#include <math.h>
enum mode { MODE_A = 2, MODE_B, MODE_COUNT };
struct inner { float k, l; };
struct params { int n; float x, y; enum mode m; struct inner in; int z; };
void init(struct params *p) {
    *p = (struct params){0};
    p->n = -1;
    p->x = INFINITY;
    p->y = 7.5f;
    p->m = MODE_COUNT;
    p->in.k = NAN;
    p->in.l = 2;
}
int now(void);
"""


def resolved(root, code):
    parser, search = opened(root, {"lib.c": f"{HEADER}{code}\n"})
    found = default_functions.read(Excerpts(parser, search), "init", search.function("init")[0])
    assert found is not None
    again = with_resolved(Excerpts(parser, search), found, frozenset(one.name for one in found.parameters))
    return {one.name: shown(one.resolved) for one in again.parameters if one.resolved is not None}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if (isinf(p->x)) p->x = 3;", {"x": 3.0}),
        ("if (!isfinite(p->x)) { p->x = p->y; }", {"x": 7.5}),
        ("if (p->x == INFINITY) p->x = 3; else p->x *= 2;", {"x": 3.0}),
        ("p->x = p->x == INFINITY ? p->y : p->x;", {"x": 7.5}),
        ("float x = isfinite(p->x) ? p->x : 2.0f; (void)x;", {"x": 2.0}),
        ("float x = p->x; if (isinf(x)) x = 4; p->y = x;", {"x": 4.0}),
        ("if (p->x != p->x) p->x = 1; if (isnan(p->in.k)) p->in.k = 1;", {"in.k": 1.0}),
        # numbers that are below what makes sense
        ("if (p->n < 0) p->n = 4;", {"n": 4}),
        ("if (p->n == -1) p->n = 2 * 4;", {"n": 8}),
        ("if (p->n <= 0 || p->n == 7) p->n = 4;", {"n": 4}),
        ("int n = p->n > 0 ? p->n : 8; (void)n;", {"n": 8}),
        ("if (!p->z) p->z = 9;", {"z": 9}),
        ("if (p->z == 0) { p->z = 9; }", {"z": 9}),
        # enumerators that count the others
        ("if (p->m == MODE_COUNT) p->m = MODE_B;", {"m": 3}),
        ("if (p->m >= MODE_COUNT) p->m = MODE_A;", {"m": 2}),
        # what is taken depends on another member
        ("if (isnan(p->in.k)) { if (p->z == 1) p->in.k = 0.5f; else p->in.k = 1; }", {
            "in.k": {"p->z == 1": 0.5, "not (p->z == 1)": 1.0}}),
        # nothing is asked, or nothing is certain
        ("if (p->n > 3) p->n = 3;", {}),
        ("if (p->n < 0) return; if (p->n < 0) p->z = 3;", {}),
        ("if (p->n < 0) p->n = now();", {}),
        ("if (p->n < 0 && now()) p->n = 3;", {}),
        ("if (now()) { if (p->n < 0) p->n = 3; }", {}),
        ("switch (now()) { case 1: if (p->n < 0) p->n = 3; }", {}),
        ("if (p->n < 0) p->n = 3; if (p->n <= -1) p->n = 5;", {}),
        ("if (p->n < 0) p->n = 3; if (now()) { if (p->n < 0) p->n = 5; }", {}),
        ("if (p->n < 0) p->n = -1;", {}),
        ("if (p->y < 0) p->y = 3;", {}),
    ],
)  # fmt: skip
def test_what_stands_in(tmp_path, body, expected):
    assert resolved(tmp_path, f"void go(struct params *p) {{ {body} }}") == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("struct other { int n; }; void go(struct other *p) { if (p->n < 0) p->n = 3; }", {}),
        ("typedef struct { int n; } other; void go(other *p) { if (p->n < 0) p->n = 3; }", {}),
        ("struct other { struct params p; }; void go(struct other *o) { if (o->p.n < 0) o->p.n = 3; }", {"n": 3}),
        ("void go(struct inner *i) { if (isnan(i->k)) i->k = 6; }", {"in.k": 6.0}),
        ("float go(struct params p) { return p.n < 0 ? 3 : p.n; }", {"n": 3}),
    ],
)
def test_whose_member_it_is(tmp_path, code, expected):
    assert resolved(tmp_path, code) == expected
