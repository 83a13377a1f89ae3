"""PC104: a default is equal today, but written out where it could be inherited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.model import Finding, Severity, Verdict
from paramcheck.values import Inherited, Literal, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import Link


def run(context: Context) -> Iterator[Finding]:
    """A finding for each default that repeats the library's own."""
    for link in context.links:
        if link.verdict is Verdict.MATCH and not link.selected and _is_written_out(link):
            yield _finding(link)


def _is_written_out(link: Link) -> bool:
    default = link.wrapper.default
    if isinstance(link.effective, Inherited) or isinstance(link.native.value, Inherited):
        return False
    return isinstance(default, Sequence) or (isinstance(default, Literal) and default.value is not None)


def _finding(link: Link) -> Finding:
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=link.confidence,
        message=(
            f"{wording.short_surface(link.wrapper.surface)}({link.wrapper.name}={link.wrapper.declared}) repeats the "
            f"library's default of {link.native.qualified}, {wording.native_value(link)}"
        ),
        span=link.wrapper.span,
        advice=f"Default to None and leave {link.native.qualified} alone, so that it follows the library.",
        link=link,
        related=wording.related(link),
    )


CHECK = Check("PC104", "copied-default", Severity.INFO, run, pedantic=True)
