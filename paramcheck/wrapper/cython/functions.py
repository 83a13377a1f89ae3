"""Functions, classes and typed variables."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeVar

from paramcheck.wrapper.cython.statements import Statements
from paramcheck.wrapper.cython.types import Declared, declaration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.cython.places import Places
    from paramcheck.wrapper.cython.trees import Position, SyntaxNode

_LOAD = ast.Load()

Defined = TypeVar("Defined", ast.FunctionDef, ast.ClassDef)


class Functions(Statements):
    """Translates functions and classes.

    Attributes:
        internal: Functions that only C code can call.
        attributes: Declared attributes of classes, with the expression of their type.
        declared: Attributes that a file of declarations gives to classes of this one.
        made: Names of types of which the code makes a record or an object.
    """

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self.internal: set[ast.AST] = set()
        self.attributes: dict[ast.AST, dict[str, tuple[Declared, ast.expr]]] = {}
        self.declared: dict[str, dict[str, tuple[Declared, Position]]] = {}
        self.made: set[str] = set()
        self._in_function = False

    def special(self, node: SyntaxNode) -> list[ast.stmt]:
        """Definitions and typed variables."""
        kind = type(node).__name__
        if kind == "DefNode":
            return [self._function(node, str(node.name), node.args, node.star_arg, node.starstar_arg)]
        if kind == "CFuncDefNode":
            return self._c_function(node)
        if kind == "PyClassDefNode":
            return [self._class(node, str(node.name), node.bases, {})]
        if kind == "CClassDefNode":
            return self._c_class(node)
        if kind == "CVarDefNode":
            return self.variables(node)
        return []

    # --- functions ----------------------------------------------------------------------------------------------

    def _c_function(self, node: SyntaxNode) -> list[ast.stmt]:
        declared = declaration(node.base_type, node.declarator)
        if declared.function is None:
            return []
        made = self._function(node, declared.name, declared.function.args, None, None)
        if not node.overridable:
            self.internal.add(made)
        return [made]

    def _function(
        self, node: SyntaxNode, name: str, args: list[SyntaxNode], star: SyntaxNode, double_star: SyntaxNode
    ) -> ast.FunctionDef:
        decorators = [self.expression(one.decorator) for one in node.decorators or []]
        outer = self.locals, self.receiver, self._in_function
        self.locals, self._in_function = {}, True
        try:
            arguments = self.arguments(args, star, double_star)
            if not outer[2]:
                self.receiver = arguments.args[0].arg if arguments.args else ""
            statements = [*self._docstring(node), *self.body(node.body)]
        finally:
            self.locals, self.receiver, self._in_function = outer
        made = ast.FunctionDef(name, arguments, statements, decorators, None, None)
        return self._defined(made, node, statements)

    def _defined(self, made: Defined, node: SyntaxNode, statements: list[ast.stmt]) -> Defined:
        self.places.over(made, *statements)
        _, last = self.places.tokens(made)
        return self.places.between(made, node.pos, self.places.after_decorators(node.pos), last)

    def _docstring(self, node: SyntaxNode) -> Iterator[ast.stmt]:
        if not isinstance(node.doc, str) or not node.doc:
            return
        text, number = self.places.text(node.pos), self.places.after_decorators(node.pos)
        while text.token(number) not in {":", ""}:
            number = text.closing(number) + 1
        number += 1
        while number < len(text) and text.kinds[number] == "end":
            number += 1
        constant = self.places.between(ast.Constant(str(node.doc)), node.pos, number, number)
        yield self.places.over(ast.Expr(constant), constant)

    # --- classes ------------------------------------------------------------------------------------------------

    def _c_class(self, node: SyntaxNode) -> list[ast.stmt]:
        name = str(node.class_name)
        if node.body is None or str(node.visibility) == "extern" or node.in_pxd:
            # A declaration; what it declares is known to the translation of the module that has the code.
            return []
        types = dict(self.declared.get(name, {}))
        for stat in _flat(node.body):
            if type(stat).__name__ == "CVarDefNode":
                types.update(_attributes(stat))
        return [self._class(node, name, node.bases, types)]

    def _class(
        self, node: SyntaxNode, name: str, bases: SyntaxNode, types: dict[str, tuple[Declared, Position]]
    ) -> ast.ClassDef:
        decorators = [self.expression(one.decorator) for one in node.decorators or []]
        parents = self._positional(bases) if bases is not None else []
        outer = self.members, self.locals, self._in_function
        self.members = {attribute: kind for attribute, (kind, _) in types.items()}
        self.locals, self._in_function = {}, False
        try:
            statements = [*self._docstring(node)]
            for stat in _flat(node.body):
                statements.extend(self._member(stat, name, types))
        finally:
            self.members, self.locals, self._in_function = outer
        statements = statements or [self._pass(node)]
        self.made.update(kind.path[-1] for kind, _ in types.values() if kind.named)
        made = ast.ClassDef(name, parents, [], statements, decorators)
        self._defined(made, node, statements)
        self.attributes[made] = {
            attribute: (kind, self.type_name(kind, position)) for attribute, (kind, position) in types.items()
        }
        return made

    def _member(self, node: SyntaxNode, cls: str, types: dict[str, tuple[Declared, Position]]) -> list[ast.stmt]:
        kind = type(node).__name__
        if kind == "CVarDefNode":
            return []
        if kind == "PropertyNode":
            return self._property(node) if str(node.name) not in types else []
        if kind == "DefNode" and node.decorators and str(node.name) in types:
            # A property that shows a C attribute of the same name: inside the class, the attribute is meant.
            return []
        del cls
        return self.statements(node)

    def _property(self, node: SyntaxNode) -> list[ast.stmt]:
        """``property x:`` with ``__get__`` and ``__set__``."""
        made: list[ast.stmt] = []
        name = str(node.name)
        for stat in _flat(node.body):
            if type(stat).__name__ != "DefNode":
                continue
            decorator: ast.expr
            if str(stat.name) == "__get__":
                decorator = self.places.atom(ast.Name("property", _LOAD), node.pos)
            elif str(stat.name) == "__set__":
                owner = self.places.atom(ast.Name(name, _LOAD), node.pos)
                decorator = self.places.atom(ast.Attribute(owner, "setter", _LOAD), node.pos)
            else:
                continue
            function = self._function(stat, name, stat.args, stat.star_arg, stat.starstar_arg)
            function.decorator_list.append(decorator)
            made.append(function)
        return made

    # --- variables ----------------------------------------------------------------------------------------------

    def variables(self, node: SyntaxNode) -> list[ast.stmt]:
        """``cdef T name = value``."""
        made: list[ast.stmt] = []
        for declarator in node.declarators:
            declared = declaration(node.base_type, declarator)
            if declared.function is not None or not declared.name:
                continue
            kind = declared.type
            self.locals[declared.name] = kind
            if kind.by_value:
                self.made.add(kind.path[-1])
            name = self.places.atom(ast.Name(declared.name, ast.Store()), declared.node.pos)
            if declared.default is not None:
                value = self.expression(declared.default)
                if kind.by_value:
                    value = self.call("convert", self.type_name(kind, node.base_type.pos), value, at=value)
            else:
                value = self._undefined(declared.name, kind, name, node.base_type.pos)
            made.append(self.places.over(ast.Assign([name], value), name, value))
        return made

    def _undefined(self, name: str, kind: Declared, place: ast.AST, position: Position) -> ast.expr:
        """A variable without a value: a record of which nothing is known, and zeros outside of functions."""
        arguments: list[ast.expr] = [
            self.type_name(kind, position) if kind.by_value else ast.Constant(None),
            ast.Constant(name),
            ast.Constant(not self._in_function),
        ]
        return self.call("declare", *(self.places.like(one, place) for one in arguments), at=place)


def _flat(node: SyntaxNode) -> Iterator[SyntaxNode]:
    """The statements of a block, those of nested blocks included."""
    if node is None:
        return
    if type(node).__name__ == "StatListNode":
        for stat in node.stats:
            yield from _flat(stat)
    else:
        yield node


def _attributes(node: SyntaxNode) -> Iterator[tuple[str, tuple[Declared, Position]]]:
    """Names and types that a ``cdef`` statement in a class declares."""
    for declarator in node.declarators:
        declared = declaration(node.base_type, declarator)
        if declared.name and declared.function is None:
            yield declared.name, (declared.type, node.base_type.pos)


def class_attributes(root: SyntaxNode) -> dict[str, dict[str, tuple[Declared, Position]]]:
    """The attributes that the classes of a file of declarations have."""
    found: dict[str, dict[str, tuple[Declared, Position]]] = {}
    for node in _flat(root):
        if type(node).__name__ == "CClassDefNode" and node.body is not None:
            for stat in _flat(node.body):
                if type(stat).__name__ == "CVarDefNode":
                    found.setdefault(str(node.class_name), {}).update(_attributes(stat))
    return found
