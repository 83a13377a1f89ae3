"""Carets must stand under what they mark, whatever the line is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paramcheck.model import Span
from paramcheck.reports.plain import cells, crop, defuse, fold, visible
from paramcheck.reports.snippets import snippet

WIDE = "日本"


def one(line, column, end_column, width=60):
    rows = snippet([line], Span("a.py", 1, column, 1, end_column), width=width)
    assert len(rows) == 1
    return rows[0]


def under(row):
    """The text that the carets of a row stand under."""
    taken, at = "", 0
    for character in row.text:
        if row.start <= at < row.start + row.length and cells(character):
            taken += character
        at += cells(character)
    return taken


@pytest.mark.parametrize(
    ("line", "column", "end_column", "text", "marked"),
    [
        ("f(a=1)", 3, 6, "f(a=1)", "a=1"),
        ("\tx = 1", 2, 3, "    x = 1", "x"),
        (" \tx = 1", 3, 4, "    x = 1", "x"),
        ("a\tb\tc", 5, 6, "a   b   c", "c"),
        (f"{WIDE} = 1", 6, 7, f"{WIDE} = 1", "1"),
        (f"x = {WIDE}", 5, 7, f"x = {WIDE}", WIDE),
        ("e\u0301 = 1", 6, 7, "e\u0301 = 1", "1"),
        ("\x1b[31mx = 1", 6, 7, "\u241b[31mx = 1", "x"),
        ("\u202ex = 1\u2028", 2, 3, "\ufffdx = 1\ufffd", "x"),
        ("\ud800x", 2, 3, "\ufffdx", "x"),
        ("x = 1\r\n", 5, 6, "x = 1", "1"),
    ],
)
def test_marks_what_is_meant(line, column, end_column, text, marked):
    row = one(line, column, end_column)
    assert row.text == text
    assert under(row) == marked


@pytest.mark.parametrize(
    ("line", "column", "end_column", "start", "length"),
    [
        ("abc", 2, 2, 1, 1),  # an empty span still has one caret
        ("abc", 2, 0, 1, 1),  # so has one whose end is not known
        ("abc", 4, 4, 3, 1),  # just after the end
        ("abc", 99, 120, 3, 1),  # far after it
        ("", 1, 1, 0, 1),
        ("abc", 2, 99, 1, 2),
    ],
)
def test_odd_spans(line, column, end_column, start, length):
    row = one(line, column, end_column)
    assert (row.start, row.length) == (start, length)


@pytest.mark.parametrize("span", [Span("a.py", 0), Span("a.py", 9), Span("a.py", -1)])
def test_lines_that_do_not_exist_show_nothing(span):
    assert snippet(["x"], span, width=40) == []


@pytest.mark.parametrize(
    ("line", "mark", "text"),
    [
        ("x" * 30 + "MARK" + "y" * 100, "MARK", "x" * 30 + "MARK" + "y" * 5 + "…"),
        ("x" * 100 + "MARK" + "y" * 100, "MARK", "…xxxxxxxxMARK" + "y" * 26 + "…"),
        ("x" * 100 + "MARK", "MARK", "…xxxxxxxxMARK"),
        ("x" * 50 + "M" * 80 + "y", "M" * 80, "…" + "M" * 38 + "…"),
        ("x" * 36 + "MARK", "MARK", "x" * 36 + "MARK"),
        ("x" * 4 + "M" * 80, "M" * 80, "x" * 4 + "M" * 35 + "…"),
        ("x" * 36 + "MARKS", "MARKS", "…xxxxxxxxMARKS"),
    ],
)
def test_long_lines_are_cut_around_the_mark(line, mark, text):
    start = line.index(mark) + 1
    row = one(line, start, start + len(mark), width=40)
    assert row.text == text
    assert set(under(row)) == set(mark)


def test_a_line_of_a_megabyte_is_cut_at_once():
    line = "x" * 1_000_000 + "MARK" + "y" * 1_000_000
    row = one(line, 1_000_001, 1_000_005, width=40)
    assert row.text == "…xxxxxxxxMARK" + "y" * 26 + "…"
    assert under(row) == "MARK"


def test_several_lines():
    lines = ["x = dict(", "    a=1,", "", ")", "after"]
    rows = snippet(lines, Span("a.py", 1, 5, 4, 2), width=40)
    assert [(row.number, under(row)) for row in rows] == [(1, "dict("), (2, "a=1,"), (3, ""), (4, ")")]


def test_very_many_lines_are_not_all_shown():
    rows = snippet(["x"] * 100, Span("a.py", 10, 1, 90, 2), width=40)
    assert [row.number for row in rows] == [10, 11, 12, 13, 0]
    assert rows[-1].text == "…"


def test_context_is_not_marked():
    rows = snippet(list("abcde"), Span("a.py", 2, 1, 2, 2), width=40, context=2)
    assert [(row.number, row.length) for row in rows] == [(1, 0), (2, 1), (3, 0), (4, 0)]


@given(
    line=st.text(st.characters(exclude_characters="\r\n"), max_size=120),
    column=st.integers(1, 130),
    length=st.integers(0, 130),
    width=st.integers(20, 100),
)
def test_never_wider_than_asked(line, column, length, width):
    row = one(line, column, column + length, width)
    assert cells(row.text) <= width
    assert 0 <= row.start <= width
    assert row.start + row.length <= width + 1
    assert row.length >= 1


@given(
    before=st.text("ab\t日\u0301\x1b ", max_size=40),
    after=st.text("ab\t日 ", max_size=60),
    width=st.integers(24, 100),
)
def test_a_short_mark_is_always_seen(before, after, width):
    start = len(before) + 1
    row = one(f"{before}MARK{after}", start, start + 4, width)
    assert under(row) == "MARK"


@pytest.mark.parametrize("text", ["plain", "a\x00b", "\u202e\u200b", "\ud800", "\u00a0\u3000"])
def test_visible_keeps_the_number_of_characters(text):
    assert len(visible(text)) == len(text)
    assert visible(text).isprintable()


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("abc", 3, ["abc"]),
        ("one two three", 8, ["one two", "three"]),
        ("tn_options.use_cache", 14, ["tn_options.", "use_cache"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("日本語", 4, ["日本", "語"]),
        ("日本", 1, ["日", "本"]),
        ("abc   ", 3, ["abc"]),
    ],
)
def test_fold(text, width, lines):
    assert fold(text, width) == lines


def test_crop_says_that_it_cut():
    assert crop("abcdef", 6) == "abcdef"
    assert crop("abcdef", 4) == "abc…"
    assert crop("日本語", 5) == "日本…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::error::x", "\\::error::x"),
        ("a\n  ::error::x\n", "a\n  \\::error::x\n"),
        ("std::vector", "std::vector"),
        ("see ##[error]x", "see ##\u2772error]x"),
    ],
)
def test_defuse(text, expected):
    assert defuse(text) == expected
