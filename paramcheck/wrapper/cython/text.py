"""The text of a Cython source: where its tokens stand and which brackets belong together.

Cython's parser tells where a node begins, or where its operator stands, but not where it ends. Both follow from the
tokens between.
"""

from __future__ import annotations

import bisect
import re

_TOKEN = re.compile(
    r"""
    (?P<skip>  [ \t\f]+ | \\\n | \#[^\n]* )
  | (?P<string> [rRbBuUfFcCtT]{0,3} (?:
        \"{3} [^"\\]* (?: (?: \\. | "(?!"") ) [^"\\]* )* \"{3}
      | '{3}  [^'\\]* (?: (?: \\. | '(?!'') ) [^'\\]* )* '{3}
      | \" [^"\\\n]* (?: \\. [^"\\\n]* )* \"
      | '  [^'\\\n]* (?: \\. [^'\\\n]* )* '
    ) )
  | (?P<number> 0[xXoObB]\w+ | (?: \d[\d_]* \.? [\d_]* | \.\d[\d_]* ) (?: [eE][+-]?\d+ )? \w* )
  | (?P<name> \w+ )
  | (?P<end>  \n )
  | (?P<open> [(\[{] )
  | (?P<close> [)\]}] )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


_SEPARATORS = frozenset({",", ";"})
_WAITING = frozenset({"not", "lambda", "or", "and", "if", "else", "-", "+", "~", "&", "<", ">", "!", "*", "in", "is"})
_FORMATTED = re.compile(r"[rR]?[fFtT]")
_BRACKETS = re.compile(r"[(\[{]")


def _inside(token: str) -> int:
    """How deep the code in a formatted text may go; its brackets need not be told apart."""
    return len(_BRACKETS.findall(token)) if _FORMATTED.match(token) else 0


class Text:
    """A source text and its tokens, numbered in order.

    Attributes:
        path: Relative to the tree's root.
        lines: The lines, without their ends.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.source = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.source.split("\n")
        self._line_starts = [0]
        for line in self.lines:
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.kinds: list[str] = []
        self._partners: dict[int, int] = {}
        self._scan()

    def _scan(self) -> None:
        open_brackets: list[int] = []
        for match in _TOKEN.finditer(self.source):
            kind = match.lastgroup or "other"
            if kind == "skip" or (kind == "end" and open_brackets):
                continue
            number = len(self._starts)
            self._starts.append(match.start())
            self._ends.append(match.end())
            self.kinds.append(kind)
            if kind == "open":
                open_brackets.append(number)
            elif kind == "close" and open_brackets:
                partner = open_brackets.pop()
                self._partners[number], self._partners[partner] = partner, number

    def __len__(self) -> int:
        return len(self._starts)

    def token(self, number: int) -> str:
        """The text of a token; empty beyond the last."""
        return self.source[self._starts[number] : self._ends[number]] if 0 <= number < len(self) else ""

    def between(self, first: int, last: int) -> str:
        """The source text from one token to another, both included."""
        return self.source[self._starts[first] : self._ends[last]] if 0 <= first <= last < len(self) else ""

    def at(self, line: int, column: int) -> int:
        """The number of the token at a place, or of the one before it. Lines count from 1, columns from 0."""
        offset = self._line_starts[min(max(line, 1), len(self.lines)) - 1] + column
        return max(bisect.bisect_right(self._starts, offset) - 1, 0)

    def starts_at(self, number: int, line: int, column: int) -> bool:
        """Whether a token begins exactly at a place."""
        return self._starts[number] == self._line_starts[line - 1] + column if 0 <= number < len(self) else False

    def closing(self, number: int) -> int:
        """The bracket that closes this one; the token itself if it is no bracket."""
        return max(self._partners.get(number, number), number)

    def last_string(self, number: int) -> int:
        """The last of adjacent string literals."""
        while number + 1 < len(self) and self.kinds[number] == self.kinds[number + 1] == "string":
            number += 1
        return number

    def balanced(self, first: int, last: int) -> tuple[int, int]:
        """A range of tokens, widened until every bracket in it has its partner there."""
        position = first
        while position <= last:
            partner = self._partners.get(position, position)
            if partner < first:
                position = first = partner
                continue
            last = max(last, partner)
            position += 1
        return first, last

    def extent(self, first: int, last: int) -> tuple[int, int, int, int]:
        """Line, column, end line and end column of a range of tokens, as :mod:`ast` counts them."""
        if not self._starts:
            return 1, 0, 1, 0
        start, end = self._starts[min(first, len(self) - 1)], self._ends[min(last, len(self) - 1)]
        return (*self._place(start), *self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._line_starts, offset) - 1
        column = offset - self._line_starts[line]
        text = self.lines[line] if line < len(self.lines) else ""
        # ast counts columns in bytes of UTF-8.
        return line + 1, column if text.isascii() else len(text[:column].encode("utf-8", "surrogatepass"))

    def depth(self) -> int:
        """How deep the parser must go at most: open brackets and blocks, and operators that wait for an operand."""
        deepest, waiting, blocks = 0, [0], [0]
        fresh = True
        for number, kind in enumerate(self.kinds):
            token = self.token(number)
            if fresh and kind != "end":
                column = self.extent(number, number)[1]
                while blocks[-1] > column:
                    blocks.pop()
                if column > blocks[-1]:
                    blocks.append(column)
            fresh = kind == "end"
            if kind == "open":
                waiting.append(0)
            elif kind == "close" and len(waiting) > 1:
                waiting.pop()
            elif kind == "end":
                waiting = [0]
            elif token in _SEPARATORS:
                waiting[-1] = 0
            elif token in _WAITING:
                waiting[-1] += 1
            elif kind == "string":
                deepest = max(deepest, len(waiting) + _inside(token))
            deepest = max(deepest, len(waiting) + sum(waiting) + len(blocks))
        return deepest

    def statements(self) -> list[tuple[int, int]]:
        """The first and the last token of every logical line."""
        found: list[tuple[int, int]] = []
        first: int | None = None
        for number, kind in enumerate(self.kinds):
            if kind == "end":
                if first is not None:
                    found.append((first, number - 1))
                first = None
            elif first is None:
                first = number
        if first is not None:
            found.append((first, len(self) - 1))
        return found
