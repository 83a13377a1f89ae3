"""Defaults that a class states: the class on the left, its members on the right."""

import pytest

from paramcheck.native import members
from paramcheck.values import TypeKind
from tests.native.native_support import opened, rows, shown

PRELUDE = """\
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
enum class Mode { off, on = 5 };
struct Rule {
  bool must = true; float after = 2.0f;
  Rule() = default;
  Rule(bool m, float a) : must(m), after(a) {}
};
struct Plain { int a; double b; };
"""


def read(tmp_path, code: str, name: str = "Config", **others: str):
    files = {"lib.hpp": f"#pragma once\n{PRELUDE}\n{code}\n", **{f"{key}.cpp": text for key, text in others.items()}}
    parser, search = opened(tmp_path, files)
    return members.read(parser, search, name)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # member initialisers
        ("struct Config { int n = 4; double d = 1e-3; bool b{true}; Mode m = Mode::on; };", {
            "n": 4, "d": 1e-3, "b": True, "m": 5}),
        ('struct Config { const char *p = nullptr; int *q = 0; std::string s = "x"; std::string t{"y"}; };', {
            "p": None, "q": None, "s": "x", "t": "y"}),
        ("struct Config { int x{}; int y = {}; int z = int(); };", {"x": 0, "y": 0, "z": 0}),
        ("struct Config { std::vector<int> v{std::vector<int>{3, 4}}; std::vector<std::vector<int>> w{{3, 4}}; };", {
            "v": [3, 4], "w": [[3, 4]]}),
        ("struct Config { int a[2] = {1, 2}; std::vector<int> v{3, 4}; std::array<int, 2> w = {5, 6}; };", {
            "a": [1, 2], "v": [3, 4], "w": [5, 6]}),
        ("struct Config { unsigned one : 3; unsigned two : 4 = 2; static int shared; static const int K = 3; };", {
            "one": "uninitialised", "two": 2}),
        ("struct Config { int n = 2 * 3; int m = n + 1; };", {"n": 6, "m": 7}),
        # members without initialiser
        ("struct Config { int n; double d; Mode m; int *p; int a[2]; std::array<int, 2> w; };", dict.fromkeys(
            ("n", "d", "m", "p", "a", "w"), "uninitialised")),
        ("struct Config { std::string s; std::vector<int> v; std::map<int, int> m; };", {"s": "", "v": [], "m": []}),
        ("struct Config { std::optional<int> o; std::unique_ptr<int> u; std::function<void()> f; };", {
            "o": None, "u": None, "f": None}),
        # members that are records
        ("struct Config { Rule one; Rule two{false, 1.5f}; Rule three = Rule(true, 3); };", {
            "one": ("Rule",), "one.must": True, "one.after": 2.0,
            "two": ("Rule", False, 1.5), "two.must": False, "two.after": 1.5,
            "three": ("Rule", True, 3.0), "three.must": True, "three.after": 3.0}),
        ("struct Config { Plain p; Plain q = {1, 2}; Plain r{}; Plain s = {.b = 4}; };", {
            "p": ("Plain",), "p.a": "uninitialised", "p.b": "uninitialised", "q": ("Plain", 1, 2), "q.a": 1, "q.b": 2.0,
            "r": ("Plain",), "r.a": 0, "r.b": 0.0, "s.a": 0, "s.b": 4.0}),
        ("struct Config { struct { int a = 3; int b; } in; struct { int c = 4; }; union { int d; float e; }; };", {
            "in.a": 3, "in.b": "uninitialised", "c": 4, "d": "uninitialised", "e": "uninitialised"}),
        # constructors
        ("struct Config { int n; Rule r; Config() : n(3), r{false, 2.5f} {} };", {
            "n": 3, "r": ("Rule", False, 2.5), "r.must": False, "r.after": 2.5}),
        ("struct Config { int n = 1; int m; Config() : n(2) { m = n + 1; this->n = 5; } };", {"n": 5, "m": 3}),
        ("struct Config { int n, m; Config() : Config(3) { m = 9; } explicit Config(int k) : n(k), m(k) {} };", {
            "n": 3, "m": 9}),
        ("struct Config { int n; double d; Config(int k = 7, double e = 0.5) : n(k), d(e) {} };", {"n": 7, "d": 0.5}),
        ("struct Config { int n = 3; Config() = default; };", {"n": 3}),
        ("struct Config { int a; int *p; std::string s; Config() : a(), p(), s() {} };", {"a": 0, "p": None, "s": ""}),
        ("struct Config { int n = 1, m; Config() { go(); } void go() { n = 4; more(); } void more() { m = 5; } };", {
            "n": 4, "m": 5}),
        ("struct Config { Rule r; Config() { r.after = 9; } };", {"r": "?", "r.must": True, "r.after": 9.0}),
        ("struct Config { int n; Config() try : n(3) { } catch (...) { n = 4; } };", {"n": 3}),
        ("struct Config { int n; Config() { if (true) n = 3; else n = 4; } };", {"n": 3}),
        # base classes
        ("struct Base { int b = 4; int c; Base(int k = 6) : c(k) {} }; struct Config : Base { int n = 1; };", {
            "b": 4, "c": 6, "n": 1}),
        ("struct Base { int b; Base(int k) : b(k) {} }; struct Config : Base { int n; Config() : Base(8), n(2) {} };", {
            "b": 8, "n": 2}),
        ("struct Base { int b = 4; }; struct Config : public Base { Config() { b = 5; } };", {"b": 5}),
        ("struct A { int a = 1; }; struct B { int b = 2; }; struct Config : A, B { int n = 3; };", {
            "a": 1, "b": 2, "n": 3}),
        # templates
        ("template <class T> struct Config { T x = T(3); int k = 4; T y; std::vector<T> v; Config() : k(5) {} };", {
            "x": 3, "k": 5, "y": "?", "v": []}),
        ("template <class T> struct Box { T held = T(2); int k = 1; }; struct Config { Box<int> box; };", {
            "box": ("Box",), "box.held": 2, "box.k": 1}),
        ("template <class T, int N = 3> struct Config { int n = N; };", {"n": "?"}),
        # aliases
        ("struct Real { int n = 4; }; using Config = Real;", {"n": 4}),
        ("typedef struct { int n; } Config;", {"n": "uninitialised"}),
    ],
)  # fmt: skip
def test_members(tmp_path, code, expected):
    assert rows(read(tmp_path, code)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # Something that is not in the tree.
        ("struct Config { int n = MISSING; int m = 2; };", {"n": "?", "m": 2}),
        ("struct Config { missing::Type t; missing::Type u = missing::Type(3); int m = 2; };", {
            "t": "?", "u": "?", "m": 2}),
        ("struct Config { int n, m; Config() : n(MISSING), m(2) {} };", {"n": "?", "m": 2}),
        ("struct Config { int n = 1, m; Config() { n = MISSING; m = 2; } };", {"n": "?", "m": 2}),
        ("struct Config { int n = 1; Config(); };", {"n": "?"}),
        ("struct Config { int n = 1; Config() { fill(); } void fill(); };", {"n": "?"}),
        ("void fill(int &); struct Config { int n = 1, m = 2; Config() { fill(n); } };", {"n": "?", "m": 2}),
        # Constructors that all want something: what they agree on is certain.
        ("struct Config { int n, m = 2; Config(int k) : n(k) {} };", {"n": "?", "m": 2}),
        ("struct Config { int n, m; Config(int k) : n(3), m(4) {} Config(float f) : n(3), m(5) {} };", {
            "n": 3, "m": "?"}),
        # A loop, and recursion.
        ("struct Config { int n = 1, m = 2; Config() { for (int i = 0; i < 3; i++) n = i; } };", {"n": "?", "m": 2}),
        ("struct Config { int n = 1; Config() { again(); } void again() { again(); } };", {"n": "?"}),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_unknown(tmp_path, code, expected):
    assert rows(read(tmp_path, code)) == expected


def test_a_signature_that_does_not_parse_does_not_spoil_the_members(tmp_path):
    code = """\
struct Config {
  Config() : n(3) {}
  std::tuple<missing::Matrix<double, 6, 6>, double> solve(
    const missing::Matrix<double, 6, 1>& right) const {
    missing::Matrix<double, 6, 6> m[2];
    return {m[0], n};
  }
  int n;
  double rate = 0.5;
};"""
    assert rows(read(tmp_path, code)) == {"n": 3, "rate": 0.5}


def test_places_are_those_that_state_the_value(tmp_path):
    code = "struct Config {\n  int n = 4;\n  int m;\n  Rule r;\n  std::string s;\n  Config()\n    : m(5),\n      r(false, 1) {}\n};"
    found = read(tmp_path, code)
    first = found.span.line
    places = {one.name: (one.span.line - first, one.origin) for one in found.parameters}
    assert places == {
        "n": (1, "member initialiser"),
        "m": (6, "Config::Config()"),
        "r": (7, "Config::Config()"),
        "r.must": (7, "Config::Config()"),
        "r.after": (7, "Config::Config()"),
        "s": (4, "empty by its type"),
    }


def test_a_constructor_in_another_file(tmp_path):
    header = (
        "namespace lib { class Config { public: Config(); int n; double rate; int other = 1; private: int last; }; }"
    )
    source = (
        '#include "lib.hpp"\nnamespace lib {\nConfig::Config() : n(4) {\n  rate = 0.25;\n  last = workers();\n}\n}\n'
    )
    found = read(tmp_path, header, "lib::Config", impl=source)
    assert rows(found) == {"n": 4, "rate": 0.25, "other": 1, "last": "?"}
    assert {one.span.path for one in found.parameters if one.name in {"n", "rate"}} == {"impl.cpp"}
    assert found.owner == "lib::Config"
    assert found.usr == "c:@N@lib@S@Config"


def test_names_are_qualified(tmp_path):
    code = "namespace a { struct Config { int n = 1; struct Inner { int k = 3; }; }; }\nnamespace b { struct Config { int n = 2; }; }"
    parser, search = opened(tmp_path, {"lib.hpp": code})
    for name, value in (
        ("a::Config", {"n": 1}),
        ("b::Config", {"n": 2}),
        ("a::Config::Inner", {"k": 3}),
        ("Inner", {"k": 3}),
    ):
        assert rows(members.read(parser, search, name)) == value
    assert members.read(parser, search, "c::Config") is None
    assert members.read(parser, search, "Missing") is None


def test_the_class_that_the_unit_includes_is_meant(tmp_path):
    files = {
        "one/config.hpp": "namespace x { struct Config { int n = 1; }; }",
        "two/config.hpp": "namespace y { struct Config { int n = 2; }; }",
        "binding.cpp": '#include "two/config.hpp"\n',
    }
    parser, search = opened(tmp_path, files)
    assert rows(members.read(parser, search, "Config", "binding.cpp")) == {"n": 2}
    assert members.read(parser, search, "Config", "binding.cpp", "c:@N@x@S@Config") is None


def test_an_instance_of_a_template(tmp_path):
    files = {
        "lib.hpp": "struct Many { int threads = 4; }; struct One { int threads = 1; };\n"
        "template <class R, class O = One> struct Registration { R reduction; O optimizer; int n = 3; };\n",
        "binding.cpp": '#include "lib.hpp"\nvoid f() { Registration<Many> registration; }\n',
        "both.cpp": '#include "lib.hpp"\nvoid f() { Registration<Many> a; Registration<One> b; }\n',
    }
    parser, search = opened(tmp_path, files)
    template = "c:@ST>2#T#T@Registration"
    whole = rows(members.read(parser, search, "Registration", "binding.cpp", template))
    assert {name: whole[name] for name in ("reduction.threads", "optimizer.threads", "n")} == {
        "reduction.threads": 4, "optimizer.threads": 1, "n": 3,
    }  # fmt: skip
    # Which of two instances is meant is not known from the template alone, but from an instance's identity.
    open_ended = rows(members.read(parser, search, "Registration", "both.cpp", template))
    assert open_ended == {"reduction": "?", "optimizer": "?", "n": 3}
    one = members.read(parser, search, "Registration<One>", "both.cpp", "c:@S@Registration>#$@S@One#S0_")
    assert rows(one)["reduction.threads"] == 1


def test_macros_give_a_value_per_macro(tmp_path):
    code = """\
struct Config {
#ifdef WITH_GPU
  int n = 9;
#else
  int n = 1;
#endif
#ifndef QUIET
#pragma pack(push)
#endif
  int m = 2;
};"""
    found = read(tmp_path, code)
    by_name = {one.name: one for one in found.parameters}
    assert shown(by_name["n"].value) == 1
    assert [(one.when, shown(one.value)) for one in by_name["n"].conditions] == [("WITH_GPU", 9)]
    assert by_name["m"].conditions == ()


def test_comments_name_aliases(tmp_path):
    code = """\
struct Config {
  // alias = num_trees, n_estimators
  // desc = number of iterations, alias = not, this
  int iterations = 100;
  int plain = 1;
  /* aliases: eta */
  double rate = 0.1;
};"""
    found = read(tmp_path, code)
    assert {one.name: one.aliases for one in found.parameters} == {
        "iterations": ("num_trees", "n_estimators"), "plain": (), "rate": ("eta",),
    }  # fmt: skip


def test_types_do_not_tell_where_the_tree_is(tmp_path):
    found = read(tmp_path, "struct Config { struct { int a = 3; } in; int n = 1; };")
    assert all(str(tmp_path) not in str(one) for one in found.parameters)


def test_marked_classes_are_classes(tmp_path):
    found = read(tmp_path, '#include "made_by_the_build.h"\nclass LIB_EXPORT Config { public: int n = 4; };')
    assert rows(found) == {"n": 4}
    assert found.parameters[0].type.kind is TypeKind.INTEGER


def test_broken_source_is_no_crash(tmp_path):
    for code in (
        "struct Config {",
        "struct Config { int n = ; };",
        "class Config : public { int n = 3; };",
        "\x00\xff",
    ):
        read(tmp_path, code)
