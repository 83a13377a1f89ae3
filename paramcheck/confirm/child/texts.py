"""Reads text at an address that may not be one: the system is asked to copy it, and says so where it cannot."""

from __future__ import annotations

import contextlib
import ctypes
import os

_LONGEST = 4096
_write = ctypes.CDLL(None).write
"""Taken before anything is recorded, so that it is no look-up of the package's."""


def texts(data: bytes, offsets: list[int]) -> dict[int, str]:
    """What the pointers in a record point to; one that is null, or points to no text, is left out.

    Args:
        data: The record.
        offsets: Where in it pointers to text are.
    """
    size = ctypes.sizeof(ctypes.c_void_p)
    found = {}
    for offset in offsets:
        address = int.from_bytes(data[offset : offset + size], "little")
        held = text(address) if address else None
        if held is not None:
            found[offset] = held
    return found


def text(address: int) -> str | None:
    """The text at an address; ``None`` if there is none."""
    reader, writer = os.pipe()
    with contextlib.closing(os.fdopen(reader, "rb", buffering=0)) as read, contextlib.closing(os.fdopen(writer, "wb")):
        found = b""
        while len(found) < _LONGEST:
            if _write(writer, ctypes.c_void_p(address + len(found)), ctypes.c_size_t(1)) != 1:
                return None
            one = read.read(1)
            if one == b"\0":
                break
            found += one
    return found.decode("utf-8", "replace")
