"""PC202: a parameter is accepted, but never reaches the native side."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.model import Confidence, Finding, ParameterTarget, Related, Severity, SurfaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import NativeParameter, Span, WrapperParameter

_SIBLINGS = 3
"""Parameters of a surface that must go somewhere before one that does not is called dead."""

_MODELS = frozenset({SurfaceKind.DATACLASS, SurfaceKind.PYDANTIC})
_CODE = frozenset({SurfaceKind.FUNCTION, SurfaceKind.METHOD, SurfaceKind.CYTHON})


def run(context: Context) -> Iterator[Finding]:
    """A finding for each parameter that stays behind where its siblings go on, though it has a place there."""
    moving = {flow.parameter.qualified for flow in context.wrapper.flows}
    moving.update(link.wrapper.qualified for link in context.links)
    onward = _onward(context)
    reached = _reached(context)
    own = {one.qualified: one for one in context.wrapper.parameters}
    for parameter in dict.fromkeys(context.wrapper.parameters):
        if parameter.qualified in moving or not parameter.public or parameter.name.startswith("_"):
            continue
        if parameter.qualified not in context.wrapper.unused:
            # What Python code does with it is its own business.
            continue
        if parameter.kind in _MODELS:
            there = own.get(f"{onward.get(parameter.surface, '')}.{parameter.name}")
            if there is not None:
                yield _finding(parameter, wording.short_surface(there.surface), there.span)
        elif parameter.kind in _CODE:
            native = reached.get(parameter.surface, {}).get(parameter.name)
            if native is not None:
                yield _finding(parameter, native.owner, native.span)


def _onward(context: Context) -> dict[str, str]:
    """The surface that most parameters of a surface go on to."""
    going: dict[str, Counter[str]] = defaultdict(Counter)
    for flow in context.wrapper.flows:
        if isinstance(flow.target, ParameterTarget) and flow.parameter.name == flow.target.argument:
            going[flow.parameter.surface][flow.target.callable] += 1
    best = {surface: counts.most_common(1)[0] for surface, counts in going.items()}
    return {surface: name for surface, (name, count) in best.items() if count >= _SIBLINGS}


def _reached(context: Context) -> dict[str, dict[str, NativeParameter]]:
    """By surface, the native parameters beside those that it is linked to, by name."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for link in context.links:
        counts[link.wrapper.surface][link.native.owner] += 1
    sets = {one.owner: one for one in reversed(context.native.defaults)}
    return {
        surface: {native.name: native for native in sets[owner].parameters}
        for surface, owners in counts.items()
        for owner, count in owners.most_common(1)
        if count >= _SIBLINGS and owner in sets
    }


def _finding(parameter: WrapperParameter, where: str, place: Span) -> Finding:
    who = wording.short_surface(parameter.surface)
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=Confidence.MEDIUM,
        message=f"{who}({parameter.name}) is accepted, but goes nowhere; {where} has a parameter of that name",
        span=parameter.span,
        advice=f"Hand {parameter.name} on, or remove it.",
        related=(Related(place, f"{parameter.name} of {where}"),),
        parameter=parameter,
    )


CHECK = Check("PC202", "dead-parameter", Severity.WARNING, run)
