"""Where statements stand, and how often a function names a variable."""

from textwrap import dedent

import pytest

from paramcheck.fixes.planning import Planner
from paramcheck.fixes.statements import Statements
from paramcheck.model import Span

CODE = dedent("""\
    import low
    @register
    @other
    def go(
        n=4,
        m=1,
    ):
        # why
        @str
        def inner(k=2):
            return k
        low.n = n
        if m:
            low.m = m
    class Settings:
        a: int = 1
        b: int = (
            2
        )
        def get(self, c=3): return c
    if low:
        def late(d=4):
            x = [d]
            low.d = d
""")


@pytest.mark.parametrize(
    ("line", "narrow", "expected"),
    [
        (1, False, (1, 1)),
        (5, False, (2, 14)),
        (5, True, (2, 8)),
        (2, True, (2, 8)),
        (10, False, (9, 11)),
        (10, True, (9, 10)),
        (12, True, (12, 12)),
        (12, False, (2, 14)),
        (16, False, (15, 20)),
        (16, True, (16, 16)),
        (18, True, (17, 19)),
        (20, True, (20, 20)),
        (22, True, (22, 22)),
        (22, False, (22, 24)),
        (99, True, None),
    ],
)
def test_the_part_around_a_place(line, narrow, expected):
    found = Statements(CODE).part(Span("a.py", line), narrow=narrow)
    assert (found and found[:2]) == expected


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [("n", 5, True), ("m", 6, False), ("k", 10, True), ("c", 20, True), ("d", 22, False), ("a", 16, False)],
)
def test_variables_that_are_named_once(name, line, expected):
    assert Statements(CODE).names_once(name, Span("a.py", line)) is expected


def test_what_cannot_be_parsed_has_no_statements():
    broken = Statements("def go(:\n")
    assert broken.part(Span("a.py", 1), narrow=True) is None
    assert not broken.names_once("go", Span("a.py", 1))


def test_many_places_of_one_class_are_taken_apart_together():
    lines = [f"    field_{number}: int = {number}" for number in range(60)]
    text = "\n".join(["class Settings:", *lines, ""])
    planner = Planner(lambda _: text)
    sources = [planner.source("a.py", Span("a.py", number + 2), narrow=True) for number in range(60)]
    assert all(one is not None and any(start for start, _, _ in one.defaults) for one in sources)
    assert len(set(map(id, sources))) < 30


@pytest.mark.parametrize(
    "text", ["if True: n = 4\nelse: n = 5\n", "def go(n=4,\n  m=2): pass\n", "try: n = 1\nfinally: n = 4\n"]
)
def test_a_part_that_is_none_alone_is_taken_apart_with_more(text):
    lines = text.splitlines()
    for line in range(1, len(lines) + 1):
        found = Planner(lambda _: text).source("a.py", Span("a.py", line), narrow=True)
        assert found is not None
        place = text.find(lines[line - 1])
        assert any(place <= start < place + len(lines[line - 1]) for start, _, _ in found.defaults)
