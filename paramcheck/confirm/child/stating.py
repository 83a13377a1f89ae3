"""Calls the functions of a library that state defaults, and writes down what they leave."""

from __future__ import annotations

import ctypes
import platform
from typing import TYPE_CHECKING, Any

from . import texts

if TYPE_CHECKING:
    from . import events

_PATTERNS = (0xA5, 0x5A)
_MARGIN = 512
"""Bytes behind a record, where those of a larger one would be written."""
_IN_REGISTERS = 16
"""Bytes up to which records are returned in registers."""


def state(request: dict[str, Any], written: events.Events) -> None:
    """Call every function that a request names."""
    library = ctypes.CDLL(request["library"])
    missing = [name for name in request["functions"] if not hasattr(library, name)]
    written.write("library", name=request["library"], missing=missing)
    for one in request["defaults"]:
        if one["name"] not in missing:
            written.write("asked", function=one["name"])
            _state(library, one, written)


def _state(library: ctypes.CDLL, one: dict[str, Any], written: events.Events) -> None:
    size = one["size"]
    if one["fills"] or (size > _IN_REGISTERS and platform.machine() in {"x86_64", "AMD64"}):
        held = [_filled(library, one, pattern) for pattern in _PATTERNS]
        # What still holds both patterns was not written; what differs in another way is not the same at each call.
        touched = [(left, right) != _PATTERNS for left, right in zip(*held, strict=True)]
        extent = max((number + 1 for number, was in enumerate(touched) if was), default=0)
        left = [number for number in range(size) if not touched[number]]
        data = held[0][:size]
    else:
        data, extent, left = _returned(library, one), None, []
    written.write(
        "default",
        function=one["name"],
        data=data.hex(),
        extent=extent,
        untouched=left,
        texts=texts.texts(data, one["texts"]),
    )


def _filled(library: ctypes.CDLL, one: dict[str, Any], pattern: int) -> bytes:
    """The memory that a function fills; a returned record of some size is one that the caller points to."""
    size = one["size"] + _MARGIN
    # Aligned for anything.
    memory = (ctypes.c_longdouble * (size // ctypes.sizeof(ctypes.c_longdouble) + 1))()
    ctypes.memset(memory, pattern, size)
    function = getattr(library, one["name"])
    function.argtypes = [ctypes.c_void_p]
    function.restype = None
    function(ctypes.addressof(memory))
    return ctypes.string_at(memory, size)


def _returned(library: ctypes.CDLL, one: dict[str, Any]) -> bytes:
    """A record that is returned in registers: in which ones depends on the types of its fields."""
    types = {"b": ctypes.c_int8, "B": ctypes.c_uint8, "h": ctypes.c_int16, "H": ctypes.c_uint16, "i": ctypes.c_int32,
             "I": ctypes.c_uint32, "q": ctypes.c_int64, "Q": ctypes.c_uint64, "f": ctypes.c_float, "d": ctypes.c_double,
             "?": ctypes.c_bool, "P": ctypes.c_void_p}  # fmt: skip
    fields = [(f"field{number}", types[code]) for number, code in enumerate(one["formats"])]
    record = type("Record", (ctypes.Structure,), {"_fields_": fields})
    if ctypes.sizeof(record) != one["size"]:
        raise ValueError(f"{one['name']}: a record of {one['size']} bytes cannot be called for")
    function = getattr(library, one["name"])
    function.argtypes = []
    function.restype = record
    return bytes(function())
