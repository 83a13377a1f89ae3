"""What variables and objects hold at one point of a bound function's body."""

from __future__ import annotations

from msgspec import Struct, field

from paramcheck.values import Inherited, Literal
from paramcheck.wrapper.bindings.domain import Datum, Instance, join, union


class Cells(Struct):
    """The contents of an object.

    Attributes:
        instance: The object.
        values: What was stored in its fields.
    """

    instance: Instance
    values: dict[str, Datum] = field(default_factory=dict)

    def get(self, name: str) -> Datum:
        """What a field holds; one that nothing was stored in has the native default."""
        return self.values.get(name) or untouched(self.instance, name)


def untouched(instance: Instance, path: str) -> Datum:
    """What a field of an object holds that nothing was stored in."""
    if instance.zeroed:
        return Datum(Literal(0, "0 (not set)"))
    return Datum(Inherited(f"{instance.origin or instance.name}.{path}"))


class State:
    """Variables by their declaration, and objects by their number."""

    __slots__ = ("heap", "variables")

    def __init__(self, variables: dict[int, Datum] | None = None, heap: dict[int, Cells] | None = None) -> None:
        self.variables = variables or {}
        self.heap = heap or {}

    def fork(self) -> State:
        """An independent copy."""
        heap = {identity: Cells(cells.instance, dict(cells.values)) for identity, cells in self.heap.items()}
        return State(dict(self.variables), heap)

    def cells(self, instance: Instance) -> Cells:
        """The contents of an object."""
        found = self.heap.get(instance.identity)
        if found is None:
            found = self.heap[instance.identity] = Cells(instance)
        return found


def merge(left: State, right: State, when: str = "") -> State:
    """What holds after two branches."""
    variables = dict(right.variables)
    for key, held in left.variables.items():
        other = right.variables.get(key)
        variables[key] = held if other is None else join(held, other, when)
    heap = dict(right.heap)
    for identity, cells in left.heap.items():
        other_cells = right.heap.get(identity)
        if other_cells is None:
            heap[identity] = cells
            continue
        names = {**cells.values, **other_cells.values}
        heap[identity] = Cells(
            cells.instance, {name: join(cells.get(name), other_cells.get(name), when) for name in names}
        )
    return State(variables, heap)


def absorb(kept: State, other: State) -> None:
    """Note in the state of the branch that runs by default what another branch could put where.

    What is held stays; the parameters whose data the other branch puts there count as reaching it.
    """
    for variable, held in list(kept.variables.items()):
        changed = other.variables.get(variable)
        if changed is not None and changed is not held:
            kept.variables[variable] = _reached(held, changed)
    for identity, cells in kept.heap.items():
        others = other.heap.get(identity)
        for name, stored in others.values.items() if others is not None else ():
            before = cells.get(name)
            if stored is not before:
                cells.values[name] = _reached(before, stored)


def _reached(held: Datum, changed: Datum) -> Datum:
    if isinstance(changed.thing, Instance) or not changed.carries or changed.origins.keys() <= held.origins.keys():
        return held
    origins = union(held.origins, changed.origins)
    return Datum(held.thing, origins, union(held.selectors, changed.selectors), exact=False, stated=held.stated)
