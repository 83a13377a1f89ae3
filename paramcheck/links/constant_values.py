"""Constants that a wrapper repeats: paired with the library's by name, and compared by value."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paramcheck.model import Confidence, Evidence, Link, NativeParameter, SurfaceKind, Verdict, WrapperParameter
from paramcheck.values import Choice, Literal, NativeType, TypeKind, double_equal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.model_mirrors import DeclaredConstant, DeclaredFacts, MirrorConstant
    from paramcheck.values import Value

_FEW = 3
"""Constants of a module that must be the library's before one that differs is taken for it, too."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SENTINEL = re.compile(r"^_|_(?:COUNT|MAX|MIN|LAST|FIRST|END|FORCE_?\w*|MAX_ENUM|SENTINEL|NUM)_?$", re.IGNORECASE)

_UNSIGNED = 1 << 32


@dataclass(frozen=True, slots=True)
class ConstantPair:
    """A constant of the wrapper, and the library's."""

    mirror: MirrorConstant
    native: DeclaredConstant
    link: Link


@dataclass(frozen=True, slots=True)
class MissingConstants:
    """Enumerators of an enum of which the wrapper repeats others.

    Attributes:
        beside: The last one that it does repeat.
        missing: Those that it does not.
    """

    beside: ConstantPair
    missing: tuple[DeclaredConstant, ...]


def candidates(constant: MirrorConstant) -> tuple[str, ...]:
    """The names that a constant may have in the library: its own, or with that of its enum before it."""
    if not constant.group:
        return (constant.name,)
    group = _CAMEL.sub("_", constant.group).upper().strip("_")
    names = [constant.name, f"{group}_{constant.name}"]
    if group.endswith("_T"):
        names.append(f"{group[:-2]}_{constant.name}")
    return tuple(dict.fromkeys(names))


def pair_constants(
    mirrors: list[MirrorConstant], native: DeclaredFacts, declaring: set[str], named: set[str]
) -> tuple[list[ConstantPair], list[MissingConstants]]:
    """Pair constants with the library's.

    Args:
        mirrors: What the wrapper writes down.
        native: What the headers say.
        declaring: Modules that also declare functions or records of the library.
        named: Everything that the wrapper gives a name.

    Returns:
        The pairs, and what the wrapper leaves out of enums that it repeats.
    """
    surfaces: dict[str, list[ConstantPair]] = defaultdict(list)
    for one in mirrors:
        for name in candidates(one):
            other = native.constants.get(name)
            if other is not None:
                surfaces[one.surface].append(ConstantPair(one, other, _link(one, other)))
                break
    families = {_start(name) for name in (*native.functions, *native.records)}
    found: list[ConstantPair] = []
    for surface, pairs in surfaces.items():
        whole = _are_repeated(surface, pairs, declaring)
        found.extend(one for one in pairs if whole or _start(one.native.name) in families)
    return found, list(_missing(found, native, named))


def _start(name: str) -> str:
    """What the names of one library start with, in whatever case."""
    return name.strip("_").partition("_")[0].upper()


def _are_repeated(surface: str, pairs: list[ConstantPair], declaring: set[str]) -> bool:
    """Whether the constants of a module are the library's, and not others of the same names."""
    equal = sum(one.link.verdict is Verdict.MATCH for one in pairs)
    if surface in declaring:
        return True
    return equal >= _FEW and equal * 2 >= len(pairs)


def _missing(pairs: list[ConstantPair], native: DeclaredFacts, named: set[str]) -> Iterator[MissingConstants]:
    enums: dict[tuple[str, str], list[ConstantPair]] = defaultdict(list)
    for one in pairs:
        if one.native.key:
            enums[one.mirror.surface, one.native.key].append(one)
    for (_, key), repeated in enums.items():
        rows = native.enums.get(key, [])
        names = {one.native.name for one in repeated}
        names |= named
        missing = tuple(one for one in rows if one.name not in names and not _SENTINEL.search(one.name))
        if missing and len(repeated) > 1 and len(repeated) * 2 >= len(rows):
            yield MissingConstants(repeated[-1], missing)


def _link(mirror: MirrorConstant, native: DeclaredConstant) -> Link:
    verdict, note = _judge(mirror.value, native.value)
    wrapper = WrapperParameter(
        mirror.surface, mirror.name, SurfaceKind.MIRROR, mirror.value.spelling, mirror.value, mirror.span
    )
    spelling = f"enum {native.group}" if native.group else "constant"
    kind = NativeType(spelling, TypeKind.OTHER, record=native.group or None)
    value = native.value
    if isinstance(value, Literal):
        value = Literal(value.value, repr(value.value))
    origin = "the enum" if native.key else "the macro"
    other = NativeParameter(native.group, native.name, kind, value, native.span, origin)
    evidence = (Evidence("name", mirror.span, f"{mirror.name} repeats {native.name}"),)
    shown = Literal(mirror.value.value, repr(mirror.value.value)) if isinstance(mirror.value, Literal) else mirror.value
    return Link(wrapper, other, shown, evidence, Confidence.HIGH, verdict, note)


def _judge(mirror: Value, native: Value) -> tuple[Verdict, str]:
    if not (isinstance(mirror, Literal) and isinstance(native, Literal)):
        reason = "the library's value depends on macros" if isinstance(native, Choice) else "a value is not known"
        return Verdict.UNKNOWN, reason
    left, right = mirror.value, native.value
    if not (isinstance(left, (bool, int, float)) and isinstance(right, (bool, int, float))):
        return Verdict.UNKNOWN, "not both are numbers"
    equal = left == right or double_equal(left, right) or _wraps(left, right)
    return (Verdict.MATCH if equal else Verdict.MISMATCH), ""


def _wraps(mirror: object, native: object) -> bool:
    """Whether two integers are the same 32 or 64 bits, one of them signed: -1 and 0xFFFFFFFF."""
    if type(mirror) is not int or type(native) is not int or (mirror < 0) == (native < 0):
        return False
    low, high = sorted((mirror, native))
    return high - low in {_UNSIGNED, _UNSIGNED * _UNSIGNED}
