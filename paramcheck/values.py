"""What a default can be, and when two of them are equal under a native type.

Both sides speak this vocabulary. A value keeps its spelling, because a report shows values in the language of
the side that states them (``True`` and ``true``, ``1e-3f`` and ``0.001``).
"""

from __future__ import annotations

import math
import re
import struct
from enum import Enum
from typing import TypeAlias, Union

from msgspec import Struct

Scalar: TypeAlias = Union[bool, int, float, str, bytes, None]  # noqa: UP007 - evaluated on Python 3.10 too


class Literal(Struct, frozen=True):
    """A value that is known: a number, a truth value, a text, or nothing at all (``None``, ``nullptr``).

    Attributes:
        value: The value, converted to Python.
        spelling: As written in the source of its side.
        symbol: The enumerator or constant that the source names, if it names one.
    """

    value: Scalar
    spelling: str
    symbol: str | None = None


class Symbol(Struct, frozen=True):
    """A native constant that is known by name only, for example an enumerator that a Cython module uses."""

    name: str

    @property
    def spelling(self) -> str:
        """The name."""
        return self.name


class Sequence(Struct, frozen=True):
    """A list, tuple, array or vector of values."""

    items: tuple[Value, ...]
    spelling: str


class Constructed(Struct, frozen=True):
    """An object of a native type, built from positional arguments; without any it is default-constructed."""

    type_name: str
    arguments: tuple[Value, ...]
    spelling: str


class Inherited(Struct, frozen=True):
    """The native default, left alone.

    Attributes:
        name: ``record.field`` as far as the wrapper names it.
        spelling: How a report shows it.
    """

    name: str
    spelling: str = "(native default)"


class Expression(Struct, frozen=True):
    """A computation over values of which at least one is only known to the other side.

    Attributes:
        operator: A Python operator (``+``, ``//``) or function (``min``) name.
        operands: What it is applied to.
        spelling: As written in the source.
    """

    operator: str
    operands: tuple[Value, ...]
    spelling: str


class Alternative(Struct, frozen=True):
    """One case of a choice: the value that holds when a condition does (empty: otherwise)."""

    when: str
    value: Value


class Choice(Struct, frozen=True):
    """One of several values; which one cannot be decided from the sources."""

    alternatives: tuple[Alternative, ...]

    @property
    def spelling(self) -> str:
        """The distinct alternatives, joined by ``or``."""
        return " or ".join(dict.fromkeys(alternative.value.spelling for alternative in self.alternatives))


class Dynamic(Struct, frozen=True):
    """A value that depends on the machine or the environment."""

    spelling: str
    reason: str


class Unknown(Struct, frozen=True):
    """A value that cannot be decided from the sources."""

    spelling: str
    reason: str


Value: TypeAlias = Union[  # noqa: UP007
    Literal, Symbol, Sequence, Constructed, Inherited, Expression, Choice, Dynamic, Unknown
]


class TypeKind(Enum):
    """What a native type is, as far as equality depends on it."""

    BOOL = "bool"
    INTEGER = "integer"
    FLOAT = "float"
    ENUM = "enum"
    TEXT = "text"
    """A ``char *``: text, or no text."""
    STRING = "string"
    """A string object such as ``std::string``, which is never null."""
    POINTER = "pointer"
    ARRAY = "array"
    RECORD = "record"
    OTHER = "other"


class NativeType(Struct, frozen=True):
    """A native type.

    Attributes:
        spelling: As the source writes it.
        kind: What it is.
        bits: Width, where the kind has one.
        signed: Whether an integer or an enum is signed.
        record: Name of the record, enum or template.
        element: Element type of an array, pointer or container.
        length: Number of elements of an array, if it is fixed.
    """

    spelling: str
    kind: TypeKind
    bits: int = 0
    signed: bool = True
    record: str | None = None
    element: NativeType | None = None
    length: int | None = None


