"""What a header says about records and functions: layout, functions that state defaults, functions that take records.

The layout is clang's for this machine. The wrapper's own mirror is never used for reading: one that lacks a field reads
its neighbour's bytes without complaint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind
from msgspec import Struct

from paramcheck.clang.includes import unlikeliness
from paramcheck.clang.records import declaration_of, is_record, members
from paramcheck.clang.types import native_type, record_name
from paramcheck.values import TypeKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from clang.cindex import Cursor, Type

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.sources.tree import Tree
    from paramcheck.values import NativeType

_INTEGER_FORMATS = {(1, True): "b", (1, False): "B", (2, True): "h", (2, False): "H", (4, True): "i", (4, False): "I",
                    (8, True): "q", (8, False): "Q"}  # fmt: skip
_SAYS_DEFAULT = re.compile(r"default", re.IGNORECASE)
_NO_TYPE = re.compile(rb"[=(){};,.!/\"#?+-]")
"""What stands before a name that is used, and not before one that is declared."""
_LONGEST_ARRAY = 256
_HEADERS = (".h", ".hh", ".hpp", ".hxx")


class Field(Struct, frozen=True):
    """A field of a record that can be read, flat: dotted for one of a nested record.

    Attributes:
        name: Its name.
        offset: Bytes from the start of the outermost record.
        size: Bytes.
        type: Its type.
        format: How one element is packed, as ``struct`` writes it; empty if it cannot be read.
        count: Number of elements.
        shift: First bit, for a bit-field.
        width: Bits, for a bit-field; 0 for any other.
    """

    name: str
    offset: int
    size: int
    type: NativeType
    format: str
    count: int = 1
    shift: int = 0
    width: int = 0

    @property
    def bytes(self) -> range:
        """The bytes that hold it, from the start of the outermost record."""
        size = (self.shift + self.width + 7) // 8 if self.width else self.size
        return range(self.offset, self.offset + size)


class Record(Struct, frozen=True):
    """A record as it lies in memory.

    Attributes:
        name: Its name.
        size: Bytes.
        fields: The fields that can be read.
        whole: Whether these are all of its fields.
    """

    name: str
    size: int
    fields: tuple[Field, ...]
    whole: bool

    @property
    def texts(self) -> list[int]:
        """Where pointers to text are."""
        return [one.offset for one in self.fields if one.type.kind is TypeKind.TEXT and one.format == "P"]

    def field(self, name: str) -> Field | None:
        """A field by its dotted name."""
        return next((one for one in self.fields if one.name == name), None)


class DefaultFunction(Struct, frozen=True):
    """A function that states defaults.

    Attributes:
        name: The function.
        record: The record that it returns or fills.
        fills: Whether it fills one that it is given a pointer to, rather than returning it.
    """

    name: str
    record: str
    fills: bool


class Entry(Struct, frozen=True):
    """A function that takes records.

    Attributes:
        name: The function.
        records: Position from 0 and name of each record that it takes, by value or by pointer.
    """

    name: str
    records: tuple[tuple[int, str], ...]


class Header(Struct, frozen=True):
    """What headers say.

    Attributes:
        paths: The headers, relative to the tree's root.
        records: Records by name.
        defaults: Functions that state defaults.
        entries: Functions that take a record of which defaults are stated.
        functions: Names of all functions that each header itself declares, without those that it includes.
    """

    paths: tuple[str, ...]
    records: dict[str, Record]
    defaults: tuple[DefaultFunction, ...]
    entries: tuple[Entry, ...]
    functions: dict[str, tuple[str, ...]]


def find(tree: Tree, functions: Iterable[str]) -> list[str]:
    """The headers that declare functions, one for each, the likeliest of several.

    Args:
        tree: The sources.
        functions: Names of functions.
    """
    found: dict[str, None] = {}
    for name in sorted(set(functions)):
        places = [
            file.path
            for file in tree.files(*_HEADERS)
            if name.encode() in (text := tree.read(file.path)) and _declares(text, name)
        ]
        if places:
            found[min(places, key=lambda path: (unlikeliness(path), path.count("/"), path))] = None
    return list(found)


def _declares(text: bytes, name: str) -> bool:
    """Whether a text declares a function: a type stands before its name, and nothing or ``return`` before a call."""
    for found in re.finditer(rb"\b" + re.escape(name).encode() + rb"\s*\(", text):
        before = text[text.rfind(b"\n", 0, found.start()) + 1 : found.start()]
        words = before.replace(b"*", b" ").replace(b"&", b" ").split()
        if words and words[0] != b"return" and not _NO_TYPE.search(before):
            return True
    return False


def read(parser: Parser, paths: Iterable[str], stating: Collection[str] = ()) -> Header:
    """Read headers.

    Args:
        parser: Parses them.
        paths: The headers, relative to the tree's root.
        stating: Functions that are known to state defaults. One that takes nothing, returns a record and has
            ``default`` in its name is taken for another.
    """
    units = [(path, unit) for path in paths if (unit := parser.parse(path)) is not None]
    functions = {cursor.spelling: cursor for _, unit in units for cursor in _functions(unit)}
    defaults = [one for cursor in functions.values() if (one := _default(cursor, stating)) is not None]
    owners = {one.record for one in defaults}
    records = {}
    for cursor in functions.values():
        for kind in (cursor.result_type, *(one.type for one in cursor.get_arguments())):
            held = _held(kind)
            name = record_name(held) if held is not None else None
            if held is not None and name in owners and name not in records and held.get_size() > 0:
                records[name] = _record(name, held)
    stated = tuple(one for one in defaults if one.record in records)
    known = {one.name for one in stated}
    entries = [_entry(cursor, records) for name, cursor in functions.items() if name not in known]
    return Header(
        tuple(path for path, _ in units),
        records,
        stated,
        tuple(one for one in entries if one.records),
        {path: tuple(dict.fromkeys(one.spelling for one in _functions(unit, path))) for path, unit in units},
    )


def _functions(unit: Unit, only: str = "") -> Iterable[Cursor]:
    """The functions that a header declares, of the tree or of one file of it."""
    for cursors in unit.declarations.values():
        for cursor in cursors:
            path = unit.path_of(cursor.location) if cursor.kind is CursorKind.FUNCTION_DECL else None
            if path is not None and only in {"", path}:
                yield cursor


def _default(function: Cursor, stating: Collection[str]) -> DefaultFunction | None:
    name, arguments = function.spelling, list(function.get_arguments())
    if not (name in stating or (_SAYS_DEFAULT.search(name) and not arguments)):
        return None
    kind = function.result_type if not arguments else arguments[0].type
    held = _held(kind)
    if held is None or len(arguments) > 1 or (not arguments and _is_pointer(kind)):
        return None
    record = record_name(held)
    return DefaultFunction(name, record, fills=bool(arguments)) if record else None


def _entry(function: Cursor, records: Collection[str]) -> Entry:
    found = []
    for position, argument in enumerate(function.get_arguments()):
        held = _held(argument.type)
        name = record_name(held) if held is not None else None
        if name in records:
            found.append((position, str(name)))
    return Entry(function.spelling, tuple(found))


def _is_pointer(kind: Type) -> bool:
    return kind.get_canonical().kind is Kind.POINTER


def _held(kind: Type) -> Type | None:
    """The record that a type is or points to."""
    canonical = kind.get_canonical()
    if canonical.kind is Kind.POINTER:
        canonical = canonical.get_pointee().get_canonical()
    return canonical if canonical.kind is Kind.RECORD else None


def _record(name: str, kind: Type) -> Record:
    fields, whole = _fields(kind, 0, "")
    return Record(name, kind.get_size(), tuple(fields), whole)


def _fields(kind: Type, base: int, prefix: str) -> tuple[list[Field], bool]:
    found: list[Field] = []
    whole = declaration_of(kind).kind is not CursorKind.UNION_DECL
    for member in members(kind):
        bits = kind.get_offset(member.name)
        if bits < 0:
            whole = False
            continue
        name, offset = prefix + member.name, base + bits // 8
        if is_record(member.type):
            inner, complete = _fields(member.type, offset, f"{name}.")
            found += inner
            whole = whole and complete
            continue
        one = _field(name, offset, bits % 8, member.type, member.cursor)
        found.append(one)
        whole = whole and bool(one.format)
    return found, whole


def _field(name: str, offset: int, shift: int, kind: Type, cursor: Cursor) -> Field:
    canonical, count = kind.get_canonical(), 1
    while canonical.kind is Kind.CONSTANTARRAY:
        count *= canonical.element_count
        canonical = canonical.element_type.get_canonical()
    element = native_type(canonical)
    size = max(canonical.get_size(), 0)
    form = _format(element, size, canonical) if 0 < count <= _LONGEST_ARRAY else ""
    width = cursor.get_bitfield_width() if cursor.is_bitfield() else 0
    return Field(name, offset, size * count, native_type(kind), form, count, shift if width else 0, width)


def _format(kind: NativeType, size: int, canonical: Type) -> str:
    if kind.kind is TypeKind.BOOL:
        return "?" if size == 1 else ""
    if kind.kind in {TypeKind.INTEGER, TypeKind.ENUM}:
        return _INTEGER_FORMATS.get((size, kind.signed), "")
    if kind.kind is TypeKind.FLOAT:
        return {4: "f", 8: "d"}.get(size, "") if canonical.kind in {Kind.FLOAT, Kind.DOUBLE} else ""
    return "P" if kind.kind in {TypeKind.POINTER, TypeKind.TEXT} and canonical.kind is Kind.POINTER else ""
