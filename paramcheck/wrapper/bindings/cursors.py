"""Reading libclang's tree: names of calls, types, the functions that expressions name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind, conf
from clang.cindex import TypeKind as Kind

from paramcheck.clang.trees import TRANSPARENT

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit

_LAST_NAME = re.compile(r"(operator\s*\S+|\w+)\s*(?:<[^;]*>)?\s*$")

_REFERENCES = frozenset({CursorKind.TYPE_REF, CursorKind.NAMESPACE_REF, CursorKind.TEMPLATE_REF})

_POINTERS = frozenset({Kind.POINTER, Kind.LVALUEREFERENCE, Kind.RVALUEREFERENCE})

_SMART = frozenset({"unique_ptr", "shared_ptr", "weak_ptr", "optional", "reference_wrapper", "ref", "intrusive_ptr"})

ANY_TYPE = "_Q"
"""Stands for a type that the tree does not declare."""

OUTSIDE = frozenset({"std", "pybind11", "nanobind", "boost", "__gnu_cxx", ANY_TYPE})
"""Namespaces that belong to no library under a wrapper."""

FUNCTIONS = frozenset(
    {
        CursorKind.FUNCTION_DECL,
        CursorKind.CXX_METHOD,
        CursorKind.CONSTRUCTOR,
        CursorKind.FUNCTION_TEMPLATE,
        CursorKind.CONVERSION_FUNCTION,
    }
)


_NO_OPERANDS = _REFERENCES | {CursorKind.OVERLOADED_DECL_REF, CursorKind.PARM_DECL}


def unwrap(cursor: Cursor) -> Cursor:
    """The expression inside parentheses, casts and conversions; a cast to a function's type names parameters."""
    while cursor.kind in TRANSPARENT:
        inner = [child for child in cursor.get_children() if child.kind not in _NO_OPERANDS]
        if len(inner) != 1 or (cursor.type.kind is Kind.DEPENDENT and _is_more(cursor, inner[0])):
            return cursor
        cursor = inner[0]
    return cursor


def _is_more(cursor: Cursor, inner: Cursor) -> bool:
    """Whether an expression that clang could not resolve is more than its only operand: ``a.missing`` than ``a``."""
    return cursor.kind is CursorKind.UNEXPOSED_EXPR and cursor.extent.end.offset != inner.extent.end.offset


def operands(cursor: Cursor) -> list[Cursor]:
    """Children that are expressions or statements."""
    return [child for child in cursor.get_children() if child.kind not in _REFERENCES]


def written(cursor: Cursor) -> list[Cursor]:
    """Operands that stand in the text: arguments that a default supplies have no place."""
    found = operands(cursor)
    while found and found[-1].extent.start.line == 0:
        found.pop()
    return found


def member_call(unit: Unit, cursor: Cursor) -> tuple[str, Cursor | None, list[Cursor]] | None:
    """Take a call of a member function apart.

    A call that clang could not resolve, because an argument is ill-formed or depends on a template parameter, keeps
    its shape but loses its name, which then comes from the text.

    Returns:
        The member's name, the object (``None`` for an implicit ``this``) and the arguments; ``None`` for anything
        else.
    """
    if cursor.kind is not CursorKind.CALL_EXPR and cursor.kind is not CursorKind.UNEXPOSED_EXPR:
        return None
    parts = operands(cursor)
    if not parts or parts[0].kind is not CursorKind.MEMBER_REF_EXPR:
        return None
    if cursor.kind is CursorKind.UNEXPOSED_EXPR and not text_after(unit, cursor, parts[0]).startswith("("):
        # A conversion of a member's value, or an assignment.
        return None
    name = member_name(unit, parts[0])
    owners = [part for part in parts[0].get_children() if part.kind not in _REFERENCES]
    owners = [part for part in owners if part.kind is not CursorKind.OVERLOADED_DECL_REF]
    return name, (owners[0] if owners else None), parts[1:]


def text_after(unit: Unit, cursor: Cursor, part: Cursor) -> str:
    """What follows the first operand of an expression."""
    whole, first = unit.source(cursor), unit.source(part)
    return whole[len(first) :].lstrip() if whole.startswith(first) else ""


def member_name(unit: Unit, cursor: Cursor) -> str:
    """The name of the member that an expression such as ``a.b`` designates."""
    name = cursor.spelling
    if name:
        return str(name)
    match = _LAST_NAME.search(unit.source(cursor))
    return match.group(1) if match else ""


def strip(cursor: Cursor) -> Cursor:
    """The expression inside casts, copies and conversions that a class makes of itself."""
    while True:
        inner = unwrap(cursor)
        if inner.kind is CursorKind.CALL_EXPR:
            parts = operands(inner)
            called = inner.referenced
            constructs = called is not None and called.kind is CursorKind.CONSTRUCTOR and len(parts) == 1
            if constructs and same_class(inner.type, parts[0].type):
                cursor = parts[0]
                continue
        return inner


