"""What a walk through an extension module finds: names, where they are registered, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Union

from msgspec import Struct, field

if TYPE_CHECKING:
    from clang.cindex import Cursor, Type

    from paramcheck.clang.unit import Unit


class Scope(Struct, frozen=True):
    """A module, class or enum that names are registered in.

    Attributes:
        name: Its dotted Python name; empty for one that is not known.
        type: The native class or enum.
        is_class: Whether it is one.
    """

    name: str
    type: Type | None = None
    is_class: bool = False

    def inner(self, name: str) -> str:
        """The dotted name of something in it."""
        return f"{self.name}.{name}" if self.name else name


class Registration(Struct, frozen=True):
    """One call that registers something.

    Attributes:
        scope: Where.
        method: ``def``, ``def_readwrite``, ``value``.
        arguments: What the call is given.
        names: Values of variables that stand for text, by declaration.
        cursor: The call.
    """

    unit: Unit
    scope: Scope
    method: str
    arguments: tuple[Cursor, ...]
    texts: Environment
    cursor: Cursor


class Exposed(Struct, frozen=True):
    """A class or enum that was made known."""

    unit: Unit
    scope: Scope
    cursor: Cursor


Held: TypeAlias = Union[Scope, str]  # noqa: UP007
Key: TypeAlias = tuple[str, int]
Environment: TypeAlias = dict[Key, Held]


def key(declaration_: Cursor) -> Key:
    """What a variable is known by: the same in a template and in what is made from it."""
    return str(declaration_.spelling), int(declaration_.location.offset)


class Walk(Struct):
    """The result of a walk.

    Attributes:
        registrations: Calls that register something, in order.
        exposed: Classes and enums.
        visited: Functions that were walked through, by USR.
    """

    registrations: list[Registration] = field(default_factory=list)
    exposed: list[Exposed] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)
