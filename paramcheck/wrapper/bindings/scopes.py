"""Walking through the functions of an extension module: which names they register, and where.

The walk begins at a module's own function and follows calls that hand a module or a class on, so that a name knows its
module even where classes are bound over several files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang import library
from paramcheck.clang.constants import evaluate
from paramcheck.values import Literal
from paramcheck.wrapper.bindings.cursors import (
    FUNCTIONS,
    body,
    declaration,
    member_call,
    operands,
    outermost_namespace,
    parameters,
    pointed_to,
    primary,
    template_arguments,
    unwrap,
)
from paramcheck.wrapper.bindings.registrations import Exposed, Registration, Scope, key

if TYPE_CHECKING:
    from collections.abc import Callable

    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit
    from paramcheck.wrapper.bindings.registrations import Environment, Held, Walk

_DEEPEST = 12
_MOST_CALLS = 4_000
_MOST_NESTED = 100
"""Blocks within each other."""

_CLASSES = frozenset({"class_", "enum_", "classh", "exception", "py_class"})
_MODULES = frozenset({"module_", "module", "scope", "object", "handle"})
_IMPORTS = frozenset({"import", "import_"})
_BINDING = frozenset({"pybind11", "nanobind", "boost"})


class Walker:
    """Walks through binding code of one unit.

    Args:
        unit: The unit.
        walk: Is added to.
        resolve: Finds the definition of a function that this unit only declares, with its unit.
        module: The module that a class or function belongs to for which the code names none, as with Boost.Python.
    """

    def __init__(
        self, unit: Unit, walk: Walk, resolve: Callable[[str], tuple[Unit, Cursor] | None], module: str = ""
    ) -> None:
        self._module = Scope(module)
        self._unit = unit
        self._walk = walk
        self._resolve = resolve
        self._calls = 0
        self._nested = 0

    def function(self, cursor: Cursor, environment: Environment, depth: int = 0) -> Scope | None:
        """Walk through a function.

        Returns:
            The scope that it returns, if it returns one.
        """
        self._walk.visited.add(cursor.get_usr())
        block = body(cursor)
        if block is None:
            return None
        statements = list(block.get_children())
        template = body(primary(cursor))
        if template is not None and template.extent.start.offset == block.extent.start.offset:
            statements = _complete(statements, list(template.get_children()))
        return self._statements(statements, environment, depth)

    def _block(self, cursor: Cursor, environment: Environment, depth: int) -> Scope | None:
        return self._statements(list(cursor.get_children()), environment, depth)

    def _statements(self, statements: list[Cursor], environment: Environment, depth: int) -> Scope | None:
        if self._nested > _MOST_NESTED:
            return None
        self._nested += 1
        result: Scope | None = None
        for child in statements:
            kind = child.kind
            if kind is CursorKind.DECL_STMT:
                for inner in child.get_children():
                    if inner.kind is CursorKind.VAR_DECL:
                        self._declare(inner, environment, depth)
            elif kind is CursorKind.RETURN_STMT:
                for inner in child.get_children():
                    result = self._expression(inner, environment, depth) or result
            elif kind.is_statement():
                result = self._block(child, environment, depth) or result
            elif kind is CursorKind.VAR_DECL:
                self._declare(child, environment, depth)
            elif kind.is_expression():
                self._expression(child, environment, depth)
        self._nested -= 1
        return result

    def _declare(self, cursor: Cursor, environment: Environment, depth: int) -> None:
        initialiser = library.initialiser(cursor)
        if initialiser is None:
            return
        kind = declaration(cursor.type)
        if kind is not None and outermost_namespace(kind) in _BINDING:
            scope = self._expression(initialiser, environment, depth)
            if scope is not None:
                environment[key(cursor)] = scope
            elif kind.spelling in _MODULES:
                environment[key(cursor)] = Scope(self._module_name(initialiser, environment))
            return
        text = self.text(initialiser, environment)
        if text is not None:
            environment[key(cursor)] = text

    def _module_name(self, cursor: Cursor, environment: Environment) -> str:
        inner = unwrap(cursor)
        for one in operands(inner):
            found = self.text(one, environment)
            if found is not None:
                return found
        return ""

    # --- expressions ----------------------------------------------------------------------------------------

    def _expression(self, cursor: Cursor, environment: Environment, depth: int) -> Scope | None:
        """Register what an expression registers, and give the scope that it is."""
        chain: list[tuple[str, list[Cursor], Cursor]] = []
        current = _unwrapped(cursor)
        while True:
            taken = member_call(self._unit, current)
            if taken is None or taken[1] is None:
                break
            name, owner, arguments = taken
            chain.append((name, arguments, current))
            current = _unwrapped(owner)
        scope = self._base(current, environment, depth)
        for name, arguments, call in reversed(chain):
            scope = self._step(scope, name, arguments, call, environment)
        return scope

    def _base(self, cursor: Cursor, environment: Environment, depth: int) -> Scope | None:
        kind = cursor.kind
        if kind is CursorKind.DECL_REF_EXPR:
            target = cursor.referenced
            held = environment.get(key(target)) if target is not None else None
            if isinstance(held, Scope):
                return held
            return self._typed(cursor.type)
        if kind is CursorKind.UNARY_OPERATOR or kind is CursorKind.MEMBER_REF_EXPR:
            parts = operands(cursor)
            return self._expression(parts[0], environment, depth) if parts else self._typed(cursor.type)
        if kind is CursorKind.CALL_EXPR:
            called = cursor.referenced
            if called is not None and called.kind is CursorKind.CONSTRUCTOR:
                return self._made(cursor, environment, depth)
            return self._follow(cursor, environment, depth)
        if kind is CursorKind.BINARY_OPERATOR:
            for part in operands(cursor):
                self._expression(part, environment, depth)
            return None
        if kind.is_expression() and kind is not CursorKind.LAMBDA_EXPR and _names_class(cursor.type):
            # A construction that clang could not resolve.
            return self._made(cursor, environment, depth)
        return None

    def _typed(self, kind: Type) -> Scope | None:
        """A scope of which only the type is known."""
        made = declaration(kind)
        if made is None or outermost_namespace(made) not in _BINDING:
            return None
        if made.spelling in _CLASSES:
            arguments = template_arguments(pointed_to(kind))
            return Scope("", arguments[0].get_canonical() if arguments else None, is_class=True)
        return Scope("") if made.spelling in _MODULES else None

    def _made(self, cursor: Cursor, environment: Environment, depth: int) -> Scope | None:
        made = declaration(cursor.type)
        if made is None or outermost_namespace(made) not in _BINDING:
            return None
        parts = [one for one in operands(cursor) if one.kind.is_expression()]
        if made.spelling in _CLASSES:
            return self._class(cursor, parts, environment, depth)
        if made.spelling in _MODULES:
            for one in parts:
                scope = self._expression(one, environment, depth)
                if scope is not None:
                    return scope
            name = self.text(parts[0], environment) if parts else None
            return Scope(name) if name else None
        return None

    def _class(self, cursor: Cursor, parts: list[Cursor], environment: Environment, depth: int) -> Scope | None:
        name: str | None = None
        outer: Scope | None = None
        for one in parts[:2]:
            text = self.text(one, environment)
            if text is not None and name is None:
                name = text
            elif outer is None:
                outer = self._expression(one, environment, depth)
        arguments = template_arguments(cursor.type.get_canonical())
        native = arguments[0].get_canonical() if arguments else None
        if name is None:
            declared = declaration(native) if native is not None else None
            name = declared.spelling if declared is not None else ""
        scope = Scope((outer or self._module).inner(name), native, is_class=True)
        self._walk.exposed.append(Exposed(self._unit, scope, cursor))
        for one in parts[1:]:
            if _is_constructor(one.type):
                # class_<T>("T", init<A, B>())
                self._register(scope, "def", [one], cursor, environment)
        return scope

    def _step(
        self, scope: Scope | None, name: str, arguments: list[Cursor], call: Cursor, environment: Environment
    ) -> Scope | None:
        if scope is None:
            return None
        if name == "def_submodule":
            inner = self.text(arguments[0], environment) if arguments else None
            return Scope(scope.inner(inner)) if inner else Scope("")
        if name == "attr":
            return None
        if name.startswith("def") or name in {"value", "add_property", "export_values"}:
            self._register(scope, name, arguments, call, environment)
            return scope
        return scope if _same_kind(call, scope) else None

    def _register(
        self, scope: Scope, name: str, arguments: list[Cursor], call: Cursor, environment: Environment
    ) -> None:
        taken = Registration(self._unit, scope, name, tuple(arguments), dict(environment), call)
        self._walk.registrations.append(taken)

    def _follow(self, cursor: Cursor, environment: Environment, depth: int) -> Scope | None:
        """A call: followed if it is handed a module or a class."""
        target = cursor.referenced
        self._calls += 1
        if target is None or target.kind not in FUNCTIONS or depth > _DEEPEST or self._calls > _MOST_CALLS:
            return self._typed(cursor.type)
        if target.spelling == "def" and outermost_namespace(target) in _BINDING:
            self._register(self._module, "def", operands(cursor)[1:], cursor, environment)
            return None
        handed: list[Held | None] = []
        for one in operands(cursor)[1:]:
            scope = self._expression(one, environment, depth) if _may_be_scope(one.type) else None
            handed.append(scope if scope is not None else self.text(one, environment))
        if outermost_namespace(target) in _BINDING and target.spelling in _IMPORTS and handed:
            return Scope(handed[0]) if isinstance(handed[0], str) else Scope("")
        if outermost_namespace(target) in _BINDING or not any(isinstance(one, Scope) for one in handed):
            return self._typed(cursor.type)
        unit, definition = self._unit, target.get_definition()
        if definition is None:
            found = self._resolve(target.get_usr())
            if found is None:
                return self._typed(cursor.type)
            unit, definition = found
        inner = dict(environment)
        for parameter, held in zip(parameters(definition), handed, strict=False):
            if held is not None:
                inner[key(parameter)] = held
        outer, self._unit = self._unit, unit
        try:
            return self.function(definition, inner, depth + 1) or self._typed(cursor.type)
        finally:
            self._unit = outer

    def text(self, cursor: Cursor, environment: Environment) -> str | None:
        """The text that an expression is, if it is one that is known."""
        inner = unwrap(cursor)
        while inner.kind is CursorKind.CALL_EXPR:
            parts = operands(inner)
            called = inner.referenced
            if called is not None and called.kind is CursorKind.CONSTRUCTOR and len(parts) == 1:
                inner = unwrap(parts[0])
                continue
            taken = member_call(self._unit, inner)
            if taken is not None and taken[0] in {"c_str", "data", "str"} and taken[1] is not None:
                inner = unwrap(taken[1])
                continue
            return self._joined(inner, environment)
        if inner.kind is CursorKind.DECL_REF_EXPR and inner.referenced is not None:
            held = environment.get(key(inner.referenced))
            if isinstance(held, str):
                return held
            if isinstance(held, Scope) or inner.referenced.kind is CursorKind.PARM_DECL:
                return None
        elif inner.kind is not CursorKind.STRING_LITERAL:
            return None
        value = evaluate(self._unit, inner)
        return value.value if isinstance(value, Literal) and isinstance(value.value, str) else None

    def _joined(self, cursor: Cursor, environment: Environment) -> str | None:
        """``prefix + "Name"``."""
        if cursor.spelling != "operator+":
            return None
        parts = [one for one in operands(cursor) if str(unwrap(one).spelling) != "operator+"]
        texts = [self.text(one, environment) for one in parts]
        return "".join(one for one in texts if one is not None) if all(one is not None for one in texts) else None


def _complete(made: list[Cursor], template: list[Cursor]) -> list[Cursor]:
    """The statements of a function, and those of its template that clang could not make for these types."""
    known = {one.extent.start.offset: one for one in made}
    return [known.get(one.extent.start.offset, one) for one in template]


def _unwrapped(cursor: Cursor) -> Cursor:
    """The expression inside conversions and copies, except the construction of a class binding."""
    while True:
        inner = unwrap(cursor)
        if inner.kind is not CursorKind.CALL_EXPR:
            return inner
        parts = operands(inner)
        called = inner.referenced
        if called is None or called.kind is not CursorKind.CONSTRUCTOR or len(parts) != 1:
            return inner
        made, given = declaration(inner.type), declaration(parts[0].type)
        if made is None or given is None or outermost_namespace(made) not in _BINDING:
            return inner
        if outermost_namespace(given) not in _BINDING or (made != given and made.spelling in _CLASSES):
            return inner
        cursor = parts[0]


def _names_class(kind: Type) -> bool:
    made = declaration(kind)
    return made is not None and made.spelling in _CLASSES and outermost_namespace(made) in _BINDING


def _is_constructor(kind: Type) -> bool:
    made = declaration(kind)
    return made is not None and made.spelling == "init" and outermost_namespace(made) in _BINDING


def _may_be_scope(kind: Type) -> bool:
    made = declaration(pointed_to(kind))
    return made is not None and made.spelling in _CLASSES | _MODULES and outermost_namespace(made) in _BINDING


def _same_kind(call: Cursor, scope: Scope) -> bool:
    made = declaration(call.type)
    return made is not None and (made.spelling in _CLASSES) is scope.is_class
