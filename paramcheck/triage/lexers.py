"""Finds the comments of Python, Cython, C and C++ files, also of files that are broken."""

from __future__ import annotations

import io
import re
import tokenize
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


_LINE_LIMIT = 1000
"""Characters; the tokenizer of Python 3.12 takes time that grows with the square of a line's length."""


class Comment(Struct, frozen=True):
    """A comment.

    Attributes:
        text: The comment with its marks.
        start: Offset of its first character in the text of the file.
    """

    text: str
    start: int


def python_comments(text: str) -> list[Comment]:
    """The comments of a Python or Cython file.

    Args:
        text: The file, its lines ended by a line feed.
    """
    if any(len(line) > _LINE_LIMIT for line in text.split("\n")):
        return list(_scanned(_PYTHON, text))
    try:
        return list(_tokenized(text))
    except (SyntaxError, tokenize.TokenError, ValueError, RecursionError):
        # Cython, or a file that is broken somewhere: what can be told apart without a grammar.
        return list(_scanned(_PYTHON, text))


def c_comments(text: str) -> list[Comment]:
    """The comments of a C or C++ file.

    Args:
        text: The file, its lines ended by a line feed.
    """
    return list(_scanned(_C, text))


def _tokenized(text: str) -> Iterator[Comment]:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for token in tokenize.generate_tokens(io.StringIO(text, newline="\n").readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            yield Comment(token.string, starts[line - 1] + column)


def _scanned(pattern: re.Pattern[str], text: str) -> Iterator[Comment]:
    for found in pattern.finditer(text):
        comment = found["comment"]
        if comment is not None:
            yield Comment(comment, found.start())


# What is not closed ends with its line, or with the file where its kind goes over lines. Every alternative that
# begins is consumed to its end, so the time grows with the length of the file alone.
_PYTHON = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<triple> \"{3} | '{3} ) (?: \\. | (?!(?P=triple)) . )* (?: (?P=triple) )?
    | " (?: \\. | [^"\\\n] )* "?
    | ' (?: \\. | [^'\\\n] )* '?
    """,
    re.VERBOSE | re.DOTALL,
)
_C = re.compile(
    r"""
      (?P<comment> // (?: \\\n | [^\n] )* | /\* .*? (?: \*/ | \Z ) )
    | \b (?: u8 | [uUL] )? R" (?P<mark> [^\s()\\"]{0,16} ) \( .*? (?: \) (?P=mark) " | \Z )
    | " (?: \\. | [^"\\\n] )* "?
    | (?<! [0-9A-Za-z_] ) \.? [0-9] (?: [eEpP][+-] | '? [\w.] )*
    | ' (?: \\. | [^'\\\n] )* '?
    """,
    re.VERBOSE | re.DOTALL,
)
