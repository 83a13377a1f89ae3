"""What the fuzzer begins with, and how it changes that."""

import ast
from random import Random

import pytest

from tests.fuzz.mutating import LANGUAGES, Mutator, words
from tests.fuzz.readers import READERS, SOURCES, files, seeds
from tests.fuzz.tables import further

PYTHON = b"import a\n\n\ndef f(x=1, y='b'):\n    if x:\n        return a.g(x, y)\n    return [x, 2.5]\n"
MUTATOR = Mutator((b"lambda", b"None"), (b"def g():\n    pass\n",))


def parses(data: bytes) -> bool:
    try:
        ast.parse(data)
    except (SyntaxError, ValueError):
        return False
    return True


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_reader_of_text_has_words(name):
    assert name in READERS
    assert len(words(name)) > 10


@pytest.mark.parametrize("name", sorted(set(SOURCES) - {"commands"}))
def test_a_reader_of_sources_begins_with_many(name):
    assert len(further(name)) > 10


def test_a_change_depends_on_chance_alone():
    made = [MUTATOR.change(PYTHON, Random(seed)) for seed in range(200)]
    assert made == [MUTATOR.change(PYTHON, Random(seed)) for seed in range(200)]
    assert len(set(made)) > 150


def test_many_changed_sources_still_parse():
    made = [MUTATOR.change(PYTHON, Random(seed)) for seed in range(200)]
    assert sum(map(parses, made)) > 40
    assert sum(not parses(one) for one in made) > 40


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\0", b"x", b"9"])
def test_anything_can_be_changed(data):
    assert any(MUTATOR.change(data, Random(seed)) != data for seed in range(20))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", {}),
        (b"x = 1\n", {}),
        (b"=== a.py\nx = 1\n=== b/c.h\nint y;\n", {"a.py": b"x = 1\n", "b/c.h": b"int y;\n"}),
        (b"before\n=== a.py\nx\n=== a.py\ny\n", {"a.py": b"y\n"}),
        (b"=== ../a.py\nx\n=== /a.py\nx\n=== a/../b.py\nx\n=== a\nx\n=== a.py x\n", {}),
        (b"".join(b"=== f%d.py\n" % number for number in range(40)), {f"f{number}.py": b"" for number in range(12)}),
    ],
    ids=range(6),
)
def test_the_files_of_a_project(data, expected):
    assert files(data) == expected


def test_projects_are_whole_cases():
    sides = [{path.rpartition(".")[2] for path in files(data)} for data in [*seeds("project"), *further("project")]]
    assert sum("py" in one and bool(one & {"h", "c", "cpp", "hpp"}) for one in sides) > 50
