"""Declared attributes of extension types, which are there, and zero, before any code of theirs runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.values import Literal
from paramcheck.wrapper.cython.intrinsics import value_of
from paramcheck.wrapper.interpreter import classes
from paramcheck.wrapper.interpreter.domain import Abstract, Class
from paramcheck.wrapper.interpreter.state import State

if TYPE_CHECKING:
    from paramcheck.wrapper.cython.types import Declared
    from paramcheck.wrapper.interpreter.machine import Machine

_NUMBERS = frozenset({"char", "short", "int", "long", "size_t", "ssize_t", "Py_ssize_t", "ptrdiff_t", "bint"})


def initialise(machine: Machine, cls: Class, identity: int, state: State) -> None:
    """Give an instance the declared attributes of its class."""
    frame = machine.frame_of(cls)
    for name, (kind, node) in cls.module.attributes_of(cls.node).items():
        value = _initial(kind)
        if kind.by_value:
            scope = State({}, machine.base.heap, machine.base.module_names)
            thing = machine.evaluate(node, frame, scope).thing
            if isinstance(thing, Class) and (classes.is_record(machine, thing) or classes.is_native(machine, thing)):
                value = value_of(machine, thing, node, frame, state, zeroed=True, surface=cls.qualified)
        if value is not None:
            state.cells(identity).values[name] = value


def _initial(kind: Declared) -> Abstract | None:
    """The zero of a type; ``None`` for an object, of which that is no value at all."""
    if kind.array:
        return None
    if kind.pointers:
        return Abstract(Literal(None, "NULL"))
    basic = kind.basic or (kind.path[-1] if len(kind.path) == 1 else "")
    if basic in {"float", "double"}:
        return Abstract(Literal(0.0, "0.0"))
    if basic in _NUMBERS or (basic.endswith("_t") and "int" in basic):
        return Abstract(Literal(0, "0"))
    return Abstract(Literal(None, "None")) if not kind.named else None
