"""What holds at one point of a run: local names, and the contents of objects that can change.

A branch forks the state and a join brings both sides together again. Contents are copied when they are first
written after a fork, so forking costs no more than two small dictionaries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, Union

from paramcheck.values import Alternative, Choice, Literal, Unknown, choice, same
from paramcheck.wrapper.interpreter.domain import ABSENT, Abstract, DictThing, Instance, ListThing, is_value, merge

if TYPE_CHECKING:
    from paramcheck.values import Scalar, Value

MOST_ALTERNATIVES = 6
"""Joins beyond this many different values are unknown: nobody would read the list."""


When: TypeAlias = Callable[[], str]
"""Gives the condition of a branch, for people. Few joins need it, and cutting it out of the source takes time."""


def NO_WORDS() -> str:  # noqa: N802 - a constant
    """No condition that could be named."""
    return ""


FILLER = ""
"""The name under which the fields of a record keep what wrote those that the wrapper stored nothing in."""


class Cells:
    """Attributes of an instance, or fields of a record.

    Attributes:
        values: Those that were set.
        has_defaults: Whether one that was not set has a value all the same, as the fields of a record do.
        may_nest: Whether fields of nested records may be among them, under dotted names.
    """

    __slots__ = ("has_defaults", "may_nest", "owner", "values")

    def __init__(self, owner: object, values: dict[str, Abstract] | None = None, *, has_defaults: bool = False) -> None:
        self.owner = owner
        self.values = values if values is not None else {}
        self.has_defaults = has_defaults
        self.may_nest = bool(values)

    def copy(self, owner: object) -> Cells:
        """An independent copy."""
        made = Cells(owner, dict(self.values), has_defaults=self.has_defaults)
        made.may_nest = self.may_nest
        return made


class Items:
    """Items of a list, tuple, set or array.

    Attributes:
        values: Those that are known.
        exact: Whether there are no others.
    """

    __slots__ = ("exact", "owner", "values")

    def __init__(self, owner: object, values: list[Abstract], *, exact: bool = True) -> None:
        self.owner = owner
        self.values = values
        self.exact = exact

    def copy(self, owner: object) -> Items:
        """An independent copy."""
        return Items(owner, list(self.values), exact=self.exact)


class Table:
    """Entries of a dict.

    Attributes:
        values: By key: the value, and whether the entry is there for certain.
        exact: Whether there are no others.
        surface: The surface whose ``**kwargs`` this is; reading a key from it with a default declares a parameter.
        instance: The object whose ``__dict__`` this is.
    """

    __slots__ = ("exact", "instance", "owner", "surface", "values")

    def __init__(
        self,
        owner: object,
        values: dict[Scalar, tuple[Abstract, bool]] | None = None,
        *,
        exact: bool = True,
        surface: str | None = None,
    ) -> None:
        self.owner = owner
        self.values = values if values is not None else {}
        self.exact = exact
        self.surface = surface
        self.instance: int | None = None

    def copy(self, owner: object) -> Table:
        """An independent copy."""
        copied = Table(owner, dict(self.values), exact=self.exact, surface=self.surface)
        copied.instance = self.instance
        return copied


Contents: TypeAlias = Union[Cells, Items, Table]  # noqa: UP007


class _Changes:
    """The objects that were written between two forks, and the changes before."""

    __slots__ = ("before", "depth", "numbers")

    def __init__(self, before: _Changes | None) -> None:
        self.before = before
        self.depth: int = before.depth + 1 if before is not None else 0
        self.numbers: dict[int, None] = {}


class Reads:
    """What a function looked at that it was not handed.

    Attributes:
        objects: Contents of objects, by number.
        names: What functions had assigned to globals, by (module, name); ``None`` where none had.
    """

    __slots__ = ("names", "objects")

    def __init__(self) -> None:
        self.objects: dict[int, Contents] = {}
        self.names: dict[tuple[str, str], Abstract | None] = {}

    def add(self, other: Reads) -> None:
        """Somebody looked at more. What was read first is what stood there at the beginning."""
        self.objects = {**other.objects, **self.objects}
        self.names = {**other.names, **self.names}


class Heap(dict[int, Contents]):
    """Contents by the object's number; remembers what was written since the last fork.

    A join has to look at what either side wrote and at nothing else. Runs make thousands of objects and join thousands
    of times.

    Attributes:
        changes: What was written.
        reads: What was read, if anybody wants to know that.
    """

    __slots__ = ("changes", "reads")

    def __init__(self, contents: dict[int, Contents] | None = None, before: _Changes | None = None) -> None:
        super().__init__(contents or {})
        self.changes = _Changes(before)
        self.reads: Reads | None = None

    def __setitem__(self, number: int, contents: Contents) -> None:
        self.changes.numbers[number] = None
        super().__setitem__(number, contents)

    def fork(self) -> Heap:
        """Another heap with the same contents."""
        common = self.changes
        self.changes = _Changes(common)
        other = Heap(self, common)
        other.reads = self.reads
        return other

    def changed_since(self, common: _Changes | None) -> dict[int, None]:
        """The objects that were written since a fork."""
        found: dict[int, None] = {}
        changes: _Changes | None = self.changes
        while changes is not None and changes is not common:
            found.update(changes.numbers)
            changes = changes.before
        return found


def last_common(left: Heap, right: Heap) -> _Changes | None:
    """The changes that two heaps share: those before the fork at which they parted."""
    mine: _Changes | None = left.changes
    theirs: _Changes | None = right.changes
    while mine is not theirs:
        if theirs is None or (mine is not None and mine.depth >= theirs.depth):
            assert mine is not None
            mine = mine.before
        else:
            theirs = theirs.before
    return mine


class State:
    """Local names and contents of objects.

    Attributes:
        names: Local names of the running function.
        heap: Contents by the object's number, of objects that the run made or changed.
        module_names: Module globals that functions assigned, by (module, name).
        base: Contents of objects that modules made. A run changes only what is in its heap, which stays small.
    """

    __slots__ = ("base", "heap", "module_names", "names", "owner")

    def __init__(
        self,
        names: dict[str, Abstract],
        heap: Heap,
        module_names: dict[tuple[str, str], Abstract],
        base: Heap | None = None,
    ) -> None:
        self.names = names
        self.heap = heap
        self.module_names = module_names
        self.base = base if base is not None else heap
        self.owner = object()

    def fork(self) -> State:
        """Another state that starts with the same contents."""
        # Both sides must copy before they write from now on.
        self.owner = object()
        return State(dict(self.names), self.heap.fork(), dict(self.module_names), self.base)

    def look(self, identity: int) -> Contents | None:
        """Contents of an object, to be read."""
        found = self.heap.get(identity)
        if found is None:
            found = self.base.get(identity)
        reads = self.heap.reads
        if reads is not None and found is not None:
            reads.objects.setdefault(identity, found)
        return found

    def become(self, other: State) -> None:
        """Take over another state's contents."""
        self.names, self.heap, self.module_names, self.owner = other.names, other.heap, other.module_names, other.owner
        self.base = other.base

    def cells(self, identity: int) -> Cells:
        """Attributes of an object, to be written."""
        contents = self.look(identity)
        if not isinstance(contents, Cells):
            contents = self.heap[identity] = Cells(self.owner)
        elif contents.owner is not self.owner:
            contents = self.heap[identity] = contents.copy(self.owner)
        return contents

    def items(self, identity: int) -> Items:
        """Items of an object, to be written."""
        contents = self.look(identity)
        if not isinstance(contents, Items):
            contents = self.heap[identity] = Items(self.owner, [])
        elif contents.owner is not self.owner:
            contents = self.heap[identity] = contents.copy(self.owner)
        return contents

    def table(self, identity: int) -> Table:
        """Entries of a dict, to be written."""
        contents = self.look(identity)
        if not isinstance(contents, Table):
            contents = self.heap[identity] = Table(self.owner)
        elif contents.owner is not self.owner:
            contents = self.heap[identity] = contents.copy(self.owner)
        return contents


