"""Wrappers of the lamp over its C++ library: pybind11 and nanobind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.mutations.matrix.bindings import COMMON
from tests.mutations.matrix.cxx import ROWS_OF_CXX
from tests.mutations.matrix.parameters import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutations.matrix import Files


HEADS = {
    "py": '#include <pybind11/pybind11.h>\n#include <pybind11/stl.h>\n\n#include "../native/lamp.hpp"\n\n'
    "namespace py = pybind11;\n\nPYBIND11_MODULE(_lamp, m) {\n",
    "nb": "#include <nanobind/nanobind.h>\n#include <nanobind/stl/string.h>\n#include <nanobind/stl/vector.h>\n\n"
    '#include "../native/lamp.hpp"\n\nnamespace nb = nanobind;\n\nNB_MODULE(_lamp, m) {\n',
}


def _bound(library: str, body: str) -> Files:
    return {**COMMON, "src/lamp_module.cpp": f"{HEADS[library]}{body}\n}}\n"}


def _arguments(library: str, *, literals: bool = False) -> str:
    names = [f'"{row.name}"_a' if literals else f'{library}::arg("{row.name}")' for row in ROWS_OF_CXX]
    values = [row.in_cxx[1].replace("Mode::", "lamp::Mode::") for row in ROWS_OF_CXX]
    return ",\n             ".join(f"{name} = {value}" for name, value in zip(names, values, strict=True))


def _types() -> str:
    return ", ".join(row.in_cxx[0].replace("Mode", "lamp::Mode") for row in ROWS_OF_CXX)


def _declared() -> tuple[str, str, str]:
    parameters = ", ".join(f"{row.in_cxx[0].replace('Mode', 'lamp::Mode')} {row.name}" for row in ROWS_OF_CXX)
    stores = " ".join(f"options.{row.name} = {row.name};" for row in ROWS_OF_CXX)
    return parameters, stores, stores.replace("options.", "self->")


def _factory(library: str) -> Files:
    """A lambda that stores into a record."""
    parameters, stores, into_self = _declared()
    if library == "py":
        made = f".def(py::init([]({parameters}) {{ lamp::Options options; {stores} return options; }}),"
    else:
        made = f'.def("__init__", [](lamp::Options *self, {parameters}) {{ new (self) lamp::Options(); {into_self} }},'
    body = f'    {library}::class_<lamp::Options>(m, "Options")\n        {made}\n             {_arguments(library)});'
    return _bound(library, body)


def _function(library: str) -> Files:
    return _bound(library, f'    m.def("run", &lamp::run,\n             {_arguments(library)});')


def _lambda(library: str) -> Files:
    parameters, _, _ = _declared()
    names = ", ".join(row.name for row in ROWS_OF_CXX)
    return _bound(
        library,
        f'    m.def("run", []({parameters}) {{ return lamp::run({names}); }},\n             {_arguments(library)});',
    )


def _constructor(library: str, *, literals: bool = False) -> Files:
    made = f'{library}::class_<lamp::Lamp>(m, "Lamp")\n        .def({library}::init<{_types()}>(),'
    using = f"    using namespace {library}::literals;\n" if literals else ""
    return _bound(library, f"{using}    {made}\n             {_arguments(library, literals=literals)});")


def _method(library: str) -> Files:
    body = f'    {library}::class_<lamp::Lamp>(m, "Lamp")\n        .def("run", &lamp::Lamp::run,'
    return _bound(library, f"{body}\n             {_arguments(library)});")


def _over_c(library: str, made: str) -> Files:
    """A lambda that fills a plain record of C."""
    head = HEADS[library].replace('#include "../native/lamp.hpp"', 'extern "C" {\n#include "../native/lamp.h"\n}')
    parameters = ", ".join(f"{row.c_type} {row.name}" for row in ROWS)
    stores = " ".join(f"options.{row.name} = {row.name};" for row in ROWS)
    values = [library + "::none()" if row.c == "NULL" else row.c for row in ROWS]
    arguments = ",\n          ".join(
        f'{library}::arg("{row.name}") = {value}' for row, value in zip(ROWS, values, strict=True)
    )
    body = (
        f'    m.def("run", []({parameters}) {{ {made} {stores} return lamp_run(&options); }},\n          {arguments});'
    )
    return {**COMMON, "src/lamp_module.cpp": f"{head}{body}\n}}\n"}


RETURNED = "lamp_options options = lamp_default_options();"
FILLED = "lamp_options options; lamp_init_options(&options);"

OVER_C: dict[str, Callable[[], Files]] = {
    "pybind11, returned record": partial(_over_c, "py", RETURNED),
    "nanobind, returned record": partial(_over_c, "nb", RETURNED),
    "pybind11, filled record": partial(_over_c, "py", FILLED),
    "nanobind, filled record": partial(_over_c, "nb", FILLED),
}

OVER_CLASSES: dict[str, Callable[[], Files]] = {
    "pybind11 constructor": partial(_constructor, "py"),
    "nanobind constructor": partial(_constructor, "nb"),
    "pybind11 literals": partial(_constructor, "py", literals=True),
    "nanobind literals": partial(_constructor, "nb", literals=True),
    "pybind11 method": partial(_method, "py"),
    "nanobind method": partial(_method, "nb"),
}

OVER_RECORDS: dict[str, Callable[[], Files]] = {
    "pybind11 factory": partial(_factory, "py"),
    "nanobind factory": partial(_factory, "nb"),
}

OVER_FUNCTIONS: dict[str, Callable[[], Files]] = {
    "pybind11 function": partial(_function, "py"),
    "nanobind function": partial(_function, "nb"),
    "pybind11 lambda": partial(_lambda, "py"),
    "nanobind lambda": partial(_lambda, "nb"),
}
