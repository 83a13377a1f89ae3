"""Switches in a bound function's body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec.structs import replace

from paramcheck.values import Literal
from paramcheck.wrapper.bindings import expressions
from paramcheck.wrapper.bindings.domain import union
from paramcheck.wrapper.bindings.state import absorb, merge

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.wrapper.bindings.domain import Datum, Origins
    from paramcheck.wrapper.bindings.machine import Frame, Machine
    from paramcheck.wrapper.bindings.state import State


def run(machine: Machine, cursor: Cursor, frame: Frame, state: State) -> State | None:
    """Run the case that the default takes, or each of them where that is not known.

    Returns:
        What holds after it; ``None`` if nothing runs after it.
    """
    parts = list(cursor.get_children())
    if len(parts) < 2:
        return state
    tested = expressions.evaluate(machine, parts[0], frame, state)
    control = union(frame.control, tested.origins, tested.selectors)
    cases = _cases(parts[-1])
    taken = _taken(machine, tested, cases, frame, state)
    default = any(label is None for label, _ in cases)
    result: State | None = state if taken is None and not default else None
    for number, (_, statements) in enumerate(cases):
        if taken is None or taken == number:
            end = _case(machine, statements, frame, state.fork(), control, taken=True)
            if end is not None:
                result = end if result is None else merge(result, end)
    if taken == len(cases):
        result = state.fork()
    for number, (_, statements) in enumerate(cases):
        if taken is not None and taken != number:
            other = _case(machine, statements, frame, state.fork(), control, taken=False)
            if other is not None and result is not None:
                absorb(result, other)
    return result


def _taken(
    machine: Machine, tested: Datum, cases: list[tuple[Cursor | None, list[Cursor]]], frame: Frame, state: State
) -> int | None:
    """Which case runs by default, their number for none of them; ``None`` if that is not known."""
    wanted = tested.value
    if not isinstance(wanted, Literal):
        return None
    otherwise = len(cases)
    for number, (label, _) in enumerate(cases):
        if label is None:
            otherwise = number
            continue
        value = expressions.evaluate(machine, label, frame, state).value
        if not isinstance(value, Literal):
            return None
        if value.value == wanted.value:
            return number
    return otherwise


def _case(
    machine: Machine, statements: list[Cursor], frame: Frame, state: State, control: Origins, *, taken: bool
) -> State | None:
    """Run a case up to where it breaks off, into the next ones if it does not."""
    inner = replace(frame, control=control, certain=frame.certain and taken, returns=[])
    kept = []
    for one in statements:
        if one.kind is CursorKind.BREAK_STMT:
            break
        kept.append(one)
    end = machine.block(kept, inner, state)
    if taken:
        frame.returns.extend(inner.returns)
    return end


def _cases(cursor: Cursor) -> list[tuple[Cursor | None, list[Cursor]]]:
    """The labels of a switch, ``None`` for ``default``, each with the statements from there to the end."""
    children = list(cursor.get_children())
    cases: list[tuple[Cursor | None, list[Cursor]]] = []
    for position, child in enumerate(children):
        labels: list[Cursor | None] = []
        statement = child
        while statement.kind in {CursorKind.CASE_STMT, CursorKind.DEFAULT_STMT}:
            parts = list(statement.get_children())
            labels.append(parts[0] if statement.kind is CursorKind.CASE_STMT else None)
            statement = parts[-1]
        cases.extend((label, [statement, *children[position + 1 :]]) for label in labels)
    return cases
