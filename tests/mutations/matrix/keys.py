"""A lamp that takes its parameters as text, and estimators over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.matrix.parameters import ROWS, Row
from tests.mutations.matrix.python import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutations.matrix import Files

# An enumerator or a pointer has no text of its own.
PLAIN = tuple(row for row in ROWS if row.name not in {"mode", "record"})

READERS = {
    "int32_t": "GetInt",
    "uint32_t": "GetUnsigned",
    "size_t": "GetSize",
    "uint8_t": "GetByte",
    "double": "GetDouble",
    "float": "GetFloat",
    "bool": "GetBool",
    "const char *": "GetString",
}

CONFIG = """
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

typedef std::unordered_map<std::string, std::string> Map;

DECLARED

struct Config {
FIELDS

    void Set(const Map &map) {
READS
    }
};

Map Split(const char *text);

extern "C" int LampCreate(const char *parameters) {
    Config config;
    config.Set(Split(parameters));
    return config.level;
}
"""

REGISTERED = """
#include <cstddef>
#include <cstdint>
#include <string>
#include <registry/parameter.h>

struct LampParam : public registry::Parameter<LampParam> {
FIELDS

    DECLARE_PARAMETER(LampParam) {
REGISTRATIONS
    }
};

extern "C" int LampCreate(const char *parameters);
"""

ESTIMATOR = '''
"""An estimator."""

import ctypes

lib = ctypes.CDLL("liblamp.so")


def as_text(params):
    return " ".join(f"{key}={value}" for key, value in params.items())


class Lamp:
    def __init__(
        self,
PARAMETERS
    ):
STORES

    def get_params(self, deep=True):
        return {
VALUES
        }

    def fit(self):
        params = self.get_params()
        return lib.LampCreate(as_text(params).encode())
'''


def _type(row: Row) -> str:
    return row.in_cxx[0]


def _config() -> Files:
    kinds = dict.fromkeys((READERS[row.c_type], _type(row)) for row in PLAIN)
    text = CONFIG.replace(
        "DECLARED", "\n".join(f"bool {name}(const Map &map, const char *key, {kind} *out);" for name, kind in kinds)
    )
    text = text.replace("FIELDS", "\n".join(f"    {_type(row)} {row.name} = {row.in_cxx[1]};" for row in PLAIN))
    reads = "\n".join(f'        {READERS[row.c_type]}(map, "{row.name}", &{row.name});' for row in PLAIN)
    return {"native/lamp.cpp": text.replace("READS", reads).lstrip()}


def _registered() -> Files:
    rows = "\n".join(f"        DECLARE_FIELD({row.name}).set_default({row.in_cxx[1]});" for row in PLAIN)
    fields = "\n".join(f"    {_type(row)} {row.name};" for row in PLAIN)
    return {"native/lamp.cpp": REGISTERED.replace("FIELDS", fields).replace("REGISTRATIONS", rows).lstrip()}


def _python(row: Row) -> str:
    return row.python.removeprefix("b")


def _estimator() -> Files:
    text = ESTIMATOR.replace("PARAMETERS", "\n".join(f"        {row.name}={_python(row)}," for row in PLAIN))
    text = text.replace("STORES", "\n".join(f"        self.{row.name} = {row.name}" for row in PLAIN))
    text = text.replace("VALUES", "\n".join(f'            "{row.name}": self.{row.name},' for row in PLAIN))
    return {"pyproject.toml": PROJECT, "lamp/__init__.py": '"""Drives a lamp."""\n', "lamp/lamp.py": text.lstrip()}


WRAPPERS: dict[str, Callable[[], Files]] = {"estimator": _estimator}

LIBRARIES: dict[str, Callable[[], Files]] = {"members set by keys": _config, "registrations": _registered}
