"""PC105: the native default depends on the build, and the wrapper fixes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.model import Finding, Severity, Verdict
from paramcheck.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import Link


def run(context: Context) -> Iterator[Finding]:
    """A finding for each link whose native side has several defaults of which the wrapper passes one."""
    for link in context.links:
        if link.native.conditions and link.verdict in {Verdict.MATCH, Verdict.MISMATCH} and _fixes_one(link):
            yield _finding(link)


def _fixes_one(link: Link) -> bool:
    from paramcheck.checks.pc101_default_mismatch import holds_somewhere  # noqa: PLC0415

    if not isinstance(link.effective, Literal):
        return False
    # Where no build agrees with the wrapper, PC101 says so.
    return link.verdict is Verdict.MATCH or holds_somewhere(link)


def _finding(link: Link) -> Finding:
    native = link.native
    cases = [f"{one.value.spelling} if {one.when}" for one in native.conditions]
    if native.value is not None:
        cases.insert(0, native.value.spelling)
    who = wording.short_surface(link.wrapper.surface)
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=link.confidence,
        message=(
            f"{who}({link.wrapper.name}={link.wrapper.declared}) always passes {wording.effective(link)} to "
            f"{native.qualified}, whose default depends on the build: {', '.join(cases)}"
        ),
        span=link.wrapper.span,
        advice=f"Default to None and leave {native.qualified} alone, so that each build keeps its own default.",
        link=link,
        related=wording.related(link),
    )


CHECK = Check("PC105", "conditional-default", Severity.WARNING, run)
