"""What helpers returned, for when they are called with the same again.

Helpers that convert or look at a value are called for each parameter in each function that takes it. What they return
depends on the values alone as long as these are no objects with contents, and comes from the same parameters: only the
way by which these reached the call is another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paramcheck.values import Dynamic, Inherited, Literal, Symbol, Unknown
from paramcheck.wrapper.interpreter.domain import Abstract, Class, External, Step

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.domain import Function, Origins, Thing
    from paramcheck.wrapper.interpreter.machine import Frame
    from paramcheck.wrapper.package import Module

Key = tuple[object, ...]
"""What a helper's result depends on."""

_EQUAL_BY_CONTENT = (Unknown, Dynamic, Symbol, Inherited, External)


@dataclass(frozen=True, slots=True)
class _Way:
    """How one parameter gets from an argument into a result.

    Attributes:
        slot: The argument: its position, or its name.
        is_data: Whether it is in the argument's data, not only among what selected it.
        hops: What happens to it inside of the helper, the first one first.
    """

    slot: int | str
    is_data: bool
    hops: tuple[tuple[Module, ast.AST], ...]


@dataclass(frozen=True, slots=True)
class Remembered:
    """A result, with the ways by which parameters get into it.

    Attributes:
        thing: What the helper returned.
        origins: The parameters whose data is in it.
        selectors: Those that decided what it is.
    """

    thing: Thing
    origins: dict[int, _Way]
    selectors: dict[int, _Way]

    def again(self, arguments: Arguments, call: ast.AST, frame: Frame) -> Abstract:
        """The result for arguments that are the same but for the way by which they got there.

        Args:
            arguments: The arguments.
            call: The call.
            frame: The function that calls.
        """
        given = dict(_slots(arguments))

        def rebuilt(ways: dict[int, _Way]) -> Origins:
            found: dict[int, Step | None] = {}
            for number, way in ways.items():
                argument = given[way.slot]
                last = (argument.origins if way.is_data else argument.selectors)[number]
                last = Step(frame.module, call, last)
                for module, node in way.hops:
                    last = Step(module, node, last)
                found[number] = last
            return found

        return Abstract(self.thing, rebuilt(self.origins), rebuilt(self.selectors))


def key(function: Function, arguments: Arguments, frame: Frame) -> Key | None:
    """What a helper's result depends on; ``None`` if that is more than plain values."""
    parts: list[object] = [id(function), frame.certain, tuple(frame.control)]
    for slot, value in _slots(arguments):
        thing = value.thing
        if isinstance(thing, Literal):
            # One, one point zero and true are equal, and hash alike.
            content: object = (type(thing.value), repr(thing.value), thing.symbol)
        elif isinstance(thing, Class):
            content = id(thing)
        elif isinstance(thing, _EQUAL_BY_CONTENT):
            content = thing
        else:
            return None
        parts.append((slot, content, tuple(value.origins), tuple(value.selectors)))
    return tuple(parts)


def remembered(result: Abstract, arguments: Arguments, call: ast.AST) -> Remembered | None:
    """A result to be used again; ``None`` if something is in it that came by another way than an argument.

    Args:
        result: What the helper returned.
        arguments: What it was given.
        call: The call.
    """
    origins = {number: _way(number, last, arguments, call) for number, last in result.origins.items()}
    selectors = {number: _way(number, last, arguments, call) for number, last in result.selectors.items()}
    known = {number: way for number, way in origins.items() if way is not None}
    selecting = {number: way for number, way in selectors.items() if way is not None}
    if len(known) < len(origins) or len(selecting) < len(selectors):
        return None
    return Remembered(result.thing, known, selecting)


def _way(number: int, last: Step | None, arguments: Arguments, call: ast.AST) -> _Way | None:
    hops: list[tuple[Module, ast.AST]] = []
    while last is not None:
        if last.node is call:
            for slot, value in _slots(arguments):
                for is_data, starts in ((True, value.origins), (False, value.selectors)):
                    if number in starts and starts[number] is last.previous:
                        return _Way(slot, is_data, tuple(reversed(hops)))
        hops.append((last.module, last.node))
        last = last.previous
    return None


def _slots(arguments: Arguments) -> Iterator[tuple[int | str, Abstract]]:
    yield from enumerate(arguments.positional)
    yield from arguments.keywords.items()
