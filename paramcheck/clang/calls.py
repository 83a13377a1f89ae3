"""Calls of a running function: constructors, functions that are followed, and what the others may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang import library
from paramcheck.clang.aggregate import Aggregate, Base, Slot, Stated, untouched
from paramcheck.clang.arithmetic import combine
from paramcheck.clang.constants import evaluate, literal_of
from paramcheck.clang.construction import Construction
from paramcheck.clang.expressions import pointee
from paramcheck.clang.frames import Frame, key_of
from paramcheck.clang.records import is_record
from paramcheck.clang.trees import children, unwrap
from paramcheck.values import Literal, Sequence, Unknown

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit
    from paramcheck.values import Value

_DEEPEST = 8

_ZEROING = frozenset({"memset", "bzero", "ZeroMemory", "explicit_bzero", "std::memset"})
_ZEROED = frozenset({"calloc", "PyMem_RawCalloc", "g_malloc0", "zalloc", "xcalloc", "kcalloc", "new_zeroed"})
_ALLOCATED = frozenset({"malloc", "PyMem_Malloc", "g_malloc", "xmalloc", "kmalloc", "realloc"})
_COPYING = frozenset({"memcpy", "memmove"})
_LEAVING = frozenset({"abort", "exit", "_Exit", "quick_exit", "terminate"})
_FUNCTIONS = frozenset({CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR})
_FOLLOWED = frozenset({CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.FUNCTION_TEMPLATE})
_EMPTYING = frozenset({"clear", "reset"})
_APPENDING = frozenset({"push_back", "emplace_back"})


class Calls(Construction):
    """Follows calls."""

    def _call(self, cursor: Cursor, frame: Frame) -> None:
        """A call whose result nobody uses."""
        arguments = list(cursor.get_arguments())
        name = cursor.spelling
        if name == "operator=" and len(arguments) == 2:
            self._assign(arguments[0], arguments[1], frame)
        elif name in _LEAVING:
            frame.left = True
        elif name in _ZEROING and arguments:
            self._zero(cursor, arguments, frame)
        elif name in _COPYING and len(arguments) > 1:
            self._copy(arguments[0], arguments[1], frame)
        elif not self._container(cursor, arguments, frame):
            self._invoke(cursor, arguments, frame)

    def _zero(self, cursor: Cursor, arguments: list[Cursor], frame: Frame) -> None:
        filler = evaluate(self._unit, arguments[1]) if len(arguments) > 1 else None
        target = unwrap(arguments[0])
        place = self._place(target, frame)
        if place is None and target.kind is CursorKind.UNARY_OPERATOR:
            target = unwrap(children(target)[0])
            place = self._place(target, frame)
        if place is None:
            return
        record, name = place
        zero = cursor.spelling != "memset" or (isinstance(filler, Literal) and filler.value == 0)
        span = self._unit.span(cursor)
        if name:
            value = untouched(self._unit, target.type, Base.ZERO, span) if zero else None
            record.fields[name] = Stated(value or Unknown("", "filled with bytes"), span)
        elif zero:
            record.base, record.fields, record.lost, record.span = Base.ZERO, {}, "", span
        else:
            record.lose("filled with bytes")

    def _copy(self, target: Cursor, source: Cursor, frame: Frame) -> None:
        """``memcpy(&target, &source, n)``."""
        from_inner, to_inner = unwrap(source), unwrap(target)
        if from_inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(from_inner) == "&":
            from_inner = unwrap(children(from_inner)[0])
        held = self._slot(from_inner, frame)
        record = self._record(to_inner, frame)
        if record is None:
            self._store(target, held, frame)
        elif isinstance(held, Aggregate):
            record.replace(held)
        else:
            record.lose("copied from elsewhere")

    def _container(self, cursor: Cursor, arguments: list[Cursor], frame: Frame) -> bool:
        """A method of a container or string that is a member; whether it was one."""
        callee = next(iter(children(cursor)), None)
        if callee is None or callee.kind is not CursorKind.MEMBER_REF_EXPR:
            return False
        objects = children(callee)
        target = cursor.referenced
        if not objects or is_record(objects[0].type):
            return False
        place = self._place(objects[0], frame)
        if place is None or not place[1] or pointee(objects[0].type) is not None:
            return False
        if target is not None and target.kind is CursorKind.CXX_METHOD and target.is_const_method():
            return True
        record, name = place
        held = record.fields.get(name)
        value: Value = Unknown("", f"{cursor.spelling}() changes it")
        span = self._unit.span(cursor)
        if cursor.spelling in _EMPTYING and not arguments:
            value = untouched(self._unit, objects[0].type, Base.ZERO, span) or value
        elif cursor.spelling in _APPENDING and isinstance(held, Stated) and isinstance(held.value, Sequence):
            items = (*held.value.items, *(self._value(one, frame) for one in arguments[:1]))
            value = Sequence(items, f"{{{', '.join(one.spelling for one in items)}}}")
        record.fields[name] = Stated(value, span)
        return True

    def _result(self, cursor: Cursor, frame: Frame, wanted: Type) -> Slot | None:
        name = cursor.spelling
        arguments = list(cursor.get_arguments())
        target = cursor.referenced
        if target is not None and target.kind is CursorKind.CONSTRUCTOR:
            return self._constructor_call(cursor, target, arguments, frame, wanted)
        if target is None and not name and is_record(cursor.type):
            if arguments or children(cursor):
                return None
            return self.construct(cursor.type, self._unit.span(cursor), zeroed=True, spelling=self._unit.source(cursor))
        if name == "move" and len(arguments) == 1:
            return self._slot(arguments[0], frame)
        kind = pointee(cursor.type)
        whole = is_record(cursor.type) or (kind is not None and is_record(kind))
        ran = self._invoke(cursor, arguments, frame, result="record" if whole else "value")
        return ran.result if ran is not None else None

    def _constructor_call(
        self, cursor: Cursor, constructor: Cursor, arguments: list[Cursor], frame: Frame, wanted: Type
    ) -> Slot | None:
        if not is_record(cursor.type):
            return None
        if len(arguments) == 1:
            copied = self._record(arguments[0], frame)
            if copied is not None and _same_class(copied, cursor.type):
                return copied.copy()
            inner = unwrap(arguments[0])
            if inner.kind is CursorKind.CALL_EXPR and (
                constructor.is_copy_constructor() or constructor.is_move_constructor()
            ):
                return self._result(inner, frame, wanted)
            if inner.kind is CursorKind.INIT_LIST_EXPR and inner.type.get_canonical() == cursor.type.get_canonical():
                return self._slot(inner, frame, wanted)
        span, spelling = self._unit.span(cursor), self._unit.source(cursor)
        if constructor.is_copy_constructor() or constructor.is_move_constructor():
            return Aggregate(cursor.type, Base.UNSET, span, lost="a copy of an object that is not known")
        return self.construct(
            cursor.type,
            span,
            self._arguments(cursor, frame),
            constructor=constructor,
            # A declaration without parentheses leaves open what the class does not initialise.
            zeroed=not arguments and spelling.endswith((")", "}")),
            spelling=spelling,
        )

    # --- following ------------------------------------------------------------------------------------------

    def _invoke(self, cursor: Cursor, arguments: list[Cursor], frame: Frame, result: str = "") -> Frame | None:
        """Run a function that is called, or note what it may have changed.

        Args:
            cursor: The call.
            arguments: Its arguments.
            frame: The caller's variables.
            result: What its result is used as: ``record``, ``value``, or empty if nobody uses it.
        """
        # Definitions in other files are looked for only where a record depends on them.
        far = result == "record" or bool(self._touched(cursor, frame))
        ran = self._inline(cursor, arguments, frame, far=far) if far or result else None
        if ran is None:
            self._may_touch(cursor, frame, f"{cursor.spelling or 'a function'}() may change it")
        return ran

    def _touched(self, cursor: Cursor, frame: Frame) -> list[Aggregate]:
        """The records that a call may change."""
        found = [record for one in changeable(cursor) if (record := self._record(one, frame)) is not None]
        this = self._object(cursor, frame)
        return [*found, this] if this is not None else found

    def _object(self, cursor: Cursor, frame: Frame) -> Aggregate | None:
        """The record whose method a call may change, if it is a method's."""
        callee = next(iter(children(cursor)), None)
        target = cursor.referenced
        if target is not None and target.kind is CursorKind.CXX_METHOD:
            if target.is_static_method() or target.is_const_method():
                return None
        elif target is not None or callee is None or callee.kind is not CursorKind.MEMBER_REF_EXPR:
            return None
        if callee is None or callee.kind is not CursorKind.MEMBER_REF_EXPR:
            return None
        return self._owner(callee, frame)

    def _may_touch(self, cursor: Cursor, frame: Frame, reason: str) -> None:
        """A call that is not followed may change what it is handed."""
        for one in changeable(cursor):
            self._forget(one, frame, reason)
        this = self._object(cursor, frame)
        if this is not None:
            this.lose(reason)

    def _inline(self, cursor: Cursor, arguments: list[Cursor], frame: Frame, *, far: bool) -> Frame | None:
        """Run a function that is called; ``far`` looks for its definition in other files."""
        target = cursor.referenced
        if target is None or self._depth >= (_DEEPEST if far else 2):
            return None
        # The code of an instance of a template is the template's.
        target = library.template_of(target) or target
        definition = target.get_definition()
        unit: Unit = self._unit
        if definition is None and self._resolve is not None and far:
            found = self._resolve(target)
            if found is not None:
                unit, definition = found
        if definition is None or definition.kind not in _FOLLOWED:
            return None
        inner = Frame()
        if definition.kind is CursorKind.CXX_METHOD and not definition.is_static_method():
            callee = next(iter(children(cursor)), None)
            if callee is not None and callee.kind is CursorKind.MEMBER_REF_EXPR:
                inner.this = self._owner(callee, frame)
        declared = [child for child in definition.get_children() if child.kind is CursorKind.PARM_DECL]
        for parameter, argument in zip(declared, arguments, strict=False):
            record = self._record(argument, frame) if pointee(parameter.type) is not None else None
            inner.variables[key_of(parameter)] = record or self._slot(argument, frame)
        outer = self._unit
        self._unit, self._depth = unit, self._depth + 1
        try:
            self._body(definition, inner)
        finally:
            self._unit, self._depth = outer, self._depth - 1
        frame.left = frame.left or inner.left
        return inner

    # --- pieces of statements -------------------------------------------------------------------------------

    def _allocated(self, cursor: Cursor, kind: Type) -> Aggregate | None:
        """The record that an expression allocates."""
        inner = unwrap(cursor)
        span = self._unit.span(cursor)
        if inner.kind is CursorKind.CALL_EXPR:
            if inner.spelling in _ZEROED:
                return Aggregate(kind, Base.ZERO, span)
            if inner.spelling in _ALLOCATED:
                return Aggregate(kind, Base.UNSET, span)
        if inner.kind is CursorKind.CXX_NEW_EXPR:
            made = next((child for child in children(inner) if child.kind is CursorKind.CALL_EXPR), None)
            held = self._result(made, Frame(), kind) if made is not None else None
            return held if isinstance(held, Aggregate) else self.construct(kind, span)
        return None

    def _combined(self, cursor: Cursor, operator: str, operands: list[Cursor], frame: Frame) -> Value | None:
        """The value of ``x op= y``, if both are known."""
        if len(operands) != 2:
            return None
        left, right = (self._number(one, frame) for one in operands)
        if left is None or right is None:
            return None
        result = combine(operator.removesuffix("="), left, right, cursor.type)
        return literal_of(result, cursor.type, self._unit.source(cursor)) if result is not None else None


def _same_class(record: Aggregate, kind: Type) -> bool:
    return bool(
        record.type.get_canonical() == kind.get_canonical()
    ) or record.type.get_canonical().spelling.removeprefix("const ") == kind.get_canonical().spelling.removeprefix(
        "const "
    )


def changeable(call: Cursor) -> list[Cursor]:
    """The arguments that a call may change: those that it hands over by pointer or reference."""
    target = call.referenced
    declared = [one.type for one in target.get_arguments()] if target is not None and target.kind in _FUNCTIONS else []
    found: list[Cursor] = []
    for position, argument in enumerate(call.get_arguments()):
        inner = unwrap(argument)
        kind = pointee(declared[position] if position < len(declared) else argument.type)
        is_address = inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) == "&"
        # A function that is not known may take a variable by reference, but whoever writes & means it.
        is_known = position < len(declared)
        if (is_address and not is_known) if kind is None else not kind.is_const_qualified():
            found.append(argument)
    return found
