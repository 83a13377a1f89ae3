"""Wrappers of the lamp that are not written in Python: Cython, a C extension, pybind11, nanobind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.mutations.matrix.parameters import ROWS
from tests.mutations.matrix.python import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutations.matrix import Files

COMMON = {"pyproject.toml": PROJECT, "lamp/__init__.py": '"""Drives a lamp."""\n\nfrom lamp._lamp import run\n'}

CYTHON_TYPES = {"bool": "bint", "enum lamp_mode": "lamp_mode", "const char *": "const char *"}

CYTHON = """
from libc.stdint cimport int32_t, uint8_t, uint32_t


cdef extern from "stdbool.h":
    ctypedef bint bool


cdef extern from "lamp.h":
    cdef enum lamp_mode:
        LAMP_MODE_DIM
        LAMP_MODE_FULL
        LAMP_MODE_PULSE

    cdef struct lamp_options:
FIELDS

    lamp_options lamp_default_options()
    void lamp_init_options(lamp_options *options)
    int lamp_run(const lamp_options *options)


def run(
PARAMETERS
):
    cdef lamp_options options
    lamp_init_options(&options)
STORES
    return lamp_run(&options)
"""


def _python(default: str) -> str:
    return default.removeprefix("native.")


def _cython(typed: bool) -> Files:
    names = {row.name: CYTHON_TYPES.get(row.c_type, row.c_type) for row in ROWS}
    fields = "\n".join(f"        {names[row.name]} {row.name}" for row in ROWS)
    # A `char *` cannot be None.
    plain = {row.name for row in ROWS if not typed or row.c_type == "const char *"}
    rows = [f"{row.name}={_python(row.python)}" for row in ROWS]
    parameters = ",\n".join(
        f"    {row if row.partition('=')[0] in plain else names[row.partition('=')[0]] + ' ' + row}" for row in rows
    )
    stores = "\n".join(f"    options.{row.name} = {_stored(row.name)}" for row in ROWS)
    text = CYTHON.replace("FIELDS", fields).replace("PARAMETERS", parameters).replace("STORES", stores)
    return {**COMMON, "lamp/_lamp.pyx": text.lstrip()}


def _stored(name: str) -> str:
    return f"NULL if {name} is None else <const char *> {name}" if name == "record" else name


EXTENSION = """
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "../native/lamp.h"

static PyObject *run(PyObject *self, PyObject *args, PyObject *kwargs) {
    static char *names[] = {NAMES, NULL};
VARIABLES
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|UNITS:run", names, PLACES)) return NULL;
    struct lamp_options options;
    lamp_init_options(&options);
STORES
    return PyLong_FromLong(lamp_run(&options));
}

static PyMethodDef methods[] = {
    {"run", (PyCFunction) run, METH_VARARGS | METH_KEYWORDS, "Run the lamp."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_lamp", NULL, -1, methods};

PyMODINIT_FUNC PyInit__lamp(void) { return PyModule_Create(&module); }
"""

UNITS = {
    "int32_t": ("int", "i"),
    "uint32_t": ("unsigned int", "I"),
    "size_t": ("Py_ssize_t", "n"),
    "uint8_t": ("unsigned char", "b"),
    "double": ("double", "d"),
    "float": ("float", "f"),
    "bool": ("int", "p"),
    "enum lamp_mode": ("int", "i"),
    "const char *": ("const char *", "z"),
}


def _extension() -> Files:
    kinds = [UNITS[row.c_type] for row in ROWS]
    parts = {
        "NAMES": ", ".join(f'"{row.name}"' for row in ROWS),
        "VARIABLES": "\n".join(f"    {kind} {row.name} = {row.c};" for (kind, _), row in zip(kinds, ROWS, strict=True)),
        "UNITS": "".join(unit for _, unit in kinds),
        "PLACES": ", ".join(f"&{row.name}" for row in ROWS),
        "STORES": "\n".join(f"    options.{row.name} = {row.name};" for row in ROWS),
    }
    text = EXTENSION
    for word, part in parts.items():
        text = text.replace(word, part)
    return {**COMMON, "lamp/_lamp.c": text.lstrip()}


OVER_C: dict[str, Callable[[], Files]] = {
    "Cython, typed": partial(_cython, typed=True),
    "Cython, untyped": partial(_cython, typed=False),
    "C extension": _extension,
}

HEADS = {
    "py": '#include <pybind11/pybind11.h>\n#include <pybind11/stl.h>\n\n#include "../native/lamp.hpp"\n\n'
    "namespace py = pybind11;\n\nPYBIND11_MODULE(_lamp, m) {\n",
    "nb": "#include <nanobind/nanobind.h>\n#include <nanobind/stl/string.h>\n#include <nanobind/stl/vector.h>\n\n"
    '#include "../native/lamp.hpp"\n\nnamespace nb = nanobind;\n\nNB_MODULE(_lamp, m) {\n',
}


def _bound(library: str, body: str) -> Files:
    return {**COMMON, "src/lamp_module.cpp": f"{HEADS[library]}{body}\n}}\n"}


def _arguments(library: str) -> str:
    from tests.mutations.matrix.cxx import ROWS_OF_CXX

    return ",\n             ".join(
        f'{library}::arg("{row.name}") = {row.in_cxx[1].replace("Mode::", "lamp::Mode::")}' for row in ROWS_OF_CXX
    )


def _types() -> str:
    from tests.mutations.matrix.cxx import ROWS_OF_CXX

    return ", ".join(row.in_cxx[0].replace("Mode", "lamp::Mode") for row in ROWS_OF_CXX)


def _declared() -> tuple[str, str, str]:
    from tests.mutations.matrix.cxx import ROWS_OF_CXX

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
    from tests.mutations.matrix.cxx import ROWS_OF_CXX

    parameters, _, _ = _declared()
    names = ", ".join(row.name for row in ROWS_OF_CXX)
    return _bound(
        library,
        f'    m.def("run", []({parameters}) {{ return lamp::run({names}); }},\n             {_arguments(library)});',
    )


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
