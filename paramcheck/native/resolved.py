"""Defaults that stand for "not set", and what the library itself puts in their place.

``INFINITY``, ``NAN`` and enumerators such as ``MODE_COUNT`` are no values that a library works with. Where its code
asks for exactly this and then takes a constant, or another member of the same record, that is the value that counts.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang import library
from paramcheck.clang.constants import evaluate
from paramcheck.clang.trees import children, unwrap, walk
from paramcheck.native.definitions import CALLABLE
from paramcheck.values import Alternative, Choice, Literal, choice, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.unit import Parser, Unit
    from paramcheck.model import DefaultSet, NativeParameter
    from paramcheck.native.search import Search
    from paramcheck.values import Value

_NOT_SET = re.compile(r"_(?:COUNT|COUNT_|UNSET|UNDEFINED)$", re.IGNORECASE)
_NOT_FINITE = frozenset({"isinf", "isnan", "__builtin_isinf", "__builtin_isnan", "__isinf", "__isnan"})
_FINITE = frozenset({"isfinite", "__builtin_isfinite", "__finite", "__isfinite"})
_MOST_USES = 60


def with_resolved(parser: Parser, search: Search, found: DefaultSet) -> DefaultSet:
    """A set whose parameters say what stands in for a default that means "not set".

    Args:
        parser: Parses the file that states the defaults, in which their replacement is looked for.
        search: Gives its text.
        found: The set.
    """
    if not any(_is_unset(one.value) for one in found.parameters):
        return found
    unit = parser.parse(found.span.path)
    if unit is None:
        return found
    data = search.text(found.span.path)
    rows = tuple(
        replace(one, resolved=_resolved(unit, data, found, one)) if _is_unset(one.value) else one
        for one in found.parameters
    )
    return replace(found, parameters=rows)


def _is_unset(value: Value | None) -> bool:
    if not isinstance(value, Literal):
        return False
    if isinstance(value.value, float):
        return not math.isfinite(value.value)
    return value.symbol is not None and _NOT_SET.search(value.symbol) is not None


def _resolved(unit: Unit, data: bytes, found: DefaultSet, parameter: NativeParameter) -> Value | None:
    """What every place that replaces a default takes instead; ``None`` if they differ or there is none."""
    last = parameter.name.rpartition(".")[2]
    used = re.compile(rb"(?:\.|->)\s*(" + re.escape(last.encode()) + rb")\b")
    functions: dict[int, Cursor] = {}
    for match in list(used.finditer(data))[:_MOST_USES]:
        function = _function_at(unit, found.span.path, match.start(1))
        if function is not None:
            functions[int(function.hash)] = function
    reader = _Reader(unit, found, parameter)
    values = [value for function in functions.values() for value in reader.replacements(function)]
    if not values or not all(_same(value, values[0]) for value in values):
        return None
    return values[0]


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


class _Reader:
    """Looks for the replacement of one default in functions."""

    def __init__(self, unit: Unit, found: DefaultSet, parameter: NativeParameter) -> None:
        self._unit = unit
        self._found = found
        self._parameter = parameter
        self._field = parameter.name.rpartition(".")[2]
        self._copies: set[int] = set()

    def replacements(self, function: Cursor) -> Iterator[Value]:
        """What a function takes where the default stands."""
        self._copies = set()
        for node in walk(function):
            if node.kind is CursorKind.VAR_DECL:
                initialiser = library.initialiser(node)
                if initialiser is not None and self._is_field(initialiser):
                    self._copies.add(int(node.hash))
            elif node.kind is CursorKind.IF_STMT:
                parts = list(node.get_children())
                if len(parts) > 1 and self._asks(parts[0]) is True:
                    value = self._taken(parts[1])
                    if value is not None:
                        yield value
            elif node.kind is CursorKind.CONDITIONAL_OPERATOR:
                yield from self._chosen(children(node))

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
        inner = unwrap(cursor)
        while inner.kind is CursorKind.MEMBER_REF_EXPR:
            names.append(inner.spelling)
            owners = children(inner)
            if not owners:
                break
            inner = unwrap(owners[0])
        path = ".".join(reversed(names))
        known = [one.name for one in self._found.parameters]
        # Code that is handed a record inside names fewer of its owners.
        fitting = [name for name in known if name == path or name.endswith("." + path) or path.endswith("." + name)]
        near = [name for name in fitting if name.rpartition(".")[0] == self._parameter.name.rpartition(".")[0]]
        return near[0] if len(near) == 1 else None

    def _asks(self, test: Cursor) -> bool | None:
        """Whether a condition asks for the default; ``False`` if for anything else, ``None`` if for something else."""
        inner = unwrap(test)
        operands = children(inner)
        if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) == "!":
            asked = self._asks(operands[0])
            return None if asked is None else not asked
        if inner.kind is CursorKind.CALL_EXPR:
            arguments = list(inner.get_arguments())
            if len(arguments) == 1 and self._is_field(arguments[0]) and isinstance(self._default(), float):
                return {**dict.fromkeys(_NOT_FINITE, True), **dict.fromkeys(_FINITE, False)}.get(inner.spelling)
            return None
        operator = library.binary_operator(inner) if inner.kind is CursorKind.BINARY_OPERATOR else ""
        if operator in {"==", "!="} and len(operands) == 2:
            for one, other in (operands, operands[::-1]):
                value = evaluate(self._unit, other)
                if self._is_field(one) and self._parameter.value is not None and same(value, self._parameter.value):
                    return operator == "=="
        return None

    def _default(self) -> object:
        value = self._parameter.value
        return value.value if isinstance(value, Literal) else None

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
            for child in statement.get_children():
                yield from self._stores(child, when)
        elif kind is CursorKind.IF_STMT:
            parts = list(statement.get_children())
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
        return other if isinstance(other, Literal) and not _is_unset(other) else None
