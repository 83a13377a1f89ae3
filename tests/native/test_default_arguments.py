"""Defaults of parameters: the declaration on the left, positions and values on the right."""

import pytest

from paramcheck.native import default_arguments
from paramcheck.values import TypeKind
from tests.native.native_support import opened, shown

PRELUDE = """\
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>
enum class Mode { off, on = 5 };
struct Options { int n = 1; Options() = default; Options(int k) : n(k) {} };
"""


def read(tmp_path, code: str, name: str, **given):
    parser, search = opened(tmp_path, {"lib.hpp": f"#pragma once\n{PRELUDE}\n{code}\n"})
    return default_arguments.read(parser, search, name, **given)


def sets(found):
    return [(one.arity, {row.position: shown(row.value) for row in one.parameters}) for one in found]


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("int f(int a, int b = 1 << 4, double c = 1e-3f);", "f", [(3, {1: 16, 2: pytest.approx(1e-3)})]),
        ("int f(int a, bool b = true, Mode c = Mode::on, const char *d = nullptr);", "f", [
            (4, {1: True, 2: 5, 3: None})]),
        ('int f(const std::string &a = "x", std::vector<int> b = {}, std::array<int, 3> c = {1, 2, 3});', "f", [
            (3, {0: "x", 1: [], 2: [1, 2, 3]})]),
        ("int f(std::optional<int> a = std::nullopt, size_t b = std::numeric_limits<size_t>::max());", "f", [
            (2, {0: None, 1: 2**64 - 1})]),
        ("int f(Options a = {}, const Options &b = Options(), Options c = 3);", "f", [
            (3, {0: ("Options",), 1: ("Options",), 2: 3})]),
        ("int f(int a[3] = nullptr, int b[3], int (*c)(int x) = nullptr);", "f", [(3, {0: None, 2: None})]),
        ("int f(std::array<int, 3> a);", "f", []),
        ("int f(int a);", "f", []),
        # a default in the header, none in the definition; two declarations that share the defaults
        ("int f(int a, int b = 2); inline int f(int a, int b) { return a + b; }", "f", [(2, {1: 2})]),
        ("int f(int a, int b = 2); int f(int a = 1, int b);", "f", [(2, {0: 1, 1: 2})]),
        # overloads and templates
        ("int f(int a, int b = 2); int f(const char *a, double b = 3, int c = 4);", "f", [
            (2, {1: 2}), (3, {1: 3.0, 2: 4})]),
        ("template <class T> T f(T a, T b = T(2), int c = 3);", "f", [(3, {1: 2, 2: 3})]),
        # classes
        ("struct C { C(int a, int b = 2); explicit C(double a = 1); C(const C &); };", "C", [
            (2, {1: 2}), (1, {0: 1.0})]),
        ("struct C { C(int a = 7); };", "C::C", [(1, {0: 7})]),
        ("struct C { void m(int a, int b = 2) const; static int s(int a = 3); };", "C::m", [(2, {1: 2})]),
        ("struct C { void m(int a, int b = 2) const; static int s(int a = 3); };", "C::s", [(1, {0: 3})]),
        ("template <class T> struct C { C(T a, int b = 2); void m(int a = 4); };", "C::m", [(1, {0: 4})]),
        ("struct Base { void m(int a = 4); }; struct C : Base { };", "C::m", [(1, {0: 4})]),
        ("namespace a { int f(int x = 1); } namespace b { int f(int x = 2); }", "b::f", [(1, {0: 2})]),
        ("namespace a { int f(int x = 1); } namespace b { int f(int x = 2); }", "f", [(1, {0: 1}), (1, {0: 2})]),
        ("namespace a { struct C { int f(int x = 1); }; } namespace b { int f(int x = 2); }", "b::f", [(1, {0: 2})]),
        # constants of a class and functions that return one
        ("struct C { static constexpr int kSize = 9; void m(int a = kSize); };", "C::m", [(1, {0: 9})]),
        ("inline int size() { return 6; } int f(int a = size());", "f", [(1, {0: 6})]),
    ],
)  # fmt: skip
def test_default_arguments(tmp_path, code, name, expected):
    assert sets(read(tmp_path, code, name)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("int f(missing::Type a, const missing::Vector<int> &b, int c = 3, int d = 4);", [(4, {2: 3, 3: 4})]),
        ("int f(missing::Type a = 2.5, int b = MISSING, int c = 4);", [(3, {0: 2.5, 1: "?", 2: 4})]),
        ("int g(); int f(int a = g());", [(1, {0: "?"})]),
        ("template <class T> void f(T a = T{}, int b = T::size);", [(2, {0: "?", 1: "?"})]),
    ],
)
def test_what_is_not_certain_is_unknown(tmp_path, code, expected):
    assert sets(read(tmp_path, code, "f")) == expected


