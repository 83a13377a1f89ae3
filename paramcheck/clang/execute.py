"""Running functions that fill a record with defaults.

A small interpreter over libclang's tree: declarations, assignments, nested and delegating calls, branches. It knows
nothing of the caller, so parameters are unknown, and a branch on one gives values that hold under a condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang import library
from paramcheck.clang.aggregate import Aggregate, Base, Slot, Stated
from paramcheck.clang.calls import Calls
from paramcheck.clang.expressions import pointee
from paramcheck.clang.frames import Frame, join, key_of
from paramcheck.clang.records import is_record
from paramcheck.clang.trees import children, inside, unwrap, walk
from paramcheck.values import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit

_LONGEST = 8_000
"""Statements and expressions of one run. Functions that set defaults need a few hundred."""

_DEEPEST = 120
"""Statements within statements: a chain of ``else if`` is one."""

_LOOPS = frozenset({CursorKind.FOR_STMT, CursorKind.WHILE_STMT, CursorKind.CXX_FOR_RANGE_STMT, CursorKind.DO_STMT})


class TooLongError(Exception):
    """The function is no plain list of defaults."""


class Execution(Calls):
    """Runs functions of one unit.

    Args:
        unit: Where the functions stand.
        resolve: Finds the definition of a function that this unit only declares, with its unit.
    """

    def __init__(self, unit: Unit, resolve: Callable[[Cursor], tuple[Unit, Cursor] | None] | None = None) -> None:
        super().__init__(unit, resolve)
        self._budget = _LONGEST
        self._nesting = 0

    def returned(self, function: Cursor) -> Slot | None:
        """What a function returns, called with arguments that are not known.

        Raises:
            TooLongError: The function is no plain list of defaults.
        """
        frame = Frame()
        self._body(function, frame)
        if isinstance(frame.result, Aggregate):
            self._unread(frame.result, function, 0, frozenset())
        return frame.result

    def filled(self, function: Cursor, position: int = 0) -> Aggregate | None:
        """What a function leaves in the record that its parameter points to.

        Raises:
            TooLongError: The function is no plain list of defaults.
        """
        parameters = list(function.get_arguments())
        if position >= len(parameters):
            return None
        parameter = parameters[position]
        kind = pointee(parameter.type)
        if kind is None or not is_record(kind):
            return None
        frame = Frame()
        record = Aggregate(kind, Base.UNSET, self._unit.span(parameter))
        frame.variables[key_of(parameter)] = record
        self._body(function, frame)
        self._unread(record, function, 0, frozenset())
        return record

    def value(self, cursor: Cursor, kind: Type) -> Slot:
        """What an initialiser outside of functions yields."""
        return self._slot(cursor, Frame(), kind)

    def _spend(self) -> None:
        self._budget -= 1
        if self._budget < 0:
            raise TooLongError

    # --- statements -----------------------------------------------------------------------------------------

    def _body(self, function: Cursor, frame: Frame) -> None:
        for child in inside(function):
            if child.kind is CursorKind.COMPOUND_STMT:
                self._statement(child, frame)
        frame.finish()

    def _statement(self, cursor: Cursor, frame: Frame) -> None:
        self._spend()
        if self._nesting >= _DEEPEST:
            raise TooLongError
        if frame.returned or frame.left:
            return
        self._nesting += 1
        try:
            self._one_statement(cursor, frame)
        finally:
            self._nesting -= 1

    def _one_statement(self, cursor: Cursor, frame: Frame) -> None:  # noqa: C901 - one case a kind
        kind = cursor.kind
        if kind is CursorKind.COMPOUND_STMT:
            for child in inside(cursor):
                self._statement(child, frame)
        elif kind is CursorKind.DECL_STMT:
            for child in inside(cursor):
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
        elif kind in _LOOPS:
            self._loop(cursor, frame)
        elif kind is CursorKind.CXX_TRY_STMT:
            # The handlers run where something fails; nobody states defaults there.
            for child in inside(cursor):
                if child.kind is CursorKind.COMPOUND_STMT:
                    self._statement(child, frame)
        elif kind is CursorKind.CXX_THROW_EXPR:
            frame.left = True
        elif kind.is_expression():
            self._expression(cursor, frame)
        else:
            for child in inside(cursor):
                self._statement(child, frame)

    def _declare(self, cursor: Cursor, frame: Frame) -> None:
        initialiser = library.initialiser(cursor)
        target = pointee(cursor.type)
        if initialiser is not None:
            held = (self._record(initialiser, frame) if target is not None else None) or self._slot(initialiser, frame)
            if isinstance(held, Stated) and target is not None:
                if is_record(target):
                    held = self._allocated(initialiser, target) or self._made_elsewhere(held, target)
                elif not target.is_const_qualified():
                    # What is stored through the pointer or reference is not followed.
                    self._forget(initialiser, frame, "reached through a pointer or reference")
            elif isinstance(held, Stated) and is_record(cursor.type):
                held = self._made_elsewhere(held, cursor.type)
            frame.variables[key_of(cursor)] = held
        elif is_record(cursor.type):
            made = self.construct(cursor.type, self._unit.span(cursor))
            if self._unit.text_after(cursor, ";").lstrip().startswith(("=", "{")):
                made.lose("its initialiser did not parse")
            frame.variables[key_of(cursor)] = made

    @staticmethod
    def _made_elsewhere(held: Stated, kind: Type) -> Slot:
        """A record that something made which cannot be followed: what is stored in it afterwards is known."""
        if not isinstance(held.value, Unknown):
            return held
        return Aggregate(kind, Base.UNSET, held.span, lost=held.value.reason)

    # --- branches -------------------------------------------------------------------------------------------

    def _if(self, cursor: Cursor, frame: Frame) -> None:
        parts = inside(cursor)
        if not parts:
            return
        test, *branches = parts
        while test.kind in {CursorKind.DECL_STMT, CursorKind.VAR_DECL} and branches:
            self._statement(test, frame)
            test, *branches = branches
        decided = self._decided(test, frame)
        if decided is not None:
            for branch in branches[:1] if decided else branches[1:2]:
                self._statement(branch, frame)
            return
        self._expression(test, frame)
        other = frame.fork()
        if branches:
            self._statement(branches[0], frame)
        if len(branches) > 1:
            self._statement(branches[1], other)
        join(frame, other, self._unit.source(test))

    def _switch(self, cursor: Cursor, frame: Frame) -> None:
        parts = inside(cursor)
        if len(parts) < 2:
            return
        tested, groups = self._unit.source(parts[0]), _groups(parts[-1])
        value = self._number(parts[0], frame)
        if value is not None:
            for position, (labels, _) in enumerate(groups):
                if any(label is not None and self._number(label, frame) == value for label in labels):
                    self._run_from(groups, position, frame)
                    return
        default = next(
            (position for position, (labels, _) in enumerate(groups) if any(one is None for one in labels)), None
        )
        joined = frame.fork()
        if default is not None:
            self._run_from(groups, default, joined)
        if value is None:
            for position in range(len(groups) - 1, -1, -1):
                labels = [self._unit.source(label) for label in groups[position][0] if label is not None]
                if labels and position != default:
                    branch = frame.fork()
                    self._run_from(groups, position, branch)
                    join(branch, joined, " or ".join(f"{tested} == {label}" for label in labels))
                    joined = branch
        frame.take(joined)

    def _run_from(self, groups: list[_Group], position: int, frame: Frame) -> None:
        """Run a case and those after it, up to the first ``break``."""
        for _, statements in groups[position:]:
            for statement in statements:
                if statement.kind is CursorKind.BREAK_STMT:
                    return
                parts = inside(statement) if statement.kind is CursorKind.COMPOUND_STMT else [statement]
                for part in parts:
                    if part.kind is CursorKind.BREAK_STMT:
                        return
                    self._statement(part, frame)
                if frame.returned or frame.left:
                    return

    def _loop(self, cursor: Cursor, frame: Frame) -> None:
        """What a loop stores is not known exactly, except that it touches what it assigns.

        The body of ``do { ... } while (0)``, which macros are made of, runs once.
        """
        parts = inside(cursor)
        if cursor.kind is CursorKind.DO_STMT and parts and self._decided(parts[-1], frame) is False:
            self._statement(parts[0], frame)
            return
        for node in walk(cursor):
            self._spend()
            kind = node.kind
            if kind in {CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR}:
                operator = library.binary_operator(node)
                if operator.endswith("=") and operator not in {"==", "!=", "<=", ">="}:
                    self._forget(children(node)[0], frame, "set in a loop")
            elif kind is CursorKind.UNARY_OPERATOR and library.unary_operator(node) in {"++", "--"}:
                self._forget(children(node)[0], frame, "set in a loop")
            elif kind is CursorKind.CALL_EXPR:
                self._may_touch(node, frame, "set in a loop")

    # --- expressions ----------------------------------------------------------------------------------------

    def _expression(self, cursor: Cursor, frame: Frame) -> None:
        self._spend()
        inner = unwrap(cursor)
        kind = inner.kind
        operands = children(inner)
        if kind in {CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR}:
            operator = library.binary_operator(inner)
            if operator == "=" and len(operands) == 2:
                self._assign(operands[0], operands[1], frame)
            elif operator.endswith("=") and operator not in {"==", "!=", "<=", ">="} and operands:
                self._update(inner, operator, operands, frame)
            else:
                for one in operands:
                    self._expression(one, frame)
        elif kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) in {"++", "--"}:
            self._forget(operands[0], frame, "counted")
        elif kind is CursorKind.CALL_EXPR:
            self._call(inner, frame)
        elif kind is CursorKind.CONDITIONAL_OPERATOR and len(operands) == 3:
            self._expression(operands[0], frame)

    def _update(self, cursor: Cursor, operator: str, operands: list[Cursor], frame: Frame) -> None:
        """``x |= y`` and the like."""
        span, unit = self._unit.span(cursor), self._unit
        value = self._combined(cursor, operator, operands, frame)
        self._store(operands[0], Stated(value or Unknown(unit.source(cursor), "computed"), span), frame)


_Group = tuple[list["Cursor | None"], list["Cursor"]]
"""The labels of a case, ``None`` for ``default``, and the statements up to the next label."""


def _groups(body: Cursor) -> list[_Group]:
    groups: list[_Group] = []
    for child in inside(body):
        labels: list[Cursor | None] = []
        statement = child
        while statement.kind in {CursorKind.CASE_STMT, CursorKind.DEFAULT_STMT}:
            parts = inside(statement)
            labels.append(parts[0] if statement.kind is CursorKind.CASE_STMT else None)
            statement = parts[-1]
        if labels:
            groups.append((labels, [statement]))
        elif groups:
            groups[-1][1].append(statement)
    return groups
