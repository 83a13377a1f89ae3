"""Names that extension modules give: classes, their members, enumerators, modules, and the surfaces within them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wrapper.bindings_support import LIBRARY, module, read, shown

if TYPE_CHECKING:
    from pathlib import Path

    from paramcheck.wrapper.bindings import BindingFacts

HEAD = """\
#include <pybind11/pybind11.h>
#include "lib.h"
namespace py = pybind11;
using namespace lib;
"""

CASES = {
    "members": (
        """
        PYBIND11_MODULE(ext, m) {
            py::class_<Config>(m, "Settings")
                .def_readwrite("factor", &Config::scale)
                .def_readonly("count", &Config::count);
        }
        """,
        [
            "module ext",
            "class ext.Settings = lib::Config {'factor': 'scale', 'count': 'count'}",
        ],
    ),
    "a property of a getter and a setter": (
        """
        PYBIND11_MODULE(ext, m) {
            py::class_<Config>(m, "Config")
                .def_property("depth", [](const Config &c) { return c.inner.depth; },
                              [](Config &c, int depth) { c.inner.depth = depth; });
        }
        """,
        [
            "module ext",
            "class ext.Config = lib::Config {'depth': 'inner.depth'}",
        ],
    ),
    "a property of methods whose bodies are elsewhere": (
        """
        PYBIND11_MODULE(ext, m) {
            py::class_<Engine>(m, "Engine").def_property("level", &Engine::level, &Engine::set_level);
        }
        """,
        [
            "module ext",
            "class ext.Engine = lib::Engine {}",
        ],
    ),
    "a property that only reads": (
        """
        PYBIND11_MODULE(ext, m) {
            py::class_<Config>(m, "Config").def_property_readonly("scale", [](const Config &c) { return c.scale; });
        }
        """,
        [
            "module ext",
            "class ext.Config = lib::Config {}",
        ],
    ),
    "a property whose setter fills two members": (
        """
        PYBIND11_MODULE(ext, m) {
            py::class_<Plain>(m, "Plain").def_property("both", [](const Plain &p) { return p.first; },
                [](Plain &p, int value) { p.first = value; p.second = value; });
        }
        """,
        [
            "module ext",
            "class ext.Plain = lib::Plain {}",
        ],
    ),
    "enumerators": (
        """
        PYBIND11_MODULE(ext, m) {
            py::enum_<Mode>(m, "Mode").value("FAST", Mode::Fast).value("EXACT", Mode::Exact).export_values();
        }
        """,
        [
            "module ext",
            "class ext.Mode = lib::Mode {}",
            "constant ext.Mode.FAST = 2",
            "constant ext.Mode.EXACT = 5",
        ],
    ),
    "a class in a submodule": (
        """
        PYBIND11_MODULE(ext, m) {
            auto part = m.def_submodule("part", "A part.");
            py::class_<Plain>(part, "Plain").def(py::init<int, double>(), py::arg("first") = 1, py::arg("second") = 2);
            part.def("solve", py::overload_cast<const std::string &>(&solve), py::arg("text") = "");
        }
        """,
        [
            "module ext",
            "class ext.part.Plain = lib::Plain {}",
            "parameter ext.part.Plain.__init__.first",
            "parameter ext.part.Plain.__init__.second",
            "parameter ext.part.solve.text",
        ],
    ),
    "an enum in a class": (
        """
        PYBIND11_MODULE(ext, m) {
            py::class_<Config> config(m, "Config");
            py::enum_<Mode>(config, "Mode").value("Fast", Mode::Fast);
        }
        """,
        [
            "module ext",
            "class ext.Config = lib::Config {}",
            "class ext.Config.Mode = lib::Mode {}",
            "constant ext.Config.Mode.Fast = 2",
        ],
    ),
    "functions that are handed the module": (
        """
        static void bind_plain(py::module_ &m, const char *name) {
            py::class_<Plain>(m, name).def_readwrite("first", &Plain::first);
        }
        static void bind_all(py::module_ *m) { bind_plain(*m, "Simple"); }
        PYBIND11_MODULE(ext, m) { bind_all(&m); }
        """,
        [
            "module ext",
            "class ext.Simple = lib::Plain {'first': 'first'}",
        ],
    ),
    "a template that binds": (
        """
        template <typename T>
        void bind_grid(py::module_ &m, const std::string &suffix) {
            using PyClass = Grid<T>;
            py::class_<PyClass>(m, ("Grid" + suffix).c_str())
                .def(py::init<T>(), py::arg("spacing") = 1)
                .def_readwrite("spacing", &PyClass::spacing);
        }
        PYBIND11_MODULE(ext, m) { bind_grid<float>(m, "F"); bind_grid<int>(m, "I"); }
        """,
        [
            "module ext",
            "class ext.GridF = lib::Grid {'spacing': 'spacing'}",
            "class ext.GridI = lib::Grid {'spacing': 'spacing'}",
            "parameter ext.GridF.__init__.spacing",
            "parameter ext.GridI.__init__.spacing",
        ],
    ),
    "a macro that binds": (
        """
        #define MEMBER(name) .def_readwrite(#name, &PyClass::name)
        PYBIND11_MODULE(ext, m) {
            using PyClass = Config;
            py::class_<PyClass>(m, "Config") MEMBER(scale) MEMBER(count);
        }
        """,
        [
            "module ext",
            "class ext.Config = lib::Config {'scale': 'scale', 'count': 'count'}",
        ],
    ),
    "a class that a function returns": (
        """
        template <typename T>
        py::class_<T> start(py::module_ &m, const char *name) { return py::class_<T>(m, name); }
        PYBIND11_MODULE(ext, m) {
            start<Plain>(m, "Plain").def_readwrite("second", &Plain::second);
        }
        """,
        [
            "module ext",
            "class ext.Plain = lib::Plain {'second': 'second'}",
        ],
    ),
    "two modules": (
        """
        PYBIND11_MODULE(one, m) { m.def("fetch", &fetch, py::arg("path"), py::arg("length") = 1); }
        PYBIND11_MODULE(two, m) { m.def("fetch", &fetch, py::arg("path"), py::arg("length") = 2); }
        """,
        [
            "module one",
            "module two",
            "parameter one.fetch.path",
            "parameter one.fetch.length",
            "parameter two.fetch.path",
            "parameter two.fetch.length",
        ],
    ),
    "a private surface": (
        """
        PYBIND11_MODULE(_ext, m) {
            m.def("_fetch", &fetch, py::arg("path"), py::arg("length") = 1);
            m.def("fetch", &fetch, py::arg("path"), py::arg("length") = 1);
        }
        """,
        [
            "module _ext",
            "parameter _ext._fetch.path (private)",
            "parameter _ext._fetch.length (private)",
            "parameter _ext.fetch.path",
            "parameter _ext.fetch.length",
        ],
    ),
    "nothing is bound": (
        """
        void plain_code(int count) { fetch("a", count); }
        PYBIND11_MODULE(ext, m) {}
        """,
        [
            "module ext",
        ],
    ),
}


def shown_names(facts: BindingFacts) -> list[str]:
    """Everything that has a dotted name, on lines."""
    rows = [f"module {name}" for name in sorted(facts.modules)]
    rows += [f"class {one.name} = {one.type_name} {dict(one.members)}" for one in facts.exposed]
    rows += [f"constant {name} = {shown(value)}" for name, value in facts.constants.items()]
    hidden = {True: "", False: " (private)"}
    rows += [f"parameter {one.qualified}{hidden[one.public]}" for one in facts.parameters]
    return rows


def found(root: Path, source: str) -> list[str]:
    return shown_names(module(root, HEAD + source))


@pytest.mark.parametrize("name", CASES)
def test_names(tmp_path: Path, name: str) -> None:
    source, expected = CASES[name]
    assert found(tmp_path, source) == expected


def test_classes_that_are_bound_in_files_of_their_own(tmp_path: Path) -> None:
    files = {
        "src/lib.h": LIBRARY,
        "src/bind.h": """
            #pragma once
            #include <pybind11/pybind11.h>
            namespace py = pybind11;
            void bind_plain(py::module_ &m);
            void bind_config(py::module_ *m);
        """,
        "src/plain.cpp": """
            #include "bind.h"
            #include "lib.h"
            static int helper() { return 1; }
            void bind_plain(py::module_ &m) {
                py::class_<lib::Plain>(m, "Plain").def_readwrite("first", &lib::Plain::first);
            }
        """,
        "src/config.cpp": """
            #include "bind.h"
            #include "lib.h"
            static double helper() { return 2; }
            void bind_config(py::module_ *m) {
                py::class_<lib::Config>(*m, "Config").def_readwrite("scale", &lib::Config::scale);
            }
        """,
        "src/module.cpp": """
            #include "bind.h"
            PYBIND11_MODULE(ext, m) { bind_plain(m); bind_config(&m); }
        """,
    }
    assert shown_names(read(tmp_path, files)) == [
        "module ext",
        "class ext.Plain = lib::Plain {'first': 'first'}",
        "class ext.Config = lib::Config {'scale': 'scale'}",
    ]


def test_native_classes_are_told_apart_by_their_place_in_clang(tmp_path: Path) -> None:
    source = """
    PYBIND11_MODULE(ext, m) {
        py::class_<Plain>(m, "Plain");
        py::class_<Grid<float>>(m, "Grid");
    }
    """
    facts = module(tmp_path, HEAD + source)
    assert [(one.usr, one.unit) for one in facts.exposed] == [
        ("c:@N@lib@S@Plain", "src/module.cpp"),
        ("c:@N@lib@ST>1#T@Grid", "src/module.cpp"),
    ]


def test_overloads_are_kept_apart(tmp_path: Path) -> None:
    source = """
    PYBIND11_MODULE(ext, m) {
        m.def("solve", py::overload_cast<int, double>(&solve), py::arg("rounds"), py::arg("tolerance") = 0.1);
        m.def("solve", py::overload_cast<const std::string &>(&solve), py::arg("text"));
    }
    """
    facts = module(tmp_path, HEAD + source)
    names = {
        surface: [[one.name for one in overload] for overload in overloads]
        for surface, overloads in facts.signatures.items()
    }
    assert names == {"ext.solve": [["rounds", "tolerance"], ["text"]]}
