"""Atoms and displays: names, numbers, texts, lists, dicts and comprehensions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paramcheck.wrapper.cython.places import Places
    from paramcheck.wrapper.cython.trees import SyntaxNode

_LOAD = ast.Load()


class Displays:
    """Translates the expressions that have no operator.

    Args:
        places: Gives translated nodes their places.
    """

    def __init__(self, places: Places) -> None:
        self.places = places

    def expression(self, node: SyntaxNode) -> ast.expr:
        """Any expression; a class above knows the others."""
        raise NotImplementedError

    def target(self, node: SyntaxNode) -> ast.expr:
        """The target of an assignment. The interpreter does not look at its context."""
        return self.expression(node)

    # --- atoms --------------------------------------------------------------------------------------------------

    def _name(self, node: SyntaxNode) -> ast.expr:
        return self.places.atom(ast.Name(str(node.name), _LOAD), node.pos)

    def _integer(self, node: SyntaxNode) -> ast.expr:
        text = str(node.value).replace("_", "")
        try:
            value: Any = int(text, 0)
        except ValueError:
            value = int(text, 8) if text.lstrip("-").isdecimal() and not set(text) & {"8", "9"} else ...
        made = ast.Constant(value)
        # The parser folds the sign into the number, whose place is that of the digits.
        number = self.places.token(node.pos)
        if text.startswith("-") and self.places.text(node.pos).token(number - 1) == "-":
            return self.places.between(made, node.pos, number - 1, number)
        return self.places.atom(made, node.pos)

    def _float(self, node: SyntaxNode) -> ast.expr:
        try:
            value: Any = float(str(node.value).replace("_", ""))
        except ValueError:
            value = ...
        return self.places.atom(ast.Constant(value), node.pos)

    def _boolean(self, node: SyntaxNode) -> ast.expr:
        return self.places.atom(ast.Constant(bool(node.value)), node.pos)

    def _nothing(self, node: SyntaxNode) -> ast.expr:
        return self.places.atom(ast.Constant(None), node.pos)

    def _text(self, node: SyntaxNode) -> ast.expr:
        value = getattr(node, "unicode_value", None) or node.value
        if isinstance(value, bytes):
            return self.places.atom(ast.Constant(bytes(value)), node.pos)
        return self.places.atom(ast.Constant(str(value)), node.pos)

    def _character(self, node: SyntaxNode) -> ast.expr:
        value: Any = ord(node.value) if len(node.value) == 1 else ...
        return self.places.atom(ast.Constant(value), node.pos)

    def _formatted(self, node: SyntaxNode) -> ast.expr:
        values: list[ast.expr] = []
        for part in node.values:
            inner = self.expression(part.value if type(part).__name__ == "FormattedValueNode" else part)
            if type(part).__name__ == "FormattedValueNode":
                inner = self.places.like(ast.FormattedValue(inner, -1, None), inner)
            values.append(inner)
        return self.places.atom(ast.JoinedStr(values), node.pos)

    # --- displays -----------------------------------------------------------------------------------------------

    def _sequence(self, node: SyntaxNode) -> ast.expr:
        items = [self.expression(one) for one in node.args]
        kind = {"ListNode": ast.List, "SetNode": ast.Set}.get(type(node).__name__)
        if kind is ast.Set:
            return self.places.braced(ast.Set(items), node.pos, *items)
        if kind is ast.List:
            return self.places.atom(ast.List(items, _LOAD), node.pos)
        return self.places.spread(ast.Tuple(items, _LOAD), node.pos, *items)

    def _dict(self, node: SyntaxNode) -> ast.expr:
        keys: list[ast.expr | None] = []
        values: list[ast.expr] = []
        for item in node.key_value_pairs:
            keys.append(self.expression(item.key))
            values.append(self.expression(item.value))
        known = [one for one in (*keys, *values) if one is not None]
        return self.places.braced(ast.Dict(keys, values), node.pos, *known)

    def _merged_dict(self, node: SyntaxNode) -> ast.expr:
        keys: list[ast.expr | None] = []
        values: list[ast.expr] = []
        for part in node.keyword_args:
            inner = self.expression(part)
            if isinstance(inner, ast.Dict) and type(part).__name__ == "DictNode":
                keys.extend(inner.keys)
                values.extend(inner.values)
            else:
                keys.append(None)
                values.append(inner)
        return self.places.braced(ast.Dict(keys, values), node.pos, *values)

    def _merged_sequence(self, node: SyntaxNode) -> ast.expr:
        items = [self.expression(one) for one in node.args]
        stars: list[ast.expr] = [self.places.like(ast.Starred(one, _LOAD), one) for one in items]
        return self.places.braced(ast.Set(stars), node.pos, *items)

    def _starred(self, node: SyntaxNode) -> ast.expr:
        inner = self.expression(node.target if hasattr(node, "target") else node.arg)
        return self.places.spread(ast.Starred(inner, _LOAD), node.pos, inner)

    def _comprehension(self, node: SyntaxNode) -> ast.expr:
        generators: list[ast.comprehension] = []
        inner = node.loop
        while True:
            kind = type(inner).__name__
            if kind in {"ForInStatNode", "AsyncForStatNode"}:
                target, source = self.target(inner.target), self.expression(inner.iterator.sequence)
                generators.append(ast.comprehension(target, source, [], 0))
                inner = inner.body
            elif kind == "IfStatNode" and generators:
                generators[-1].ifs.append(self.expression(inner.if_clauses[0].condition))
                inner = inner.if_clauses[0].body
            else:
                break
        if not generators:
            return self.places.atom(ast.Constant(...), node.pos)
        return self._collected(node, inner, generators)

    def _collected(self, node: SyntaxNode, inner: SyntaxNode, generators: list[ast.comprehension]) -> ast.expr:
        parts = [generators[-1].iter, *generators[-1].ifs]
        item = getattr(inner, "dict_item", inner)
        if type(inner).__name__ == "DictComprehensionAppendNode":
            key_node, value_node = getattr(item, "key", None), getattr(item, "value", None)
            key = self.expression(key_node if key_node is not None else inner.key_expr)
            value = self.expression(value_node if value_node is not None else inner.value_expr)
            return self.places.spread(ast.DictComp(key, value, generators), node.pos, value, *parts)
        if type(inner).__name__ == "ComprehensionAppendNode":
            element = self.expression(inner.expr)
            if str(getattr(node.type, "name", "list")) == "set":
                return self.places.spread(ast.SetComp(element, generators), node.pos, element, *parts)
            return self.places.spread(ast.ListComp(element, generators), node.pos, element, *parts)
        element = self.expression(inner.expr.arg)
        return self.places.spread(ast.GeneratorExp(element, generators), node.pos, element, *parts)
