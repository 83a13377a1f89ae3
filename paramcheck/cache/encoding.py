"""Objects of the vocabulary to bytes and back.

The bytes are a table of rows. A row is an object: the name of its class and the values of its fields, in which another
object is the number of an earlier row. So an object that many others share is written once, and is one object again.
Reading makes nothing but the classes of the vocabulary.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from paramcheck import model, model_mirrors, values

_SMALLEST, _LARGEST = -(1 << 63), (1 << 64) - 1
"""The whole numbers that MessagePack has."""

_OBJECT, _TUPLE, _LIST, _SET, _DICT, _NUMBER, _CHOICE = range(7)


class NotEncodableError(Exception):
    """An object that is none of the vocabulary, or a text that is not Unicode."""


class NotDecodableError(Exception):
    """Bytes that were not written by :func:`encode` of this version."""


def encode(root: object) -> bytes:
    """Write an object.

    Args:
        root: Made of structs and enums of the vocabulary, tuples, lists, sets, dictionaries and plain values.

    Raises:
        NotEncodableError: If something else is in it.
    """
    table = _Table()
    try:
        last = table.value(root)
        return msgspec.msgpack.encode([table.rows, last])
    except (RecursionError, UnicodeError, msgspec.MsgspecError) as error:
        raise NotEncodableError(str(error)) from None


def decode(data: bytes) -> Any:  # noqa: ANN401 - whatever was written
    """Read what :func:`encode` wrote.

    Raises:
        NotDecodableError: If it is something else.
    """
    try:
        rows, last = msgspec.msgpack.decode(data)
        made: list[object] = []
        classes = _classes()
        for name, *row in rows:
            kind = classes[name]
            if len(row) != len(_names(kind)):
                raise NotDecodableError(f"{name} has other fields")
            made.append(kind(*[_decoded(one, made) if type(one) is list else one for one in row]))
        return _decoded(last, made) if type(last) is list else last
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError, msgspec.MsgspecError) as error:
        raise NotDecodableError(str(error)) from None


@lru_cache(maxsize=1)
def _classes() -> dict[str, type]:
    return {
        one.__name__: one
        for module in (model, model_mirrors, values)
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__ and issubclass(one, (Struct, Enum))
    }


@lru_cache(maxsize=256)
def _names(kind: type) -> tuple[str, ...]:
    return kind.__struct_fields__ if issubclass(kind, Struct) else ()


class _Table:
    """The rows of one encoding."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []
        self._numbers: dict[int, int] = {}

    def value(self, value: object) -> object:
        """A value as it stands in a row."""
        kind = type(value)
        if value is None or kind in {bool, float, str, bytes}:
            return value
        if isinstance(value, Enum):
            return [_CHOICE, _known(kind), value.name]
        if isinstance(value, int):
            return value if _SMALLEST <= value <= _LARGEST else [_NUMBER, hex(value)]
        if isinstance(value, Struct):
            return [_OBJECT, self._object(value)]
        return self._container(value)

    def _container(self, value: object) -> list[object]:
        if isinstance(value, tuple):
            return [_TUPLE, *map(self.value, value)]
        if isinstance(value, list):
            return [_LIST, *map(self.value, value)]
        if isinstance(value, (set, frozenset)):
            return [_SET, *map(self.value, sorted(value))]
        if isinstance(value, dict):
            return [_DICT, *(self.value(one) for pair in value.items() for one in pair)]
        raise NotEncodableError(type(value).__name__)

    def _object(self, value: object) -> int:
        # Whoever asks for the encoding keeps the objects alive, so that no number comes twice.
        number = self._numbers.get(id(value))
        if number is None:
            kind: type = type(value)
            row = [_known(kind), *(self.value(getattr(value, name)) for name in _names(kind))]
            number = self._numbers[id(value)] = len(self.rows)
            self.rows.append(row)
        return number


def _known(kind: type) -> str:
    if _classes().get(kind.__name__) is not kind:
        raise NotEncodableError(kind.__name__)
    return kind.__name__


def _decoded(value: Any, made: list[object]) -> Any:  # noqa: ANN401 - one branch a kind
    if type(value) is not list:
        return value
    kind = value[0]
    if kind == _OBJECT:
        if value[1] < 0:
            raise NotDecodableError("a number of no row")
        return made[value[1]]
    if kind == _CHOICE:
        return _classes()[value[1]][value[2]]  # type: ignore[index]
    if kind == _NUMBER:
        return int(value[1], 16)
    items = [_decoded(one, made) if type(one) is list else one for one in value[1:]]
    if kind == _TUPLE:
        return tuple(items)
    if kind == _LIST:
        return items
    if kind == _SET:
        return frozenset(items)
    if kind == _DICT:
        return dict(zip(items[::2], items[1::2], strict=True))
    raise NotDecodableError("an unknown kind of value")
