"""A report whose paths count from another folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.model import Finding, Link, Report, Span


_T = TypeVar("_T")

_OUTSIDE = "native:"
"""How paths of native folders outside of the project begin."""


def moved(report: Report, prefix: str) -> Report:
    """A report whose paths begin with a prefix.

    Args:
        report: The report.
        prefix: The way from the other folder to the root of the tree, with a slash at its end.
    """
    return _Mover(prefix).report(report)


class _Mover:
    """Each link and place is moved once: many findings share them."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._links: dict[int, Link] = {}

    def report(self, report: Report) -> Report:
        return replace(
            report,
            links=tuple(map(self.link, report.links)),
            findings=tuple(map(self.finding, report.findings)),
            suppressed=tuple(replace(one, finding=self.finding(one.finding)) for one in report.suppressed),
            problems=tuple(
                one if one.path is None else replace(one, path=self.path(one.path)) for one in report.problems
            ),
        )

    def path(self, path: str) -> str:
        return path if path.startswith(_OUTSIDE) else self._prefix + path

    def span(self, span: Span) -> Span:
        return replace(span, path=self.path(span.path))

    def link(self, link: Link) -> Link:
        # The old link is kept alive by the report that is moved, so its identity stays its own.
        found = self._links.get(id(link))
        if found is None:
            found = self._links[id(link)] = replace(
                link,
                wrapper=replace(link.wrapper, span=self.span(link.wrapper.span)),
                native=replace(link.native, span=self.span(link.native.span)),
                evidence=self._spanned(link.evidence),
            )
        return found

    def finding(self, finding: Finding) -> Finding:
        fix = finding.fix
        parameter = finding.parameter
        return replace(
            finding,
            span=self.span(finding.span),
            link=None if finding.link is None else self.link(finding.link),
            also=tuple(map(self.link, finding.also)),
            related=self._spanned(finding.related),
            fix=None if fix is None else replace(fix, edits=self._spanned(fix.edits)),
            parameter=None if parameter is None else replace(parameter, span=self.span(parameter.span)),
        )

    def _spanned(self, ones: Iterable[_T]) -> tuple[_T, ...]:
        return tuple(replace(one, span=self.span(one.span)) for one in ones)  # type: ignore[attr-defined,type-var]
