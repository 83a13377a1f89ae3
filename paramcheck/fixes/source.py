"""One Python source, taken apart by libcst: where its defaults stand, and which statements use a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from paramcheck.fixes.editing import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.fixes.statements import Part
    from paramcheck.model import WrapperParameter


class Source(Text):
    """A Python source.

    Args:
        path: Its path in the tree.
        text: Its text.
        part: The lines of the statement that matters. Taking apart a long file takes seconds.

    Raises:
        ValueError: If it cannot be parsed.
    """

    def __init__(self, path: str, text: str, part: Part | None = None) -> None:
        super().__init__(path, text)
        self._shift = 0
        if part is not None:
            lines = text.splitlines(keepends=True)[part.first - 1 : part.last]
            indentation = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
            # What is indented stands below something.
            text = ("if True:\n" if indentation else "") + "".join(lines)
            if part.is_heading:
                text += f"{indentation} pass\n"
            self._shift = part.first - 1 - bool(indentation)
        try:
            self.module = cst.parse_module(text)
            wrapper = MetadataWrapper(self.module, unsafe_skip_copy=True)
            self._places = wrapper.resolve(PositionProvider)
            collector = _Collector()
            self.module.visit(collector)
        except (cst.ParserSyntaxError, RecursionError) as error:
            raise ValueError(f"{path} cannot be parsed") from error
        self._parents = collector.parents
        self.defaults = [(*self.extent(node), node) for node, _ in collector.defaults]
        self._keywords = {node: keyword for node, keyword in collector.defaults if keyword}
        self.strings = [(*self.extent(node), node) for node in collector.strings]
        self._statements = collector.statements
        self._names = collector.names

    def extent(self, node: cst.CSTNode) -> tuple[int, int]:
        """Start and end of a node in the text."""
        place = self._places[node]
        start, end = place.start, place.end
        return (
            self.offset(start.line + self._shift, start.column + 1),
            self.offset(end.line + self._shift, end.column + 1),
        )

    def code(self, node: cst.CSTNode) -> str:
        """The text of a node on one line, as reports show it."""
        start, end = self.extent(node)
        return " ".join(self.text[start:end].split())

    def default_of(self, parameter: WrapperParameter) -> cst.BaseExpression | None:
        """The expression that states a parameter's default.

        Args:
            parameter: The parameter; its place goes from its name, or from around its default, to the end of that.

        Returns:
            The only such expression there, or the one that ends where the place does; ``None`` if there is none.
        """
        first, last = self.bounds(parameter.span)
        named = {None, "default", parameter.name}
        inside = [
            one
            for one in self.defaults
            if first <= one[0]
            and one[1] <= last
            and self._keywords.get(one[2]) in named
            and self.code(one[2]) == parameter.declared
        ]
        ending = [one for one in inside if one[1] == last]
        chosen = ending or inside
        return chosen[0][2] if len({one[:2] for one in chosen}) == 1 else None

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node around a node."""
        return self._parents.get(node)

    def around(self, node: cst.CSTNode, kind: type[cst.CSTNode]) -> cst.CSTNode | None:
        """The closest node of a kind around a node."""
        found = self.parent(node)
        while found is not None and not isinstance(found, kind):
            found = self.parent(found)
        return found

    def names_in(self, node: cst.CSTNode, name: str) -> list[cst.Name]:
        """Where a name stands in a node, in the order of the text."""
        return [one for one in self._names.get(name, ()) if self._is_in(one, node)]

    def _is_in(self, inner: cst.CSTNode, outer: cst.CSTNode) -> bool:
        at: cst.CSTNode | None = inner
        while at is not None and at is not outer:
            at = self.parent(at)
        return at is outer

    def statements_on(self, line: int) -> Iterator[cst.SimpleStatementLine]:
        """The simple statements that begin on a line."""
        start, end = self.offset(line, 1), self.offset(line + 1, 1)
        return (one for one in self._statements if start <= self.extent(one)[0] < end)


class _Collector(cst.CSTVisitor):
    """The node around each node, every expression that may state a default, every string, every simple statement.

    libcst's own provider of parents looks for a method of each node's kind, which takes three times as long.
    """

    def __init__(self) -> None:
        self.parents: dict[cst.CSTNode, cst.CSTNode] = {}
        self._around: list[cst.CSTNode] = []
        self.defaults: list[tuple[cst.BaseExpression, str | None]] = []
        """Each with the keyword of a call that it is given by."""
        self.strings: list[cst.SimpleString] = []
        self.statements: list[cst.SimpleStatementLine] = []
        self.names: dict[str, list[cst.Name]] = {}

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Note a node, and what is around it."""
        if self._around:
            self.parents[node] = self._around[-1]
        self._around.append(node)
        name = type(node).__name__
        if name in _VISITED:
            getattr(self, f"visit_{name}")(node)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Go back to what is around."""
        del original_node
        self._around.pop()

    def visit_Param(self, node: cst.Param) -> None:  # noqa: N802 - libcst calls it so
        if node.default is not None:
            self._default(node.default)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:  # noqa: N802
        if node.value is not None:
            self._default(node.value)

    def visit_Assign(self, node: cst.Assign) -> None:  # noqa: N802
        self._default(node.value)

    def visit_DictElement(self, node: cst.DictElement) -> None:  # noqa: N802
        self._default(node.value)

    def visit_Arg(self, node: cst.Arg) -> None:  # noqa: N802
        # Of add_argument(default=4), and of a dict(threads=4) whose keys are parameters.
        if node.keyword is not None:
            self._default(node.value, node.keyword.value)

    def visit_Name(self, node: cst.Name) -> None:  # noqa: N802
        self.names.setdefault(node.value, []).append(node)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:  # noqa: N802
        self.strings.append(node)

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:  # noqa: N802
        self.statements.append(node)

    def _default(self, node: cst.BaseExpression, keyword: str | None = None) -> None:
        self.defaults.append((node, keyword))
        if isinstance(node, cst.Call) and node.args and node.args[0].keyword is None and not node.args[0].star:
            # Field(4), Option(4): the first argument is the default.
            self.defaults.append((node.args[0].value, keyword))


_VISITED = frozenset(name.removeprefix("visit_") for name in vars(_Collector) if name.startswith("visit_"))
