"""PC101: the effective default differs from the native one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.links.misplaced import is_misplaced
from paramcheck.model import Confidence, Finding, Severity, Verdict
from paramcheck.values import Equality, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import Link


def run(context: Context) -> Iterator[Finding]:
    """One finding for each difference; parameters of one surface that together make it are one."""
    groups: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    for link in context.links:
        if link.verdict is Verdict.MISMATCH and not holds_somewhere(link) and not is_misplaced(link, context.mirrors):
            groups[_key(link)].append(link)
    for links in groups.values():
        yield _finding(links)


def _key(link: Link) -> tuple[str, ...]:
    # Several factories over one class often repeat one difference; they are one finding with all its places.
    surface = link.wrapper.surface.rpartition(".")[0] if not link.selected else link.wrapper.surface
    name = link.native.qualified if link.selected else link.wrapper.name
    return surface, name, link.native.qualified, link.effective.spelling


def holds_somewhere(link: Link) -> bool:
    """Whether some build of the library has the wrapper's value as its default."""
    return any(
        compare(link.effective, one.value, link.native.type).equality is Equality.EQUAL
        for one in link.native.conditions
    )


def _finding(links: list[Link]) -> Finding:
    link = links[0]
    native = link.native
    who = wording.short_surface(link.wrapper.surface)
    value = wording.effective(link)
    declared = link.wrapper.declared
    changed = declared not in {link.effective.spelling, value} and not declared.endswith(f".{link.effective.spelling}")
    came = f" (from {link.wrapper.name}={declared})" if changed and declared else ""
    message = (
        f"{who}({link.wrapper.name}={declared or value}) passes {value}{came} to {native.qualified}, "
        f"which the library sets to {wording.native_value(link)}"
    )
    if not changed:
        message = (
            f"{who}({link.wrapper.name}={declared or value}) reaches {native.qualified}, "
            f"which the library sets to {wording.native_value(link)}"
        )
    confidence = Confidence.LOW if link.weak else link.confidence
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=confidence,
        message=message,
        span=link.wrapper.span,
        advice=_advice(link),
        link=link,
        also=tuple(links[1:]),
        related=wording.related(link),
    )


def _advice(link: Link) -> str:
    literal = wording.python_literal(link.native.value, link.native.type)
    inherit = f"default to None and leave {link.native.qualified} alone"
    if link.selected or literal is None:
        return f"{inherit[0].upper()}{inherit[1:]}, or record the difference as expected with a reason."
    return f"Default to {literal}, or {inherit}; if it differs on purpose, record it as expected with a reason."


CHECK = Check("PC101", "default-mismatch", Severity.ERROR, run)
