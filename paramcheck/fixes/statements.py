"""Where the statements of a source stand, by Python's own parser, which takes a small part of libcst's time."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from paramcheck.wrapper.bodies import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.model import Span


class Part(NamedTuple):
    """Lines of a source.

    Attributes:
        first: The first one.
        last: The last one.
        is_heading: Whether it is a function without its body.
    """

    first: int
    last: int
    is_heading: bool = False

    def has(self, span: Span) -> bool:
        """Whether a place is in it."""
        return self.first <= span.line and span.end_line <= self.last


class Statements:
    """The statements of a source, its functions, and the headings of these.

    Args:
        text: The source. One that cannot be parsed has no statements.
    """

    def __init__(self, text: str) -> None:
        self._parts: list[Part] = []
        self._narrow: list[Part] = []
        self._named_once: dict[ast.AST, frozenset[str]] = {}
        self._functions: list[tuple[Part, ast.FunctionDef | ast.AsyncFunctionDef]] = []
        try:
            module = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
        outermost = set(map(id, module.body))
        for node in statements(module.body):
            whole = Part(_first_line(node), node.end_lineno or node.lineno)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._functions.append((whole, node))
                self._parts.append(whole)
                start = _first_line(node.body[0])
                if start > whole.first:
                    self._narrow.append(Part(whole.first, start - 1, is_heading=True))
            elif id(node) in outermost:
                self._parts.append(whole)
            elif not hasattr(node, "body"):
                self._narrow.append(whole)

    def part(self, span: Span, *, narrow: bool) -> Part | None:
        """The innermost function around a place, or else the outermost statement.

        Args:
            span: The place.
            narrow: Whether the heading of a function, or a simple statement in one or in a class, is enough.
        """
        around = [one for one in [*self._parts, *(self._narrow if narrow else ())] if one.has(span)]
        return min(around, key=lambda one: one.last - one.first, default=None)

    def names_once(self, name: str, span: Span) -> bool:
        """Whether the function around a place has a variable in one of its simple statements, and nowhere else.

        Args:
            name: The variable.
            span: The place.
        """
        around = [(part, node) for part, node in self._functions if part.has(span)]
        if not around:
            return False
        function = min(around, key=lambda one: one[0].last - one[0].first)[1]
        if function not in self._named_once:
            self._named_once[function] = _named_once(function.body)
        return name in self._named_once[function]


def _first_line(node: ast.stmt) -> int:
    """The line on which a statement begins, decorators included."""
    lines: list[int] = [one.lineno for one in (node, *getattr(node, "decorator_list", ()))]
    return min(lines)


def _named_once(body: list[ast.stmt]) -> frozenset[str]:
    """The variables all of whose uses are in one simple statement."""
    uses = Counter(name for statement in body for name in _names(statement))
    simple = (Counter(_names(one)) for one in statements(body) if not hasattr(one, "body"))
    return frozenset(name for inside in simple for name, count in inside.items() if count == uses[name])


def _names(node: ast.AST) -> Iterator[str]:
    return (one.id for one in ast.walk(node) if isinstance(one, ast.Name))
