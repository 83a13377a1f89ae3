"""What libraries of models offer to take an object apart: ``asdict``, ``replace``, ``fields`` and the like."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.values import Literal, Sequence
from paramcheck.wrapper.interpreter import classes, models
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    Bound,
    Class,
    External,
    FieldDefault,
    Function,
    Instance,
    OptionSet,
    combine,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State

_DEEPEST = 8
"""Models within models."""


def as_dict(machine: Machine, arguments: Arguments, _: ast.AST, __: Frame, state: State) -> Abstract:
    """``asdict(model)``, with the models inside taken apart as well."""
    model = arguments.get(0, "obj") or arguments.get(0, "inst")
    if model is None or not isinstance(model.thing, Instance):
        return unknown("", "a dict of something unknown", *arguments.all())
    return _taken_apart(machine, model, state, 0)


def _taken_apart(machine: Machine, value: Abstract, state: State, depth: int) -> Abstract:
    if not isinstance(value.thing, Instance) or depth > _DEEPEST:
        return value
    held = values(machine, value.thing, state)
    inner = {name: _taken_apart(machine, one, state, depth + 1) for name, one in held.items()}
    return value.with_thing(machine.new_dict(state, inner))


def values(machine: Machine, instance: Instance, state: State) -> dict[str, Abstract]:
    """The fields of a model and what they hold, in the order in which they are declared."""
    contents = machine.contents(instance.identity, state)
    held = contents.values if isinstance(contents, Cells) else {}
    names = [models.field_name(statement) for _, statement in classes.model_fields(machine, instance.cls)]
    return {name: held[name] for name in names if name in held}


def _as_tuple(machine: Machine, arguments: Arguments, _: ast.AST, __: Frame, state: State) -> Abstract:
    model = arguments.positional[0] if arguments.positional else None
    if model is None or not isinstance(model.thing, Instance):
        return unknown("", "a tuple of something unknown", *arguments.all())
    items = list(values(machine, model.thing, state).values())
    return model.with_thing(machine.new_list(state, items, kind="tuple"))


def replaced(
    machine: Machine, model: Abstract, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """A copy of a model in which some fields are others."""
    assert isinstance(model.thing, Instance)
    contents = machine.contents(model.thing.identity, state)
    identity = machine.identity()
    state.heap[identity] = contents.copy(state.owner) if isinstance(contents, Cells) else Cells(state.owner)
    cells = state.cells(identity)
    for name, value in arguments.keywords.items():
        cells.values[name] = machine.step(value, frame.module, node)
    return model.with_thing(Instance(identity, model.thing.cls))


def _replace(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    model = arguments.positional[0] if arguments.positional else None
    if model is None or not isinstance(model.thing, Instance):
        return unknown("", "a copy of something unknown", *arguments.all())
    return replaced(machine, model, arguments, node, frame, state)


def _fields(machine: Machine, arguments: Arguments, _: ast.AST, __: Frame, state: State) -> Abstract:
    thing = arguments.positional[0].thing if arguments.positional else None
    cls = thing.cls if isinstance(thing, Instance) else thing
    if not isinstance(cls, Class):
        return unknown("", "fields of something unknown", *arguments.all())
    return Abstract(machine.new_list(state, list(described(machine, cls, state).values()), kind="tuple"))


def described(machine: Machine, cls: Class, state: State) -> dict[str, Abstract]:
    """An object for each field of a model, with its name and its default."""
    found: dict[str, Abstract] = {}
    for owner, statement in classes.model_fields(machine, cls):
        name = models.field_name(statement)
        default = models.field_default(machine, cls, owner, statement, state)
        given = {"name": Abstract(Literal(name, repr(name))), "default": default}
        found[name] = namespace(machine, given, state)
    return found


def namespace(machine: Machine, given: dict[str, Abstract], state: State) -> Abstract:
    """An object that holds attributes and nothing else."""
    made = OptionSet(machine.identity())
    state.heap[made.identity] = Cells(state.owner, dict(given))
    return Abstract(made)


def _namespace(machine: Machine, arguments: Arguments, _: ast.AST, __: Frame, state: State) -> Abstract:
    return combine(namespace(machine, arguments.keywords, state).thing, *arguments.all())


def _factory(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    # attrs: x = Factory(list)
    function = arguments.get(0, "factory")
    if function is None or len(arguments.all()) > 1:
        return unknown("", "a default made from other fields", *arguments.all())
    made = machine.call(function, [], {}, node, frame, state)
    return Abstract(FieldDefault(made, frame.module.source(node)))


def _named_tuple(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    """``namedtuple("Point", "x y", defaults=[0, 0])``: a class like the one that a class statement would make."""
    names = _field_names(machine, arguments.get(1, "field_names"), state)
    written = next((one.value for one in getattr(node, "keywords", []) if one.arg == "defaults"), None)
    if not names or not (written is None or isinstance(written, (ast.Tuple, ast.List))):
        return unknown("", "a class made at run time", *arguments.all())
    defaults = list(written.elts) if isinstance(written, (ast.Tuple, ast.List)) else []
    body: list[ast.stmt] = []
    for position, name in enumerate(names):
        at = position - (len(names) - len(defaults))
        value = defaults[at] if at >= 0 else None
        place = value or node
        target = ast.copy_location(ast.Name(name, ast.Store()), place)
        field = ast.AnnAssign(target, ast.copy_location(ast.Name("object", ast.Load()), place), value, 1)
        body.append(ast.copy_location(field, place))
    title = machine.value(arguments.positional[0], state) if arguments.positional else None
    called = title.value if isinstance(title, Literal) and isinstance(title.value, str) else "namedtuple"
    made = ast.copy_location(ast.parse("class namedtuple: pass").body[0], node)
    assert isinstance(made, ast.ClassDef)
    # Whatever the text holds, it is no source.
    made.name, made.body = called, body
    cls = Class(frame.module, made, f"{frame.module.name}.{called}", frame.closure)
    machine.lineages[id(made)] = [cls], ["typing.NamedTuple"]
    return Abstract(cls)


def _field_names(machine: Machine, given: Abstract | None, state: State) -> list[str]:
    if given is None:
        return []
    known = machine.value(given, state)
    if isinstance(known, Literal) and isinstance(known.value, str):
        names = known.value.replace(",", " ").split()
    else:
        items = known.items if isinstance(known, Sequence) else ()
        names = [one.value for one in items if isinstance(one, Literal) and isinstance(one.value, str)]
    return names if all(name.isidentifier() for name in names) else []


def _signature(machine: Machine, arguments: Arguments, _: ast.AST, __: Frame, state: State) -> Abstract:
    """``inspect.signature(f)``: the names and defaults of the parameters that can be named."""
    found = _function(machine, arguments.positional[0], state) if arguments.positional else None
    if found is None:
        return unknown("", "the signature of something unknown", *arguments.all())
    function, bound = found
    spec = function.node.args
    positional = [*spec.posonlyargs, *spec.args]
    defaults = dict(
        zip([one.arg for one in positional[len(positional) - len(spec.defaults) :]], spec.defaults, strict=True)
    )
    defaults.update({one.arg: node for one, node in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if node})
    entries: dict[str, Abstract] = {}
    for one in [*positional, *spec.kwonlyargs][1 if bound else 0 :]:
        node = defaults.get(one.arg)
        default = models.evaluate_default(machine, function, node, state) if node is not None else Abstract(_EMPTY)
        given = {"name": Abstract(Literal(one.arg, repr(one.arg))), "default": default, "kind": Abstract(_KIND)}
        entries[one.arg] = namespace(machine, given, state)
    return namespace(machine, {"parameters": Abstract(machine.new_dict(state, entries))}, state)


_EMPTY = External("inspect.Parameter.empty")
_KIND = External("inspect.Parameter.POSITIONAL_OR_KEYWORD")


def _function(machine: Machine, value: Abstract, state: State) -> tuple[Function, bool] | None:
    thing = value.thing
    if isinstance(thing, Class):
        found = classes.attribute(machine, thing, "__init__", state)
        return (found.thing, True) if found is not None and isinstance(found.thing, Function) else None
    if isinstance(thing, Bound):
        return thing.function, True
    return (thing, False) if isinstance(thing, Function) else None


HANDLERS: dict[str, Callable[..., Abstract]] = {
    "dataclasses.asdict": as_dict,
    "attr.asdict": as_dict,
    "attrs.asdict": as_dict,
    "msgspec.structs.asdict": as_dict,
    "msgspec.to_builtins": as_dict,
    "dataclasses.astuple": _as_tuple,
    "attr.astuple": _as_tuple,
    "attrs.astuple": _as_tuple,
    "msgspec.structs.astuple": _as_tuple,
    "dataclasses.replace": _replace,
    "attr.evolve": _replace,
    "attrs.evolve": _replace,
    "msgspec.structs.replace": _replace,
    "copy.replace": _replace,
    "dataclasses.fields": _fields,
    "attr.fields": _fields,
    "attrs.fields": _fields,
    "msgspec.structs.fields": _fields,
    "attr.Factory": _factory,
    "attrs.Factory": _factory,
    "collections.namedtuple": _named_tuple,
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
    "inspect.signature": _signature,
}
