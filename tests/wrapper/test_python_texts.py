"""What makes one text of all parameters is run once for the same values, and each call keeps its own ways and effects."""

from __future__ import annotations

import pytest

from paramcheck.model import KeyTarget
from paramcheck.wrapper import outline, python
from paramcheck.wrapper.interpreter import inlining
from paramcheck.wrapper.package import Package
from tests.support import write

SOURCE = """\
import ctypes
lib = ctypes.CDLL("lib")
factor = 1

def as_text(given):
    pairs = []
    for key, value in given.items():
        if isinstance(value, (list, tuple)):
            pairs.append(f"{key}={','.join(map(str, value))}")
        elif value is not None:
            pairs.append(f"{key}={value}")
    return " ".join(pairs)

def scaled(given):
    pairs = []
    for key in given:
        pairs.append(f"{key}={factor}")
    return " ".join(pairs)

def passed_on(given):
    text = as_text(given)
    lib.configure(text)
    return text

"""


def ways(tmp_path, body):
    """For each key what stands there, and the lines by which a parameter gets there, but for those of the helpers."""
    source = SOURCE + body
    package = Package(write(tmp_path, {"pkg/__init__.py": source}))
    facts = python.read(package, outline.outline(package), frozenset())
    start = SOURCE.count("\n")
    lines = source.splitlines()
    found = []
    for one in facts.flows:
        if isinstance(one.target, KeyTarget):
            steps = dict.fromkeys(step.span.line for step in one.evidence if step.span.line > start + 1)
            found.append((one.target.key, one.effective.spelling, [lines[line - 1].strip() for line in steps]))
    return found


@pytest.fixture
def runs(monkeypatch):
    """The names of the functions that are run: each once for itself, and then as often as it is not known."""
    names = []
    run = inlining._run

    def counted(machine, function, *others):
        names.append(function.node.name)
        return run(machine, function, *others)

    monkeypatch.setattr(inlining, "_run", counted)
    return names


def test_the_same_values_make_the_same_text_and_keep_their_own_ways(tmp_path, runs):
    body = """\
def first(width=3):
    lib.configure(as_text({"width": width}))
    copied = width
    lib.configure(as_text({"width": copied}))
"""
    once, again = ways(tmp_path, body)
    assert once == (
        "width",
        "3",
        ['lib.configure(as_text({"width": width}))'],
    )
    assert again == (
        "width",
        "3",
        ["copied = width", 'lib.configure(as_text({"width": copied}))'],
    )
    assert runs.count("as_text") == 2


def test_entries_that_came_by_one_way_first_and_by_two_later(tmp_path):
    body = """\
def first(width=3):
    lib.configure(as_text({"a": width, "b": width}))
    other = width
    lib.configure(as_text({"a": width, "b": other}))
"""
    found = ways(tmp_path, body)
    assert [key for key, *_ in found] == ["a", "b", "a", "b"]
    assert ["other = width" in steps for *_, steps in found] == [False, False, False, True]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("given['width'] = 7", ["3"]),
        ("given['width'] = width + 1", ["3", "4"]),
        ("given = {'width': width or 5}", ["3", "3"]),
    ],
)
def test_another_value_makes_another_text(tmp_path, change, expected):
    body = f"""\
def first(width=3):
    given = {{"width": width}}
    lib.configure(as_text(given))
    {change}
    lib.configure(as_text(given))
"""
    assert [value for _, value, _ in ways(tmp_path, body)] == expected


def test_a_global_that_is_set_meanwhile_is_read_again(tmp_path, runs):
    body = """\
def first(width=3):
    global factor
    factor = width
    lib.configure(scaled({"width": 1}))
    factor = width + 5
    lib.configure(scaled({"width": 1}))
"""
    assert [value for _, value, _ in ways(tmp_path, body)] == ["3", "8"]
    assert runs.count("scaled") == 2


def test_what_hands_something_to_the_library_does_so_each_time(tmp_path, runs):
    body = """\
def first(width=3):
    passed_on({"width": width})
    passed_on({"width": width})
"""
    ways(tmp_path, body)
    assert runs.count("passed_on") == 2
    assert runs.count("as_text") == 2


def test_what_a_function_changes_is_changed_each_time(tmp_path, runs):
    body = """\
def with_height(given):
    given["height"] = given["width"]
    return ""

def first(width=3):
    one = {"width": width}
    with_height(one)
    two = {"width": width}
    with_height(two)
    lib.configure(as_text(two))
"""
    assert [key for key, *_ in ways(tmp_path, body)] == ["width", "height"]
