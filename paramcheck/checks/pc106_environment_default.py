"""PC106: the default depends on the machine on one side only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.model import Finding, Severity, Verdict
from paramcheck.values import Choice, Dynamic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import Link


def run(context: Context) -> Iterator[Finding]:
    """A finding for each link of which one side asks the machine and the other does not."""
    for link in context.links:
        if link.verdict is not Verdict.DYNAMIC:
            continue
        native = isinstance(link.native.value, Dynamic)
        if native != _wrapper_asks(link):
            yield _finding(link, native_asks=native)


def _wrapper_asks(link: Link) -> bool:
    values = (
        [one.value for one in link.effective.alternatives] if isinstance(link.effective, Choice) else [link.effective]
    )
    return any(isinstance(one, Dynamic) for one in (*values, link.wrapper.default))


def _finding(link: Link, *, native_asks: bool) -> Finding:
    who = wording.short_surface(link.wrapper.surface)
    if native_asks:
        what = f"passes {wording.effective(link)}, while the library asks the machine ({wording.native_value(link)})"
    else:
        what = (
            f"asks the machine ({link.effective.spelling}), while the library's default is {wording.native_value(link)}"
        )
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=link.confidence,
        message=f"{who}({link.wrapper.name}) {what} ({link.native.qualified})",
        span=link.wrapper.span,
        advice=f"If the library chooses well, leave {link.native.qualified} alone.",
        link=link,
        related=wording.related(link),
    )


CHECK = Check("PC106", "environment-default", Severity.INFO, run)
