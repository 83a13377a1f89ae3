"""What a run saw of the native side: stores into records, arguments of native calls, keys of native maps.

The recorder keeps every store, also those on branches that do not run by default: they tell which parameter *can*
reach a field, while the state tells what stands in it when nothing but the required arguments was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.model import Evidence, FieldTarget, FilledField, FilledRecord, Flow, MemberTarget
from paramcheck.values import Alternative, Choice, Inherited, Literal, Unknown, Value, choice, same
from paramcheck.wrapper.interpreter.domain import (
    NO_ORIGINS,
    Abstract,
    ExternalInstance,
    Filler,
    Origins,
    Pointer,
    Record,
    Step,
    merge,
)
from paramcheck.wrapper.interpreter.state import FILLER, MISSING, Cells

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from paramcheck.model import Target
    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.interpreter.state import State
    from paramcheck.wrapper.package import Module


class Store(Struct, frozen=True, eq=False):
    """One store into a field of a record or a member of a native object.

    Attributes:
        path: Dotted field name.
        value: What is stored.
        control: Parameters on whose value it depends whether the store runs.
        certain: Whether the store runs by default.
    """

    path: str
    value: Abstract
    module: Module
    node: ast.AST
    control: Origins
    certain: bool


class _Seen(Struct):
    """A record of this run."""

    record: Record | ExternalInstance
    surface: str
    module: Module
    node: ast.AST
    certain: bool = True
    stores: list[Store] = field(default_factory=list)
    passed_to: list[tuple[str, int]] = field(default_factory=list)
    snapshots: list[dict[str, Abstract]] = field(default_factory=list)
    nested: bool = False


class Recorder:
    """Collects what one run saw, and turns it into flows and filled records at the end."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._records: dict[int, _Seen] = {}
        self._arrived: list[tuple[int, bool, Flow]] = []
        self._places: set[tuple[object, ...]] = set()
        self._certain: set[tuple[int, Target]] = set()
        self.flows: list[Flow] = []
        self.filled: list[FilledRecord] = []

    def made(
        self, record: Record | ExternalInstance, surface: str, module: Module, node: ast.AST, *, certain: bool = True
    ) -> None:
        """A record came into being."""
        self._machine.effects += 1
        self._records.setdefault(record.identity, _Seen(record, surface, module, node, certain))

    def stored(self, record: Record | ExternalInstance, store: Store) -> None:
        """Something was stored into a record."""
        self._machine.effects += 1
        seen = self._records.get(record.identity)
        if seen is None:
            seen = self._records[record.identity] = _Seen(record, "", store.module, store.node)
        seen.stores.append(store)

    def has_stores(self, record: Record) -> bool:
        """Whether anything was stored into a record so far, even where that does not run by default."""
        seen = self._records.get(record.identity)
        return seen is not None and bool(seen.stores)

    def passed(self, record: Record, function: str, position: int, state: State, *, certain: bool) -> None:
        """A record was handed to a native function."""
        self._machine.effects += 1
        seen = self._records.get(record.identity)
        if seen is None:
            return
        if (function, position) not in seen.passed_to:
            seen.passed_to.append((function, position))
        if certain:
            seen.snapshots.append(self._contents(record.identity, state))

    def reached(
        self,
        value: Abstract,
        target: Target,
        step: Step,
        effective: Value,
        *,
        certain: bool = True,
        otherwise: Value | None = None,
    ) -> None:
        """A value reached a place that is no field: an argument, a key, a parameter of another surface.

        Args:
            value: The value.
            target: The place.
            step: The last hop.
            effective: What stands there.
            certain: Whether that happens by default.
            otherwise: What stands there if it does not, where that is known.
        """
        self._machine.effects += 1
        known: Value = effective
        if not certain:
            known = otherwise or Unknown(effective.spelling, "passed only if the caller asks for it")
        for number, last in (value.origins or value.selectors).items():
            place = (number, target, id(step.node), certain, known)
            if place in self._places:
                # A helper that is called a thousand times says the same each time.
                continue
            self._places.add(place)
            if certain:
                self._certain.add((number, target))
            parameter = self._machine.parameters[number]
            flow = Flow(parameter, target, known, (*evidence(last), _evidence(step)), selected=not value.origins)
            self._arrived.append((number, certain, flow))

    def finish(self, state: State) -> None:
        """The run ended: turn what was stored into flows."""
        # What a place gets by default says more than what it might get on another branch.
        self.flows.extend(
            flow for number, certain, flow in self._arrived if certain or (number, flow.target) not in self._certain
        )
        for seen in self._records.values():
            for store in seen.stores:
                inner = store.value.thing
                if isinstance(inner, Record) and inner.identity in self._records:
                    self._records[inner.identity].nested = True
        for seen in list(self._records.values()):
            if seen.nested and not seen.passed_to:
                continue
            snapshots = seen.snapshots or [self._contents(seen.record.identity, state)]
            self._emit(seen, snapshots, state)

    def _contents(self, identity: int, state: State) -> dict[str, Abstract]:
        contents = state.look(identity)
        return dict(contents.values) if isinstance(contents, Cells) else {}

    def _emit(self, seen: _Seen, snapshots: list[dict[str, Abstract]], state: State) -> None:
        record = seen.record
        fields: list[FilledField] = []
        filler = filler_of(next((one for one in snapshots if FILLER in one), {}))
        for path, stores in self._fields(seen, "", ()):
            effective = self._effective(seen.record, path, snapshots, state)
            if not seen.certain and isinstance(effective, Inherited):
                # There is no such record by default, so its own default runs no more than what is stored in it.
                effective = Unknown(effective.spelling, "made only if the caller asks for it")
            target = self._target(seen, path, filler)
            own = [store for store in stores if not _is_address(store.value)]
            origins = merge(*(store.value.origins for store in reversed(own)))
            selected = not origins
            if selected:
                origins = _selectors(own) if own else NO_ORIGINS
            last = stores[-1]
            for number, step in origins.items():
                seen_before = (number, target, id(last.node), selected, effective)
                if seen_before in self._places:
                    continue
                self._places.add(seen_before)
                steps = (*evidence(step), _evidence(Step(last.module, last.node, None)))
                self.flows.append(
                    Flow(self._machine.parameters[number], target, effective, _distinct(steps), selected=selected)
                )
            names = tuple(self._machine.parameters[number].qualified for number in origins)
            certain = any(store.certain for store in stores)
            place = last.module.span(last.node)
            fields.append(FilledField(tuple(path.split(".")), effective, place, names, certain))
        if isinstance(record, Record) and (fields or not record.is_object):
            base = _record_target(seen, "", filler)
            self.filled.append(FilledRecord(base, seen.surface, seen.module.span(seen.node), tuple(fields)))

    def _target(self, seen: _Seen, path: str, filler: Filler | None) -> Target:
        record = seen.record
        if isinstance(record, ExternalInstance) or record.is_object:
            return MemberTarget(record.type_name or "", path)
        return _record_target(seen, path, filler)

    def _fields(self, seen: _Seen, prefix: str, outer: tuple[int, ...]) -> Iterator[tuple[str, list[Store]]]:
        by_path: dict[str, list[Store]] = {}
        for store in seen.stores:
            by_path.setdefault(store.path, []).append(store)
        for path, stores in by_path.items():
            nested = [
                self._records[store.value.thing.identity]
                for store in stores
                if isinstance(store.value.thing, Record) and store.value.thing.identity in self._records
            ]
            if not nested:
                yield prefix + path, stores
            for inner in nested:
                if inner.record.identity not in outer:
                    yield from self._fields(inner, f"{prefix}{path}.", (*outer, seen.record.identity))

    def _effective(
        self, record: Record | ExternalInstance, path: str, snapshots: list[dict[str, Abstract]], state: State
    ) -> Value:
        found = [self._look_up(record, path, snapshot, state) for snapshot in snapshots]
        return choice([Alternative("", one) for one in found]) if found else Unknown("", "not set")

    def _look_up(
        self, record: Record | ExternalInstance, path: str, contents: dict[str, Abstract], state: State
    ) -> Value:
        # The longest prefix that holds something is the field, the rest is inside the nested record that it holds.
        parts = path.split(".")
        for length in range(len(parts), 0, -1):
            held = contents.get(".".join(parts[:length]))
            if held is None:
                continue
            if length == len(parts):
                default = untouched(record, path, filler_of(contents))
                return _defaults_for_missing(self._machine.value(held, state), default)
            if isinstance(held.thing, Record):
                rest = ".".join(parts[length:])
                return self._look_up(held.thing, rest, self._contents(held.thing.identity, state), state)
        return untouched(record, path, filler_of(contents))


