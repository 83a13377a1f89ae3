"""One line a finding, for editors and ``grep``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.paint import Paint
from paramcheck.reports.places import confirmations
from paramcheck.reports.plain import defuse, shown
from paramcheck.reports.words import closing, native_value, place, wrapper_value

if TYPE_CHECKING:
    from paramcheck.model import Finding, Link, Report


def _finding(finding: Finding, paint: Paint) -> str:
    code = paint(finding.severity.value, finding.check)
    run = "".join(f" [{one}]" for one in confirmations(finding)[:1])
    return f"{paint('strong', place(finding.span))}: {code} {shown(finding.message)}{run}"


def _link(link: Link, paint: Paint) -> str:
    verdict = paint(link.verdict.value, link.verdict.value)
    wrapper = f"{link.wrapper.qualified} = {wrapper_value(link)}"
    native = f"{link.native.qualified} = {native_value(link.native)}"
    return f"{paint('strong', place(link.wrapper.span))}: {verdict} {shown(wrapper)}; {shown(native)}"


def render(report: Report, options: Options) -> str:
    """Write the report."""
    paint = Paint(options.color)
    lines = [_link(link, paint) for link in report.links] if options.all_links else []
    lines += [_finding(finding, paint) for finding in report.findings]
    if options.statistics:
        lines += [f"{number:5}  {shown(check)}" for check, number in report.summary.checks.items() if number]
    if not options.quiet:
        lines += closing(report)
    return defuse("".join(f"{line}\n" for line in lines))


RENDERER = Renderer("concise", "one line a finding", render)
