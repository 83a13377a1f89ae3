"""ctypes ``Structure`` and ``Union`` classes: their fields, wherever they are given."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import Span
from paramcheck.values import Literal
from paramcheck.wrapper.interpreter import classes
from paramcheck.wrapper.interpreter.domain import Class, ListThing
from paramcheck.wrapper.interpreter.state import Items
from paramcheck.wrapper.mirrors.ctypes_text import TAG, UnknownTypeError

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.domain import Abstract
    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.mirrors.ctypes_text import CText

_BOUNDARIES = frozenset({0, 1, 2, 4, 8, 16, 32, 64})
_WIDEST = 64
"""Bits."""

_FOREIGN_ORDER = re.compile(r"BigEndian")


class Field(Struct, frozen=True):
    """A row of ``_fields_``.

    Attributes:
        name: The field's name.
        type: Its type, abstractly.
        bits: The width of a bit field; ``None`` if it is none, or if that is not known.
        is_bits: Whether it is a bit field.
        anonymous: Whether its members count as the record's own.
    """

    name: str
    type: Abstract
    bits: int | None = None
    is_bits: bool = False
    anonymous: bool = False


class RecordClass(Struct, frozen=True):
    """A record class.

    Attributes:
        cls: The class.
        number: Its number among all.
        base: The number of the record class that it extends, if it does.
        fields: Its own fields.
        is_whole: Whether these are all of them.
        pack: ``_pack_``, 0 without.
        align: ``_align_``, 0 without.
        comparable: Whether its bytes stand as C would put them.
    """

    cls: Class
    number: int
    base: int | None
    fields: tuple[Field, ...]
    is_whole: bool
    pack: int
    align: int
    comparable: bool


def read(machine: Machine, text: CText, cls: Class) -> RecordClass:
    """Read a record class.

    Args:
        machine: Has run the modules.
        text: Numbers the classes.
        cls: The class.
    """
    known, outside = classes.lineage(machine, cls)
    # ctypes lays the fields of the class that is extended out first.
    parents = [one for one in known[1:] if _own(machine, one, "_fields_") is not None]
    anonymous = set(_texts(machine, _inherited(machine, cls, "_anonymous_")))
    fields, whole = _fields(machine, _own(machine, cls, "_fields_"), anonymous)
    pack, align = (_number(machine, _inherited(machine, cls, name)) for name in ("_pack_", "_align_"))
    return RecordClass(
        cls=cls,
        number=text.number(cls),
        base=text.number(parents[0]) if parents else None,
        fields=tuple(fields),
        is_whole=whole and pack in _BOUNDARIES and align in _BOUNDARIES,
        pack=pack if pack in _BOUNDARIES and pack else 0,
        align=align if align in _BOUNDARIES and align else 0,
        comparable=not any(_FOREIGN_ORDER.search(one) for one in outside)
        and len(parents) < 2
        and _inherited(machine, cls, "_layout_") is None,
    )


def written(text: CText, record: RecordClass) -> tuple[str, tuple[bool, ...]]:
    """A record class in C.

    Returns:
        The definition, and for each field whether its type is known. What follows one that is not has no known place.
    """
    rows: list[str] = []
    known: list[bool] = []
    if record.base is not None:
        rows.append(f"{text.keyword(text.records[record.base])} {TAG}{record.base} base;")
    for position, one in enumerate(record.fields):
        declared = _declared(text, one, f"field_{position}")
        known.append(declared is not None)
        if declared is not None:
            rows.append(declared)
    align = f" __attribute__((aligned({record.align})))" if record.align else ""
    body = f"{text.keyword(record.cls)} {TAG}{record.number} {{ {' '.join(rows)} }}{align};"
    if record.pack:
        body = f"\n#pragma pack(push, {record.pack})\n{body}\n#pragma pack(pop)\n"
    return body, tuple(known)


def _declared(text: CText, field: Field, name: str) -> str | None:
    if field.is_bits and (field.bits is None or not 0 < field.bits <= _WIDEST):
        return None
    try:
        declared = text.declare(field.type, name)
    except UnknownTypeError:
        return None
    return f"{declared} : {field.bits};" if field.is_bits else f"{declared};"


def by_value(machine: Machine, kind: Abstract) -> Class | None:
    """The record class that a field holds as a whole, if it holds one."""
    thing = kind.thing
    while not isinstance(thing, Class):
        if getattr(thing, "name", "") != "ARRAY" or getattr(thing, "element", None) is None:
            return None
        thing = thing.element.thing  # type: ignore[union-attr]
    return thing if classes.is_record(machine, thing) else None


def place_of_class(cls: Class) -> Span:
    """Where a class's name stands."""
    module, node = cls.module, cls.node
    path, lines = module.lines_of(node)
    line = lines[node.lineno - 1] if node.lineno <= len(lines) else ""
    column = max(line.find(node.name, node.col_offset), 0) + 1
    return Span(path, node.lineno, column, node.lineno, column + len(node.name))


