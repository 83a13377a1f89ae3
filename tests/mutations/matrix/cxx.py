"""The lamp in C++: a record ``lamp::Options``, or a function ``lamp::run``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.matrix.parameters import ROWS, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutations.matrix import Files

ROWS_OF_CXX = (
    *ROWS,
    Row("weights", "", "", "", "", "", cxx_type="std::vector<int32_t>", cxx="std::vector<int32_t>{1, 2, 3}"),
)

HEADER = """
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lamp {

enum class Mode { Dim, Full, Pulse };

BODY

}  // namespace lamp
"""


def _library(body: str, source: str = "") -> Files:
    files = {"native/lamp.hpp": HEADER.replace("BODY", body).lstrip()}
    if source:
        files["native/lamp.cpp"] = f'#include "lamp.hpp"\n\nnamespace lamp {{\n\n{source}\n\n}}  // namespace lamp\n'
    return files


def _fields(initialised: str = "") -> str:
    return "\n".join(f"    {row.in_cxx[0]} {row.name}{initialised.format(row.in_cxx[1])};" for row in ROWS_OF_CXX)


def _members(initialised: str) -> Files:
    return _library(f"struct Options {{\n{_fields(initialised)}\n}};")


def _initialiser_list() -> Files:
    values = ",\n          ".join(f"{row.name}({row.in_cxx[1]})" for row in ROWS_OF_CXX)
    return _library(f"struct Options {{\n    Options()\n        : {values} {{}}\n{_fields()}\n}};")


def _constructor_body() -> Files:
    values = "\n".join(f"    {row.name} = {row.in_cxx[1]};" for row in ROWS_OF_CXX)
    return _library(f"struct Options {{\n    Options();\n{_fields()}\n}};", f"Options::Options() {{\n{values}\n}}")


def _constants() -> Files:
    # A constexpr string or vector is not what C++ of these years has.
    plain = [row for row in ROWS_OF_CXX if not row.in_cxx[0].startswith("std::")]
    constants = "\n".join(f"constexpr {row.in_cxx[0]} kDefault_{row.name} = {row.in_cxx[1]};" for row in plain)
    fields = "\n".join(
        f"    {row.in_cxx[0]} {row.name} = {f'kDefault_{row.name}' if row in plain else row.in_cxx[1]};"
        for row in ROWS_OF_CXX
    )
    return _library(f"{constants}\n\nstruct Options {{\n{fields}\n}};")


def _arguments() -> Files:
    parameters = ", ".join(f"{row.in_cxx[0]} {row.name} = {row.in_cxx[1]}" for row in ROWS_OF_CXX)
    return _library(f"int run({parameters});")


def _class() -> Files:
    """A class whose constructor and whose method have the same default arguments."""
    parameters = ", ".join(f"{row.in_cxx[0]} {row.name} = {row.in_cxx[1]}" for row in ROWS_OF_CXX)
    return _library(f"class Lamp {{\n  public:\n    explicit Lamp({parameters});\n    int run({parameters});\n}};")


def _argument_constants() -> Files:
    plain = [row for row in ROWS_OF_CXX if not row.in_cxx[0].startswith("std::")]
    constants = "\n".join(f"constexpr {row.in_cxx[0]} kDefault_{row.name} = {row.in_cxx[1]};" for row in plain)
    parameters = ", ".join(
        f"{row.in_cxx[0]} {row.name} = {f'kDefault_{row.name}' if row in plain else row.in_cxx[1]}"
        for row in ROWS_OF_CXX
    )
    return _library(f"{constants}\n\nint run({parameters});")


RECORDS: dict[str, Callable[[], Files]] = {
    "member initialisers": lambda: _members(" = {}"),
    "members in braces": lambda: _members("{{{}}}"),
    "initialiser list": _initialiser_list,
    "constructor body": _constructor_body,
    "constants": _constants,
}

CLASSES: dict[str, Callable[[], Files]] = {"arguments of methods": _class}

FUNCTIONS: dict[str, Callable[[], Files]] = {
    "default arguments": _arguments,
    "constant default arguments": _argument_constants,
}
