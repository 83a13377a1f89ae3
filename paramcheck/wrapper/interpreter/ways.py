"""By which ways parameters get from the arguments of a call into what it returns.

Two calls with equal arguments return the same, and the same parameters are in it. Only the hops by which these reached
the call differ: a result that is used again gets those of the new call, and behind them its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from paramcheck.wrapper.interpreter.domain import Abstract, Instance, PairText, Step, is_value

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

    from paramcheck.wrapper.interpreter.domain import Thing
    from paramcheck.wrapper.package import Module

Start: TypeAlias = tuple[int, bool]
"""Where a way starts: the number of a value among those given, and whether in its data, not only its selectors."""


class Given(Struct, frozen=True):
    """The values that a call has to go by.

    Attributes:
        arguments: How many of the values are arguments; these get a hop when they are bound.
        values: The arguments, and behind them what stands in those that are containers.
    """

    arguments: int
    values: Sequence[Abstract]

    def last(self, start: Start, number: int) -> Step | None:
        """The last hop of a parameter at the start of a way."""
        position, is_data = start
        value = self.values[position]
        return (value.origins if is_data else value.selectors)[number]


class Way(Struct, frozen=True):
    """How one parameter gets into a result.

    Attributes:
        starts: Where it starts. Of an entry of a container there may be several that share their last hop.
        is_argument: Whether it starts in an argument itself.
        hops: What happens to it on the way, the first one first.
    """

    starts: tuple[Start, ...]
    is_argument: bool
    hops: tuple[tuple[Module, ast.AST], ...]


class Pattern(Struct, frozen=True):
    """A result without the hops of a certain call.

    Attributes:
        thing: What was returned; of a text of pairs nothing.
        origins: The ways of the parameters whose data is in it.
        selectors: The ways of those that decided what it is.
        same: The number of the given value that it is; -1 if it is another one.
        fixed: The result itself where no parameter is in it.
        pairs: The pairs of a text.
    """

    thing: Thing | None
    origins: dict[int, Way]
    selectors: dict[int, Way]
    same: int = -1
    fixed: Abstract | None = None
    pairs: tuple[tuple[str, Pattern], ...] | None = None


class UnknownWayError(Exception):
    """A parameter came in by a way that does not start in an argument, or by another one than before."""


def pattern(result: Abstract, given: Given, call: ast.AST) -> Pattern:
    """What remains of a result without the hops.

    Raises:
        UnknownWayError: Something is in it that came by another way than an argument, or it is an object.
    """
    for position, value in enumerate(given.values):
        if value is result:
            return Pattern(None, {}, {}, same=position)
    origins = {number: _way(number, last, given, call) for number, last in result.origins.items()}
    selectors = {number: _way(number, last, given, call) for number, last in result.selectors.items()}
    thing = result.thing
    if isinstance(thing, PairText):
        pairs = tuple((name, pattern(value, given, call)) for name, value in thing.pairs)
        return Pattern(None, origins, selectors, pairs=pairs)
    if not is_value(thing) and not (
        isinstance(thing, Instance) and any(value.thing == thing for value in given.values)
    ):
        raise UnknownWayError
    return Pattern(thing, origins, selectors, fixed=None if origins or selectors else result)


def rebuilt(made: Pattern, given: Given, call: ast.AST, module: Module) -> Abstract:
    """A result for arguments that are the same but for the ways by which they got there.

    Args:
        made: The result of another call.
        given: What the call has to go by.
        call: The call.
        module: Where it stands.

    Raises:
        UnknownWayError: What came by one way before comes by several now.
    """
    if made.fixed is not None:
        return made.fixed
    if made.same >= 0:
        return given.values[made.same]
    thing = made.thing
    if made.pairs is not None:
        thing = PairText(tuple((name, rebuilt(value, given, call, module)) for name, value in made.pairs))
    assert thing is not None
    origins = {number: _hop(number, way, given, call, module) for number, way in made.origins.items()}
    selectors = {number: _hop(number, way, given, call, module) for number, way in made.selectors.items()}
    return Abstract(thing, origins, selectors)


def _hop(number: int, way: Way, given: Given, call: ast.AST, module: Module) -> Step | None:
    last = given.last(way.starts[0], number)
    if any(given.last(other, number) is not last for other in way.starts[1:]):
        raise UnknownWayError
    if way.is_argument:
        last = Step(module, call, last)
    for where, node in way.hops:
        last = Step(where, node, last)
    return last


def _way(number: int, last: Step | None, given: Given, call: ast.AST) -> Way:
    hops: list[tuple[Module, ast.AST]] = []
    inside = _starts(number, given, given.arguments, len(given.values))
    outside = _starts(number, given, 0, given.arguments)
    while True:
        starts = [start for start, first in inside if first is last]
        if starts:
            return Way(tuple(starts), is_argument=False, hops=tuple(reversed(hops)))
        if last is None:
            raise UnknownWayError
        if last.node is call:
            starts = [start for start, first in outside if first is last.previous]
            if starts:
                return Way((starts[0],), is_argument=True, hops=tuple(reversed(hops)))
        hops.append((last.module, last.node))
        last = last.previous


def _starts(number: int, given: Given, first: int, end: int) -> list[tuple[Start, Step | None]]:
    found: list[tuple[Start, Step | None]] = []
    for position in range(first, end):
        value = given.values[position]
        if number in value.origins:
            found.append(((position, True), value.origins[number]))
        if number in value.selectors:
            found.append(((position, False), value.selectors[number]))
    return found
