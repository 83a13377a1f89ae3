"""Sorts findings: what is reported, what is suppressed and why, what is hidden, and what no longer does anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import Suppressed
from paramcheck.triage.baseline import entry
from paramcheck.triage.expected import reason_for, stale
from paramcheck.triage.hiding import Visibility
from paramcheck.triage.ignored import Comments
from paramcheck.triage.places import at, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from paramcheck.config import Rules
    from paramcheck.model import Finding, Link
    from paramcheck.triage.baseline import BaselineEntry
    from paramcheck.triage.places import Place
    from paramcheck.triage.scanner import IgnoreComment
    from paramcheck.triage.settings import Settings


class Triage(Struct, frozen=True):
    """Findings, sorted.

    Attributes:
        findings: What is reported, in the order of reports, with what triage itself has found.
        suppressed: What an expectation, a comment or the baseline covers, in the order of reports.
        hidden: How many findings options and configuration left out, by what left them out. A finding of which
            only some places are left out counts as well.
        stale_baseline: Entries of the baseline that match nothing any more.
    """

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    hidden: Mapping[str, int]
    stale_baseline: tuple[BaselineEntry, ...]


class _Fate(Struct, frozen=True):
    """What becomes of a place; of one that is reported, nothing is said.

    Attributes:
        by: ``hidden``, ``expectation``, ``comment`` or ``baseline``.
        reason: What hid it, or the reason that is given.
    """

    by: str = ""
    reason: str = ""


_REPORTED = _Fate()


def triage(
    findings: Iterable[Finding],
    links: Sequence[Link],
    settings: Settings,
    rules: Rules,
    comments: Iterable[IgnoreComment] = (),
) -> Triage:
    """Sort findings.

    Args:
        findings: What the checks have found.
        links: All links.
        settings: What is selected, and what is known already.
        rules: What is expected, and which surfaces matter.
        comments: The comments in the files that were analysed.

    Raises:
        ParamcheckError: If a selector names no check.
    """
    return _Sorter(links, settings, rules, comments).sort(findings)


class _Sorter:
    """One run of triage."""

    def __init__(
        self, links: Sequence[Link], settings: Settings, rules: Rules, comments: Iterable[IgnoreComment]
    ) -> None:
        self._links = links
        self._links_of: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            self._links_of[link.wrapper.qualified].append(link)
        self._settings = settings
        self._rules = rules
        self._visibility = Visibility(settings, rules)
        self._comments = Comments(comments, settings.checks)
        self._known = frozenset(settings.baseline)
        self._unchanged = frozenset(settings.unchanged)
        self._needed: set[BaselineEntry] = set()
        self._kept: list[Finding] = []
        self._suppressed: list[Suppressed] = []
        self._hidden: Counter[str] = Counter()

    def sort(self, findings: Iterable[Finding]) -> Triage:
        found = tuple(findings)
        for finding in found:
            self._place(finding, self._fate)
        for finding in stale(self._rules, self._links, self._settings.root, found):
            self._place(finding, self._fate)
        # Only now is it known which comments have been of use, and no comment can be about another one.
        for finding in self._comments.unused(self._visibility):
            self._place(finding, self._fate_by_settings)
        return Triage(
            findings=tuple(sorted(self._kept, key=_order)),
            suppressed=tuple(sorted(self._suppressed, key=lambda one: _order(one.finding))),
            hidden=dict(sorted(self._hidden.items())),
            stale_baseline=self._stale_baseline(),
        )

    def _place(self, finding: Finding, judge: Callable[[Place], _Fate]) -> None:
        """Put a finding where it belongs, in parts if its places differ."""
        parts: dict[_Fate, list[Place]] = {}
        for place in places(finding):
            parts.setdefault(judge(place), []).append(place)
        for fate, kept in parts.items():
            if fate.by == "hidden":
                self._hidden[fate.reason] += 1
            elif fate == _REPORTED:
                self._kept.append(at(finding, kept))
            else:
                self._suppressed.append(Suppressed(at(finding, kept), fate.by, fate.reason))

    def _fate(self, place: Place) -> _Fate:
        # Also of places that are hidden: an option for one run does not make a comment useless.
        comment = self._comments.covering(place)
        cause = self._visibility.cause(place)
        if cause is None:
            links = self._links_of.get(place.parameter.qualified, []) if place.parameter else []
            reason = reason_for(place, self._rules, links)
            if reason is not None:
                return _Fate("expectation", reason)
            if comment is not None:
                return _Fate("comment", comment.reason)
        return self._fate_by_settings(place)

    def _fate_by_settings(self, place: Place) -> _Fate:
        known = bool(self._known) and entry(place) in self._known
        if known:
            # Of a hidden place as well: the next run may show it.
            self._needed.add(entry(place))
        cause = self._visibility.cause(place)
        if cause is not None:
            return _Fate("hidden", cause)
        if known:
            return _Fate("baseline", "known when the baseline was written")
        if self._unchanged and entry(place) in self._unchanged:
            return _Fate("hidden", "since")
        return _REPORTED

    def _stale_baseline(self) -> tuple[BaselineEntry, ...]:
        unneeded = self._known - self._needed
        return tuple(sorted(one for one in unneeded if self._visibility.is_active(one.check)))


def _order(finding: Finding) -> tuple[str, int, str, int, str]:
    span = finding.span
    return span.path, span.line, finding.check, span.column, finding.message
