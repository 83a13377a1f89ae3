"""Declared types and names, as the parser's declarator trees give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from paramcheck.wrapper.cython.trees import SyntaxNode

PLAIN: Final = frozenset(
    {"object", "str", "bytes", "bytearray", "unicode", "list", "dict", "tuple", "set", "frozenset", "type", "slice"}
    | {"bint", "bool", "cbool", "c_bool", "bool_t", "string", "void", "char", "int", "long", "short", "float", "double"}
    | {"size_t", "ssize_t", "Py_ssize_t", "Py_hash_t", "ptrdiff_t", "uintptr_t", "intptr_t", "Py_UCS4", "Py_UNICODE"}
    | {f"{sign}int{bits}_t" for sign in ("", "u") for bits in (8, 16, 32, 64)}
)
"""Types whose values are plain: assigning to such a variable changes nothing that a default depends on."""

_SMART_POINTERS: Final = frozenset({"shared_ptr", "unique_ptr", "weak_ptr"})


class Declared(Struct, frozen=True):
    """A declared type.

    Attributes:
        path: The type's name, dotted parts; empty for a basic C type, a memory view or a Python object.
        basic: The basic C type.
        pointers: How many pointers lead to it.
        array: Whether it is an array.
        constant: Whether it is ``const``.
    """

    path: tuple[str, ...] = ()
    basic: str = ""
    pointers: int = 0
    array: bool = False
    constant: bool = False

    @property
    def by_value(self) -> bool:
        """Whether a variable of this type may hold a record itself, not its address."""
        return bool(self.path) and not self.pointers and not self.array and self.path[-1] not in PLAIN

    @property
    def named(self) -> bool:
        """Whether the type may be a record or a class, or lead to one."""
        return bool(self.path) and self.path[-1] not in PLAIN


class Declaration(Struct, frozen=True):
    """One declared name.

    Attributes:
        name: The name; empty if there is none.
        cname: The name in C, if the source gives one.
        type: Its type; for a function, of the result.
        node: The declarator that carries the name.
        function: The function declarator, if a function is declared.
        default: The parser's tree of the initial value.
    """

    name: str
    cname: str | None
    type: Declared
    node: SyntaxNode
    function: SyntaxNode = None
    default: SyntaxNode = None


def declaration(base: SyntaxNode, declarator: SyntaxNode) -> Declaration:
    """What a base type and a declarator declare together."""
    kind = declared_type(base)
    pointers, array, function = kind.pointers, kind.array, None
    inner = declarator
    while type(inner).__name__ != "CNameDeclaratorNode":
        name = type(inner).__name__
        if name == "CPtrDeclaratorNode":
            pointers += 1
        elif name == "CArrayDeclaratorNode":
            array = True
        elif name == "CFuncDeclaratorNode":
            if type(inner.base).__name__ == "CPtrDeclaratorNode":
                # A pointer to a function is a plain value.
                return _plain(inner)
            function = inner
        if getattr(inner, "base", None) is None:
            return _plain(inner)
        inner = inner.base
    result = Declared(kind.path, kind.basic, pointers, array, kind.constant)
    default = getattr(inner, "default", None)
    return Declaration(str(inner.name), _text(inner.cname), result, inner, function, default)


def _plain(declarator: SyntaxNode) -> Declaration:
    inner = declarator
    while getattr(inner, "base", None) is not None:
        inner = inner.base
    name = _text(getattr(inner, "name", None)) or ""
    return Declaration(
        name, _text(getattr(inner, "cname", None)), Declared(), inner, None, getattr(inner, "default", None)
    )


def declared_type(base: SyntaxNode) -> Declared:
    """The type that a base type node names."""
    kind = type(base).__name__
    if kind == "CSimpleBaseTypeNode":
        if base.name is None:
            return Declared()
        if base.is_basic_c_type:
            return Declared(basic=str(base.name))
        return Declared((*map(str, base.module_path), str(base.name)))
    if kind in {"CQualifierTypeNode", "CConstOrVolatileTypeNode", "CConstTypeNode"}:
        inner = declared_type(base.base_type)
        constant = inner.constant or bool(getattr(base, "is_const", True))
        return Declared(inner.path, inner.basic, inner.pointers, inner.array, constant)
    if kind == "TemplatedTypeNode":
        inner = declared_type(base.base_type_node)
        if inner.path and inner.path[-1] in _SMART_POINTERS and base.positional_args:
            held = declared_type(base.positional_args[0])
            return Declared(held.path, held.basic, held.pointers + 1, held.array)
        return inner
    if kind == "CNestedBaseTypeNode":
        outer = declared_type(base.base_type)
        return Declared((*outer.path, str(base.name)))
    if kind == "CComplexBaseTypeNode":
        return declaration(base.base_type, base.declarator).type
    if kind == "NameNode":
        return Declared((str(base.name),))
    if kind == "AttributeNode":
        outer = declared_type(base.obj)
        return Declared((*outer.path, str(base.attribute))) if outer.path else Declared()
    return Declared()


def _text(value: object) -> str | None:
    return str(value) if value else None
