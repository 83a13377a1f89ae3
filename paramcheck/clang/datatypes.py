"""What the bytes of a type hold, as libclang knows it for the target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind

from paramcheck.clang import library
from paramcheck.clang.trees import inside
from paramcheck.model_mirrors import DataKind, DataType, Prototype

if TYPE_CHECKING:
    from collections.abc import Callable

    from clang.cindex import Cursor, Type

_INTEGERS = {
    Kind.UCHAR: False,
    Kind.USHORT: False,
    Kind.UINT: False,
    Kind.ULONG: False,
    Kind.ULONGLONG: False,
    Kind.UINT128: False,
    Kind.SCHAR: True,
    Kind.SHORT: True,
    Kind.INT: True,
    Kind.LONG: True,
    Kind.LONGLONG: True,
    Kind.INT128: True,
    Kind.WCHAR: True,
    Kind.CHAR16: False,
    Kind.CHAR32: False,
}

_FLOATS = frozenset({Kind.FLOAT, Kind.DOUBLE, Kind.LONGDOUBLE, Kind.HALF, Kind.FLOAT128})

_ARRAYS = frozenset({Kind.CONSTANTARRAY, Kind.INCOMPLETEARRAY, Kind.VARIABLEARRAY})

_FUNCTIONS = frozenset({Kind.FUNCTIONPROTO, Kind.FUNCTIONNOPROTO})

_SAME_EVERYWHERE = re.compile(r"u?int(?:_least|_fast)?\d+_t|u?intptr_t|u?intmax_t|s?size_t|ptrdiff_t|wchar_t|char\d+_t")
"""Aliases of the C library whose width the compiler itself knows for every target."""

_DEEPEST = 4
"""Pointers within each other; what is further away makes no difference."""


class DataTypes:
    """Describes the types of one unit.

    Args:
        in_tree: Whether a declaration stands in the sources that are read; one of our stand-ins does not.
        name_of: The name under which a record or enum is known.
        trust_stand_ins: Whether the aliases of our stand-in headers have their width on the target.
        is_broken: Whether something in a declaration did not parse, so that clang guessed the rest.
    """

    def __init__(
        self,
        in_tree: Callable[[Cursor], bool],
        name_of: Callable[[str], str] | None = None,
        is_broken: Callable[[Cursor], bool] | None = None,
        *,
        trust_stand_ins: bool,
    ) -> None:
        self._in_tree = in_tree
        self._is_broken = is_broken
        self._name_of = name_of or (lambda name: name)
        self._trust = trust_stand_ins
        self._known: dict[tuple[str, int], DataType] = {}

    def of(self, kind: Type, depth: int = 0) -> DataType:
        """Describe a type."""
        spelling = kind.spelling
        key = spelling, depth
        found = self._known.get(key)
        if found is None:
            found = self._describe(kind, spelling, depth)
            if "(" not in spelling:
                # Records without a name are all spelled alike.
                self._known[key] = found
        return found

    def function(self, kind: Type, depth: int = 0) -> Prototype:
        """Describe a function's type."""
        result = self.of(kind.get_result(), depth)
        if kind.kind is Kind.FUNCTIONNOPROTO:
            # int f(): nothing is said about what it takes.
            return Prototype(result, None, variadic=False)
        parameters = tuple(self.of(one, depth) for one in library.parameter_types(kind))
        return Prototype(result, parameters, bool(kind.is_function_variadic()))

    def _describe(self, kind: Type, spelling: str, depth: int) -> DataType:
        shown = _shown(spelling)
        if not self._is_trusted(kind):
            return DataType(shown, DataKind.UNKNOWN)
        canonical = kind.get_canonical()
        what = canonical.kind
        size = max(canonical.get_size(), 0)
        if what is Kind.VOID:
            return DataType(shown, DataKind.VOID)
        if what is Kind.BOOL:
            return DataType(shown, DataKind.BOOL, size, signed=False)
        if what in {Kind.CHAR_S, Kind.CHAR_U}:
            return DataType(shown, DataKind.CHARACTER, size)
        if what in _INTEGERS:
            return DataType(shown, DataKind.INTEGER, size, signed=_INTEGERS[what])
        if what in _FLOATS:
            return DataType(shown, DataKind.FLOAT, size)
        if what is Kind.ENUM:
            return DataType(shown, DataKind.ENUM, size, signed=_has_negative(canonical), name=self._named(canonical))
        if what is Kind.POINTER:
            return self._pointer(kind, shown, size, depth)
        if what in _ARRAYS:
            return self._array(kind, shown, size, depth)
        if what is Kind.RECORD:
            return self._record(canonical, shown, size)
        return DataType(shown, DataKind.UNKNOWN, size)

    def _pointer(self, kind: Type, shown: str, size: int, depth: int) -> DataType:
        canonical = kind.get_canonical()
        pointee = canonical.get_pointee()
        if pointee.get_canonical().kind in _FUNCTIONS:
            prototype = self.function(_as_written(kind), depth + 1) if depth < _DEEPEST else None
            return DataType(shown, DataKind.FUNCTION, size, prototype=prototype)
        # The pointer as it is written keeps the aliases of what it points to.
        written = kind.get_pointee() if kind.kind is Kind.POINTER else pointee
        element = self.of(written, depth + 1) if depth < _DEEPEST else None
        return DataType(shown, DataKind.POINTER, size, element=element)

    def _array(self, kind: Type, shown: str, size: int, depth: int) -> DataType:
        canonical = kind.get_canonical()
        written = kind if kind.kind in _ARRAYS else canonical
        element = self.of(written.element_type, depth)
        length = canonical.element_count if canonical.kind is Kind.CONSTANTARRAY else None
        if element.kind is DataKind.UNKNOWN:
            return DataType(shown, DataKind.UNKNOWN)
        return DataType(shown, DataKind.ARRAY, size, element=element, length=length)

    def _record(self, canonical: Type, shown: str, size: int) -> DataType:
        declaration = canonical.get_declaration()
        name = self._named(canonical)
        if size and not self._in_tree(declaration):
            # A struct of the C library: ours only stands in for it.
            return DataType(shown, DataKind.UNKNOWN, name=name)
        return DataType(shown, DataKind.RECORD, size, name=name)

    def _named(self, canonical: Type) -> str:
        return self._name_of(tag_of(canonical.get_declaration()))

    def _is_trusted(self, kind: Type) -> bool:
        """Whether the width of a type is the target's: not a guess, and not that of a stand-in for another target."""
        if self._trust and self._is_broken is None:
            return True
        while True:
            declaration = kind.get_declaration()
            if declaration.kind is not CursorKind.TYPEDEF_DECL:
                return True
            if self._is_broken is not None and self._is_broken(declaration):
                return False
            if not self._trust and not self._in_tree(declaration):
                return _SAME_EVERYWHERE.fullmatch(declaration.spelling) is not None
            kind = declaration.underlying_typedef_type


