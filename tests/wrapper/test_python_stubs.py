"""Defaults that stubs state: beside code that says another, and of extension modules that nothing else describes."""

from __future__ import annotations

import pytest

from paramcheck.model import Span, SurfaceKind, WrapperFacts, WrapperParameter
from paramcheck.values import Literal
from paramcheck.wrapper import outline, python, stubs
from paramcheck.wrapper.package import Package
from tests.support import write
from tests.wrapper.cython_support import shown
from tests.wrapper.forms_support import MIRROR

API = """
from wrap import low
class Api:
    def __init__(self, n=9, flag=True, path=None):
        p = low.params_default()
        p.n = n
        p.flag = flag
        p.path = path
"""


def read(root, files) -> WrapperFacts:
    tree = write(root, {"wrap/__init__.py": "", "wrap/low.py": MIRROR, **files})
    package = Package(tree)
    mentioned = outline.outline(package)
    facts = python.read(package, mentioned, mentioned.names)
    stubs.read(tree, package, facts)
    return facts


def stated(facts) -> dict[str, str]:
    return {f"{one.parameter.qualified} {one.source}": shown(one.value) for one in facts.stated}


def test_a_stub_beside_the_code(tmp_path):
    facts = read(
        tmp_path,
        {
            "wrap/api.py": API,
            "wrap/api.pyi": "class Api:\n    def __init__(self, n: int = 8, flag: bool = ..., *, path: str | None = None) -> None: ...\n",
        },
    )
    assert stated(facts) == {"wrap.api.Api.__init__.n stub": "8", "wrap.api.Api.__init__.path stub": "None"}
    place = facts.stated[0].span
    assert (place.path, place.line, place.column, place.end_column) == ("wrap/api.pyi", 2, 24, 34)
    assert not [one for one in facts.parameters if one.kind is SurfaceKind.STUB]


def test_overloads_that_disagree_state_nothing(tmp_path):
    stub = """\
    from typing import overload
    class Api:
        @overload
        def __init__(self, n: int = 8, flag: bool = True) -> None: ...
        @overload
        def __init__(self, n: int = 7, flag: bool = True) -> None: ...
    """
    assert stated(read(tmp_path, {"wrap/api.py": API, "wrap/api.pyi": stub})) == {
        "wrap.api.Api.__init__.flag stub": "True"
    }


def test_a_stub_of_an_extension_module_is_a_surface(tmp_path):
    stub = """\
    import sys
    class Solver:
        rate: float = 0.5
        def run(self, n: int = 9, mode: str = "fast", limit: int = 1 << 3) -> None: ...
    def start(verbose: bool = False, rest: int = ...) -> None: ...
    if sys.platform == "win32":
        def stop(code: int = -1) -> None: ...
    """
    facts = read(tmp_path, {"wrap/_native.pyi": stub})
    found = {
        one.qualified: (one.declared, shown(one.default) if one.default else None)
        for one in facts.parameters
        if one.kind is SurfaceKind.STUB
    }
    assert found == {
        "wrap._native.Solver.rate": ("0.5", "0.5"),
        "wrap._native.Solver.run.n": ("9", "9"),
        "wrap._native.Solver.run.mode": ('"fast"', "'fast'"),
        "wrap._native.Solver.run.limit": ("1 << 3", "?"),
        "wrap._native.start.verbose": ("False", "False"),
        "wrap._native.start.rest": ("...", "?"),
        "wrap._native.stop.code": ("-1", "-1"),
    }


SURFACES = {
    "the module's last name": ("_native.Solver.run", True),
    "the whole name": ("wrap._native.Solver.run", True),
    "a class that the package takes out": ("other.Solver.run", True),
    "another class": ("_native.Other.run", False),
    "another method": ("_native.Solver.stop", False),
}


@pytest.mark.parametrize("case", SURFACES)
def test_a_stub_of_a_module_whose_bindings_were_read(tmp_path, case):
    surface, found = SURFACES[case]
    tree = write(tmp_path, {"wrap/_native.pyi": "class Solver:\n    def run(self, n: int = 9) -> None: ...\n"})
    bound = WrapperParameter(surface, "n", SurfaceKind.BINDING, "8", Literal(8, "8"), Span("bind.cpp", 1))
    facts = WrapperFacts(parameters=[bound])
    stubs.read(tree, Package(tree), facts)
    assert [one.parameter for one in facts.stated] == ([bound] if found else [])
    assert len(facts.parameters) == (1 if found else 2)


def test_two_classes_of_one_name_are_not_guessed_at(tmp_path):
    tree = write(tmp_path, {"wrap/_native.pyi": "class Solver:\n    def run(self, n: int = 9) -> None: ...\n"})
    both = [
        WrapperParameter(f"{module}.Solver.run", "n", SurfaceKind.BINDING, "8", Literal(8, "8"), Span("bind.cpp", 1))
        for module in ("one", "two")
    ]
    facts = WrapperFacts(parameters=both)
    stubs.read(tree, Package(tree), facts)
    assert not facts.stated


def test_a_stub_that_does_not_parse_is_a_problem(tmp_path):
    tree = write(tmp_path, {"wrap/_native.pyi": "class Solver(:\n"})
    facts = WrapperFacts()
    stubs.read(tree, Package(tree), facts)
    assert not facts.parameters
    assert [problem.path for problem in tree.problems] == ["wrap/_native.pyi"]