def places_of_fields(cls: Class) -> dict[str, Span]:
    """Where the rows of ``_fields_`` stand, by the name that each starts with."""
    found: dict[str, Span] = {}
    for body in _field_lists(cls):
        for node in ast.walk(body):
            rows = node.elts if isinstance(node, ast.Tuple) else node.args if isinstance(node, ast.Call) else ()
            if rows and isinstance(rows[0], ast.Constant) and isinstance(rows[0].value, str):
                found.setdefault(rows[0].value, cls.module.span(node))
    return found


def _field_lists(cls: Class) -> list[ast.expr]:
    """The expressions that are assigned to the class's ``_fields_``, in its body or after it."""
    found = []
    for statement in cls.node.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if any(isinstance(one, ast.Name) and one.id == "_fields_" for one in targets):
                found.append(statement.value)
    if found:
        return found
    return [
        outer.value
        for outer in cls.module.tree.body
        if isinstance(outer, ast.Assign) and any(_is_fields_of(one, cls.node.name) for one in outer.targets)
    ]


def _is_fields_of(node: ast.expr, name: str) -> bool:
    """``name._fields_``."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "_fields_"
        and isinstance(node.value, ast.Name)
        and node.value.id == name
    )


def _own(machine: Machine, cls: Class, name: str) -> Abstract | None:
    """An attribute of the class itself, not of those that it extends."""
    changed = machine.base.module_names.get((cls.qualified, name))
    return changed if changed is not None else classes.namespace(machine, cls).get(name)


def _inherited(machine: Machine, cls: Class, name: str) -> Abstract | None:
    return classes.attribute(machine, cls, name, machine.base)


def _fields(machine: Machine, declared: Abstract | None, anonymous: set[str]) -> tuple[list[Field], bool]:
    """The rows of ``_fields_``, and whether these are all."""
    if declared is None:
        return [], True
    rows, whole = _items(machine, declared)
    found: list[Field] = []
    for row in rows:
        parts, exact = _items(machine, row)
        name = machine.value(parts[0], machine.base) if parts else None
        if not exact or len(parts) < 2 or not isinstance(name, Literal) or not isinstance(name.value, str):
            return found, False
        bits = _number(machine, parts[2]) if len(parts) > 2 else None
        found.append(Field(name.value, parts[1], bits, len(parts) > 2, name.value in anonymous))
    return found, whole


def _items(machine: Machine, value: Abstract) -> tuple[list[Abstract], bool]:
    if not isinstance(value.thing, ListThing):
        return [], False
    contents = machine.contents(value.thing.identity, machine.base)
    return (contents.values, contents.exact) if isinstance(contents, Items) else ([], False)


def _texts(machine: Machine, value: Abstract | None) -> list[str]:
    if value is None:
        return []
    known = [machine.value(one, machine.base) for one in _items(machine, value)[0]]
    return [one.value for one in known if isinstance(one, Literal) and isinstance(one.value, str)]


def _number(machine: Machine, value: Abstract | None) -> int | None:
    """A number; 0 where nothing is said, and ``None`` where it is not known."""
    if value is None:
        return 0
    known = machine.value(value, machine.base)
    return known.value if isinstance(known, Literal) and type(known.value) is int else None