class Equality(Enum):
    """The answer to "are these two the same?"."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


class Comparison(Struct, frozen=True):
    """Whether two values are equal, and why not or why not known.

    Attributes:
        equality: The answer.
        reason: Empty where the answer needs no words.
        weak: The values differ, but libraries commonly treat them alike (an empty text and a null pointer).
    """

    equality: Equality
    reason: str = ""
    weak: bool = False


EQUAL = Comparison(Equality.EQUAL)
DIFFERENT = Comparison(Equality.DIFFERENT)

_CONTAINER = re.compile(
    r"(?:^|[\W_])(?:vector|list|array|set|map|span|deque|string|tuple|dict)(?:$|[\W_])|^$", re.IGNORECASE
)
"""Names of types that are empty when they are made of nothing."""

_UNSET_SUFFIXES = ("_COUNT", "_COUNT_", "_MAX_ENUM", "_UNSET", "_UNDEFINED")


def same(left: Value, right: Value) -> bool:
    """Whether two values of one side are the same value, however each is spelled."""
    if isinstance(left, Literal) and isinstance(right, Literal):
        a, b = left.value, right.value
        if isinstance(a, float) and isinstance(b, float) and math.isnan(a) and math.isnan(b):
            return True
        return type(a) is type(b) and a == b
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        return len(left.items) == len(right.items) and all(map(same, left.items, right.items))
    return left == right


def choice(alternatives: list[Alternative]) -> Value:
    """Join alternatives: equal ones count once, and a single one needs no choice."""
    flat: list[Alternative] = []
    for alternative in alternatives:
        inner = alternative.value.alternatives if isinstance(alternative.value, Choice) else (alternative,)
        flat.extend(one for one in inner if not any(same(one.value, kept.value) for kept in flat))
    return flat[0].value if len(flat) == 1 else Choice(tuple(flat))


def compare(wrapper: Value, native: Value, native_type: NativeType | None) -> Comparison:
    """Compare two defaults by value, converting the wrapper's as the call would convert it.

    Args:
        wrapper: What reaches the native side.
        native: What the native side would use by itself.
        native_type: The native parameter's type; ``None`` if it could not be read.

    Returns:
        Whether they are equal. ``UNDECIDED`` wherever either is not known for sure.
    """
    if isinstance(wrapper, Choice) or isinstance(native, Choice):
        return _compare_choice(wrapper, native, native_type)
    for side, value in (("wrapper", wrapper), ("native", native)):
        if isinstance(value, (Unknown, Dynamic)):
            return Comparison(Equality.UNDECIDED, value.reason or f"the {side} value is not known")
        if isinstance(value, (Inherited, Expression)):
            return Comparison(Equality.UNDECIDED, f"the {side} value is computed from one that is not known")
    if isinstance(wrapper, Symbol) or isinstance(native, Symbol):
        return _compare_symbol(wrapper, native)
    if isinstance(wrapper, Sequence) or isinstance(native, Sequence):
        return _compare_sequence(wrapper, native, native_type)
    if isinstance(wrapper, Constructed) or isinstance(native, Constructed):
        return _compare_constructed(wrapper, native)
    if isinstance(wrapper, Literal) and isinstance(native, Literal):
        return _compare_literal(wrapper, native, native_type)
    return Comparison(Equality.UNDECIDED, "values of different kinds")


def symbol_of(value: Value) -> str | None:
    """The last component of the constant's name that a value is spelled with, if any."""
    if isinstance(value, Symbol):
        name: str | None = value.name
    else:
        name = value.symbol if isinstance(value, Literal) else None
    return name.rsplit("::", 1)[-1].rsplit(".", 1)[-1] if name else None


def _compare_choice(wrapper: Value, native: Value, native_type: NativeType | None) -> Comparison:
    lefts = [one.value for one in wrapper.alternatives] if isinstance(wrapper, Choice) else [wrapper]
    rights = [one.value for one in native.alternatives] if isinstance(native, Choice) else [native]
    results = [compare(left, right, native_type) for left in lefts for right in rights]
    if all(result.equality is Equality.EQUAL for result in results):
        return EQUAL
    if all(result.equality is Equality.DIFFERENT for result in results):
        return Comparison(Equality.DIFFERENT, weak=any(result.weak for result in results))
    return Comparison(Equality.UNDECIDED, "which value is used depends on a condition")


def _compare_symbol(wrapper: Value, native: Value) -> Comparison:
    left, right = symbol_of(wrapper), symbol_of(native)
    if left is not None and left == right:
        return EQUAL
    return Comparison(Equality.UNDECIDED, f"the value of {left or right} is not in the tree")


def _compare_sequence(wrapper: Value, native: Value, native_type: NativeType | None) -> Comparison:
    left, right = _items(wrapper), _items(native)
    if left is None or right is None:
        if isinstance(wrapper, Literal) and wrapper.value is None and right == ():
            return Comparison(Equality.UNDECIDED, "None for an empty sequence")
        if isinstance(native, Literal) and native.value is None and left is not None:
            return Comparison(Equality.DIFFERENT, weak=not left)
        return Comparison(Equality.UNDECIDED, "a sequence against a single value")
    element = native_type.element if native_type else None
    length = native_type.length if native_type else None
    if length is not None:
        # A fixed array that is given fewer items has zeros in the rest.
        zero = Literal(0, "0")
        left += (zero,) * (length - len(left))
        right += (zero,) * (length - len(right))
    if len(left) != len(right):
        if any(isinstance(one, (Unknown, Dynamic)) for one in (*left, *right)):
            return Comparison(Equality.UNDECIDED, "a list that is made at run time")
        return DIFFERENT
    results = [compare(a, b, element) for a, b in zip(left, right, strict=True)]
    if any(result.equality is Equality.DIFFERENT for result in results):
        return DIFFERENT
    undecided = [result for result in results if result.equality is Equality.UNDECIDED]
    return undecided[0] if undecided else EQUAL


def _items(value: Value) -> tuple[Value, ...] | None:
    if isinstance(value, Sequence):
        return value.items
    if isinstance(value, Constructed) and not value.arguments and _CONTAINER.search(value.type_name):
        return ()
    return None


