"""The native side as Python code sees it: calls into the library, records, ctypes and cffi objects."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.model import ArgumentTarget, KeyTarget
from paramcheck.values import Dynamic, Inherited, Literal
from paramcheck.wrapper.interpreter import attributes, classes, containers
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    Abstract,
    Class,
    CType,
    FieldView,
    Filler,
    Instance,
    ListThing,
    PairText,
    Pointer,
    Record,
    Step,
    combine,
)
from paramcheck.wrapper.interpreter.record import filler_of
from paramcheck.wrapper.interpreter.state import FILLER, Cells

if TYPE_CHECKING:
    from paramcheck.values import Value
    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State


def call(machine: Machine, name: str, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    """A call of a native function."""
    for position, value in enumerate(arguments.positional):
        hand_over(machine, value, name, position, len(arguments.positional), node, frame, state)
    _pairs(machine, name, arguments, node, frame, state)
    return result(machine, name, node, frame, state)


def hand_over(
    machine: Machine,
    value: Abstract,
    function: str,
    position: int,
    arity: int,
    node: ast.AST,
    frame: Frame,
    state: State,
) -> None:
    """An argument goes to a native function: records with what they hold, text with the pairs in it."""
    thing = value.thing
    by_address = isinstance(thing, Pointer)
    while isinstance(thing, Pointer):
        value = thing.target
        thing = value.thing
    if isinstance(thing, Instance):
        # ctypes passes the object that an instance keeps in _as_parameter_.
        contents = machine.contents(thing.identity, state)
        inner = contents.values.get("_as_parameter_") if isinstance(contents, Cells) else None
        if inner is not None:
            hand_over(machine, inner, function, position, arity, node, frame, state)
        return
    if isinstance(thing, Record):
        filled = by_address and _fills(machine, thing, function, position, state)
        machine.recorder.passed(thing, function, position, state, certain=frame.certain and not filled)
        return
    step = Step(frame.module, node, None)
    if isinstance(thing, PairText):
        for key, held in thing.pairs:
            _by_key(machine, function, key, held, step, frame, state)
        return
    if isinstance(thing, ListThing):
        for item in containers.iterate(machine, value, state)[0]:
            if isinstance(item.thing, PairText):
                hand_over(machine, item, function, position, arity, node, frame, state)
    if value.origins or value.selectors:
        target_argument = ArgumentTarget(function, position, arity)
        machine.recorder.reached(value, target_argument, step, machine.value(value, state), certain=frame.certain)


def _fills(machine: Machine, record: Record, function: str, position: int, state: State) -> bool:
    """Whether a function writes the record whose address it gets.

    A record in which nothing was stored yet brings nothing in: whoever takes its address fills it.
    """
    contents = machine.contents(record.identity, state)
    held = contents.values if isinstance(contents, Cells) else {}
    stored = any(name != FILLER for name in held) or machine.recorder.has_stores(record)
    filler = filler_of(held)
    if record.is_object or record.origin is not None or stored or (filler is not None and filler.zeros):
        return False
    cells = state.cells(record.identity)
    cells.has_defaults = True
    cells.values[FILLER] = Abstract(Filler(function, position))
    return True


def _pairs(machine: Machine, name: str, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> None:
    """``set_parameter(handle, "name", value)``: a parameter that is set by its name."""
    for key, value in zip(arguments.positional, arguments.positional[1:], strict=False):
        known = machine.value(key, state)
        if not (isinstance(known, Literal) and isinstance(known.value, (str, bytes)) and value.origins):
            continue
        text = known.value.decode("utf-8", "replace") if isinstance(known.value, bytes) else known.value
        if text.isidentifier() and not key.origins:
            step = Step(frame.module, node, None)
            _by_key(machine, name, text, value, step, frame, state)


def _by_key(machine: Machine, function: str, key: str, value: Abstract, step: Step, frame: Frame, state: State) -> None:
    """A named parameter of a native map; the library's own default stays if it is not handed over by default."""
    own = Inherited(f"{function}.{key}")
    known = own if value.thing is ABSENT else _unwritten(machine.value(value, state))
    # `if x is not None: set("x", x)` leaves the library's own; where the whole call may not run, nobody knows.
    asked = own if value.origins and all(number in frame.control for number in value.origins) else None
    machine.recorder.reached(value, KeyTarget(function, key), step, known, certain=frame.certain, otherwise=asked)


