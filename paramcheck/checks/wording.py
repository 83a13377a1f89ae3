"""Words that several checks use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.model import Related
from paramcheck.values import Literal, NativeType, Sequence, TypeKind

if TYPE_CHECKING:
    from paramcheck.model import Link
    from paramcheck.values import Value


def short_surface(name: str) -> str:
    """A surface as people call it: the class for its constructor, else class and method or the function."""
    parts = name.split(".")
    if parts[-1] in {"__init__", "__new__", "__cinit__"}:
        return parts[-2] if len(parts) > 1 else name
    if len(parts) > 1 and parts[-2][:1].isupper():
        return ".".join(parts[-2:])
    return parts[-1]


def effective(link: Link) -> str:
    """The wrapper's value, with its number where it is written as a constant."""
    return _with_number(link.effective)


def native_value(link: Link) -> str:
    """The native value, with its number where it is written as a constant or macro."""
    value = link.native.value
    if value is None:
        return " / ".join(f"{_with_number(one.value)} if {one.when}" for one in link.native.conditions)
    return _with_number(value)


def _with_number(value: Value) -> str:
    if isinstance(value, Literal) and not isinstance(value.value, (str, bytes)) and value.value is not None:
        plain = repr(value.value)
        letters = [character for character in value.spelling if character.isalpha() or character == "_"]
        if value.spelling.endswith(")") and value.spelling.startswith("0 ("):
            return value.spelling
        named = len(letters) > 1 and value.spelling.lower() not in {"true", "false", "inf", "nan", plain.lower()}
        if named and not _same_number(value.spelling, value.value):
            return f"{value.spelling} (= {plain})"
    return value.spelling or "an unknown value"


def _same_number(spelling: str, value: object) -> bool:
    try:
        return float(spelling.rstrip("fFuUlL")) == value
    except ValueError:
        try:
            return int(spelling.rstrip("uUlL"), 0) == value
        except ValueError:
            return False


def related(link: Link) -> tuple[Related, ...]:
    """The native place and the data flow of a link."""
    native = link.native
    places = [
        Related(native.span, f"{native.origin or 'the declaration'} sets {native.qualified} to {native_value(link)}")
    ]
    places.extend(Related(step.span, step.text) for step in link.evidence)
    return tuple(places)


def python_literal(value: Value | None, native_type: NativeType) -> str | None:
    """A native value as Python would write it; ``None`` if Python cannot say it in one literal."""
    if isinstance(value, Sequence):
        items = [python_literal(one, native_type.element or native_type) for one in value.items]
        return None if None in items else f"[{', '.join(one for one in items if one is not None)}]"
    if not isinstance(value, Literal):
        return None
    if native_type.kind is TypeKind.BOOL and isinstance(value.value, (bool, int)):
        return repr(bool(value.value))
    if isinstance(value.value, float):
        if value.value != value.value:
            return 'float("nan")'
        if value.value in {float("inf"), float("-inf")}:
            return f'float("{value.value}")'
        return _shortest(value.value, native_type)
    return repr(value.value)


def _shortest(value: float, native_type: NativeType) -> str:
    """The shortest decimal that rounds to the same single, for a C float."""
    if native_type.bits > 32:
        return repr(value)
    from paramcheck.values import single  # noqa: PLC0415

    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if single(float(text)) == value:
            return repr(float(text))
    return repr(value)
