"""What of the native side is to be read, as the wrapper mentions it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.model import ArgumentTarget, FieldTarget, KeyTarget, MemberTarget
from paramcheck.values import Choice, Constructed, Expression, Sequence, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.model import ExposedClass, Flow, WrapperParameter
    from paramcheck.native.search import Place, Provider
    from paramcheck.values import Value


_LEAST_REPEATED = 6
"""Members of a class that Python code must repeat before it is taken for the same thing."""


class ClassNeed(Struct, frozen=True, order=True):
    """A class whose members' defaults are needed.

    Attributes:
        name: Its name, as far as the wrapper qualifies it.
        usr: clang's identity of it, if it is known.
        unit: A source in which it is visible, if one is known.
    """

    name: str
    usr: str = ""
    unit: str = ""


class FunctionNeed(Struct, frozen=True, order=True):
    """A function, method or constructor whose default arguments are needed.

    Attributes:
        name: Its name, as far as the wrapper qualifies it.
        arity: Number of arguments that the wrapper passes, or -1.
        usr: clang's identity of it, if it is known.
        unit: A source in which it is visible, if one is known.
    """

    name: str
    arity: int = -1
    usr: str = ""
    unit: str = ""


class Needs(Struct, frozen=True):
    """What is to be read.

    Attributes:
        functions: Functions that return a record of defaults, with their definition.
        records: Records that the wrapper makes itself, with what may state defaults for them.
        classes: Classes whose members the wrapper sets.
        functions_with_defaults: Functions that the wrapper passes parameters to.
        keys: Names that the wrapper gives to native functions as text, by function.
        constants: Native constants that the wrapper names.
        makers: Names of functions that fill or return a record that the wrapper changes.
        made: Names of records that the wrapper changes.
    """

    functions: dict[str, Place] = field(default_factory=dict)
    records: dict[str, tuple[Provider, ...]] = field(default_factory=dict)
    classes: frozenset[ClassNeed] = frozenset()
    functions_with_defaults: frozenset[FunctionNeed] = frozenset()
    keys: dict[str, frozenset[str]] = field(default_factory=dict)
    constants: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The functions and records for which the library states defaults."""
        return frozenset(self.functions) | frozenset(self.records)


def further_needs(
    flows: Iterable[Flow],
    parameters: Iterable[WrapperParameter],
    exposed: Iterable[ExposedClass],
    repeated: frozenset[str] = frozenset(),
) -> Needs:
    """What the wrapper reaches, once it was read.

    Args:
        flows: Where its parameters go.
        parameters: Its parameters; their defaults may name native constants.
        exposed: Native classes that extension modules expose.
        repeated: Names that Python code states defaults for without handing them on.
    """
    collected = _Collector(list(exposed))
    collected.repeated(repeated)
    for flow in flows:
        collected.target(flow)
        collected.constants.update(_symbols(flow.effective))
    for parameter in parameters:
        if parameter.default is not None:
            collected.constants.update(_symbols(parameter.default))
    return Needs(
        classes=frozenset(collected.classes),
        functions_with_defaults=frozenset(collected.functions),
        keys={function: frozenset(keys) for function, keys in collected.keys.items()},
        constants=frozenset(collected.constants),
        makers=frozenset(collected.makers),
        made=frozenset(collected.made),
    )


class _Collector:
    def __init__(self, exposed: list[ExposedClass]) -> None:
        self._exposed = {one.name: one for one in exposed}
        self._by_last_name: dict[str, list[ExposedClass]] = defaultdict(list)
        for one in exposed:
            self._by_last_name[one.name.rpartition(".")[2]].append(one)
        self.classes: set[ClassNeed] = set()
        self.functions: set[FunctionNeed] = set()
        self.keys: dict[str, set[str]] = defaultdict(set)
        self.constants: set[str] = set()
        self.makers: set[str] = set()
        self.made: set[str] = set()

    def repeated(self, names: frozenset[str]) -> None:
        """Classes most of whose members Python code states defaults for."""
        for one in self._exposed.values():
            members = {name for name, _ in one.members}
            if len(members) >= _LEAST_REPEATED and len(members & names) * 2 >= len(members):
                self.classes.add(ClassNeed(one.type_name, one.usr, one.unit))
                self.made.add(one.type_name)

    def target(self, flow: Flow) -> None:
        """What one flow reaches."""
        target = flow.target
        if isinstance(target, MemberTarget):
            self.classes.add(self._class(target))
        elif isinstance(target, ArgumentTarget):
            arity = -1 if target.arity is None else target.arity
            self.functions.add(FunctionNeed(target.function, arity, target.usr, target.unit))
        elif isinstance(target, KeyTarget):
            self.keys[target.function].add(target.key)
        elif isinstance(target, FieldTarget):
            self._record(target)

    def _class(self, target: MemberTarget) -> ClassNeed:
        if target.usr or target.unit:
            return ClassNeed(target.type_name, target.usr, target.unit)
        known = self._exposed.get(target.type_name)
        if known is None and "::" not in target.type_name:
            named = self._by_last_name[target.type_name.rpartition(".")[2]]
            known = named[0] if len({one.type_name for one in named}) == 1 else None
        if known is not None:
            return ClassNeed(known.type_name, known.usr, known.unit)
        return ClassNeed(target.type_name.replace(".", "::"))

    def _record(self, target: FieldTarget) -> None:
        if target.origin:
            self.makers.add(target.origin)
        elif not target.zeroed:
            # Who is handed a record without values first is who fills it; everyone after that only reads it.
            self.makers.update(function for function, _ in target.passed_to[:1])
        if target.record:
            self.made.add(target.record)
            if not target.origin and not target.zeroed:
                # A class of C++ makes its own defaults.
                self.classes.add(ClassNeed(target.record.replace(".", "::")))


def _symbols(value: Value) -> Iterator[str]:
    """Names of native constants in a value."""
    if isinstance(value, Symbol):
        yield value.name
    elif isinstance(value, Choice):
        for alternative in value.alternatives:
            yield from _symbols(alternative.value)
    else:
        inner: tuple[Value, ...] = ()
        if isinstance(value, Sequence):
            inner = value.items
        elif isinstance(value, Constructed):
            inner = value.arguments
        elif isinstance(value, Expression):
            inner = value.operands
        for one in inner:
            yield from _symbols(one)
