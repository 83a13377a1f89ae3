"""How a binding declares its arguments: names, defaults and their values, markers, documentation between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wrapper.bindings_support import defaults, module

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <cmath>
#include <limits>
#include "lib.h"
#define ARG(name) py::arg(#name)
#define LIMIT 64
namespace py = pybind11;
using namespace py::literals;
using namespace lib;
static const char *name = "given";
static constexpr const char *kName = "given";
PYBIND11_MODULE(ext, m) {
"""

CASES = {
    "one that must be given": ('m.def("f", [](int x) {}, py::arg("x"));', {"x": "required"}),
    "numbers": (
        (
            'm.def("f", [](int a, double b, bool c, char d) {}, py::arg("a") = -1, py::arg("b") = 1e-3, '
            'py::arg("c") = true, py::arg("d") = \'k\');'
        ),
        {"a": "-1", "b": "0.001", "c": "True", "d": "107"},
    ),
    "a single in a double": ('m.def("f", [](double a) {}, py::arg("a") = 0.1f);', {"a": "0.10000000149011612"}),
    "text": ('m.def("f", [](const std::string &a) {}, py::arg("a") = "b" "c");', {"a": "'bc'"}),
    "text as an object": ('m.def("f", [](const std::string &a) {}, py::arg("a") = std::string("b"));', {"a": "'b'"}),
    "text from a constant": ('m.def("f", [](const std::string &a) {}, py::arg("a") = kName);', {"a": "'given'"}),
    "text from a variable": ('m.def("f", [](const std::string &a) {}, py::arg("a") = name);', {"a": "?"}),
    "empty text": ('m.def("f", [](const std::string &a) {}, py::arg("a") = std::string());', {"a": "''"}),
    "none": ('m.def("f", [](std::optional<int> a) {}, py::arg("a") = py::none());', {"a": "None"}),
    "an empty optional": ('m.def("f", [](std::optional<int> a) {}, py::arg("a") = std::nullopt);', {"a": "None"}),
    "an optional with a value": (
        'm.def("f", [](std::optional<int> a) {}, py::arg("a") = std::optional<int>(3));',
        {"a": "3"},
    ),
    "a null pointer": ('m.def("f", [](Config *a) {}, py::arg("a") = nullptr);', {"a": "None"}),
    "a null pointer by a cast": ('m.def("f", [](Config *a) {}, py::arg("a") = (Config *) nullptr);', {"a": "None"}),
    "an enumerator": ('m.def("f", [](Mode a) {}, py::arg("a") = Mode::Exact);', {"a": "5"}),
    "an enumerator of a plain enum": ('m.def("f", [](Level a) {}, py::arg("a") = LEVEL_HIGH);', {"a": "9"}),
    "a constant of the library": ('m.def("f", [](int a) {}, py::arg("a") = kRounds);', {"a": "12"}),
    "a macro": ('m.def("f", [](int a) {}, py::arg("a") = LIMIT);', {"a": "64"}),
    "arithmetic": ('m.def("f", [](int a) {}, py::arg("a") = 1 << 20);', {"a": "1048576"}),
    "limits": (
        (
            'm.def("f", [](double a, int b) {}, py::arg("a") = std::numeric_limits<double>::infinity(), '
            'py::arg("b") = std::numeric_limits<int>::max());'
        ),
        {"a": "inf", "b": "2147483647"},
    ),
    "not a number": ('m.def("f", [](double a) {}, py::arg("a") = NAN);', {"a": "nan"}),
    "an object in its default state": (
        'm.def("f", [](const Config &a) {}, py::arg("a") = Config());',
        {"a": "lib::Config()"},
    ),
    "an object in braces": ('m.def("f", [](const Config &a) {}, py::arg("a") = Config{});', {"a": "lib::Config()"}),
    "an object made from arguments": (
        'm.def("f", [](const Config &a) {}, py::arg("a") = Config(2.0f, 3));',
        {"a": "lib::Config(2.0, 3)"},
    ),
    "an empty container": ('m.def("f", [](std::vector<int> a) {}, py::arg("a") = std::vector<int>());', {"a": "[]"}),
    "a container": ('m.def("f", [](std::vector<int> a) {}, py::arg("a") = std::vector<int>{1, 2});', {"a": "[1, 2]"}),
    "an empty list": ('m.def("f", [](std::vector<int> a) {}, py::arg("a") = py::list());', {"a": "[]"}),
    "an empty tuple": ('m.def("f", [](py::tuple a) {}, py::arg("a") = py::tuple());', {"a": "[]"}),
    "an empty dictionary": ('m.def("f", [](py::dict a) {}, py::arg("a") = py::dict());', {"a": "dict()"}),
    "a Python text": ('m.def("f", [](py::str a) {}, py::arg("a") = py::str("b"));', {"a": "'b'"}),
    "a Python number": ('m.def("f", [](py::object a) {}, py::arg("a") = py::int_(7));', {"a": "7"}),
    "a cast": ('m.def("f", [](py::object a) {}, py::arg("a") = py::cast(2.5));', {"a": "2.5"}),
    "a value with its text": ('m.def("f", [](int a) {}, py::arg_v("a", 3, "THREE"));', {"a": "3"}),
    "a value with its text, for an argument": (
        'm.def("f", [](int a) {}, py::arg_v(py::arg("a"), 4, "FOUR"));',
        {"a": "4"},
    ),
    "a suffix": ('m.def("f", [](int a, int b) {}, "a"_a, "b"_a = 2);', {"a": "required", "b": "2"}),
    "a macro that names": ('m.def("f", [](int a) {}, ARG(a) = 2);', {"a": "2"}),
    "no conversion": (
        'm.def("f", [](int a, int b) {}, py::arg("a").noconvert() = 1, py::arg("b").none(false));',
        {"a": "1", "b": "required"},
    ),
    "only by keyword": (
        'm.def("f", [](int a, int b) {}, py::arg("a") = 1, py::kw_only(), py::arg("b") = 2);',
        {"a": "1", "b": "2"},
    ),
    "only by position": (
        'm.def("f", [](int a, int b) {}, py::arg("a") = 1, py::pos_only(), py::arg("b") = 2);',
        {"a": "1", "b": "2"},
    ),
    "documentation and policies between them": (
        (
            'm.def("f", [](int a, int b) { return a; }, "Text, with py::arg(\\"z\\") = 1", py::arg("a") = 1, '
            'py::return_value_policy::move, py::arg("b") = 2, py::call_guard<py::gil_scoped_release>());'
        ),
        {"a": "1", "b": "2"},
    ),
    "names that come from the function": (
        'm.def("f", [](int alpha, double beta) {});',
        {"alpha": "required", "beta": "required"},
    ),
    "packs": ('m.def("f", [](int a, py::args rest, py::kwargs named) {}, py::arg("a") = 1);', {"a": "1"}),
    # --- not known ------------------------------------------------------------------------------------------------
    "the machine": ('m.def("f", [](int a) {}, py::arg("a") = std::thread::hardware_concurrency());', {"a": "?"}),
    "a function of the library": ('m.def("f", [](double a) {}, py::arg("a") = solve(3));', {"a": "?"}),
    "something that nothing declares": ('m.def("f", [](int a) {}, py::arg("a") = Eigen::Dynamic);', {"a": "?"}),
    "a type that nothing declares": ('m.def("f", [](int a) {}, py::arg("a") = torch::Tensor::zeros({3}));', {"a": "?"}),
    "a name that is not text": ('m.def("f", [](int a) {}, py::arg(std::getenv("X")) = 1);', {"a": "1"}),
    "no name": ('m.def("f", [](int a, int) {}, py::arg() = 1, py::arg() = 2);', {"a": "1", "arg1": "2"}),
}


def found(root: Path, body: str) -> dict[str, str]:
    return defaults(module(root, HEAD + body + "}\n"))


@pytest.mark.parametrize("name", CASES)
def test_default(tmp_path: Path, name: str) -> None:
    body, expected = CASES[name]
    assert found(tmp_path, body) == expected
