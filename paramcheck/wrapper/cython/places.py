"""Where translated nodes stand in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from paramcheck.wrapper.cython.parser import name_of

if TYPE_CHECKING:
    import ast

    from paramcheck.wrapper.cython.text import Text
    from paramcheck.wrapper.cython.trees import Position

    Node = TypeVar("Node", bound=ast.AST)


class Places:
    """Gives translated nodes their places.

    A node's extent is computed from its parts: the parser tells where a name or an operator stands, the tokens tell
    where the brackets after it close.

    Args:
        texts: The source and those that it includes, by the names that the parser's positions give them.
    """

    def __init__(self, texts: dict[str, Text]) -> None:
        self._texts = texts
        self._main = next(iter(texts.values()))
        self._extents: dict[ast.AST, tuple[Text, int, int]] = {}
        self.included: dict[ast.AST, Text] = {}

    def text(self, position: Position) -> Text:
        """The source that a position is in."""
        return self._texts.get(name_of(position), self._main)

    def token(self, position: Position) -> int:
        """The token at a position."""
        return self.text(position).at(position[1], position[2])

    def atom(self, made: Node, position: Position, words: int = 1) -> Node:
        """A node of a few tokens, brackets closed: a name, a number, a display."""
        text, number = self.text(position), self.token(position)
        last = text.closing(number) if words == 1 else number + words - 1
        return self._mark(made, text, number, text.last_string(last))

    def between(self, made: Node, position: Position, first: int, last: int) -> Node:
        """A node from one token to another of the source that a position is in."""
        return self._mark(made, self.text(position), first, last)

    def trailer(self, made: Node, head: ast.AST, position: Position) -> Node:
        """``head.name``, ``head(...)`` or ``head[...]``, given the position of the ``.`` or the bracket."""
        text, number = self.text(position), self.token(position)
        last = number
        if text.starts_at(number, position[1], position[2]):
            last = number + 1 if text.token(number) == "." else text.closing(number)
        _, first, _ = self._extents.get(head, (text, number, number))
        return self._mark(made, text, min(first, number), last)

    def spread(self, made: Node, position: Position, *parts: ast.AST | None) -> Node:
        """A node from a position, or from its first part if that is before, to the end of its last part."""
        text, number = self.text(position), self.token(position)
        known = [self._extents[part] for part in parts if part is not None and part in self._extents]
        return self._mark(
            made,
            text,
            min([number, *(first for _, first, _ in known)]),
            max([number, *(last for _, _, last in known)]),
        )

    def tokens(self, made: ast.AST) -> tuple[int, int]:
        """The first and the last token of a node."""
        _, first, last = self._extents[made]
        return first, last

    def braced(self, made: Node, position: Position, *parts: ast.AST) -> Node:
        """The same for a display in braces, whose position is that of its first part."""
        self.spread(made, position, *parts)
        text, first, last = self._extents[made]
        if text.token(first) != "{" and text.token(first - 1) == "{":
            return self._mark(made, text, first - 1, max(last, text.closing(first - 1)))
        return made

    def after_decorators(self, position: Position) -> int:
        """The token with which a decorated definition begins, given the position of its first decorator."""
        text, number = self.text(position), self.token(position)
        while text.token(number) == "@":
            while number < len(text) and text.kinds[number] != "end":
                number += 1
            while number < len(text) and text.kinds[number] == "end":
                number += 1
        return number

    def over(self, made: Node, *parts: ast.AST) -> Node:
        """A node that is made of others and of nothing else."""
        known = [self._extents[part] for part in parts if part in self._extents]
        if not known:
            return self._mark(made, self._main, 0, 0)
        return self._mark(made, known[0][0], min(first for _, first, _ in known), max(last for _, _, last in known))

    def like(self, made: Node, other: ast.AST) -> Node:
        """A node that the source does not write, at the place of the one for which it stands."""
        return self._mark(made, *self._extents.get(other, (self._main, 0, 0)))

    def _mark(self, made: Node, text: Text, first: int, last: int) -> Node:
        first, last = text.balanced(first, max(first, last))
        self._extents[made] = text, first, last
        line, column, end_line, end_column = text.extent(first, last)
        made.lineno, made.col_offset = line, column  # type: ignore[attr-defined]
        made.end_lineno, made.end_col_offset = end_line, end_column  # type: ignore[attr-defined]
        if text is not self._main:
            self.included[made] = text
        return made
