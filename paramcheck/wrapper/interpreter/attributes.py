"""Attributes: what ``owner.name`` is, and what storing into it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paramcheck.values import Literal, Symbol
from paramcheck.wrapper.interpreter import cffi, classes, dicts, externals, models
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    VALUES,
    Abstract,
    Bound,
    BuiltinMethod,
    Class,
    CType,
    External,
    ExternalInstance,
    FieldView,
    Function,
    Instance,
    Library,
    ListThing,
    Member,
    ModuleThing,
    NativeFunction,
    OptionSet,
    Partial,
    Pointer,
    Property,
    Record,
    Super,
    is_value,
    unknown,
)
from paramcheck.wrapper.interpreter.record import Store
from paramcheck.wrapper.interpreter.state import MISSING, Cells, join

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from paramcheck.values import Value
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State

_SAME_OBJECT = frozenset({"contents", "value", "raw", "_obj", "obj"})
"""Attributes of ctypes objects that lead to what the object holds."""


def load(machine: Machine, owner: Abstract, name: str, node: ast.AST, frame: Frame, state: State) -> Abstract:
    """``owner.name``."""
    look = _LOOKS.get(type(owner.thing))
    if look is None:
        # An attribute of something unknown is other data than the thing itself; only calling it may bring that along.
        return Abstract(BuiltinMethod(owner, name))
    return look(machine, owner, owner.thing, name, node, frame, state)


def _of_value(_: Machine, owner: Abstract, thing: Value, name: str, __: ast.AST, frame: Frame, ___: State) -> Abstract:
    if isinstance(thing, Symbol) and frame.module.is_compiled:
        # An enumerator of a native enum, which is written through the enum.
        return Abstract(Symbol(f"{thing.name}::{name}"))
    return owner if name in _SAME_OBJECT else Abstract(BuiltinMethod(owner, name))


def _of_module(
    machine: Machine, _: Abstract, thing: ModuleThing, name: str, __: ast.AST, ___: Frame, state: State
) -> Abstract:
    found = machine.global_name(thing.module, name, state)
    return found if found is not None else unknown(name, f"{name} is not defined in {thing.module.name}")


def _of_external(
    machine: Machine, owner: Abstract, thing: External, name: str, _: ast.AST, frame: Frame, __: State
) -> Abstract:
    called = cffi.function(thing.name, name, frame.module)
    if called is not None:
        return called
    settled = machine.settled.get(f"{thing.name}.{name}")
    return externals.attribute(f"{thing.name}.{name}", owner) if settled is None else Abstract(settled)


def _of_instance(
    machine: Machine, owner: Abstract, thing: Instance, name: str, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    contents = machine.contents(thing.identity, state)
    held = contents.values.get(name) if isinstance(contents, Cells) else None
    if held is not None:
        return held
    if name == "__class__":
        return Abstract(thing.cls)
    if name == "__dict__" and isinstance(contents, Cells):
        return Abstract(dicts.of_attributes(machine, thing.identity, contents, state))
    found = classes.attribute(machine, thing.cls, name, state)
    if found is None:
        method = classes.external_method(machine, thing.cls, name)
        if method is not None:
            return Abstract(BuiltinMethod(owner, method))
        fallback = classes.attribute(machine, thing.cls, "__getattr__", state)
        if fallback is not None and isinstance(fallback.thing, Function):
            argument = Abstract(Literal(name, repr(name)))
            return machine.call(Abstract(Bound(owner, fallback.thing)), [argument], {}, node, frame, state)
        return unknown(name, f"attribute {name} is not set where this can be seen")
    if is_value(found.thing):
        return models.class_attribute(machine, thing.cls, name, found)
    return classes.bind(machine, found, owner, thing.cls, node, frame, state)


def _of_class(
    machine: Machine, owner: Abstract, thing: Class, name: str, _: ast.AST, __: Frame, state: State
) -> Abstract:
    if name == "__name__":
        return Abstract(Literal(thing.node.name, repr(thing.node.name)))
    if name == "__members__":
        return classes.member_table(machine, thing, state)
    found = classes.member(machine, thing, name) or classes.attribute(machine, thing, name, state)
    if found is None and classes.is_native(machine, thing):
        return Abstract(Symbol(f"{thing.node.name}::{name}"))
    if found is None:
        return Abstract(BuiltinMethod(owner, name))
    if isinstance(found.thing, Function) and found.thing.kind == "classmethod":
        return Abstract(Bound(owner, found.thing))
    return found


def _of_member(
    machine: Machine, owner: Abstract, thing: Member, name: str, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    if name in {"value", "_value_"}:
        inner = thing.value
        if isinstance(inner.thing, Literal):
            spelling = f"{thing.cls.node.name}.{thing.name}"
            return owner.with_thing(Literal(inner.thing.value, spelling, thing.name))
        return owner.with_thing(inner.thing)
    if name in {"name", "_name_"}:
        return owner.with_thing(Literal(thing.name, repr(thing.name)))
    found = classes.attribute(machine, thing.cls, name, state)
    if found is not None and isinstance(found.thing, (Function, Property)):
        return classes.bind(machine, found, owner, thing.cls, node, frame, state)
    held = thing.value.thing
    if isinstance(held, Literal) and isinstance(held.value, (str, bytes)):
        # A member of an enum of texts is a text.
        return Abstract(BuiltinMethod(owner.with_thing(held), name))
    return Abstract(BuiltinMethod(owner, name))


def _of_record(
    machine: Machine, owner: Abstract, thing: Record | FieldView, name: str, _: ast.AST, __: Frame, state: State
) -> Abstract:
    return classes.native_method(machine, thing, name, state) or load_field(machine, owner, name, state)


def _of_kept(
    machine: Machine,
    owner: Abstract,
    thing: ExternalInstance | OptionSet,
    name: str,
    _: ast.AST,
    __: Frame,
    state: State,
) -> Abstract:
    contents = machine.contents(thing.identity, state)
    held = contents.values.get(name) if isinstance(contents, Cells) else None
    return held if held is not None else Abstract(BuiltinMethod(owner, name), owner.origins, owner.selectors)


def _of_pointer(
    machine: Machine, _: Abstract, thing: Pointer, name: str, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    return thing.target if name in _SAME_OBJECT else load(machine, thing.target, name, node, frame, state)


def _of_library(_: Machine, __: Abstract, ___: Library, name: str, *____: object) -> Abstract:
    return Abstract(NativeFunction(name))


def _of_native_function(machine: Machine, _: Abstract, thing: NativeFunction, name: str, *__: object) -> Abstract:
    return machine.signatures.get(thing.name, {}).get(name) or unknown(name, "not declared")


def _of_super(
    machine: Machine, _: Abstract, thing: Super, name: str, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    return classes.super_attribute(machine, thing, name, node, frame, state)


def _of_partial(_: Machine, owner: Abstract, thing: Partial, name: str, *__: object) -> Abstract:
    if name in {"func", "args", "keywords"}:
        return thing.function if name == "func" else unknown(name, "arguments of a partial")
    return Abstract(BuiltinMethod(owner, name))


def _of_function(_: Machine, owner: Abstract, __: Function | Bound, name: str, *___: object) -> Abstract:
    return owner if name in {"__wrapped__", "__func__"} else Abstract(BuiltinMethod(owner, name))


def _of_type(_: Machine, owner: Abstract, thing: CType, name: str, *__: object) -> Abstract:
    if name == "_type_" and thing.element is not None:
        return thing.element
    return Abstract(BuiltinMethod(owner, name))


_LOOKS: dict[type, Callable[[Machine, Abstract, Any, str, ast.AST, Frame, State], Abstract]] = {
    **dict.fromkeys(VALUES, _of_value),
    ModuleThing: _of_module,
    External: _of_external,
    Instance: _of_instance,
    Class: _of_class,
    Record: _of_record,
    FieldView: _of_record,
    ExternalInstance: _of_kept,
    OptionSet: _of_kept,
    Pointer: _of_pointer,
    Library: _of_library,
    NativeFunction: _of_native_function,
    Member: _of_member,
    Super: _of_super,
    Partial: _of_partial,
    Function: _of_function,
    Bound: _of_function,
    CType: _of_type,
}


def load_field(machine: Machine, owner: Abstract, name: str, state: State) -> Abstract:
    """A field of a record: what was stored, or a view of its default."""
    record, path = field_place(owner, name)
    contents = machine.contents(record.identity, state)
    held = contents.values.get(".".join(path)) if isinstance(contents, Cells) else None
    view = Abstract(FieldView(record, path))
    if held is None or held.thing is MISSING.thing:
        return view
    return held


def field_place(owner: Abstract, name: str) -> tuple[Record, tuple[str, ...]]:
    """The record and the path that ``owner.name`` means."""
    thing = owner.thing
    if isinstance(thing, FieldView):
        return thing.record, (*thing.path, name)
    assert isinstance(thing, Record)
    return thing, (thing.cls.module.renamed(thing.cls.node, name) if thing.cls is not None else name,)


def store(
    machine: Machine, owner: Abstract, name: str, value: Abstract, node: ast.AST, frame: Frame, state: State
) -> None:
    """``owner.name = value``."""
    thing = owner.thing
    if value.thing is ABSENT and not isinstance(thing, (Record, FieldView, Pointer)):
        return
    while isinstance(thing, Pointer):
        if name in _SAME_OBJECT:
            return
        owner = thing.target
        thing = owner.thing
    if isinstance(thing, Instance):
        setter = classes.attribute(machine, thing.cls, name, state)
        if setter is not None and isinstance(setter.thing, Property):
            if setter.thing.setter is not None:
                machine.call(Abstract(Bound(owner, setter.thing.setter)), [value], {}, node, frame, state)
            return
        state.cells(thing.identity).values[name] = machine.step(value, frame.module, node)
    elif isinstance(thing, (Record, FieldView)):
        store_field(machine, owner, name, value, node, frame, state)
    elif isinstance(thing, ExternalInstance):
        state.cells(thing.identity).values[name] = value
        machine.recorder.stored(thing, Store(name, value, frame.module, node, frame.control, frame.certain))
    elif isinstance(thing, OptionSet):
        state.cells(thing.identity).values[name] = value
    elif isinstance(thing, NativeFunction):
        machine.signatures.setdefault(thing.name, {})[name] = value
        machine.note_signature(thing.name, name, value, node, frame, state)
    elif isinstance(thing, ModuleThing):
        state.module_names[thing.module.path, name] = value
    elif isinstance(thing, Class):
        state.module_names[thing.qualified, name] = value


def store_field(
    machine: Machine, owner: Abstract, name: str, value: Abstract, node: ast.AST, frame: Frame, state: State
) -> None:
    """Store into a field of a record."""
    record, path = field_place(owner, name)
    dotted = ".".join(path)
    if value.thing is ABSENT:
        machine.recorder.stored(record, Store(dotted, value, frame.module, node, frame.control, certain=False))
        return
    cells = state.cells(record.identity)
    cells.has_defaults = True
    cells.values[dotted] = value
    if cells.may_nest:
        within = f"{dotted}."
        for inner in [key for key in cells.values if key.startswith(within)]:
            # A whole nested record replaces what was stored inside the old one.
            del cells.values[inner]
    cells.may_nest |= len(path) > 1
    machine.recorder.stored(record, Store(dotted, value, frame.module, node, frame.control, frame.certain))


def store_element(
    machine: Machine,
    owner: Abstract,
    index: Abstract,
    value: Abstract,
    node: ast.AST,
    frame: Frame,
    state: State,
) -> None:
    """``record.field[index] = value``: the field becomes an array that holds the value."""
    view = owner.thing
    assert isinstance(view, FieldView)
    dotted = ".".join(view.path)
    cells = state.cells(view.record.identity)
    held = cells.values.get(dotted)
    if held is None or not isinstance(held.thing, ListThing):
        held = Abstract(machine.new_list(state, [], kind="array"))
        cells.values[dotted] = held
        cells.may_nest |= len(view.path) > 1
    assert isinstance(held.thing, ListThing)
    if not _clears(machine, held, index, value, state):
        set_item(machine, held, index, value, state)
    machine.recorder.stored(view.record, Store(dotted, value, frame.module, node, frame.control, frame.certain))


def _clears(machine: Machine, held: Abstract, index: Abstract, value: Abstract, state: State) -> bool:
    """A zero in an array of a record that holds nothing else changes nothing: items that nobody stores are zero."""
    assert isinstance(held.thing, ListThing)
    known, stored = machine.value(index, state), machine.value(value, state)
    anywhere = not (isinstance(known, Literal) and isinstance(known.value, int))
    return anywhere and not state.items(held.thing.identity).values and isinstance(stored, Literal) and not stored.value


def set_item(machine: Machine, owner: Abstract, index: Abstract, value: Abstract, state: State) -> None:
    """``a_list[index] = value``."""
    assert isinstance(owner.thing, ListThing)
    contents = state.items(owner.thing.identity)
    position = machine.value(index, state)
    if isinstance(position, Literal) and isinstance(position.value, int):
        at = position.value
        if -len(contents.values) <= at < len(contents.values):
            contents.values[at] = value
            return
        if at == len(contents.values):
            contents.values.append(value)
            return
    contents.exact = False
    contents.values = [join(one, value) for one in contents.values]
