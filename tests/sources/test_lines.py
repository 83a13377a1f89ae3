"""Lines and columns of places."""

import pytest

from paramcheck.sources.lines import Lines


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (1, 1)),
        ("one", 2, (1, 3)),
        ("one\ntwo", 3, (1, 4)),
        ("one\ntwo", 4, (2, 1)),
        ("\n\nlast", 6, (3, 5)),
        ("a\r\nb", 3, (2, 1)),
        ("\u00e4\u00e4\nb", 3, (2, 1)),
    ],
)
def test_places(text, offset, expected):
    assert Lines(text).place(offset) == expected
    if text.isascii():
        assert Lines(text.encode()).place(offset) == expected


def test_it_is_what_counting_says():
    text = "int a;\n\n  int b;\r\n\tint c;"
    for offset in range(len(text) + 1):
        line = text.count("\n", 0, offset) + 1
        assert Lines(text).place(offset) == (line, offset - text.rfind("\n", 0, offset))