def _unwritten(value: Value) -> Value:
    """The number that a text writes: a map of named parameters holds text, and the library reads it."""
    if not isinstance(value, Literal) or not isinstance(value.value, str):
        return value
    try:
        number = ast.literal_eval(value.value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return value
    return Literal(number, value.value) if isinstance(number, (int, float)) else value


def result(machine: Machine, name: str, node: ast.AST, frame: Frame, state: State) -> Abstract:
    """What a native function returns: a record if it is declared to, else a value that only a run can tell."""
    declared = machine.signatures.get(name, {}).get("restype")
    cls = declared.thing if declared is not None else None
    if isinstance(cls, Class) and (classes.is_record(machine, cls) or classes.is_native(machine, cls)):
        is_object = classes.is_native(machine, cls)
        made = machine.new_record(state, frame, node, cls.node.name, origin=name, cls=cls, is_object=is_object)
        return Abstract(made)
    return Abstract(Dynamic(frame.module.source(node), "the library is asked at run time"))


def record(machine: Machine, cls: Class, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    """``SomeStructure(a, b, field=c)``: every field that is not given is zero."""
    made = Abstract(machine.new_record(state, frame, node, cls.node.name, zeroed=True, cls=_mirror(cls)))
    initialiser = classes.attribute(machine, cls, "__init__", state)
    if initialiser is not None:
        from paramcheck.wrapper.interpreter import calls  # noqa: PLC0415

        calls.call(
            machine, classes.bind(machine, initialiser, made, cls, node, frame, state), arguments, node, frame, state
        )
        return made
    places = {keyword.arg: keyword for keyword in node.keywords} if isinstance(node, ast.Call) else {}
    positions = node.args if isinstance(node, ast.Call) else []
    names = field_names(machine, cls, state)
    for position, value in enumerate(arguments.positional):
        if position < len(names):
            place = positions[position] if position < len(positions) else node
            attributes.store_field(machine, made, names[position], value, place, frame, state)
    for name, value in [*arguments.keywords.items(), *arguments.absent.items()]:
        attributes.store_field(machine, made, name, value, places.get(name, node), frame, state)
    return combine(made.thing, *arguments.all())


def _mirror(cls: Class) -> Class | None:
    return cls if cls.module.is_compiled else None


def new_object(
    machine: Machine, cls: Class, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """``new T(a, b)`` or ``T(a, b)``: an object of a C++ class."""
    name = cls.node.name
    constructor = f"{name}::{name.rpartition('::')[2]}"
    for position, value in enumerate(arguments.positional):
        hand_over(machine, value, constructor, position, len(arguments.positional), node, frame, state)
    return Abstract(machine.new_record(state, frame, node, name, cls=cls, is_object=True))


def undeclared_method(
    machine: Machine, method: FieldView, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """A call of something that the declaration of a C++ object's class leaves out."""
    if method.path == ("get",) and not arguments.all():
        # A smart pointer's: the object itself.
        return Abstract(method.record)
    if len(method.path) > 1:
        return combine(Dynamic(frame.module.source(node), "the library is asked at run time"), *arguments.all())
    return call(machine, f"{method.record.type_name}::{method.path[0]}", arguments, node, frame, state)


def field_names(machine: Machine, cls: Class, state: State) -> list[str]:
    """The names in a ctypes record's ``_fields_``."""
    declared = classes.attribute(machine, cls, "_fields_", state)
    names: list[str] = []
    if declared is not None:
        for row in containers.iterate(machine, declared, state)[0]:
            parts = containers.iterate(machine, row, state)[0]
            name = machine.value(parts[0], state) if parts else None
            if isinstance(name, Literal) and isinstance(name.value, str):
                names.append(name.value)
    return names


def construct(machine: Machine, thing: CType, arguments: Arguments, state: State) -> Abstract:
    """``c_int(3)``, ``(c_float * 4)(...)``, ``POINTER(T)(x)``."""
    values = arguments.positional
    if thing.name == "ARRAY":
        sources = [one for one in (thing.element, thing.length) if one is not None]
        return combine(machine.new_list(state, list(values), kind="array"), *values, *sources)
    if thing.name in {"POINTER", "CFUNCTYPE", "WINFUNCTYPE", "PYFUNCTYPE"}:
        return values[0] if values else Abstract(Literal(None, "None"))
    if values:
        return values[0]
    if thing.name.endswith("_p"):
        return Abstract(Literal(None, "None"))
    return Abstract(Literal(0, f"{thing.name}()"))
