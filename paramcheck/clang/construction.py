"""How a class makes its objects: base classes, member initialisers, initialiser lists, constructor bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec.structs import replace

from paramcheck.clang import library
from paramcheck.clang.aggregate import Aggregate, Base, Slot, Stated, untouched
from paramcheck.clang.constants import plain_literal, untouched_object
from paramcheck.clang.expressions import Expressions
from paramcheck.clang.frames import Frame, key_of
from paramcheck.clang.records import (
    bases,
    constructors,
    declaration_of,
    default_argument,
    default_constructor,
    has_constructors,
    initialisers,
    is_record,
    member_initialiser,
    members,
    named_by,
)
from paramcheck.clang.trees import children, inside, unwrap
from paramcheck.clang.types import native_type
from paramcheck.values import Choice, Constructed, Symbol, TypeKind, Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clang.cindex import Cursor, Type

    from paramcheck.clang.records import Member
    from paramcheck.model import Span
    from paramcheck.values import Value

MEMBER_INITIALISER = "member initialiser"

_DEEPEST = 8
"""Objects within objects. Settings that go deeper than this do not occur."""


class Construction(Expressions):
    """Makes objects as their classes do."""

    def construct(
        self,
        kind: Type,
        span: Span,
        arguments: Sequence[Slot] = (),
        *,
        constructor: Cursor | None = None,
        zeroed: bool = False,
        spelling: str = "",
    ) -> Aggregate:
        """A record as its class makes it.

        Args:
            kind: The record type.
            span: Where it comes into being.
            arguments: What the constructor is given.
            constructor: The constructor; by default, the one that runs without arguments.
            zeroed: Whether members that the class does not initialise are zeros: ``T()`` and ``T{}``.
            spelling: The expression that makes it, if one does.
        """
        return self._made(declaration_of(kind), kind, span, arguments, constructor, zeroed=zeroed, spelling=spelling)

    def constructed(self, declaration: Cursor, kind: Type, constructor: Cursor | None = None) -> Aggregate:
        """An object of a class or class template, made by a constructor with arguments that are not known."""
        return self._made(declaration, kind, self._unit.span(declaration), (), constructor)

    def _made(
        self,
        declaration: Cursor,
        kind: Type,
        span: Span,
        arguments: Sequence[Slot],
        constructor: Cursor | None,
        *,
        zeroed: bool = False,
        spelling: str = "",
    ) -> Aggregate:
        # Only a class that leaves its constructor to the compiler is set to zero before its members are initialised.
        zeroed = zeroed and not any(_is_written(one) for one in constructors(declaration))
        record = Aggregate(kind, Base.ZERO if zeroed else Base.UNSET, span, declaration=declaration)
        if self._depth >= _DEEPEST:
            record.lost = "objects within objects"
            return record
        chosen = constructor or default_constructor(declaration)
        if chosen is None and has_constructors(declaration):
            record.lost = "the class has no constructor without arguments"
            return record
        self._depth += 1
        try:
            self._initialise(record, declaration, chosen, arguments)
        finally:
            self._depth -= 1
        name = declaration.spelling.partition("<")[0]
        if not name.startswith("("):
            values = tuple(one.value if isinstance(one, Stated) else Unknown("", "an object") for one in arguments)
            record.made = Constructed(name, values, _naming(name, spelling)), record.copy()
        return record

    def _initialise(
        self, record: Aggregate, declaration: Cursor, constructor: Cursor | None, arguments: Sequence[Slot]
    ) -> None:
        """Run a constructor, or what the compiler makes where there is none."""
        if constructor is None or constructor.is_default_method():
            self._members(record, declaration, {}, Frame(record))
            return
        unit = self._unit
        # The constructor of an instance of a template is the template's.
        constructor = library.template_of(constructor) or constructor
        definition = constructor.get_definition()
        if definition is None and self._resolve is not None:
            found = self._resolve(constructor)
            if found is not None:
                self._unit, definition = found
        try:
            if definition is None:
                record.lose(f"the definition of {declaration.spelling}() is not in the tree")
            elif _is_defaulted(definition):
                self._members(record, declaration, {}, Frame(record))
            else:
                self._run_constructor(
                    record, declaration, definition, self._frame(record, constructor, definition, arguments)
                )
        finally:
            self._unit = unit

    def _frame(self, record: Aggregate, constructor: Cursor, definition: Cursor, arguments: Sequence[Slot]) -> Frame:
        frame = Frame(record)
        declared = list(constructor.get_arguments())
        for position, parameter in enumerate(definition.get_arguments()):
            if position < len(arguments):
                held: Slot = arguments[position]
            else:
                default = default_argument(parameter)
                if default is None and position < len(declared):
                    default = default_argument(declared[position])
                unknown = Unknown(parameter.spelling, f"{parameter.spelling} is given by the caller")
                span = self._unit.span(parameter)
                held = self._slot(default, Frame(), parameter.type) if default is not None else Stated(unknown, span)
            frame.variables[key_of(parameter)] = held
        return frame

    def _run_constructor(self, record: Aggregate, declaration: Cursor, definition: Cursor, frame: Frame) -> None:
        stated = initialisers(definition)
        own = declaration.spelling.partition("<")[0]
        delegated = next(
            (value for name, value in stated if name.kind is not CursorKind.MEMBER_REF and named_by(name) == own), None
        )
        if delegated is not None:
            self._delegate(record, declaration, delegated, frame)
        else:
            self._members(record, declaration, {named_by(name): value for name, value in stated}, frame)
        body = next((child for child in inside(definition) if child.kind is CursorKind.COMPOUND_STMT), None)
        start = body.extent.start.offset if body is not None else definition.extent.end.offset
        self._unread(record, definition, start, frozenset(named_by(name) for name, _ in stated))
        self._body(definition, frame)
        _name_origin(record, f"{own}::{own}()", self._unit.span(definition))

    def _body(self, function: Cursor, frame: Frame) -> None:
        """Run the body of a function."""
        raise NotImplementedError

    def _delegate(self, record: Aggregate, declaration: Cursor, call: Cursor, frame: Frame) -> None:
        inner = unwrap(call)
        target = inner.referenced
        if inner.kind is CursorKind.CALL_EXPR and target is not None and target.kind is CursorKind.CONSTRUCTOR:
            self._depth += 1
            try:
                if self._depth < _DEEPEST:
                    self._initialise(record, declaration, target, self._arguments(inner, frame))
                    return
            finally:
                self._depth -= 1
        record.lose("another constructor that cannot be followed")

    def _arguments(self, call: Cursor, frame: Frame) -> list[Slot]:
        """The arguments that a call states; those that the callee's own defaults supply have no text."""
        return [
            self._slot(one, frame) for one in call.get_arguments() if one.extent.start.offset != one.extent.end.offset
        ]

    # --- members --------------------------------------------------------------------------------------------

    def _members(self, record: Aggregate, declaration: Cursor, stated: dict[str, Cursor], frame: Frame) -> None:
        """Initialise base classes, then members, as a constructor's initialiser list and the class say."""
        for base in bases(declaration):
            self._base(record, base, stated.get(base.spelling.partition("<")[0]), frame)
        whole = record.declaration is not None and declaration == record.declaration
        kind = record.type if whole else declaration.type
        for one in members(kind, declaration, inherited=False):
            value = stated.get(one.name)
            held = self._initialised(one, value, frame) if value is not None else self._by_itself(one, record, frame)
            if held is not None:
                record.fields[one.name] = held

    def _base(self, record: Aggregate, base: Cursor, value: Cursor | None, frame: Frame) -> None:
        arguments: list[Slot] = []
        constructor = default_constructor(base)
        if value is not None:
            inner = unwrap(value)
            if inner.kind is CursorKind.INIT_LIST_EXPR and not has_constructors(base):
                held = self._slot(inner, frame, base.type)
                if isinstance(held, Aggregate):
                    record.fields.update(held.fields)
                return
            constructor, arguments = self._chosen(base, value, frame)
        if constructor is None and has_constructors(base):
            unknown = Unknown("", f"how {base.spelling} is made cannot be followed")
            for one in members(base.type, base):
                record.fields[one.name] = Stated(unknown, self._unit.span(one.cursor))
            return
        if self._depth >= _DEEPEST:
            # A template may be derived from itself.
            record.lose("classes derived from classes")
            return
        self._depth += 1
        try:
            self._initialise(record, base, constructor, arguments)
        finally:
            self._depth -= 1

    def _chosen(self, base: Cursor, value: Cursor, frame: Frame) -> tuple[Cursor | None, list[Slot]]:
        """The constructor of a base class that an initialiser calls, and what it is given."""
        inner = unwrap(value)
        if inner.kind is CursorKind.CALL_EXPR and inner.referenced is not None:
            return inner.referenced, self._arguments(inner, frame)
        # In a template clang leaves open which one it is.
        given = children(value)
        fitting = [one for one in constructors(base) if _takes(one, len(given))]
        if len(fitting) != 1:
            return None, []
        return fitting[0], [self._slot(one, frame) for one in given]

    def _initialised(self, member: Member, value: Cursor, frame: Frame) -> Slot | None:
        """What an initialiser list puts into a member."""
        span = self._unit.span(value)
        inner = unwrap(value)
        if span.line == span.end_line and span.column == span.end_column:
            span = self._unit.span(member.cursor)
        if is_record(member.type) and inner.kind is CursorKind.CALL_EXPR:
            held = self._result(inner, frame, member.type)
            if held is not None:
                return held
        if not children(value) and value.kind is CursorKind.UNEXPOSED_EXPR and _is_empty(value):
            # member()
            return self._emptied(member, span)
        held = self._slot(value, frame, member.type)
        if isinstance(held, Stated) and inner.kind is not CursorKind.DECL_REF_EXPR:
            return Stated(_without_name(held.value, member.name), span)
        # What the constructor was given is stated where it was given.
        return held

    def _emptied(self, member: Member, span: Span) -> Slot:
        value = untouched(self._unit, member.type, Base.ZERO, span)
        return Stated(value or Unknown("()", "not known"), span)

    def _by_itself(self, member: Member, record: Aggregate, frame: Frame) -> Slot | None:
        """What a member holds that no initialiser list names."""
        span = self._unit.span(member.cursor)
        value = member_initialiser(member.cursor)
        if value is not None:
            held = self._slot(value, frame, member.type)
            if isinstance(held, Stated):
                return Stated(held.value, self._unit.span(value), MEMBER_INITIALISER)
            return held
        written = self._written(member)
        if written is not None:
            return Stated(written, span, MEMBER_INITIALISER)
        if is_record(member.type):
            zeroed = record.base is Base.ZERO
            return self.construct(member.type, record.span if zeroed else span, zeroed=zeroed)
        if native_type(member.type).kind is TypeKind.OTHER and not member.type.spelling.startswith("std::"):
            return Stated(Unknown("", "depends on a template's parameter"), span, MEMBER_INITIALISER)
        untouched_value = untouched_object(member.type)
        return Stated(untouched_value, span, "empty by its type") if untouched_value is not None else None

    # --- what did not parse -----------------------------------------------------------------------------------

    def _written(self, member: Member) -> Value | None:
        """What the text of a member's declaration states where clang's tree does not say it."""
        if member.cursor.is_bitfield():
            text = self._unit.source(member.cursor).partition("=")[2].strip()
            return (plain_literal(text) or Unknown(text, "no plain number")) if text else None
        text = self._unit.text_after(member.cursor, ";").strip()
        if text.startswith(("=", "{")):
            return Unknown(text.lstrip("= "), "the initialiser did not parse")
        return Unknown("", "the type is not in the tree") if library.is_invalid(member.cursor) else None

    def _unread(self, record: Aggregate, function: Cursor, body: int, initialised: frozenset[str]) -> None:
        """Members that a statement which did not parse may have set are not known.

        libclang leaves such statements out of its tree, so their text has to do.
        """
        for offset, text in self._unit.broken_statements(function, body):
            for one in record.members():
                if offset < body and one.name in initialised:
                    continue
                if re.search(rf"\b{re.escape(one.name)}\b[\w.\[\]\s]*(?:=(?!=)|[({{])", text):
                    span = self._unit.span(one.cursor)
                    record.fields[one.name] = Stated(Unknown("", "its initialiser did not parse"), span)