def join_states(left: State, right: State, when: When = NO_WORDS) -> State:
    """What is known after two branches, of which either may have run.

    Args:
        left: The state after the branch that runs when the condition holds.
        right: The state after the other.
        when: The condition, for people.
    """
    common = last_common(left.heap, right.heap)
    mine, theirs = left.heap.changed_since(common), right.heap.changed_since(common)
    heap = Heap(left.heap, common)
    heap.reads = left.heap.reads
    heap.changes.numbers.update(mine)
    merging = _Merging(left, right, heap, when)
    names = merging.names(left.names, right.names)
    base = left.base
    for identity in {**theirs, **mine}:
        ours, other = left.look(identity), right.look(identity)
        if ours is None and other is not None:
            heap.setdefault(identity, other)
            heap.changes.numbers[identity] = None
        elif ours is not None and other is not None and ours is not other:
            heap[identity] = merging.contents(ours, other)
    module_names = {**left.module_names}
    for key, value in right.module_names.items():
        module_names[key] = join(module_names[key], value, when) if key in module_names else value
    return State(names, heap, module_names, base)


class _Merging:
    """Joins what two branches hold. Two containers that the branches made become one that holds what either does."""

    def __init__(self, left: State, right: State, heap: Heap, when: When) -> None:
        self._left = left
        self._right = right
        self._heap = heap
        self._when = when
        self._owner = object()
        self._made: dict[tuple[int, int], int] = {}

    def names(self, left: dict[str, Abstract], right: dict[str, Abstract]) -> dict[str, Abstract]:
        """Names of either branch."""
        result = dict(left)
        for name, value in right.items():
            mine = result.get(name)
            if mine is None:
                result[name] = value
            elif mine is not value:
                result[name] = self.value(mine, value)
        return result

    def value(self, left: Abstract, right: Abstract) -> Abstract:
        """One of two values."""
        a, b = left.thing, right.thing
        if a is not b and isinstance(a, (DictThing, ListThing, Instance)) and type(a) is type(b):
            assert isinstance(b, (DictThing, ListThing, Instance))
            merged = self._container(a, b)
            if merged is not None:
                origins = merge(left.origins, right.origins)
                return Abstract(merged, origins, merge(left.selectors, right.selectors))
        return join(left, right, self._when)

    def _container(
        self, a: DictThing | ListThing | Instance, b: DictThing | ListThing | Instance
    ) -> DictThing | ListThing | Instance | None:
        mine, theirs = self._left.look(a.identity), self._right.look(b.identity)
        if a.identity == b.identity or mine is None or theirs is None or type(mine) is not type(theirs):
            return None
        if isinstance(a, Instance) and isinstance(b, Instance) and a.cls is not b.cls:
            return None
        key = (a.identity, b.identity)
        if key not in self._made:
            # The number of an object that no branch has: both numbers in one.
            self._made[key] = number = -(a.identity * 1_000_003 + b.identity)
            self._heap[number] = mine
            self._heap[number] = self.contents(mine, theirs)
        number = self._made[key]
        if isinstance(a, Instance):
            return Instance(number, a.cls)
        return ListThing(number, a.kind) if isinstance(a, ListThing) else DictThing(number)

    def contents(self, left: Contents, right: Contents) -> Contents:
        """Contents that hold what either branch put there."""
        if isinstance(left, Cells) and isinstance(right, Cells):
            if not (left.has_defaults and right.has_defaults):
                return Cells(self._owner, self.names(left.values, right.values))
            return Cells(self._owner, self._fields(left.values, right.values), has_defaults=True)
        if isinstance(left, Items) and isinstance(right, Items):
            exact = left.exact and right.exact
            if len(left.values) == len(right.values):
                values = [self.value(a, b) for a, b in zip(left.values, right.values, strict=True)]
                return Items(self._owner, values, exact=exact)
            longer = left.values if len(left.values) > len(right.values) else right.values
            return Items(self._owner, list(longer), exact=False)
        if isinstance(left, Table) and isinstance(right, Table):
            return self._table(left, right)
        return left

    def _table(self, left: Table, right: Table) -> Table:
        entries: dict[Scalar, tuple[Abstract, bool]] = {}
        for key in {**left.values, **right.values}:
            a, b = left.values.get(key), right.values.get(key)
            if a is not None and b is not None:
                entries[key] = (self.value(a[0], b[0]), a[1] and b[1])
            else:
                present = a or b
                assert present is not None
                entries[key] = (present[0], False)
        exact = left.exact and right.exact
        return Table(self._owner, entries, exact=exact, surface=left.surface or right.surface)

    def _fields(self, left: dict[str, Abstract], right: dict[str, Abstract]) -> dict[str, Abstract]:
        result: dict[str, Abstract] = {}
        for name in {**left, **right}:
            a, b = left.get(name), right.get(name)
            result[name] = a if a is b and a is not None else self.value(a or MISSING, b or MISSING)
        return result


