"""Record types: their members in order, and what their declarations say about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind
from msgspec import Struct

from paramcheck.clang import library
from paramcheck.clang.trees import inside
from paramcheck.clang.types import native_type, record_name
from paramcheck.values import TypeKind

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

CLASSES = frozenset({CursorKind.STRUCT_DECL, CursorKind.CLASS_DECL, CursorKind.UNION_DECL, CursorKind.CLASS_TEMPLATE})

_STANDARD = ("std::", "boost::", "pybind11::", "nanobind::", "__gnu_cxx::")
"""Namespaces whose classes are values as a whole, whatever their members are called."""

_OF_ARRAYS = frozenset({CursorKind.INIT_LIST_EXPR, CursorKind.STRING_LITERAL, CursorKind.UNEXPOSED_EXPR})
"""What the initialiser of an array is; a text may be converted."""

_DEEPEST = 16
"""Classes derived from classes."""


class Member(Struct, frozen=True):
    """A data member.

    Attributes:
        name: Its name.
        type: Its type; of an instance of a template, the one that it has there.
        cursor: Its declaration, which carries the initialiser; of an instance, that of the template.
    """

    name: str
    type: Type
    cursor: Cursor


def declaration_of(kind: Type) -> Cursor:
    """The definition of a record type, or what there is of it; for an instance of a template, the template."""
    declaration = kind.get_canonical().get_declaration()
    definition = declaration.get_definition() or declaration
    if _is_bare(definition):
        template = library.template_of(definition)
        if template is not None:
            return template.get_definition() or template
    return definition


def _is_bare(declaration: Cursor) -> bool:
    return not inside(declaration)


def members(kind: Type, declaration: Cursor | None = None, *, inherited: bool = True, depth: int = 0) -> list[Member]:
    """The data members of a record in order, those that it inherits first.

    Args:
        kind: The record type.
        declaration: The declaration, for a template that has no type of its own.
        inherited: Whether to include those of base classes.
        depth: How many classes it is a base of or inside of; a template may be derived from itself.
    """
    if depth > _DEEPEST:
        return []
    found: list[Member] = []
    instantiated = {one.spelling: one.type for one in kind.get_canonical().get_fields()} if _is_instance(kind) else {}
    for child in (declaration or declaration_of(kind)).get_children():
        if child.kind is CursorKind.FIELD_DECL:
            if child.spelling:
                found.append(Member(child.spelling, instantiated.get(child.spelling, child.type), child))
        elif child.kind is CursorKind.CXX_BASE_SPECIFIER:
            if inherited and not is_standard(child.type):
                found.extend(members(child.type, depth=depth + 1))
        elif child.kind in {CursorKind.STRUCT_DECL, CursorKind.UNION_DECL} and library.is_unnamed_member(child):
            found.extend(members(child.type, depth=depth + 1))
    return found


def _is_instance(kind: Type) -> bool:
    canonical = kind.get_canonical()
    return canonical.kind is Kind.RECORD and canonical.get_num_template_arguments() > 0


def field_cursors(kind: Type) -> list[Cursor]:
    """The fields of a record type in order; those of unnamed records inside count as its own."""
    return [one.cursor for one in members(kind)]


def is_standard(kind: Type) -> bool:
    """Whether a type belongs to the standard library or to what stands beside it."""
    return (record_name(kind) or "").startswith(_STANDARD)


def is_record(kind: Type) -> bool:
    """Whether a type is a record whose fields matter one by one."""
    return (
        kind.get_canonical().kind is Kind.RECORD and native_type(kind).kind is TypeKind.RECORD and not is_standard(kind)
    )


def is_array(kind: Type) -> bool:
    """Whether a type is an array."""
    return kind.get_canonical().kind in {Kind.CONSTANTARRAY, Kind.INCOMPLETEARRAY}


def member_initialiser(cursor: Cursor) -> Cursor | None:
    """The initialiser that a field's declaration states, if any."""
    value = None if cursor.is_bitfield() else _last_expression(cursor)
    if value is not None and is_array(cursor.type) and value.kind not in _OF_ARRAYS:
        # The only expression of an array without initialiser is its length, and that of a bit-field its width.
        return None
    return value


def _last_expression(declaration: Cursor) -> Cursor | None:
    """The last expression behind a declared name; those before it, as in ``array<int, 3>``, belong to the type."""
    after = declaration.location.offset
    found = None
    for child in inside(declaration):
        if child.kind.is_expression() and (not child.extent.start.line or child.extent.start.offset >= after):
            found = child
    return found


