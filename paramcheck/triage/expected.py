"""Intended differences: which findings they cover, and which of them no longer hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from paramcheck.config import is_stated, name_matches
from paramcheck.config.stated import written
from paramcheck.model import Confidence, Finding, Related, Severity, Span, Verdict
from paramcheck.triage.places import native_matches, native_value
from paramcheck.triage.settings import STALE_EXPECTATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from paramcheck.config import Expectation, Rules
    from paramcheck.model import Link
    from paramcheck.triage.places import Place

COMPARING = frozenset({"PC101", "PC103", "PC105", "PC301", "PC302", "PC303"})
"""The checks that say that both sides differ, which is what can be expected."""
CONDITIONAL = "PC105"
"""The check that is about the native values of some builds only."""


def reason_for(place: Place, rules: Rules, links: Sequence[Link]) -> str | None:
    """Why the difference at a place is meant; ``None`` if it is not.

    Args:
        place: A place of a finding.
        rules: What is expected, and which native values are alike.
        links: The links of its parameter: a finding may be about that alone.
    """
    finding = place.finding
    concerned = links if place.link is None else [place.link]
    for one in rules.expectations:
        concerns = one.check in {finding.check, finding.name} if one.check else finding.check in COMPARING
        builds = finding.check == CONDITIONAL
        if not concerns:
            continue
        if any(_is_about(one, link) and _holds(one, link, any_build=builds) for link in concerned):
            return one.reason
        if place.link is None and _holds_between_siblings(one, finding):
            return one.reason
    if finding.check in COMPARING:
        for alike in rules.equivalents:
            if any(native_matches(alike.native, link) and _are_among(link, alike.values) for link in concerned):
                return alike.reason
    return None


def stale(
    rules: Rules, links: Sequence[Link], root: Path | None, findings: Sequence[Finding] = ()
) -> Iterator[Finding]:
    """Findings about expectations that no longer hold.

    An expectation that ships with paramcheck speaks for many releases of its library: it is stale only where its
    two sides differ in another way than any expectation says, and is passed over where they agree or are not there.

    Args:
        rules: What is expected.
        links: All links of the tree.
        root: Root of the tree, absolute, to name files in it.
        findings: All findings: two surfaces may differ as expected in what reaches no native parameter.
    """
    reported: set[tuple[str, str]] = set()
    for one in rules.expectations:
        concerned = [link for link in links if _is_about(one, link)]
        # What cannot be decided is never an error, so only a definite no counts.
        if any(_holds(one, link) is not False for link in concerned):
            continue
        if any(_holds_between_siblings(one, finding) for finding in findings):
            continue
        if one.file is not None:
            yield _stale_own(one, one.file, concerned, root)
            continue
        for link in concerned:
            key = (link.wrapper.qualified, link.native.qualified)
            if link.verdict is Verdict.MISMATCH and key not in reported and not _is_expected(link, rules):
                reported.add(key)
                yield _stale(one, link, link.wrapper.span)


def _is_about(one: Expectation, link: Link) -> bool:
    return name_matches(one.parameter, link.wrapper.qualified) and (
        one.native_name is None or native_matches(one.native_name, link)
    )


def _is_expected(link: Link, rules: Rules) -> bool:
    return any(_is_about(one, link) and _holds(one, link) is not False for one in rules.expectations)


def _holds(one: Expectation, link: Link, *, any_build: bool = True) -> bool | None:
    """Whether both values are as expected; ``None`` if that cannot be decided.

    Args:
        one: The expectation.
        link: The link.
        any_build: Whether the native value of a build with some condition will do.
    """
    sides = (_wrapper_holds(one, link), _native_holds(one, link, any_build=any_build))
    if False in sides:
        return False
    return None if None in sides else True


def _holds_between_siblings(one: Expectation, finding: Finding) -> bool:
    """Whether an expectation is about the two surfaces of a finding, of which the second stands for the native side."""
    own, other = finding.parameter, finding.sibling
    return (
        own is not None
        and other is not None
        and own.default is not None
        and other.default is not None
        and one.native_name in {None, other.qualified}
        and name_matches(one.parameter, own.qualified)
        and is_stated(one.wrapper, own.default, None) is True
        and is_stated(one.native, other.default, None) is True
    )


def _wrapper_holds(one: Expectation, link: Link) -> bool | None:
    return is_stated(one.wrapper, link.effective, link.native.type)


def _native_holds(one: Expectation, link: Link, *, any_build: bool) -> bool | None:
    base = native_value(link)
    values = [] if base is None else [base]
    if any_build:
        values.extend(condition.value for condition in link.native.conditions)
    answers = {is_stated(one.native, value, link.native.type) for value in values}
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _are_among(link: Link, values: Sequence[bool | float | str]) -> bool:
    native = native_value(link)
    return native is not None and all(
        any(is_stated(one, value, link.native.type) for one in values) for value in (link.effective, native)
    )


def _stale_own(one: Expectation, file: Path, concerned: Sequence[Link], root: Path | None) -> Finding:
    """A finding about an expectation of the project itself, at the expectation if it lies in the project."""
    within = root is not None and file.is_relative_to(root)
    span = Span(file.relative_to(root).as_posix() if root and within else _outside(file, root), one.line)
    if concerned:
        return _stale(one, concerned[0], span if within else concerned[0].wrapper.span)
    native = f" to {one.native_name}" if one.native_name else ""
    return _finding(
        f"no parameter {one.parameter} is linked{native}, so the expected difference ({_pair(one)}) cannot hold",
        span,
        "remove the expectation, or correct its names: `paramcheck check --all` lists every link",
    )


def _stale(one: Expectation, link: Link, span: Span) -> Finding:
    now = []
    if _wrapper_holds(one, link) is False:
        now.append(f"{link.effective.spelling} reaches the library")
    if _native_holds(one, link, any_build=True) is False:
        now.append(f"the library says {_native_words(link)}")
    message = f"{link.wrapper.qualified} was expected to differ ({_pair(one)}), but now {' and '.join(now)}"
    related = [Related(link.native.span, f"{link.native.qualified} is stated here")]
    if span != link.wrapper.span:
        related.insert(0, Related(link.wrapper.span, f"{link.wrapper.qualified} is declared here"))
    advice = f"read both sides again, then correct or remove the expectation; its reason was: {one.reason}"
    return _finding(message, span, advice, link, tuple(related))


def _finding(
    message: str, span: Span, advice: str, link: Link | None = None, related: tuple[Related, ...] = ()
) -> Finding:
    code, name = STALE_EXPECTATION
    return Finding(
        check=code,
        name=name,
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message=message,
        span=span,
        advice=advice,
        link=link,
        related=related,
    )


def _native_words(link: Link) -> str:
    """The native default, of a build without any condition first."""
    native = link.native
    builds = [f"{one.value.spelling} if {one.when}" for one in native.conditions]
    return ", ".join(builds if native.value is None else [native.value.spelling, *builds])


def _pair(one: Expectation) -> str:
    return f"{written(one.wrapper)} against {written(one.native)}"


def _outside(file: Path, root: Path | None) -> str:
    """A file outside of the tree, as seen from its root: a report does not depend on the machine."""
    try:
        return os.path.relpath(file, root).replace(os.sep, "/") if root else file.name
    except ValueError:
        return file.name