def test_a_type_that_did_not_parse_is_no_int(tmp_path):
    (found,) = read(tmp_path, "int f(missing::Type a = 2.5, int b = 4);", "f")
    assert [one.type.kind for one in found.parameters] == [TypeKind.OTHER, TypeKind.INTEGER]


def test_the_arity_leaves_out_overloads(tmp_path):
    code = "int f(int a, int b = 2); int f(int a, int b, int c, int d = 4);"
    assert sets(read(tmp_path, code, "f", arity=1)) == [(2, {1: 2})]
    assert sets(read(tmp_path, code, "f", arity=3)) == [(4, {3: 4})]
    assert sets(read(tmp_path, code, "f", arity=5)) == []


def test_the_usr_tells_overloads_apart(tmp_path):
    code = "int f(int a, int b = 2); int f(const char *a, double b = 3);"
    assert sets(read(tmp_path, code, "f", usr="c:@F@f#*1C#d#")) == [(2, {1: 3.0})]
    assert sets(read(tmp_path, code, "f", usr="c:@F@f#d#")) == []


def test_an_instance_of_a_template_has_its_template_s_defaults(tmp_path):
    code = "template <class T> struct C { void m(T a, int b = 2); }; struct D { void m(int a, int b = 3); };"
    (found,) = read(tmp_path, code, "C::m", usr="c:@S@C>#I@F@m#I#I#")
    assert found.usr == "c:@S@C>#I@F@m#I#I#"
    assert sets([found]) == [(2, {1: 2})]


def test_the_unit_that_is_given_is_searched(tmp_path):
    files = {"one.hpp": "int f(int a = 1);", "two.hpp": "int f(int a = 2);", "use.cpp": '#include "two.hpp"\n'}
    parser, search = opened(tmp_path, files)
    (found,) = default_arguments.read(parser, search, "f", unit="use.cpp")
    assert sets([found]) == [(1, {0: 2})]
    assert found.span.path == "two.hpp"


def test_what_is_told_of_a_default(tmp_path):
    code = "namespace lib {\nstruct C {\n  void m(int first,\n         int second = 5);\n};\n}"
    (found,) = read(tmp_path, code, "lib::C::m")
    (one,) = found.parameters
    assert (found.owner, found.origin, found.arity) == ("lib::C::m", "", 2)
    assert (one.owner, one.name, one.position, one.origin) == ("lib::C::m", "second", 1, "default argument")
    assert (one.span.line - found.span.line, one.span.column) == (1, 23)


def test_macros_give_a_value_per_macro(tmp_path):
    code = "int f(int a,\n#ifdef LARGE\n  int b = 9\n#else\n  int b = 1\n#endif\n);"
    (found,) = read(tmp_path, code, "f")
    assert shown(found.parameters[0].value) == 1
    assert [(one.when, shown(one.value)) for one in found.parameters[0].conditions] == [("LARGE", 9)]


@pytest.mark.parametrize("name", ["", "::", "f<", "operator()", "no such name", "f::g::h"])
def test_names_that_are_none(tmp_path, name):
    assert read(tmp_path, "int f(int a = 1);", name) == []
