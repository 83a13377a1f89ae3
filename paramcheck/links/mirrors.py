"""Mirrors and what they mirror: paired by name, and compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.links.constant_names import prefixes
from paramcheck.links.constant_values import ConstantPair, MissingConstants, pair_constants
from paramcheck.links.data_types import Names, compare
from paramcheck.links.layouts import UNDECIDED, Comparison, Layouts, layout_text, slot_text
from paramcheck.links.signatures import SignatureDifference, differences, signature_text
from paramcheck.model import (
    Confidence,
    Evidence,
    Link,
    NativeParameter,
    Severity,
    SurfaceKind,
    Verdict,
    WrapperParameter,
)
from paramcheck.model_mirrors import DataKind
from paramcheck.values import Literal, NativeType, TypeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.links.layouts import Row
    from paramcheck.model import Problem
    from paramcheck.model_mirrors import (
        DeclaredFacts,
        DeclaredFunction,
        Layout,
        MirrorFacts,
        MirrorFunction,
        MirrorRecord,
        Slot,
    )

_MOST_SHOWN = 3
"""Differences that the text of a layout names."""

_FAMILY = 3
"""Functions of a module that must be in the headers before another one of it is missed there."""


class RecordPair(Struct, frozen=True):
    """A mirror of a struct or union, and the library's.

    Attributes:
        follows: The field whose own record differs, where nothing else does.
    """

    mirror: MirrorRecord
    native: Layout
    comparison: Comparison
    link: Link
    follows: str = ""


class FunctionPair(Struct, frozen=True):
    """A declaration of a function, and the library's; without one, the library does not have the function."""

    mirror: MirrorFunction
    native: DeclaredFunction | None
    differences: tuple[SignatureDifference, ...]
    link: Link | None


