"""The forms that only nanobind or Boost.Python has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wrapper.bindings_support import lines, module
from tests.wrapper.test_bindings_classes import shown_names

if TYPE_CHECKING:
    from pathlib import Path

NANOBIND = """\
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/optional.h>
#include "lib.h"
namespace nb = nanobind;
using namespace nb::literals;
using namespace lib;
"""

BOOST = """\
#include <boost/python.hpp>
#include "lib.h"
using namespace boost::python;
using namespace lib;
BOOST_PYTHON_MEMBER_FUNCTION_OVERLOADS(run_overloads, Engine::run, 1, 2)
"""

CASES = {
    "nanobind: constructor types": (
        NANOBIND,
        """
        NB_MODULE(ext, m) {
            nb::class_<Config>(m, "Config")
                .def(nb::init<float, int>(), "scale"_a = 0.5f, nb::arg("count") = 3)
                .def_rw("scale", &Config::scale)
                .def_ro("count", &Config::count);
        }
        """,
        [
            "module ext",
            "class ext.Config = lib::Config {'scale': 'scale', 'count': 'count'}",
            "ext.Config.__init__.scale = 0.5f -> lib::Config::Config[0 of 2]: 0.5, lib::Config.scale: 0.5",
            "ext.Config.__init__.count = 3 -> lib::Config::Config[1 of 2]: 3, lib::Config.count: 3",
        ],
    ),
    "nanobind: a constructor that makes the object in place": (
        NANOBIND,
        """
        NB_MODULE(ext, m) {
            nb::class_<Config>(m, "Config").def("__init__", [](Config *self, float scale, int count) {
                new (self) Config(scale, count);
            }, "scale"_a = 0.5f, "count"_a = 3);
        }
        """,
        [
            "module ext",
            "class ext.Config = lib::Config {}",
            "ext.Config.__init__.scale = 0.5f -> lib::Config::Config[0 of 2]: 0.5, lib::Config.scale: 0.5",
            "ext.Config.__init__.count = 3 -> lib::Config::Config[1 of 2]: 3, lib::Config.count: 3",
        ],
    ),
    "nanobind: a factory": (
        NANOBIND,
        """
        NB_MODULE(ext, m) {
            nb::class_<Engine>(m, "Engine")
                .def(nb::new_([](int handle, bool strict) { return Engine::open(handle, strict); }),
                     nb::arg("handle") = 0, nb::arg("strict") = false);
        }
        """,
        [
            "module ext",
            "class ext.Engine = lib::Engine {}",
            "ext.Engine.__init__.handle = 0 -> lib::Engine::open[0 of 2]: 0",
            "ext.Engine.__init__.strict = false -> lib::Engine::open[1 of 2]: False",
        ],
    ),
    "nanobind: none and markers": (
        NANOBIND,
        """
        NB_MODULE(ext, m) {
            m.def("visit", [](int start, std::optional<int> stop) { visit(start, nullptr); },
                  "start"_a = 1, nb::kw_only(), "stop"_a = nb::none());
            m.def("tell", [](const std::string &text) { solve(text); }, nb::arg("text").none() = "a",
                  nb::rv_policy::copy, "Tells.");
        }
        """,
        [
            "module ext",
            "ext.visit.start = 1 -> lib::visit[0 of 2]: 1",
            "ext.visit.stop = nb::none() -> nowhere",
            "ext.tell.text = \"a\" -> lib::solve[0 of 1]: 'a'",
        ],
    ),
    "nanobind: a property and an enum": (
        NANOBIND,
        """
        NB_MODULE(ext, m) {
            nb::enum_<Mode>(m, "Mode").value("Fast", Mode::Fast);
            nb::class_<Config>(m, "Config").def_prop_rw("depth", [](Config &c) { return c.inner.depth; },
                [](Config &c, int depth) { c.inner.depth = depth; });
        }
        """,
        [
            "module ext",
            "class ext.Mode = lib::Mode {}",
            "class ext.Config = lib::Config {'depth': 'inner.depth'}",
            "constant ext.Mode.Fast = 2",
        ],
    ),
    "nanobind: overloads and static methods": (
        NANOBIND,
        """
        NB_MODULE(ext, m) {
            nb::class_<Engine>(m, "Engine")
                .def("run", nb::overload_cast<int, double>(&Engine::run, nb::const_), "steps"_a, "rate"_a = 0.25)
                .def_static("open", &Engine::open, "handle"_a, "strict"_a = true);
        }
        """,
        [
            "module ext",
            "class ext.Engine = lib::Engine {}",
            "ext.Engine.run.steps -> lib::Engine::run[0 of 2]: ?",
            "ext.Engine.run.rate = 0.25 -> lib::Engine::run[1 of 2]: 0.25",
            "ext.Engine.open.handle -> lib::Engine::open[0 of 2]: ?",
            "ext.Engine.open.strict = true -> lib::Engine::open[1 of 2]: True",
        ],
    ),
    "Boost.Python: constructors": (
        BOOST,
        """
        BOOST_PYTHON_MODULE(ext) {
            class_<Config>("Config", init<float, int>((arg("scale") = 0.5f, arg("count") = 3)))
                .def(init<float, const std::string &>((arg("factor"), arg("label") = "x")))
                .def_readwrite("scale", &Config::scale);
        }
        """,
        [
            "module ext",
            "class ext.Config = lib::Config {'scale': 'scale'}",
            "ext.Config.__init__.scale = 0.5f -> lib::Config::Config[0 of 2]: 0.5, lib::Config.scale: 0.5",
            "ext.Config.__init__.count = 3 -> lib::Config::Config[1 of 2]: 3, lib::Config.count: 3",
            "ext.Config.__init__.factor -> lib::Config::Config[0 of 2]: ?, lib::Config.scale: ?",
            "ext.Config.__init__.label = \"x\" -> lib::Config::Config[1 of 2]: 'x', lib::Config.name: 'x'",
        ],
    ),
    "Boost.Python: functions and methods": (
        BOOST,
        """
        BOOST_PYTHON_MODULE(ext) {
            def("fetch", &fetch, (arg("path"), arg("length") = 5));
            class_<Engine, boost::noncopyable>("Engine", no_init)
                .def("set_level", &Engine::set_level, (arg("self"), arg("level") = 3))
                .add_property("budget", &Engine::budget);
        }
        """,
        [
            "module ext",
            "class ext.Engine = lib::Engine {'budget': 'budget'}",
            "ext.fetch.path -> lib::fetch[0 of 2]: ?",
            "ext.fetch.length = 5 -> lib::fetch[1 of 2]: 5",
            "ext.Engine.set_level.level = 3 -> lib::Engine::set_level[0 of 1]: 3",
        ],
    ),
    "Boost.Python: an enum": (
        BOOST,
        """
        BOOST_PYTHON_MODULE(ext) {
            enum_<Mode>("Mode").value("FAST", Mode::Fast).value("EXACT", Mode::Exact);
        }
        """,
        [
            "module ext",
            "class ext.Mode = lib::Mode {}",
            "constant ext.Mode.FAST = 2",
            "constant ext.Mode.EXACT = 5",
        ],
    ),
}


def found(root: Path, head: str, source: str) -> list[str]:
    facts = module(root, head + source)
    return [one for one in shown_names(facts) if not one.startswith("parameter")] + lines(facts)


@pytest.mark.parametrize("name", CASES)
def test_form(tmp_path: Path, name: str) -> None:
    head, source, expected = CASES[name]
    assert found(tmp_path, head, source) == expected
