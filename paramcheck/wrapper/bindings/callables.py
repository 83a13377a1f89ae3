"""What is bound: a constructor, a function, a method, a lambda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind
from msgspec import Struct

from paramcheck.clang import library
from paramcheck.wrapper.bindings.cursors import (
    FUNCTIONS,
    declaration,
    operands,
    outermost_namespace,
    overloads,
    parameters,
    same_class,
    template_arguments,
    unwrap,
)

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

_CONSTRUCTS = frozenset({"constructor", "alias_constructor", "init", "init_implicit"})
_FACTORIES = frozenset({"factory", "new_", "init"})
_PYTHON_PACKS = frozenset({"args", "kwargs"})
_ADAPTORS = frozenset({"vectorize", "cpp_function", "wrap", "make_function"})


class Bound(Struct, frozen=True):
    """Something that is bound.

    Attributes:
        function: The function, method or lambda; ``None`` for a constructor.
        arguments: For a constructor, the types that it is declared to take.
        factory: Whether it makes the object that it is bound to construct.
    """

    function: Cursor | None
    arguments: tuple[Type, ...] = ()
    factory: bool = False

    @property
    def is_constructor(self) -> bool:
        """Whether it is a constructor given by the types of its parameters."""
        return self.function is None

    @property
    def is_method(self) -> bool:
        """Whether the object is not among the parameters."""
        function = self.function
        return function is not None and function.kind is CursorKind.CXX_METHOD and not function.is_static_method()

    def parameters(self) -> list[Cursor]:
        """Parameters that Python code passes, the object included where it is one of them."""
        if self.function is None:
            return []
        return parameters(self.function)


def bound(cursor: Cursor, named: int) -> Bound | None:
    """What an expression binds.

    Args:
        cursor: The expression that ``def`` is given.
        named: How many arguments the binding names, to choose among overloads that clang could not resolve.

    Returns:
        ``None`` for what is not understood.
    """
    inner = unwrap(cursor)
    made = declaration(inner.type)
    kind = made.spelling if made is not None else ""
    called = inner.referenced if inner.kind is CursorKind.CALL_EXPR else None
    if inner.kind is CursorKind.CALL_EXPR and kind in _CONSTRUCTS | _FACTORIES and _is_binding(made):
        functions = [one for one in operands(inner) if not _names_binding(one)]
        copies = called is not None and called.kind is CursorKind.CONSTRUCTOR and len(functions) == 1
        if copies and same_class(functions[0].type, inner.type):
            return bound(functions[0], named)
        if functions and kind in _FACTORIES and outermost_namespace(made) != "boost":
            found = _function(functions[0], named)
            return Bound(found, factory=True) if found is not None else None
        return Bound(None, tuple(template_arguments(inner.type.get_canonical())))
    found = _function(cursor, named)
    return Bound(found) if found is not None else None


def _is_binding(made: Cursor | None) -> bool:
    return made is not None and outermost_namespace(made) in {"pybind11", "nanobind", "boost"}


def _names_binding(cursor: Cursor) -> bool:
    """Whether an operand is the name of ``init`` itself."""
    inner = unwrap(cursor)
    target = inner.referenced if inner.kind is CursorKind.DECL_REF_EXPR else None
    return target is not None and target.kind in FUNCTIONS and _is_binding(target) and inner.type.spelling != ""


def _function(cursor: Cursor, named: int, depth: int = 0) -> Cursor | None:
    inner = unwrap(cursor)
    if depth > 6:
        return None
    if inner.kind is CursorKind.LAMBDA_EXPR:
        return inner
    if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) in {"&", "+", "*"}:
        parts = operands(inner)
        return _function(parts[0], named, depth + 1) if parts else None
    if inner.kind in {CursorKind.DECL_REF_EXPR, CursorKind.MEMBER_REF_EXPR}:
        target = inner.referenced
        if target is not None and target.kind in FUNCTIONS:
            return target
        if target is not None and target.kind is CursorKind.VAR_DECL:
            initialiser = library.initialiser(target)
            return _function(initialiser, named, depth + 1) if initialiser is not None else None
        return _overload(inner, named)
    if inner.kind is CursorKind.CALL_EXPR:
        # overload_cast<A, B>(&f), vectorize(f), cpp_function(f)
        parts = operands(inner)
        target = inner.referenced
        if inner.spelling == "operator()" or (target is not None and _is_binding(target)) or _adapts(inner):
            for one in parts:
                if unwrap(one).kind is CursorKind.DECL_REF_EXPR and _names_binding(one):
                    continue
                found = _function(one, named, depth + 1)
                if found is not None and not _is_binding(found):
                    return found
        return None
    for one in inner.get_children():
        if one.kind is CursorKind.OVERLOADED_DECL_REF:
            return _overload(inner, named)
    return None


def _adapts(cursor: Cursor) -> bool:
    target = cursor.referenced
    return cursor.spelling in _ADAPTORS or (target is not None and target.kind is CursorKind.CONSTRUCTOR)


def _overload(cursor: Cursor, named: int) -> Cursor | None:
    """The overload that takes as many arguments as are named, if there is one such."""
    fitting = [one for one in overloads(cursor) if len(parameters(one)) == named]
    return fitting[0] if len(fitting) == 1 else None


def is_pack(parameter: Cursor) -> bool:
    """Whether a parameter takes Python's ``*args`` or ``**kwargs``."""
    made = declaration(parameter.type)
    return made is not None and made.spelling in _PYTHON_PACKS and _is_binding(made)


def is_member_pointer(cursor: Cursor) -> bool:
    """Whether an expression is the address of a member."""
    return bool(unwrap(cursor).type.get_canonical().kind is Kind.MEMBERPOINTER)
