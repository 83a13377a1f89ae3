"""Constructors that are bound: which member or argument each of their parameters reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wrapper.bindings_support import lines, module

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include "lib.h"
namespace py = pybind11;
using namespace py::literals;
using namespace lib;
PYBIND11_MODULE(ext, m) {
"""

CASES = {
    "members that the constructor initialises": (
        """
        py::class_<Config>(m, "Config")
            .def(py::init<float, int>(), py::arg("scale") = 0.5f, py::arg("count") = 3);
        """,
        [
            "ext.Config.__init__.scale = 0.5f -> lib::Config::Config[0 of 2]: 0.5, lib::Config.scale: 0.5",
            "ext.Config.__init__.count = 3 -> lib::Config::Config[1 of 2]: 3, lib::Config.count: 3",
        ],
    ),
    "the overload whose types are named": (
        """
        py::class_<Config>(m, "Config")
            .def(py::init<float, const std::string &>(), py::arg("factor") = 2.0f, py::arg("label") = "x");
        """,
        [
            "ext.Config.__init__.factor = 2.0f -> lib::Config::Config[0 of 2]: 2.0, lib::Config.scale: 2.0",
            "ext.Config.__init__.label = \"x\" -> lib::Config::Config[1 of 2]: 'x', lib::Config.name: 'x'",
        ],
    ),
    "a parameter that has a default of its own is reached as well": (
        """
        py::class_<Config>(m, "Config")
            .def(py::init<float, const std::string &, const Inner &>(), py::arg("factor"), py::arg("label"),
                 py::arg("part") = Inner());
        """,
        [
            "ext.Config.__init__.factor -> lib::Config::Config[0 of 3]: ?, lib::Config.scale: ?",
            "ext.Config.__init__.label -> lib::Config::Config[1 of 3]: ?, lib::Config.name: ?",
            "ext.Config.__init__.part = Inner() -> lib::Config::Config[2 of 3]: lib::Inner()",
        ],
    ),
    "a constructor whose definition is not in sight": (
        """
        py::class_<Engine>(m, "Engine").def(py::init<int>(), py::arg("limit") = 9);
        """,
        [
            "ext.Engine.__init__.limit = 9 -> lib::Engine::Engine[0 of 1]: 9",
        ],
    ),
    "two constructors of one class": (
        """
        py::class_<Engine>(m, "Engine")
            .def(py::init<const Config &>(), py::arg("config"))
            .def(py::init<int>(), py::arg("limit") = 9);
        """,
        [
            "ext.Engine.__init__.config -> lib::Engine::Engine[0 of 1]: ?",
            "ext.Engine.__init__.limit = 9 -> lib::Engine::Engine[0 of 1]: 9",
        ],
    ),
    "fields of a class without constructors, in their order": (
        """
        py::class_<Plain>(m, "Plain").def(py::init<int, double>(), "first"_a = 4, "second"_a = 0.5);
        """,
        [
            "ext.Plain.__init__.first = 4 -> lib::Plain.first: 4",
            "ext.Plain.__init__.second = 0.5 -> lib::Plain.second: 0.5",
        ],
    ),
    "a constructor without parameters": (
        """
        py::class_<Config>(m, "Config").def(py::init<>());
        """,
        [],
    ),
    "a lambda that makes the object": (
        """
        py::class_<Config>(m, "Config").def(py::init([](float scale, int depth) {
            Config made;
            made.scale = scale;
            made.inner.depth = depth;
            return made;
        }), py::arg("scale") = 1.0f, py::arg("depth") = 4);
        """,
        [
            "ext.Config.__init__.scale = 1.0f -> lib::Config.scale: 1.0",
            "ext.Config.__init__.depth = 4 -> lib::Config.inner.depth: 4",
        ],
    ),
    "a lambda that makes it by its address": (
        """
        py::class_<Config, std::shared_ptr<Config>>(m, "Config").def(py::init([](float scale, int count) {
            auto made = std::make_shared<Config>(scale, count);
            made->name = "fixed";
            return made;
        }), py::arg("scale") = 1.0f, py::arg("count") = 3);
        """,
        [
            "ext.Config.__init__.scale = 1.0f -> lib::Config::Config[0 of 2]: 1.0, lib::Config.scale: 1.0",
            "ext.Config.__init__.count = 3 -> lib::Config::Config[1 of 2]: 3, lib::Config.count: 3",
        ],
    ),
    "a lambda with new": (
        """
        py::class_<Config>(m, "Config").def(py::init([](float scale) {
            return new Config(scale, 5);
        }), py::arg("scale") = 1.0f);
        """,
        [
            "ext.Config.__init__.scale = 1.0f -> lib::Config::Config[0 of 2]: 1.0, lib::Config.scale: 1.0",
        ],
    ),
    "a lambda with a braced list": (
        """
        py::class_<Plain>(m, "Plain").def(py::init([](int a, double b) {
            return Plain{a, b};
        }), py::arg("a") = 1, py::arg("b") = 3.0);
        """,
        [
            "ext.Plain.__init__.a = 1 -> lib::Plain.first: 1",
            "ext.Plain.__init__.b = 3.0 -> lib::Plain.second: 3.0",
        ],
    ),
    "a factory function": (
        """
        py::class_<Engine>(m, "Engine")
            .def(py::init(&Engine::open), py::arg("handle"), py::arg("strict") = false);
        """,
        [
            "ext.Engine.__init__.handle -> lib::Engine::open[0 of 2]: ?",
            "ext.Engine.__init__.strict = false -> lib::Engine::open[1 of 2]: False",
        ],
    ),
    "a constructor for trampolines": (
        """
        struct Trampoline : Engine { using Engine::Engine; };
        py::class_<Engine, Trampoline>(m, "Engine").def(py::init_alias<int>(), py::arg("limit") = 7);
        """,
        [
            "ext.Engine.__init__.limit = 7 -> lib::Engine::Engine[0 of 1]: 7",
        ],
    ),
    "a class template": (
        """
        py::class_<Grid<double>>(m, "Grid").def(py::init<double>(), py::arg("spacing") = 2.5);
        """,
        [
            "ext.Grid.__init__.spacing = 2.5 -> lib::Grid::Grid[0 of 1]: 2.5, lib::Grid.spacing: 2.5",
        ],
    ),
    "a member of the base class": (
        """
        struct Derived : Config { explicit Derived(int count) : Config(1.0f, count) {} };
        py::class_<Derived>(m, "Derived").def(py::init<int>(), py::arg("count") = 3);
        """,
        [
            "ext.Derived.__init__.count = 3 -> lib::Config::Config[1 of 2]: 3",
        ],
    ),
    # --- nothing is linked ----------------------------------------------------------------------------------------
    "more arguments than types": (
        """
        py::class_<Config>(m, "Config")
            .def(py::init<float>(), py::arg("scale") = 0.5f, py::arg("count") = 3);
        """,
        [
            "ext.Config.__init__.scale = 0.5f -> nowhere",
            "ext.Config.__init__.count = 3 -> nowhere",
        ],
    ),
    "types that fit two constructors equally well": (
        """
        struct Twins { int a = 1; int b = 2; Twins(long a) : a(a) {} Twins(short b) : b(b) {} };
        py::class_<Twins>(m, "Twins").def(py::init<int>(), py::arg("x") = 1);
        """,
        [
            "ext.Twins.__init__.x = 1 -> nowhere",
        ],
    ),
    "a constructor that is a template is none for fields in their order": (
        """
        m.def("make", [](int size) { return std::make_shared<Flexible>(size, nullptr); }, py::arg("size") = 1);
        py::class_<Flexible>(m, "Flexible").def(py::init<int, const char *>(), py::arg("a") = 1, py::arg("b") = "x");
        """,
        [
            "ext.make.size = 1 -> lib::Flexible::Flexible[0 of 2]: 1",
            "ext.Flexible.__init__.a = 1 -> lib::Flexible::Flexible[0 of 2]: 1",
            "ext.Flexible.__init__.b = \"x\" -> lib::Flexible::Flexible[1 of 2]: 'x'",
        ],
    ),
    "an object within the arguments of a constructor": (
        """
        m.def("make", [](int limit) { return new Grid<Engine>(Engine(limit)); }, py::arg("limit") = 1);
        """,
        [
            "ext.make.limit = 1 -> lib::Engine::Engine[0 of 1]: 1",
        ],
    ),
    "a class that nothing declares": (
        """
        py::class_<Missing>(m, "Missing").def(py::init<int>(), py::arg("x") = 1);
        """,
        [
            "ext.Missing.__init__.x = 1 -> nowhere",
        ],
    ),
    "an argument that only decides": (
        """
        py::class_<Config>(m, "Config").def(py::init([](bool exact) {
            Config made;
            made.mode = exact ? Mode::Exact : Mode::Fast;
            return made;
        }), py::arg("exact") = false);
        """,
        [
            "ext.Config.__init__.exact = false -> lib::Config.mode: 2 selected",
        ],
    ),
    "an argument that is only looked at": (
        """
        py::class_<Config>(m, "Config").def(py::init([](int count) {
            if (count < 0) throw std::invalid_argument("count");
            return Config();
        }), py::arg("count") = 3);
        """,
        [
            "ext.Config.__init__.count = 3 -> nowhere",
        ],
    ),
}


def found(root: Path, body: str) -> list[str]:
    return lines(module(root, HEAD + body + "}\n"))


@pytest.mark.parametrize("name", CASES)
def test_constructor(tmp_path: Path, name: str) -> None:
    body, expected = CASES[name]
    assert found(tmp_path, body) == expected
