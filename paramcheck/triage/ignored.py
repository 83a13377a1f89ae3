"""Which findings comments in the sources keep from being reported, and which comments do nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from paramcheck.config import named
from paramcheck.model import Confidence, Edit, Finding, Fix, Severity
from paramcheck.sources.layout import PYTHON_SUFFIXES, suffix_of
from paramcheck.triage.settings import STALE_EXPECTATION, UNUSED_IGNORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from paramcheck.model import Span
    from paramcheck.triage.hiding import Visibility
    from paramcheck.triage.places import Place
    from paramcheck.triage.scanner import IgnoreComment


class Comments:
    """The comments of a tree, and which of them have been of use.

    Args:
        found: All comments.
        checks: Names of the checks that exist, by code.
    """

    def __init__(self, found: Iterable[IgnoreComment], checks: Mapping[str, str]) -> None:
        self._checks = checks
        self._all = list(found)
        self._used: set[tuple[Span, str]] = set()
        self._on: dict[tuple[str, int], list[IgnoreComment]] = defaultdict(list)
        self._before: dict[tuple[str, int], list[IgnoreComment]] = defaultdict(list)
        for one in self._all:
            for line in range(one.span.line, one.span.end_line + 1):
                self._on[one.span.path, line].append(one)
            if one.alone:
                self._before[one.span.path, one.span.end_line + 1].append(one)

    def covering(self, place: Place) -> IgnoreComment | None:
        """The first comment that is about a place, on either side. All that are count as used from now on."""
        covering: IgnoreComment | None = None
        for span in _sides(place):
            for one in self._around(span):
                selectors = [""] if one.checks is None else one.checks
                for selector in selectors:
                    if one.checks is None or place.finding.check in named(selector, self._checks):
                        self._used.add((one.span, selector))
                        covering = covering or one
        return covering

    def unused(self, visibility: Visibility) -> Iterator[Finding]:
        """Findings about comments, or parts of them, that have not been of use.

        A check that did not run, or whose findings are not wanted, says nothing about a comment.
        """
        for one in self._all:
            if one.checks is None:
                if visibility.is_complete and (one.span, "") not in self._used:
                    yield _unused(one, "`paramcheck: ignore` silences nothing here", whole=True)
                continue
            idle = [selector for selector in one.checks if self._is_idle(one, selector, visibility)]
            whole = len(idle) == len(one.checks)
            if idle or not one.checks:
                message = f"`paramcheck: ignore[{', '.join(idle)}]` silences nothing here"
                unknown = [selector for selector in idle if not named(selector, self._checks)]
                if unknown:
                    message += f"; there is no check {' or '.join(unknown)}"
                yield _unused(one, message, whole=whole)

    def _around(self, span: Span) -> Iterator[IgnoreComment]:
        yield from self._before.get((span.path, span.line), ())
        for line in range(span.line, span.end_line + 1):
            yield from self._on.get((span.path, line), ())

    def _is_idle(self, one: IgnoreComment, selector: str, visibility: Visibility) -> bool:
        if (one.span, selector) in self._used:
            return False
        codes = named(selector, self._checks)
        return not codes or any(visibility.is_active(code, one.span.path) for code in codes)


def _sides(place: Place) -> Iterator[Span]:
    """Where a comment may stand: at the wrapper's place, and at the native one."""
    yield place.span
    if place.finding.check == STALE_EXPECTATION[0]:
        # It is about the expectation, wherever its parameter stands.
        return
    if place.link is not None:
        yield place.link.wrapper.span
        yield place.link.native.span
        return
    for one in place.finding.related:
        # Without a link, whatever is not Python is the native side, and not a step of the data flow.
        if suffix_of(one.span.path) not in PYTHON_SUFFIXES:
            yield one.span


def _unused(comment: IgnoreComment, message: str, *, whole: bool) -> Finding:
    code, name = UNUSED_IGNORE
    fix = Fix("remove the comment", (Edit(comment.removal, ""),), safe=True)
    return Finding(
        check=code,
        name=name,
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message=message,
        span=comment.span,
        advice="remove the comment" if whole else "remove these checks from the comment",
        # A part cannot be taken out without rewriting the comment, which is left to its author.
        fix=fix if whole else None,
    )