def _is_address(value: Abstract) -> bool:
    """Whether a value is the address of a record: what that holds does not stand in the field itself."""
    thing = value.thing
    while isinstance(thing, Pointer):
        thing = thing.target.thing
    return isinstance(thing, Record) and isinstance(value.thing, Pointer)


def _record_target(seen: _Seen, path: str, filler: Filler | None) -> FieldTarget:
    record = seen.record
    assert isinstance(record, Record)
    first = () if filler is None or filler.zeros else ((filler.function, filler.position),)
    passed_to = tuple(dict.fromkeys([*first, *seen.passed_to]))
    zeroed = record.zeroed if filler is None else filler.zeros
    parts = tuple(path.split(".")) if path else ()
    return FieldTarget(record.type_name, record.origin, zeroed, parts, passed_to)


def filler_of(contents: dict[str, Abstract]) -> Filler | None:
    """What wrote the fields of a record that the wrapper stored nothing in, if something did."""
    held = contents.get(FILLER)
    return held.thing if held is not None and isinstance(held.thing, Filler) else None


def untouched(record: Record | ExternalInstance, path: str, filler: Filler | None = None) -> Value:
    """What stands in a field that nothing was stored in."""
    if isinstance(record, Record) and filler is None and record.unset:
        return Unknown(path, "not initialised")
    if isinstance(record, Record) and (record.zeroed if filler is None else filler.zeros):
        return Literal(0, "0 (not set)")
    owner = record.type_name or (f"{record.origin}()" if isinstance(record, Record) else "?")
    return Inherited(f"{owner}.{path}")


