"""Dicts: reading a key, filling one from another, and the defaults that they state.

A dict takes part in three ways: as the ``**kwargs`` of a surface, whose keys are parameters where they are read; as a
dict of defaults, whose entries are parameters once something that the caller gave is laid over it; and as plain data.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.model import SurfaceKind, WrapperParameter
from paramcheck.values import Literal
from paramcheck.wrapper.interpreter import defaults
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    Abstract,
    DictThing,
    Stated,
    Step,
    absent,
    combine,
    is_value,
    merge,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Cells, Table, join

if TYPE_CHECKING:
    from paramcheck.values import Scalar
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State


def read_key(
    machine: Machine,
    table: Table,
    key: object,
    frame: Frame,
    node: ast.AST,
    default: Abstract | None,
) -> Abstract | None:
    """The entry of a key, or the default; ``None`` if neither is known.

    Reading a key of a surface's ``**kwargs`` declares a parameter of that surface.
    """
    if not isinstance(key, Literal):
        return None
    entry = table.values.get(key.value)
    if entry is not None:
        value, sure = entry
        if value.thing is ABSENT:
            return _left_out(value, default)
        if isinstance(value, Stated) and isinstance(node, ast.Subscript) and machine.stack:
            value = defaults.of_named_table(machine, value)
        return value if sure or default is None else join(value, default)
    if table.surface is not None and isinstance(key.value, str):
        if default is not None:
            return _declare(machine, table.surface, key.value, default, frame, node)
        return _given(machine, table.surface, key.value, frame, node)
    return default if table.exact else None


def _left_out(value: Abstract, default: Abstract | None) -> Abstract:
    if default is None:
        return unknown("", "not there by default", value)
    return Abstract(default.thing, merge(value.origins, default.origins), merge(value.selectors, default.selectors))


def _declare(machine: Machine, surface: str, name: str, default: Abstract, frame: Frame, node: ast.AST) -> Abstract:
    if isinstance(default, Stated):
        found = defaults.entry(machine, default, name)
        if found is not None:
            return found
    if any(_is_entry(machine.parameters[number], name) for number in default.origins):
        return default
    written = _default_node(node)
    declared = frame.module.source(written) if written is not None else ""
    if written is None or isinstance(written, (ast.Name, ast.Subscript)):
        # The name of a loop variable says nothing to people; the value that it holds does.
        shown = machine.value(default, machine.base)
        declared = shown.spelling if isinstance(shown, Literal) else declared
    return parameter(machine, surface, name, default, declared, frame, node)


def _is_entry(fact: WrapperParameter, name: str) -> bool:
    return fact.kind is SurfaceKind.DICT and fact.name == name


def parameter(
    machine: Machine, surface: str, name: str, default: Abstract, declared: str, frame: Frame, node: ast.AST
) -> Abstract:
    """A key of a surface's ``**kwargs`` with its default."""
    thing = default.thing
    value = thing if is_value(thing) else None
    public = not any(part.startswith("_") and not part.startswith("__") for part in surface.split("."))
    fact = WrapperParameter(surface, name, SurfaceKind.DICT, declared, value, frame.module.span(node), public=public)
    number = machine.parameter(fact)
    return Abstract(thing, {**default.origins, number: Step(frame.module, node, None)}, default.selectors)


def _given(machine: Machine, surface: str, name: str, frame: Frame, node: ast.AST) -> Abstract | None:
    """A key that only the caller can give: ``if "n" in kwargs: p.n = kwargs["n"]``."""
    if frame.certain or not isinstance(node, (ast.Subscript, ast.Call)) or not name.isidentifier():
        return None
    return parameter(machine, surface, name, unknown(name, "given by the caller"), "", frame, node)


def _default_node(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Call):
        if len(node.args) > 1:
            return node.args[1]
        return next((keyword.value for keyword in node.keywords if keyword.arg == "default"), None)
    return None


def update(machine: Machine, table: Table, value: Abstract, state: State) -> None:
    """``table.update(value)``."""
    contents = machine.contents(value.thing.identity, state) if isinstance(value.thing, DictThing) else None
    if not isinstance(contents, Table):
        table.exact = False
        return
    machine.burn(len(contents.values) // 8)
    if contents.surface is not None and machine.stack:
        _lay_over(machine, table, contents.surface)
    for key, (held, sure) in opened(machine, contents).values.items():
        put(table, key, held, state, sure=sure)
    table.exact = table.exact and contents.exact


def put(table: Table, key: Scalar, value: Abstract, state: State, *, sure: bool = True) -> None:
    """Set an entry; one that is not there by default leaves what is there already."""
    old = table.values.get(key)
    if value.thing is ABSENT:
        made = (value, False) if old is None else (_left_out(value, old[0]), old[1])
    elif sure or old is None:
        made = (value, sure or (old is not None and old[1]))
    else:
        made = (join(value, old[0]), old[1])
    table.values[key] = made
    if table.instance is not None and isinstance(key, str) and made[0].thing is not ABSENT:
        # obj.__dict__["name"] is obj.name.
        cells = state.cells(table.instance)
        assert isinstance(cells, Cells)
        cells.values[key] = made[0]
        cells.may_nest |= "." in key


def _lay_over(machine: Machine, table: Table, surface: str) -> None:
    """What the caller gives is laid over a dict: the entries that are in it already are defaults."""
    for key, (held, sure) in table.values.items():
        if isinstance(held, Stated) and isinstance(key, str) and key.isidentifier() and sure:
            table.values[key] = (defaults.entry(machine, held, key, surface) or held, sure)
    table.surface = table.surface or surface


def opened(machine: Machine, table: Table) -> Table:
    """A dict's entries as a copy of it holds them: of a dict of defaults, they are parameters.

    Code copies a dict of a module to change the copy, and what it leaves as it is are defaults.
    """
    if not machine.stack or not any(isinstance(held, Stated) for held, _ in table.values.values()):
        return table
    result = Table(None, exact=table.exact)
    for key, (held, sure) in table.values.items():
        found = defaults.entry(machine, held, key) if isinstance(held, Stated) and isinstance(key, str) else None
        result.values[key] = (found or held, sure)
    return result


def copied(machine: Machine, table: Table, state: State) -> DictThing:
    """``table.copy()``."""
    made = opened(machine, table)
    identity = machine.identity()
    state.heap[identity] = Table(state.owner, dict(made.values), exact=table.exact, surface=table.surface)
    return DictThing(identity)


def of_attributes(machine: Machine, owner: int, contents: Cells, state: State) -> DictThing:
    """``obj.__dict__``: what is stored in it are attributes of the object."""
    made = machine.new_dict(state, contents.values)
    state.table(made.identity).instance = owner
    return made


def merged(machine: Machine, left: Abstract, right: Abstract, state: State) -> Abstract:
    """``left | right`` of two dicts."""
    identity = machine.new_dict(state, {}).identity
    update(machine, state.table(identity), left, state)
    update(machine, state.table(identity), right, state)
    return combine(DictThing(identity), left, right)


def carried_over(before: Table, after: Table) -> dict[Scalar, Abstract]:
    """What a branch that does not run by default would add to a dict."""
    return {
        key: absent(held)
        for key, (held, _) in after.values.items()
        if key not in before.values and (held.origins or held.selectors)
    }
