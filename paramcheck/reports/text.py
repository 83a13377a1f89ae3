"""The report for people: both sides with their source, the way between them, and what to do.

Written for 80 columns and no colour. Colour only repeats what the text says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.links_table import links_table
from paramcheck.reports.paint import Paint
from paramcheck.reports.places import Place, notes, others, sides, steps
from paramcheck.reports.plain import cells, crop, defuse, fold, shown
from paramcheck.reports.snippets import snippet
from paramcheck.reports.words import closing, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paramcheck.model import Finding, Report, Span
    from paramcheck.reports.snippets import Row

_NARROWEST = 40
"""Columns; a narrower terminal wraps by itself, and nothing readable could be made for it."""

_MOST_STEPS = 8
"""Steps of a data flow that are shown; ``--verbose`` shows all."""

_MOST_OTHERS = 1
"""Related places that are shown with their source: the other side of a finding that is about no link."""


class _Block:
    """One finding, laid out."""

    def __init__(self, finding: Finding, options: Options, paint: Paint) -> None:
        self.finding = finding
        self.options = options
        self.paint = paint
        self.width = max(options.width, _NARROWEST)
        extra, self.rest = others(finding, _MOST_OTHERS)
        self.places = [*sides(finding), *(Place(one.span, "native", one.message) for one in extra)]
        # All snippets of a finding share one gutter, so that their code lines up.
        self.gutter = max(len(str(one.span.end_line + self._context)) for one in self.places) + 1

    @property
    def _context(self) -> int:
        return 2 if self.options.verbose else 0

    def lines(self) -> Iterator[str]:
        yield self._header()
        yield from self._indented(shown(self.finding.message), "  ", "  ")
        first, *rest = self.places
        yield self._bar()
        yield from self._snippet(first)
        for one in rest:
            yield from self._heading(one)
            yield from self._snippet(one)
        yield from self._tail()

    def _heading(self, one: Place) -> Iterator[str]:
        """Where a further snippet is from, in one line if it fits."""
        arrow, where, origin = " " * self.gutter + "-->", place(one.span), shown(one.origin)
        fits = cells(f"{arrow} {where}, {origin}") <= self.width
        yield f"{self.paint('gutter', arrow)} {where}{f', {origin}' if origin and fits else ''}"
        yield self._bar(f"in {origin}" if origin and not fits else "")
        if origin and not fits:
            yield self._bar()

    def _header(self) -> str:
        finding, severity = self.finding, self.finding.severity.value
        where = self.paint("strong", place(finding.span))
        return f"{where}: {self.paint(severity, f'{finding.check} [{severity}]')} {finding.name}"

    def _bar(self, text: str = "") -> str:
        bar = self.paint("gutter", " " * (self.gutter + 1) + "|")
        return f"{bar} {text}" if text else bar

    def _snippet(self, where: Place) -> Iterator[str]:
        room = self.width - self.gutter - 3
        lines = self.options.lines(where.span.path)
        rows = snippet(lines, where.span, width=room, context=self._context)
        label = shown(where.label)
        last_marked = max((row.number for row in rows if row.length), default=0)
        for row in rows:
            number = str(row.number) if row.number else ""
            yield f"{self.paint('gutter', f'{number:>{self.gutter}} |')} {row.text}".rstrip()
            if row.length:
                yield from self._carets(row, where, label if row.number == last_marked else "", room)
        if not rows:
            # The source is not at hand: what stands there can still be said.
            for line in fold(label or "(the source line cannot be shown)", room):
                yield self._bar(line)
        yield self._bar()

    def _carets(self, row: Row, where: Place, label: str, room: int) -> Iterator[str]:
        indent = " " * row.start
        carets = self.paint(where.side, ("^" if where.side == "wrapper" else "-") * row.length)
        if row.start + row.length + 1 + cells(label) <= room:
            yield self._bar(f"{indent}{carets}{self.paint(where.side, f' {label}') if label else ''}")
            return
        yield self._bar(indent + carets)
        # A long value goes below, as far to the left as it needs to.
        indent = " " * max(0, min(row.start, room - cells(label)))
        for line in fold(label, room - len(indent)):
            yield self._bar(indent + self.paint(where.side, line))

    def _tail(self) -> Iterator[str]:
        flow = [(step.span, step.kind, step.text) for step in steps(self.finding.link)]
        yield from self._list("data flow", flow)
        yield from self._list("see also", [(one.span, "dataflow", one.message) for one in self.rest])
        for also in self.finding.also:
            yield from self._item("also at", f"{place(also.wrapper.span)} ({shown(also.wrapper.qualified)})")
        for note in notes(self.finding):
            kind, _, text = shown(note).partition(": ")
            yield from self._item(kind, text)

    def _list(self, title: str, rows: Sequence[tuple[Span, str, str]]) -> Iterator[str]:
        """Places with their text: beside each other if there is room, else the text below."""
        if not rows:
            return
        yield from self._item(title, "")
        visible = rows if self.options.verbose else rows[:_MOST_STEPS]
        indent = " " * (self.gutter + 5)
        for span, kind, said in visible:
            text = shown(said.strip())
            text = text if kind == "dataflow" else f"({shown(kind)}) {text}"
            where = f"{indent}{shown(span.path)}:{span.line}"
            room = self.width - len(indent) - 2
            if cells(where) + 2 + cells(text) <= self.width:
                yield f"{where}  {text}"
                continue
            yield where
            lines = fold(text, room) if self.options.verbose else [crop(text, room)]
            yield from (f"{indent}  {line}" for line in lines)
        if len(visible) < len(rows):
            yield f"{indent}and {len(rows) - len(visible)} more (--verbose shows them)"

    def _item(self, kind: str, text: str) -> Iterator[str]:
        start = " " * (self.gutter + 1) + "= "
        first = self.paint("gutter", start) + self.paint("help" if kind == "help" else "strong", f"{kind}:")
        lines = fold(text, self.width - len(start) - len(kind) - 2)
        yield f"{first} {lines[0]}".rstrip()
        yield from (" " * (len(start) + len(kind) + 2) + line for line in lines[1:])

    def _indented(self, text: str, first: str, rest: str) -> Iterator[str]:
        for index, line in enumerate(fold(text, self.width - len(first))):
            yield (rest if index else first) + line


def _statistics(report: Report, paint: Paint) -> Iterator[str]:
    names = {finding.check: finding.name for finding in report.findings}
    for check, number in report.summary.checks.items():
        if number:
            yield f"{number:6}  {paint('strong', shown(check))}  {names.get(check, '')}".rstrip()


def render(report: Report, options: Options) -> str:
    """Write the report."""
    paint = Paint(options.color)
    lines: list[str] = []
    if options.all_links and report.links:
        lines += [*links_table(report.links, options, paint), ""]
    for finding in report.findings:
        lines += [*_Block(finding, options, paint).lines(), ""]
    if options.statistics and report.findings:
        lines += [*_statistics(report, paint), ""]
    if options.quiet:
        lines = lines[:-1]
    else:
        lines += [line for sentence in closing(report) for line in fold(sentence, max(options.width, _NARROWEST))]
    return defuse("".join(f"{line}\n" for line in lines))


RENDERER = Renderer("text", "both sides with their source, for people", render)
