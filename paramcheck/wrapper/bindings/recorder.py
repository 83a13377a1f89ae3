"""What the run of a bound function saw: data of parameters in members and in arguments of native functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.model import ArgumentTarget, Evidence, FieldTarget, Flow, MemberTarget
from paramcheck.values import Inherited, Unknown, same
from paramcheck.wrapper.bindings.cursors import is_indirect
from paramcheck.wrapper.bindings.domain import NOTHING, Datum, Instance, Origins, union
from paramcheck.wrapper.bindings.state import untouched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clang.cindex import Type

    from paramcheck.model import Target, WrapperParameter
    from paramcheck.values import Value
    from paramcheck.wrapper.bindings.state import State


class Store(Struct, frozen=True, eq=False):
    """One store into a member of an object.

    Attributes:
        name: The member.
        datum: What is stored.
        step: The place.
        control: Parameters on whose value it depends whether the store runs.
        certain: Whether it runs by default.
        stated: The constructor did it with a parameter that has a default of its own, which is the native default.
    """

    name: str
    datum: Datum
    step: Evidence
    control: Origins
    certain: bool
    stated: bool


class Seen(Struct):
    """An object of the run.

    Attributes:
        stores: What was stored in it.
        own: Whether its class is the wrapper's own.
        constructed: What its constructor was given: argument targets, data and places.
        passed_to: Native functions that received it, and at which position.
        nested: Whether it is a part of another object.
    """

    instance: Instance
    stores: list[Store] = field(default_factory=list)
    constructed: list[tuple[ArgumentTarget, Datum, Evidence, bool]] = field(default_factory=list)
    passed_to: list[tuple[str, int]] = field(default_factory=list)
    nested: bool = False
    own: bool = False


class Recorder:
    """Collects what one run saw, and turns it into flows at its end.

    Args:
        unit: The source in which native classes are visible.
        fields: Whether targets are fields of C records instead of members of classes.
    """

    def __init__(self, unit: str, *, fields: bool = False) -> None:
        self.unit = unit
        self._fields = fields
        self._seen: dict[int, Seen] = {}
        self._arguments: list[tuple[Target, Datum, Evidence, bool]] = []

    def seen(self, instance: Instance) -> Seen:
        """What is known of an object."""
        found = self._seen.get(instance.identity)
        if found is None:
            found = self._seen[instance.identity] = Seen(instance)
        return found

    def argument(self, target: Target, datum: Datum, step: Evidence, *, certain: bool) -> None:
        """Data of a parameter reached an argument of a native function."""
        self._arguments.append((target, datum, step, certain))

    def flows(self, parameters: Sequence[WrapperParameter], states: list[State]) -> Iterator[Flow]:
        """The flows of a run.

        Args:
            parameters: The surface's parameters by position.
            states: The states in which the run ended, the last one last.
        """
        yield from dict.fromkeys(self._all(parameters, states))

    def _all(self, parameters: Sequence[WrapperParameter], states: list[State]) -> Iterator[Flow]:
        for target, datum, step, certain in self._arguments:
            yield from self._reached(parameters, target, datum, step, certain=certain)
        for seen in list(self._seen.values()):
            if not seen.nested or not seen.stores:
                # What a part of another object was made from is seen in its members, where its constructor is.
                for target, datum, step, certain in seen.constructed:
                    yield from self._reached(parameters, target, datum, step, certain=certain)
            if not seen.nested and not seen.own:
                yield from self._members(parameters, seen, seen, (), states)

    def _reached(
        self, parameters: Sequence[WrapperParameter], target: Target, datum: Datum, step: Evidence, *, certain: bool
    ) -> Iterator[Flow]:
        if _is_mixture(datum):
            return
        value = datum.value
        known: Value = value if certain else Unknown(value.spelling, "passed only if the caller asks for it")
        selected = not datum.origins
        for number, steps in (datum.origins or datum.selectors).items():
            if number < len(parameters):
                last = step if datum.exact else Evidence("computed", step.span, step.text)
                yield Flow(parameters[number], target, known, (*steps, last), selected)

    def _members(
        self,
        parameters: Sequence[WrapperParameter],
        root: Seen,
        seen: Seen,
        path: tuple[str, ...],
        states: list[State],
    ) -> Iterator[Flow]:
        if len(path) > 6:
            return
        by_name: dict[str, list[Store]] = {}
        for store in seen.stores:
            by_name.setdefault(store.name, []).append(store)
        for name, stores in by_name.items():
            final = _final(seen.instance, name, states)
            inner = final.thing if final is not None else stores[-1].datum.thing
            if isinstance(inner, Instance) and self._is_part(inner, stores):
                yield from self._members(parameters, root, self.seen(inner), (*path, name), states)
            elif root is not seen or not any(store.stated for store in stores):
                yield from self._stored(parameters, root, (*path, name), stores, final)

    def _is_part(self, inner: Instance, stores: list[Store]) -> bool:
        return self.seen(inner).nested and any(store.datum.thing == inner for store in stores)

    def _stored(
        self,
        parameters: Sequence[WrapperParameter],
        root: Seen,
        path: tuple[str, ...],
        stores: list[Store],
        final: Datum | None,
    ) -> Iterator[Flow]:
        last = stores[-1]
        held = final if final is not None else last.datum
        kept = [one for one in stores if not one.certain or one.datum is held or not _overwritten(one, held)]
        origins = union(*(one.datum.origins for one in reversed(kept)))
        selected = not origins
        if selected:
            origins = _selectors(stores, held)
        if _is_mixture(Datum(held.value, origins, exact=held.exact)):
            return
        exact = held.exact and all(one.datum.exact for one in kept)
        target = self._target(root, path)
        place = next((one for one in reversed(kept) if one.datum.carries or one.control), last).step
        for number, steps in origins.items():
            if number < len(parameters):
                step = place if exact else Evidence("computed", place.span, place.text)
                yield Flow(parameters[number], target, held.value, (*steps, step), selected)

    def _target(self, root: Seen, path: tuple[str, ...]) -> Target:
        instance = root.instance
        # A plain record of C has no defaults of its own: they are those of the function that returned or filled it.
        if self._fields or (instance.origin and instance.type.is_pod()):
            return FieldTarget(instance.name or None, instance.origin, instance.zeroed, path, tuple(root.passed_to))
        return MemberTarget(instance.name, ".".join(path), instance.usr, self.unit)


def _is_mixture(datum: Datum) -> bool:
    """Whether the data of several parameters is mixed in a value that is not known: none of them is it."""
    return not datum.exact and len(datum.origins) > 1 and isinstance(datum.value, Unknown)


def mark_nested(recorder: Recorder, owner: Instance, datum: Datum, kind: Type) -> None:
    """Note that an object is held by another one: directly, or by its address in what the library returned."""
    if not isinstance(datum.thing, Instance) or (is_indirect(kind) and owner.origin is None):
        return
    inner = recorder.seen(datum.thing)
    # What the wrapper keeps in an object of its own is the library's all the same.
    inner.nested = inner.own or not recorder.seen(owner).own


def _final(instance: Instance, name: str, states: list[State]) -> Datum | None:
    """What a member holds at the end: in the last state that knows of it."""
    for state in reversed(states):
        cells = state.heap.get(instance.identity)
        if cells is not None and name in cells.values:
            return cells.values[name]
    if any(instance.identity in state.heap for state in states):
        return untouched(instance, name)
    return None


def _overwritten(store: Store, held: Datum) -> bool:
    """Whether nothing of a store is left at the end."""
    if isinstance(held.thing, Inherited):
        return False
    return not (store.datum.origins.keys() & held.origins.keys())


def _selectors(stores: list[Store], held: Datum) -> Origins:
    """The parameters that select which constant is stored.

    A value that was chosen (``flag ? A : B``) names its selectors. Otherwise a parameter selects if at least two
    stores of different constants depend on it; one store behind a condition is a side effect of that condition.
    """
    chosen = union(held.selectors, *(store.datum.selectors for store in stores))
    if chosen or not any(store.certain for store in stores):
        return chosen
    found: dict[int, tuple[Evidence, ...]] = {}
    for number in {number for store in stores for number in store.control}:
        depending = [store for store in stores if number in store.control]
        values = [store.datum.value for store in depending]
        if any(not same(values[0], other) for other in values[1:]):
            found[number] = depending[0].control[number]
    return found or NOTHING
