"""Every way in which a class states what its members hold: the class on the left, members and values on the right."""

import math

import pytest

from paramcheck.native import members
from tests.native.native_support import opened, rows

PRELUDE = """\
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
enum class Mode : int { off = 1, on };
enum Level { low, high = 1 << 3 };
constexpr int squared(int x) { int r = 1; for (int i = 0; i < 2; i++) r *= x; return r; }
struct Pair { int x = 1; int y = 2; };
struct Made { Made(int a, int b) : x(a), y(b) {} int x, y; };
"""


def read(root, code: str, name: str = "Config") -> dict[str, object]:
    parser, search = opened(root, {"lib.hpp": f"{PRELUDE}{code}\n"})
    return rows(members.read(parser, search, name))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # numbers
        ("int a = 7 / 2; int b = -7 / 2; int c = 7 % -4; int d = ~0; int e = !0;", {
            "a": 3, "b": -3, "c": 3, "d": -1, "e": 1}),
        ("int a = 1 << 20; long b = 1L << 40; int c = 0x10 | 0b11; int d = 1'000; int e = 60 * 5;", {
            "a": 1048576, "b": 1099511627776, "c": 19, "d": 1000, "e": 300}),
        ("double a = 1e-3f; float b = 0.1; double c = 0.1f + 0.2; double d = 1. / 4; long e = 1.E4;", {
            "a": pytest.approx(0.0010000000474974513, rel=1e-15), "b": pytest.approx(0.10000000149011612, rel=1e-15),
            "c": pytest.approx(0.30000000149011613, rel=1e-15), "d": 0.25, "e": 10000}),
        ("unsigned a = -1; size_t b = -1; unsigned char c = 300; char d = 'x'; bool e = 3;", {
            "a": 2**32 - 1, "b": 2**64 - 1, "c": 44, "d": 120, "e": True}),
        ("double a = M_PI; double b = 0.1 * M_PI / 180.0; float c = INFINITY; double d = -std::numeric_limits<double>::infinity();", {
            "a": math.pi, "b": pytest.approx(0.1 * math.pi / 180), "c": math.inf, "d": -math.inf}),
        ("double a = std::sqrt(4.0); double b = std::pow(2, 10); int c = (int)std::floor(2.7); double d = std::exp(0.0);", {
            "a": 2.0, "b": 1024.0, "c": 2, "d": 1.0}),
        ("int a = std::numeric_limits<int>::max(); short b = std::numeric_limits<short>::lowest();", {
            "a": 2147483647, "b": -32768}),
        ("int a = sizeof(int); int b = true ? 3 : 4; int c = squared(3); int d = static_cast<int>(Mode::on);", {
            "a": 4, "b": 3, "c": 9, "d": 2}),
        # enumerations
        ("Mode a = Mode::on; Level b = high; Mode c = static_cast<Mode>(1); Mode d{}; Level e = Level(0);", {
            "a": 2, "b": 8, "c": 1, "d": 0, "e": 0}),
        # texts
        ('std::string a = "a" "b"; std::string b = std::string("x"); std::string c; const char *d = "t"; char e[8] = "abc";', {
            "a": "ab", "b": "x", "c": "", "d": "t", "e": "abc"}),
        # containers
        ("std::vector<int> a = {1, 2}; std::vector<int> b; std::vector<float> c = std::vector<float>(3, 0.5f);", {
            "a": [1, 2], "b": [], "c": [0.5, 0.5, 0.5]}),
        ("std::array<int, 3> a = {1, 2, 3}; std::array<int, 2> b{}; std::map<std::string, int> c; float d[3] = {1, 2};", {
            "a": [1, 2, 3], "b": [], "c": [], "d": [1.0, 2.0]}),
        ("std::optional<int> a = 3; std::optional<int> b; std::unique_ptr<int> c; int *d = nullptr; int *e = 0;", {
            "a": 3, "b": None, "c": None, "d": None, "e": None}),
        # records inside
        ("Pair a; Pair b = {5}; Pair c{.y = 7}; Pair d = Pair(); Pair e = {};", {
            "a.x": 1, "a.y": 2, "b.x": 5, "b.y": 2, "c.x": 1, "c.y": 7, "d.x": 1, "e.y": 2}),
        ("Made a{1, 2}; Made b = Made(3, 4);", {"a.x": 1, "a.y": 2, "b.x": 3, "b.y": 4}),
        # nothing is stated
        ("int a; float b[2]; int *c; Mode d;", dict.fromkeys("abcd", "uninitialised")),
        ("static int a; static const int b = 4; mutable int c = 5; const int d = 6; volatile int e = 7;", {
            "c": 5, "d": 6, "e": 7}),
        # the machine
        ("int a = std::min(4, (int)num_cpus()); static int num_cpus();", {"a": "dynamic"}),
    ],
)  # fmt: skip
def test_member_initialisers(tmp_path, fields, expected):
    found = read(tmp_path, f"struct Config {{ {fields} }};")
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("struct Config { int a, b; Config() : a(1) { b = 2; } };", {"a": 1, "b": 2}),
        ("struct Config { int a = 5, b = 6; Config() : a(1) {} };", {"a": 1, "b": 6}),
        ("struct Config { int a, b; Config() : Config(4) { b = 2; } Config(int x) : a(x), b(9) {} };", {"a": 4, "b": 2}),
        ("struct Config { int a, b; Config(int x = 3, int y = kB) : a(x), b(y) {} static constexpr int kB = 8; };", {
            "a": 3, "b": 8}),
        ("struct Config { Config(); int a; float b; }; Config::Config() : a(1) { this->b = 2.5f; }", {"a": 1, "b": 2.5}),
        ("struct Config { Config(); void init(); int a, b; }; inline Config::Config() { init(); } "  # noqa: ISC004
         "inline void Config::init() { a = b = 3; }", {"a": 3, "b": 3}),
        ("struct Config { int a, b; Config() { a = 3; if (a > 2) b = 5; else b = 6; } };", {"a": 3, "b": 5}),
        ("struct Config { int a, b; Config() { for (int i = 0; i < 3; i++) a = i; b = 4; } };", {"a": "?", "b": 4}),
        ("struct Base { int a = 1; Base(int x) : a(x) {} }; struct Config : Base { Config() : Base(7) {} };", {"a": 7}),
        ("struct Base { int a = 1; }; struct Config : public Base { Config() { a = 5; } };", {"a": 5}),
        ("struct Config { Made m{1, 2}; Config() : m(8, 9) {} };", {"m.x": 8, "m.y": 9}),
        ("struct Config { int a; Config(int x) : a(x) {} Config(int x, int y) : a(y) {} };", {"a": "?"}),
        ("struct Config { int a; Config(int x) : a(3) {} Config(float x) : a(3) {} };", {"a": 3}),
        ("struct Config { int a = 1; Config() = default; explicit Config(int x) : a(x) {} };", {"a": 1}),
        ("template <class T> struct Config { T a = T(3); int b = 2; T c{}; Config() { b = 9; } };", {
            "a": 3, "b": 9, "c": "?"}),
    ],
)  # fmt: skip
def test_constructors(tmp_path, code, expected):
    found = read(tmp_path, code)
    assert {name: found[name] for name in expected} == expected


def test_a_macro_decides(tmp_path):
    code = "struct Config {\n#ifdef LARGE\n  int a = 10;\n#else\n  int a = 5;\n#endif\n  int b = 1;\n};"
    parser, search = opened(tmp_path, {"lib.hpp": code + "\n"})
    found = members.read(parser, search, "Config")
    assert found is not None
    assert [(one.name, [when.when for when in one.conditions]) for one in found.parameters] == [
        ("a", ["LARGE"]), ("b", [])]  # fmt: skip
