"""Following parameters through the body of a bound function.

The body is run with every argument at its default. Branches that this decides are taken; the others are run as well,
on a copy of the state, to see where parameters can go. What cannot be followed is unknown, never a guess.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct, field
from msgspec.structs import replace

from paramcheck.clang import library
from paramcheck.clang.includes import SOURCES
from paramcheck.model import Evidence
from paramcheck.values import Literal, Unknown
from paramcheck.wrapper.bindings import expressions, fold, switches
from paramcheck.wrapper.bindings.cursors import body, declaration, primary, qualified
from paramcheck.wrapper.bindings.domain import Closure, Datum, Instance, Origins, union, unknown
from paramcheck.wrapper.bindings.state import Cells, State, absorb, merge

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit
    from paramcheck.wrapper.bindings.parsing import Declared
    from paramcheck.wrapper.bindings.recorder import Recorder

FUEL = 20_000
"""Expressions and statements of one run. Bound functions need a few hundred."""

_DEEPEST = 120
"""Expressions and statements within each other. Every level takes several calls of Python's stack."""

_LONGEST_TEXT = 200

_LOOPS = frozenset({CursorKind.FOR_STMT, CursorKind.WHILE_STMT, CursorKind.CXX_FOR_RANGE_STMT, CursorKind.DO_STMT})
_LEAVING = frozenset({CursorKind.BREAK_STMT, CursorKind.CONTINUE_STMT, CursorKind.GOTO_STMT})


_ERROR = re.compile(r"\w*(?:err|fail|raise)\w*\(\)", re.IGNORECASE)


class OutOfFuelError(Exception):
    """The function is too long to follow."""


class Frame(Struct):
    """One function on the way.

    Attributes:
        this: The object whose method it is.
        control: Parameters on whose value it depends whether the current statement runs.
        certain: Whether the current statement runs by default.
        depth: How many functions lie above.
        returns: What it returned so far, and the state at each return.
        native: Whether it belongs to the library, not to the wrapper.
        over: Whether it has returned by default; what follows runs only if the caller asks for it.
    """

    this: Datum | None = None
    control: Origins = field(default_factory=dict)
    certain: bool = True
    depth: int = 0
    returns: list[tuple[Datum, State]] = field(default_factory=list)
    native: bool = False
    over: bool = False


