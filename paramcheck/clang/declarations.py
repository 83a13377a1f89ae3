"""Records, functions and enumerators of a unit, as they are declared: what a mirror has to agree with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import AvailabilityKind, CursorKind
from clang.cindex import TypeKind as Kind
from msgspec.structs import replace

from paramcheck.clang import library
from paramcheck.clang.datatypes import DataTypes, tag_of
from paramcheck.clang.trees import inside
from paramcheck.model import Span
from paramcheck.model_mirrors import DataKind, DataType, DeclaredConstant, DeclaredFunction, Layout, Prototype, Slot
from paramcheck.values import Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit

RECORDS = frozenset({CursorKind.STRUCT_DECL, CursorKind.UNION_DECL, CursorKind.CLASS_DECL})
_ALIASES = frozenset({CursorKind.TYPEDEF_DECL, CursorKind.TYPE_ALIAS_DECL})
_CONDITION = re.compile(r"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b(.*)$", re.MULTILINE)
_WORD = re.compile(r"\b(?!defined\b)[A-Za-z_]\w*")


class Declarations:
    """Reads the declarations of one unit.

    Args:
        unit: The unit.
        name_of: The name under which a record or enum is known.
        place: The place of a cursor, for people; by default the one in the tree.
        trust_stand_ins: Whether the aliases of our stand-in headers have their width on the target.
        is_cxx: Whether the unit is C++, in which a function may be exported under another name.
    """

    def __init__(
        self,
        unit: Unit,
        name_of: Callable[[str], str] | None = None,
        place: Callable[[Cursor], Span] | None = None,
        *,
        trust_stand_ins: bool = True,
        is_cxx: bool = False,
    ) -> None:
        self._is_cxx = is_cxx
        self._unit = unit
        own_text = place is not None
        in_tree = (lambda _: True) if own_text else (lambda one: unit.path_of(one.location) is not None)
        self._in_tree: Callable[[Cursor], bool] = in_tree
        self._errors = _error_lines(unit)
        is_broken = self._is_broken if self._errors else None
        self.types = DataTypes(in_tree, name_of, is_broken, trust_stand_ins=trust_stand_ins)
        self._place = place or self._place_in_tree

    def record(self, name: str) -> Layout | None:
        """The struct or union of a name, which may be an alias; ``None`` if the unit does not define it."""
        for cursor in self._unit.declarations.get(name, ()):
            found = self.definition(cursor)
            if found is not None and self._in_tree(found):
                return self.layout(name, found)
        return None

    @staticmethod
    def definition(cursor: Cursor) -> Cursor | None:
        """The record that a declaration defines, or that an alias stands for."""
        if cursor.kind in _ALIASES:
            kind = cursor.underlying_typedef_type.get_canonical()
            if kind.kind is not Kind.RECORD:
                return None
            cursor = kind.get_declaration()
        if cursor.kind not in RECORDS:
            return None
        found: Cursor | None = cursor.get_definition()
        return found

    def aliases(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Those of some names that are aliases of records, and the tags that they stand for."""
        for name in names:
            for cursor in self._unit.declarations.get(name, ()):
                if cursor.kind in _ALIASES and self._in_tree(cursor):
                    kind = cursor.underlying_typedef_type.get_canonical()
                    tag = tag_of(kind.get_declaration()) if kind.kind is Kind.RECORD else ""
                    if tag and tag != name:
                        yield name, tag

    def layout(self, name: str, definition: Cursor) -> Layout:
        """The layout of a record.

        Args:
            name: What to call it.
            definition: Its definition.
        """
        kind = definition.type
        size = kind.get_size()
        slots = tuple(self._slots(definition, kind))
        whole = (
            size >= 0
            and not self._is_broken(definition)
            and all(one.offset is not None and (one.type.kind is not DataKind.UNKNOWN or one.members) for one in slots)
        )
        return Layout(
            name,
            definition.kind is CursorKind.UNION_DECL,
            slots,
            max(size, 0),
            self._place(definition),
            is_whole=whole,
            conditions=self._conditions(definition),
        )

    def _slots(self, definition: Cursor, outer: Type, *, is_inner: bool = False) -> Iterator[Slot]:
        """The fields of a record.

        Args:
            definition: The record.
            outer: The innermost record around it that has a name; offsets count from its start.
            is_inner: Whether that is another record.
        """
        for child in inside(definition):
            if child.kind is CursorKind.FIELD_DECL:
                if child.spelling and "(" not in child.spelling:
                    yield self._slot(
                        child, outer.get_offset(child.spelling) if is_inner else child.get_field_offsetof()
                    )
            elif child.kind is CursorKind.CXX_BASE_SPECIFIER:
                yield from self._inherited(child, outer)
            elif child.kind in RECORDS and library.is_unnamed_member(child):
                yield from self._unnamed(child, outer)

    def _slot(self, field: Cursor, offset: int) -> Slot:
        kind = self.types.of(field.type)
        if library.is_invalid(field):
            kind = DataType(kind.spelling, DataKind.UNKNOWN)
        is_bits = field.is_bitfield()
        bits = field.get_bitfield_width() if is_bits else kind.size * 8
        return Slot(field.spelling, kind, offset if offset >= 0 else None, bits, self._place(field), is_bits=is_bits)

    def _inherited(self, base: Cursor, outer: Type) -> Iterator[Slot]:
        """The fields of a base class, whose places clang does not tell: they are known not to be known."""
        found = base.type.get_canonical().get_declaration().get_definition()
        for one in self._slots(found, outer) if found is not None else ():
            yield replace(one, offset=None)

    def _unnamed(self, record: Cursor, outer: Type) -> Iterator[Slot]:
        """A record without a name: its members are the outer one's, at the places that they have there."""
        inner = tuple(self._slots(record, outer, is_inner=True))
        offsets = [one.offset for one in inner if one.offset is not None]
        if not inner:
            return
        start = min(offsets) if len(offsets) == len(inner) else None
        size = max(record.type.get_size(), 0)
        word = "union" if record.kind is CursorKind.UNION_DECL else "struct"
        kind = DataType(f"{word} {{...}}", DataKind.RECORD, size)
        yield Slot("", kind, start, size * 8, self._place(record), members=inner)

    def function(self, name: str) -> DeclaredFunction | None:
        """The function of a name, if the unit declares one that a library exports under it."""
        best: Cursor | None = None
        for cursor in self._unit.declarations.get(name, ()):
            if not (cursor.kind is CursorKind.FUNCTION_DECL and self._in_tree(cursor)):
                continue
            # A declaration with parameters says more than one without.
            says_more = best is not None and best.type.kind is Kind.FUNCTIONNOPROTO is not cursor.type.kind
            if (best is None or says_more) and self._is_exported(cursor, name):
                best = cursor
        if best is None:
            return None
        if self._is_broken(best):
            return DeclaredFunction(name, Prototype(None, None), self._place(best))
        deprecated = None
        if best.availability is AvailabilityKind.DEPRECATED:
            deprecated = library.deprecation(best)
        return DeclaredFunction(name, self.types.function(best.type), self._place(best), deprecated)

    def _is_exported(self, cursor: Cursor, name: str) -> bool:
        if library.is_invalid(cursor):
            return False
        return not self._is_cxx or str(cursor.mangled_name or name).lstrip("_") == name.lstrip("_")

    def enumerators(self, cursor: Cursor) -> list[DeclaredConstant]:
        """All enumerators of an enum, given one of them."""
        parent = cursor.semantic_parent
        group = tag_of(parent)
        key = parent.get_usr()
        return [
            DeclaredConstant(
                one.spelling, Literal(one.enum_value, one.spelling, one.spelling), self._place(one), group, key
            )
            for one in inside(parent)
            if one.kind is CursorKind.ENUM_CONSTANT_DECL
        ]

    def _is_broken(self, cursor: Cursor) -> bool:
        """Whether something in a declaration did not parse."""
        if not self._errors:
            return False
        extent = cursor.extent
        lines = self._errors.get(self._unit.path_of(extent.start) or "", ())
        return any(extent.start.line <= line <= extent.end.line for line in lines)

    def _conditions(self, definition: Cursor) -> tuple[str, ...]:
        path = self._unit.path_of(definition.location)
        if path is None:
            return ()
        extent = definition.extent
        text = self._unit.text(path)[extent.start.offset : extent.end.offset].decode("utf-8", "replace")
        if "#" not in text:
            return ()
        words = {word for test in _CONDITION.findall(text) for word in _WORD.findall(test)}
        return tuple(sorted(words))

    def _place_in_tree(self, cursor: Cursor) -> Span:
        location = cursor.location
        path = self._unit.path_of(location) or self._unit.path
        width = len(cursor.spelling) if "(" not in cursor.spelling else 1
        return Span(path, max(location.line, 1), max(location.column, 1), location.line, location.column + width)


def _error_lines(unit: Unit) -> dict[str, list[int]]:
    """The lines on which something did not parse, by file."""
    found: dict[str, list[int]] = {}
    for span, _ in unit.errors():
        if span is not None:
            found.setdefault(span.path, []).append(span.line)
    return found
