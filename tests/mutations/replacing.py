"""What to write in the place of a default, so that it is another value for certain.

Never a value that the native type takes for the same, never another name of the same constant, and never zero against
a negative number: libraries take both for "not set", and so does the tool where it sees no difference.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paramcheck.values import Constructed, Equality, Literal, Sequence, TypeKind, compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.values import NativeType, Value

PYTHON, CYTHON, CXX = "python", "cython", "c++"
WORDS = {PYTHON: ("False", "True"), CYTHON: ("False", "True"), CXX: ("false", "true")}
FLOAT32_BITS = 32

_PLAIN = re.compile(r"[-+]?\s*(?:0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?P<suffix>[fFlLuU]*)")
_NAME = re.compile(r"[A-Za-z_][\w.:]*")
_QUOTED = re.compile(r"[a-zA-Z]{0,2}(\"|')(?:[^\"'\\]|\\.)*\1")
_NUMBER_INSIDE = re.compile(r"(?<![\w.])(\d+(?:\.\d*)?)(?![\w.])(?=[^\d]*$)")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Another default.

    Attributes:
        kind: What kind of value it is.
        text: In the language of its side.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A default where it stands, and what it must not become.

    Attributes:
        text: As written.
        value: What it is.
        type: The native type of the pair.
        language: Of the side.
        others: Values that are this default as well: the other side's, and what the library takes instead of it.
        enumerators: Other constants of the same enumeration, by a constant's name.
        gives_way: Whether ``None`` leaves the native default alone here, so that any other value is its own.
    """

    text: str
    value: Value
    type: NativeType
    language: str
    others: tuple[Value, ...]
    enumerators: Callable[[str], tuple[str, ...]]
    gives_way: bool = False


def replacements(stated: Stated) -> tuple[Replacement, ...]:
    """All that may stand there instead, likely ones first; nothing if there is no safe one."""
    found = dict.fromkeys(one for one in _candidates(stated) if one.text != stated.text)
    return tuple(found)


def _candidates(stated: Stated) -> Iterator[Replacement]:
    value = stated.value
    if isinstance(value, Sequence):
        yield from _sequences(stated, value)
    elif isinstance(value, Constructed):
        yield from _inside(stated)
    elif isinstance(value, Literal):
        if stated.gives_way:
            yield from _instead_of_none(stated)
        elif value.value is None:
            yield from _null(stated)
        elif isinstance(value.value, (str, bytes)):
            yield from _texts(stated)
        elif stated.type.kind is TypeKind.BOOL or isinstance(value.value, bool):
            yield from _flipped(stated, value)
        elif stated.type.kind is TypeKind.ENUM or (value.symbol and _NAME.fullmatch(stated.text)):
            yield from _constants(stated, value)
        elif isinstance(value.value, (int, float)):
            yield from _numbers(stated, value.value)


def _flipped(stated: Stated, value: Literal) -> Iterator[Replacement]:
    if stated.text.strip() in {"0", "1"}:
        yield Replacement("bool", "0" if value.value else "1")
    elif stated.type.kind in {TypeKind.BOOL, TypeKind.INTEGER}:
        yield Replacement("bool", WORDS[stated.language][not value.value])


def _texts(stated: Stated) -> Iterator[Replacement]:
    # A text for a number or an enumerator is a key of the wrapper's own table: another one need not be in it.
    textual = {TypeKind.TEXT, TypeKind.STRING, TypeKind.OTHER}
    if stated.type.kind in textual and _QUOTED.fullmatch(stated.text):
        yield Replacement("string", f"{stated.text[:-1]}x{stated.text[-1]}")
    elif stated.type.kind in textual and _NAME.fullmatch(stated.text):
        yield Replacement("string", '"another"')


def _null(stated: Stated) -> Iterator[Replacement]:
    if stated.type.kind is TypeKind.TEXT and stated.text in {"None", "NULL", "nullptr"}:
        yield Replacement("none", '"x"')


def _instead_of_none(stated: Stated) -> Iterator[Replacement]:
    native = stated.others[0]
    if not isinstance(native, Literal) or stated.text != "None":
        return
    kind, held = stated.type.kind, native.value
    if kind is TypeKind.BOOL:
        yield Replacement("none", WORDS[stated.language][not held])
    elif kind in {TypeKind.INTEGER, TypeKind.FLOAT} and isinstance(held, (int, float)) and not native.symbol:
        yield Replacement("none", str(max(int(held) if math.isfinite(held) else 0, 0) + 3))
    elif kind in {TypeKind.STRING, TypeKind.TEXT} and isinstance(held, str):
        yield Replacement("none", '"x"')


