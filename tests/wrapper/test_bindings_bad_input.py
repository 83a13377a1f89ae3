"""Sources that do not parse: what can be read is read, the rest is named once, and nothing raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.model import Problem
from paramcheck.sources.tree import Tree
from paramcheck.wrapper import bindings
from tests.wrapper.bindings_support import LIBRARY, defaults, lines, module, read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
#include <pybind11/pybind11.h>
#include "lib.h"
namespace py = pybind11;
using namespace lib;
"""

GOOD = """
PYBIND11_MODULE(ext, m) {
    py::class_<Config>(m, "Config")
        .def(py::init<float, int>(), py::arg("scale") = 0.5f, py::arg("count") = 3);
}
"""

READ = [
    "ext.Config.__init__.scale = 0.5f -> lib::Config::Config[0 of 2]: 0.5, lib::Config.scale: 0.5",
    "ext.Config.__init__.count = 3 -> lib::Config::Config[1 of 2]: 3, lib::Config.count: 3",
]

DAMAGED = {
    "empty": "",
    "cut off in a call": HEAD + 'PYBIND11_MODULE(ext, m) { m.def("f", &fetch, py::arg("path"',
    "cut off in a text": HEAD + 'PYBIND11_MODULE(ext, m) { m.def("f',
    "no closing brace": HEAD + 'PYBIND11_MODULE(ext, m) { m.def("f", &fetch, py::arg("path"), py::arg("length"));',
    "closing braces only": HEAD + "}}}}",
    "zeros": HEAD + "\0\0\0 PYBIND11_MODULE(ext, m) { \0 }",
    "a macro without arguments": HEAD + "PYBIND11_MODULE",
    "a conflict of a merge": HEAD + "<<<<<<< ours\n" + GOOD + "=======\n" + GOOD + ">>>>>>> theirs\n",
    "a table of methods that is none": "#include <Python.h>\nstatic PyMethodDef methods[] = 3;\n"
    'PyArg_ParseTuple(a, "i", &b);',
    "a parser call that lacks arguments": "#include <Python.h>\nstatic PyObject *f(PyObject *s, PyObject *a) {\n"
    "static char *names[] = {NULL}; int b; PyArg_ParseTupleAndKeywords(a); PyArg_ParseTuple(a);\n"
    'PyArg_ParseTuple(a, "ii|", &b); PyArg_ParseTuple(a, "((((", &b); return NULL; }',
}


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("file", ["module.cpp", "module.c"])
def test_nothing_raises(tmp_path: Path, name: str, file: str) -> None:
    facts = read(tmp_path, {"lib.h": LIBRARY, file: DAMAGED[name]})
    assert all(flow.parameter in facts.parameters for flow in facts.flows)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "lib.h").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "module.cpp").write_bytes((HEAD + GOOD).encode() + b"// \xff\xfe caf\xe9\n")
    tree = Tree.open(tmp_path)
    assert lines(bindings.read(tree, Parser(tree))) == READ


def test_a_tree_without_extensions(tmp_path: Path) -> None:
    facts = read(tmp_path, {"lib.h": LIBRARY, "lib.cpp": '#include "lib.h"\n'})
    assert (facts.parameters, facts.problems, facts.files) == ([], [], 0)


MISSING = {
    "headers that nobody has": "#include <Eigen/Dense>\n#include <torch/extension.h>\n#include <onnxruntime_cxx_api.h>\n",
    "functions over types that nothing declares": "Eigen::MatrixXd product(const Eigen::MatrixXd &a, Eigen::Index n);\n"
    "torch::Tensor gather(torch::Tensor input) { return input.sum(1).to(torch::kFloat); }\n",
}


@pytest.mark.parametrize("name", MISSING)
def test_the_rest_of_a_file_is_read(tmp_path: Path, name: str) -> None:
    assert lines(module(tmp_path, HEAD + MISSING[name] + GOOD)) == READ


