"""Registries of parameters: calls in a chain, options with a name and a value, other names."""

import pytest

from paramcheck.native import registrations
from tests.native.native_support import opened, shown

MACROS = """\
#include <limits>
#include <string>
#define DECLARE_PARAMETER(T) void declare(Manager &manager)
#define DECLARE_FIELD(F) this->field(manager, #F, F)
#define DECLARE_ALIAS(F, A) manager.alias(#F, #A)
enum Grow { kDepth, kLoss };
constexpr int kMost = 1 << 8;
"""

OPTIONS = """\
#pragma once
#include <string>
template <class T> struct NamedOption { NamedOption(std::string name, const T &value); };
struct Options {
  explicit Options(int task);
  NamedOption<int> Depth;
  NamedOption<float> Rate;
  NamedOption<std::string> Name;
  NamedOption<bool> Flag;
  int Plain;
};
"""


def read(root, files, keys):
    parser, search = opened(root, files if isinstance(files, dict) else {"lib.h": MACROS + files})
    return {
        one.owner: {row.name: shown(row.value) for row in one.parameters}
        for one in registrations.read(parser, search, keys)
    }


def declared(fields: str, body: str) -> str:
    return f"struct Config : Parameters<Config> {{ {fields}\nDECLARE_PARAMETER(Config) {{\n{body}\n}}\n}};\n"


@pytest.mark.parametrize(
    ("fields", "body", "expected"),
    [
        ("int a;", "DECLARE_FIELD(a).set_default(6);", {"a": 6}),
        ("int a;", 'DECLARE_FIELD(a).set_lower_bound(0).set_default(6).describe("a; b");', {"a": 6}),
        ("int a;", 'DECLARE_FIELD(a)\n    .set_default(2 * 3)\n    .describe("first "\n              "second");', {"a": 6}),
        ("float a; double b;", "DECLARE_FIELD(a).set_default(0.5f); DECLARE_FIELD(b).set_default(1.f / 4);", {
            "a": 0.5, "b": 0.25}),
        ("int a;", "DECLARE_FIELD(a).set_default(kMost);", {"a": 256}),
        ("int a;", "DECLARE_FIELD(a).set_default(std::numeric_limits<int>::max());", {"a": 2147483647}),
        ("std::string a;", 'DECLARE_FIELD(a).set_default("x, y(");', {"a": "x, y("}),
        ("bool a;", "DECLARE_FIELD(a).set_default(false);", {"a": False}),
        # who takes texts for the values of an enum is given a text
        ("Grow a;", 'DECLARE_FIELD(a).add_enum("depth", kDepth).add_enum("loss", kLoss).set_default(kLoss);', {
            "a": "loss"}),
        # no default, or none that is known
        ("int a, b;", 'DECLARE_FIELD(a).set_default(1); DECLARE_FIELD(b).describe("must be given");', {"a": 1}),
        ("int a, b;", "DECLARE_FIELD(a).set_default(1); // DECLARE_FIELD(b).set_default(2);", {"a": 1}),
        ("int a;", "DECLARE_FIELD(a).set_default(somewhere_else());", {"a": "?"}),
        ("int a;", "other(a).set_default(1);", {}),
    ],
)  # fmt: skip
def test_chains(tmp_path, fields, body, expected):
    assert read(tmp_path, declared(fields, body), ["a"]) == ({"Config": expected} if expected else {})


def test_other_names(tmp_path):
    body = "DECLARE_FIELD(rate).set_default(0.5f); DECLARE_ALIAS(rate, eta); DECLARE_ALIAS(rate, step);"
    parser, search = opened(tmp_path, {"lib.h": MACROS + declared("float rate;", body)})
    for keys in (["rate"], ["eta"], ["step", "nothing"]):
        (found,) = registrations.read(parser, search, keys)
        (one,) = found.parameters
        assert (one.name, one.aliases, one.origin) == ("rate", ("rate", "eta", "step"), "registration")
    assert registrations.read(parser, search, ["nothing"]) == []


def test_two_registries_of_one_name_are_kept_apart_and_the_one_that_knows_more_fits_better(tmp_path):
    code = declared("int a; int b;", "DECLARE_FIELD(a).set_default(1); DECLARE_FIELD(b).set_default(2);")
    code += declared("int a;", "DECLARE_FIELD(a).set_default(3);").replace("Config", "Other")
    parser, search = opened(tmp_path, {"lib.h": MACROS + code})
    found = registrations.read(parser, search, ["a", "b"])
    assert [(one.owner, one.fits, len(one.parameters)) for one in found] == [("Config", 2, 2), ("Other", 1, 1)]
    lines = (MACROS + code).split("\n")
    assert [lines[one.parameters[0].span.line - 1][one.parameters[0].span.column - 1] for one in found] == ["1", "3"]


@pytest.mark.parametrize(
    ("constructor", "expected"),
    [
        ('Options::Options(int task) : Depth("depth", 6), Rate{"rate", 0.5f} {}', {"depth": 6, "rate": 0.5}),
        ('Options::Options(int task)\n  : Depth("depth", 6)\n  , Name("name", "a,b{")\n  , Plain(3)\n{ Plain = 4; }', {
            "depth": 6, "name": "a,b{"}),
        ('enum { kDepth = 4 };\nOptions::Options(int) : Depth("depth", kDepth + 1) {}', {"depth": 5}),
        ('Options::Options(int task) : Depth("depth", 6), Flag("flag", task == 1) {}', {"depth": 6, "flag": "?"}),
        ('int first() { return 1; }\nOptions::Options(int) : Depth("depth", 6) {}\nint Plain("depth", 9);', {"depth": 6}),
        ('void f() { Plain("depth", 6); }', {}),
        ('Elsewhere::Elsewhere() : Depth("depth", 6) {}', {}),
    ],
)  # fmt: skip
def test_options_of_a_constructor_outside_of_its_class(tmp_path, constructor, expected):
    files = {"lib.h": OPTIONS, "lib.cpp": f'#include "lib.h"\n{constructor}\n'}
    assert read(tmp_path, files, ["depth", "rate"]) == ({"Options": expected} if expected else {})


def test_options_of_a_class(tmp_path):
    code = OPTIONS.replace("NamedOption<int> Depth;", 'NamedOption<int> Depth{"depth", 6};').replace(
        "explicit Options(int task);", 'Options() : Rate("rate", 0.5f), Plain(2) {}'
    )
    assert read(tmp_path, {"lib.h": code}, ["depth"]) == {"Options": {"depth": 6, "rate": 0.5}}
