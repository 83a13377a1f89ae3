"""Functions and methods that are bound: the native argument or member that each of their parameters reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wrapper.bindings_support import lines, module

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/functional.h>
#include "lib.h"
namespace py = pybind11;
using namespace lib;
double helper(int rounds) { return solve(rounds, 0.5); }
"""

START = "PYBIND11_MODULE(ext, m) {\n"

CASES = {
    "a function of the library": (
        """
        m.def("visit", &visit, py::arg("start") = 1, py::arg("visitor") = nullptr);
        """,
        [
            "ext.visit.start = 1 -> lib::visit[0 of 2]: 1",
            "ext.visit.visitor = nullptr -> lib::visit[1 of 2]: None",
        ],
    ),
    "the overload of a cast": (
        """
        m.def("solve", py::overload_cast<int, double>(&solve), py::arg("rounds") = 5, py::arg("tolerance") = 0.01);
        m.def("solve", py::overload_cast<const std::string &>(&solve), py::arg("text") = "");
        """,
        [
            "ext.solve.rounds = 5 -> lib::solve[0 of 2]: 5",
            "ext.solve.tolerance = 0.01 -> lib::solve[1 of 2]: 0.01",
            "ext.solve.text = \"\" -> lib::solve[0 of 1]: ''",
        ],
    ),
    "the overload of a pointer's type": (
        """
        m.def("solve", (double (*)(int, double)) &solve, py::arg("rounds") = 5, py::arg("tolerance") = 0.01);
        m.def("tell", static_cast<void (*)(const std::string &)>(&solve), py::arg("text") = "");
        """,
        [
            "ext.solve.rounds = 5 -> lib::solve[0 of 2]: 5",
            "ext.solve.tolerance = 0.01 -> lib::solve[1 of 2]: 0.01",
            "ext.tell.text = \"\" -> lib::solve[0 of 1]: ''",
        ],
    ),
    "a method": (
        """
        py::class_<Engine>(m, "Engine").def("set_level", &Engine::set_level, py::arg("level") = 3);
        """,
        [
            "ext.Engine.set_level.level = 3 -> lib::Engine::set_level[0 of 1]: 3",
        ],
    ),
    "the overload of a method": (
        """
        py::class_<Engine>(m, "Engine")
            .def("run", py::overload_cast<int, double>(&Engine::run, py::const_), py::arg("steps"),
                 py::arg("rate") = 0.5)
            .def("load", (void (Engine::*)(const std::string &)) &Engine::run, py::arg("path") = ".");
        """,
        [
            "ext.Engine.run.steps -> lib::Engine::run[0 of 2]: ?",
            "ext.Engine.run.rate = 0.5 -> lib::Engine::run[1 of 2]: 0.5",
            "ext.Engine.load.path = \".\" -> lib::Engine::run[0 of 1]: '.'",
        ],
    ),
    "a static method": (
        """
        py::class_<Engine>(m, "Engine")
            .def_static("open", &Engine::open, py::arg("handle") = 0, py::arg("strict") = false);
        """,
        [
            "ext.Engine.open.handle = 0 -> lib::Engine::open[0 of 2]: 0",
            "ext.Engine.open.strict = false -> lib::Engine::open[1 of 2]: False",
        ],
    ),
    "a method without named arguments": (
        """
        py::class_<Engine>(m, "Engine").def("set_level", &Engine::set_level);
        """,
        [
            "ext.Engine.set_level.level -> lib::Engine::set_level[0 of 1]: ?",
        ],
    ),
    "a method of a class template": (
        """
        py::class_<Grid<float>>(m, "Grid").def("fill", &Grid<float>::fill, py::arg("value"), py::arg("border") = 2);
        """,
        [
            "ext.Grid.fill.value -> lib::Grid::fill[0 of 2]: ?",
            "ext.Grid.fill.border = 2 -> lib::Grid::fill[1 of 2]: 2",
        ],
    ),
    "a method through another thing's name": (
        """
        using PyClass = Engine;
        auto bound = py::class_<PyClass>(m, "Engine");
        bound.def("set_level", &PyClass::set_level, py::arg("level") = 3);
        """,
        [
            "ext.Engine.set_level.level = 3 -> lib::Engine::set_level[0 of 1]: 3",
        ],
    ),
    "what runs without the lock": (
        """
        m.def("fetch", &fetch, py::arg("path") = "a", py::arg("length") = 10, py::call_guard<py::gil_scoped_release>(),
              "Fetches.", py::return_value_policy::copy);
        """,
        [
            "ext.fetch.path = \"a\" -> lib::fetch[0 of 2]: 'a'",
            "ext.fetch.length = 10 -> lib::fetch[1 of 2]: 10",
        ],
    ),
    "a lambda that calls the library": (
        """
        m.def("solve", [](int rounds, double tolerance) { return solve(rounds, tolerance); },
              py::arg("rounds") = 5, py::arg("tolerance") = 0.01);
        """,
        [
            "ext.solve.rounds = 5 -> lib::solve[0 of 2]: 5",
            "ext.solve.tolerance = 0.01 -> lib::solve[1 of 2]: 0.01",
        ],
    ),
    "a lambda that computes": (
        """
        m.def("solve", [](int rounds) { return solve(rounds * 2, 0.1); }, py::arg("rounds") = 5);
        """,
        [
            "ext.solve.rounds = 5 -> lib::solve[0 of 2]: 10",
        ],
    ),
    "a lambda that converts": (
        """
        m.def("fetch", [](const std::string &path, int length) {
            return fetch(path.c_str(), static_cast<size_t>(length));
        }, py::arg("path") = "a", py::arg("length") = 10);
        """,
        [
            "ext.fetch.path = \"a\" -> lib::fetch[0 of 2]: 'a'",
            "ext.fetch.length = 10 -> lib::fetch[1 of 2]: 10",
        ],
    ),
    "a lambda that calls a method of its object": (
        """
        py::class_<Engine>(m, "Engine").def("run", [](Engine &self, int steps, double rate) {
            py::gil_scoped_release release;
            self.run(steps, rate);
        }, py::arg("steps") = 1, py::arg("rate") = 0.5);
        """,
        [
            "ext.Engine.run.steps = 1 -> lib::Engine::run[0 of 2]: 1",
            "ext.Engine.run.rate = 0.5 -> lib::Engine::run[1 of 2]: 0.5",
        ],
    ),
    "a lambda that stores in its object": (
        """
        py::class_<Engine>(m, "Engine").def("spend", [](Engine &self, int amount) { self.budget = amount; },
                                            py::arg("amount") = 8);
        """,
        [
            "ext.Engine.spend.amount = 8 -> lib::Engine.budget: 8",
        ],
    ),
    "a record that is filled and handed over": (
        """
        m.def("configure", [](float scale, int depth, int threads) {
            Config config;
            config.scale = scale;
            config.inner.depth = depth;
            configure(config, threads);
        }, py::arg("scale") = 1.0f, py::arg("depth") = 4, py::arg("threads") = 1);
        """,
        [
            "ext.configure.scale = 1.0f -> lib::Config.scale: 1.0",
            "ext.configure.depth = 4 -> lib::Config.inner.depth: 4",
            "ext.configure.threads = 1 -> lib::configure[1 of 2]: 1",
        ],
    ),
    "a helper of the wrapper's own": (
        """
        m.def("helper", &helper, py::arg("rounds") = 5);
        """,
        [
            "ext.helper.rounds = 5 -> lib::solve[0 of 2]: 5",
        ],
    ),
    "a named lambda": (
        """
        auto run = [](int rounds) { return solve(rounds); };
        m.def("solve", run, py::arg("rounds") = 5);
        """,
        [
            "ext.solve.rounds = 5 -> lib::solve[0 of 1]: 5",
        ],
    ),
    "a branch that the default takes": (
        """
        m.def("solve", [](int rounds, bool careful) {
            if (careful) return solve(rounds, 1e-9);
            return solve(rounds);
        }, py::arg("rounds") = 5, py::arg("careful") = false);
        """,
        [
            "ext.solve.rounds = 5 -> lib::solve[0 of 2]: ?, lib::solve[0 of 1]: 5",
            "ext.solve.careful = false -> nowhere",
        ],
    ),
    "an optional that stays empty": (
        """
        m.def("configure", [](std::optional<float> scale) {
            Config config;
            if (scale) config.scale = *scale;
            configure(config);
        }, py::arg("scale") = py::none());
        """,
        [
            "ext.configure.scale = py::none() -> lib::Config.scale: native default",
        ],
    ),
    "an optional with a value in its place": (
        """
        m.def("solve", [](std::optional<int> rounds) { return solve(rounds.value_or(6)); },
              py::arg("rounds") = py::none());
        """,
        [
            "ext.solve.rounds = py::none() -> lib::solve[0 of 1]: 6",
        ],
    ),
    "a stand-in for the default": (
        """
        m.def("solve", [](int rounds) { return solve(rounds < 0 ? kRounds : rounds); }, py::arg("rounds") = -1);
        """,
        [
            "ext.solve.rounds = -1 -> lib::solve[0 of 1]: 12",
        ],
    ),
    "names that select an enumerator": (
        """
        m.def("configure", [](const std::string &mode) {
            Config config;
            if (mode == "exact") config.mode = Mode::Exact;
            else if (mode == "fast") config.mode = Mode::Fast;
            else throw std::invalid_argument(mode);
            configure(config);
        }, py::arg("mode") = "exact");
        """,
        [
            'ext.configure.mode = "exact" -> lib::Config.mode: 5 selected',
        ],
    ),
    "a callback that the library is given": (
        """
        m.def("visit", [](int start, std::function<void(int)> visitor) {
            visit(start, [&](int at) { visitor(at); });
        }, py::arg("start") = 1, py::arg("visitor"));
        """,
        [
            "ext.visit.start = 1 -> lib::visit[0 of 2]: 1",
            "ext.visit.visitor -> nowhere",
        ],
    ),
    # --- nothing is linked ----------------------------------------------------------------------------------------
    "an argument that is dropped": (
        """
        m.def("solve", [](int rounds, bool verbose) { return solve(rounds); },
              py::arg("rounds") = 5, py::arg("verbose") = false);
        """,
        [
            "ext.solve.rounds = 5 -> lib::solve[0 of 1]: 5",
            "ext.solve.verbose = false -> nowhere",
        ],
    ),
    "an argument that is overwritten": (
        """
        m.def("solve", [](int rounds) { rounds = 4; return solve(rounds); }, py::arg("rounds") = 5);
        """,
        [
            "ext.solve.rounds = 5 -> nowhere",
        ],
    ),
    "the size of a container that is handed over": (
        """
        m.def("fetch", [](int count) { std::vector<char> data(count); fetch(data.data(), 4); },
              py::arg("count") = 5);
        """,
        [
            "ext.fetch.count = 5 -> nowhere",
        ],
    ),
    "more names than parameters": (
        """
        m.def("solve", [](int rounds) { return solve(rounds); }, py::arg("rounds") = 5, py::arg("other") = 1);
        """,
        [
            "ext.solve.rounds = 5 -> nowhere",
            "ext.solve.other = 1 -> nowhere",
        ],
    ),
    "only Python objects": (
        """
        m.def("show", [](py::object what, bool newline) { py::print(what, newline); },
              py::arg("what"), py::arg("newline") = true);
        """,
        [
            "ext.show.what -> nowhere",
            "ext.show.newline = true -> nowhere",
        ],
    ),
}


def found(root: Path, body: str) -> list[str]:
    return lines(module(root, HEAD + START + body + "}\n"))


@pytest.mark.parametrize("name", CASES)
def test_function(tmp_path: Path, name: str) -> None:
    body, expected = CASES[name]
    assert found(tmp_path, body) == expected
