"""From the bytes of a record to values, and back."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, TypeAlias, Union

from paramcheck.values import Literal, Sequence, TypeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paramcheck.confirm.layout import Field, Record
    from paramcheck.values import Value

Plain: TypeAlias = Union[bool, int, float, str, "list[Plain]", None]
"""A value as JSON can hold it."""

POINTER: Final = "(pointer)"
"""Stands for the value of a pointer that is not null."""


def decode(record: Record, data: bytes, texts: Mapping[int, str] | None = None) -> dict[str, Plain]:
    """The values of a record's fields.

    Args:
        record: Its layout.
        data: Its bytes. Fields beyond their end are left out.
        texts: What pointers to text point to, by the offset of the pointer.
    """
    return {
        one.name: _value(one, data, texts or {})
        for one in record.fields
        if one.format and one.offset + one.size <= len(data)
    }


def _value(field: Field, data: bytes, texts: Mapping[int, str]) -> Plain:
    if field.type.kind is TypeKind.TEXT and field.format != "P":
        return data[field.offset : field.offset + field.size].split(b"\0")[0].decode("utf-8", "replace")
    items = struct.unpack_from(f"={field.count}{_standard(field.format)}", data, field.offset)
    if field.format == "P":
        held: list[Plain] = [None if one == 0 else texts.get(field.offset, POINTER) for one in items]
    elif field.width:
        held = [_bits(int(items[0]), field)]
    elif field.format == "f":
        held = [shortest(one) for one in items]
    else:
        held = list(items)
    return held[0] if field.type.kind is not TypeKind.ARRAY else held


def _standard(form: str) -> str:
    # "=" has no pointers.
    return {"P": "Q"}.get(form, form)


def _bits(value: int, field: Field) -> Plain:
    found = (value >> field.shift) & ((1 << field.width) - 1)
    if field.type.kind is TypeKind.BOOL:
        return bool(found)
    if field.type.signed and found >> (field.width - 1):
        found -= 1 << field.width
    return found


def shortest(value: float) -> float:
    """The shortest decimal number that is this one in single precision: 0.1, not 0.10000000149."""
    for digits in range(1, 10):
        text = float(f"{value:.{digits}g}")
        try:
            if struct.pack("f", text) == struct.pack("f", value):
                return text
        except OverflowError:
            continue
    return value


def encode(field: Field, value: Plain) -> bytes | None:
    """The bytes of a value; ``None`` if it cannot be written: a pointer, an array or a bit-field."""
    if not field.format or field.width or field.count != 1 or isinstance(value, (list, str)):
        return None
    if field.format == "P":
        return b"\0" * field.size if value is None else None
    try:
        return struct.pack(f"={field.format}", value)
    except struct.error:
        return None


def as_value(plain: Plain) -> Value:
    """A value in the words of both sides."""
    if isinstance(plain, list):
        return Sequence(tuple(as_value(one) for one in plain), shown(plain))
    return Literal(plain, shown(plain))


def shown(plain: Plain) -> str:
    """A value for people."""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if plain is None:
        return "null"
    if isinstance(plain, list):
        return f"[{', '.join(shown(one) for one in plain)}]"
    if isinstance(plain, str):
        return plain if plain == POINTER else f'"{plain}"'
    return repr(plain)