def bases(declaration: Cursor) -> list[Cursor]:
    """The declarations of the classes that a class is derived from, as far as they are known."""
    return [
        found
        for child in inside(declaration)
        if child.kind is CursorKind.CXX_BASE_SPECIFIER
        and not is_standard(child.type)
        and (found := declaration_of(child.type)).kind in CLASSES
    ]


def constructors(declaration: Cursor) -> list[Cursor]:
    """The constructors that a class declares, without those that copy or move."""
    return [child for child in inside(declaration) if child.kind is CursorKind.CONSTRUCTOR and not _copies(child)]


def _copies(constructor: Cursor) -> bool:
    return bool(constructor.is_copy_constructor() or constructor.is_move_constructor())


def has_constructors(declaration: Cursor) -> bool:
    """Whether a class declares any constructor, so that it is no aggregate."""
    return any(_is_constructor(child) for child in inside(declaration))


def _is_constructor(cursor: Cursor) -> bool:
    # The constructor of a class that is itself a template may be a template as well.
    return cursor.kind is CursorKind.CONSTRUCTOR or (
        cursor.kind is CursorKind.FUNCTION_TEMPLATE
        and cursor.spelling.partition("<")[0] == cursor.semantic_parent.spelling
    )


def default_constructor(declaration: Cursor) -> Cursor | None:
    """The constructor that runs without arguments, if the class declares one."""
    for one in constructors(declaration):
        if not one.is_deleted_method() and all(
            default_argument(parameter) is not None for parameter in one.get_arguments()
        ):
            return one
    return None


def default_argument(parameter: Cursor) -> Cursor | None:
    """The default argument that a parameter's declaration states, if any."""
    value = _last_expression(parameter)
    if value is not None and is_array(parameter.type):
        # The length of an array is an expression as well; a default argument of one is never a plain number.
        return value if value.kind is not CursorKind.INTEGER_LITERAL else None
    return value


def initialisers(constructor: Cursor) -> list[tuple[Cursor, Cursor]]:
    """What a constructor's initialiser list states: the member, base or class that is meant, and the value."""
    if not constructor.is_definition():
        return []
    found: list[tuple[Cursor, Cursor]] = []
    named: Cursor | None = None
    after = constructor.location.offset
    for child in inside(constructor):
        start = child.extent.start
        if (start.line and start.offset <= after) or child.kind is CursorKind.PARM_DECL:
            # The qualification of a constructor that is defined outside of its class.
            continue
        if child.kind in {CursorKind.MEMBER_REF, CursorKind.TYPE_REF, CursorKind.TEMPLATE_REF}:
            if child.kind is not CursorKind.TYPE_REF or named is None:
                named = child
        elif child.kind.is_expression() and named is not None:
            found.append((named, child))
            named = None
        elif child.kind is CursorKind.COMPOUND_STMT:
            break
    return found


def named_by(reference: Cursor) -> str:
    """The name of the member, base or class that an initialiser is for, without qualification."""
    if reference.kind is CursorKind.TYPE_REF:
        # A base class may be named by an alias.
        declared = reference.type.get_canonical().get_declaration().spelling
        if declared:
            return str(declared).partition("<")[0]
    return str(reference.spelling).rpartition("::")[2].rpartition(" ")[2].partition("<")[0]


def qualified_name(cursor: Cursor) -> str:
    """The name of a declaration with its namespaces and classes, without template arguments."""
    parts = [_plain(cursor)]
    parent = cursor.semantic_parent
    while parent is not None and parent.kind is not CursorKind.TRANSLATION_UNIT:
        if parent.kind is not CursorKind.LINKAGE_SPEC and not _is_nameless(parent):
            parts.append(_plain(parent))
        parent = parent.semantic_parent
    return "::".join(reversed([part for part in parts if part]))


def _plain(cursor: Cursor) -> str:
    name = str(cursor.spelling)
    return name if name.startswith("operator") else name.partition("<")[0]


def _is_nameless(cursor: Cursor) -> bool:
    return not cursor.spelling or cursor.spelling.startswith("(")


def is_named(found: str, wanted: str) -> bool:
    """Whether a qualified name is the one that somebody wrote, who may have left out namespaces."""
    return found == wanted or found.endswith("::" + wanted.lstrip(":"))
