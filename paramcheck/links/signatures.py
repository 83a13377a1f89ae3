"""Where a wrapper declares a function otherwise than the library does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from paramcheck.links.data_types import WHOLE_NUMBERS, as_parameter, compare, described, results
from paramcheck.model import Severity
from paramcheck.model_mirrors import DataKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.links.data_types import Names
    from paramcheck.model_mirrors import DataType, MirrorFunction, Prototype

_INT = 4
"""Bytes of the int that ctypes takes every result for."""

_CONVERTED = frozenset({"size", "sign", "number", "unread"})
"""Differences between numbers, which a C compiler converts; a result that is none does not compile."""

_CUT = frozenset({DataKind.POINTER, DataKind.FUNCTION})


class SignatureDifference(Struct, frozen=True):
    """One difference between a wrapper's declaration and the library's.

    Attributes:
        kind: ``count``, ``parameter``, ``result`` or ``undeclared``.
        severity: How much it matters.
        text: What it is, as a clause.
        of: In what the types differ.
    """

    kind: str
    severity: Severity
    text: str
    of: str = ""


def differences(mirror: MirrorFunction, native: Prototype, names: Names) -> Iterator[SignatureDifference]:
    """How a function is declared otherwise.

    Args:
        mirror: What the wrapper says of it.
        native: What the library says.
        names: Names of native records.
    """
    for one in _all(mirror, native, names):
        if not (mirror.compiled and one.of in _CONVERTED):
            yield one
        elif one.of == "unread":
            yield replace(one, severity=Severity.INFO)
        else:
            yield replace(one, severity=Severity.INFO, text=f"{one.text}, which the C compiler converts")


def _all(mirror: MirrorFunction, native: Prototype, names: Names) -> Iterator[SignatureDifference]:
    yield from _parameters(mirror.prototype, native, names)
    if native.result is None:
        return
    if mirror.prototype.result is not None:
        found = results(mirror.prototype.result, native.result, names)
        if found is not None:
            severity = found.severity
            if found.kind == "size" and _is_cut(mirror.prototype.result, native.result):
                severity = Severity.WARNING
            word = "the result" if mirror.is_text else "restype"
            yield SignatureDifference("result", severity, f"{word} is {found.text}", found.kind)
    elif (text := _taken_for_int(native.result)) is not None:
        whole = native.result.kind in {DataKind.INTEGER, DataKind.ENUM}
        # Most numbers fit, and no address does.
        yield SignatureDifference("undeclared", Severity.WARNING if whole else Severity.ERROR, text)


def _parameters(mirror: Prototype, native: Prototype, names: Names) -> Iterator[SignatureDifference]:
    if mirror.parameters is None or native.parameters is None:
        return
    given, wanted = len(mirror.parameters), len(native.parameters)
    if given < wanted or (given > wanted and not native.variadic):
        text = f"declares {given} parameter{'s' if given != 1 else ''}, the library has {wanted}"
        yield SignatureDifference("count", Severity.ERROR, text)
        return
    for number, (mine, theirs) in enumerate(zip(mirror.parameters, native.parameters, strict=False), 1):
        found = compare(as_parameter(mine), as_parameter(theirs), names)
        if found is None:
            continue
        severity = found.severity
        if found.kind == "size" and _fits_a_register(mine, theirs):
            severity = Severity.WARNING
        yield SignatureDifference("parameter", severity, f"parameter {number} is {found.text}", found.kind)


def _fits_a_register(mirror: DataType, native: DataType) -> bool:
    """Whether both are passed as one 32-bit number, so that common values arrive all the same."""
    return mirror.size <= _INT and native.size <= _INT and DataKind.FLOAT not in {mirror.kind, native.kind}


def _is_cut(mirror: DataType, native: DataType) -> bool:
    """Whether the upper bytes of a whole number are left unread: most numbers fit into what is read."""
    return mirror.size < native.size and {mirror.kind, native.kind} <= WHOLE_NUMBERS


def _taken_for_int(native: DataType) -> str | None:
    """What becomes of a result for which no ``restype`` is given."""
    if native.kind in _CUT and native.size > _INT:
        return f"has no restype: the pointer that it returns ({native.spelling}) is cut to 32 bits"
    if native.kind is DataKind.FLOAT:
        return f"has no restype: the {native.spelling} that it returns is read as an int"
    if native.kind in {DataKind.INTEGER, DataKind.ENUM} and native.size > _INT:
        return f"has no restype: the {described(native)} that it returns is cut to 32 bits"
    if native.kind is DataKind.RECORD and native.size:
        return f"has no restype: the {native.spelling} that it returns is read as an int"
    return None


def signature_text(prototype: Prototype) -> str:
    """A signature in one line."""
    taken = "?" if prototype.parameters is None else ", ".join(one.spelling for one in prototype.parameters)
    if prototype.variadic:
        taken += ", ..." if taken else "..."
    result = prototype.result.spelling if prototype.result is not None else "int"
    return f"({taken}) -> {result}"
