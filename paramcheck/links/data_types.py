"""When two types hold the same bytes, and what it does when they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from paramcheck.model import Severity
from paramcheck.model_mirrors import DataKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from paramcheck.model_mirrors import DataType, Prototype

ADDRESSES = frozenset({DataKind.POINTER, DataKind.FUNCTION})
WHOLE_NUMBERS = frozenset({DataKind.BOOL, DataKind.CHARACTER, DataKind.INTEGER, DataKind.ENUM})
_UNDECIDED = frozenset({DataKind.UNKNOWN, DataKind.VOID})

_DEEPEST = 3


class Difference(Struct, frozen=True):
    """Two types that are not read alike.

    Attributes:
        kind: ``size``, ``sign``, ``number``, ``address``, ``pointee``, ``record`` or ``callback``.
        severity: How much it matters.
        text: What it is, as the end of a sentence about the wrapper's side.
    """

    kind: str
    severity: Severity
    text: str


class Names(Struct, frozen=True):
    """Names of native records.

    Attributes:
        aliases: Further names: the alias to the tag.
        known: Names that the headers declare.
    """

    aliases: Mapping[str, str]
    known: Collection[str]

    def same(self, mirror: str, native: str) -> bool:
        """Whether two names mean one record."""
        return bool(mirror) and self.aliases.get(mirror, mirror) == self.aliases.get(native, native)

    def differ(self, mirror: str, native: str) -> bool:
        """Whether two names are known to mean two records."""
        left, right = self.aliases.get(mirror, mirror), self.aliases.get(native, native)
        return bool(left and right) and left != right and left in self.known and right in self.known


def compare(mirror: DataType, native: DataType, names: Names, depth: int = 0) -> Difference | None:
    """How a mirror's type differs from the library's; ``None`` where it does not, or where that is not known.

    Args:
        mirror: What the wrapper says.
        native: What the library says.
        names: Names of native records.
        depth: Pointers that were followed.
    """
    if mirror.kind in _UNDECIDED or native.kind in _UNDECIDED:
        return None
    if mirror.kind in ADDRESSES or native.kind in ADDRESSES:
        return _addresses(mirror, native, names, depth)
    if mirror.kind is native.kind is DataKind.RECORD and names.same(mirror.name, native.name):
        # Where its own fields differ, that is said of the record itself.
        return None
    if mirror.kind is DataKind.ARRAY and native.kind is DataKind.ARRAY:
        return _arrays(mirror, native, names, depth)
    if mirror.size and native.size and mirror.size != native.size:
        return Difference("size", Severity.ERROR, _against(mirror, native))
    if not _same_number(mirror, native):
        return Difference("number", Severity.ERROR, _against(mirror, native))
    if _signs_differ(mirror, native):
        return Difference("sign", Severity.WARNING, _against(mirror, native))
    return None


def _against(mirror: DataType, native: DataType) -> str:
    if mirror.size != native.size:
        return f"{described(mirror)}, the library's {described(native)}"
    return f"{mirror.spelling}, the library's {native.spelling}"


def described(kind: DataType) -> str:
    """A type with its size, for people."""
    if not kind.size:
        return kind.spelling
    return f"{kind.spelling} ({kind.size} byte{'s' if kind.size != 1 else ''})"


def _same_number(mirror: DataType, native: DataType) -> bool:
    """Whether a number of the one is a number of the other: an integer is no float."""
    floats = {mirror.kind is DataKind.FLOAT, native.kind is DataKind.FLOAT}
    others = mirror.kind in WHOLE_NUMBERS or native.kind in WHOLE_NUMBERS
    return floats != {True, False} or not others


def _signs_differ(mirror: DataType, native: DataType) -> bool:
    # A char has the sign that its target gives it, and an enum without negative values is the same under both.
    if native.kind is DataKind.ENUM and mirror.kind is DataKind.INTEGER:
        return native.signed and not mirror.signed
    return mirror.kind is native.kind is DataKind.INTEGER and mirror.signed != native.signed


def _addresses(mirror: DataType, native: DataType, names: Names, depth: int) -> Difference | None:
    if not (mirror.kind in ADDRESSES and native.kind in ADDRESSES):
        if mirror.size and mirror.size == native.size and DataKind.FLOAT not in {mirror.kind, native.kind}:
            # An integer of the same size carries an address as well.
            return None
        if not (mirror.size and native.size):
            return None
        return Difference("address", Severity.ERROR, _against(mirror, native))
    if mirror.kind is native.kind is DataKind.FUNCTION:
        return _callbacks(mirror.prototype, native.prototype, names, depth)
    if DataKind.FUNCTION in {mirror.kind, native.kind}:
        other = native if mirror.kind is DataKind.FUNCTION else mirror
        if other.element is None or other.element.kind in _UNDECIDED | {DataKind.RECORD}:
            return None
        return Difference("pointee", Severity.ERROR, _against(mirror, native))
    if mirror.element is None or native.element is None or depth >= _DEEPEST:
        return None
    return _pointees(mirror, native, names, depth)


def _pointees(mirror: DataType, native: DataType, names: Names, depth: int) -> Difference | None:
    left, right = mirror.element, native.element
    assert left is not None
    assert right is not None
    if left.kind is DataKind.ARRAY and left.element is not None:
        left = left.element
    if right.kind is DataKind.ARRAY and right.element is not None:
        right = right.element
    if left.kind in _UNDECIDED or right.kind in _UNDECIDED or _is_byte(left) or _is_byte(right):
        # Memory is handed over as bytes whatever it holds.
        return None
    if left.kind is DataKind.RECORD and right.kind is DataKind.RECORD:
        if names.differ(left.name, right.name):
            return Difference("record", Severity.WARNING, _against(mirror, native))
        return None
    if DataKind.RECORD in {left.kind, right.kind}:
        record, other = (right, left) if right.kind is DataKind.RECORD else (left, right)
        # A handle that nobody looks into has whatever type the wrapper gives it.
        if record.size and other.kind in ADDRESSES:
            return Difference("pointee", Severity.ERROR, _against(mirror, native))
        return None
    found = compare(left, right, names, depth + 1)
    if found is None or found.kind in {"sign", "record"}:
        return None
    return Difference("pointee", found.severity, _against(mirror, native))


def _is_byte(kind: DataType) -> bool:
    return kind.size == 1 and kind.kind in {DataKind.CHARACTER, DataKind.INTEGER}


def _arrays(mirror: DataType, native: DataType, names: Names, depth: int) -> Difference | None:
    held = (mirror.element, native.element)
    if mirror.length == native.length and all(one is not None and one.kind is DataKind.RECORD for one in held):
        return compare(held[0], held[1], names, depth)  # type: ignore[arg-type]
    if mirror.size and native.size and mirror.size != native.size:
        return Difference("size", Severity.ERROR, _against(mirror, native))
    if mirror.element is None or native.element is None:
        return None
    found = compare(mirror.element, native.element, names, depth)
    if found is None or _is_byte(mirror.element) or _is_byte(native.element):
        return None
    if found.kind == "callback":
        return replace(found, text=f"an array, each item {found.text}")
    return Difference(found.kind, found.severity, _against(mirror, native))


def _callbacks(mirror: Prototype | None, native: Prototype | None, names: Names, depth: int) -> Difference | None:
    if mirror is None or native is None or depth >= _DEEPEST:
        return None
    if mirror.parameters is None or native.parameters is None:
        return None
    if len(mirror.parameters) != len(native.parameters) and not native.variadic:
        text = f"a callback with {_many(len(mirror.parameters))}, the library's with {len(native.parameters)}"
        return Difference("callback", Severity.ERROR, text)
    for number, (given, wanted) in enumerate(zip(mirror.parameters, native.parameters, strict=False), 1):
        found = compare(as_parameter(given), as_parameter(wanted), names, depth + 1)
        if found is not None and found.severity is Severity.ERROR:
            return Difference("callback", Severity.ERROR, f"a callback whose parameter {number} is {found.text}")
    result = results(mirror.result, native.result, names, depth + 1)
    if result is not None and result.severity is Severity.ERROR:
        return Difference("callback", Severity.ERROR, f"a callback that returns {result.text}")
    return None


def _many(count: int) -> str:
    return f"{count} parameter{'s' if count != 1 else ''}"


def as_parameter(kind: DataType) -> DataType:
    """A type as a parameter: an array is passed as a pointer."""
    if kind.kind is not DataKind.ARRAY:
        return kind
    return replace(kind, kind=DataKind.POINTER, size=0, length=None)


def results(mirror: DataType | None, native: DataType | None, names: Names, depth: int = 0) -> Difference | None:
    """How a result type differs; leaving a result unread is information only.

    Args:
        mirror: What the wrapper says that a function returns.
        native: What it returns.
        names: Names of native records.
        depth: Pointers that were followed.
    """
    if mirror is None or native is None or DataKind.UNKNOWN in {mirror.kind, native.kind}:
        return None
    if mirror.kind is DataKind.VOID and native.kind is DataKind.VOID:
        return None
    if native.kind is DataKind.VOID:
        return Difference("void", Severity.WARNING, f"{mirror.spelling}, the library's void: what is read is no result")
    if mirror.kind is DataKind.VOID:
        return Difference(
            "unread", Severity.INFO, f"{mirror.spelling}, the library's {native.spelling}: the result is lost"
        )
    return compare(mirror, native, names, depth)
