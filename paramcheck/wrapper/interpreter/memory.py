"""What functions returned, for when they are called with the same again.

Helpers that convert or look at a value are called for each parameter in each function that takes it, and all that is
handed to a library as text is made by one function. What they return depends on the values alone, and comes from the
same parameters: only the way by which these reached the call is another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from paramcheck.values import Choice, Constructed, Dynamic, Expression, Inherited, Literal, Sequence, Symbol, Unknown
from paramcheck.wrapper.interpreter.domain import ABSENT, Class, DictThing, External, Instance, ListThing, Stated
from paramcheck.wrapper.interpreter.state import Items, Table, last_common
from paramcheck.wrapper.interpreter.ways import Given, Pattern, UnknownWayError, pattern, rebuilt

if TYPE_CHECKING:
    import ast

    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.domain import Abstract, Function
    from paramcheck.wrapper.interpreter.machine import Frame
    from paramcheck.wrapper.interpreter.state import Contents, Reads, State

Key: TypeAlias = tuple[object, ...]
"""What a result depends on."""

_EQUAL_BY_CONTENT = frozenset({Unknown, Dynamic, Symbol, Inherited, External, Class})
_MADE_OF_OTHERS = frozenset({Choice, Expression, Sequence, Constructed})

_DEEPEST = 2
"""Containers within containers."""

_MOST_VALUES = 400
"""Values within containers of which a result may depend."""

_MOST_RESULTS = 4
"""Results that are kept of calls with the same arguments."""

_IN_VAIN = 8
"""Calls after which a function that is no mere helper is taken to be one that changes something."""


class Question(Struct, frozen=True):
    """A call, as far as what it returns depends on it.

    Attributes:
        key: The function and the contents of its arguments.
        given: The values in the arguments.
        objects: The containers among the arguments, whose contents are in the key.
    """

    key: Key
    given: Given
    objects: frozenset[int]


class Remembered(Struct, frozen=True):
    """A result.

    Attributes:
        result: What was returned.
        fuel: How much of the budget of a run that took.
        objects: Contents of other objects that it depends on.
        names: What functions had assigned to globals that it depends on.
    """

    result: Pattern
    fuel: int
    objects: dict[int, Contents]
    names: dict[tuple[str, str], Abstract | None]

    def holds(self, state: State) -> bool:
        """Whether all that the function looks at is as it was."""
        return all(state.look(number) is contents for number, contents in self.objects.items()) and all(
            state.module_names.get(name) is value for name, value in self.names.items()
        )


class Memory:
    """What functions returned so far."""

    def __init__(self) -> None:
        self._results: dict[Key, list[Remembered]] = {}
        self._in_vain: dict[Function, int] = {}

    def question(
        self, function: Function, arguments: Arguments, frame: Frame, state: State, *, helper: bool
    ) -> Question | None:
        """What the result of a call depends on; ``None`` if that is more than plain values, or asking is in vain.

        Args:
            function: The function.
            arguments: What it is given: to a helper values, to others containers of values as well.
            frame: The function that calls.
            state: What holds there.
            helper: Whether the function cannot lead to the native side.
        """
        depth = 0 if helper else _DEEPEST
        if function.closure or arguments.absent or self._in_vain.get(function, 0) >= _IN_VAIN:
            return None
        reader = _Reader(state)
        parts: list[object] = [function, frame.certain]
        for value in arguments.positional:
            part = reader.part(value, depth)
            if part is None:
                return None
            parts.append(part)
        for name, value in arguments.keywords.items():
            part = reader.part(value, depth)
            if part is None:
                return None
            parts.append((name, part))
        handed = arguments.all()
        values = [*handed, *reader.values]
        if helper:
            parts.append(tuple(frame.control))
        elif not reader.objects:
            return None
        elif frame.control:
            # What already decides whether the call happens is not named again as deciding what it returns.
            known = {number for value in values for origins in (value.origins, value.selectors) for number in origins}
            parts.append(frozenset(known.intersection(frame.control)))
        return Question(tuple(parts), Given(len(handed), values), frozenset(reader.objects))

    def recall(
        self, question: Question, call: ast.AST, frame: Frame, state: State, budget: int
    ) -> tuple[Abstract, int] | None:
        """What a function returned when it was asked the same, and all that it looks at was the same.

        Args:
            question: What is asked.
            call: The call.
            frame: The function that calls.
            state: What holds there.
            budget: How much it may take.

        Returns:
            The result, and how much it took; ``None`` if it is not known.
        """
        for known in self._results.get(question.key, ()):
            if known.fuel > budget or not known.holds(state):
                continue
            try:
                result = rebuilt(known.result, question.given, call, frame.module)
            except UnknownWayError:
                continue
            if state.heap.reads is not None:
                state.heap.reads.names = {**known.names, **state.heap.reads.names}
            return result, known.fuel
        return None

    def keep(self, question: Question, result: Abstract, call: ast.AST, fuel: int, reads: Reads, state: State) -> bool:
        """Remember a result.

        Args:
            question: What was asked.
            result: What was returned.
            call: The call.
            fuel: How much that took.
            reads: What it looked at.
            state: What held before.

        Returns:
            Whether it can be used again: it cannot if it is an object, or something that came from elsewhere is in it.
        """
        known = self._results.setdefault(question.key, [])
        if len(known) >= _MOST_RESULTS:
            return False
        try:
            made = pattern(result, question.given, call)
        except UnknownWayError:
            return False
        others = {
            number: contents
            for number, contents in reads.objects.items()
            if number not in question.objects and state.look(number) is contents
        }
        known.append(Remembered(made, fuel, others, reads.names))
        return True

    def learn(self, function: Function, *, kept: bool) -> None:
        """Whether it was worth asking what a function returns."""
        self._in_vain[function] = max(self._in_vain.get(function, 0) + (-1 if kept else 1), 0)


class _Reader:
    """Turns arguments into what stands for them in a key.

    Attributes:
        values: What stands in the containers among them.
        objects: The containers.
    """

    def __init__(self, state: State) -> None:
        self.values: list[Abstract] = []
        self.objects: list[int] = []
        self._state = state

    def part(self, value: Abstract, depth: int) -> object | None:
        """What stands for a value; ``None`` if it is more than plain values."""
        thing = value.thing
        kind = type(thing)
        content: object
        if isinstance(thing, Literal):
            # One, one point zero and true are equal, and hash alike.
            content = (type(thing.value), thing)
        elif kind in _EQUAL_BY_CONTENT or thing is ABSENT:
            content = thing
        elif kind in _MADE_OF_OTHERS:
            content = (kind, repr(thing))
        elif isinstance(thing, (ListThing, DictThing)):
            content = self._container(thing, depth - 1) if depth else None
        elif isinstance(thing, Instance) and 0 < depth < _DEEPEST:
            # Among others it is mostly handed through. Where it is looked at, what it holds has to be the same.
            content = thing
        else:
            return None
        if content is None:
            return None
        if isinstance(value, Stated):
            place = (id(value.first), id(value.node), id(value.display), type(value.key), value.key)
            return (content, tuple(value.origins), tuple(value.selectors), place)
        return (content, tuple(value.origins), tuple(value.selectors))

    def _container(self, thing: ListThing | DictThing, depth: int) -> object | None:
        contents = self._state.look(thing.identity)
        self.objects.append(thing.identity)
        if isinstance(contents, Items):
            parts = self._parts(contents.values, depth)
            return None if parts is None else (type(thing), getattr(thing, "kind", ""), contents.exact, parts)
        if isinstance(contents, Table) and contents.surface is None and contents.instance is None:
            parts = self._parts([value for value, _ in contents.values.values()], depth)
            keys = tuple((type(key), key, sure) for key, (_, sure) in contents.values.items())
            return None if parts is None else (DictThing, contents.exact, keys, parts)
        return None

    def _parts(self, values: list[Abstract], depth: int) -> tuple[object, ...] | None:
        if len(self.values) + len(values) > _MOST_VALUES:
            return None
        self.values.extend(values)
        parts: list[object] = []
        for value in values:
            part = self.part(value, depth)
            if part is None:
                return None
            parts.append(part)
        return tuple(parts)


def changed_nothing(before: State, after: State) -> bool:
    """Whether what held before still holds."""
    return before.module_names == after.module_names and all(
        (old := before.look(identity)) is None or old is after.look(identity)
        for identity in after.heap.changed_since(last_common(after.heap, before.heap))
    )