def _compare_constructed(wrapper: Value, native: Value) -> Comparison:
    if isinstance(wrapper, Constructed) and isinstance(native, Constructed):
        if _last_name(wrapper.type_name) != _last_name(native.type_name):
            return Comparison(Equality.UNDECIDED, "objects of different types")
        if len(wrapper.arguments) != len(native.arguments):
            return Comparison(Equality.UNDECIDED, "constructed in different ways")
        results = [compare(a, b, None) for a, b in zip(wrapper.arguments, native.arguments, strict=True)]
        if all(result.equality is Equality.EQUAL for result in results):
            return EQUAL
        if any(result.equality is Equality.DIFFERENT and not result.weak for result in results):
            return DIFFERENT
        return Comparison(Equality.UNDECIDED, "constructed from arguments that are not known")
    return Comparison(Equality.UNDECIDED, "an object against a plain value")


def _last_name(name: str) -> str:
    return name.rsplit("::", 1)[-1].rsplit(".", 1)[-1].removeprefix("struct ").strip()


def _compare_literal(wrapper: Literal, native: Literal, native_type: NativeType | None) -> Comparison:
    left, right = wrapper.value, native.value
    if left is None or right is None:
        return _compare_null(left, right, native_type)
    if isinstance(left, (str, bytes)) or isinstance(right, (str, bytes)):
        return _compare_text(left, right, native_type)
    if _number_equal(left, right, native_type):
        return EQUAL
    unset = symbol_of(native)
    if unset and unset.upper().endswith(_UNSET_SUFFIXES):
        return Comparison(Equality.UNDECIDED, f"{unset} stands for 'not set'; the library decides at run time")
    return DIFFERENT


def _compare_null(left: Scalar, right: Scalar, native_type: NativeType | None) -> Comparison:
    if left is right:
        return EQUAL
    kind = native_type.kind if native_type else TypeKind.OTHER
    other = right if left is None else left
    if other in ("", b""):
        return Comparison(Equality.DIFFERENT, "an empty text is not a null pointer", weak=True)
    pointer_like = kind in {TypeKind.POINTER, TypeKind.TEXT, TypeKind.OTHER}
    if other == 0 and not isinstance(other, (float, str, bytes)) and pointer_like:
        return EQUAL
    if left is None and kind is TypeKind.TEXT and isinstance(other, (str, bytes)):
        return Comparison(Equality.DIFFERENT, "no text takes the place of one")
    if left is None:
        return Comparison(Equality.UNDECIDED, "None stands for a value that the wrapper or the library chooses")
    return DIFFERENT if pointer_like else Comparison(Equality.UNDECIDED, "null for a plain value")


def _compare_text(left: Scalar, right: Scalar, native_type: NativeType | None) -> Comparison:
    if isinstance(left, (str, bytes)) and isinstance(right, (str, bytes)):
        return EQUAL if _as_text(left) == _as_text(right) else DIFFERENT
    if native_type and native_type.kind is TypeKind.INTEGER and isinstance(left, (str, bytes)) and len(left) == 1:
        return EQUAL if ord(left) == right else DIFFERENT
    return Comparison(Equality.UNDECIDED, "a text against a number")


def _as_text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _number_equal(left: Scalar, right: Scalar, native_type: NativeType | None) -> bool:
    assert isinstance(left, (bool, int, float))
    assert isinstance(right, (bool, int, float))
    kind = native_type.kind if native_type else TypeKind.OTHER
    if native_type and kind is TypeKind.BOOL:
        return bool(left) == bool(right)
    if native_type and kind in {TypeKind.INTEGER, TypeKind.ENUM} and native_type.bits:
        return _as_integer(left, native_type) == _as_integer(right, native_type)
    if native_type and kind is TypeKind.FLOAT and native_type.bits <= 32:
        return single(left) == single(right) or (math.isnan(left) and math.isnan(right))
    return double_equal(left, right)


def _as_integer(value: float, native_type: NativeType) -> int | float:
    if isinstance(value, float):
        if not math.isfinite(value) or value != int(value):
            return value
        value = int(value)
    wrapped = value & ((1 << native_type.bits) - 1)
    if native_type.signed and wrapped >> (native_type.bits - 1):
        wrapped -= 1 << native_type.bits
    return wrapped


def single(value: float) -> float:
    """Round to an IEEE 754 single, as storing in a C ``float`` does."""
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except (OverflowError, struct.error):
        return math.inf if value > 0 else -math.inf


def double_equal(left: float, right: float) -> bool:
    """Whether two numbers state the same double.

    Native code often writes ``1e-3f`` for a double, and both sides may compute a constant in another order, so
    numbers that are not whole are equal if they agree as singles of which one is exact, or up to rounding.
    """
    if left == right:
        return True
    if isinstance(left, int) and isinstance(right, int):
        # Whole numbers may be larger than any double.
        return False
    if math.isnan(left) and math.isnan(right):
        return True
    if not (math.isfinite(left) and math.isfinite(right)) or (left == int(left) and right == int(right)):
        return False
    if math.isclose(left, right, rel_tol=1e-12, abs_tol=0.0):
        return True
    return single(left) == single(right) and (left == single(left) or right == single(right))
