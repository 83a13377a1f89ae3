"""Markdown for a GitHub job summary: a table to glance at, and the details of each finding folded away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.places import Place, notes, others, sides, steps
from paramcheck.reports.plain import defuse, shown, visible
from paramcheck.reports.words import closing, counted, native_value, wrapper_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.model import Finding, Link, Report, Span

MOST_BYTES = 1 << 20
"""GitHub refuses a larger summary."""

_FOR_TABLE = MOST_BYTES // 2
_FOR_NOTES = 2_000
_ACTIVE = re.compile(r"[\\`*_\[\]<>|&~@#$\"']|:(?=\S)|(?<=www)\.", re.IGNORECASE)
"""What can start or end something inside a line: markup, a mention, an emoji, an address."""

_SYMBOLS = {"error": "🔴", "warning": "🟡", "info": "🔵"}
_LANGUAGES = {"py": "python", "pyi": "python", "pyx": "cython", "pxd": "cython"}
_MOST_OTHERS = 2
_MOST_SNIPPET = 6
"""Lines of a span."""

_MOST_LINE = 500
"""Characters of a source line."""


def escaped(text: str) -> str:
    """A text that Markdown and HTML show as it is, in a table as well: as character references, which start nothing."""
    return _ACTIVE.sub(lambda one: f"&#{ord(one[0])};", shown(text))


def code(text: str) -> str:
    """The same as code, where GitHub sees no mention, issue number or address either."""
    return f"<code>{escaped(text)}</code>"


def _where(span: Span) -> str:
    return code(f"{span.path}:{span.line}")


def _row(*columns: str) -> str:
    return f"| {' | '.join(columns)} |\n"


def _finding_row(finding: Finding, options: Options) -> str:
    link = finding.link
    check = finding.check
    if options.help_uri is not None:
        check = f'<a href="{escaped(options.help_uri(check))}">{check}</a>'
    columns = [code(finding.parameter.name) if finding.parameter else "", "", ""]
    if link:
        columns = [code(link.wrapper.name), code(wrapper_value(link)), code(native_value(link.native))]
    severity = f"{_SYMBOLS[finding.severity.value]} {finding.severity.value}"
    return _row(severity, f"{check} {finding.name}", *columns, _where(finding.span))


def _link_row(link: Link) -> str:
    wrapper, native = link.wrapper, link.native
    parameter = code(wrapper.qualified)
    values = code(wrapper_value(link)), code(native.qualified), code(native_value(native))
    return _row(link.verdict.value, parameter, *values, _where(wrapper.span))


def _fenced(place: Place, options: Options) -> Iterator[str]:
    """The source of a place in a fence that is longer than any inside it."""
    lines = options.lines(place.span.path)
    span = place.span
    chosen = lines[span.line - 1 : min(span.end_line, span.line + _MOST_SNIPPET - 1)] if span.line > 0 else ()
    origin = f", {escaped(place.origin)}" if place.origin else ""
    label = f": {escaped(place.label)}" if place.label else ""
    yield f"{_where(span)}{origin}{label}\n\n"
    if chosen:
        # Whoever prints the summary in a job's log shows its lines to the runner as well.
        text = defuse("".join(f"{_around(line.rstrip(), span)}\n" for line in chosen))
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        language = _LANGUAGES.get(span.path.rpartition(".")[2], "cpp")
        yield f"{fence}{language}\n{text}{fence}\n\n"


def _around(line: str, span: Span) -> str:
    """A line, or so much of a long one as there is room for, around what it is shown for."""
    start = max(0, span.column - 1 - _MOST_LINE // 4) if len(line) > _MOST_LINE else 0
    left, right = "…" if start else "", "…" if len(line) > start + _MOST_LINE else ""
    return f"{left}{visible(line[start : start + _MOST_LINE])}{right}"


def _details(finding: Finding, options: Options) -> str:
    parts = [f"<details><summary>{finding.check} {_where(finding.span)} {escaped(finding.message)}</summary>\n\n"]
    extra, rest = others(finding, _MOST_OTHERS)
    for place in (*sides(finding), *(Place(one.span, "native", one.message) for one in extra)):
        parts += _fenced(place, options)
    if found := steps(finding.link):
        parts.append("Data flow:\n\n")
        parts += [f"1. {_where(step.span)} {code(step.text)}\n" for step in found]
        parts.append("\n")
    parts += [f"See also {_where(one.span)} {code(one.message)}\n\n" for one in rest]
    parts += [f"Also at {_where(also.wrapper.span)} {code(also.wrapper.qualified)}\n\n" for also in finding.also]
    parts += [f"{escaped(note)}\n\n" for note in notes(finding)]
    return "".join([*parts, "</details>\n\n"])


class _Page:
    """A text that stops growing before GitHub refuses it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text.encode())

    def add_while_fits(self, texts: Iterable[str], limit: int) -> int:
        """Add texts up to a size, whole or not at all.

        Returns:
            How many were left out.
        """
        left_out = 0
        for text in texts:
            if left_out or self.size + len(text.encode()) > limit:
                left_out += 1
            else:
                self.add(text)
        return left_out


def _table(page: _Page, headings: tuple[str, ...], rows: Iterable[str], noun: str, limit: int) -> None:
    page.add(_row(*headings) + _row(*["---"] * len(headings)))
    if left_out := page.add_while_fits(rows, limit):
        page.add(f"\n{counted(left_out, f'further {noun}')} left out: GitHub shows 1 MiB.\n")
    page.add("\n")


def _title(report: Report) -> str:
    subject = " ".join(escaped(part) for part in (report.name, report.version) if part)
    return f"## paramcheck{': ' if subject else ''}{subject}\n\n"


def render(report: Report, options: Options) -> str:
    """Write the report, as much of it as GitHub accepts."""
    page = _Page()
    page.add(_title(report))
    page.add("".join(f"{escaped(line)}\n\n" for line in closing(report))[: _MOST_LINE * 40])
    if report.findings:
        headings = ("", "Check", "Parameter", "Wrapper", "Native", "Where")
        rows = (_finding_row(finding, options) for finding in report.findings)
        _table(page, headings, rows, "finding", _FOR_TABLE)
    limit = MOST_BYTES - _FOR_NOTES
    if options.all_links and report.links:
        page.add("### Links\n\n")
        headings = ("Verdict", "Parameter", "Wrapper", "Native parameter", "Native", "Where")
        _table(page, headings, map(_link_row, report.links), "link", (page.size + limit) // 2)
    details = (_details(finding, options) for finding in report.findings)
    if left_out := page.add_while_fits(details, limit):
        page.add(f"The details of {counted(left_out, 'further finding')} are left out: GitHub shows 1 MiB.\n")
    return "".join(page.parts).rstrip("\n") + "\n"


RENDERER = Renderer("markdown", "a GitHub job summary", render)