def _as_written(pointer: Type) -> Type:
    """The type of a function that is pointed to, with the aliases that its declaration uses."""
    kind = pointer
    while kind.get_declaration().kind is CursorKind.TYPEDEF_DECL:
        kind = kind.get_declaration().underlying_typedef_type
    pointee = kind.get_pointee() if kind.kind is Kind.POINTER else kind
    return pointee if pointee.kind in _FUNCTIONS else pointer.get_canonical().get_pointee().get_canonical()


def _has_negative(kind: Type) -> bool:
    """Whether an enum has a negative value: whether its type is signed without one is up to the compiler."""
    return any(
        one.enum_value < 0 for one in inside(kind.get_declaration()) if one.kind is CursorKind.ENUM_CONSTANT_DECL
    )


def tag_of(declaration: Cursor) -> str:
    """The name of a record or enum, or of the alias that stands for one without a name; empty if it has none."""
    name: str = declaration.spelling
    if name and "(" not in name:
        return name
    name = declaration.type.spelling
    name = name.removeprefix("const ").removeprefix("struct ").removeprefix("union ").removeprefix("enum ")
    return "" if "(" in name else name


_NAMELESS = re.compile(r"(?:(?:struct|union|enum) )?\((?:unnamed|anonymous) (\w+)[^)]*\)")


def _shown(spelling: str) -> str:
    """A type for people: without qualifiers, and without the path that clang spells a nameless record with."""
    text = _NAMELESS.sub(r"\1 {...}", spelling) if "(" in spelling else spelling
    # <stdbool.h> makes bool a macro.
    text = text.removeprefix("const ").removeprefix("volatile ")
    return text.replace("_Bool", "bool") if "_Bool" in text else text
