"""PC301: a mirror of a struct or union lies differently in memory than the library's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.links.layouts import slot_text
from paramcheck.links.misplaced import wrong_defaults
from paramcheck.model import Confidence, Finding, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.links.layouts import Row
    from paramcheck.links.mirrors import RecordPair

_MOST_SAID = 4
"""Differences that a message names; the others stand below it."""

_MOST_SHOWN = 12
"""Differences whose places are shown."""


def run(context: Context) -> Iterator[Finding]:
    """A finding for each record that differs; what differs only because of another record is that one's."""
    for pair in context.mirrors.records:
        if pair.comparison.rows and not pair.follows:
            yield _finding(pair, context)


def _finding(pair: RecordPair, context: Context) -> Finding:
    severity = pair.comparison.severity
    assert severity is not None
    mirror, native = pair.mirror.layout, pair.native
    rows = [row for row in pair.comparison.rows if severity is Severity.INFO or row.severity is not Severity.INFO]
    said = [row.text for row in rows[:_MOST_SAID]]
    if len(rows) > _MOST_SAID:
        said.append(f"and {len(rows) - _MOST_SAID} more")
    if pair.mirror.compiled and any(map(_is_measured, rows)):
        said.append("cffi refuses it when it is first used")
    word = "union" if native.is_union else "struct"
    wrong = tuple(
        Related(
            one.link.wrapper.span,
            f"so {wording.short_surface(one.link.wrapper.surface)}({one.link.wrapper.name}={one.link.wrapper.declared})"
            f" sets {one.reached.qualified} to {wording.effective(one.link)},"
            f" which the library sets to {one.reached.value.spelling if one.reached.value else ''}",
        )
        for one in wrong_defaults(pair, context.links, context.native)
    )
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=severity,
        confidence=Confidence.MEDIUM if native.conditions else Confidence.HIGH,
        message=_sentence(mirror.name, rows, said),
        span=mirror.span,
        advice=f"Give {mirror.name} the fields of {word} {native.name}, in its order and with its types.",
        link=pair.link,
        related=(Related(native.span, f"{word} {native.name} is declared here"), *wrong, *_places(rows)),
    )


def _is_measured(row: Row) -> bool:
    """Whether the compiler that sees both sides tells the difference: it knows sizes and places, and no kinds."""
    if row.kind in {"renamed", "type"} and row.mirror is not None and row.native is not None:
        return row.mirror.bits != row.native.bits
    return row.severity is Severity.ERROR


def _sentence(name: str, rows: list[Row], said: list[str]) -> str:
    """What differs, in one sentence: what is missing is said of the record, the rest of its fields."""
    if rows[0].kind in {"missing", "size"}:
        return f"{name} {'; '.join(said)}"
    return f"{name}: {'; '.join(said)}"


def _places(rows: list[Row]) -> Iterator[Related]:
    """Where both sides of each difference stand."""
    seen: set[tuple[str, int]] = set()
    for row in rows[:_MOST_SHOWN]:
        for slot, whose in ((row.mirror, "the wrapper"), (row.native, "the library")):
            key = (slot.span.path, slot.span.line) if slot is not None else ("", 0)
            if slot is not None and key not in seen:
                seen.add(key)
                yield Related(slot.span, f"{whose} has {slot.name}: {slot_text(slot)}")


CHECK = Check("PC301", "struct-layout", Severity.ERROR, run)
