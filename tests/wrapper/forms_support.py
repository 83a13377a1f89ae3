"""Small Python wrappers around one ctypes mirror: what flows where in them, as short lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.wrapper import outline, python
from paramcheck.wrapper.package import Package
from tests.support import write
from tests.wrapper.cython_support import shown, shown_target

if TYPE_CHECKING:
    from pathlib import Path

    from paramcheck.model import WrapperFacts

MIRROR = """\
import ctypes

_lib = ctypes.CDLL("libexample.so")

MODE_AUTO = -1
MODE_OFF = 0
MODE_ON = 1


class params(ctypes.Structure):
    _fields_ = [
        ("n", ctypes.c_int32),
        ("m", ctypes.c_uint32),
        ("scale", ctypes.c_float),
        ("flag", ctypes.c_bool),
        ("mode", ctypes.c_int),
        ("path", ctypes.c_char_p),
    ]


def params_default() -> params:
    return _lib.params_default()


_lib.params_default.argtypes = []
_lib.params_default.restype = params
_lib.start.argtypes = [params]


def set_parameters(handle, text: str) -> None:
    _lib.set_parameters(handle, text.encode())
"""


def facts(root: Path, api: str, **files: str) -> WrapperFacts:
    """What is read of a wrapper whose module ``wrap.api`` is this; further modules of it by name."""
    given = {f"wrap/{name}.py": text for name, text in files.items()}
    tree = write(root, {"wrap/__init__.py": "", "wrap/low.py": MIRROR, "wrap/api.py": api, **given})
    package = Package(tree)
    mentioned = outline.outline(package)
    read = python.read(package, mentioned, mentioned.names)
    read.problems.extend(tree.problems)
    return read


def flows(root: Path, api: str, **files: str) -> dict[str, str]:
    """What reaches the native side: ``surface.parameter > target`` and what stands there by default.

    Fields of the mirrored record are named by themselves, everything else in full. ``S`` after a parameter says that
    it selects the value.
    """
    found: dict[str, str] = {}
    for flow in facts(root, api, **files).flows:
        target = shown_target(flow.target)
        if not target:
            continue
        target = target.removeprefix("params_default().").removeprefix("params.")
        surface = flow.parameter.surface.removeprefix("wrap.api.").removeprefix("wrap.")
        key = f"{surface}.{flow.parameter.name}{' S' if flow.selected else ''} > {target}"
        value = shown(flow.effective)
        old = found.get(key)
        if old is not None and old != value:
            value = " / ".join(sorted({*old.split(" / "), value}))
        found[key] = value
    return found


def declared(root: Path, api: str, **files: str) -> dict[str, str]:
    """Declared parameters and their defaults: ``kind surface.parameter`` and the source text of the default."""
    return {
        f"{one.kind.value} {one.surface.removeprefix('wrap.api.').removeprefix('wrap.')}.{one.name}": one.declared
        for one in facts(root, api, **files).parameters
    }
