"""PC303: a function of the library is declared otherwise than its header does, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.checks.base import Check
from paramcheck.model import Confidence, Finding, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.links.mirrors import FunctionPair
    from paramcheck.model_mirrors import DeclaredFunction

_MOST_SAID = 3
"""Differences that a message names."""


def run(context: Context) -> Iterator[Finding]:
    """A finding for each function that differs, is deprecated or is not there."""
    for pair in context.mirrors.functions:
        if pair.native is None:
            yield _absent(pair)
        elif pair.differences:
            yield _different(pair, pair.native)
        elif pair.native.deprecated is not None:
            yield _deprecated(pair, pair.native)


def _different(pair: FunctionPair, native: DeclaredFunction) -> Finding:
    rows = sorted(pair.differences, key=lambda row: -row.severity.rank)
    said = [row.text for row in rows[:_MOST_SAID]]
    if len(rows) > _MOST_SAID:
        said.append(f"and {len(rows) - _MOST_SAID} more")
    assert pair.link is not None
    assert pair.link.native.value is not None
    declared = f"the library declares {native.name}{pair.link.native.value.spelling}"
    related = [Related(native.span, declared)]
    if native.deprecated is not None:
        related.append(Related(native.span, f"and marks it as deprecated: {native.deprecated}"))
    name = pair.mirror.name
    attributes = "restype" if all(row.kind in {"result", "undeclared"} for row in rows) else "argtypes"
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=rows[0].severity,
        confidence=Confidence.HIGH,
        message=f"{name}: {'; '.join(said)}",
        span=pair.mirror.span,
        advice=f"Declare {name if pair.mirror.is_text else f'the {attributes} of {name}'} as the header does.",
        link=pair.link,
        related=tuple(related),
    )


def _absent(pair: FunctionPair) -> Finding:
    mirror = pair.mirror
    spared = mirror.guarded or mirror.lazy
    without = ", which the wrapper can do without" if mirror.guarded else ", so calling it fails" if mirror.lazy else ""
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=Severity.INFO if spared else CHECK.severity,
        confidence=Confidence.MEDIUM,
        message=f"{mirror.name} is declared here, but no source of the library has it{without}",
        span=mirror.span,
        advice=f"Remove {mirror.name}, or look up what the library calls it now.",
    )


def _deprecated(pair: FunctionPair, native: DeclaredFunction) -> Finding:
    reason = f": {native.deprecated}" if native.deprecated else ""
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=Severity.INFO,
        confidence=Confidence.HIGH,
        message=f"{native.name} is deprecated in the library{reason}",
        span=pair.mirror.span,
        advice="Move callers to what the header names instead.",
        link=pair.link,
        related=(Related(native.span, f"{native.name} is marked as deprecated here"),),
    )


CHECK = Check("PC303", "function-signature", Severity.ERROR, run)
