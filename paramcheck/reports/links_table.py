"""The table of every link, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.reports.plain import cells, fold, shown
from paramcheck.reports.words import declared, native_value, wrapper_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paramcheck.model import Link
    from paramcheck.reports.base import Options
    from paramcheck.reports.paint import Paint

_GAP = 2
_HEADINGS = ("Line", "Parameter", "Declared", "Effective", "Native parameter", "Native default", "Verdict")
_NARROW_HEADINGS = ("Line", "Parameter, then the native one", "Verdict")
_FOLDABLE = (1, 2, 3, 4, 5)
_LEAST = 22
"""Columns below which a folded cell is no longer read at a glance; then each link takes two lines instead."""


def links_table(links: Sequence[Link], options: Options, paint: Paint) -> Iterator[str]:
    """Lay out all links, grouped by surface, with both values in full.

    In a wide terminal each value has its column. In a narrow one both sides stand one below the other, since
    cutting values would hide the very thing that the table is for.

    Args:
        links: The links, in the order of reports.
        options: Says how wide the terminal is.
        paint: Colours the verdicts.
    """
    rows = {id(link): [shown(text) for text in _wide(link)] for link in links}
    widths = _fitted([_HEADINGS, *rows.values()], max(options.width, 40))
    headings: Sequence[str] = _HEADINGS
    if widths is None:
        rows = {id(link): [str(link.wrapper.span.line), "", link.verdict.value] for link in links}
        line, verdict = (max(cells(row[at]) for row in [_NARROW_HEADINGS, *rows.values()]) for at in (0, 2))
        widths = [line, max(options.width, 40) - line - verdict - 2 * _GAP, verdict]
        headings = _NARROW_HEADINGS
    yield from _row(headings, widths, paint, "")
    for (surface, path), group in _groups(links):
        yield ""
        yield from (paint("strong", part) for part in fold(f"{shown(surface)}  {shown(path)}", max(options.width, 40)))
        for link in group:
            row = rows[id(link)]
            if len(widths) == len(_HEADINGS):
                yield from _row(row, widths, paint, link.verdict.value)
            else:
                yield from _two_lines(link, row, widths, paint)
            if options.verbose and link.note:
                yield from (" " * (widths[0] + _GAP) + part for part in fold(shown(link.note), options.width))


def _wide(link: Link) -> tuple[str, ...]:
    return (
        str(link.wrapper.span.line),
        link.wrapper.name,
        declared(link.wrapper) or "(required)",
        link.effective.spelling,
        link.native.qualified,
        native_value(link.native),
        link.verdict.value,
    )


def _two_lines(link: Link, row: Sequence[str], widths: Sequence[int], paint: Paint) -> Iterator[str]:
    wrapper = f"{link.wrapper.name} = {wrapper_value(link)}"
    native = f"{link.native.qualified} = {native_value(link.native)}"
    yield from _row([row[0], shown(wrapper), row[2]], widths, paint, link.verdict.value)
    yield from _row(["", shown(native), ""], widths, paint, "")


def _groups(links: Iterable[Link]) -> Iterator[tuple[tuple[str, str], list[Link]]]:
    groups: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        groups.setdefault((link.wrapper.surface, link.wrapper.span.path), []).append(link)
    yield from groups.items()


def _fitted(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Widths of the columns: as wide as they need, else the widest folded; ``None`` if that would be unreadable."""
    widths = [max(cells(row[at]) for row in rows) for at in range(len(_HEADINGS))]
    while (excess := sum(widths) + _GAP * (len(widths) - 1) - width) > 0:
        widest = max(_FOLDABLE, key=lambda at: widths[at])
        second = max(widths[at] for at in _FOLDABLE if at != widest)
        if widths[widest] <= _LEAST:
            return None
        widths[widest] = max(widths[widest] - excess, min(second, widths[widest] - 1), _LEAST)
    return widths


def _row(row: Sequence[str], widths: Sequence[int], paint: Paint, verdict: str) -> Iterator[str]:
    columns = [fold(text, width) for text, width in zip(row, widths, strict=True)]
    for at in range(max(map(len, columns))):
        parts = [column[at] if at < len(column) else "" for column in columns]
        padded = [part + " " * (width - cells(part)) for part, width in zip(parts, widths, strict=True)]
        padded[0] = parts[0].rjust(widths[0])
        # Painted last: the codes take no columns.
        padded[-1] = paint(verdict, parts[-1]) if verdict else paint("strong", parts[-1])
        yield (" " * _GAP).join(padded).rstrip()
