"""Where in a file the text of a default stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paramcheck.model import Span

Range = tuple[int, int]

_IN_C = {"True": "true", "False": "false", "None": "NULL"}
_KEYWORD = re.compile(r"\b(?:default|default_value)\s*=\s*$|\b[Ff]ield\(\s*$")


def offsets(text: str, span: Span, *, as_bytes: bool) -> Range | None:
    """The characters of a file that a span covers; ``None`` if the file has no such place.

    Args:
        as_bytes: Whether columns count bytes of UTF-8, as clang's do.
    """
    lines = text.split("\n")
    found = []
    for number, column in ((span.line, span.column), (span.end_line, span.end_column)):
        if not 1 <= number <= len(lines):
            return None
        line = lines[number - 1]
        inside = len(line.encode()[: column - 1].decode("utf-8", "replace")) if as_bytes else column - 1
        found.append(sum(map(len, lines[: number - 1])) + number - 1 + inside)
    return (found[0], found[1]) if found[0] <= found[1] <= len(text) else None


def of_default(text: str, whole: Range, written: str) -> Range | None:
    """Where a default stands within the text of its parameter; ``None`` if that is not certain.

    Args:
        text: The file.
        whole: The parameter, from its name on.
        written: The default as the tool reports it, on one line.
    """
    if not written.strip():
        return None
    pattern = r"\s*".join(map(re.escape, written.split()))
    start, end = whole
    inner = text[start:end]
    found = [(one.start(), one.end()) for one in _whole_words(pattern, inner)]
    for begin, stop in found:
        if stop == len(inner) or _KEYWORD.search(inner[:begin]):
            return start + begin, start + stop
    if len(found) == 1:
        return start + found[0][0], start + found[0][1]
    return None


def of_variable(text: str, span: Span, name: str, written: str) -> tuple[Range, Range] | None:
    """The initialiser of the variable that a C function reads a keyword into, where the two are named alike.

    Args:
        text: The file.
        span: The keyword, in the function's list of them.
        name: The keyword.
        written: The default as the tool reports it.
    """
    whole = offsets(text, span, as_bytes=True)
    if whole is None:
        return None
    # Functions of C extensions end at the first column.
    first = text.rfind("\n}", 0, whole[0]) + 1
    last = text.find("\n}", whole[0])
    pattern = re.compile(rf"\b{re.escape(name)}\s*=\s*(?P<value>{re.escape(_IN_C.get(written, written))})\s*[,;]")
    found = list(pattern.finditer(text, first, last if last > 0 else len(text)))
    return (found[0].span(), found[0].span("value")) if written and len(found) == 1 else None


def _whole_words(pattern: str, text: str) -> list[re.Match[str]]:
    """Matches that do not begin or end within a name or a number."""
    return [
        one
        for one in re.finditer(pattern, text)
        if not (one.group()[0].isalnum() and re.search(r"[\w.]$", text[: one.start()]))
        and not (one.group()[-1].isalnum() and re.match(r"\w|\.\d", text[one.end() :]))
    ]