MISSING = Abstract(Unknown("", "set on one branch only"))
"""Stands for "left at its default" where one branch set a field and the other did not."""


def join(left: Abstract, right: Abstract, when: When = NO_WORDS) -> Abstract:
    """One of two; equal ones stay what they are."""
    if left is right:
        return left
    origins = merge(left.origins, right.origins)
    selectors = merge(left.selectors, right.selectors)
    a, b = left.thing, right.thing
    if a is b:
        return Abstract(a, origins, selectors)
    if is_value(a) and is_value(b):
        return Abstract(_join_values(a, b, when), origins, selectors)
    if a == b:
        return Abstract(a, origins, selectors)
    if a is ABSENT or b is ABSENT:
        return Abstract(b if a is ABSENT else a, origins, selectors)
    # An object against nothing is that object: `x = None; if c: x = make()` is used as what make() returns.
    if isinstance(a, Literal) and a.value is None:
        return Abstract(b, origins, selectors)
    if isinstance(b, Literal) and b.value is None:
        return Abstract(a, origins, selectors)
    if is_value(a) != is_value(b):
        # A known object says more than an unknown value, and only its attributes can be used anyway.
        return Abstract(b if is_value(a) else a, origins, selectors)
    return Abstract(Unknown("", "one of several objects"), origins, selectors)


def _join_values(a: Value, b: Value, when: When) -> Value:
    if same(a, b):
        return a
    joined = choice([Alternative(when(), a), Alternative("", b)])
    if isinstance(joined, Choice) and len(joined.alternatives) > MOST_ALTERNATIVES:
        return Unknown(joined.alternatives[0].value.spelling, "too many possible values")
    return joined
