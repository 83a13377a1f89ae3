"""Lists, tuples, dicts and text: reading, building, iterating, and their methods."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Protocol

from paramcheck.values import Dynamic, Literal, Sequence, Unknown
from paramcheck.wrapper.interpreter import attributes, dicts, expressions, fold
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    Abstract,
    Class,
    DictThing,
    External,
    FieldView,
    Instance,
    ListThing,
    PairText,
    Pointer,
    Record,
    combine,
    is_value,
    merge,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Items, Table

if TYPE_CHECKING:
    from paramcheck.values import Value
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State

_EQUAL = ast.Eq()


class Add(Protocol):
    """What a comprehension does with the state of an iteration."""

    def __call__(self, state: State, *, left_out: bool = False) -> None:
        """Add what the iteration gives; ``left_out`` says that a filter drops it by default."""


LONGEST_LOOP = 64
"""Iterations that are followed one by one; parameters come in dozens, data in thousands."""


MOST_ITEMS = 4096
"""Items of a list that code builds up. A list that doubles in a loop would fill the memory."""


def extend(items: Items, more: list[Abstract], *, exact: bool) -> None:
    """Append items to a list, unless it becomes too long to be a default."""
    room = max(MOST_ITEMS - len(items.values), 0)
    items.values.extend(more[:room])
    items.exact = items.exact and exact and len(more) <= room


def iterate(machine: Machine, value: Abstract, state: State) -> tuple[list[Abstract], bool]:
    """The items that iterating gives, and whether there are no others."""
    thing = value.thing
    if isinstance(thing, ListThing):
        contents = machine.contents(thing.identity, state)
        if isinstance(contents, Items):
            return list(contents.values), contents.exact
    if isinstance(thing, DictThing):
        contents = machine.contents(thing.identity, state)
        if isinstance(contents, Table):
            present = [(key, sure) for key, (held, sure) in contents.values.items() if held.thing is not ABSENT]
            keys = [Abstract(fold.literal(key)) for key, sure in present if sure]
            return keys, contents.exact and len(keys) == len(present)
    if isinstance(thing, Sequence):
        return [value.with_thing(item) for item in thing.items], True
    if isinstance(thing, Literal) and isinstance(thing.value, str) and len(thing.value) <= LONGEST_LOOP:
        return [value.with_thing(fold.literal(character)) for character in thing.value], True
    if isinstance(thing, Instance):
        from paramcheck.wrapper.interpreter import classes, model_functions  # noqa: PLC0415

        if classes.is_named_tuple(machine, thing.cls):
            return list(model_functions.values(machine, thing, state).values()), True
    if isinstance(thing, Class):
        from paramcheck.wrapper.interpreter import classes  # noqa: PLC0415

        members = classes.members(machine, thing)
        return members, bool(members)
    return [], False


def with_items(machine: Machine, value: Abstract, state: State) -> Abstract:
    """A list that is the default of a parameter, whose items are parts of that default."""
    contents = machine.contents(value.thing.identity, state) if isinstance(value.thing, ListThing) else None
    if not isinstance(contents, Items) or not value.origins or any(one.origins for one in contents.values):
        return value
    assert isinstance(value.thing, ListThing)
    items = [Abstract(one.thing, value.origins, one.selectors) for one in contents.values]
    return value.with_thing(machine.new_list(state, items, exact=contents.exact, kind=value.thing.kind))


def comprehend(
    machine: Machine,
    generators: list[ast.comprehension],
    frame: Frame,
    state: State,
    add: Add,
) -> bool:
    """Run a comprehension: ``add`` sees the state of each iteration. Returns whether all were followed."""
    saved = dict(state.names)
    exact = _comprehend(machine, generators, frame, state, add)
    state.names.clear()
    state.names.update(saved)
    return exact


def _comprehend(machine: Machine, generators: list[ast.comprehension], frame: Frame, state: State, add: Add) -> bool:
    if not generators:
        add(state)
        return True
    first, rest = generators[0], generators[1:]
    source = machine.evaluate(first.iter, frame, state)
    items, exact = iterate(machine, source, state)
    if len(items) > LONGEST_LOOP:
        items, exact = items[:LONGEST_LOOP], False
    if not items and not exact:
        items = [unknown("", "an item of something unknown", source)]
    for item in items:
        machine.burn()
        bind_target(machine, first.target, item, frame, state)
        keep: bool | None = True
        asked: list[ast.expr] = []
        for test in first.ifs:
            tested = machine.evaluate(test, frame, state)
            answer = expressions.truth(machine, tested, state)
            if answer is False and keep and (tested.origins or tested.selectors):
                asked.append(test)
                continue
            keep = None if answer is None and keep is not False else (keep and answer)
        if keep is not False and asked:
            # Left out by default, because of what the caller did not give.
            other = state.fork()
            for test in asked:
                expressions.assume_given(machine, test, frame, other)
            _comprehend(machine, rest, frame, other, partial(add, left_out=True))
        elif keep is not False:
            exact = _comprehend(machine, rest, frame, state, add) and exact
    return exact


def bind_target(machine: Machine, target: ast.expr, value: Abstract, frame: Frame, state: State) -> None:
    """Assign to a name, attribute, item or tuple of those."""
    from paramcheck.wrapper.interpreter import statements  # noqa: PLC0415

    statements.assign(machine, target, value, target, frame, state)


def load_item(  # noqa: C901 - one case a kind of object
    machine: Machine, owner: Abstract, index: Abstract, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """``owner[index]``."""
    thing = owner.thing
    key = machine.value(index, state)
    if isinstance(thing, DictThing):
        contents = machine.contents(thing.identity, state)
        if isinstance(contents, Table):
            found = dicts.read_key(machine, contents, key, frame, node, None)
            if found is not None:
                return _looked_up(found, index)
            return unknown("", "an entry that is not known", owner, index)
    if isinstance(thing, ListThing):
        contents = machine.contents(thing.identity, state)
        if isinstance(contents, Items) and isinstance(key, Literal) and isinstance(key.value, int):
            known = contents.values if contents.exact or key.value >= 0 else []
            if -len(known) <= key.value < len(known):
                return _looked_up(known[key.value], index)
        return unknown("", "an item that is not known", owner, index)
    if isinstance(thing, Sequence) and isinstance(key, Literal) and isinstance(key.value, int):
        if -len(thing.items) <= key.value < len(thing.items):
            return owner.with_thing(thing.items[key.value])
        return unknown("", "an item that is not there", owner)
    if isinstance(thing, Instance) and isinstance(key, Literal) and isinstance(key.value, int):
        known, exact = iterate(machine, owner, state)
        if exact and -len(known) <= key.value < len(known):
            return _looked_up(known[key.value], index)
    if isinstance(thing, (External, Class)):
        # Optional[int], List[str], and Enum["NAME"].
        if isinstance(thing, Class) and isinstance(key, Literal) and isinstance(key.value, str):
            return _looked_up(attributes.load(machine, owner, key.value, node, frame, state), index)
        return owner
    if isinstance(thing, Pointer):
        return thing.target
    if isinstance(thing, FieldView) or (isinstance(thing, Record) and isinstance(key, Literal) and key.value == 0):
        return owner
    if is_value(thing) and isinstance(thing, Dynamic):
        return owner
    if isinstance(key, Literal) and isinstance(key.value, str):
        # One entry of an object that the caller gives is not that object.
        return unknown("", "an entry of something unknown", index)
    return unknown("", "an item of something unknown", owner, index)


def _looked_up(found: Abstract, index: Abstract) -> Abstract:
    # The index decides which entry it is, and the entry stands for the index: a map from names to constants
    # converts a parameter.
    if not index.origins and not index.selectors:
        return found
    return Abstract(found.thing, merge(found.origins, index.origins), merge(found.selectors, index.selectors))


def load_slice(machine: Machine, owner: Abstract, node: ast.Slice, frame: Frame, state: State) -> Abstract:
    """``owner[a:b:c]``."""
    bounds: list[int | None] = []
    for bound in (node.lower, node.upper, node.step):
        if bound is None:
            bounds.append(None)
            continue
        value = machine.value(machine.evaluate(bound, frame, state), state)
        if not (isinstance(value, Literal) and isinstance(value.value, int)):
            return unknown("", "a slice that is not known", owner)
        bounds.append(value.value)
    window = slice(*bounds)
    thing = owner.thing
    if isinstance(thing, ListThing):
        contents = machine.contents(thing.identity, state)
        if isinstance(contents, Items) and contents.exact:
            return owner.with_thing(machine.new_list(state, contents.values[window]))
    if isinstance(thing, Literal) and isinstance(thing.value, (str, bytes)):
        return owner.with_thing(fold.literal(thing.value[window]))
    return unknown("", "a part of something unknown", owner)


def store_item(
    machine: Machine, owner: Abstract, index: Abstract, value: Abstract, node: ast.AST, frame: Frame, state: State
) -> None:
    """``owner[index] = value``."""
    thing = owner.thing
    while isinstance(thing, Pointer):
        thing = thing.target.thing
    if isinstance(thing, DictThing):
        table = state.table(thing.identity)
        key = machine.value(index, state)
        if isinstance(key, Literal):
            dicts.put(table, key.value, machine.stated(value, frame, key.value, node, node), state)
        else:
            table.exact = False
    elif isinstance(thing, ListThing):
        attributes.set_item(machine, owner.with_thing(thing), index, value, state)
    elif isinstance(thing, FieldView):
        attributes.store_element(machine, owner.with_thing(thing), index, value, node, frame, state)


def contains(machine: Machine, owner: Abstract, item: Abstract, state: State) -> bool | None:
    """``item in owner``: true, false or not known."""
    thing = owner.thing
    key = machine.value(item, state)
    if isinstance(thing, DictThing):
        contents = machine.contents(thing.identity, state)
        if not isinstance(contents, Table):
            return None
        if not isinstance(key, Literal):
            # Code that looks for an alias in the caller's extras: a key that nobody can name was not given.
            return False if contents.exact and not isinstance(item.thing, Dynamic) else None
        entry = contents.values.get(key.value)
        if entry is None or entry[0].thing is ABSENT:
            return False if contents.exact else None
        return True if entry[1] else None
    if isinstance(thing, ListThing):
        contents = machine.contents(thing.identity, state)
        if thing.kind == "keys" and not isinstance(key, Literal) and isinstance(contents, Items):
            return False if contents.exact and not isinstance(item.thing, Dynamic) else None
        if isinstance(contents, Items) and isinstance(key, Literal):
            answers = [fold.compare(_EQUAL, key, machine.value(one, state)) for one in contents.values]
            if any(answers):
                return True
            return False if contents.exact and None not in answers else None
    if isinstance(thing, Literal) and isinstance(thing.value, str) and isinstance(key, Literal):
        return key.value in thing.value if isinstance(key.value, str) else None
    return None


def list_operator(machine: Machine, symbol: str, left: Abstract, right: Abstract, state: State) -> Abstract:
    """``[...] + [...]`` and ``[...] * n``."""
    assert isinstance(left.thing, ListThing)
    mine = machine.contents(left.thing.identity, state)
    if isinstance(mine, Items):
        if symbol == "+" and isinstance(right.thing, ListThing):
            theirs = machine.contents(right.thing.identity, state)
            if isinstance(theirs, Items):
                if len(mine.values) + len(theirs.values) > MOST_ITEMS:
                    return unknown("", "a long list", left, right)
                items, exact = mine.values + theirs.values, mine.exact and theirs.exact
                return combine(machine.new_list(state, items, exact=exact), left, right)
        count = machine.value(right, state)
        if symbol == "*" and isinstance(count, Literal) and isinstance(count.value, int):
            times = max(count.value, 0)
            if times * len(mine.values) <= 1024:
                return combine(machine.new_list(state, mine.values * times, exact=mine.exact), left, right)
    return unknown("", "a list that is not known", left, right)


def text(machine: Machine, parts: list[Abstract], spelling: str, state: State) -> Abstract:
    """Text made of parts; ``key=value`` pairs stay recognisable."""
    values = [machine.value(part, state) for part in parts]
    if all(isinstance(one, Literal) for one in values):
        pieces = [one.value for one in values if isinstance(one, Literal)]
        joined = "".join(
            piece.decode("utf-8", "replace") if isinstance(piece, bytes) else str(piece) for piece in pieces
        )
        plain = combine(fold.literal(joined), *parts)
        return _as_pair(parts, values) or plain
    return _as_pair(parts, values) or unknown(spelling, "text made at run time", *parts)


def _as_pair(parts: list[Abstract], values: list[Value]) -> Abstract | None:
    if len(parts) < 3:
        return None
    key, separator = values[0], values[1]
    if not (isinstance(key, Literal) and isinstance(key.value, str) and key.value.isidentifier()):
        return None
    if not (isinstance(separator, Literal) and isinstance(separator.value, str)):
        return None
    if separator.value.strip() in {"=", ":"}:
        return combine(PairText(((key.value, parts[2]),)), *parts)
    return None


def pair(left: Abstract, right: Abstract) -> Abstract | None:
    """``"key=" + value``, which stays recognisable as a pair."""
    text_of = left.thing.value if isinstance(left.thing, Literal) else None
    if isinstance(text_of, str) and text_of.endswith("=") and text_of[:-1].strip().isidentifier():
        return combine(PairText(((text_of[:-1].strip(), right),)), left, right)
    return None


def join_text(machine: Machine, items: list[Abstract], state: State) -> Abstract:
    """``" ".join(items)``."""
    pairs = [pair for item in items if isinstance(item.thing, PairText) for pair in item.thing.pairs]
    present = {key for key, held in pairs if held.thing is not ABSENT}
    # Code that writes a parameter in several ways leaves out all but one of them.
    pairs = [(key, held) for key, held in pairs if held.thing is not ABSENT or key not in present]
    if pairs:
        return combine(PairText(tuple(pairs)), *items)
    values = [machine.value(item, state) for item in items]
    if items and all(isinstance(one, Literal) and isinstance(one.value, str) for one in values):
        return combine(fold.literal("".join(str(one.value) for one in values if isinstance(one, Literal))), *items)
    return combine(Unknown("", "text made at run time"), *items)
