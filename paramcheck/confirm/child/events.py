"""What a run writes down."""

from __future__ import annotations

import contextlib
import json
import math
import os
from collections.abc import Mapping
from typing import Any

_MOST_ATTRIBUTES = 400


class Events:
    """A file of JSON lines.

    Args:
        path: The file.
    """

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, event: str, **data: Any) -> None:
        """Add an event. It is on the disk when this returns."""
        line = json.dumps({"event": event, **data}, default=repr) + "\n"
        os.write(self._file, line.encode())


def attributes(held: object) -> dict[str, Any]:
    """The plain values that a mapping or an object's public attributes hold."""
    if isinstance(held, Mapping):
        items = [(str(name), value) for name, value in held.items()]
    else:
        items = []
        for name in dir(held):
            if not name.startswith("_"):
                # A property may raise anything.
                with contextlib.suppress(Exception):
                    items.append((name, getattr(held, name)))
    found = {}
    for name, value in items[:_MOST_ATTRIBUTES]:
        plain = _plain(value)
        if plain is not _OTHER:
            found[name] = plain
    return found


_OTHER = object()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value
    if isinstance(value, (list, tuple)):
        items = [_plain(one) for one in value]
        return _OTHER if any(one is _OTHER for one in items) else items
    if callable(value):
        return _OTHER
    # numpy's scalars and enumerators of extension modules are numbers without being Python's.
    for convert in (int, float):
        with contextlib.suppress(Exception):
            number = convert(value)
            if convert is float or math.isclose(number, float(value)):
                return number
    return _OTHER


def place(error: BaseException) -> str:
    """``file:line`` where an exception was raised; empty if that is not known."""
    found = error.__traceback__
    while found is not None and found.tb_next is not None:
        found = found.tb_next
    return f"{found.tb_frame.f_code.co_filename}:{found.tb_lineno}" if found is not None else ""
