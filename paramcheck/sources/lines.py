"""Lines and columns of places in a text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Generic, TypeVar

Text = TypeVar("Text", str, bytes)


class Lines(Generic[Text]):
    """Where the lines of a text start. Counting them anew for each place takes as long as the text is.

    Args:
        text: The text; a line feed ends a line.
    """

    def __init__(self, text: Text) -> None:
        lines = text.split("\n") if isinstance(text, str) else text.split(b"\n")
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of a place, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
