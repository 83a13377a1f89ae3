"""PC102: a docstring, stub or schema states another default than the one that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.model import Confidence, Finding, Related, Severity, Verdict
from paramcheck.values import Dynamic, Equality, Literal, Sequence, Unknown, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import Link, StatedDefault
    from paramcheck.values import Value


def run(context: Context) -> Iterator[Finding]:
    """A finding for each default in words that is not the declared one."""
    links: dict[str, Link] = {}
    for link in context.links:
        links.setdefault(link.wrapper.qualified, link)
    seen: set[tuple[str, str]] = set()
    surfaces = {link.wrapper.surface for link in context.links}
    for stated in context.wrapper.stated:
        if stated.parameter.surface not in surfaces:
            # What never comes near the native side is not this program's business.
            continue
        key = (stated.parameter.qualified, stated.source)
        running = _running(stated, links.get(stated.parameter.qualified))
        if key in seen or running is None or not _differs(stated.value, running):
            continue
        seen.add(key)
        yield _finding(stated, running, links.get(stated.parameter.qualified))
    for link in context.links:
        if link.verdict is Verdict.DOCUMENTED:
            yield _schema(link)


def _running(stated: StatedDefault, link: Link | None) -> Value | None:
    """The default that runs; ``None`` if it cannot be told in one value."""
    declared = stated.parameter.default
    if _stands_for_another(declared, stated.value):
        return None
    if not isinstance(declared, Literal) or declared.value is not None:
        return declared if isinstance(declared, (Literal, Sequence)) else None
    # None stands for whatever the wrapper or the library chooses, and a docstring may say what that is.
    if isinstance(stated.value, Literal) and stated.value.value is None:
        return None
    if link is not None and link.verdict is Verdict.INHERITS and isinstance(link.native.value, Literal):
        return link.native.value
    return None


def _stands_for_another(declared: Value | None, said: Value) -> bool:
    """Whether a negative number says that something else runs, which the documentation then names."""
    if not (isinstance(declared, Literal) and isinstance(said, Literal)):
        return False
    return _is_negative(declared) and not _is_negative(said)


def _is_negative(value: Literal) -> bool:
    return isinstance(value.value, (int, float)) and value.value < 0


def _differs(stated: Value, running: Value) -> bool:
    if isinstance(running, (Dynamic, Unknown)):
        return False
    if isinstance(stated, Literal) and isinstance(running, Literal):
        kinds = {type(stated.value), type(running.value)}
        if kinds <= {bool, int, float} and kinds != {bool, int, float} and bool in kinds and len(kinds) > 1:
            # Documentation often says 1 for True.
            return bool(stated.value) != bool(running.value)
    return compare(stated, running, None).equality is Equality.DIFFERENT


def _finding(stated: StatedDefault, running: Value, link: Link | None) -> Finding:
    parameter = stated.parameter
    who = wording.short_surface(parameter.surface)
    value = parameter.declared or running.spelling
    what = f"{value}" if running is parameter.default else f"the library's own, {running.spelling}"
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=Confidence.MEDIUM,
        message=(
            f"the {stated.source} says that {parameter.name} of {who} defaults to {stated.value.spelling}, "
            f"but the default is {what}"
        ),
        span=parameter.span,
        advice=f"Say {value} in the {stated.source}.",
        link=link,
        related=(Related(stated.span, f"the {stated.source} says {stated.value.spelling}"),),
        parameter=parameter,
    )


def _schema(link: Link) -> Finding:
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=link.confidence,
        message=(
            f"{wording.short_surface(link.wrapper.surface)} states {link.wrapper.declared} as the default of "
            f"{link.wrapper.name}, but the library's {wording.native_value(link)} runs ({link.native.qualified})"
        ),
        span=link.wrapper.span,
        advice=f"State {wording.python_literal(link.native.value, link.native.type) or wording.native_value(link)}.",
        link=link,
        related=wording.related(link),
    )


CHECK = Check("PC102", "documented-default-mismatch", Severity.WARNING, run)
