"""Constants that a wrapper repeats: paired with the library's by name, and compared by value."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.links.constant_names import Enums, guessed, stated
from paramcheck.model import Confidence, Evidence, Link, NativeParameter, SurfaceKind, Verdict, WrapperParameter
from paramcheck.values import Choice, Literal, NativeType, TypeKind, double_equal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.model_mirrors import DeclaredConstant, DeclaredFacts, MirrorConstant
    from paramcheck.values import Value

_FEW = 3
"""Constants of a module that must be the library's before one that differs is taken for it, too."""

_NEARLY_ALL = 5
"""All but one of so many."""

_SENTINEL = re.compile(r"^_|_(?:COUNT|MAX|MIN|LAST|FIRST|END|FORCE_?\w*|MAX_ENUM|SENTINEL|NUM)_?$", re.IGNORECASE)

_UNSIGNED = 1 << 32


class ConstantPair(Struct, frozen=True):
    """A constant of the wrapper, and the library's."""

    mirror: MirrorConstant
    native: DeclaredConstant
    link: Link


class MissingConstants(Struct, frozen=True):
    """Enumerators of an enum of which the wrapper repeats others.

    Attributes:
        beside: The last one that it does repeat.
        missing: Those that it does not.
    """

    beside: ConstantPair
    missing: tuple[DeclaredConstant, ...]


def pair_constants(
    mirrors: list[MirrorConstant],
    native: DeclaredFacts,
    declaring: set[str],
    named: set[str],
    starts: tuple[str, ...] = (),
) -> tuple[list[ConstantPair], list[MissingConstants]]:
    """Pair constants with the library's.

    Args:
        mirrors: What the wrapper writes down.
        native: What the headers say.
        declaring: Modules that also declare functions or records of the library.
        named: Everything that the wrapper gives a name.
        starts: What the names of the library start with.

    Returns:
        The pairs, and what the wrapper leaves out of enums that it repeats.
    """
    surfaces: dict[str, list[ConstantPair]] = defaultdict(list)
    bare: dict[str, list[MirrorConstant]] = defaultdict(list)
    for one in mirrors:
        other = _first(stated(one), native)
        if other is not None:
            surfaces[one.surface].append(ConstantPair(one, other, _link(one, other)))
        else:
            bare[one.surface].append(one)
    families = {_start(name) for name in (*native.functions, *native.records)}
    found: list[ConstantPair] = []
    for surface, pairs in surfaces.items():
        whole = _are_repeated(surface, pairs, declaring)
        found.extend(one for one in pairs if whole or _start(one.native.name) in families)
    enums = Enums(native.enums.values())
    for rows in bare.values():
        found.extend(_shortened(rows, native, starts, enums))
    return found, list(_missing(found, native, named))


def _first(names: Iterable[str], native: DeclaredFacts) -> DeclaredConstant | None:
    return next((native.constants[name] for name in names if name in native.constants), None)


def _shortened(
    mirrors: list[MirrorConstant], native: DeclaredFacts, starts: tuple[str, ...], enums: Enums
) -> list[ConstantPair]:
    """Pairs of constants of one surface, whose names lack what the library's start with.

    A wrapper has numbers of its own under such names, so nearly all of them must agree; or they are the members of an
    enum, all of which the library's has.
    """
    others = [_first(guessed(one, starts), native) for one in mirrors]
    if mirrors[0].group and (None in others or len({one.key for one in others if one is not None}) > 1):
        meant = enums.of(mirrors)
        others = list(meant[0]) if len(meant) == 1 and len(mirrors) >= _FEW else [None] * len(mirrors)
    pairs = [
        ConstantPair(one, other, _link(one, other, Confidence.MEDIUM))
        for one, other in zip(mirrors, others, strict=True)
        if other is not None
    ]
    equal = sum(one.link.verdict is Verdict.MATCH for one in pairs)
    if mirrors[0].group and len(pairs) == len(mirrors) >= _FEW:
        return pairs if equal * 2 >= len(pairs) else []
    return pairs if equal >= _FEW and equal * _NEARLY_ALL >= len(pairs) * (_NEARLY_ALL - 1) else []


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
        left = (one for one in rows if one.name not in names and one.name not in named)
        missing = tuple(one for one in left if not _SENTINEL.search(one.name))
        if missing and len(repeated) > 1 and len(repeated) * 2 >= len(rows):
            yield MissingConstants(repeated[-1], missing)


def _link(mirror: MirrorConstant, native: DeclaredConstant, confidence: Confidence = Confidence.HIGH) -> Link:
    verdict, note = _judge(mirror.value, native.value)
    filled = mirror.compiled and verdict is Verdict.MISMATCH
    if filled:
        verdict, note = Verdict.DOCUMENTED, "the C compiler puts the library's value in its place"
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
    runs = native.value if filled else mirror.value
    shown = Literal(runs.value, repr(runs.value)) if isinstance(runs, Literal) else runs
    return Link(wrapper, other, shown, evidence, confidence, verdict, note)


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
