"""PC103: two surfaces for one thing disagree, and neither is under PC101."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.model import Confidence, Finding, ParameterTarget, Related, Severity, Verdict
from paramcheck.values import Equality, Literal, Sequence, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import Flow, WrapperParameter


def run(context: Context) -> Iterator[Finding]:
    """A finding for each default that is another than that of the surface which the parameter goes on to.

    Of several surfaces on one way the next one counts, and several parameters with one same difference are one finding.
    """
    reported = {link.wrapper.qualified for link in context.links if link.verdict is Verdict.MISMATCH}
    parameters = {one.qualified: one for one in context.wrapper.parameters}
    linked = {_owner(link.wrapper) for link in context.links}
    nearest: dict[str, tuple[Flow, WrapperParameter]] = {}
    for flow in context.wrapper.flows:
        if not isinstance(flow.target, ParameterTarget) or flow.selected:
            continue
        other = parameters.get(f"{flow.target.callable}.{flow.target.argument}")
        if other is None or not _disagree(flow, other):
            continue
        if not (linked & {_owner(flow.parameter), _owner(other)}):
            # What never comes near the native side is not this program's business.
            continue
        pair = (flow.parameter.qualified, other.qualified)
        known = nearest.get(pair[0])
        if reported.isdisjoint(pair) and (known is None or len(flow.evidence) < len(known[0].evidence)):
            nearest[pair[0]] = flow, other
    groups: dict[tuple[str, str], list[tuple[Flow, WrapperParameter]]] = defaultdict(list)
    for flow, other in nearest.values():
        groups[other.qualified, flow.effective.spelling].append((flow, other))
    for group in groups.values():
        yield _finding(*group[0], [flow.parameter for flow, _ in group[1:]])


def _owner(parameter: WrapperParameter) -> str:
    """The class or module that a surface belongs to."""
    return parameter.surface.rpartition(".")[0]


def _disagree(flow: Flow, other: WrapperParameter) -> bool:
    mine = flow.parameter
    if not (mine.public and other.public) or mine.name != other.name or mine.surface == other.surface:
        return False
    # None stands for "whatever comes next", so it agrees with everything.
    known = all(isinstance(one, (Literal, Sequence)) for one in (flow.effective, mine.default, other.default))
    if not known or any(isinstance(one, Literal) and one.value is None for one in (mine.default, other.default)):
        return False
    assert other.default is not None
    return compare(flow.effective, other.default, None).equality is Equality.DIFFERENT


def _finding(flow: Flow, other: WrapperParameter, alike: list[WrapperParameter]) -> Finding:
    mine = flow.parameter
    here, there = wording.short_surface(mine.surface), wording.short_surface(other.surface)
    steps = tuple(Related(step.span, step.text) for step in flow.evidence)
    places = tuple(
        Related(one.span, f"{wording.short_surface(one.surface)} has the same: {one.name}={one.declared}")
        for one in alike
    )
    more = f" (and {len(alike)} more)" if alike else ""
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=Confidence.MEDIUM,
        message=(
            f"{here}({mine.name}={mine.declared}){more} goes on to {there}, whose own default is "
            f"{other.name}={other.declared}"
        ),
        span=mine.span,
        advice="Give both one default, or record the difference as expected with a reason.",
        related=(Related(other.span, f"{there} defaults {other.name} to {other.declared}"), *steps, *places),
        sibling=other,
        parameter=mine,
    )


CHECK = Check("PC103", "sibling-default-mismatch", Severity.WARNING, run)
