"""Names of checks, of surfaces and of files."""

import time
from pathlib import Path

import pytest

from paramcheck.config import FilePatterns, exactly, expand, name_matches, named
from paramcheck.errors import ParamcheckError

CHECKS = {"PC101": "default-mismatch", "PC103": "sibling-default-mismatch", "PC301": "struct-layout"}


@pytest.mark.parametrize(
    ("selector", "codes", "exact"),
    [
        ("PC101", {"PC101"}, "PC101"),
        ("pc101", {"PC101"}, "PC101"),
        ("default-mismatch", {"PC101"}, "PC101"),
        ("PC1", {"PC101", "PC103"}, None),
        ("PC10", {"PC101", "PC103"}, None),
        ("PC", {"PC101", "PC103", "PC301"}, None),
        ("P", set(), None),
        ("PC1011", set(), None),
        ("PC2", set(), None),
        ("", set(), None),
        ("*", set(), None),
        ("Default-Mismatch", set(), None),
        ("mismatch", set(), None),
    ],
)
def test_selectors(selector, codes, exact):
    assert named(selector, CHECKS) == codes
    assert exactly(selector, CHECKS) == exact


def test_several_selectors():
    assert expand([], CHECKS, "--select") == frozenset()
    assert expand(["PC3", "default-mismatch"], CHECKS, "--select") == {"PC101", "PC301"}
    with pytest.raises(ParamcheckError) as error:
        expand(["PC101", "defaultmismatch"], CHECKS, "--select")
    assert str(error.value) == "--select: unknown check 'defaultmismatch'; did you mean 'default-mismatch'?"


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("a.b", "a.b", True),
        ("a.b", "a.bc", False),
        ("a.b", "axb", False),
        ("*", "", True),
        ("*", "a.b", True),
        ("a.*", "a.b.c", True),
        ("a.*", "a", False),
        ("*.n", "a.n", True),
        ("*.n", "a.nn", False),
        ("a.*.c", "a.b.c", True),
        ("a.*.c", "a.c", False),
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("a*b*c", "axbxbxc", True),
        ("a*b*c", "axc", False),
        ("ab*bc", "abc", False),
        ("a**c", "abc", True),
        ("[ab]", "a", False),
        ("?", "a", False),
    ],
)
def test_names(pattern, name, expected):
    assert name_matches(pattern, name) is expected


def test_no_pattern_takes_long():
    started = time.perf_counter()
    assert not name_matches("a*" * 200 + "b", "a" * 5000)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("base", "root", "matching", "other"),
    [
        ("/p", "/p", ["src/a.py", "deep/src/a.py", "top.c"], ["a.py", "src/a.c", "deep/top.c"]),
        # The configuration lies above the tree.
        ("/p", "/p/sub", ["src/a.py"], ["top.c"]),
        ("/p", "/p/src", ["a.py"], ["a.c"]),
        # The configuration lies in a folder of the tree.
        ("/p/sub", "/p", ["sub/src/a.py", "sub/top.c"], ["src/a.py", "top.c"]),
        # They have nothing to do with each other.
        ("/q", "/p", ["src/a.py", "top.c"], ["deep/top.c"]),
        ("/p", None, ["src/a.py", "top.c"], ["deep/top.c"]),
        # Native sources that are mounted beside the tree.
        ("/p", "/p/sub", ["native:lib/src/a.py"], ["native:lib/top.c"]),
    ],
)
def test_patterns_of_files_count_from_their_base(base, root, matching, other):
    patterns = FilePatterns(Path(base), ("src/**/*.py", "**/src/*.py", "/top.c"))
    matches = patterns.matcher(Path(root) if root else None)
    assert [path for path in matching if not matches(path)] == []
    assert [path for path in other if matches(path)] == []


def test_a_pattern_that_is_not_valid():
    with pytest.raises(ValueError, match="Invalid git pattern"):
        FilePatterns(Path("/p"), ("!",))
