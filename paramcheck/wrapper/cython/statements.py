"""Statements of Cython's parser that Python has too."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from paramcheck.wrapper.cython.expressions import Expressions

if TYPE_CHECKING:
    from paramcheck.wrapper.cython.places import Places
    from paramcheck.wrapper.cython.trees import SyntaxNode
    from paramcheck.wrapper.cython.types import Declared

_STORE = ast.Store()
_LOAD = ast.Load()

_AUGMENTED: Final[dict[str, type[ast.operator]]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "/": ast.Div,
    "//": ast.FloorDiv,
    "%": ast.Mod,
    "**": ast.Pow,
    "<<": ast.LShift,
    ">>": ast.RShift,
    "|": ast.BitOr,
    "&": ast.BitAnd,
    "^": ast.BitXor,
    "@": ast.MatMult,
}


class Statements(Expressions):
    """Translates statements; those that only Cython has are left to the class that knows them."""

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self.receiver = ""
        """The name of ``self`` in the method that is translated."""
        self.members: dict[str, Declared] = {}
        """Declared attributes of the class that is translated."""

    def body(self, node: SyntaxNode) -> list[ast.stmt]:
        """The statements of a block; never none, because Python has no empty blocks."""
        return self.statements(node) or [self._pass(node)]

    def statements(self, node: SyntaxNode) -> list[ast.stmt]:
        """The statements that a node stands for: several, one or none."""
        if node is None:
            return []
        kind = type(node).__name__
        if kind == "StatListNode":
            return [one for stat in node.stats for one in self.statements(stat)]
        method = _METHODS.get(kind)
        if method is None:
            return self.special(node)
        made: ast.stmt | list[ast.stmt] = getattr(self, method)(node)
        return made if isinstance(made, list) else [made]

    def special(self, node: SyntaxNode) -> list[ast.stmt]:
        """A statement that Python does not have."""
        del node
        return []

    def _pass(self, node: SyntaxNode) -> ast.stmt:
        if node is None:
            return ast.Pass(lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
        return self.places.atom(ast.Pass(), node.pos)

    # --- assignments --------------------------------------------------------------------------------------------

    def converted(self, target: SyntaxNode, value: ast.expr) -> ast.expr:
        """What assigning to a typed variable stores: a record is copied, and a list fills one."""
        kind = self._declared(target)
        if kind is None or not kind.by_value:
            return value
        return self.call("convert", self._type_at(kind, value), value, at=value)

    def _declared(self, target: SyntaxNode) -> Declared | None:
        if type(target).__name__ == "NameNode":
            return self.locals.get(str(target.name))
        if type(target).__name__ == "AttributeNode" and type(target.obj).__name__ == "NameNode":
            owner = str(target.obj.name)
            return self.members.get(str(target.attribute)) if owner == self.receiver else None
        return None

    def _type_at(self, kind: Declared, place: ast.AST) -> ast.expr:
        first, *rest = self.joined(kind.path)
        made: ast.expr = self.places.like(ast.Name(first, _LOAD), place)
        for part in rest:
            made = self.places.like(ast.Attribute(made, part, _LOAD), place)
        return made

    def _assign(self, node: SyntaxNode) -> ast.stmt:
        if type(node.rhs).__name__ == "ImportNode":
            return self._import(node)
        annotation = getattr(node.lhs, "annotation", None)
        target, value = self.target(node.lhs), self.converted(node.lhs, self.expression(node.rhs))
        if annotation is not None and isinstance(target, (ast.Name, ast.Attribute, ast.Subscript)):
            noted = self.expression(annotation.expr)
            return self.places.over(
                ast.AnnAssign(target, noted, value, int(isinstance(target, ast.Name))), target, value
            )
        return self.places.over(ast.Assign([target], value), target, value)

    def _cascaded(self, node: SyntaxNode) -> ast.stmt:
        targets, value = [self.target(one) for one in node.lhs_list], self.expression(node.rhs)
        return self.places.over(ast.Assign(targets, value), *targets, value)

    def _augmented(self, node: SyntaxNode) -> ast.stmt:
        target, value = self.target(node.lhs), self.expression(node.rhs)
        operator = _AUGMENTED.get(str(node.operator), ast.Add)()
        if not isinstance(target, (ast.Name, ast.Attribute, ast.Subscript)):
            return self.places.over(ast.Expr(value), value)
        return self.places.over(ast.AugAssign(target, operator, value), target, value)

    def _expression(self, node: SyntaxNode) -> ast.stmt:
        expression = node.expr
        reset = self._reset(expression)
        if reset is not None:
            return reset
        annotation = getattr(expression, "annotation", None)
        made = self.expression(expression)
        if annotation is not None and isinstance(made, (ast.Name, ast.Attribute)):
            noted = self.expression(annotation.expr)
            return self.places.over(ast.AnnAssign(made, noted, None, int(isinstance(made, ast.Name))), made, noted)
        return self.places.over(ast.Expr(made), made)

    def _reset(self, node: SyntaxNode) -> ast.stmt | None:
        """``pointer.reset(new T(a))`` assigns to the smart pointer."""
        if type(node).__name__ != "SimpleCallNode" or type(node.function).__name__ != "AttributeNode":
            return None
        made_new = len(node.args) == 1 and type(getattr(node.args[0], "function", None)).__name__ == "NewExprNode"
        if str(node.function.attribute) != "reset" or not made_new:
            return None
        target, value = self.target(node.function.obj), self.expression(node.args[0])
        return self.places.over(ast.Assign([target], value), target, value)

    def _delete(self, node: SyntaxNode) -> ast.stmt:
        targets = [self.expression(one) for one in node.args]
        return self.places.spread(ast.Delete(targets), node.pos, *targets)

    # --- flow ---------------------------------------------------------------------------------------------------

    def _if(self, node: SyntaxNode) -> ast.stmt:
        other = self.statements(node.else_clause)
        made: ast.If | None = None
        for clause in reversed(node.if_clauses):
            test, body = self.expression(clause.condition), self.body(clause.body)
            made = self.places.spread(ast.If(test, body, other), clause.pos, test, *body, *other)
            other = [made]
        assert made is not None
        return made

    def _while(self, node: SyntaxNode) -> ast.stmt:
        test, body = self.expression(node.condition), self.body(node.body)
        return self.places.spread(ast.While(test, body, self.statements(node.else_clause)), node.pos, *body)

    def _for(self, node: SyntaxNode) -> ast.stmt:
        target, source = self.target(node.target), self.expression(node.iterator.sequence)
        body = self.body(node.body)
        other = self.statements(node.else_clause)
        return self.places.spread(ast.For(target, source, body, other), node.pos, source, *body, *other)

    def _for_from(self, node: SyntaxNode) -> ast.stmt:
        """``for i from 0 <= i < n``: the same as a range where the relations say so, else something unknown."""
        target, first, last = self.target(node.target), self.expression(node.bound1), self.expression(node.bound2)
        plain = (str(node.relation1), str(node.relation2)) == ("<=", "<") and getattr(node, "step", None) is None
        name = self.places.like(ast.Name("range", _LOAD), first)
        source = self.places.over(ast.Call(name, [first, last] if plain else [], []), first, last)
        body = self.body(node.body)
        made = ast.For(target, source, body, self.statements(getattr(node, "else_clause", None)))
        return self.places.spread(made, node.pos, *body)

    def _try_except(self, node: SyntaxNode) -> ast.stmt:
        body = self.body(node.body)
        handlers: list[ast.ExceptHandler] = []
        for clause in node.except_clauses:
            kinds = [self.expression(one) for one in clause.pattern or []]
            kind = kinds[0] if len(kinds) == 1 else None
            if len(kinds) > 1:
                kind = self.places.over(ast.Tuple(kinds, _LOAD), *kinds)
            name = str(clause.target.name) if type(clause.target).__name__ == "NameNode" else None
            handlers.append(self.places.atom(ast.ExceptHandler(kind, name, self.body(clause.body)), clause.pos))
        other = self.statements(node.else_clause)
        return self.places.spread(ast.Try(body, handlers, other, []), node.pos, *body)

    def _try_finally(self, node: SyntaxNode) -> ast.stmt:
        body, last = self.body(node.body), self.statements(node.finally_clause)
        return self.places.spread(ast.Try(body, [], [], last), node.pos, *body, *last)

    def _without_lock(self, node: SyntaxNode) -> list[ast.stmt]:
        return self.statements(node.body)

    def _with(self, node: SyntaxNode) -> ast.stmt:
        manager = self.expression(node.manager)
        item = ast.withitem(manager, None if node.target is None else self.target(node.target))
        body = self.body(node.body)
        return self.places.spread(ast.With([item], body), node.pos, manager, *body)

    def _match(self, node: SyntaxNode) -> ast.stmt:
        subject = self.expression(node.subject)
        cases: list[ast.match_case] = []
        for case in node.cases:
            anything = type(case.pattern).__name__ == "MatchAndAssignPatternNode" and case.guard is None
            pattern: ast.pattern = ast.MatchAs(None, None) if anything else ast.MatchValue(subject)
            cases.append(ast.match_case(pattern, self.optional(case.guard), self.body(case.body)))
        return self.places.spread(ast.Match(subject, cases), node.pos, subject)

    def _return(self, node: SyntaxNode) -> ast.stmt:
        value = self.optional(node.value)
        return self.places.spread(ast.Return(value), node.pos, value)

    def _raise(self, node: SyntaxNode) -> ast.stmt:
        error, cause = self.optional(node.exc_type), self.optional(getattr(node, "cause", None))
        return self.places.spread(ast.Raise(error, cause), node.pos, error, cause)

    def _reraise(self, node: SyntaxNode) -> ast.stmt:
        return self.places.atom(ast.Raise(None, None), node.pos)

    def _assert(self, node: SyntaxNode) -> ast.stmt:
        test = self.expression(getattr(node, "condition", None) or node.cond)
        return self.places.spread(ast.Assert(test, None), node.pos, test)

    def _break(self, node: SyntaxNode) -> ast.stmt:
        return self.places.atom(ast.Break(), node.pos)

    def _continue(self, node: SyntaxNode) -> ast.stmt:
        return self.places.atom(ast.Continue(), node.pos)

    def _global(self, node: SyntaxNode) -> ast.stmt:
        return self.places.atom(ast.Global([str(name) for name in node.names]), node.pos)

    def _nonlocal(self, node: SyntaxNode) -> ast.stmt:
        return self.places.atom(ast.Nonlocal([str(name) for name in node.names]), node.pos)

    def _print(self, node: SyntaxNode) -> ast.stmt:
        arguments = [self.expression(one) for one in node.arg_tuple.args]
        name = self.places.atom(ast.Name("print", _LOAD), node.pos)
        call = self.places.spread(ast.Call(name, arguments, []), node.pos, *arguments)
        return self.places.over(ast.Expr(call), call)

    # --- imports ------------------------------------------------------------------------------------------------

    def _import(self, node: SyntaxNode) -> ast.stmt:
        dotted, name = str(node.rhs.module_name.value), str(node.lhs.name)
        renamed = name if name != dotted.partition(".")[0] or getattr(node.rhs, "is_import_as_name", False) else None
        return self.places.atom(ast.Import([ast.alias(dotted, None if renamed == dotted else renamed)]), node.lhs.pos)

    def _import_from(self, node: SyntaxNode) -> ast.stmt:
        names = [
            ast.alias(str(name), None if str(target.name) == str(name) else str(target.name))
            for name, target in node.items
        ]
        module = str(node.module.module_name.value) or None
        return self.places.atom(ast.ImportFrom(module, names, max(node.module.level or 0, 0)), node.pos)


_METHODS: Final = {
    "SingleAssignmentNode": "_assign",
    "CascadedAssignmentNode": "_cascaded",
    "InPlaceAssignmentNode": "_augmented",
    "ExprStatNode": "_expression",
    "DelStatNode": "_delete",
    "IfStatNode": "_if",
    "WhileStatNode": "_while",
    "ForInStatNode": "_for",
    "AsyncForStatNode": "_for",
    "ForFromStatNode": "_for_from",
    "TryExceptStatNode": "_try_except",
    "TryFinallyStatNode": "_try_finally",
    "GILStatNode": "_without_lock",
    "WithStatNode": "_with",
    "MatchNode": "_match",
    "ReturnStatNode": "_return",
    "RaiseStatNode": "_raise",
    "ReraiseStatNode": "_reraise",
    "AssertStatNode": "_assert",
    "BreakStatNode": "_break",
    "ContinueStatNode": "_continue",
    "GlobalNode": "_global",
    "NonlocalNode": "_nonlocal",
    "PrintStatNode": "_print",
    "FromImportStatNode": "_import_from",
    "PassStatNode": "_pass",
}
"""The method that translates each kind of statement."""
