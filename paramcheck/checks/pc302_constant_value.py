"""PC302: a constant that the wrapper repeats has another value in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.checks.base import Check
from paramcheck.model import Confidence, Finding, Related, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.links.constant_values import ConstantPair, MissingConstants

_MOST_SAID = 5
"""Missing constants that a message names."""


def run(context: Context) -> Iterator[Finding]:
    """A finding for each constant that differs, and one for each enum of which some are missing."""
    different = [pair for pair in context.mirrors.constants if pair.link.verdict is Verdict.MISMATCH]
    names = {pair.mirror.name for pair in different}
    for pair in different:
        # What is computed from another that differs is wrong because of that.
        if names.isdisjoint(pair.mirror.uses - {pair.mirror.name}):
            yield _different(pair)
    for pair in context.mirrors.constants:
        if pair.link.verdict is Verdict.DOCUMENTED:
            yield _replaced(pair)
    for one in context.mirrors.missing:
        yield _missing(one)


def _different(pair: ConstantPair) -> Finding:
    mirror, native, link = pair.mirror, pair.native, pair.link
    assert link.native.value is not None
    called = f"{mirror.group}.{mirror.name}" if mirror.group and mirror.name != native.name else mirror.name
    whose = f"the library's {native.name}" if mirror.name != native.name else "the library's"
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=link.confidence,
        message=f"{called} is {link.effective.spelling}, {whose} is {link.native.value.spelling}",
        span=mirror.span,
        advice=f"Set {called} to {link.native.value.spelling}, and look at the constants around it.",
        link=link,
        related=(Related(native.span, f"{link.native.qualified} is {link.native.value.spelling} here"),),
    )


def _replaced(pair: ConstantPair) -> Finding:
    """What only the declaration says: nothing goes wrong, and who reads it is misled."""
    mirror, native, link = pair.mirror, pair.native, pair.link
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=Severity.INFO,
        confidence=Confidence.HIGH,
        message=f"{mirror.name} is declared as {_value(mirror.value)}, the library's is {link.effective.spelling}, "
        "which the C compiler puts in its place",
        span=mirror.span,
        advice=f"Declare {mirror.name} as {link.effective.spelling}, or as `...`.",
        link=link,
        related=(Related(native.span, f"{link.native.qualified} is {link.effective.spelling} here"),),
    )


def _missing(one: MissingConstants) -> Finding:
    names = [missing.name for missing in one.missing]
    said = ", ".join(names[:_MOST_SAID])
    if len(names) > _MOST_SAID:
        said += f" and {len(names) - _MOST_SAID} more"
    group = one.beside.native.group
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=Severity.INFO,
        confidence=Confidence.HIGH,
        message=f"{said} of the library's {f'enum {group}' if group else 'enum'} {'is' if len(names) == 1 else 'are'} "
        "not repeated here",
        span=one.beside.mirror.span,
        advice="Add what callers need; the library may return the others all the same.",
        related=tuple(
            Related(missing.span, f"{missing.name} is {_value(missing.value)}") for missing in one.missing[:_MOST_SAID]
        ),
    )


def _value(value: object) -> str:
    return str(getattr(value, "value", getattr(value, "spelling", "")))


CHECK = Check("PC302", "constant-value", Severity.ERROR, run)
