"""Abstract values: what an expression may be, and which parameters it comes from.

An :class:`Abstract` pairs a *thing* with its origins. A thing is a plain value from :mod:`paramcheck.values`, or one
of the objects below. Objects that change have an identity; their contents stand in the :class:`~.state.State`, so
that two branches can hold different contents of one object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from paramcheck.values import (
    Choice,
    Constructed,
    Dynamic,
    Expression,
    Inherited,
    Literal,
    Sequence,
    Symbol,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from typing_extensions import TypeIs

    from paramcheck.wrapper.package import Module


class Step:
    """One hop of a value: an assignment, an argument or a store, linked to the hop before it."""

    __slots__ = ("module", "node", "previous")

    def __init__(self, module: Module, node: ast.AST, previous: Step | None) -> None:
        self.module = module
        self.node = node
        self.previous = previous


Origins: TypeAlias = "Mapping[int, Step | None]"
"""Parameters, by their number in the run, and the last hop of each."""

NO_ORIGINS: Origins = {}


class Abstract:
    """A thing and where it comes from.

    Attributes:
        thing: What it is.
        origins: The parameters whose data is in it.
        selectors: The parameters that decided which constant it is.
    """

    __slots__ = ("origins", "selectors", "thing")

    def __init__(self, thing: Thing, origins: Origins = NO_ORIGINS, selectors: Origins = NO_ORIGINS) -> None:
        self.thing = thing
        self.origins = origins
        self.selectors = selectors

    def with_thing(self, thing: Thing) -> Abstract:
        """The same origins on another thing."""
        return Abstract(thing, self.origins, self.selectors)


class Stated(Abstract):
    """A plain value as an entry of a dict states it.

    It carries no parameter: most dicts are tables, and an entry is a parameter only where code takes it for what its
    caller did not give.

    Attributes:
        module: Where the entry stands.
        key: Its key.
        first: The expression or statement with which the entry starts.
        node: The expression of the value.
        display: The dict display in which it stands, if it stands in one.
    """

    __slots__ = ("display", "first", "key", "module", "node")

    def __init__(
        self, thing: Thing, module: Module, key: object, first: ast.AST, node: ast.AST, display: ast.AST | None
    ) -> None:
        super().__init__(thing)
        self.module = module
        self.key = key
        self.first = first
        self.node = node
        self.display = display


class Function(Struct, frozen=True, eq=False):
    """A function of the package.

    Attributes:
        module: Where it stands.
        node: Its definition.
        qualified: Dotted name.
        closure: Names of the enclosing functions.
        owner: The class whose body it stands in.
    """

    module: Module
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    qualified: str
    closure: tuple[dict[str, Abstract], ...] = ()
    owner: Class | None = None
    kind: str = "function"


class Bound(Struct, frozen=True):
    """A function with its first argument: a method of an instance or a class."""

    receiver: Abstract
    function: Function


class Class(Struct, frozen=True, eq=False):
    """A class of the package; its namespace is computed when it is first needed."""

    module: Module
    node: ast.ClassDef
    qualified: str
    closure: tuple[dict[str, Abstract], ...] = ()


class Instance(Struct, frozen=True):
    """An object of a class of the package."""

    identity: int
    cls: Class


class ModuleThing(Struct, frozen=True):
    """A module of the package."""

    module: Module


class External(Struct, frozen=True):
    """Something outside the package, by dotted name: a module, a function, a class."""

    name: str


class ExternalInstance(Struct, frozen=True):
    """An object that an extension module's class constructed."""

    identity: int
    type_name: str


class Library(Struct, frozen=True):
    """A loaded shared library."""

    name: str = ""


class NativeFunction(Struct, frozen=True):
    """A function of the native library."""

    name: str


class Record(Struct, frozen=True):
    """A native record (struct) in the wrapper's hands.

    Attributes:
        identity: Its number.
        type_name: Name of its type, if the wrapper names it.
        origin: The native function that returned it; ``None`` for one that the wrapper made.
        zeroed: It started as zeros.
        unset: It started as whatever was in its memory.
        cls: The class that mirrors it, where that renames its fields or declares its methods.
        is_object: It is a C++ object: its constructor has run, and it has methods.
    """

    identity: int
    type_name: str | None
    origin: str | None
    zeroed: bool
    unset: bool = False
    cls: Class | None = None
    is_object: bool = False


class Filler(Struct, frozen=True):
    """What wrote the fields of a record that the wrapper stored nothing in.

    Attributes:
        function: The native function that was handed the record before anything was stored in it.
        position: The position at which it was.
        zeros: It wrote zeros, as ``memset`` does.
    """

    function: str
    position: int
    zeros: bool = False


class Memory(Struct, frozen=True):
    """Freshly allocated memory, before it is cast to something.

    Attributes:
        zeroed: It is all zeros.
    """

    zeroed: bool


