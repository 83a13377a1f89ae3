"""Running functions that fill a record with defaults.

A small interpreter over libclang's tree: declarations, assignments, nested and delegating calls, branches. It knows
nothing of the caller, so parameters are unknown, and a branch on one gives values that hold under a condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from clang.cindex import TypeKind as Kind

from paramcheck.clang import library
from paramcheck.clang.aggregate import Aggregate, Base, Slot, Stated, from_list, is_record, member_initialiser
from paramcheck.clang.constants import children, evaluate, unwrap
from paramcheck.values import Alternative, Literal, Unknown, Value, choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit

_DEEPEST = 8
_LONGEST = 20_000
"""Statements and expressions of one run. Functions that set defaults need a few hundred."""

_ZEROING = frozenset({"memset", "bzero", "ZeroMemory", "explicit_bzero", "std::memset"})
_ZEROED = frozenset({"calloc", "PyMem_RawCalloc", "g_malloc0", "zalloc", "xcalloc", "kcalloc", "new_zeroed"})
_ALLOCATED = frozenset({"malloc", "PyMem_Malloc", "g_malloc", "xmalloc", "kmalloc", "realloc"})


class TooLongError(Exception):
    """The function is no plain list of defaults."""


class Frame:
    """Variables of a running function, by their declaration.

    Attributes:
        variables: Records and plain values.
        result: What the function returned.
    """

    def __init__(self) -> None:
        self.variables: dict[int, Slot] = {}
        self.result: Slot | None = None
        self.returned = False

    def fork(self) -> Frame:
        """An independent copy: a branch may change records."""
        other = Frame()
        other.variables = {
            key: slot.copy() if isinstance(slot, Aggregate) else slot for key, slot in self.variables.items()
        }
        other.result, other.returned = self.result, self.returned
        return other


class Execution:
    """Runs functions of one unit.

    Args:
        unit: Where the functions stand.
        resolve: Finds the definition of a function that this unit only declares, with its unit.
    """

    def __init__(self, unit: Unit, resolve: Callable[[str], tuple[Unit, Cursor] | None] | None = None) -> None:
        self._unit = unit
        self._resolve = resolve
        self._depth = 0
        self._budget = _LONGEST

    def returned(self, function: Cursor) -> Slot | None:
        """What a function returns, called with arguments that are not known."""
        frame = Frame()
        self._body(function, frame)
        return frame.result

    def filled(self, function: Cursor, position: int = 0) -> Aggregate | None:
        """What a function leaves in the record that its parameter points to."""
        parameters = list(function.get_arguments())
        if position >= len(parameters):
            return None
        parameter = parameters[position]
        pointee = _pointee(parameter.type)
        if pointee is None or not is_record(pointee):
            return None
        frame = Frame()
        record = Aggregate(pointee, Base.UNSET, self._unit.span(parameter))
        frame.variables[_key(parameter)] = record
        self._body(function, frame)
        held = frame.variables[_key(parameter)]
        return held if isinstance(held, Aggregate) else None

    def value(self, cursor: Cursor, kind: Type) -> Slot:
        """What an initialiser outside of functions yields."""
        return self._slot(cursor, Frame(), kind)

    # --- statements -----------------------------------------------------------------------------------------

    def _body(self, function: Cursor, frame: Frame) -> None:
        for child in function.get_children():
            if child.kind is CursorKind.COMPOUND_STMT:
                self._statement(child, frame)

    def _statement(self, cursor: Cursor, frame: Frame) -> None:  # noqa: C901, PLR0912 - one case a kind
        self._budget -= 1
        if self._budget < 0:
            raise TooLongError
        if frame.returned:
            return
        kind = cursor.kind
        if kind is CursorKind.COMPOUND_STMT:
            for child in cursor.get_children():
                self._statement(child, frame)
        elif kind is CursorKind.DECL_STMT:
            for child in cursor.get_children():
                if child.kind is CursorKind.VAR_DECL:
                    self._declare(child, frame)
        elif kind is CursorKind.RETURN_STMT:
            operands = children(cursor)
            frame.result = self._slot(operands[0], frame) if operands else None
            frame.returned = True
        elif kind is CursorKind.IF_STMT:
            self._if(cursor, frame)
        elif kind is CursorKind.SWITCH_STMT:
            self._switch(cursor, frame)
        elif kind in {CursorKind.FOR_STMT, CursorKind.WHILE_STMT, CursorKind.CXX_FOR_RANGE_STMT}:
            self._loop(cursor, frame)
        elif kind is CursorKind.DO_STMT:
            # do { ... } while (0) of macros.
            for child in cursor.get_children():
                if child.kind is CursorKind.COMPOUND_STMT:
                    self._statement(child, frame)
        elif kind.is_expression():
            self._expression(cursor, frame)
        else:
            for child in cursor.get_children():
                self._statement(child, frame)

    def _declare(self, cursor: Cursor, frame: Frame) -> None:
        initialiser = library.initialiser(cursor)
        pointee = _pointee(cursor.type)
        if initialiser is not None:
            held = self._slot(initialiser, frame)
            if isinstance(held, Stated) and pointee is not None and is_record(pointee):
                made = self._allocated(initialiser, pointee)
                held = made if made is not None else held
            frame.variables[_key(cursor)] = held
        elif is_record(cursor.type):
            frame.variables[_key(cursor)] = self._fresh(cursor.type, cursor)

    def _fresh(self, kind: Type, cursor: Cursor) -> Aggregate:
        """A record without initialiser: in C++ its constructor or member initialisers ran."""
        declaration = kind.get_canonical().get_declaration()
        has_defaults = any(
            child.kind is CursorKind.CONSTRUCTOR
            or (child.kind is CursorKind.FIELD_DECL and member_initialiser(child) is not None)
            for child in (declaration.get_definition() or declaration).get_children()
        )
        return Aggregate(kind, Base.DEFAULT if has_defaults else Base.UNSET, self._unit.span(cursor))

    def _allocated(self, cursor: Cursor, pointee: Type) -> Aggregate | None:
        inner = unwrap(cursor)
        if inner.kind is CursorKind.CALL_EXPR:
            if inner.spelling in _ZEROED:
                return Aggregate(pointee, Base.ZERO, self._unit.span(cursor))
            if inner.spelling in _ALLOCATED:
                return Aggregate(pointee, Base.UNSET, self._unit.span(cursor))
        if inner.kind is CursorKind.CXX_NEW_EXPR:
            return self._fresh(pointee, cursor)
        return None

    # --- branches -------------------------------------------------------------------------------------------

    def _if(self, cursor: Cursor, frame: Frame) -> None:
        parts = list(cursor.get_children())
        if not parts:
            return
        test, *branches = parts
        while test.kind in {CursorKind.DECL_STMT, CursorKind.VAR_DECL} and branches:
            self._statement(test, frame)
            test, *branches = branches
        decided = evaluate(self._unit, test)
        if isinstance(decided, Literal):
            taken = branches[:1] if decided.value else branches[1:2]
            for branch in taken:
                self._statement(branch, frame)
            return
        other = frame.fork()
        if branches:
            self._statement(branches[0], frame)
        if len(branches) > 1:
            self._statement(branches[1], other)
        _join(frame, other, self._unit.source(test))

    def _switch(self, cursor: Cursor, frame: Frame) -> None:
        parts = list(cursor.get_children())
        if len(parts) < 2:
            return
        tested = self._unit.source(parts[0])
        before = frame.fork()
        joined: Frame | None = None
        for label, statements in _cases(parts[-1], self._unit):
            branch = before.fork()
            for statement in statements:
                if statement.kind is CursorKind.BREAK_STMT:
                    break
                self._statement(statement, branch)
            if joined is None:
                joined = branch
                _name_conditions(joined, before, f"{tested} == {label}")
            else:
                _join(joined, branch, "", f"{tested} == {label}", before)
        if joined is not None:
            _join(joined, before, "", "", before)
            frame.variables, frame.result, frame.returned = joined.variables, joined.result, joined.returned

    def _loop(self, cursor: Cursor, frame: Frame) -> None:
        """What a loop stores is not known exactly, except that it touches the fields that it assigns."""
        for path_owner, name in self._assigned(cursor, frame):
            path_owner.fields[name] = Stated(Unknown("", "set in a loop"), self._unit.span(cursor))

    def _assigned(self, cursor: Cursor, frame: Frame) -> list[tuple[Aggregate, str]]:
        found: list[tuple[Aggregate, str]] = []
        for node in cursor.walk_preorder():
            if node.kind is CursorKind.BINARY_OPERATOR and library.binary_operator(node) == "=":
                place = self._place(children(node)[0], frame)
                if place is not None and place[1]:
                    found.append((place[0], place[1]))
        return found

    # --- expressions ----------------------------------------------------------------------------------------

    def _expression(self, cursor: Cursor, frame: Frame) -> None:
        self._budget -= 1
        inner = unwrap(cursor)
        kind = inner.kind
        if kind in {CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR}:
            operator = library.binary_operator(inner)
            operands = children(inner)
            if operator == "," and len(operands) == 2:
                self._expression(operands[0], frame)
                self._expression(operands[1], frame)
            elif operator == "=" and len(operands) == 2:
                self._assign(operands[0], operands[1], frame)
            elif operator.endswith("=") and operator not in {"==", "!=", "<=", ">="} and operands:
                self._store(
                    operands[0], Stated(Unknown(self._unit.source(inner), "computed"), self._unit.span(inner)), frame
                )
        elif kind is CursorKind.CALL_EXPR:
            self._call(inner, frame)

    def _assign(self, target: Cursor, value: Cursor, frame: Frame) -> None:
        inner = unwrap(value)
        if inner.kind is CursorKind.BINARY_OPERATOR and library.binary_operator(inner) == "=":
            # a = b = c
            operands = children(inner)
            self._assign(operands[0], operands[1], frame)
            value = operands[1]
        self._store(target, self._slot(value, frame, target.type), frame)

    def _store(self, target: Cursor, held: Slot, frame: Frame) -> None:
        place = self._place(target, frame)
        if place is None:
            return
        record, name = place
        if name:
            record.fields[name] = held
        elif isinstance(held, Aggregate):
            record.base, record.fields, record.lost, record.span = held.base, dict(held.fields), held.lost, held.span
        else:
            record.lost = held.value.reason if isinstance(held.value, Unknown) else "replaced as a whole"

    def _place(self, cursor: Cursor, frame: Frame) -> tuple[Aggregate, str] | None:
        """The record and field that an expression designates; an empty field is the record itself."""
        inner = unwrap(cursor)
        if inner.kind is CursorKind.MEMBER_REF_EXPR:
            owners = children(inner)
            owner = self._record(owners[0], frame) if owners else None
            if owner is not None and inner.referenced is not None:
                return owner, inner.spelling
            return None
        if inner.kind is CursorKind.ARRAY_SUBSCRIPT_EXPR:
            # One item of an array: the array as a whole is no longer what was stated.
            place = self._place(children(inner)[0], frame)
            if place is not None and place[1]:
                place[0].fields[place[1]] = Stated(Unknown("", "set item by item"), self._unit.span(inner))
            return None
        record = self._record(inner, frame)
        return (record, "") if record is not None else None

    def _record(self, cursor: Cursor, frame: Frame) -> Aggregate | None:
        """The record that an expression is, points to or refers to."""
        inner = unwrap(cursor)
        if inner.kind is CursorKind.DECL_REF_EXPR:
            target = inner.referenced
            held = frame.variables.get(_key(target)) if target is not None else None
            if isinstance(held, Stated) and held.value.__class__ is Literal and _pointee(inner.type) is not None:
                return None
            return held if isinstance(held, Aggregate) else None
        if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) in {"*", "&"}:
            return self._record(children(inner)[0], frame)
        if inner.kind is CursorKind.MEMBER_REF_EXPR:
            owners = children(inner)
            owner = self._record(owners[0], frame) if owners else None
            if owner is None:
                return None
            held = owner.fields.get(inner.spelling)
            if isinstance(held, Aggregate):
                return held
            pointee = _pointee(inner.type)
            kind = pointee if pointee is not None else inner.type
            if held is None and is_record(kind):
                nested = Aggregate(kind, owner.base if pointee is None else Base.UNSET, self._unit.span(inner))
                owner.fields[inner.spelling] = nested
                return nested
        if inner.kind is CursorKind.CALL_EXPR and inner.spelling in {"operator->", "operator*", "get"}:
            arguments = children(inner)
            return self._record(arguments[0], frame) if arguments else None
        return None

    def _slot(self, cursor: Cursor, frame: Frame, kind: Type | None = None) -> Slot:
        """What an expression yields: a record, or a plain value."""
        inner = unwrap(cursor)
        wanted = kind or cursor.type
        if inner.kind is CursorKind.INIT_LIST_EXPR and is_record(wanted):
            return from_list(self._unit, inner, wanted)
        record = self._record(inner, frame)
        if record is not None:
            # A pointer is the record itself, a value is a copy of it.
            return record if _pointee(inner.type) is not None else record.copy()
        if inner.kind is CursorKind.CALL_EXPR:
            called = self._result(inner, frame, wanted)
            if called is not None:
                return called
        if inner.kind is CursorKind.DECL_REF_EXPR and inner.referenced is not None:
            return self._variable(inner, frame)
        if inner.kind is CursorKind.CONDITIONAL_OPERATOR:
            return self._conditional(inner, frame)
        return Stated(evaluate(self._unit, cursor), self._unit.span(cursor))

    def _variable(self, cursor: Cursor, frame: Frame) -> Slot:
        target = cursor.referenced
        held = frame.variables.get(_key(target))
        if isinstance(held, Stated):
            return Stated(held.value, held.span)
        if target.kind is CursorKind.VAR_DECL and is_record(target.type):
            definition = target.get_definition() or target
            initialiser = library.initialiser(definition)
            if initialiser is not None and unwrap(initialiser).kind is CursorKind.INIT_LIST_EXPR:
                return from_list(self._unit, unwrap(initialiser), target.type)
        return Stated(evaluate(self._unit, cursor), self._unit.span(cursor))

    def _conditional(self, cursor: Cursor, frame: Frame) -> Slot:
        operands = children(cursor)
        span = self._unit.span(cursor)
        if len(operands) != 3:
            return Stated(Unknown(self._unit.source(cursor), "depends on a condition"), span)
        decided = evaluate(self._unit, operands[0])
        if isinstance(decided, Literal):
            return self._slot(operands[1] if decided.value else operands[2], frame)
        values = [self._slot(one, frame) for one in operands[1:]]
        plain = [one.value for one in values if isinstance(one, Stated)]
        if len(plain) == 2:
            when = self._unit.source(operands[0])
            return Stated(choice([Alternative(when, plain[0]), Alternative("", plain[1])]), span)
        return Stated(Unknown(self._unit.source(cursor), "depends on a condition"), span)

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, cursor: Cursor, frame: Frame) -> None:
        arguments = list(cursor.get_arguments())
        name = cursor.spelling
        if name == "operator=" and len(arguments) == 2:
            self._assign(arguments[0], arguments[1], frame)
            return
        if name in _ZEROING and arguments:
            record = self._record(arguments[0], frame)
            filler = evaluate(self._unit, arguments[1]) if len(arguments) > 1 else None
            if record is not None and (not isinstance(filler, Literal) or filler.value == 0 or name != "memset"):
                record.base, record.fields, record.lost = Base.ZERO, {}, ""
                record.span = self._unit.span(cursor)
            return
        if name in {"memcpy", "memmove"} and len(arguments) > 1:
            source = self._slot(arguments[1], frame)
            self._store(arguments[0], source, frame)
            return
        touched = [record for one in arguments if (record := self._record(one, frame)) is not None and _may_change(one)]
        # A call that is handed no record changes none.
        if touched and self._inline(cursor, arguments, frame) is None:
            for record in touched:
                record.lost = f"{name or 'a function'} may change it"

    def _result(self, cursor: Cursor, frame: Frame, wanted: Type) -> Slot | None:
        name = cursor.spelling
        arguments = list(cursor.get_arguments())
        target = cursor.referenced
        if target is not None and target.kind is CursorKind.CONSTRUCTOR:
            if len(arguments) == 1:
                copied = self._record(arguments[0], frame)
                if copied is not None:
                    return copied.copy()
                inner = unwrap(arguments[0])
                if inner.kind is CursorKind.CALL_EXPR:
                    return self._result(inner, frame, wanted)
            if is_record(cursor.type):
                if not arguments:
                    return self._fresh(cursor.type, cursor)
                lost = "built by a constructor with arguments"
                return Aggregate(cursor.type, Base.UNSET, self._unit.span(cursor), lost=lost)
            return None
        if not arguments and target is None and is_record(cursor.type):
            return Aggregate(cursor.type, Base.ZERO, self._unit.span(cursor))
        if name == "move" and len(arguments) == 1:
            return self._slot(arguments[0], frame)
        pointee = _pointee(cursor.type)
        whole = is_record(cursor.type) or (pointee is not None and is_record(pointee))
        inner_frame = self._inline(cursor, arguments, frame, near=not whole)
        return inner_frame.result if inner_frame is not None else None

    def _inline(self, cursor: Cursor, arguments: list[Cursor], frame: Frame, *, near: bool = False) -> Frame | None:
        """Run a function that is called; ``near`` keeps to this file, which does for plain values."""
        target = cursor.referenced
        if target is None or self._depth >= (2 if near else _DEEPEST):
            return None
        definition = target.get_definition()
        unit = self._unit
        if definition is None and self._resolve is not None and not near:
            found = self._resolve(target.spelling)
            if found is not None:
                unit, definition = found
        if definition is None or definition.kind not in {CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD}:
            return None
        inner = Frame()
        for parameter, argument in zip(definition.get_arguments(), arguments, strict=False):
            inner.variables[_key(parameter)] = self._slot(argument, frame)
        outer = self._unit
        self._unit, self._depth = unit, self._depth + 1
        try:
            self._body(definition, inner)
        finally:
            self._unit, self._depth = outer, self._depth - 1
        return inner


# --- joining --------------------------------------------------------------------------------------------------------


def _join(frame: Frame, other: Frame, when: str, when_other: str = "", before: Frame | None = None) -> None:
    for key, mine in frame.variables.items():
        theirs = other.variables.get(key)
        if isinstance(mine, Aggregate) and isinstance(theirs, Aggregate):
            _join_records(mine, theirs, when, when_other, before.variables.get(key) if before else None)
        elif isinstance(mine, Stated) and isinstance(theirs, Stated):
            frame.variables[key] = _join_values(mine, theirs, when, when_other)
    if frame.returned != other.returned or (frame.returned and frame.result is not other.result):
        # One branch returned: what the function returns depends on the condition.
        frame.returned = frame.returned and other.returned
        if isinstance(frame.result, Aggregate) and isinstance(other.result, Aggregate):
            _join_records(frame.result, other.result, when, when_other, None)
        elif frame.result is None:
            frame.result = other.result


def _join_records(mine: Aggregate, theirs: Aggregate, when: str, when_other: str, before: Slot | None) -> None:
    del before
    if mine.base is not theirs.base:
        mine.base = Base.UNSET
    mine.lost = mine.lost or theirs.lost
    for name in {**mine.fields, **theirs.fields}:
        left, right = mine.fields.get(name), theirs.fields.get(name)
        if left is right:
            continue
        if isinstance(left, Aggregate) and isinstance(right, Aggregate):
            _join_records(left, right, when, when_other, None)
        elif isinstance(left, Stated) and isinstance(right, Stated):
            mine.fields[name] = _join_values(left, right, when, when_other)
        else:
            present = left if isinstance(left, Stated) else right
            if isinstance(present, Stated):
                condition = when if present is left else (when_other or f"not ({when})")
                rest: Value = Unknown("(not set)", "set under a condition")
                joined = choice([Alternative(condition, present.value), Alternative("", rest)])
                mine.fields[name] = Stated(joined, present.span)
            else:
                mine.lost = "set under a condition"


def _join_values(left: Stated, right: Stated, when: str, when_other: str) -> Stated:
    joined = choice([Alternative(when, left.value), Alternative(when_other, right.value)])
    return Stated(joined, right.span if when and not when_other else left.span)


def _name_conditions(frame: Frame, before: Frame, when: str) -> None:
    """Give what a first case stored its condition, by joining it with what held before."""
    _join(frame, before, when)


def _cases(body: Cursor, unit: Unit) -> list[tuple[str, list[Cursor]]]:
    """Labels of a switch and the statements that run for each, up to the next label."""
    cases: list[tuple[str, list[Cursor]]] = []
    for child in body.get_children():
        label, statement = None, child
        while statement.kind in {CursorKind.CASE_STMT, CursorKind.DEFAULT_STMT}:
            parts = list(statement.get_children())
            label = unit.source(parts[0]) if statement.kind is CursorKind.CASE_STMT else "default"
            cases.append((label, []))
            statement = parts[-1]
            cases[-1][1].append(statement)
        if label is None and cases:
            cases[-1][1].append(child)
    return cases


# --- types ----------------------------------------------------------------------------------------------------------


def _pointee(kind: Type) -> Type | None:
    canonical = kind.get_canonical()
    if canonical.kind in {Kind.POINTER, Kind.LVALUEREFERENCE, Kind.RVALUEREFERENCE}:
        return canonical.get_pointee()
    return None


def _may_change(argument: Cursor) -> bool:
    inner = unwrap(argument)
    if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) == "&":
        return True
    pointee = _pointee(argument.type)
    return pointee is not None and not pointee.is_const_qualified()


def _key(cursor: Cursor) -> int:
    return int(cursor.hash)