def _defaults_for_missing(value: Value, default: Value) -> Value:
    if not isinstance(value, Choice):
        return default if value is MISSING.thing else value
    return choice([Alternative(one.when, _defaults_for_missing(one.value, default)) for one in value.alternatives])


def _selectors(stores: list[Store]) -> Origins:
    """The parameters that select which constant is stored.

    A value that was chosen (``A if flag else B``) names its selectors. Otherwise a parameter selects if at least two
    stores of different constants depend on it; one store behind a condition is a side effect of that condition.
    """
    chosen = merge(*(store.value.selectors for store in stores))
    if chosen:
        return chosen
    result: dict[int, Step | None] = {}
    if not any(store.certain for store in stores):
        return NO_ORIGINS
    for number in {number for store in stores for number in store.control}:
        depending = [store for store in stores if number in store.control]
        things = [store.value.thing for store in depending]
        if any(not same(things[0], other) for other in things[1:]):  # type: ignore[arg-type]
            result[number] = depending[0].control[number]
    return result


def evidence(step: Step | None) -> tuple[Evidence, ...]:
    """The hops that lead to a place, first one first."""
    steps: list[Evidence] = []
    while step is not None and len(steps) < 12:
        steps.append(_evidence(step))
        step = step.previous
    return _distinct(tuple(reversed(steps)))


def _evidence(step: Step) -> Evidence:
    # Thousands of flows share their hops.
    cached: Evidence | None = getattr(step.node, "_paramcheck_evidence", None)
    if cached is None:
        cached = Evidence("dataflow", step.module.span(step.node), step.module.source(step.node))
        step.node._paramcheck_evidence = cached  # type: ignore[attr-defined] # noqa: SLF001 - a cache on our own tree
    return cached


def _distinct(steps: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(steps))
