import pytest

from paramcheck.config.positions import positions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# only\n", {}),
        ("a = 1\n\n b.c = 'x' # y\n", {("a",): 1, ("b",): 3, ("b", "c"): 3}),
        ('"a.b" = 1\n\'c d\'."e\\u0041" = 2', {("a.b",): 1, ("c d",): 2, ("c d", "eA"): 2}),
        ("[a.b]\nc = 1\n[ d . 'e' ]\nf = 2", {("a", "b"): 1, ("a", "b", "c"): 2, ("d", "e"): 3, ("d", "e", "f"): 4}),
        (
            "[[x]]\na = 1\n[[x]]\n[x.t]\nb = 1\n[[x.y]]\nc = 1\n",
            {
                ("x",): 1, ("x", 0): 1, ("x", 0, "a"): 2, ("x", 1): 3, ("x", 1, "t"): 4, ("x", 1, "t", "b"): 5,
                ("x", 1, "y"): 6, ("x", 1, "y", 0): 6, ("x", 1, "y", 0, "c"): 7,
            },
        ),
        (
            "a = [\n  1, # one\n  [ 2,\n 3 ],\n  { b = 4, c.d = 5 },\n]\ne = 6",
            {
                ("a",): 1, ("a", 0): 2, ("a", 1): 3, ("a", 1, 0): 3, ("a", 1, 1): 4, ("a", 2): 5, ("a", 2, "b"): 5,
                ("a", 2, "c"): 5, ("a", 2, "c", "d"): 5, ("e",): 7,
            },
        ),
        # Text that looks like TOML is text.
        ('a = """\n[[x]]\nb = 1\n\\""" ""\n"""\nc = 1', {("a",): 1, ("c",): 6}),
        ("a = '''\n[[x]]\n'' \\'''\nc = 1", {("a",): 1, ("c",): 4}),
        ('a = "]} # \\" b = 1"\nc = \'#\'\nd = 1', {("a",): 1, ("c",): 2, ("d",): 3}),
        ('a = ["""x""""", \'\'\'y\'\'\'\', ""]\nb = 1', {("a",): 1, ("a", 0): 1, ("a", 1): 1, ("a", 2): 1, ("b",): 2}),
        ("a = 1979-05-27 07:32:00 # x\nb = -inf", {("a",): 1, ("b",): 2}),
    ],
)  # fmt: skip
def test_lines(text, expected):
    assert positions(text) == expected


@pytest.mark.parametrize(
    "text", ["a", "a =", "a = [", "[", "[[a]", "a = {", 'a = "', '"\\q" = 1', "a = [,]", "\x00", "a = " + "[" * 10000]
)
def test_what_is_not_valid_gives_what_was_read(text):
    assert isinstance(positions(text), dict)