class Mirrors(Struct):
    """Everything that a wrapper repeats, with what it repeats."""

    records: list[RecordPair] = field(default_factory=list)
    constants: list[ConstantPair] = field(default_factory=list)
    missing: list[MissingConstants] = field(default_factory=list)
    functions: list[FunctionPair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def links(self) -> Iterator[Link]:
        """All pairs as links."""
        yield from (one.link for one in self.records)
        yield from (one.link for one in self.constants)
        yield from (one.link for one in self.functions if one.link is not None)


def record_names(mirror: MirrorRecord) -> tuple[str, ...]:
    """The names that a record may have in the library: its own, and that without the mark of a private class."""
    return tuple(dict.fromkeys((mirror.layout.name, mirror.layout.name.lstrip("_") or mirror.layout.name)))


def match(mirrors: MirrorFacts, native: DeclaredFacts) -> Mirrors:
    """Pair what a wrapper repeats with what the headers declare.

    Args:
        mirrors: What the wrapper says.
        native: What the headers say.
    """
    known = {*native.records, *native.aliases, *native.aliases.values()}
    hidden = {one.layout.name: record_names(one)[-1] for one in mirrors.records if one.layout.name not in known}
    aliases = {name: native.aliases.get(public, public) for name, public in hidden.items() if public in known}
    names = Names({**aliases, **native.aliases}, known)
    found = Mirrors()
    found.records.extend(_records(mirrors, native, names))
    found.functions.extend(_functions(mirrors, native, names))
    declaring = {one.mirror.surface for one in found.functions} | {
        one.mirror.surface.rpartition(".")[0] for one in found.records
    }
    found.constants, found.missing = pair_constants(
        mirrors.constants, native, declaring, mirrors.names, prefixes(mirrors)
    )
    return found


# --- records --------------------------------------------------------------------------------------------------


def _records(mirrors: MirrorFacts, native: DeclaredFacts, names: Names) -> Iterator[RecordPair]:
    mine = {one.layout.name: one.layout for one in reversed(mirrors.records)}
    theirs = {name: rows[0] for name, rows in (*native.inner.items(), *native.records.items()) if rows}
    layouts = Layouts(names, mine.get, theirs.get)
    found: dict[int, tuple[MirrorRecord, Layout, Comparison]] = {}
    seen: set[tuple[object, ...]] = set()
    for one in mirrors.records:
        called = next((name for name in record_names(one) if native.records.get(name)), one.layout.name)
        candidates = native.records.get(called, [])
        key = (one.surface, one.layout.span, *(other.span for other in candidates[:1]))
        if not one.layout.slots or not candidates or key in seen:
            continue
        seen.add(key)
        compared = [(other, layouts.compare(one.layout, other)) for other in candidates]
        # One definition that agrees is enough: it may be the one of another build.
        best = min(compared, key=lambda row: _badness(row[1]))
        if called in native.lonely and best[1].rows:
            best = (best[0], UNDECIDED)
        found[id(one)] = (one, *best)
    broken = {
        names.aliases.get(one.layout.name, one.layout.name) for one, _, result in found.values() if _is_broken(result)
    }
    for one, other, result in found.values():
        follows = _follows(one.layout, other, names, broken) if _is_broken(result) else ""
        yield RecordPair(one, other, result, _record_link(one, other, result), follows)


def _badness(comparison: Comparison) -> tuple[int, int]:
    if not comparison.decided:
        return 1, 0
    severity = comparison.severity
    return (0 if severity is None else 2 + severity.rank), len(comparison.rows)


def _is_broken(comparison: Comparison) -> bool:
    return comparison.severity is not None and comparison.severity.rank > Severity.INFO.rank


def _follows(mirror: Layout, native: Layout, names: Names, broken: set[str]) -> str:
    """The field because of which a record lies differently, where its own fields are the library's."""
    mine, theirs = mirror.slots, native.slots
    if [one.name for one in mine] != [one.name for one in theirs]:
        return ""
    if any(compare(a.type, b.type, names) is not None for a, b in zip(mine, theirs, strict=True)):
        return ""
    for one in mine:
        kind = one.type
        while kind.kind is DataKind.ARRAY and kind.element is not None:
            kind = kind.element
        if kind.kind is DataKind.RECORD and names.aliases.get(kind.name, kind.name) in broken:
            return one.name
    return ""


def _record_link(mirror: MirrorRecord, native: Layout, comparison: Comparison) -> Link:
    mine, theirs = layout_text(mirror.layout), layout_text(native)
    shown = [row for row in comparison.rows if row.severity is not Severity.INFO][:_MOST_SHOWN]
    if shown:
        mine = "; ".join([mine, *(_said(row.mirror, row.native) for row in shown)])
        theirs = "; ".join(
            [theirs, *dict.fromkeys(_said(other, row.mirror) for row in shown for other in [_theirs(row, native)])]
        )
    verdict = Verdict.UNKNOWN if not comparison.decided else Verdict.MISMATCH if shown else Verdict.MATCH
    wrapper = WrapperParameter(
        mirror.surface, "_fields_", SurfaceKind.MIRROR, mine, Literal(mine, mine), mirror.layout.span
    )
    word = "union" if native.is_union else "struct"
    other = NativeParameter(
        native.name,
        "layout",
        NativeType(f"{word} {native.name}", TypeKind.RECORD, native.size * 8, record=native.name),
        Literal(theirs, theirs),
        native.span,
        "the declaration",
    )
    note = "" if comparison.decided else "a field's place is not known"
    return _link(wrapper, other, verdict, f"{mirror.layout.name} mirrors {word} {native.name}", note)


def _theirs(row: Row, native: Layout) -> Slot | None:
    """The library's field of the name that the wrapper's has, or the one that is meant."""
    if row.mirror is not None:
        return next((one for one in native.slots if one.name == row.mirror.name), row.native)
    return row.native


def _said(slot: Slot | None, instead: Slot | None) -> str:
    if slot is None:
        return f"no {instead.name}" if instead is not None else ""
    return f"{slot.name}: {slot_text(slot)}"


def _link(wrapper: WrapperParameter, native: NativeParameter, verdict: Verdict, why: str, note: str = "") -> Link:
    assert wrapper.default is not None
    evidence = (Evidence("name", wrapper.span, why),)
    return Link(wrapper, native, wrapper.default, evidence, Confidence.HIGH, verdict, note)


# --- functions ------------------------------------------------------------------------------------------------


def missed(mirrors: MirrorFacts, native: DeclaredFacts) -> list[str]:
    """The functions that no header declares, though it has others of the same family.

    Args:
        mirrors: What the wrapper says.
        native: What the headers say.
    """
    families = _families(mirrors, native)
    return [one.name for one in mirrors.functions if one.name not in native.functions and _is_missed(one, families)]


def _families(mirrors: MirrorFacts, native: DeclaredFacts) -> Counter[tuple[str, str]]:
    return Counter(_family(one) for one in mirrors.functions if one.name in native.functions)


def _is_missed(function: MirrorFunction, families: Counter[tuple[str, str]]) -> bool:
    return function.declared and families[_family(function)] >= _FAMILY


def _functions(mirrors: MirrorFacts, native: DeclaredFacts, names: Names) -> Iterator[FunctionPair]:
    families = _families(mirrors, native)
    for one in mirrors.functions:
        other = native.functions.get(one.name)
        if other is not None:
            rows = tuple(differences(one, other.prototype, names)) if one.name not in native.lonely else ()
            yield FunctionPair(one, other, rows, _function_link(one, other, rows))
        elif one.name in native.absent and _is_missed(one, families):
            yield FunctionPair(one, None, (), None)


def _family(function: MirrorFunction) -> tuple[str, str]:
    """What a function shares with those that stand in one header with it: the module, and how its name starts."""
    return function.surface, function.name.partition("_")[0]


def _function_link(mirror: MirrorFunction, native: DeclaredFunction, rows: tuple[SignatureDifference, ...]) -> Link:
    mine = signature_text(mirror.prototype) if mirror.declared else "(nothing declared)"
    theirs = signature_text(native.prototype)
    differs = any(row.severity is not Severity.INFO for row in rows)
    verdict = Verdict.MISMATCH if differs else Verdict.MATCH
    if not differs and mirror.prototype.parameters is None and mirror.prototype.result is None:
        verdict = Verdict.UNKNOWN
    surface = f"{mirror.surface}.{mirror.name}"
    wrapper = WrapperParameter(surface, "argtypes", SurfaceKind.MIRROR, mine, Literal(mine, mine), mirror.span)
    other = NativeParameter(
        native.name,
        "signature",
        NativeType("function", TypeKind.OTHER),
        Literal(theirs, theirs),
        native.span,
        "the declaration",
    )
    note = "" if verdict is not Verdict.UNKNOWN else "the wrapper declares neither argtypes nor restype"
    return _link(wrapper, other, verdict, f"{mirror.name} is a function of the library", note)
