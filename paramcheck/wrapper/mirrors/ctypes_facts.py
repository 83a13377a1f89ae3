"""Mirrors in ctypes: the classes and signatures of a package, laid out for the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.clang.declarations import Declarations
from paramcheck.model import Problem, Span
from paramcheck.model_mirrors import DataKind, DataType, Layout, MirrorFunction, MirrorRecord, Prototype, Slot
from paramcheck.wrapper.interpreter import classes
from paramcheck.wrapper.interpreter.domain import Bound, Class, Function, Partial
from paramcheck.wrapper.mirrors import functions, records, text_unit
from paramcheck.wrapper.mirrors.ctypes_text import TAG, CText, UnknownTypeError
from paramcheck.wrapper.mirrors.spelling import spelled

if TYPE_CHECKING:
    from paramcheck.clang.parser import Parser
    from paramcheck.model_mirrors import MirrorFacts
    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.interpreter.domain import Abstract
    from paramcheck.wrapper.interpreter.machine import Machine
    from paramcheck.wrapper.mirrors.functions import Stated
    from paramcheck.wrapper.mirrors.records import RecordClass
    from paramcheck.wrapper.package import Module

_FUNCTION = "paramcheck_function_"
_UNKNOWN = "paramcheck_unknown"

_MOST_EMPTY = 32
"""Bits that a record without fields has in C on some target; for ctypes it has none on any."""


def read(machine: Machine, tree: Tree, parser: Parser, modules: list[Module], target: str, facts: MirrorFacts) -> None:
    """Read the records and functions of modules.

    Args:
        machine: Runs them.
        tree: The sources.
        parser: Lays out what is read.
        modules: The modules that use ctypes.
        target: Target triple; empty for this machine.
        facts: What is found goes here.
    """
    text = CText(machine)
    for module in modules:
        for value in list(machine.namespace(module).values()):
            cls = value.thing
            if isinstance(cls, Class) and cls.module is module and classes.is_record(machine, cls):
                text.number(cls)
    stated = functions.declared(machine, modules)
    written = _Written(machine, text)
    prototypes = [written.function(number, one) for number, one in enumerate(stated.values())]
    body = written.records() + "\n".join(prototypes)
    unit = text_unit.parse(tree, parser, "paramcheck-ctypes.c", body, target)
    if unit is None:
        facts.problems.append(Problem("the ctypes mirrors could not be laid out"))
        return
    declarations = Declarations(unit, written.name_of, lambda _: Span("", 1))
    facts.records.extend(_record(machine, written, declarations, one) for one in written.read if one.comparable)
    for number, one in enumerate(stated.values()):
        prototype = _prototype(machine, written, declarations, number, one)
        facts.functions.append(MirrorFunction(one.module.name, one.name, prototype, one.span, one.guarded))
    for one in functions.used(machine, modules, set(stated)):
        nothing = Prototype(None, None)
        facts.functions.append(
            MirrorFunction(one.module.name, one.name, nothing, one.span, one.guarded, declared=False)
        )


class _Written:
    """The mirrors of a package in C.

    Args:
        machine: Has run the modules.
        text: Numbers the record classes.
    """

    def __init__(self, machine: Machine, text: CText) -> None:
        self._machine = machine
        self._text = text
        self.read: list[RecordClass] = []
        self.known: dict[int, tuple[bool, ...]] = {}
        self.whole: set[int] = set()
        self.slots: dict[int, tuple[Slot, ...]] = {}
        self._by_class: dict[int, RecordClass] = {}
        self._called: dict[tuple[int, str], tuple[DataType, DataType]] = {}

    def name_of(self, tag: str) -> str:
        """The class that a tag stands for."""
        number = tag.removeprefix(TAG)
        return plain_name(self._text.records[int(number)].node.name) if number != tag else tag

    def records(self) -> str:
        """Definitions of all records, each after those that it holds."""
        bodies: dict[int, str] = {}
        holds: dict[int, list[int]] = {}
        while len(self.read) < len(self._text.records):
            one = records.read(self._machine, self._text, self._text.records[len(self.read)])
            self.read.append(one)
            self._by_class[id(one.cls)] = one
            bodies[one.number], self.known[one.number] = records.written(self._text, one)
            inner = [records.by_value(self._machine, field.type) for field in one.fields]
            holds[one.number] = [self._text.number(cls) for cls in inner if cls is not None]
            if one.base is not None:
                holds[one.number].append(one.base)
        order = _inner_first(holds)
        for number in order:
            own = self.read[number].is_whole and all(self.known[number])
            if own and self.whole.issuperset(one for one in holds[number] if one != number):
                self.whole.add(number)
        declared = "".join(f"{self._text.keyword(one.cls)} {TAG}{one.number};\n" for one in self.read)
        return declared + "".join(f"{bodies[number]}\n" for number in order)

    def called(self, kind: DataType, spelling: str) -> DataType:
        """A type as its side writes it; the same one each time, which makes what is sent between processes small."""
        key = id(kind), spelling
        if key not in self._called:
            # With the type itself, so that no other one gets its id.
            self._called[key] = kind, replace(kind, spelling=spelling)
        return self._called[key][1]

    def held(self, kind: Abstract) -> RecordClass | None:
        """The record that something of a type holds as a whole, if it holds one."""
        inner = records.by_value(self._machine, kind)
        return self._by_class.get(id(inner)) if inner is not None else None

    def function(self, number: int, stated: Stated) -> str:
        """The declaration of a function; what is not known in it has a type of its own."""
        taken = ", ".join(self._type(one) for one in stated.parameters or ()) or "void"
        name = f"{_FUNCTION}{number}({taken})"
        if stated.result is None:
            return f"int {name};"
        try:
            return f"{self._text.result(stated.result, name)};"
        except UnknownTypeError:
            return f"struct {_UNKNOWN} {name};"

    def _type(self, kind: Abstract) -> str:
        try:
            return self._text.declare(kind)
        except UnknownTypeError:
            return f"struct {_UNKNOWN}"


def plain_name(name: str) -> str:
    """The native name of a class: generators of mirrors put the keyword before it."""
    for keyword in ("struct_", "union_"):
        if name.startswith(keyword) and len(name) > len(keyword):
            return name[len(keyword) :]
    return name


def _inner_first(holds: dict[int, list[int]]) -> list[int]:
    """Records, each after those that it holds."""
    order: dict[int, None] = {}
    entered: set[int] = set()
    waiting = list(reversed(holds))
    while waiting:
        number = waiting[-1]
        if number in entered:
            order.setdefault(waiting.pop())
        else:
            entered.add(number)
            waiting.extend(inner for inner in reversed(holds[number]) if inner not in entered)
    return list(order)


def _record(machine: Machine, written: _Written, declarations: Declarations, one: RecordClass) -> MirrorRecord:
    cls = one.cls
    found = declarations.record(f"{TAG}{one.number}")
    slots = _slots(machine, written, declarations, one, found) if found is not None else ()
    whole = found is not None and found.is_whole and one.number in written.whole
    outside = classes.lineage(machine, cls)[1]
    is_union = any(name.rpartition(".")[2].endswith("Union") for name in outside)
    size = found.size if found is not None and whole else 0
    layout = Layout(plain_name(cls.node.name), is_union, slots, size, records.place_of_class(cls), is_whole=whole)
    return MirrorRecord(cls.qualified, layout)


def _slots_of(machine: Machine, written: _Written, declarations: Declarations, one: RecordClass) -> tuple[Slot, ...]:
    """The fields of a record that another one holds or extends."""
    if one.number not in written.slots:
        layout = declarations.record(f"{TAG}{one.number}")
        written.slots[one.number] = _slots(machine, written, declarations, one, layout)
    return written.slots[one.number]


def _slots(
    machine: Machine, written: _Written, declarations: Declarations, one: RecordClass, layout: Layout | None
) -> tuple[Slot, ...]:
    by_name = {slot.name: slot for slot in layout.slots} if layout is not None else {}
    places = records.places_of_fields(one.cls)
    default = records.place_of_class(one.cls)
    is_union = _is_union(machine, one.cls)
    found: list[Slot] = []
    if one.base is not None:
        found.extend(_slots_of(machine, written, declarations, written.read[one.base]))
    certain = True
    for position, field in enumerate(one.fields):
        certain = certain and written.known[one.number][position]
        slot = by_name.get(f"field_{position}")
        place = places.get(field.name, default)
        if slot is None:
            unknown = DataType(spelled(machine, field.type), DataKind.UNKNOWN)
            found.append(Slot(field.name, unknown, None, 0, place, is_bits=field.is_bits))
            continue
        kind = written.called(slot.type, spelled(machine, field.type))
        offset = slot.offset if certain or is_union else None
        members: tuple[Slot, ...] = ()
        bits = slot.bits
        if kind.kind is DataKind.RECORD and (field.anonymous or bits <= _MOST_EMPTY):
            held = written.held(field.type)
            if held is not None and not held.fields and held.base is None and held.is_whole:
                bits = 0
            elif held is not None and field.anonymous and offset is not None:
                rows = _slots_of(machine, written, declarations, held)
                members = tuple(replace(row, offset=row.offset + offset) for row in rows if row.offset is not None)
        found.append(Slot(field.name, kind, offset, bits, place, is_bits=field.is_bits, members=members))
    return tuple(found)


def _is_union(machine: Machine, cls: Class) -> bool:
    return any(name.rpartition(".")[2].endswith("Union") for name in classes.lineage(machine, cls)[1])


def _prototype(
    machine: Machine, written: _Written, declarations: Declarations, number: int, stated: Stated
) -> Prototype:
    found = declarations.function(f"{_FUNCTION}{number}")
    if found is None:
        return Prototype(None, None)
    result: DataType | None = None
    if stated.ambiguous:
        result = DataType("?", DataKind.UNKNOWN)
    elif stated.result is not None:
        result = _named(machine, written, stated.result, found.prototype.result)
    parameters: tuple[DataType, ...] | None = None
    if stated.parameters is not None and found.prototype.parameters is not None:
        pairs = zip(stated.parameters, found.prototype.parameters, strict=False)
        parameters = tuple(_named(machine, written, given, kind) for given, kind in pairs)
        if len(parameters) != len(stated.parameters):
            parameters = None
    return Prototype(result, parameters)


def _named(machine: Machine, written: _Written, given: Abstract, kind: DataType | None) -> DataType:
    text = spelled(machine, given)
    if kind is None or kind.name == _UNKNOWN:
        return DataType(text, DataKind.UNKNOWN)
    return written.called(kind, "int" if isinstance(given.thing, (Function, Bound, Partial)) else text)
