"""What the expressions of a running function yield, and which records they designate."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind

from paramcheck.clang import library
from paramcheck.clang.aggregate import Aggregate, Base, Slot, Stated, from_list, untouched
from paramcheck.clang.arithmetic import number
from paramcheck.clang.constants import empty, evaluate, literal_of
from paramcheck.clang.frames import Frame, key_of
from paramcheck.clang.records import is_record
from paramcheck.clang.trees import children, unwrap
from paramcheck.clang.types import native_type
from paramcheck.values import Alternative, Literal, Sequence, Unknown, choice

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence as Items

    from clang.cindex import Cursor, Type

    from paramcheck.clang.arithmetic import Number
    from paramcheck.clang.unit import Unit
    from paramcheck.model import Span
    from paramcheck.values import Value

_VARIABLES = frozenset({CursorKind.VAR_DECL, CursorKind.PARM_DECL})

_LONGEST_ARRAY = 64
"""Items of an array that is set item by item."""


class Expressions(ABC):
    """Evaluates expressions of one unit within a frame.

    Args:
        unit: Where the code stands.
        resolve: Finds the definition of a function that this unit only declares, with its unit.
    """

    def __init__(self, unit: Unit, resolve: Callable[[Cursor], tuple[Unit, Cursor] | None] | None = None) -> None:
        self._unit = unit
        self._resolve = resolve
        self._depth = 0

    @abstractmethod
    def construct(
        self, kind: Type, span: Span, arguments: Items[Slot] = (), *, constructor: Cursor | None = None,
        zeroed: bool = False, spelling: str = "",
    ) -> Aggregate:  # fmt: skip
        """A record as its class makes it."""

    @abstractmethod
    def _result(self, cursor: Cursor, frame: Frame, wanted: Type) -> Slot | None:
        """What a call yields; ``None`` if it cannot be followed."""

    # --- places ---------------------------------------------------------------------------------------------

    def _place(self, cursor: Cursor, frame: Frame) -> tuple[Aggregate, str] | None:
        """The record and field that an expression designates; an empty field is the record itself."""
        inner = unwrap(cursor)
        if inner.kind is CursorKind.MEMBER_REF_EXPR:
            owner = self._owner(inner, frame)
            return (owner, inner.spelling) if owner is not None and inner.spelling else None
        if inner.kind is CursorKind.ARRAY_SUBSCRIPT_EXPR:
            # One item of an array: the array as a whole is no longer what was stated.
            place = self._place(children(inner)[0], frame)
            if place is not None and place[1]:
                place[0].fields[place[1]] = Stated(Unknown("", "set item by item"), self._unit.span(inner))
            return None
        record = self._record(inner, frame)
        return (record, "") if record is not None else None

    def _owner(self, member: Cursor, frame: Frame) -> Aggregate | None:
        """The record whose member is named; without an object it is the one whose method runs."""
        owners = children(member)
        return self._record(owners[0], frame) if owners else frame.this

    def _record(self, cursor: Cursor, frame: Frame) -> Aggregate | None:
        """The record that an expression is, points to or refers to."""
        inner = unwrap(cursor)
        kind = inner.kind
        if kind is CursorKind.CXX_THIS_EXPR:
            return frame.this
        if kind is CursorKind.DECL_REF_EXPR:
            target = inner.referenced
            held = frame.variables.get(key_of(target)) if target is not None else None
            return held if isinstance(held, Aggregate) else None
        if kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) in {"*", "&"}:
            return self._record(children(inner)[0], frame)
        if kind is CursorKind.MEMBER_REF_EXPR:
            return self._nested(inner, frame)
        if kind is CursorKind.CALL_EXPR and inner.spelling in {"operator->", "operator*", "get"}:
            arguments = children(inner)
            return self._record(arguments[0], frame) if arguments else None
        return None

    def _nested(self, member: Cursor, frame: Frame) -> Aggregate | None:
        """The record that a member is or points to, which comes into being where nothing was stored in it yet."""
        owner = self._owner(member, frame)
        if owner is None:
            return None
        held = owner.fields.get(member.spelling)
        if isinstance(held, Aggregate):
            return held
        target = pointee(member.type)
        kind = target if target is not None else member.type
        if isinstance(held, Stated) and isinstance(held.value, Unknown) and target is not None and is_record(kind):
            # Something made the record that cannot be followed; what is stored in it afterwards is known.
            nested = Aggregate(kind, Base.UNSET, self._unit.span(member), lost=held.value.reason)
            owner.fields[member.spelling] = nested
            return nested
        if held is None and is_record(kind):
            base = owner.base if target is None else Base.UNSET
            nested = Aggregate(kind, base, self._unit.span(member), lost=owner.lost)
            owner.fields[member.spelling] = nested
            return nested
        return None

    # --- values ---------------------------------------------------------------------------------------------

    def _slot(self, cursor: Cursor, frame: Frame, kind: Type | None = None) -> Slot:
        """What an expression yields: a record, or a plain value."""
        inner = unwrap(cursor)
        wanted = kind or cursor.type
        span = self._unit.span(cursor)
        if inner.kind is CursorKind.INIT_LIST_EXPR and is_record(wanted):
            return from_list(self._unit, inner, wanted, self.construct(wanted, span, zeroed=True))
        record = self._record(inner, frame)
        if record is not None:
            # A pointer is the record itself, a value is a copy of it.
            return record if pointee(inner.type) is not None else record.copy()
        if inner.kind is CursorKind.CALL_EXPR:
            constant = None if is_record(wanted) else self._value(cursor, frame)
            if constant is not None and not isinstance(constant, Unknown):
                return Stated(constant, span)
            called = self._result(inner, frame, wanted)
            if isinstance(called, Aggregate) or (called is not None and not isinstance(called.value, Unknown)):
                return called
            if constant is not None:
                return Stated(constant, span)
        elif inner.kind is CursorKind.DECL_REF_EXPR and inner.referenced is not None:
            return self._variable(inner, frame)
        elif inner.kind is CursorKind.MEMBER_REF_EXPR:
            return self._member(inner, frame)
        elif inner.kind is CursorKind.CONDITIONAL_OPERATOR:
            return self._conditional(inner, frame)
        return Stated(self._value(cursor, frame), span)

    def _value(self, cursor: Cursor, frame: Frame) -> Value:
        """A plain value: a constant, or computed from what the frame knows."""
        value = evaluate(self._unit, cursor)
        if isinstance(value, Unknown):
            computed = self._number(cursor, frame)
            if computed is not None:
                return literal_of(computed, cursor.type, self._unit.source(cursor))
        return value

    def _number(self, cursor: Cursor, frame: Frame) -> Number | None:
        def known(name: Cursor) -> Number | None:
            value: Value | None = None
            if name.kind is CursorKind.MEMBER_REF_EXPR:
                held: Slot | None = self._member(name, frame)
            elif name.kind is CursorKind.CALL_EXPR:
                held = self._result(name, frame, name.type)
            else:
                target = name.referenced
                held = frame.variables.get(key_of(target)) if target is not None else None
            if isinstance(held, Stated):
                value = held.value
            return value.value if isinstance(value, Literal) and isinstance(value.value, (bool, int, float)) else None

        return number(cursor, known)

    def _decided(self, test: Cursor, frame: Frame) -> bool | None:
        """Whether a condition holds; ``None`` if that is not known."""
        value = self._value(test, frame)
        if isinstance(value, Literal):
            return bool(value.value)
        present = self._is_present(unwrap(test), frame)
        if present is not None:
            return present
        held = self._slot(unwrap(test), frame)
        if isinstance(held, Stated) and isinstance(held.value, Literal):
            return bool(held.value.value)
        return None

    def _is_present(self, test: Cursor, frame: Frame) -> bool | None:
        """Whether a test asks for a pointer to a record, which is one if the record is known."""
        operator = library.unary_operator(test) or library.binary_operator(test)
        operands = children(test)
        if test.kind is CursorKind.UNARY_OPERATOR and operator == "!":
            inner = self._is_present(unwrap(operands[0]), frame)
            return None if inner is None else not inner
        if test.kind is CursorKind.BINARY_OPERATOR and operator in {"==", "!="} and len(operands) == 2:
            for one, other in (operands, reversed(operands)):
                null = evaluate(self._unit, other)
                if isinstance(null, Literal) and null.value is None and self._is_present(unwrap(one), frame):
                    return operator == "!="
            return None
        is_pointer = test.type.get_canonical().kind is Kind.POINTER
        return True if is_pointer and self._record(test, frame) is not None else None

    def _variable(self, cursor: Cursor, frame: Frame) -> Slot:
        target = cursor.referenced
        held = frame.variables.get(key_of(target))
        if isinstance(held, Stated):
            return held
        if target.kind is CursorKind.VAR_DECL and is_record(target.type):
            definition = target.get_definition() or target
            initialiser = library.initialiser(definition)
            if initialiser is not None and unwrap(initialiser).kind is CursorKind.INIT_LIST_EXPR:
                return from_list(self._unit, unwrap(initialiser), target.type)
        return Stated(evaluate(self._unit, cursor), self._unit.span(cursor))

    def _member(self, cursor: Cursor, frame: Frame) -> Slot:
        """What a member holds that is no record."""
        owner = self._owner(cursor, frame)
        span = self._unit.span(cursor)
        if owner is None:
            return Stated(evaluate(self._unit, cursor), span)
        held = owner.fields.get(cursor.spelling)
        if isinstance(held, Stated):
            return Stated(held.value, span)
        if owner.lost:
            return Stated(Unknown(self._unit.source(cursor), owner.lost), span)
        value = untouched(self._unit, cursor.type, owner.base, span) if held is None else None
        return Stated(value or Unknown(self._unit.source(cursor), "not initialised"), span)

    def _conditional(self, cursor: Cursor, frame: Frame) -> Slot:
        operands = children(cursor)
        span = self._unit.span(cursor)
        if len(operands) == 3:
            decided = self._decided(operands[0], frame)
            if decided is not None:
                return self._slot(operands[1] if decided else operands[2], frame)
            values = [self._slot(one, frame) for one in operands[1:]]
            plain = [one.value for one in values if isinstance(one, Stated)]
            if len(plain) == 2:
                when = self._unit.source(operands[0])
                return Stated(choice([Alternative(when, plain[0]), Alternative("", plain[1])]), span)
        return Stated(Unknown(self._unit.source(cursor), "depends on a condition"), span)

    # --- stores ---------------------------------------------------------------------------------------------

    def _assign(self, target: Cursor, value: Cursor, frame: Frame) -> None:
        inner = unwrap(value)
        if inner.kind is CursorKind.BINARY_OPERATOR and library.binary_operator(inner) == "=":
            # a = b = c
            operands = children(inner)
            self._assign(operands[0], operands[1], frame)
            value = operands[1]
        held = self._slot(value, frame, target.type)
        kind = pointee(target.type)
        if isinstance(held, Stated) and kind is not None and is_record(kind):
            held = self._allocated(value, kind) or held
        self._store(target, held, frame)

    @abstractmethod
    def _allocated(self, cursor: Cursor, kind: Type) -> Aggregate | None:
        """The record that an expression allocates."""

    def _store(self, target: Cursor, held: Slot, frame: Frame) -> None:
        inner = unwrap(target)
        if inner.kind is CursorKind.ARRAY_SUBSCRIPT_EXPR and self._store_item(inner, held, frame):
            return
        if inner.kind is CursorKind.DECL_REF_EXPR:
            declared = inner.referenced
            if declared is not None and declared.kind in _VARIABLES and self._rebinds(declared, held, frame):
                frame.variables[key_of(declared)] = held
                return
        place = self._place(target, frame)
        if place is None:
            return
        record, name = place
        if name:
            record.fields[name] = held
        elif isinstance(held, Aggregate):
            record.replace(held)
        else:
            record.lose(held.value.reason if isinstance(held.value, Unknown) else "replaced as a whole")

    def _store_item(self, cursor: Cursor, held: Slot, frame: Frame) -> bool:
        """Store one item of an array that is a member; whether its place among the others is known."""
        array, index = children(cursor)[:2]
        place, position = self._place(array, frame), self._number(index, frame)
        kind = native_type(unwrap(array).type)
        if place is None or not place[1] or not isinstance(held, Stated) or not isinstance(position, int):
            return False
        if kind.length is None or not 0 <= position < min(kind.length, _LONGEST_ARRAY) or kind.element is None:
            return False
        record, name = place
        before = record.fields.get(name)
        filler: Value = Unknown("", record.lost or "not initialised")
        if (record.base is Base.ZERO and not record.lost) or isinstance(before, Stated):
            filler = empty(kind.element.kind, kind.element.record, "0")
        items = [filler] * kind.length
        if isinstance(before, Stated):
            if not isinstance(before.value, Sequence):
                return False
            items[: len(before.value.items)] = before.value.items
        items[position] = held.value
        record.fields[name] = Stated(
            Sequence(tuple(items), f"{{{', '.join(one.spelling for one in items)}}}"), held.span
        )
        return True

    @staticmethod
    def _rebinds(declared: Cursor, held: Slot, frame: Frame) -> bool:
        """Whether a store makes a variable something else, rather than changing the record that it is."""
        if declared.type.get_canonical().kind is Kind.POINTER:
            return True
        return not isinstance(held, Aggregate) and not isinstance(frame.variables.get(key_of(declared)), Aggregate)

    def _forget(self, cursor: Cursor, frame: Frame, reason: str) -> None:
        """What an expression designates may have changed."""
        inner = unwrap(cursor)
        unknown = Stated(Unknown("", reason), self._unit.span(cursor))
        if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) == "&":
            inner = unwrap(children(inner)[0])
        record = self._record(inner, frame)
        if record is not None:
            record.lose(reason)
            return
        if inner.kind is CursorKind.DECL_REF_EXPR and inner.referenced is not None:
            if key_of(inner.referenced) in frame.variables:
                frame.variables[key_of(inner.referenced)] = unknown
            return
        place = self._place(inner, frame)
        if place is not None and place[1]:
            place[0].fields[place[1]] = unknown


def pointee(kind: Type) -> Type | None:
    """What a pointer or reference leads to; ``None`` for another type."""
    canonical = kind.get_canonical()
    if canonical.kind in {Kind.POINTER, Kind.LVALUEREFERENCE, Kind.RVALUEREFERENCE}:
        return canonical.get_pointee()
    return None