def _is_written(constructor: Cursor) -> bool:
    return not constructor.is_default_method()


def _is_defaulted(definition: Cursor) -> bool:
    return bool(definition.is_default_method())


def _name_origin(record: Aggregate, origin: str, within: Span, named: set[int] | None = None) -> None:
    """Say that a constructor stated what members hold, where it did."""
    named = set() if named is None else named
    if id(record) in named:
        return
    named.add(id(record))
    for name, held in record.fields.items():
        if isinstance(held, Aggregate):
            _name_origin(held, origin, within, named)
        elif not held.origin and held.span.path == within.path and within.line <= held.span.line <= within.end_line:
            record.fields[name] = replace(held, origin=origin)


def _takes(constructor: Cursor, count: int) -> bool:
    """Whether a constructor can be called with a number of arguments."""
    declared = list(constructor.get_arguments())
    needed = sum(default_argument(one) is None for one in declared)
    return needed <= count <= len(declared) and not constructor.is_deleted_method()


def _naming(name: str, spelling: str) -> str:
    """An expression that makes an object, with the class's name: ``Rule{true, 2}`` for ``rule1{true, 2}``."""
    start = min((at for at in (spelling.find("("), spelling.find("{")) if at >= 0), default=-1)
    if start < 0:
        return f"{name}()"
    return spelling if name in spelling[:start] else f"{name}{spelling[start:]}"


def _without_name(value: Value, name: str) -> Value:
    """A value whose spelling is what an initialiser list gives a member: ``"a"`` for ``text("a")``."""
    inner = value.spelling.removeprefix(name)
    is_named = inner != value.spelling and inner[:1] in {"(", "{"} and inner[-1:] in {")", "}"}
    if not is_named or isinstance(value, (Choice, Symbol)):
        return value
    return replace(value, spelling=inner[1:-1].strip() or "{}")


def _is_empty(value: Cursor) -> bool:
    return bool(value.extent.end.offset - value.extent.start.offset <= 2)
