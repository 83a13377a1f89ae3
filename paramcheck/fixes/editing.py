"""Edits of a text by places, whatever ends its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.model import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
"""A line with its end, as Python's tokenizer splits them: a form feed ends none."""


class Text:
    """A source text and its lines.

    Attributes:
        text: The text.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] = []
        at = 0
        while at < len(text):
            self._starts.append(at)
            found = _LINE.match(text, at)
            assert found is not None
            at = found.end()
        self._starts.append(len(text))

    def offset(self, line: int, column: int) -> int:
        """Where a place is in the text; its end for one behind it. Lines and columns count from 1."""
        if not 1 <= line < len(self._starts):
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, len(self.text))

    def bounds(self, span: Span) -> tuple[int, int]:
        """The start and end of a place in the text."""
        return self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets."""
        (line, column), (end_line, end_column) = self._position(start), self._position(end)
        return Span(self.path, line, column, end_line, end_column)

    def line_start(self, line: int) -> int:
        """Where a line begins."""
        return self.offset(line, 1)

    def _position(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right  # noqa: PLC0415

        line = max(bisect_right(self._starts, offset), 1)
        # The end of the text belongs to its last line.
        line = min(line, max(len(self._starts) - 1, 1))
        return line, offset - self._starts[line - 1] + 1


def applied(path: str, text: str, edits: Iterable[Edit]) -> str:
    """A text with some replacements made.

    Args:
        path: The file that it is.
        text: The text.
        edits: Replacements in it, none overlapping.
    """
    source = Text(path, text)
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        start, end = source.bounds(edit.span)
        text = text[:start] + edit.text + text[end:]
    return text


def merged(groups: Iterable[Sequence[Edit]]) -> list[int]:
    """Which groups of edits can be made together: those before others in the order, where two overlap.

    Returns:
        The numbers of the groups.
    """
    taken: dict[str, list[Span]] = {}
    done: set[Edit] = set()
    chosen = []
    for number, edits in enumerate(groups):
        new = [edit for edit in edits if edit not in done]
        if any(_overlap(edit.span, span) for edit in new for span in taken.get(edit.span.path, [])):
            continue
        chosen.append(number)
        done.update(new)
        for edit in new:
            taken.setdefault(edit.span.path, []).append(edit.span)
    return chosen


def _overlap(one: Span, other: Span) -> bool:
    one_end, other_end = (one.end_line, one.end_column), (other.end_line, other.end_column)
    return (one.line, one.column) < other_end and (other.line, other.column) < one_end
