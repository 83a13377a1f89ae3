"""Reading the native side: what is looked for by text, what is read once the wrapper is known, and what is left out."""

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.model import (
    ArgumentTarget,
    ExposedClass,
    FieldTarget,
    Flow,
    KeyTarget,
    MemberTarget,
    Span,
    SurfaceKind,
    WrapperParameter,
)
from paramcheck.native import reading
from paramcheck.native.excerpts import Excerpts
from paramcheck.native.needs import ClassNeed, FunctionNeed, Needs
from paramcheck.native.search import Search
from paramcheck.values import Literal, Symbol
from tests.native.native_support import shown
from tests.support import write

SPAN = Span("pkg/mod.py", 1)

LIBRARY = {
    "lib.h": """\
        #pragma once
        typedef struct params { int n; float rate; } params;
        typedef struct other { int k; } other;
        struct params usual_params(void);
        #define LIB_MODE 3
        """,
    "lib.c": """\
        #include "lib.h"
        struct params usual_params(void) { struct params p = {4, 0.5f}; return p; }
        params current_params(const other *o) { return *(params *)o; }
        void other_init(other *o) { o->k = 7; }
        void other_use(other *o) { o->k += 1; }
        void run_init(int a, params p) { p.n = 3; }
        """,
    "lib.hpp": """\
        #pragma once
        namespace lib {
        struct Config { int a = 1; };
        int run(int first, int second = 5);
        namespace one { constexpr int kSize = 1; }
        namespace two { constexpr int kSize = 2; constexpr int kMost = 9; }
        }
        """,
}


def parts(root, files=None):
    tree = write(root, files or LIBRARY)
    return Parser(tree), Search(tree)


def flow(target, effective=None) -> Flow:
    value = effective or Literal(1, "1")
    parameter = WrapperParameter("pkg.f", "x", SurfaceKind.FUNCTION, "1", Literal(1, "1"), SPAN)
    return Flow(parameter, target, value, ())


def sets(facts):
    return {(one.owner, one.origin): {row.name: shown(row.value) for row in one.parameters} for one in facts.defaults}


def test_what_text_alone_finds(tmp_path):
    _, search = parts(tmp_path)
    needs = reading.look(
        search, frozenset({"usual_params", "current_params", "absent"}), frozenset({"other", "params"})
    )
    assert set(needs.functions) == {"usual_params"}
    assert {name: [one.name for one in found] for name, found in needs.records.items()} == {
        "other": ["other_init"], "params": ["usual_params"]}  # fmt: skip
    assert needs.names == {"usual_params", "other", "params"}


def test_functions_and_providers_are_read_once(tmp_path):
    parser, search = parts(tmp_path)
    needs = reading.look(search, frozenset({"usual_params"}), frozenset({"params", "other"}))
    facts = reading.read(Excerpts(parser, search), needs)
    # Whether other_init() says anything is found out once the wrapper is seen to change such a record.
    assert sets(facts) == {("params", "usual_params"): {"n": 4, "rate": 0.5}}
    further = reading.read_further(Excerpts(parser, search), Needs(made=frozenset({"other", "params"})), facts)
    assert sets(further) == {("other", "other_init"): {"k": 7}}
    assert facts.records["params"].fields[1].name == "rate"
    assert facts.problems == []


def test_a_function_that_returns_what_it_does_not_make_states_nothing(tmp_path):
    files = {"lib.c": "struct params { int n; }; struct params default_held(void) { return *somewhere(); }\n"}
    parser, search = parts(tmp_path, files)
    needs = reading.look(search, frozenset(), frozenset({"params"}))
    assert set(needs.records) == {"params"}
    assert reading.read(Excerpts(parser, search), needs).defaults == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (MemberTarget("lib::Config", "a"), {"classes": frozenset({ClassNeed("lib::Config")})}),
        (MemberTarget("pkg.ext.Config", "a"), {"classes": frozenset({ClassNeed("lib::Config", "usr", "ext.cpp")})}),
        (MemberTarget("Config", "a"), {"classes": frozenset({ClassNeed("lib::Config", "usr", "ext.cpp")})}),
        (MemberTarget("a.B", "a"), {"classes": frozenset({ClassNeed("a::B")})}),
        (ArgumentTarget("lib::run", 1, 2), {"functions_with_defaults": frozenset({FunctionNeed("lib::run", 2)})}),
        (ArgumentTarget("run", "x"), {"functions_with_defaults": frozenset({FunctionNeed("run", -1)})}),
        (KeyTarget("set", "depth"), {"keys": {"set": frozenset({"depth"})}}),
        (FieldTarget("params", "usual_params", False, ("n",)), {
            "makers": frozenset({"usual_params"}), "made": frozenset({"params"})}),
        (FieldTarget("other", None, False, ("k",), (("other_init", 0),)), {
            "makers": frozenset({"other_init"}), "made": frozenset({"other"})}),
    ],
)  # fmt: skip
def test_what_a_flow_needs(target, expected):
    exposed = [ExposedClass("pkg.ext.Config", "lib::Config", (), "usr", "ext.cpp")]
    needs = reading.further_needs([flow(target)], [], exposed)
    assert {name: getattr(needs, name) for name in expected} == expected


def test_constants_that_values_name():
    values = [Symbol("lib::A"), Literal(1, "1")]
    needs = reading.further_needs([flow(KeyTarget("f", "k"), value) for value in values], [], [])
    assert needs.constants == {"lib::A"}


def test_what_the_wrapper_reaches_is_read(tmp_path):
    parser, search = parts(tmp_path)
    needs = Needs(
        classes=frozenset({ClassNeed("lib::Config"), ClassNeed("Nowhere"), ClassNeed("params")}),
        functions_with_defaults=frozenset({FunctionNeed("lib::run", 1), FunctionNeed("nowhere")}),
        makers=frozenset({"other_init", "other_use", "run_init", "nowhere"}),
        made=frozenset({"other"}),
        constants=frozenset({"LIB_MODE", "two::kMost", "one::kSize", "two::kSize", "NOWHERE"}),
    )
    facts = reading.read_further(Excerpts(parser, search), needs)
    assert sets(facts) == {
        ("other", "other_init"): {"k": 7},
        ("lib::Config", ""): {"a": 1},
        ("lib::run", ""): {"second": 5},
    }
    constants = {name: shown(value) for name, value in facts.constants.items()}
    # kSize alone could be either.
    assert constants == {"LIB_MODE": 3, "two::kMost": 9, "kMost": 9, "one::kSize": 1, "two::kSize": 2}


def test_what_is_known_is_not_read_again(tmp_path):
    parser, search = parts(tmp_path)
    needs = Needs(makers=frozenset({"other_init"}), made=frozenset({"other"}))
    known = reading.read_further(Excerpts(parser, search), needs)
    further = reading.read_further(Excerpts(parser, search), needs, known)
    assert further.defaults == []
    reading.extend(known, further)
    assert set(sets(known)) == {("other", "other_init")}


def test_what_is_nested_too_deeply_is_a_problem_of_its_own(tmp_path, monkeypatch):
    def too_deep(*_args, **_given):
        raise RecursionError

    parser, search = parts(tmp_path)
    monkeypatch.setattr("paramcheck.native.members.read", too_deep)
    needs = Needs(
        classes=frozenset({ClassNeed("lib::Config")}), functions_with_defaults=frozenset({FunctionNeed("run")})
    )
    facts = reading.read_further(Excerpts(parser, search), needs)
    assert list(sets(facts)) == [("lib::run", "")]
    assert [one.message for one in facts.problems] == ["lib::Config: nested too deeply to follow"]