class Machine:
    """Runs functions of one unit.

    Args:
        unit: Where the functions stand.
        helpers: Files of the wrapper: a function that is defined in one is followed, any other is native.
        recorder: Is told where parameters go.

    Attributes:
        declared: Parameters that the function itself declares by parsing its arguments.
        entered: Names of the functions that were followed.
    """

    def __init__(self, unit: Unit, helpers: frozenset[str], recorder: Recorder) -> None:
        self.unit = unit
        self.helpers = helpers
        self.recorder = recorder
        self.plain_c = unit.path.lower().endswith(".c")
        self.declared: list[Declared] = []
        self.entered: set[str] = set()
        self._fuel = FUEL
        self._nested = 0
        self._made = 0

    def enter(self) -> None:
        """Count one step, and one level until it is left.

        Raises:
            OutOfFuelError: There were too many of either.
        """
        self._fuel -= 1
        self._nested += 1
        if self._fuel < 0 or self._nested > _DEEPEST:
            raise OutOfFuelError

    def leave(self) -> None:
        """Leave the level that was entered last."""
        self._nested -= 1

    def step(self, cursor: Cursor, kind: str = "dataflow") -> Evidence:
        """A place that data comes through."""
        text = self.unit.source(cursor)
        return Evidence(kind, self.unit.span(cursor), text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT])

    def new(self, kind: Type, state: State, *, origin: str | None = None, zeroed: bool = False) -> Datum:
        """A new object of a class."""
        self._made += 1
        found = declaration(kind)
        template = primary(found) if found is not None else None
        name = qualified(template) if template is not None else ""
        usr = template.get_usr() if template is not None else ""
        instance = Instance(self._made, kind.get_canonical(), name or _tag(kind), usr, origin, zeroed)
        state.heap[instance.identity] = Cells(instance)
        self.recorder.seen(instance).own = found is not None and self.is_own(found)
        return Datum(instance)

    def is_helper(self, function: Cursor) -> bool:
        """Whether a function belongs to the wrapper."""
        path = self.unit.path_of(function.location)
        return path is not None and path in self.helpers

    def is_own(self, function: Cursor) -> bool:
        """Whether a function or class stands in a source of the wrapper, where the library cannot use it."""
        path = self.unit.path_of(function.location)
        return path is not None and path in self.helpers and path.lower().endswith(SOURCES)

    # --- statements -----------------------------------------------------------------------------------------

    def run(self, cursor: Cursor, frame: Frame, state: State) -> State | None:
        """Run a statement.

        Returns:
            What holds after it; ``None`` if nothing runs after it.
        """
        self.enter()
        try:
            return self._run(cursor, frame, state)
        finally:
            self.leave()

    def _run(self, cursor: Cursor, frame: Frame, state: State) -> State | None:  # noqa: C901 - a case a kind
        kind = cursor.kind
        if kind is CursorKind.COMPOUND_STMT:
            return self.block(list(cursor.get_children()), frame, state)
        if kind is CursorKind.DECL_STMT:
            for child in cursor.get_children():
                if child.kind is CursorKind.VAR_DECL:
                    self._declare(child, frame, state)
            return state
        if kind is CursorKind.RETURN_STMT:
            values = list(cursor.get_children())
            datum = expressions.evaluate(self, values[0], frame, state) if values else Datum(_nothing())
            if not frame.over:
                frame.returns.append((datum, state))
            return None
        if kind is CursorKind.IF_STMT:
            return self._if(cursor, frame, state)
        if kind is CursorKind.SWITCH_STMT:
            return switches.run(self, cursor, frame, state)
        if kind in _LOOPS:
            return self._loop(cursor, frame, state)
        if kind is CursorKind.CXX_TRY_STMT:
            return self._try(cursor, frame, state)
        if kind in _LEAVING or kind is CursorKind.NULL_STMT:
            return state
        if kind is CursorKind.CXX_THROW_EXPR:
            return None
        if kind.is_expression():
            if _throws(cursor):
                return None
            expressions.evaluate(self, cursor, frame, state)
            return state
        if kind in {CursorKind.CASE_STMT, CursorKind.DEFAULT_STMT, CursorKind.LABEL_STMT}:
            return self.block(list(cursor.get_children())[-1:], frame, state)
        return self.block([one for one in cursor.get_children() if one.kind.is_statement()], frame, state)

    def block(self, statements: list[Cursor], frame: Frame, state: State) -> State | None:
        """Run statements one after the other."""
        current: State | None = state
        for one in statements:
            if current is None:
                return None
            current = self.run(one, frame, current)
        return current

    def _declare(self, cursor: Cursor, frame: Frame, state: State) -> None:
        initialiser = library.initialiser(cursor)
        if initialiser is None:
            datum = expressions.uninitialised(self, cursor, state)
        else:
            datum = expressions.evaluate(self, initialiser, frame, state, cursor.type)
            if isinstance(datum.thing, Unknown) and not datum.carries:
                # Memory that is allocated, or an object that something outside of the library returned.
                datum = expressions.pointee(self, cursor, state) or datum
        if datum is not None:
            state.variables[cursor.hash] = datum

    def _if(self, cursor: Cursor, frame: Frame, state: State) -> State | None:
        test, *branches = list(cursor.get_children()) or [cursor]
        while test.kind in {CursorKind.DECL_STMT, CursorKind.VAR_DECL} and branches:
            if test.kind is CursorKind.VAR_DECL:
                self._declare(test, frame, state)
                if not branches[0].kind.is_expression():
                    break
            else:
                self.run(test, frame, state)
            test, *branches = branches
        if test.kind is CursorKind.VAR_DECL:
            condition = state.variables.get(test.hash) or Datum(_nothing())
        else:
            condition = expressions.evaluate(self, test, frame, state)
        known = fold.truth(condition.value) if not isinstance(condition.thing, (Instance, Closure)) else None
        control = union(frame.control, condition.origins, condition.selectors)
        other, returned = state.fork(), len(frame.returns)
        ends: list[State | None] = [state, other]
        for number, branch in enumerate(branches[:2]):
            taken = known is None or known is (number == 0)
            ends[number] = self._branch(branch, frame, ends[number], control, taken=taken)
        if known is not None:
            taken_end, other_end = ends if known else reversed(ends)
            if taken_end is None and other_end is not None:
                if self._fails(frame.returns[returned:]):
                    # A check that the default does not pass: what is checked must be given, and then the rest runs.
                    del frame.returns[returned:]
                else:
                    frame.over, frame.certain = True, False
                return other_end
            if taken_end is not None and other_end is not None:
                absorb(taken_end, other_end)
            return taken_end
        left, right = ends
        if left is None or right is None:
            return left or right
        return merge(left, right, self.unit.source(test)[:_LONGEST_TEXT])

    def _fails(self, returns: list[tuple[Datum, State]]) -> bool:
        """Whether a branch ends in an error: it throws, or gives Python no object."""
        if not returns:
            return True
        value = returns[-1][0].value
        if not self.declared:
            return False
        return (isinstance(value, Literal) and value.value in {None, -1}) or (
            isinstance(value, Unknown) and _ERROR.search(value.reason) is not None
        )

    def _branch(
        self, cursor: Cursor, frame: Frame, state: State | None, control: Origins, *, taken: bool
    ) -> State | None:
        if state is None:
            return None
        inner = replace(frame, control=control, certain=frame.certain and taken, returns=[])
        end = self.run(cursor, inner, state)
        if taken:
            frame.returns.extend(inner.returns)
            if inner.over and not frame.over:
                frame.over, frame.certain = True, False
        return end

    def _loop(self, cursor: Cursor, frame: Frame, state: State) -> State:
        """A loop body is run once: what it hands over does not depend on how often it runs."""
        inner = replace(frame, returns=[])
        current: State = state
        if cursor.kind is CursorKind.CXX_FOR_RANGE_STMT:
            self._bind_item(cursor, inner, current)
        for part in cursor.get_children():
            after = self.run(part, inner, current) if part.kind.is_statement() else None
            if part.kind.is_expression():
                expressions.evaluate(self, part, inner, current)
            elif part.kind is CursorKind.VAR_DECL and part.hash not in current.variables:
                self._declare(part, inner, current)
            current = after or current
        frame.returns.extend(inner.returns)
        return current

    def _bind_item(self, cursor: Cursor, frame: Frame, state: State) -> None:
        """The variable of ``for (item : items)``."""
        parts = list(cursor.get_children())
        variable = next((one for one in parts if one.kind is CursorKind.VAR_DECL), None)
        items = next((one for one in parts if one.kind.is_expression()), None)
        if variable is not None and items is not None:
            held = expressions.evaluate(self, items, frame, state)
            if held.carries:
                state.variables[variable.hash] = unknown(variable.spelling, "an item of a container", held)

    def _try(self, cursor: Cursor, frame: Frame, state: State) -> State | None:
        end: State | None = state
        for part in cursor.get_children():
            if part.kind is CursorKind.COMPOUND_STMT:
                end = self.run(part, frame, state)
            elif part.kind is CursorKind.CXX_CATCH_STMT:
                for handler in part.get_children():
                    if handler.kind is CursorKind.COMPOUND_STMT:
                        self._branch(handler, frame, state.fork(), frame.control, taken=False)
        return end

    # --- functions ------------------------------------------------------------------------------------------

    def call(self, function: Cursor, data: dict[int, Datum], frame: Frame, state: State) -> tuple[Datum | None, State]:
        """Run a function's body.

        Args:
            function: Its definition, or a lambda.
            data: What its parameters hold, by their declaration.
            frame: The new frame.
            state: What holds before; lambdas see the variables around them.

        Returns:
            What it returns, if it does, and what holds after it.
        """
        block = body(function)
        if block is None:
            return None, state
        self.entered.add(str(function.spelling))
        state.variables.update(data)
        end = self.run(block, frame, state)
        if not frame.returns:
            return None, end or state
        if frame.over:
            end = None
        datum, last = frame.returns[-1]
        if len(frame.returns) > 1 and not isinstance(datum.thing, Instance):
            for other, _ in reversed(frame.returns[:-1]):
                if isinstance(other.thing, Instance):
                    datum = other
                    break
        return datum, end or last


def _nothing() -> Unknown:
    return Unknown("", "nothing")


def _tag(kind: Type) -> str:
    spelling: str = kind.get_canonical().spelling
    if "(" in spelling:
        # A record without a name is spelled by its place.
        return ""
    return spelling.removeprefix("const ").removeprefix("struct ").rstrip(" &*")


def _throws(cursor: Cursor) -> bool:
    current = cursor
    while current.kind is CursorKind.UNEXPOSED_EXPR:
        parts = list(current.get_children())
        if len(parts) != 1:
            return False
        current = parts[0]
    return current.kind is CursorKind.CXX_THROW_EXPR
