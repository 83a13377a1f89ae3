"""Native types, as far as the equality of defaults depends on them."""

from __future__ import annotations

import re

from clang.cindex import CursorKind, Type
from clang.cindex import TypeKind as Kind

from paramcheck.values import NativeType, TypeKind

_INTEGERS = {
    Kind.CHAR_U: False,
    Kind.UCHAR: False,
    Kind.USHORT: False,
    Kind.UINT: False,
    Kind.ULONG: False,
    Kind.ULONGLONG: False,
    Kind.UINT128: False,
    Kind.CHAR_S: True,
    Kind.SCHAR: True,
    Kind.WCHAR: True,
    Kind.CHAR16: False,
    Kind.CHAR32: False,
    Kind.SHORT: True,
    Kind.INT: True,
    Kind.LONG: True,
    Kind.LONGLONG: True,
    Kind.INT128: True,
}

_FLOATS = frozenset({Kind.FLOAT, Kind.DOUBLE, Kind.LONGDOUBLE, Kind.HALF, Kind.FLOAT128})

_PLAIN_CHARACTERS = frozenset({Kind.CHAR_S, Kind.CHAR_U})
"""What arrays of text are made of; one of ``unsigned char`` or ``uint8_t`` holds numbers."""

_CHARACTERS = frozenset({Kind.CHAR_S, Kind.CHAR_U, Kind.SCHAR, Kind.UCHAR})

_STRING_RECORDS = frozenset({"string", "basic_string", "string_view", "basic_string_view", "wstring", "str"})

_WRAPPERS = frozenset({"optional", "reference_wrapper", "atomic"})


_NAMELESS = re.compile(r"\((?:unnamed|anonymous) (\w+)[^)]*\)")
"""How clang spells a type without a name: with the path of its file on this machine."""


def native_type(kind: Type) -> NativeType:
    """Describe a type of libclang's."""
    spelling = kind.spelling.removeprefix("const ").removeprefix("struct ").removeprefix("enum ").removesuffix(" &")
    if "(" in spelling:
        spelling = _NAMELESS.sub(r"\1 {...}", spelling)
    canonical = kind.get_canonical()
    if canonical.kind in {Kind.LVALUEREFERENCE, Kind.RVALUEREFERENCE}:
        canonical = canonical.get_pointee().get_canonical()
    what = canonical.kind
    bits = max(canonical.get_size(), 0) * 8
    if what is Kind.BOOL:
        return NativeType(spelling, TypeKind.BOOL, bits or 8, signed=False)
    if what in _INTEGERS:
        return NativeType(spelling, TypeKind.INTEGER, bits, signed=_INTEGERS[what])
    if what in _FLOATS:
        return NativeType(spelling, TypeKind.FLOAT, bits)
    if what is Kind.ENUM:
        declaration = canonical.get_declaration()
        signed = _INTEGERS.get(declaration.enum_type.get_canonical().kind, True)
        return NativeType(spelling, TypeKind.ENUM, bits or 32, signed=signed, record=record_name(canonical))
    if what in {Kind.POINTER, Kind.NULLPTR, Kind.MEMBERPOINTER, Kind.BLOCKPOINTER}:
        pointee = canonical.get_pointee()
        if pointee.kind in _CHARACTERS:
            return NativeType(spelling, TypeKind.TEXT, bits)
        return NativeType(spelling, TypeKind.POINTER, bits, record=record_name(pointee))
    if what in {Kind.CONSTANTARRAY, Kind.INCOMPLETEARRAY, Kind.VARIABLEARRAY, Kind.DEPENDENTSIZEDARRAY}:
        element = canonical.element_type
        length = canonical.element_count if what is Kind.CONSTANTARRAY else None
        if element.get_canonical().kind in _PLAIN_CHARACTERS:
            return NativeType(spelling, TypeKind.TEXT, bits)
        return NativeType(spelling, TypeKind.ARRAY, bits, element=native_type(element), length=length)
    if what is Kind.RECORD:
        return _record(canonical, spelling, bits)
    return NativeType(spelling, TypeKind.OTHER, bits, record=record_name(canonical))


def _record(canonical: Type, spelling: str, bits: int) -> NativeType:
    name = record_name(canonical)
    last = (name or "").rpartition("::")[2]
    if last in _STRING_RECORDS:
        return NativeType(spelling, TypeKind.STRING, 0, record=name)
    if last in _WRAPPERS and canonical.get_num_template_arguments() > 0:
        inner = canonical.get_template_argument_type(0)
        if inner.kind is not Kind.INVALID:
            held = native_type(inner)
            # An optional<int> is compared like the int that it may hold.
            return NativeType(spelling, held.kind, held.bits, held.signed, held.record, held.element, held.length)
    if last in {"vector", "array", "list", "deque", "set", "initializer_list", "span"}:
        element = canonical.get_template_argument_type(0) if canonical.get_num_template_arguments() > 0 else None
        inner_type = native_type(element) if element is not None and element.kind is not Kind.INVALID else None
        return NativeType(spelling, TypeKind.ARRAY, 0, record=name, element=inner_type)
    return NativeType(spelling, TypeKind.RECORD, bits, record=name)


def record_name(kind: Type) -> str | None:
    """The qualified name of a record or enum type, without template arguments; ``None`` for any other type."""
    declaration = kind.get_canonical().get_declaration()
    if declaration.kind is CursorKind.NO_DECL_FOUND:
        return None
    parts = [declaration.spelling]
    parent = declaration.semantic_parent
    while parent is not None and parent.kind is not CursorKind.TRANSLATION_UNIT:
        if parent.kind is not CursorKind.LINKAGE_SPEC and parent.spelling:
            parts.append(parent.spelling)
        parent = parent.semantic_parent
    name: str = "::".join(reversed(parts))
    if not declaration.spelling or "(unnamed" in declaration.spelling or "(anonymous" in declaration.spelling:
        # typedef struct { ... } name;
        name = _NAMELESS.sub(r"\1 {...}", str(kind.spelling).removeprefix("struct ").removeprefix("enum "))
    return str(name).removeprefix("std::__1::")
