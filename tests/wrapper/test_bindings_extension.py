"""Extensions that parse their arguments with the C API: the variables are the parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wrapper.bindings_support import defaults, lines, read

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = """\
#ifndef LIB_H
#define LIB_H
#include <stddef.h>
#define LIB_LEVEL 6
typedef struct { int depth; double ratio; } lib_inner;
typedef struct { int level; double rate; const char *name; lib_inner inner; int flags[2]; } lib_options;
enum lib_mode { LIB_FAST = 2, LIB_EXACT = 5 };
void lib_set_defaults(lib_options *options);
lib_options lib_defaults(void);
int lib_run(const char *data, size_t length, const lib_options *options);
int lib_pack(const char *data, int level, int window);
#endif
"""

START = """\
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <string.h>
#include "lib.h"
"""

END = """
static PyMethodDef methods[] = {
    {"run", (PyCFunction) ext_run, METH_VARARGS | METH_KEYWORDS, "Runs."},
    {NULL, NULL, 0, NULL}
};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "ext", NULL, -1, methods};
PyMODINIT_FUNC PyInit_ext(void) { return PyModule_Create(&definition); }
"""

CASES = {
    "variables with initialisers": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            const char *data; Py_ssize_t length;
            int level = 9, window = 15;
            static char *names[] = {"data", "level", "window", NULL};
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y#|ii:run", names, &data, &length, &level, &window))
                return NULL;
            return PyLong_FromLong(lib_pack(data, level, window));
        }
        """,
        [
            "ext.run.data -> lib_pack[0 of 3]: ?",
            "ext.run.level = 9 -> lib_pack[1 of 3]: 9",
            "ext.run.window = 15 -> lib_pack[2 of 3]: 15",
        ],
    ),
    "names of the variables where there are no keywords": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *args) {
            const char *data; int level = LIB_LEVEL; int window = 15;
            if (!PyArg_ParseTuple(args, "s|ii", &data, &level, &window)) return NULL;
            return PyLong_FromLong(lib_pack(data, level, window));
        }
        """,
        [
            "ext.run.data -> lib_pack[0 of 3]: ?",
            "ext.run.level = LIB_LEVEL -> lib_pack[1 of 3]: 6",
            "ext.run.window = 15 -> lib_pack[2 of 3]: 15",
        ],
    ),
    "fields of a record with native defaults": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            const char *data; Py_ssize_t length;
            lib_options options;
            static char *names[] = {"data", "level", "ratio", NULL};
            lib_set_defaults(&options);
            options.rate = 0.5;
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y#|id", names, &data, &length, &options.level,
                                             &options.inner.ratio)) return NULL;
            return PyLong_FromLong(lib_run(data, length, &options));
        }
        """,
        [
            "ext.run.data -> lib_run[0 of 3]: ?",
            "ext.run.level = (native default) -> lib_options.level from lib_set_defaults to lib_run[2]: native default",
            "ext.run.ratio = (native default) -> lib_options.inner.ratio from lib_set_defaults to lib_run[2]: native default",
        ],
    ),
    "fields of a record that a function returns": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            int level = 3;
            static char *names[] = {"level", NULL};
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|i", names, &level)) return NULL;
            lib_options options = lib_defaults();
            options.level = level;
            return PyLong_FromLong(lib_run("", 0, &options));
        }
        """,
        [
            "ext.run.level = 3 -> lib_options.level from lib_defaults to lib_run[2]: 3",
        ],
    ),
    "a record of zeros": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            int level = 3;
            lib_options options;
            static char *names[] = {"level", NULL};
            memset(&options, 0, sizeof(options));
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|i", names, &level)) return NULL;
            options.level = level;
            return PyLong_FromLong(lib_run("", 0, &options));
        }
        """,
        [
            "ext.run.level = 3 -> lib_options.level from zeros to lib_run[2]: 3",
        ],
    ),
    "an object that is looked at": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            PyObject *rate = NULL;
            lib_options options = lib_defaults();
            static char *names[] = {"rate", NULL};
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O", names, &rate)) return NULL;
            if (rate != NULL && rate != Py_None) options.rate = PyFloat_AsDouble(rate);
            return PyLong_FromLong(lib_run("", 0, &options));
        }
        """,
        [
            "ext.run.rate = None -> lib_options.rate from lib_defaults to lib_run[2]: native default",
        ],
    ),
    "a flag": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            int exact = 0;
            static char *names[] = {"exact", NULL};
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|p", names, &exact)) return NULL;
            return PyLong_FromLong(lib_pack("", exact ? LIB_EXACT : LIB_FAST, 15));
        }
        """,
        [
            "ext.run.exact = False -> lib_pack[1 of 3]: 2 selected",
        ],
    ),
    "only by keyword, converters, nested tuples": (
        """
        static int convert(PyObject *object, void *place);
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            int first = 1, second = 2, window = 15; const char *text = "a"; char *coded = NULL;
            static char *names[] = {"pair", "level", "text", "window", NULL};
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "(ii)|O&z$i", names, &first, &second, convert, &coded,
                                             &text, &window)) return NULL;
            return PyLong_FromLong(lib_pack(text, first, window));
        }
        """,
        [
            "ext.run.pair -> nowhere",
            "ext.run.level = None -> nowhere",
            "ext.run.text = \"a\" -> lib_pack[0 of 3]: 'a'",
            "ext.run.window = 15 -> lib_pack[2 of 3]: 15",
        ],
    ),
    "a constant for the names": (
        """
        static char *ext_names[] = {"level", "window", NULL};
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            int level = LIB_LEVEL; int window = 1 << 4;
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|ii", ext_names, &level, &window)) return NULL;
            return PyLong_FromLong(lib_pack("", level, window));
        }
        """,
        [
            "ext.run.level = LIB_LEVEL -> lib_pack[1 of 3]: 6",
            "ext.run.window = 1 << 4 -> lib_pack[2 of 3]: 16",
        ],
    ),
    "a helper that passes on": (
        """
        static int pack(int level) { return lib_pack("", level, 15); }
        static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
            int level = 4;
            static char *names[] = {"level", NULL};
            if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|i", names, &level)) return NULL;
            return PyLong_FromLong(pack(level));
        }
        """,
        [
            "ext.run.level = 4 -> lib_pack[1 of 3]: 4",
        ],
    ),
    # --- nothing is linked ----------------------------------------------------------------------------------------
    "a function that takes one object": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *data) {
            return PyLong_FromLong(lib_pack(PyBytes_AsString(data), 6, 15));
        }
        """,
        [],
    ),
    "a format that is not known": (
        """
        static const char *make_format(void);
        static PyObject *ext_run(PyObject *self, PyObject *args) {
            int level = 4;
            if (!PyArg_ParseTuple(args, make_format(), &level)) return NULL;
            return PyLong_FromLong(lib_pack("", level, 15));
        }
        """,
        [],
    ),
    "a variable that is replaced": (
        """
        static PyObject *ext_run(PyObject *self, PyObject *args) {
            int level = 4;
            if (!PyArg_ParseTuple(args, "|i", &level)) return NULL;
            level = 7;
            return PyLong_FromLong(lib_pack("", level, 15));
        }
        """,
        [
            "ext.run.level = 4 -> nowhere",
        ],
    ),
}


def found(root: Path, source: str) -> list[str]:
    return lines(read(root, {"src/lib.h": LIBRARY, "src/ext.c": START + source + END}))


@pytest.mark.parametrize("name", CASES)
def test_extension(tmp_path: Path, name: str) -> None:
    source, expected = CASES[name]
    assert found(tmp_path, source) == expected


def test_a_class_of_its_own(tmp_path: Path) -> None:
    source = """
    typedef struct { PyObject_HEAD int level; } Packer;
    static int Packer_init(Packer *self, PyObject *args, PyObject *kwargs) {
        int level = 9;
        static char *names[] = {"level", NULL};
        if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|i", names, &level)) return -1;
        self->level = level;
        return 0;
    }
    static PyObject *Packer_pack(Packer *self, PyObject *args) {
        const char *data; int window = 15;
        if (!PyArg_ParseTuple(args, "s|i", &data, &window)) return NULL;
        return PyLong_FromLong(lib_pack(data, self->level, window));
    }
    static PyMethodDef Packer_methods[] = {{"pack", (PyCFunction) Packer_pack, METH_VARARGS, NULL}, {NULL}};
    static PyTypeObject PackerType = {
        PyVarObject_HEAD_INIT(NULL, 0)
        .tp_name = "ext.Packer",
        .tp_methods = Packer_methods,
        .tp_init = (initproc) Packer_init,
    };
    static PyObject *ext_run(PyObject *self, PyObject *args) { return NULL; }
    """
    assert found(tmp_path, source) == [
        "ext.Packer.__init__.level = 9 -> nowhere",
        "ext.Packer.pack.data -> lib_pack[0 of 3]: ?",
        "ext.Packer.pack.window = 15 -> lib_pack[2 of 3]: 15",
    ]


def test_an_extension_in_cxx(tmp_path: Path) -> None:
    library = "namespace lib { struct Options { int level = 6; double rate = 0.5; }; int run(const Options &); }"
    source = """
    #include <Python.h>
    #include "lib.hpp"
    static PyObject *run(PyObject *self, PyObject *args, PyObject *kwargs) {
        lib::Options options;
        int level = 9;
        static const char *names[] = {"level", "rate", nullptr};
        if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|id", const_cast<char **>(names), &level, &options.rate))
            return nullptr;
        options.level = level;
        return PyLong_FromLong(lib::run(options));
    }
    static PyMethodDef methods[] = {{"run", (PyCFunction) run, METH_VARARGS | METH_KEYWORDS, ""}, {nullptr}};
    static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "ext", nullptr, -1, methods};
    PyMODINIT_FUNC PyInit_ext() { return PyModule_Create(&definition); }
    """
    assert lines(read(tmp_path, {"lib.hpp": library, "ext.cpp": source})) == [
        "ext.run.level = 9 -> lib::Options.level: 9",
        "ext.run.rate = (native default) -> lib::Options.rate: native default",
    ]


def test_defaults_as_python_shows_them(tmp_path: Path) -> None:
    source = """
    static PyObject *ext_run(PyObject *self, PyObject *args, PyObject *kwargs) {
        int flag = 1; PyObject *any = Py_None; PyObject *other = NULL; const char *text = NULL; double number = 0.1;
        unsigned char byte = 'a'; int given;
        static char *names[] = {"flag", "any", "other", "text", "number", "byte", "given", NULL};
        if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|pOOzdbi", names, &flag, &any, &other, &text, &number, &byte,
                                         &given)) return NULL;
        Py_RETURN_NONE;
    }
    """
    facts = read(tmp_path, {"src/lib.h": LIBRARY, "src/ext.c": START + source + END})
    assert defaults(facts) == {
        "flag": "True",
        "any": "None",
        "other": "None",
        "text": "None",
        "number": "0.1",
        "byte": "97",
        "given": "?",
    }
