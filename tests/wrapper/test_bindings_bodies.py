"""Bodies of bound functions: branches, loops, records and what is left of an argument on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wrapper.bindings_support import lines, module

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <algorithm>
#include "lib.h"
namespace py = pybind11;
using namespace lib;

static Config make_config(float scale) {
  Config config;
  config.scale = scale;
  return config;
}
static void fill(Config &config, int count) { config.count = count; }
static Mode parse(const std::string &text) { return text == "exact" ? Mode::Exact : Mode::Fast; }
struct Options { int rounds; double tolerance; };

PYBIND11_MODULE(ext, m) {
"""

CASES = {
    "a helper that returns a record": (
        'm.def("f", [](float scale) { configure(make_config(scale)); }, py::arg("scale") = 2.0f);',
        [
            "ext.f.scale = 2.0f -> lib::Config.scale: 2.0",
        ],
    ),
    "a helper that fills a record": (
        'm.def("f", [](int count) { Config c; fill(c, count); configure(c); }, py::arg("count") = 2);',
        [
            "ext.f.count = 2 -> lib::Config.count: 2",
        ],
    ),
    "a helper that selects": (
        (
            'm.def("f", [](const std::string &mode) { Config c; c.mode = parse(mode); configure(c); }, '
            'py::arg("mode") = "fast");'
        ),
        [
            'ext.f.mode = "fast" -> lib::Config.mode: 2 selected',
        ],
    ),
    "a record of the wrapper's own in between": (
        'm.def("f", [](int n) { Options o{n, 0.5}; solve(o.rounds, o.tolerance); }, py::arg("n") = 2);',
        [
            "ext.f.n = 2 -> lib::solve[0 of 2]: 2",
        ],
    ),
    "a pointer to a record": (
        (
            'm.def("f", [](int n) { auto c = std::make_unique<Config>(); c->count = n; configure(*c); }, '
            'py::arg("n") = 2);'
        ),
        [
            "ext.f.n = 2 -> lib::Config.count: 2",
        ],
    ),
    "a reference to a part": (
        'm.def("f", [](int n) { Config c; Inner &part = c.inner; part.depth = n; configure(c); }, py::arg("n") = 2);',
        [
            "ext.f.n = 2 -> lib::Config.inner.depth: 2",
        ],
    ),
    "a copy of a part": (
        (
            'm.def("f", [](int n) { Config c; Inner part; part.depth = n; c.inner = part; configure(c); }, '
            'py::arg("n") = 2);'
        ),
        [
            "ext.f.n = 2 -> lib::Config.inner.depth: 2",
        ],
    ),
    "the last of two stores": (
        (
            'm.def("f", [](int a, int b) { Config c; c.count = a; c.count = b; configure(c); }, '
            'py::arg("a") = 1, py::arg("b") = 2);'
        ),
        [
            "ext.f.a = 1 -> nowhere",
            "ext.f.b = 2 -> lib::Config.count: 2",
        ],
    ),
    "a store that the default does not reach": (
        'm.def("f", [](int n) { Config c; if (n > 0) c.count = n; configure(c); }, py::arg("n") = 0);',
        [
            "ext.f.n = 0 -> lib::Config.count: native default",
        ],
    ),
    "a store that depends on another argument": (
        (
            'm.def("f", [](int n, bool use) { Config c; if (use) c.count = n; configure(c); }, '
            'py::arg("n") = 5, py::arg("use") = true);'
        ),
        [
            "ext.f.n = 5 -> lib::Config.count: 5",
            "ext.f.use = true -> nowhere",
        ],
    ),
    "either of two stores": (
        (
            'm.def("f", [](int n, int kind) { Config c; if (kind) c.count = n; else c.count = -1; configure(c); }, '
            'py::arg("n") = 5, py::arg("kind"));'
        ),
        [
            "ext.f.n = 5 -> lib::Config.count: 5 or -1",
            "ext.f.kind -> nowhere",
        ],
    ),
    "a switch": (
        (
            'm.def("f", [](int kind) { Config c; switch (kind) { case 0: c.mode = Mode::Fast; break; '
            'default: c.mode = Mode::Exact; } configure(c); }, py::arg("kind") = 0);'
        ),
        [
            "ext.f.kind = 0 -> lib::Config.mode: 2 selected",
        ],
    ),
    "a switch whose cases run into each other": (
        (
            'm.def("f", [](int kind) { Config c; switch (kind) { case 0: case 1: c.count = 7; case 2: c.mode = Mode::Exact; '
            'break; case 3: c.count = 9; } configure(c); }, py::arg("kind") = 1);'
        ),
        [
            "ext.f.kind = 1 -> lib::Config.count: 7 selected",
        ],
    ),
    "a switch over what is not known": (
        (
            'm.def("f", [](int kind) { Config c; switch (kind) { case 0: c.mode = Mode::Fast; break; '
            'case 1: c.mode = Mode::Exact; } configure(c); }, py::arg("kind"));'
        ),
        [
            "ext.f.kind -> lib::Config.mode: native default or 2 or 5 selected",
        ],
    ),
    "a loop": (
        (
            'm.def("f", [](int n) { for (int i = 0; i < 3; i++) { Config c; c.count = n; configure(c); } }, '
            'py::arg("n") = 5);'
        ),
        [
            "ext.f.n = 5 -> lib::Config.count: 5",
        ],
    ),
    "a try": (
        (
            'm.def("f", [](int n) { try { solve(n, 0.5); } catch (const std::exception &e) { throw; } }, '
            'py::arg("n") = 5);'
        ),
        [
            "ext.f.n = 5 -> lib::solve[0 of 2]: 5",
        ],
    ),
    "limits": (
        'm.def("f", [](int n) { solve(std::max(n, 4), 0.5); }, py::arg("n") = 2);',
        [
            "ext.f.n = 2 -> lib::solve[0 of 2]: 4",
        ],
    ),
    "text that is compared": (
        (
            'm.def("f", [](const std::string &kind, int n) { if (kind == "a") solve(n, 0.5); else solve("b"); }, '
            'py::arg("kind") = "a", py::arg("n") = 5);'
        ),
        [
            'ext.f.kind = "a" -> nowhere',
            "ext.f.n = 5 -> lib::solve[0 of 2]: 5",
        ],
    ),
    "an early return": (
        (
            'm.def("f", [](int n, bool dry) { if (dry) return 0.0; return solve(n, 0.5); }, '
            'py::arg("n") = 5, py::arg("dry") = false);'
        ),
        [
            "ext.f.n = 5 -> lib::solve[0 of 2]: 5",
            "ext.f.dry = false -> nowhere",
        ],
    ),
    "an early return by default": (
        (
            'm.def("f", [](int n, bool dry) { if (dry) return 0.0; return solve(n, 0.5); }, '
            'py::arg("n") = 5, py::arg("dry") = true);'
        ),
        [
            "ext.f.n = 5 -> lib::solve[0 of 2]: ?",
            "ext.f.dry = true -> nowhere",
        ],
    ),
    "a check that throws": (
        'm.def("f", [](int n) { if (n > 100) throw std::out_of_range("n"); return solve(n, 0.5); }, py::arg("n") = 5);',
        [
            "ext.f.n = 5 -> lib::solve[0 of 2]: 5",
        ],
    ),
    "a Python number": (
        (
            'm.def("f", [](py::int_ n, py::object rate) { solve(n.cast<int>(), rate.cast<double>()); }, '
            'py::arg("n") = 5, py::arg("rate") = 0.25);'
        ),
        [
            "ext.f.n = 5 -> lib::solve[0 of 2]: 5",
            "ext.f.rate = 0.25 -> lib::solve[1 of 2]: 0.25",
        ],
    ),
    "a cast of an enumerator": (
        'm.def("f", [](int mode) { Config c; c.mode = static_cast<Mode>(mode); configure(c); }, py::arg("mode") = 2);',
        [
            "ext.f.mode = 2 -> lib::Config.mode: 2",
        ],
    ),
    "a negation": (
        'm.def("f", [](bool loose) { Engine::open(1, !loose); }, py::arg("loose") = false);',
        [
            "ext.f.loose = false -> lib::Engine::open[1 of 2]: True",
        ],
    ),
    "a container that is copied": (
        (
            'm.def("f", [](const std::vector<int> &sizes) { Config c; for (int one : sizes) c.sizes.push_back(one); '
            'configure(c); }, py::arg("sizes") = std::vector<int>());'
        ),
        [
            "ext.f.sizes = std::vector<int>() -> lib::Config.sizes: ?",
        ],
    ),
    # --- nothing is linked ----------------------------------------------------------------------------------------
    "two arguments in one value": (
        'm.def("f", [](int a, int b) { solve(a * b, 0.5); }, py::arg("a"), py::arg("b"));',
        [
            "ext.f.a -> nowhere",
            "ext.f.b -> nowhere",
        ],
    ),
    "an argument of a condition": (
        'm.def("f", [](bool quick) { if (quick) solve(1, 0.5); }, py::arg("quick") = true);',
        [
            "ext.f.quick = true -> nowhere",
        ],
    ),
    "a record that nobody is given": (
        'm.def("f", [](int n) { Options o{n, 0.5}; return o.rounds; }, py::arg("n") = 2);',
        [
            "ext.f.n = 2 -> nowhere",
        ],
    ),
    "a field that is overwritten": (
        'm.def("f", [](int n) { Config c; c.count = n; c.count = 3; configure(c); }, py::arg("n") = 2);',
        [
            "ext.f.n = 2 -> nowhere",
        ],
    ),
}


def found(root: Path, body: str) -> list[str]:
    return lines(module(root, HEAD + body + "}\n"))


@pytest.mark.parametrize("name", CASES)
def test_body(tmp_path: Path, name: str) -> None:
    body, expected = CASES[name]
    assert found(tmp_path, body) == expected
