"""Expressions of Cython's parser as Python expressions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from paramcheck.wrapper.cython.displays import Displays
from paramcheck.wrapper.cython.names import intrinsic
from paramcheck.wrapper.cython.types import Declaration, Declared, declaration, declared_type

if TYPE_CHECKING:
    from paramcheck.wrapper.cython.places import Places
    from paramcheck.wrapper.cython.trees import Position, SyntaxNode

_LOAD = ast.Load()

_OPERATORS: Final[dict[str, type[ast.operator]]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "@": ast.MatMult,
    "/": ast.Div,
    "//": ast.FloorDiv,
    "%": ast.Mod,
    "**": ast.Pow,
    "<<": ast.LShift,
    ">>": ast.RShift,
    "|": ast.BitOr,
    "&": ast.BitAnd,
    "^": ast.BitXor,
}

_COMPARISONS: Final[dict[str, type[ast.cmpop]]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "is": ast.Is,
    "is_not": ast.IsNot,
    "in": ast.In,
    "not_in": ast.NotIn,
}

_FACTORIES: Final = frozenset({"make_shared", "make_unique"})
_OWNERS: Final = frozenset({"shared_ptr", "unique_ptr"})


class Expressions(Displays):
    """Translates expressions."""

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self.dotted: set[str] = set()
        """Modules of declarations that are named by a dotted path, which is one name in the translation."""
        self.locals: dict[str, Declared] = {}
        """Declared types of the variables of the function that is translated."""
        self.casts: set[str] = set()
        """Types that something is cast to."""
        self.called: set[str] = set()
        """Names that are called, types among them."""

    def expression(self, node: SyntaxNode) -> ast.expr:
        """The Python expression; for one that is not known, one of which nothing is known."""
        method = _METHODS.get(type(node).__name__)
        if method is not None:
            made: ast.expr = getattr(self, method)(node)
            return made
        if hasattr(node, "operand1"):
            return self._binary(node)
        return self.places.atom(ast.Constant(...), node.pos)

    def optional(self, node: SyntaxNode) -> ast.expr | None:
        """The same for a part that may be missing."""
        return None if node is None else self.expression(node)

    def call(self, name: str, *arguments: ast.expr, at: ast.AST) -> ast.Call:
        """A call of an intrinsic, at the place of what it stands for."""
        function = self.places.like(ast.Name(intrinsic(name), _LOAD), at)
        return self.places.like(ast.Call(function, list(arguments), []), at)

    def type_name(self, kind: Declared, position: Position) -> ast.expr:
        """The expression that evaluates to a declared type."""
        if not kind.named:
            return self.places.atom(ast.Constant(None), position)
        return self.path(kind.path, position)

    def joined(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """The parts of a dotted name, of which those of a module are one."""
        for length in range(len(parts), 1, -1):
            if ".".join(parts[:length]) in self.dotted:
                return (".".join(parts[:length]), *parts[length:])
        return parts

    def path(self, parts: tuple[str, ...], position: Position) -> ast.expr:
        """A dotted name."""
        parts = self.joined(parts)
        made: ast.expr = self.places.atom(ast.Name(parts[0], _LOAD), position)
        for part in parts[1:]:
            made = self.places.atom(ast.Attribute(made, part, _LOAD), position)
        return made

    # --- operators ----------------------------------------------------------------------------------------------

    def _binary(self, node: SyntaxNode) -> ast.expr:
        left, right = self.expression(node.operand1), self.expression(node.operand2)
        operator = str(node.operator)
        if operator in {"and", "or"}:
            kind = ast.And() if operator == "and" else ast.Or()
            # `a or b or c` comes as `a or (b or c)`.
            rest = right.values if isinstance(right, ast.BoolOp) and type(right.op) is type(kind) else [right]
            return self.places.over(ast.BoolOp(kind, [left, *rest]), left, right)
        if operator not in _OPERATORS:
            return self.places.over(ast.Constant(...), left, right)
        return self.places.over(ast.BinOp(left, _OPERATORS[operator](), right), left, right)

    def _unary(self, node: SyntaxNode) -> ast.expr:
        operand = self.expression(node.operand)
        kind = {"NotNode": ast.Not, "UnaryMinusNode": ast.USub, "UnaryPlusNode": ast.UAdd}.get(type(node).__name__)
        return self.places.spread(ast.UnaryOp((kind or ast.Invert)(), operand), node.pos, operand)

    def _comparison(self, node: SyntaxNode) -> ast.expr:
        left = self.expression(node.operand1)
        operators: list[ast.cmpop] = []
        operands: list[ast.expr] = []
        link = node
        while link is not None:
            operators.append(_COMPARISONS[str(link.operator)]())
            operands.append(self.expression(link.operand2))
            link = link.cascade
        return self.places.over(ast.Compare(left, operators, operands), left, *operands)

    def _conditional(self, node: SyntaxNode) -> ast.expr:
        test = self.expression(getattr(node, "condition", None) or node.test)
        body, other = self.expression(node.true_val), self.expression(node.false_val)
        return self.places.over(ast.IfExp(test, body, other), body, other)

    # --- trailers -----------------------------------------------------------------------------------------------

    def _attribute(self, node: SyntaxNode) -> ast.expr:
        if self.dotted:
            path = declared_type(node).path
            if path and ".".join(path) in self.dotted:
                return self.places.trailer(ast.Name(".".join(path), _LOAD), self.expression(node.obj), node.pos)
        owner = self.expression(node.obj)
        return self.places.trailer(ast.Attribute(owner, str(node.attribute), _LOAD), owner, node.pos)

    def _subscript(self, node: SyntaxNode) -> ast.expr:
        owner, index = self.expression(node.base), self.expression(node.index)
        return self.places.trailer(ast.Subscript(owner, index, _LOAD), owner, node.pos)

    def _slice_subscript(self, node: SyntaxNode) -> ast.expr:
        owner = self.expression(node.base)
        window = ast.Slice(self.optional(node.start), self.optional(node.stop), None)
        return self.places.trailer(ast.Subscript(owner, self.places.like(window, owner), _LOAD), owner, node.pos)

    def _slice(self, node: SyntaxNode) -> ast.expr:
        bounds = [
            None if type(one).__name__ == "NoneNode" else self.expression(one)
            for one in (node.start, node.stop, node.step)
        ]
        return self.places.atom(ast.Slice(*bounds), node.pos)

    def _simple_call(self, node: SyntaxNode) -> ast.expr:
        template = self._template_call(node)
        if template is not None:
            return template
        function = self.expression(node.function)
        self._note_call(function)
        arguments = [self.expression(one) for one in node.args]
        return self.places.trailer(ast.Call(function, arguments, []), function, node.pos)

    def _note_call(self, function: ast.expr) -> None:
        self.called.add(function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""))

    def _template_call(self, node: SyntaxNode) -> ast.expr | None:
        """``make_shared[T](a)`` makes a T, and ``shared_ptr[T](p)`` stands for what p points to."""
        if type(node.function).__name__ != "IndexNode":
            return None
        path, held = declared_type(node.function.base).path, declared_type(node.function.index)
        name = path[-1] if path else ""
        if name in _FACTORIES and held.named:
            function = self.path(held.path, node.function.index.pos)
            self._note_call(function)
            arguments = [self.expression(one) for one in node.args]
            return self.places.trailer(ast.Call(function, arguments, []), function, node.pos)
        return self.expression(node.args[0]) if name in _OWNERS and len(node.args) == 1 else None

    def _general_call(self, node: SyntaxNode) -> ast.expr:
        function = self.expression(node.function)
        self._note_call(function)
        made = ast.Call(function, self._positional(node.positional_args), self._keywords(node.keyword_args))
        return self.places.trailer(made, function, node.pos)

    def _positional(self, node: SyntaxNode) -> list[ast.expr]:
        kind = type(node).__name__
        if kind == "TupleNode":
            return [self.expression(one) for one in node.args]
        if kind == "AsTupleNode":
            inner = self.expression(node.arg)
            return [self.places.like(ast.Starred(inner, _LOAD), inner)]
        return [*self._positional(node.operand1), *self._positional(node.operand2)]

    def _keywords(self, node: SyntaxNode) -> list[ast.keyword]:
        if node is None:
            return []
        if type(node).__name__ == "MergedDictNode":
            return [one for part in node.keyword_args for one in self._keywords(part)]
        if type(node).__name__ != "DictNode":
            inner = self.expression(node)
            return [self.places.like(ast.keyword(None, inner), inner)]
        found: list[ast.keyword] = []
        for item in node.key_value_pairs:
            value = self.expression(item.value)
            name = str(item.key.value) if type(item.key).__name__ == "IdentifierStringNode" else None
            if name is not None:
                found.append(self.places.spread(ast.keyword(name, value), item.key.pos, value))
        return found

    # --- what Python does not have ------------------------------------------------------------------------------

    def _new(self, node: SyntaxNode) -> ast.expr:
        kind = declared_type(node.cppclass)
        return self.places.spread(self.type_name(kind, node.cppclass.pos), node.pos)

    def _cast(self, node: SyntaxNode) -> ast.expr:
        operand = self.expression(node.operand)
        kind = declaration(node.base_type, node.declarator).type
        self.places.spread(operand, node.pos, operand)
        if not kind.named:
            return operand
        self.casts.add(kind.path[-1])
        return self.call("cast", self.type_name(kind, node.base_type.pos), operand, at=operand)

    def _address(self, node: SyntaxNode) -> ast.expr:
        operand = self.expression(node.operand)
        return self.places.spread(self.call("address", operand, at=operand), node.pos, operand)

    def _transparent(self, node: SyntaxNode) -> ast.expr:
        inner = node.operand if hasattr(node, "operand") else (node.arg if hasattr(node, "arg") else node.expr)
        return self.expression(inner)

    # --- functions ----------------------------------------------------------------------------------------------

    def _lambda(self, node: SyntaxNode) -> ast.expr:
        outer, self.locals = self.locals, {}
        try:
            arguments = self.arguments(node.args, node.star_arg, node.starstar_arg)
            body = self.expression(node.result_expr)
        finally:
            self.locals = outer
        return self.places.spread(ast.Lambda(arguments, body), node.pos, body)

    def arguments(self, args: list[SyntaxNode], star: SyntaxNode, double_star: SyntaxNode) -> ast.arguments:
        """The parameters of a function; those with a declared type are remembered as typed variables."""
        made = ast.arguments(
            posonlyargs=[], args=[], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[]
        )
        for one in args:
            parameter = self._parameter(one)
            default = self.optional(one.default)
            if getattr(one, "kw_only", False):
                made.kwonlyargs.append(parameter)
                made.kw_defaults.append(default)
                continue
            (made.posonlyargs if getattr(one, "pos_only", False) else made.args).append(parameter)
            if default is not None:
                made.defaults.append(default)
        made.vararg = self._bare(star)
        made.kwarg = self._bare(double_star)
        return made

    def _parameter(self, node: SyntaxNode) -> ast.arg:
        declared = declaration(node.base_type, node.declarator)
        if not declared.name and declared.type.path:
            # `cdef f(self, x)`: a lone name is the parameter's, not its type's.
            declared = Declaration(declared.type.path[-1], None, Declared(), node.base_type)
        annotation: ast.expr | None = None
        if node.annotation is not None:
            annotation = self.expression(node.annotation.expr)
        elif declared.type.named:
            annotation = self.type_name(declared.type, node.base_type.pos)
            self.locals[declared.name] = declared.type
        return self.places.atom(ast.arg(declared.name, annotation), declared.node.pos)

    def _bare(self, node: SyntaxNode) -> ast.arg | None:
        return None if node is None else self.places.atom(ast.arg(str(node.name), None), node.pos)

    def _yield(self, node: SyntaxNode) -> ast.expr:
        inner = self.optional(node.arg)
        if type(node).__name__ == "YieldFromExprNode" and inner is not None:
            return self.places.spread(ast.YieldFrom(inner), node.pos, inner)
        return self.places.spread(ast.Yield(inner), node.pos, inner)

    def _walrus(self, node: SyntaxNode) -> ast.expr:
        assignment = node.assignment
        name, value = self.expression(assignment.lhs), self.expression(assignment.rhs)
        if not isinstance(name, ast.Name):
            return value
        return self.places.over(ast.NamedExpr(name, value), name, value)


_METHODS: Final = {
    "NameNode": "_name",
    "IntNode": "_integer",
    "FloatNode": "_float",
    "BoolNode": "_boolean",
    "NoneNode": "_nothing",
    "NullNode": "_nothing",
    "UnicodeNode": "_text",
    "StringNode": "_text",
    "BytesNode": "_text",
    "IdentifierStringNode": "_text",
    "CharNode": "_character",
    "JoinedStrNode": "_formatted",
    "ListNode": "_sequence",
    "TupleNode": "_sequence",
    "SetNode": "_sequence",
    "DictNode": "_dict",
    "MergedDictNode": "_merged_dict",
    "MergedSequenceNode": "_merged_sequence",
    "StarredUnpackingNode": "_starred",
    "AsTupleNode": "_starred",
    "ComprehensionNode": "_comprehension",
    "GeneratorExpressionNode": "_comprehension",
    "NotNode": "_unary",
    "UnaryMinusNode": "_unary",
    "UnaryPlusNode": "_unary",
    "TildeNode": "_unary",
    "PrimaryCmpNode": "_comparison",
    "CondExprNode": "_conditional",
    "AttributeNode": "_attribute",
    "IndexNode": "_subscript",
    "SliceIndexNode": "_slice_subscript",
    "SliceNode": "_slice",
    "SimpleCallNode": "_simple_call",
    "GeneralCallNode": "_general_call",
    "NewExprNode": "_new",
    "TypecastNode": "_cast",
    "AmpersandNode": "_address",
    "CythonArrayNode": "_transparent",
    "AnnotationNode": "_transparent",
    "AwaitExprNode": "_transparent",
    "LambdaNode": "_lambda",
    "YieldExprNode": "_yield",
    "YieldFromExprNode": "_yield",
    "AssignmentExpressionNode": "_walrus",
}
"""The method that translates each kind of node. What is missing is too exotic to matter, and unknown."""
