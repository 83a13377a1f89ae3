"""Wrappers of the lamp over its C library: Cython, and a C extension."""

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
