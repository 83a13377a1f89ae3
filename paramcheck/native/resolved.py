"""Defaults that stand for "not set", and what the library itself puts in their place.

``INFINITY``, ``NAN`` and enumerators such as ``MODE_COUNT`` are no values that a library works with, and zero and
negative numbers often are none. Where its code asks for this and then takes a constant, or another member of the same
record, that is the value that counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec.structs import replace

from paramcheck.clang import library
from paramcheck.clang.arithmetic import number
from paramcheck.clang.constants import evaluate
from paramcheck.clang.trees import children, inside, unwrap, walk
from paramcheck.clang.types import record_name
from paramcheck.native import replacing
from paramcheck.native.definitions import CALLABLE
from paramcheck.native.unset import is_low, is_unset
from paramcheck.values import Alternative, Choice, Literal, choice, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.unit import Unit
    from paramcheck.model import DefaultSet, NativeParameter
    from paramcheck.native.excerpts import Excerpts
    from paramcheck.values import Value

_NOT_FINITE = frozenset(
    {"isinf", "isnan", "__builtin_isinf", "__builtin_isinf_sign", "__builtin_isnan", "__isinf", "__isnan"}
)
_FINITE = frozenset({"isfinite", "__builtin_isfinite", "__finite", "__isfinite"})
_MOST_USES = 60

_COMPARED = re.compile(rb"\s*(?:[<>]=?|[=!]=)(?![<>=])")
_DENIED = re.compile(rb"!\s*(?:\w+\s*(?:\.|->)\s*)+\Z")


def with_resolved(excerpts: Excerpts, found: DefaultSet, names: frozenset[str]) -> DefaultSet:
    """A set whose parameters say what stands in for a default that means "not set".

    Args:
        excerpts: Parses the file that states the defaults, in which their replacement is looked for.
        found: The set.
        names: The parameters to look at.
    """
    data = excerpts.search.text(found.span.path)
    places = {one.name: rows for one in found.parameters if one.name in names and (rows := _places(data, one))}
    rows = [place for rows in places.values() for place in rows]
    unit = excerpts.functions_at(found.span.path, rows) if rows else None
    if unit is None:
        return found
    resolved = tuple(
        replace(one, resolved=_resolved(unit, places[one.name], found, one)) if one.name in places else one
        for one in found.parameters
    )
    return replace(found, parameters=resolved)


def _places(data: bytes, parameter: NativeParameter) -> list[int]:
    """Where code may ask whether a member was set; a plain number counts only where it is compared."""
    needle = parameter.name.rpartition(".")[2].encode()
    unset = is_unset(parameter.value)
    if not unset and not is_low(parameter.value):
        return []
    return [
        place
        for place in replacing.places(data, needle)
        if unset or _COMPARED.match(data, place + len(needle)) or _DENIED.search(data[max(0, place - 80) : place])
    ][:_MOST_USES]


def _resolved(unit: Unit, places: list[int], found: DefaultSet, parameter: NativeParameter) -> Value | None:
    """What every place that replaces a default takes instead; ``None`` if they differ or there is none."""
    functions: dict[int, Cursor] = {}
    for place in places:
        function = _function_at(unit, found.span.path, place)
        if function is not None:
            functions[int(function.hash)] = function
    reader = _Reader(unit, found, parameter)
    values = [value for function in functions.values() for value in reader.replacements(function)]
    first = values[0] if values else None
    if first is None or not all(value is not None and _same(value, first) for value in values):
        return None
    return None if parameter.value is not None and same(first, parameter.value) else first


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, Choice) and isinstance(right, Choice):
        return len(left.alternatives) == len(right.alternatives) and all(
            same(one.value, other.value) for one, other in zip(left.alternatives, right.alternatives, strict=True)
        )
    return same(left, right)


def _function_at(unit: Unit, path: str, place: int) -> Cursor | None:
    cursor = unit.at(path, place)
    while cursor is not None and cursor.kind is not CursorKind.TRANSLATION_UNIT:
        if cursor.kind in CALLABLE:
            return cursor if cursor.is_definition() else None
        cursor = cursor.semantic_parent
    return None


def _record_of(member: Cursor) -> str:
    """The name of the record that declares a member."""
    declared = member.referenced
    owner = declared.semantic_parent if declared is not None else None
    return (record_name(owner.type) or "").rpartition("::")[2] if owner is not None else ""


class _Reader:
    """Looks for the replacement of one default in functions."""

    def __init__(self, unit: Unit, found: DefaultSet, parameter: NativeParameter) -> None:
        self._unit = unit
        self._found = found
        self._parameter = parameter
        self._field = parameter.name.rpartition(".")[2]
        self._copies: set[int] = set()

    def replacements(self, function: Cursor) -> Iterator[Value | None]:
        """What a function takes where the default stands; ``None`` for what it takes only under another condition."""
        self._copies = set()
        yield from self._replaced(function, conditional=False)

    def _replaced(self, cursor: Cursor, *, conditional: bool) -> Iterator[Value | None]:
        # A list of what is still to be seen, since code may be nested deeply.
        waiting = [(cursor, conditional)]
        while waiting:
            node, under = waiting.pop()
            further = under or node.kind is CursorKind.SWITCH_STMT
            found: list[Value] = []
            if node.kind is CursorKind.VAR_DECL:
                initialiser = library.initialiser(node)
                if initialiser is not None and self._is_field(initialiser):
                    self._copies.add(int(node.hash))
            elif node.kind is CursorKind.IF_STMT:
                parts = inside(node)
                taken = self._taken(parts[1]) if len(parts) > 1 and self._asks(parts[0]) is True else None
                found = [taken] if taken is not None else []
                further = True
            elif node.kind is CursorKind.CONDITIONAL_OPERATOR:
                found = list(self._chosen(children(node)))
            yield from (None if under else one for one in found)
            waiting.extend((child, further) for child in reversed(inside(node)))

    def _chosen(self, operands: list[Cursor]) -> Iterator[Value]:
        """``isfinite(x) ? x : y``."""
        if len(operands) != 3:
            return
        asks = self._asks(operands[0])
        if asks is None:
            return
        instead, kept = (operands[1], operands[2]) if asks else (operands[2], operands[1])
        value = self._value(instead) if self._is_field(kept) else None
        if value is not None:
            yield value

    def _is_field(self, cursor: Cursor) -> bool:
        """Whether an expression is the member, or a copy of it."""
        inner = unwrap(cursor)
        if inner.kind is CursorKind.MEMBER_REF_EXPR:
            return bool(inner.spelling == self._field and self._path(inner) is not None)
        return inner.kind is CursorKind.DECL_REF_EXPR and (
            inner.referenced is not None and int(inner.referenced.hash) in self._copies
        )

    def _path(self, cursor: Cursor) -> str | None:
        """The dotted name of a member within the record of the set; ``None`` if it is one of another record."""
        names: list[str] = []
        records: list[str] = []
        inner = unwrap(cursor)
        while inner.kind is CursorKind.MEMBER_REF_EXPR:
            names.append(inner.spelling)
            records.append(_record_of(inner))
            owners = children(inner)
            if not owners:
                break
            inner = unwrap(owners[0])
        path = ".".join(reversed(names))
        known = [one.name for one in self._found.parameters]
        # Code that is handed a record inside names fewer of its owners.
        fitting = [name for name in known if name == path or name.endswith("." + path) or path.endswith("." + name)]
        near = [name for name in fitting if name.rpartition(".")[0] == self._parameter.name.rpartition(".")[0]]
        if len(near) != 1:
            return None
        # The outermost record must be the set's, where it is named at all.
        depth = near[0].count(".")
        is_ours = depth >= len(records) or records[depth] == self._found.owner.rpartition("::")[2]
        return near[0] if is_ours else None

    def _asks(self, test: Cursor) -> bool | None:
        """Whether a condition asks for the default; ``False`` if for anything else, ``None`` if for something else."""
        inner = unwrap(test)
        if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) == "!":
            asked = self._asks(children(inner)[0])
            return None if asked is None else not asked
        default = self._parameter.value.value if isinstance(self._parameter.value, Literal) else None
        if not isinstance(default, (bool, int, float)):
            return None
        if inner.kind is CursorKind.CALL_EXPR:
            arguments = list(inner.get_arguments())
            if len(arguments) == 1 and self._is_field(arguments[0]) and isinstance(default, float):
                return {**dict.fromkeys(_NOT_FINITE, True), **dict.fromkeys(_FINITE, False)}.get(inner.spelling)
            return None
        if not any(self._is_field(node) for node in walk(inner)):
            return None
        result = number(inner, lambda name: default if self._is_field(name) else None)
        return None if result is None else bool(result)

    def _taken(self, branch: Cursor) -> Value | None:
        """What a branch stores in the member or returns for it."""
        alternatives = list(self._stores(branch, ""))
        known = [one for one in alternatives if one is not None]
        if not known or len(known) != len(alternatives):
            return None
        if len(known) == 1 and not known[0].when:
            return known[0].value
        return choice(known) if all(one.when for one in known) else None

    def _stores(self, statement: Cursor, when: str) -> Iterator[Alternative | None]:
        kind = statement.kind
        if kind is CursorKind.COMPOUND_STMT:
            for child in inside(statement):
                yield from self._stores(child, when)
        elif kind is CursorKind.IF_STMT:
            parts = inside(statement)
            test = self._unit.source(parts[0])
            yield from self._stores(parts[1], f"{when} and {test}" if when else test)
            for other in parts[2:3]:
                yield from self._stores(other, f"not ({test})" if other.kind is not CursorKind.IF_STMT else when)
        elif kind is CursorKind.BINARY_OPERATOR and library.binary_operator(statement) == "=":
            target, value = children(statement)
            if self._is_field(target):
                found = self._value(value)
                yield Alternative(when, found) if found is not None else None

    def _value(self, cursor: Cursor) -> Value | None:
        """A constant, or the default of another member of the same record."""
        value = evaluate(self._unit, cursor)
        if isinstance(value, Literal):
            return value
        path = self._path(cursor) if unwrap(cursor).kind is CursorKind.MEMBER_REF_EXPR else None
        other = next((one.value for one in self._found.parameters if one.name == path), None)
        return other if isinstance(other, Literal) and not is_unset(other) else None