class FieldView(Struct, frozen=True):
    """A field of a record that nothing was stored in: its default as a value, a nested record as an object."""

    record: Record
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """``record.field``."""
        return ".".join([self.record.type_name or f"{self.record.origin}()", *self.path])


class Pointer(Struct, frozen=True):
    """``byref(x)``, ``pointer(x)``, ``&x``: the same object seen through its address."""

    target: Abstract


class ListThing(Struct, frozen=True):
    """A list, tuple, set or array; its items stand in the state."""

    identity: int
    kind: str = "list"


class DictThing(Struct, frozen=True):
    """A dict; its entries stand in the state."""

    identity: int


class Partial(Struct, frozen=True):
    """``functools.partial``."""

    function: Abstract
    positional: tuple[Abstract, ...]
    keywords: tuple[tuple[str, Abstract], ...]


class BuiltinMethod(Struct, frozen=True):
    """A method of a built-in object, such as ``some_dict.get``."""

    receiver: Abstract
    name: str


class Super(Struct, frozen=True):
    """``super()`` inside a method."""

    cls: Class
    receiver: Abstract


class Member(Struct, frozen=True):
    """A member of an enum class of the package."""

    cls: Class
    name: str
    value: Abstract


class Property(Struct, frozen=True):
    """A property of a class of the package."""

    getter: Function
    setter: Function | None = None


class FieldDefault(Struct, frozen=True):
    """``Field(...)`` or ``field(...)``: the default of a model's field.

    Attributes:
        default: The default; ``None`` if the field must be given.
        declared: The default as the source writes it.
    """

    default: Abstract | None
    declared: str


class OptionSet(Struct, frozen=True):
    """A namespace: a command-line parser with the options that it returns, or another object that holds attributes."""

    identity: int


class Absent(Struct, frozen=True):
    """What is not there by default: an entry that code adds only for a caller who asks for it.

    Its origins are the parameters that bring it.
    """


class CType(Struct, frozen=True):
    """A ctypes type that is no record: a simple type, a pointer type or an array type.

    Attributes:
        name: ``c_int``, ``POINTER``, ``ARRAY``, ``CFUNCTYPE``.
        element: What it points to or repeats; of a function type, what that returns.
        length: Number of elements.
        arguments: What a function type takes.
    """

    name: str
    element: Abstract | None = None
    length: Abstract | None = None
    arguments: tuple[Abstract, ...] = ()


class PairText(Struct, frozen=True):
    """Text made of ``key=value`` pairs, as libraries that take parameters by name want it."""

    pairs: tuple[tuple[str, Abstract], ...]


Thing: TypeAlias = (
    Value
    | Function
    | Bound
    | Class
    | Instance
    | ModuleThing
    | External
    | ExternalInstance
    | Library
    | NativeFunction
    | Record
    | Filler
    | Memory
    | FieldView
    | Pointer
    | ListThing
    | DictThing
    | Partial
    | BuiltinMethod
    | Super
    | Member
    | Property
    | FieldDefault
    | OptionSet
    | Absent
    | CType
    | PairText
)

VALUES = frozenset({Literal, Symbol, Sequence, Constructed, Inherited, Expression, Choice, Dynamic, Unknown})


def is_value(thing: Thing) -> TypeIs[Value]:
    """Whether a thing is a value as the report knows it, and not an object of Python or of the native side."""
    # Asking for each of nine classes takes ten times as long, and it is asked all the time.
    return type(thing) in VALUES


def unknown(spelling: str, reason: str, *sources: Abstract) -> Abstract:
    """Something unknown that still carries the data of its sources."""
    return combine(Unknown(spelling, reason), *sources)


ABSENT = Absent()


def absent(value: Abstract) -> Abstract:
    """A value that is there only if the caller asks for it."""
    if isinstance(value.thing, PairText):
        return Abstract(PairText(tuple((key, absent(held)) for key, held in value.thing.pairs)))
    return Abstract(ABSENT, value.origins, value.selectors)


def combine(thing: Thing, *sources: Abstract) -> Abstract:
    """A thing made from others: it carries the data of all of them."""
    first: Abstract | None = None
    for one in sources:
        if one.origins or one.selectors:
            if first is not None:
                break
            first = one
    else:
        return Abstract(thing) if first is None else Abstract(thing, first.origins, first.selectors)
    carrying = [one for one in sources if one.origins or one.selectors]
    return Abstract(thing, merge(*[one.origins for one in carrying]), merge(*[one.selectors for one in carrying]))


def merge(*origins: Origins) -> Origins:
    """The union; the first one's hops win."""
    first: Origins = NO_ORIGINS
    for one in origins:
        if one and one is not first:
            if first:
                break
            first = one
    else:
        # Nothing has to be brought together, as mostly.
        return first
    filled = [one for one in origins if one]
    result: dict[int, Step | None] = {}
    for one in reversed(filled):
        result.update(one)
    return result
