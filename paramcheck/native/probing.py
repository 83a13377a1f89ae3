"""Evaluating expressions as text, where they stand.

What a macro or a registration hands on is an expression without a cursor of its own. So a function that has nothing
but variables with these expressions as values is put into the class, at its end, and the file is parsed with it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct
from msgspec.structs import replace

from paramcheck.clang import library
from paramcheck.clang.constants import evaluate
from paramcheck.values import Choice, Symbol, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.values import Value

_VARIABLE = "paramcheck_value_"


class Question(Struct, frozen=True):
    """An expression and the place where it means something.

    Attributes:
        place: The end of the class whose names it may use, just before the closing brace, or of a function, behind it.
        text: The expression.
    """

    place: int
    text: str


def evaluate_all(
    parser: Parser, path: str, data: bytes, questions: Iterable[Question]
) -> tuple[Unit | None, dict[Question, Value]]:
    """The values of expressions of one file.

    Args:
        parser: Parses the file once.
        path: The file.
        data: Its text.
        questions: The expressions.

    Returns:
        The unit, in which places before the first question are as in the file, and the values.
    """
    groups: dict[int, list[Question]] = defaultdict(list)
    for one in dict.fromkeys(questions):
        groups[one.place].append(one)
    text, offsets, number = data, {}, 0
    inserted = 0
    for place in sorted(groups):
        body = b" void paramcheck_values_%d() { " % place
        for one in groups[place]:
            body += b"auto "
            offsets[one] = place + inserted + len(body)
            body += f"{_VARIABLE}{number} = ({' '.join(one.text.split())}); ".encode()
            number += 1
        body += b"} "
        text = text[: place + inserted] + body + text[place + inserted :]
        inserted += len(body)
    unit = parser.parse_text(path, text)
    if unit is None:
        return None, {}
    return unit, {one: _value(unit, path, offset, one.text) for one, offset in offsets.items()}


def _value(unit: Unit, path: str, offset: int, text: str) -> Value:
    cursor = unit.at(path, offset)
    spelling = " ".join(text.split())
    if cursor is None or cursor.kind is not CursorKind.VAR_DECL:
        return Unknown(spelling, "the expression did not parse")
    initialiser = library.initialiser(cursor)
    value = evaluate(unit, initialiser) if initialiser is not None else None
    if value is None:
        return Unknown(spelling, "the expression did not parse")
    return value if isinstance(value, (Choice, Symbol)) else replace(value, spelling=spelling)