def test_the_rest_of_a_class_is_read(tmp_path: Path) -> None:
    source = """
    PYBIND11_MODULE(ext, m) {
        py::class_<Config>(m, "Config")
            .def("product", [](const Config &c, const Eigen::MatrixXd &matrix) { return matrix * c.scale; },
                 py::arg("matrix") = Eigen::MatrixXd::Identity(3, 3))
            .def("missing", &Config::not_there, py::arg("x") = 2, DOC(lib, Config, missing))
            .def(py::init<float, int>(), py::arg("scale") = 0.5f, py::arg("count") = 3);
    }
    """
    facts = module(tmp_path, HEAD + source)
    assert lines(facts)[-2:] == READ
    assert defaults(facts) == {"matrix": "?", "x": "2", "scale": "0.5", "count": "3"}
    assert facts.problems == []


def test_stand_ins_for_missing_types_are_no_targets(tmp_path: Path) -> None:
    source = """
    PYBIND11_MODULE(ext, m) {
        py::class_<missing::Thing>(m, "Thing")
            .def(py::init<int>(), py::arg("size") = 1)
            .def("grow", [](missing::Thing &self, int by) { self.grow(by); }, py::arg("by") = 2);
        m.def("make", [](int size) { missing::Thing thing(size); thing.open = true; return thing; },
              py::arg("size") = 3);
    }
    """
    facts = module(tmp_path, HEAD + source)
    assert facts.flows == []
    assert facts.exposed == []


def test_what_is_not_read_is_named_once(tmp_path: Path) -> None:
    source = """
    PYBIND11_MODULE(ext, m) {
        m.def("fetch", &fetch, py::arg("path") = "a", py::arg("length") = 4);
        // m.def("old", &fetch, py::arg("path") = "a", py::arg("length") = 4);
        missing::registry.def("other", [&](auto & { }), py::arg("never") = 5, (py::arg("seen")));
    }
    """
    facts = module(tmp_path, HEAD + source)
    reason = "use of undeclared identifier 'missing'"
    assert facts.problems == [Problem(f"2 of 4 arguments of bindings are not read: {reason}", "src/module.cpp", 9)]


def test_a_file_that_clang_gives_up_on_is_named(tmp_path: Path) -> None:
    facts = module(tmp_path, HEAD + "static void broken(int a { return }\n" + GOOD)
    reason = "expected ')'"
    assert facts.problems == [Problem(f"2 of 2 arguments of bindings are not read: {reason}", "src/module.cpp", 5)]


def test_what_the_build_leaves_out_is_no_problem(tmp_path: Path) -> None:
    source = """
    PYBIND11_MODULE(ext, m) {
        m.def("fetch", &fetch, py::arg("path") = "a", py::arg("length") = 4);
    #ifdef EXTRA
        m.def("extra", &extra, py::arg("path") = "a");
    #endif
        py::dict made(py::arg("path") = "b");
    }
    """
    facts = module(tmp_path, HEAD + source)
    assert [one.name for one in facts.parameters] == ["path", "length"]
    assert facts.problems == []


NESTED = {
    "operators": "config.count = " + " + ".join(["count"] * 3000) + ";",
    "blocks": "{" * 200 + "config.count = count;" + "}" * 200,
    "branches": "if (count) {} else " * 600 + "config.count = count;",
}


@pytest.mark.parametrize("name", NESTED)
def test_code_that_is_nested_too_deeply_is_named(tmp_path: Path, name: str) -> None:
    source = f"""
    PYBIND11_MODULE(ext, m) {{
        m.def("make", [](int count) {{ Config config; {NESTED[name]} return config; }}, py::arg("count") = 1);
    }}
    """
    facts = module(tmp_path, HEAD + source)
    assert [one.message for one in facts.problems] == ["ext.make() is too long to follow"]
    assert [one.name for one in facts.parameters] == ["count"]
    assert facts.flows == []


def test_code_that_calls_itself_ends(tmp_path: Path) -> None:
    source = """
    int down(int count) { return count > 0 ? down(count - 1) : 0; }
    void bind_again(py::module_ &m) { bind_again(m); m.def("down", &down, py::arg("count") = 1); }
    PYBIND11_MODULE(ext, m) { bind_again(m); }
    """
    facts = module(tmp_path, HEAD + source)
    assert [one.qualified for one in facts.parameters] == ["ext.down.count"]
    assert facts.flows == []
