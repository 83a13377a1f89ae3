"""Comments that keep findings from being reported, such as ``# paramcheck: ignore[PC101] the reason``."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import Span
from paramcheck.sources.layout import PYTHON_SUFFIXES, suffix_of
from paramcheck.triage.lexers import c_comments, python_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.triage.lexers import Comment

_WORD = "paramcheck:"
# A comment may hold another tool's words before ours. No two repetitions in these patterns can match the same
# characters, so a hostile file costs no more time than any other.
_BODY = r"paramcheck: [ \t]* ignore (?![\w-]) (?: \[ (?P<checks> [^\]\n]* ) (?: \] | $ ) )? (?P<reason> [^\n]* )"
_IN_PYTHON = re.compile(rf"\# [ \t]* {_BODY}", re.VERBOSE | re.MULTILINE)
_IN_C = re.compile(
    rf"(?: (?<! [/*!<] ) /[/*] [/*!<]* [ \t]* | ^ [ \t]* (?: \*+ [ \t]* )? ) {_BODY}", re.VERBOSE | re.MULTILINE
)


class IgnoreComment(Struct, frozen=True):
    """A comment that keeps findings from being reported.

    Attributes:
        span: The comment.
        alone: Nothing else stands on its lines, so it is about the line after it as well.
        checks: Selectors of the checks that it names; ``None`` if it is about all.
        reason: What it says after them.
        removal: What to take away with it: the whole line, or the blanks before it.
    """

    span: Span
    alone: bool
    checks: tuple[str, ...] | None
    reason: str
    removal: Span


def comments(path: str, text: str) -> list[IgnoreComment]:
    """The comments of a file that keep findings from being reported, in their order.

    Args:
        path: The file's path in the tree; its suffix says whether it is Python or C.
        text: Its text. It may be broken.
    """
    if _WORD not in text:
        return []
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    is_python = suffix_of(path) in PYTHON_SUFFIXES
    found = python_comments(plain) if is_python else c_comments(plain)
    return list(_ignores(path, plain, found, _IN_PYTHON if is_python else _IN_C))


def _ignores(path: str, text: str, found: list[Comment], pattern: re.Pattern[str]) -> Iterator[IgnoreComment]:
    starts = [0, *(one.end() for one in re.finditer("\n", text))]
    for comment in found:
        body = pattern.search(comment.text)
        if body is None:
            continue
        end = comment.start + len(comment.text)
        alone = _is_alone(text, comment.start, end)
        # A block comment is ours as a whole; of a line, what stands before our words is another's.
        start = comment.start if comment.text.startswith("/*") else comment.start + body.start()
        span = _span(path, starts, start, end)
        if alone and start == comment.start:
            removal = Span(path, span.line, 1, span.end_line + 1, 1)
        else:
            removal = _span(path, starts, len(text[:start].rstrip(" \t")), end)
        yield IgnoreComment(
            span=span,
            alone=alone,
            checks=_listed(body["checks"]),
            reason=body["reason"].removesuffix("*/").strip(),
            removal=removal,
        )


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but blanks stands beside a comment on its lines."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    return not before.strip() and not after.strip()


def _listed(checks: str | None) -> tuple[str, ...] | None:
    if checks is None:
        return None
    return tuple(one.strip() for one in checks.split(",") if one.strip())


def _span(path: str, starts: list[int], start: int, end: int) -> Span:
    first, last = bisect_right(starts, start), bisect_right(starts, end)
    return Span(path, first, start - starts[first - 1] + 1, last, end - starts[last - 1] + 1)
