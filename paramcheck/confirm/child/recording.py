"""Records what reaches native functions through ctypes, whoever calls them.

Every function that ctypes looks up in a library is an object of that library's own class. It is replaced by one that
writes the arguments down before it calls. So nothing of the package has to be known, and nothing has to be compiled.
"""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING, Any

from . import texts

if TYPE_CHECKING:
    from . import events


def install(entries: dict[str, dict[str, Any]], overrides: list[dict[str, Any]], written: events.Events) -> None:
    """Record from now on.

    Args:
        entries: Functions to record, and the records that they take, by position: ``size``, and ``texts`` with the
            offsets of pointers to text.
        overrides: Bytes to put into records before the call: ``entry``, ``position``, ``offset`` and ``data``.
        written: Where to write.
    """
    load = ctypes.CDLL.__init__

    def initialise(self: Any, *arguments: Any, **keywords: Any) -> None:
        load(self, *arguments, **keywords)
        written.write("library", name=str(self._name))
        self._FuncPtr = _recording(self._FuncPtr, entries, overrides, written)

    ctypes.CDLL.__init__ = initialise  # type: ignore[method-assign]


def _recording(
    base: Any, entries: dict[str, dict[str, Any]], overrides: list[dict[str, Any]], written: events.Events
) -> Any:
    class Recorded(base):  # type: ignore[misc]
        _flags_ = base._flags_
        _restype_ = base._restype_

        def __call__(self, *arguments: Any, **keywords: Any) -> Any:
            name = getattr(self, "__name__", "")
            if name not in entries:
                return super().__call__(*arguments, **keywords)
            taken = {int(position): one for position, one in entries[name].items()}
            changes = [one for one in overrides if one["entry"] == name]
            passed = list(arguments)
            for position, record in taken.items():
                if position < len(passed):
                    own = [one for one in changes if one["position"] == position]
                    passed[position] = _changed(passed[position], record["size"], own, written)
            records = {
                str(position): _record(passed[position], record)
                for position, record in taken.items()
                if position < len(passed)
            }
            written.write("call", entry=name, records=records, scalars=_scalars(passed))
            return super().__call__(*passed, **keywords)

    return Recorded


def _structure(argument: Any) -> Any:
    """The ctypes record that an argument is, or points to."""
    if isinstance(argument, (ctypes.Structure, ctypes.Union)):
        return argument
    pointed = getattr(argument, "_obj", None)
    if isinstance(argument, ctypes._Pointer):
        pointed = argument.contents if argument else None
    return pointed if isinstance(pointed, (ctypes.Structure, ctypes.Union)) else None


def _address(argument: Any) -> int:
    """The address of a record that is passed as a plain pointer; 0 for anything else."""
    if isinstance(argument, ctypes.c_void_p):
        return argument.value or 0
    return argument if isinstance(argument, int) and not isinstance(argument, bool) else 0


def _record(argument: Any, record: dict[str, Any]) -> dict[str, Any]:
    held, address = _structure(argument), _address(argument)
    pointed = ctypes.string_at(address, record["size"]) if address else b""
    data = bytes(held) if held is not None else pointed
    return {"data": data.hex(), "texts": texts.texts(data, record["texts"])}


def _changed(argument: Any, size: int, changes: list[dict[str, Any]], written: events.Events) -> Any:
    """An argument with other bytes in it. A record that is passed by value is copied, so the wrapper keeps its own."""
    if not changes:
        return argument
    held = _structure(argument)
    if held is argument:
        argument = held = type(held).from_buffer_copy(held)
    address = ctypes.addressof(held) if held is not None else _address(argument)
    room = ctypes.sizeof(held) if held is not None else size
    for one in changes:
        data = bytes.fromhex(one["data"])
        if address and one["offset"] + len(data) <= room:
            ctypes.memmove(address + one["offset"], data, len(data))
            written.write("override", entry=one["entry"], of=one.get("of", ""))
    return argument


def _scalars(arguments: list[Any]) -> list[Any]:
    plain = (getattr(one, "value", one) if isinstance(one, ctypes._SimpleCData) else one for one in arguments)
    return [
        one.decode("utf-8", "replace") if isinstance(one, bytes) else one
        for one in plain
        if isinstance(one, (bool, int, float, str, bytes))
    ]


def mirror(record: str, written: events.Events) -> None:
    """Write down the layout of the ctypes records of a name that any loaded module holds."""
    seen = set()
    for module in list(sys.modules.values()):
        found = vars(module).get(record) if hasattr(module, "__dict__") else None
        if isinstance(found, type) and issubclass(found, (ctypes.Structure, ctypes.Union)) and found not in seen:
            seen.add(found)
            fields = [
                [one[0], getattr(found, one[0]).offset, getattr(found, one[0]).size & 0xFFFF]
                for one in getattr(found, "_fields_", ())
            ]
            place = f"{found.__module__}.{found.__qualname__}"
            written.write("mirror", record=record, place=place, size=ctypes.sizeof(found), fields=fields)
