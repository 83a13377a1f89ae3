"""What the body of a bound function computes with: data of parameters, objects, and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Union

from msgspec import Struct

from paramcheck.values import (
    Alternative,
    Choice,
    Constructed,
    Dynamic,
    Expression,
    Inherited,
    Literal,
    Sequence,
    Symbol,
    Unknown,
    choice,
    same,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clang.cindex import Cursor, Type

    from paramcheck.model import Evidence
    from paramcheck.values import Value

Origins: TypeAlias = "Mapping[int, tuple[Evidence, ...]]"
"""Parameters, by their position in the surface, and the steps that their data took."""

NOTHING: Origins = {}


class Instance(Struct, frozen=True, eq=False):
    """An object of a native class.

    Attributes:
        identity: Its number; its contents stand in the state.
        type: Its class.
        name: The class's qualified name.
        usr: clang's unified symbol resolution string of the class, or of the template that it is made from.
        origin: The native function that returned or filled it.
        zeroed: It started as zeros.
    """

    identity: int
    type: Type
    name: str
    usr: str = ""
    origin: str | None = None
    zeroed: bool = False

    def __eq__(self, other: object) -> bool:
        """Whether it is the same object, whatever is known of it."""
        return isinstance(other, Instance) and other.identity == self.identity

    def __hash__(self) -> int:
        """By its number."""
        return hash(self.identity)


class Closure(Struct, frozen=True, eq=False):
    """A lambda."""

    cursor: Cursor


Thing: TypeAlias = Union[  # noqa: UP007
    Literal, Symbol, Sequence, Constructed, Inherited, Expression, Choice, Dynamic, Unknown, Instance, Closure
]


class Datum:
    """A thing and where it comes from.

    Attributes:
        thing: What it is.
        origins: The parameters whose data is in it.
        selectors: The parameters that decided which constant it is.
        exact: Whether it is the parameter itself, at most converted to another type.
        stated: Whether it came through a parameter of a native constructor that has a default of its own.
    """

    __slots__ = ("exact", "origins", "selectors", "stated", "thing")

    def __init__(
        self,
        thing: Thing,
        origins: Origins = NOTHING,
        selectors: Origins = NOTHING,
        *,
        exact: bool = True,
        stated: bool = False,
    ) -> None:
        self.thing = thing
        self.origins = origins
        self.selectors = selectors
        self.exact = exact
        self.stated = stated

    def passed(self, step: Evidence | None, *, stated: bool = False) -> Datum:
        """The same data one step further."""
        origins, selectors = self.origins, self.selectors
        if step is not None and (origins or selectors):
            origins = {number: (*steps, step) for number, steps in origins.items()}
            selectors = {number: (*steps, step) for number, steps in selectors.items()}
        return Datum(self.thing, origins, selectors, exact=self.exact, stated=self.stated or stated)

    @property
    def value(self) -> Value:
        """The thing as a value: an object counts as one that is constructed at run time."""
        if isinstance(self.thing, Instance):
            return Unknown(f"{self.thing.name}(...)", "an object that is made at run time")
        if isinstance(self.thing, Closure):
            return Unknown("a lambda", "a function")
        return self.thing

    @property
    def carries(self) -> bool:
        """Whether any parameter has to do with it."""
        return bool(self.origins or self.selectors)


def unknown(spelling: str, reason: str, *sources: Datum) -> Datum:
    """Something unknown that still carries the data of its sources."""
    return computed(Unknown(spelling, reason), *sources)


def computed(thing: Thing, *sources: Datum) -> Datum:
    """A thing that was computed from others."""
    origins = union(*(one.origins for one in sources))
    selectors = union(*(one.selectors for one in sources))
    return Datum(thing, origins, selectors, exact=not origins, stated=any(one.stated for one in sources))


def union(*origins: Origins) -> Origins:
    """All parameters of several origins; the first one's steps win."""
    filled = [one for one in origins if one]
    if len(filled) < 2:
        return filled[0] if filled else NOTHING
    joined: dict[int, tuple[Evidence, ...]] = {}
    for one in reversed(filled):
        joined.update(one)
    return joined


def join(left: Datum, right: Datum, when: str = "") -> Datum:
    """Either of two data, which one depending on a condition."""
    if left is right:
        return left
    if isinstance(left.thing, (Instance, Closure)) or isinstance(right.thing, (Instance, Closure)):
        thing: Thing = left.thing if left.thing == right.thing else left.value
    elif same(left.thing, right.thing):
        thing = left.thing
    else:
        thing = choice([Alternative(when, left.thing), Alternative("", right.thing)])
    return Datum(
        thing,
        union(left.origins, right.origins),
        union(left.selectors, right.selectors),
        exact=left.exact and right.exact,
        stated=left.stated or right.stated,
    )