def declaration(kind: Type) -> Cursor | None:
    """The declaration of the class or enum that a type is, points to or refers to."""
    canonical = kind.get_canonical()
    while canonical.kind in _POINTERS:
        canonical = canonical.get_pointee().get_canonical()
    found = canonical.get_declaration()
    return None if found.kind is CursorKind.NO_DECL_FOUND else found


def pointed_to(kind: Type) -> Type:
    """The type behind references, pointers and smart pointers."""
    canonical = kind.get_canonical()
    for _ in range(8):
        if canonical.kind in _POINTERS:
            canonical = canonical.get_pointee().get_canonical()
            continue
        found = canonical.get_declaration()
        if found.spelling in _SMART and canonical.get_num_template_arguments() > 0:
            inner = canonical.get_template_argument_type(0)
            if inner.kind is not Kind.INVALID:
                canonical = inner.get_canonical()
                continue
        break
    return canonical


def is_indirect(kind: Type) -> bool:
    """Whether a field of the type holds another object by its address."""
    canonical = kind.get_canonical()
    return canonical.kind in _POINTERS or canonical.get_declaration().spelling in _SMART - {"optional"}


def template_arguments(kind: Type) -> list[Type]:
    """The type arguments of a template's specialisation."""
    count = kind.get_num_template_arguments()
    found = [kind.get_template_argument_type(position) for position in range(max(count, 0))]
    return [one for one in found if one.kind is not Kind.INVALID]


def outermost_namespace(cursor: Cursor) -> str:
    """The outermost namespace in which something is declared; empty outside of any."""
    if cursor.spelling == ANY_TYPE:
        return ANY_TYPE
    name = ""
    parent = cursor.semantic_parent
    while parent is not None and parent.kind is not CursorKind.TRANSLATION_UNIT:
        if parent.kind is CursorKind.NAMESPACE or parent.spelling == ANY_TYPE:
            name = parent.spelling
        parent = parent.semantic_parent
    return name


def qualified(cursor: Cursor) -> str:
    """A declaration's name with its namespaces and classes, without template arguments."""
    parts: list[str] = []
    current = cursor
    while current is not None and current.kind is not CursorKind.TRANSLATION_UNIT:
        name = current.spelling.partition("<")[0] if current.kind is CursorKind.CONSTRUCTOR else current.spelling
        if name and current.kind is not CursorKind.LINKAGE_SPEC and not name.startswith("("):
            parts.append(name)
        current = current.semantic_parent
    return "::".join(reversed(parts))


def primary(cursor: Cursor) -> Cursor:
    """The template that a specialisation was made from, or the declaration itself."""
    while True:
        # A template within a class that is made from a template comes from the one within that template.
        template = conf.lib.clang_getSpecializedCursorTemplate(cursor)
        if template is None or template.kind.is_invalid():
            return cursor
        cursor = template


def parameters(function: Cursor) -> list[Cursor]:
    """The parameters of a function, method, constructor or lambda."""
    return [child for child in function.get_children() if child.kind is CursorKind.PARM_DECL]


def body(function: Cursor) -> Cursor | None:
    """The body of a function, if this declaration has one."""
    for child in function.get_children():
        if child.kind in {CursorKind.COMPOUND_STMT, CursorKind.CXX_TRY_STMT}:
            return child
    return None


def has_default(parameter: Cursor) -> bool:
    """Whether a parameter's declaration states a default argument."""
    return any(child.kind.is_expression() for child in parameter.get_children())


def states_default(function: Cursor, position: int) -> bool:
    """Whether some visible declaration of a function states a default for a parameter."""
    for one in {function, primary(function), function.canonical, primary(function).canonical}:
        found = parameters(one)
        if position < len(found) and has_default(found[position]):
            return True
    return False


def same_class(left: Type, right: Type) -> bool:
    """Whether two types are, point to or refer to one class or enum."""
    first, second = declaration(left), declaration(right)
    return first is not None and second is not None and bool(first == second)


def overloads(cursor: Cursor) -> list[Cursor]:
    """The functions that a name may stand for, where clang could not tell which."""
    inner = unwrap(cursor)
    for one in (inner, *inner.get_children()):
        if one.kind is CursorKind.OVERLOADED_DECL_REF:
            count = conf.lib.clang_getNumOverloadedDecls(one)
            found = [conf.lib.clang_getOverloadedDecl(one, number) for number in range(count)]
            return [candidate for candidate in found if candidate.kind in FUNCTIONS]
    return []
