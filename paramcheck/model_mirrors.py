"""The vocabulary of mirrors: what a wrapper repeats of a header, and what the header says.

Both sides are described in the same words, since both are read by libclang for the same target: a ctypes class is
written down as the C struct that it stands for, and the text of a cffi declaration is C already.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from paramcheck.model import Problem, Span
    from paramcheck.values import Value


class DataKind(Enum):
    """What a piece of memory holds, as far as reading it as something else would matter."""

    VOID = "void"
    BOOL = "bool"
    CHARACTER = "character"
    """A plain ``char``, whose sign the target chooses."""
    INTEGER = "integer"
    FLOAT = "float"
    ENUM = "enum"
    POINTER = "pointer"
    FUNCTION = "function pointer"
    RECORD = "record"
    ARRAY = "array"
    UNKNOWN = "unknown"


class DataType(Struct, frozen=True):
    """A type, as far as its bytes go.

    Attributes:
        spelling: As its side writes it.
        kind: What it is.
        size: In bytes on the target; 0 if it is not known.
        signed: Whether an integer or an enum is signed.
        name: Of a record or an enum, by its tag or, without one, by its alias.
        element: What a pointer points to or an array repeats.
        length: Items of an array, where that is fixed.
        prototype: Of the function that a pointer points to.
    """

    spelling: str
    kind: DataKind
    size: int = 0
    signed: bool = True
    name: str = ""
    element: DataType | None = None
    length: int | None = None
    prototype: Prototype | None = None


class Prototype(Struct, frozen=True):
    """What a function takes and returns.

    Attributes:
        result: What it returns; ``None`` where the wrapper does not say.
        parameters: What it takes; ``None`` where that is not said.
        variadic: Whether more may follow.
    """

    result: DataType | None
    parameters: tuple[DataType, ...] | None
    variadic: bool = False


class Slot(Struct, frozen=True):
    """A field of a record.

    Attributes:
        name: Its name; empty for a record without a name, whose members count as the outer one's.
        type: Its type.
        offset: In bits from the start; ``None`` if it is not known.
        bits: Its size in bits.
        span: Its place, for people.
        is_bits: Whether it is a bit field.
        members: What a record without a name holds.
    """

    name: str
    type: DataType
    offset: int | None
    bits: int
    span: Span
    is_bits: bool = False
    members: tuple[Slot, ...] = ()


class Layout(Struct, frozen=True):
    """A struct or union.

    Attributes:
        name: As it is called.
        is_union: Whether all fields start at 0.
        slots: Its fields in order.
        size: In bytes; 0 if it is not known.
        span: Its place.
        is_whole: Whether every field is here and its place is known.
        conditions: Macros on which its fields depend.
    """

    name: str
    is_union: bool
    slots: tuple[Slot, ...]
    size: int
    span: Span
    is_whole: bool = True
    conditions: tuple[str, ...] = ()


class MirrorRecord(Struct, frozen=True):
    """A struct or union that the wrapper repeats.

    Attributes:
        surface: Dotted name of the class, or of the module with the declarations.
        layout: What the wrapper says.
        compiled: Whether a C compiler measures the library's record beside it, so that another size is refused.
    """

    surface: str
    layout: Layout
    compiled: bool = False


class MirrorConstant(Struct, frozen=True):
    """A constant that the wrapper repeats.

    Attributes:
        surface: The module or the enum class that defines it.
        name: Its name there.
        value: Its value.
        span: Its place.
        group: The enum class, where it is a member of one.
        uses: Names from which its value is computed.
        compiled: Whether a C compiler puts the library's value in its place.
    """

    surface: str
    name: str
    value: Value
    span: Span
    group: str = ""
    uses: frozenset[str] = frozenset()
    compiled: bool = False


class MirrorFunction(Struct, frozen=True):
    """A function of the library that the wrapper declares or calls.

    Attributes:
        surface: The module that declares it.
        name: Its name in the library.
        prototype: What the wrapper says of it.
        span: Its place.
        guarded: Whether the wrapper does without it where the library lacks it.
        declared: Whether the wrapper says anything of it; else it only calls it.
        compiled: Whether a C compiler sees both, which converts numbers and refuses the rest.
        lazy: Whether the library is asked for it only when it is called.
    """

    surface: str
    name: str
    prototype: Prototype
    span: Span
    guarded: bool = False
    declared: bool = True
    compiled: bool = False
    lazy: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is declared in C, for cffi."""
        return self.compiled or self.lazy


class MirrorFacts(Struct):
    """Everything that a wrapper repeats of headers.

    Attributes:
        sources: Files of the tree that hold the wrapper's own declarations in C; no headers of the library.
        names: Everything that the wrapper's modules and enums give a name, whatever its value is.
    """

    records: list[MirrorRecord] = field(default_factory=list)
    constants: list[MirrorConstant] = field(default_factory=list)
    functions: list[MirrorFunction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.records or self.constants or self.functions)


class DeclaredFunction(Struct, frozen=True):
    """A function of the library.

    Attributes:
        name: Its name.
        prototype: What it takes and returns.
        span: Its place.
        deprecated: What the header says about its being deprecated; ``None`` if it is not.
    """

    name: str
    prototype: Prototype
    span: Span
    deprecated: str | None = None


class DeclaredConstant(Struct, frozen=True):
    """An enumerator or macro of the library.

    Attributes:
        name: Its name.
        value: Its value; a choice where it depends on macros.
        span: Its place.
        group: The enum; empty for a macro and for an enum without a name.
        key: Identifies the enum; empty for a macro.
    """

    name: str
    value: Value
    span: Span
    group: str = ""
    key: str = ""


class DeclaredFacts(Struct):
    """What the library's headers say about the names that a wrapper repeats.

    Attributes:
        records: Definitions by name, the likeliest first.
        inner: The same of records that these hold.
        functions: By name.
        constants: By name.
        enums: All enumerators of each enum that has a wanted one, by its key.
        aliases: Further names of records: the alias to the tag.
        absent: Functions of a family that the headers have, which nothing in the sources mentions.
        lonely: Names that are the only wanted one of their header and that other headers declare as well: what
            differs there may be something else.
        headers: Files that were parsed.
    """

    records: dict[str, list[Layout]] = field(default_factory=dict)
    inner: dict[str, list[Layout]] = field(default_factory=dict)
    functions: dict[str, DeclaredFunction] = field(default_factory=dict)
    constants: dict[str, DeclaredConstant] = field(default_factory=dict)
    enums: dict[str, list[DeclaredConstant]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    lonely: set[str] = field(default_factory=set)
    headers: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