def _constants(stated: Stated, value: Literal) -> Iterator[Replacement]:
    match = re.fullmatch(r"(?P<head>(?:[\w]+(?:\.|::))*)(?P<last>\w+)", stated.text)
    if match is None:
        return
    for other in stated.enumerators(match["last"]):
        yield Replacement("enum", match["head"] + other)
    if stated.type.kind in {TypeKind.INTEGER, TypeKind.FLOAT} and isinstance(value.value, (int, float)):
        yield from _numbers(stated, value.value)


def _numbers(stated: Stated, value: float) -> Iterator[Replacement]:
    plain = _PLAIN.fullmatch(stated.text)
    whole = isinstance(value, int) and stated.type.kind is not TypeKind.FLOAT
    kind = _kind(stated.type, whole=isinstance(value, int))
    for number in _other_numbers(value, stated, whole=whole):
        if _differs(number, stated):
            text = repr(number)
            if plain and not whole and plain["suffix"] in {"f", "F"}:
                text += plain["suffix"]
            yield Replacement(kind, text)
    if plain is None and isinstance(value, (int, float)) and value > 0 and _differs(value + 1, stated):
        yield Replacement(f"{kind} expression", f"({stated.text}) + 1")


def _other_numbers(value: float, stated: Stated, *, whole: bool) -> Iterator[float]:
    if whole:
        up = max(int(value), 0)
        yield from (up + 1, up * 2 + 3)
        if stated.language == CXX and value > 0:
            yield 0
        return
    if not math.isfinite(value):
        yield 1.0
        return
    near = 1e-5 if stated.type.bits <= FLOAT32_BITS else 1e-3
    # A share stays one: wrappers refuse others, and then what is passed on is for the caller to say.
    others = (0.25, 0.75, 0.5) if 0 <= value <= 1 else (value * 1.5, value * 2 + 1)
    yield from (*others, float(f"{value * (1 - near):.9g}"))


def _kind(native_type: NativeType, *, whole: bool) -> str:
    if native_type.kind is TypeKind.FLOAT:
        return "float32" if native_type.bits <= FLOAT32_BITS else "float"
    if native_type.kind is TypeKind.INTEGER:
        return "int" if native_type.signed else "unsigned"
    return "int" if whole else "float"


def _differs(number: float, stated: Stated) -> bool:
    """Whether a number is another value for all that the default is equal to, and fits into the native type."""
    native = stated.type
    if native.kind is TypeKind.INTEGER and native.bits and not 0 <= number < 1 << (native.bits - native.signed):
        return False
    written = Literal(number, repr(number))
    known = (stated.value, *stated.others)
    if any(isinstance(one, Literal) and _both_unset(number, one.value) for one in known):
        return False
    return all(compare(written, one, native).equality is not Equality.EQUAL for one in known)


def _both_unset(number: float, other: object) -> bool:
    return isinstance(other, (int, float)) and number <= 0 and other <= 0 and isinstance(number, int)


def _sequences(stated: Stated, value: Sequence) -> Iterator[Replacement]:
    number = _NUMBER_INSIDE.search(stated.text)
    if value.items and number:
        yield Replacement("list", _with_another_number(stated.text, number))
    element = stated.type.element
    empty = re.fullmatch(r"(?P<head>.*)(?P<brackets>\{\}|\[\])", stated.text)
    if not value.items and empty and element and element.kind in {TypeKind.INTEGER, TypeKind.FLOAT}:
        opening, closing = empty["brackets"]
        yield Replacement("list", f"{empty['head']}{opening}3{closing}")


def _inside(stated: Stated) -> Iterator[Replacement]:
    """An argument of a constructed value."""
    number = _NUMBER_INSIDE.search(stated.text)
    if number:
        yield Replacement("record", _with_another_number(stated.text, number))


def _with_another_number(text: str, number: re.Match[str]) -> str:
    written = number.group(1)
    other = str(int(written) + 3) if written.isdigit() else repr(float(written) + 3)
    return f"{text[: number.start()]}{other}{text[number.end() :]}"
