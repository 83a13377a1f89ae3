"""Leaving out functions that do not parse, so that they do not spoil the rest of their class.

A method whose signature names a library that is not in the tree makes clang give up on everything after it, data
members included. Blanks in its place keep every other offset as it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOKEN = re.compile(
    rb"//[^\n]*|/\*.*?\*/|R\"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)\"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])+'"
    rb"|^[ \t]*#(?:\\\n|[^\n])*|[{}();]|\b(?:public|private|protected)\s*:(?!:)",
    re.DOTALL | re.MULTILINE,
)
_DIRECTIVE = re.compile(rb"^[ \t]*#(?:\\\n|[^\n])*", re.MULTILINE)
_OPERATOR = re.compile(rb"\boperator\s*[^\w\s]+\s*$")
_VISIBLE = re.compile(rb"[^\s]")


def without_broken_functions(data: bytes, start: int, name: str, errors: Iterable[int]) -> bytes | None:
    """The text of a file with blanks for the functions of a class in which there are errors.

    Args:
        data: The text.
        start: Where the class's name stands.
        name: The class's name: its constructors are kept.
        errors: Where the errors are.

    Returns:
        The new text; ``None`` if no function is to blame.
    """
    places = sorted(errors)
    blamed = [
        (first, last)
        for first, last in _functions(data, start, name)
        if any(first <= place <= last for place in places)
    ]
    if not blamed:
        return None
    for first, last in blamed:
        data = data[:first] + _blank(data[first:last]) + data[last:]
    return data


def _blank(text: bytes) -> bytes:
    kept = {position for match in _DIRECTIVE.finditer(text) for position in range(*match.span())}
    return b"".join(text[at : at + 1] if at in kept or text[at : at + 1].isspace() else b" " for at in range(len(text)))


def _functions(data: bytes, start: int, name: str) -> Iterator[tuple[int, int]]:
    """Where the functions of a class start and end, without its constructors."""
    opening = data.find(b"{", start)
    constructor = re.compile(rb"(?<![~\w])" + re.escape(name.encode()) + rb"\s*$")
    first, braces, parentheses = opening + 1, 0, 0
    parameters = -1
    for match in _TOKEN.finditer(data, opening + 1):
        token = match.group()
        if token == b"(":
            if braces == parentheses == 0 and parameters < 0:
                parameters = match.start()
            parentheses += 1
        elif token == b")":
            parentheses = max(parentheses - 1, 0)
        elif token == b"{":
            braces += 1
        elif token in {b"}", b";"} or token[-1:] == b":":
            if token == b"}":
                braces -= 1
                if braces < 0:
                    return
            if braces or (token == b"}" and parameters < 0):
                # Inside of a body, or at the end of a type or of an initialiser list.
                continue
            before = data[first:parameters]
            is_function = parameters >= 0 and b"=" not in _OPERATOR.sub(b"", before).rpartition(b">")[2]
            if is_function and not constructor.search(before):
                visible = _VISIBLE.search(data, first)
                yield (visible.start() if visible is not None else first), match.end()
            first, parameters, parentheses = match.end(), -1, 0
