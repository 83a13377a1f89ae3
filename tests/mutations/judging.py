"""Whether a change is found, and nothing but the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.model import Confidence, Severity
from tests.mutations.mutation import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.engine import Analysis
    from paramcheck.model import Finding
    from tests.mutations.mutation import Pair, Site

Key = tuple[str, ...]


def companions(before: frozenset[Key], after: Analysis, site: Site) -> tuple[str, ...]:
    """The checks other than that of the defaults that say something new of the changed parameter."""
    shown = (one for one in after.findings if _is_shown(one) and one.check != "PC101")
    return tuple(one.check for one in shown if _is_about(one, site) and not keys(one) <= before)


def judge(before: frozenset[Key], after: Analysis, site: Site) -> tuple[Result, str]:
    """What came of a change.

    Args:
        before: The keys of what is found in the tree as it is.
        after: What is found in the changed one.

    Returns:
        The result, and what is wrong with it.
    """
    shown = [one for one in after.findings if _is_shown(one)]
    reported = {pair for finding in shown if finding.check == "PC101" for pair in _pairs(finding)}
    missing = site.pairs - reported
    further = [one for one in shown if not keys(one) <= before and not _is_about(one, site)]
    if missing:
        verdicts = {
            (one.wrapper.qualified, one.native.qualified): f"{one.verdict.value} {one.note}" for one in after.links
        }
        rows = [f"{pair[0]} -> {pair[1]}: {verdicts.get(pair, 'no link')}" for pair in sorted(missing)]
        return Result.MISSED, "; ".join(rows)
    if further:
        return Result.DOUBLED, "; ".join(
            f"{one.check} {one.span.path}:{one.span.line} {one.message}" for one in further
        )
    return Result.FOUND, ""


def _is_shown(finding: Finding) -> bool:
    """Whether a run without options shows it. What ``--pedantic`` adds speaks of what agrees."""
    return finding.severity is not Severity.INFO and finding.confidence is not Confidence.LOW


def all_keys(analysis: Analysis) -> frozenset[Key]:
    """What is found, as it can be recognised after a change elsewhere on a line."""
    return frozenset(key for finding in analysis.findings for key in keys(finding))


def keys(finding: Finding) -> set[Key]:
    """A key for each parameter that a finding is about."""
    pairs = set(_pairs(finding))
    if pairs:
        return {(finding.check, *pair) for pair in pairs}
    if finding.parameter is not None:
        other = finding.sibling.qualified if finding.sibling else ""
        return {(finding.check, finding.parameter.qualified, other)}
    return {(finding.check, finding.span.path, str(finding.span.line), finding.message)}


def _pairs(finding: Finding) -> Iterator[Pair]:
    for link in (finding.link, *finding.also):
        if link is not None:
            yield link.wrapper.qualified, link.native.qualified


def _is_about(finding: Finding, site: Site) -> bool:
    """Whether a finding names the changed parameter: all of that are one."""
    parameter = finding.parameter.qualified if finding.parameter else ""
    return parameter in site.wrappers or any(
        wrapper in site.wrappers or native in site.natives for wrapper, native in _pairs(finding)
    )
