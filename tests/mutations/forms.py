"""What a place is called in the figures: how the default is stated there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.model import SurfaceKind

if TYPE_CHECKING:
    from paramcheck.model import NativeParameter, WrapperParameter

_LIBRARIES = (("nanobind", "nanobind"), ("boost/python", "Boost.Python"), ("boost::python", "Boost.Python"))

_BINDING = (
    (re.compile(r"\bnb::arg"), "nb::arg"),
    (re.compile(r"\bpy::arg"), "py::arg"),
    (re.compile(r'"_a\b'), '"x"_a'),
)

_ASSIGNED = re.compile(r"(?:->|\w\.)[\w.\[\]]+\s*=\s*$|(?:^|[;{])\s*\w+\s*=\s*$", re.MULTILINE)
_DESIGNATED = re.compile(r"\.\w+\s*=\s*$")
_REGISTERED = re.compile(r"\)\s*\.\w+\(\s*$")
_LISTED = re.compile(r"[{,]\s*(?:/\*.*?\*/\s*)?$", re.DOTALL)


def of_wrapper(parameter: WrapperParameter, text: str, before: str) -> str:
    """How a surface states a default.

    Args:
        text: From the name to the end of the default.
        before: What stands before it on its line.
    """
    kind = parameter.kind
    if kind is SurfaceKind.BINDING:
        return next((name for pattern, name in _BINDING if pattern.search(text)), "binding argument")
    if kind is SurfaceKind.DICT:
        popped = re.search(r"\.(pop|get|setdefault)\(", before + text)
        return f"kwargs.{popped.group(1)}" if popped else "dict of defaults"
    if kind is SurfaceKind.PYDANTIC:
        return "pydantic Field" if "Field(" in text else "pydantic attribute"
    if kind in {SurfaceKind.FUNCTION, SurfaceKind.METHOD}:
        return "signature default"
    return {
        SurfaceKind.CYTHON: "Cython def",
        SurfaceKind.EXTENSION: "PyArg_Parse variable",
        SurfaceKind.OPTION: "command-line option",
    }.get(kind, kind.value)


def group(parameter: WrapperParameter, text: str) -> str:
    """What a surface is written with.

    Args:
        text: The file that declares it.
    """
    if parameter.kind is SurfaceKind.BINDING:
        return next((name for word, name in _LIBRARIES if word in text), "pybind11")
    if parameter.kind is SurfaceKind.EXTENSION:
        return "C extension"
    return "Cython" if parameter.span.path.endswith((".pyx", ".pxd", ".pxi")) else "Python"


def of_native(parameter: NativeParameter, text: str, start: int) -> str:
    """How the library states a default.

    Args:
        text: The file.
        start: Where the default begins.
    """
    origin = parameter.origin
    if origin in {"default argument", "member initialiser"}:
        return origin
    if origin.startswith("empty by"):
        return "no initialiser"
    before = text[max(0, start - 200) : start]
    if _ASSIGNED.search(before):
        return "assignment in a constructor" if _constructor(origin) else "assignment in an init function"
    if _DESIGNATED.search(before):
        return "designated aggregate"
    if _REGISTERED.search(before):
        return "registration call"
    if _constructor(origin):
        return "constructor initialiser list"
    return "positional aggregate" if _LISTED.search(before) else "other native"


def _constructor(origin: str) -> bool:
    owner, _, name = origin.removesuffix("()").rpartition("::")
    return bool(owner) and owner.rpartition("::")[2] == name
