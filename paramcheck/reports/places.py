"""What a finding shows beside its own place: the native side, the data flow, and whatever else is related."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import NOT_RUN
from paramcheck.reports.words import labels, native_value, wrapper_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.model import Evidence, Finding, Link, Related, Span


class Place(Struct, frozen=True):
    """A place to show with its source.

    Attributes:
        span: The place.
        side: ``wrapper`` or ``native``.
        label: What stands there.
        origin: What states it, if that has a name.
    """

    span: Span
    side: str
    label: str
    origin: str = ""


def sides(finding: Finding) -> list[Place]:
    """The finding's own place, and the native one if the finding is about a link."""
    link = finding.link
    if link is None:
        return [Place(finding.span, "wrapper", "")]
    mine, theirs = labels(link)
    own = f"{mine}: {wrapper_value(link)}" if finding.span == link.wrapper.span else ""
    native = link.native
    return [
        Place(finding.span, "wrapper", own),
        Place(native.span, "native", f"{theirs}: {native_value(native)}", native.origin),
    ]


def steps(link: Link | None) -> tuple[Evidence, ...]:
    """The data flow and other evidence of a link."""
    return link.evidence if link else ()


def others(finding: Finding, most: int) -> tuple[list[Related], list[Related]]:
    """The related places that neither ``sides`` nor ``steps`` shows.

    Args:
        finding: The finding.
        most: How many are to be shown with their source.

    Returns:
        Those, and the rest, which it is enough to name.
    """
    shown = {(place.span.path, place.span.line) for place in sides(finding)}
    shown.update((step.span.path, step.span.line) for step in steps(finding.link))
    found = [one for one in finding.related if (one.span.path, one.span.line) not in shown]
    return found[:most], found[most:]


def notes(finding: Finding) -> Iterator[str]:
    """What needs words: why the verdict is what it is, and how the finding could be mended."""
    if finding.link and finding.link.note:
        yield f"note: {finding.link.note}"
    yield from confirmations(finding)
    if finding.advice:
        yield f"help: {finding.advice}"
    if finding.fix:
        option = "--fix" if finding.fix.safe else "--unsafe-fixes"
        yield f"fix: {finding.fix.message} ({option})"


def confirmations(finding: Finding) -> list[str]:
    """Whether running the library bore the finding out, and what was seen; nothing where nothing was run."""
    held = finding.confirmed
    if held == NOT_RUN:
        return []
    return [f"confirmed: {held.by.value}", *(f"run: {one}" for one in held.evidence)]
