"""ctypes types as Python code writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.values import Literal
from paramcheck.wrapper.interpreter.domain import Class, CType, External

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.domain import Abstract
    from paramcheck.wrapper.interpreter.machine import Machine

_MOST_SHOWN = 3
"""Parameters of a function type that are written out."""


def spelled(machine: Machine, kind: Abstract | None) -> str:
    """A type for people; ``?`` where it is not known."""
    thing = kind.thing if kind is not None else None
    if isinstance(thing, Class):
        return thing.node.name
    if isinstance(thing, External):
        return thing.name.rpartition(".")[2]
    if isinstance(thing, Literal) and thing.value is None:
        return "None"
    if not isinstance(thing, CType):
        return "?"
    if thing.name == "POINTER":
        return f"POINTER({spelled(machine, thing.element)})"
    if thing.name == "ARRAY":
        length = machine.value(thing.length, machine.base) if thing.length is not None else None
        count = length.value if isinstance(length, Literal) and isinstance(length.value, int) else "?"
        return f"{spelled(machine, thing.element)} * {count}"
    if thing.arguments or thing.name.endswith("FUNCTYPE"):
        parts = [spelled(machine, one) for one in (thing.element, *thing.arguments[:_MOST_SHOWN])]
        more = ["..."] if len(thing.arguments) > _MOST_SHOWN else []
        return f"{thing.name}({', '.join([*parts, *more])})"
    return thing.name
