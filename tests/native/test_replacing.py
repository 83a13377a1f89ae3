"""Places where a member decides what is taken instead of it."""

import pytest

from paramcheck.native.replacing import places


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("if (p->n < 0) p->n = 4;", True),
        ("if (p->n < 0) { use(p); p->n = 4; }", True),
        ("if (ready() && p->n < 0) p->n = 4;", True),
        ("q.n = p->n > 0 ? p->n : 8;", True),
        ("return isfinite(p->n) ? p->n : p->m;", True),
        ("return p->n < 0 ? LIMIT : p->n;", True),
        ("return p->n < 0 ? a::b : p->n;", True),
        ("use(ready() ? p->n : 3);", True),
        ("return isfinite(p->n) ? 1 : 2;", False),
        ("return p->n < 0 ? q->m : p->n;", False),
        ("return p->n < 0 ? other.m + 1 : p->n;", False),
        ("return p->n < 0 ? p->n : other.n;", False),
        ("return p->n < 0 ? named_n(1) : 2;", False),
        ("return p->n < 0 ? f(a ? 1 : 2) : f(p->n);", False),
        ("return p->n < 0 ? f(g(1)) : (int)p->n;", True),
        ("return p->in.n < 0 ? 4 : p->in.n;", True),
        ("return a ? b ? p->n : 1 : 2;", True),
        ("int m = p->n; if (m < 0) m = 4;", True),
        ("if (p->n < 0) log(p->n);", False),
        ("if (p->n < 0) p->m = 4;", False),
        ("if (p->n < 0) { p->m = p->n == 3; }", False),
        ("bool b = p->n == 3;", False),
        ("q.n = p->n;", False),
        ("use(n);", False),
    ],
)
def test_places(code, expected):
    assert bool(places(f"void f() {{ {code} }}".encode(), b"n")) == expected
