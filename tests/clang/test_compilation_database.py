"""A ``compile_commands.json``: the macros of each file, or one problem and no macros."""

import json

import pytest

from tests.native.native_support import opened

SOURCE = "#ifdef LOUD\nint loud;\n#endif\nint level = LEVEL;\n"


def names(root, database: str) -> tuple[set[str], list[str]]:
    parser, _ = opened(root, {"src/a.c": SOURCE, "compile_commands.json": database})
    unit = parser.parse("src/a.c")
    return {name for name in unit.declarations if name in {"loud", "level"}}, [one.message for one in parser.problems]


@pytest.mark.parametrize(
    "row",
    [
        {"command": "cc -DLOUD -DLEVEL=3 -c a.c"},
        {"arguments": ["cc", "-DLOUD", "-c", "a.c"]},
        {"command": "cc -I/nowhere -include x.h -DLOUD a.c"},
        {"command": 'cc "-DLOUD=a b" a.c'},
    ],
    ids=range(4),
)
def test_macros(tmp_path, row):
    root = tmp_path.resolve()
    database = json.dumps([{"directory": str(root / "src"), "file": "a.c", **row}])
    assert names(root, database) == ({"loud", "level"}, [])


def test_another_file(tmp_path):
    database = json.dumps([{"directory": str(tmp_path.resolve()), "file": "b.c", "command": "cc -DLOUD"}])
    assert names(tmp_path, database) == ({"level"}, [])


@pytest.mark.parametrize("word", ["-DX=\ud800", "-DX=\0", "-DX=\n"])
def test_a_word_that_no_compiler_can_be_given(tmp_path, word):
    row = {"directory": str(tmp_path.resolve()), "file": "src/a.c", "arguments": [word, "-DLOUD"]}
    assert names(tmp_path, json.dumps([row])) == ({"loud", "level"}, [])


@pytest.mark.parametrize(
    "database",
    [
        "",
        "{",
        "3",
        "[3]",
        '[{"directory": "."}]',
        '[{"directory": 1, "file": 2, "command": "cc"}]',
        '[{"directory": ".", "file": "a.c", "command": "cc \'"}]',
        '[{"directory": ".", "file": "\\u0000", "command": "cc"}]',
        '[{"directory": ".", "file": "a.c", "arguments": [1]}]',
        "[" * 200_000,
        "9" * 5000,
    ],
    ids=range(11),
)
def test_one_that_is_none(tmp_path, database):
    found, problems = names(tmp_path, database)
    assert found == {"level"}
    assert set(problems) <= {"not a compilation database: ignored"}


def test_that_it_is_none_is_said(tmp_path):
    assert names(tmp_path, "[" * 200_000)[1] == ["not a compilation database: ignored"]
