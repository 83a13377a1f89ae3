"""Python sources that nobody writes by hand: the rest is read, what cannot be followed is named, nothing is guessed."""

from __future__ import annotations

import pytest

from paramcheck.wrapper.package import LONGEST
from tests.wrapper.forms_support import facts, flows

RUN = """
def f(n=9):
    p = low.params_default()
    p.n = n
"""


def messages(root, api) -> list[str]:
    return [problem.message for problem in facts(root, "from wrap import low\n" + api).problems]


FOLLOWED = {
    "a function that calls itself": "def f(n=9):\n    low.params_default().n = n\n    return f(n + 1)\n",
    "functions that call each other": (
        "def f(n=9):\n    low.params_default().n = n\n    return g(n) + g(n)\ndef g(n):\n    return f(n) + f(n)\n"
    ),
    "a class that is its own parent": "class A(A):\n    pass\nclass B(C):\n    pass\nclass C(B):\n    pass\n" + RUN,
    "a class whose parent is looked up in itself": (
        "class A(A.B):\n    pass\nclass C(D.x):\n    pass\nclass D(C.y):\n    pass\nA.z\nC.z\n" + RUN
    ),
    "a property that reads itself": "class A:\n    @property\n    def x(self):\n        return self.x\n" + RUN,
    "a decorator that calls itself": "def d(g):\n    return d(g)\n@d\ndef other(n=1):\n    pass\n" + RUN,
    "a loop without end": ("def f(n=9):\n    p = low.params_default()\n    while True:\n        p.n = n\n"),
    "calls within calls": (
        "def g(x):\n    return x\ndef f(n=9):\n    low.params_default().n = " + "g(" * 80 + "n" + ")" * 80 + "\n"
    ),
    "an import of itself": "from wrap import api\nfrom wrap.api import *\n" + RUN,
    "half a pair of surrogates": "text = '\\ud800'\n" + RUN,
    "more branches than anybody can tell apart": (
        "import other\ndef f(n=9):\n    p = low.params_default()\n    x = n\n"
        + "".join(f"    if other.x{i}():\n        x = x + {i}\n" for i in range(200))
        + "    p.n = n\n"
    ),
    "a list that doubles": (
        "def f(n=9):\n    x = [n]\n" + "    x = x + x\n    x.extend(x)\n" * 40 + "    low.params_default().n = n\n"
    ),
    "a text that doubles": ("def f(n=9, t='a'):\n" + "    t = t + t\n" * 60 + "    low.params_default().n = n\n"),
    "an annotation that is nested too deeply": (
        f"def f(given: '{'-' * 8000}1', n=9):\n    p = low.params_default()\n    p.n = n\n"
    ),
    "a class whose name is no name": (
        "from collections import namedtuple\nT = namedtuple('no name: pass', 'x')\n" + RUN
    ),
    "a statement elsewhere that is nested too deeply": "x = 0" + " + 1" * 900 + "\n" + RUN,
}


@pytest.mark.parametrize("case", FOLLOWED)
def test_what_a_default_does_is_still_seen(tmp_path, case):
    assert flows(tmp_path, "from wrap import low\n" + FOLLOWED[case])["f.n > n"] == "9"


NAMED = {
    "nested too deeply to follow": "def f(n=9):\n    p = low.params_default()\n    p.n = n" + " + n" * 900 + "\n",
    "too long to follow; what lies behind the limit is unknown": (
        "def f(n=9):\n    p = low.params_default()\n    x = [a for a in range(64) for b in range(64) for c in range(64) "
        "for d in range(64)]\n    p.n = n\n"
    ),
    "not read: invalid syntax": RUN + "def (:\n",
    f"not read: longer than {LONGEST} characters": "TABLE = [\n" + "    1234567,\n" * (LONGEST // 12) + "]\n" + RUN,
}


@pytest.mark.parametrize("message", NAMED)
def test_what_is_not_followed_is_named_and_not_guessed(tmp_path, message):
    assert messages(tmp_path, NAMED[message]) == [message]
    assert not flows(tmp_path, "from wrap import low\n" + NAMED[message])


def test_the_rest_of_a_run_that_is_too_long_is_read(tmp_path):
    endless = "def f(m=1):\n    x = [a for a in range(64) for b in range(64) for c in range(64) for d in range(64)]\n"
    api = (
        "from wrap import low\n"
        + endless
        + "    low.params_default().m = m\ndef g(n=9):\n    low.params_default().n = n\n"
    )
    assert flows(tmp_path, api) == {"g.n > n": "9"}


def test_a_class_that_is_first_seen_at_the_end_of_a_budget_is_read_whole(tmp_path):
    body = "".join(f"    NAME_{i} = {i}\n" for i in range(4000))
    api = (
        "from wrap import low\nclass Wide:\n"
        + body
        + "    def run(self, n=9):\n        low.params_default().n = n\n"
        + "def helper(x):\n    return Wide.NAME_1 if x else None\n"
        + "def f(m=4):\n    helper(m)\n    low.params_default().m = m\n"
    )
    assert flows(tmp_path, api) == {"Wide.run.n > n": "9", "f.m > m": "4"}


LONG = "lorem ipsum default " * 5000


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (f"Args:\n        n: {LONG}", []),
        (f"Args:\n        n: {'default ( ' * 5000}. Defaults to 8.", ["8"]),
        ("Parameters\n    ----------\n    n : " + "a, " * 15000 + "default 8\n        Items.", ["8"]),
        ("Parameters\n    ----------\n" + " " * 50000 + "n\n    default: 8", []),
    ],
)
def test_a_long_docstring(tmp_path, text, stated):
    api = f'from wrap import low\ndef f(n=9):\n    """Run.\n\n    {text}\n    """\n    low.params_default().n = n\n'
    assert [one.value.spelling for one in facts(tmp_path, api).stated] == stated
