"""What Cython's own operations do: typed variables, casts, addresses, allocation.

The translation of a Cython source calls them by names of its own, and the interpreter asks here what a call gives.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING, Final

from paramcheck.values import Dynamic, Literal, Symbol, Unknown
from paramcheck.wrapper.cython.names import MODULE
from paramcheck.wrapper.interpreter import classes, native
from paramcheck.wrapper.interpreter.calls import Arguments
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    Class,
    DictThing,
    Filler,
    ListThing,
    Memory,
    NativeFunction,
    Pointer,
    Record,
    combine,
    is_value,
)
from paramcheck.wrapper.interpreter.state import FILLER, Cells, Items, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State

_KNOWN: Final[dict[str, float]] = {
    "SCHAR_MIN": -(2**7),
    "SCHAR_MAX": 2**7 - 1,
    "UCHAR_MAX": 2**8 - 1,
    "SHRT_MIN": -(2**15),
    "SHRT_MAX": 2**15 - 1,
    "USHRT_MAX": 2**16 - 1,
    "INT_MIN": -(2**31),
    "INT_MAX": 2**31 - 1,
    "UINT_MAX": 2**32 - 1,
    "LLONG_MIN": -(2**63),
    "LLONG_MAX": 2**63 - 1,
    "ULLONG_MAX": 2**64 - 1,
    **{f"INT{bits}_MIN": -(2 ** (bits - 1)) for bits in (8, 16, 32, 64)},
    **{f"INT{bits}_MAX": 2 ** (bits - 1) - 1 for bits in (8, 16, 32, 64)},
    **{f"UINT{bits}_MAX": 2**bits - 1 for bits in (8, 16, 32, 64)},
    "FLT_MAX": 3.4028234663852886e38,
    "FLT_MIN": 1.1754943508222875e-38,
    "FLT_EPSILON": 1.1920928955078125e-07,
    "DBL_MAX": 1.7976931348623157e308,
    "DBL_MIN": 2.2250738585072014e-308,
    "DBL_EPSILON": 2.220446049250313e-16,
    "INFINITY": math.inf,
    "HUGE_VAL": math.inf,
    "NAN": math.nan,
    "M_PI": math.pi,
    "M_E": math.e,
}
"""Constants of the C standard that are the same everywhere."""

_ALLOCATORS: Final = {
    "malloc": False,
    "realloc": False,
    "calloc": True,
    "PyMem_Malloc": False,
    "PyMem_RawMalloc": False,
    "PyMem_Calloc": True,
    "PyMem_RawCalloc": True,
    "PyObject_Malloc": False,
    "PyObject_Calloc": True,
}
"""Functions that allocate memory, and whether it is zeroed."""

_SAME: Final = frozenset({"dereference", "deref", "move", "forward", "static_pointer_cast", "dynamic_pointer_cast"})

_COPIES: Final = frozenset({"memset", "memcpy", "memmove", "strcpy", "strncpy", "strcat"})

_FAMILIES: Final = ("libc.", "libcpp.", "cpython.", "cython.")


def call(
    machine: Machine, name: str, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract | None:
    """What a call in a Cython source gives; ``None`` if nothing is known of it."""
    family, _, last = name.rpartition(".")
    if family == MODULE:
        handler = _HANDLERS.get(last)
        return handler(machine, arguments, node, frame, state) if handler is not None else None
    if not name.startswith(_FAMILIES):
        return None
    if last in _ALLOCATORS:
        return Abstract(Memory(_ALLOCATORS[last]))
    if last in _SAME and arguments.positional:
        held = arguments.positional[0]
        return held.thing.target if isinstance(held.thing, Pointer) else held
    if last in _COPIES and len(arguments.positional) > 1:
        return _memory(machine, last, arguments, node, state)
    if last == "sizeof":
        return Abstract(Dynamic(frame.module.source(node), "the size of a type depends on the machine"))
    return None


# --- names of the native side -------------------------------------------------------------------------------------


def _name(arguments: Arguments) -> str:
    held = arguments.positional[0].thing
    return str(held.value) if isinstance(held, Literal) else ""


def _function(machine: Machine, arguments: Arguments, _: ast.AST, __: Frame, ___: State) -> Abstract:
    name = _name(arguments)
    if isinstance(arguments.positional[1].thing, Class):
        machine.signatures.setdefault(name, {})["restype"] = arguments.positional[1]
    return Abstract(NativeFunction(name))


def _constant(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    name = _name(arguments)
    cls = arguments.positional[1].thing if len(arguments.positional) > 1 else None
    if isinstance(cls, Class) and classes.is_record(machine, cls):
        return Abstract(machine.new_record(state, frame, node, cls.node.name, origin=name, cls=cls))
    if name in _KNOWN:
        return Abstract(Literal(_KNOWN[name], name, name))
    return Abstract(Symbol(name))


def _scope(_: Machine, arguments: Arguments, __: ast.AST, ___: Frame, ____: State) -> Abstract:
    return Abstract(Symbol(_name(arguments)))


# --- variables ----------------------------------------------------------------------------------------------------


def _declare(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    kind, name, static = (one.thing for one in arguments.positional)
    spelling = str(name.value) if isinstance(name, Literal) else ""
    if isinstance(kind, Class) and (classes.is_record(machine, kind) or classes.is_native(machine, kind)):
        return value_of(machine, kind, node, frame, state, zeroed=isinstance(static, Literal) and bool(static.value))
    return Abstract(Unknown(spelling, "has no value yet"))


def value_of(
    machine: Machine, cls: Class, node: ast.AST, frame: Frame, state: State, *, zeroed: bool, surface: str = ""
) -> Abstract:
    """A variable of a native type before anything is stored in it."""
    name = cls.node.name
    if classes.is_native(machine, cls):
        made = machine.new_record(state, frame, node, name, cls=cls, is_object=True, surface=surface)
        return Abstract(made)
    # In C++ a local variable of a struct is made by the struct's constructor, if it has one.
    unset = not zeroed and not frame.module.is_cplusplus
    made = machine.new_record(state, frame, node, name, zeroed=zeroed, unset=unset, cls=cls, surface=surface)
    return Abstract(made)


def _convert(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    """Assigning to a variable that holds a record itself: a list fills one, a record is copied."""
    kind, value = arguments.positional
    cls = kind.thing
    if not isinstance(cls, Class):
        return value
    if classes.is_record(machine, cls):
        filled = _filled(machine, cls, value, node, frame, state)
        if filled is not None:
            return filled
    elif not classes.is_native(machine, cls):
        return value
    source = node.args[1] if isinstance(node, ast.Call) else node
    if isinstance(value.thing, Record) and not isinstance(source, ast.Call):
        return _copied(machine, value, cls, node, frame, state)
    return value


def _filled(
    machine: Machine, cls: Class, value: Abstract, node: ast.AST, frame: Frame, state: State
) -> Abstract | None:
    """``cdef S s = [a, b]`` and ``cdef S s = {"a": 1}``."""
    thing = value.thing
    source = node.args[1] if isinstance(node, ast.Call) else None
    if isinstance(thing, ListThing):
        contents = machine.contents(thing.identity, state)
        if not isinstance(contents, Items):
            return None
        places = list(source.elts) if isinstance(source, (ast.List, ast.Tuple)) else []
        shown = ast.copy_location(ast.Call(ast.Constant(None), places, []), node)
        return native.record(machine, cls, Arguments(list(contents.values), {}), shown, frame, state)
    if isinstance(thing, DictThing):
        table = machine.contents(thing.identity, state)
        if not isinstance(table, Table):
            return None
        given = {key: held for key, (held, _) in table.values.items() if isinstance(key, str)}
        return native.record(machine, cls, Arguments([], given), node, frame, state)
    return None


def _copied(machine: Machine, value: Abstract, cls: Class, node: ast.AST, frame: Frame, state: State) -> Abstract:
    source = value.thing
    assert isinstance(source, Record)
    contents = machine.contents(source.identity, state)
    made = machine.new_record(
        state,
        frame,
        node,
        source.type_name or cls.node.name,
        origin=source.origin,
        zeroed=source.zeroed,
        unset=source.unset,
        cls=source.cls or cls,
        is_object=source.is_object,
    )
    if isinstance(contents, Cells):
        state.heap[made.identity] = Cells(state.owner, dict(contents.values), has_defaults=True)
    return value.with_thing(made)


def _cast(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    """``<T>x`` is x, but memory becomes a record."""
    kind, value = arguments.positional
    cls = kind.thing
    if isinstance(value.thing, Memory) and isinstance(cls, Class) and classes.is_record(machine, cls):
        zeroed = value.thing.zeroed
        made = machine.new_record(state, frame, node, cls.node.name, zeroed=zeroed, unset=not zeroed, cls=cls)
        return Abstract(made)
    return value


def _address(_: Machine, arguments: Arguments, node: ast.AST, __: Frame, state: State) -> Abstract:
    """``&x``. Whoever gets the address of a plain variable may change it."""
    value = arguments.positional[0]
    if isinstance(node, ast.Call) and isinstance(node.args[0], ast.Name) and is_value(value.thing):
        name = node.args[0].id
        if name in state.names:
            state.names[name] = Abstract(Dynamic(name, "the library may change it"))
    return combine(Pointer(value), value)


# --- memory -------------------------------------------------------------------------------------------------------


def _memory(machine: Machine, name: str, arguments: Arguments, node: ast.AST, state: State) -> Abstract:
    """``memset(&s, 0, n)`` clears a record, ``memcpy(&a, &b, n)`` copies one, and ``strcpy(s, t)`` a text."""
    target, source = (_behind(one) for one in arguments.positional[:2])
    record = target.thing
    if not isinstance(record, Record):
        place = node.args[0] if isinstance(node, ast.Call) and node.args else None
        if isinstance(place, ast.Name) and place.id in state.names and name != "memset":
            state.names[place.id] = combine(machine.value(source, state), target, source)
        return arguments.positional[0]
    cells = state.cells(record.identity)
    cells.has_defaults = True
    if name == "memset":
        value = machine.value(source, state)
        zeros = isinstance(value, Literal) and not value.value
        cells.values.clear()
        cells.values[FILLER] = Abstract(Filler(name, 0, zeros=zeros))
    elif isinstance(source.thing, Record):
        contents = machine.contents(source.thing.identity, state)
        if isinstance(contents, Cells):
            cells.values.update(contents.values)
    return arguments.positional[0]


def _behind(value: Abstract) -> Abstract:
    while isinstance(value.thing, Pointer):
        value = value.thing.target
    return value


_HANDLERS: Final[dict[str, Callable[[Machine, Arguments, ast.AST, Frame, State], Abstract]]] = {
    "function": _function,
    "constant": _constant,
    "scope": _scope,
    "declare": _declare,
    "convert": _convert,
    "cast": _cast,
    "address": _address,
}
