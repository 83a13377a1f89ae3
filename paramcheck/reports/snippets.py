"""Source lines with the part that matters marked, laid out for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.reports.plain import ELLIPSIS, cell, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paramcheck.model import Span

_TAB = 4
_MOST_LINES = 4
"""Lines of one span that are shown; a default that is a whole dict is recognised by its beginning."""

_REACH = 2_000
"""Characters around the mark that are looked at: a minified file is one line of a megabyte."""


class Row(Struct, frozen=True):
    """A source line as it is shown.

    Attributes:
        number: Its line number; 0 stands for lines that are left out.
        text: What is shown of it.
        start: Column of the mark, from 0.
        length: Columns that are marked; 0 for a line of context.
    """

    number: int
    text: str
    start: int = 0
    length: int = 0


def marked(line: str, span: Span, number: int) -> tuple[int, int]:
    """Which part of a line a span covers, in characters from 0; never empty, and within the line or just after it.

    Args:
        line: The line, without its end.
        span: The span.
        number: The line's number, between the span's first and last.
    """
    indent = len(line) - len(line.lstrip())
    start = span.column - 1 if number == span.line else indent
    end = span.end_column - 1 if number == span.end_line else len(line.rstrip())
    start = min(max(start, 0), len(line))
    return start, max(min(end, len(line)), start + 1)


def snippet(lines: Sequence[str], span: Span, *, width: int, context: int = 0) -> list[Row]:
    """The lines of a span.

    Args:
        lines: All lines of the file.
        span: What to mark. It may lie outside the file: then there is nothing to show.
        width: Columns for the text; a longer line is cut around the mark.
        context: Lines to show before and after.
    """
    if not 1 <= span.line <= len(lines):
        return []
    last = min(span.end_line, len(lines))
    shown_last = min(last, span.line + _MOST_LINES - 1)
    rows = [_context(lines, number, width) for number in range(max(1, span.line - context), span.line)]
    for number in range(span.line, shown_last + 1):
        line = lines[number - 1].rstrip("\r\n")
        rows.append(_row(line, number, marked(line, span, number), width))
    if shown_last < last:
        return [*rows, Row(0, ELLIPSIS)]
    return [*rows, *(_context(lines, number, width) for number in range(last + 1, min(last + context, len(lines)) + 1))]


def _context(lines: Sequence[str], number: int, width: int) -> Row:
    row = _row(lines[number - 1].rstrip("\r\n"), number, (0, 1), width)
    return Row(number, row.text)


def _row(line: str, number: int, mark: tuple[int, int], width: int) -> Row:
    start, end = mark
    far_left = max(0, start - _REACH)
    line = line[far_left : max(end, start + 1) + _REACH].rstrip(" \t")
    start, end = start - far_left, end - far_left
    pieces = _expanded(visible(line))
    # One more piece, for a mark just after the end of the line.
    widths = [*map(_width, pieces), 1]
    first, last = _window(widths, start, min(end, len(widths)), width, cut=far_left > 0)
    cut_left, cut_right = first > 0 or far_left > 0, last < len(pieces)
    text = (ELLIPSIS if cut_left else "") + "".join(pieces[first:last]) + (ELLIPSIS if cut_right else "")
    before = sum(widths[first:start]) + cut_left
    length = sum(widths[start : max(start + 1, min(end, last + (not cut_right)))])
    return Row(number, text, before, max(length, 1))


def _expanded(line: str) -> list[str]:
    """What each character is shown as: tabs by spaces up to the next stop."""
    pieces, at = [], 0
    for character in line:
        piece = " " * (_TAB - at % _TAB) if character == "\t" else character
        pieces.append(piece)
        at += _width(piece)
    return pieces


def _width(piece: str) -> int:
    return cell(piece) if len(piece) == 1 else len(piece)


def _window(widths: list[int], start: int, end: int, width: int, *, cut: bool) -> tuple[int, int]:
    """Which characters to show: from the line's start if as much of the mark is seen then, else around the mark."""
    count = len(widths) - 1
    if not cut and sum(widths[:count]) <= width:
        return 0, count
    first = 0
    endless = sum(widths[start:end]) > width and sum(widths[:start]) < width // 2
    if cut or (sum(widths[:end]) > width - 1 and not endless):
        # A fifth of the room before the mark, unless the mark needs it.
        spare = max(width - 2 - sum(widths[start:end]), 0)
        first = _back(widths, start, min(width // 5, spare))
    used, last = 1 if first or cut else 0, first
    while last < count and used + widths[last] <= width - 1:
        used += widths[last]
        last += 1
    if last == count - 1 and used + widths[last] <= width:
        # The last character fits where the ellipsis would have been.
        last = count
    return first, max(last, min(first + 1, count))


def _back(widths: list[int], start: int, room: int) -> int:
    """The character that stands a number of columns before another."""
    while start > 0 and room >= widths[start - 1]:
        start -= 1
        room -= widths[start]
    return start
