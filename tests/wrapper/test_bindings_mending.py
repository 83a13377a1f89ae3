"""Names that nothing declares: the statement around them is read all the same, and nothing is made up for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.wrapper import bindings
from tests.support import write
from tests.wrapper.bindings_support import LIBRARY, lines, module

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include "lib.h"
namespace py = pybind11;
using namespace lib;
"""

CLASS = """
PYBIND11_MODULE(ext, m) {
    py::class_<Engine>(m, "Engine")
        MARK
        .def("set_level", &Engine::set_level, py::arg("level") = 3);
}
"""

KEPT = "ext.Engine.set_level.level = 3 -> lib::Engine::set_level[0 of 1]: 3"

WITHIN = {
    "documentation that is made at build time": '.def("level", &Engine::level, DOC(lib, Engine, level))',
    "documentation as a constant": '.def("level", &Engine::level, docs::kEngineLevel)',
    "a method that is not there": '.def("other", &Engine::other)',
    "a type that a lambda takes": '.def("f", [](Engine &self, const Eigen::MatrixXd &m) { return m.rows(); })',
    "a type with arguments": '.def("f", [](Engine &self, Eigen::Ref<const Matrix<double, 3>> m) { return m(0, 1); })',
    "a type that a lambda returns": '.def("f", [](Engine &self) -> torch::Tensor { return torch::zeros({2, 3}); })',
    "a call of something": '.def("f", [](Engine &self) { return absl::StrCat("a", self.level()); })',
    "a function template": '.def("f", wrapped<Engine, int>(&Engine::level))',
    "a cast to something": '.def("f", [](Engine &self) { return static_cast<Ort::Value>(self.level()); })',
    "a variable of a type": '.def("f", [](Engine &self) { Eigen::VectorXf v(3); v << 1, 2, 3; return v.sum(); })',
    "a policy": '.def("level", &Engine::level, py::call_guard<missing::Guard>())',
    "a literal's suffix": '.def("f", [](Engine &self) { self.set_level(3_km); })',
}


@pytest.mark.parametrize("name", WITHIN)
def test_the_rest_of_a_chain_is_read(tmp_path: Path, name: str) -> None:
    found = lines(module(tmp_path, HEAD + CLASS.replace("MARK", WITHIN[name])))
    assert found[-1] == KEPT
    assert "_Q" not in " ".join(found)


BEFORE = {
    "an exported function": "LIB_EXPORT void helper(int a);\n",
    "a class that is exported": "class LIB_EXPORT Thing { int a; };\n",
    "a base class": "class Thing : public torch::nn::Module { int a; };\n",
    "an alias": "using Matrix = Eigen::Matrix<double, 3, 3>;\nstatic Matrix identity() { return Matrix::Identity(); }\n",
    "an alias of a part": "template <class T> struct Uses { using Part = typename missing::Of<T>::Part; Part part; };\n",
    "a name that is brought in": "using torch::Tensor;\nTensor first(Tensor a);\n",
    "a namespace that is brought in": "using namespace Eigen;\n",
    "an attribute": "MAYBE_UNUSED static int count = 0;\n",
    "a caster": "PYBIND11_MAKE_OPAQUE(std::vector<missing::Thing>);\n",
    "a function over it": "static Eigen::MatrixXd twice(const Eigen::MatrixXd &m) { return 2 * m; }\n",
}


@pytest.mark.parametrize("name", BEFORE)
def test_what_follows_is_read(tmp_path: Path, name: str) -> None:
    found = lines(module(tmp_path, HEAD + BEFORE[name] + CLASS.replace("MARK", "")))
    assert found == [KEPT]


def test_places_stay_as_they_are(tmp_path: Path) -> None:
    source = HEAD + CLASS.replace(
        "MARK", '.def("f", [](Engine &e, torch::Tensor t) {}, py::arg("t") = torch::Tensor::empty())'
    )
    facts = module(tmp_path, source)
    found = {one.name: (one.declared, one.span.line, one.span.column) for one in facts.parameters}
    text = source.split("\n")
    for name, (declared, line, column) in found.items():
        assert text[line - 1][column - 1 :].startswith(f'py::arg("{name}") = {declared}')
    assert found["t"][0] == "torch::Tensor::empty()"


def test_headers_without_a_guard(tmp_path: Path) -> None:
    source = '#include "once.h"\n#include "once.h"\n' + HEAD + CLASS.replace("MARK", "")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "once.h").write_text("struct Once { int a = 1; };\n", encoding="utf-8")
    assert lines(module(tmp_path, source)) == [KEPT]


def test_only_files_of_the_tree_are_read(tmp_path: Path) -> None:
    registration = '.def("f", [](Engine &e, int a) { return a + Eigen::pi; }, py::arg("a") = Eigen::zero)'
    tree = write(tmp_path, {"lib.h": LIBRARY, "a.cpp": HEAD + CLASS.replace("MARK", registration)})
    assert len(bindings.read(tree, Parser(tree)).parameters) == 2
    assert tree.problems == []
