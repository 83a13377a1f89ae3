"""Methods of built-in objects: dicts, lists, text, and the few library objects that are modelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.values import Dynamic, Literal, Unknown
from paramcheck.wrapper.interpreter import classes, containers, defaults, dicts, fold, model_functions, models, options
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    Abstract,
    BuiltinMethod,
    Class,
    DictThing,
    Function,
    Instance,
    ListThing,
    Member,
    OptionSet,
    PairText,
    Stated,
    Super,
    combine,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Cells, Items, Table

if TYPE_CHECKING:
    import ast

    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State


def call(
    machine: Machine, method: BuiltinMethod, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """The result of calling a method of a built-in object."""
    thing = method.receiver.thing
    if isinstance(thing, DictThing):
        return _dict(machine, method, arguments, node, frame, state)
    if isinstance(thing, ListThing):
        return _list(machine, method, arguments, state)
    if isinstance(thing, Literal) and isinstance(thing.value, (str, bytes)):
        return _text(machine, method, arguments, state)
    if isinstance(thing, Instance):
        return _model(machine, method, arguments, node, frame, state)
    if isinstance(thing, Class):
        return _class(machine, method, thing, arguments, node, frame, state)
    if isinstance(thing, OptionSet):
        return options.call(machine, method, arguments, node, frame, state)
    if isinstance(thing, Super) and method.name == "__new__":
        return _new(machine, arguments, state)
    if isinstance(thing, PairText) or (isinstance(thing, Unknown) and method.name in _SAME_TEXT):
        return method.receiver
    if isinstance(thing, Member):
        return unknown("", f"{method.name} of an enum's member", method.receiver, *arguments.all())
    if isinstance(thing, Dynamic):
        return combine(Dynamic(frame.module.source(node), thing.reason), method.receiver, *arguments.all())
    if method.name == "enter_context" and arguments.positional:
        return arguments.positional[0]
    if method.name in {"get", "pop"} and isinstance(thing, Unknown):
        # One entry of an object that the caller gives is not that object.
        return unknown("", "an entry of something unknown", *arguments.positional[1:])
    from paramcheck.wrapper.interpreter import calls  # noqa: PLC0415

    return calls.passed_on(machine, arguments, node, frame, state, method.receiver)


_SAME_TEXT = frozenset(
    {"encode", "decode", "strip", "lower", "upper", "item", "tolist", "astype", "copy", "rstrip", "lstrip", "ravel"}
)


# --- dict ---------------------------------------------------------------------------------------------------------


def _dict(
    machine: Machine, method: BuiltinMethod, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    assert isinstance(method.receiver.thing, DictThing)
    identity = method.receiver.thing.identity
    name, positional = method.name, arguments.positional
    if name in {"get", "pop", "setdefault"} and positional:
        return _dict_entry(machine, method, arguments, node, frame, state)
    if name == "update":
        table = state.table(identity)
        for source in positional:
            dicts.update(machine, table, source, state)
        for keyword, given in [*arguments.keywords.items(), *arguments.absent.items()]:
            dicts.put(table, keyword, given, state)
        return Abstract(Literal(None, "None"))
    contents = machine.contents(identity, state)
    if not isinstance(contents, Table):
        return unknown("", "a dict that is not known", method.receiver)
    if name == "copy":
        return method.receiver.with_thing(dicts.copied(machine, contents, state))
    if name in {"keys", "values", "items"}:
        found: list[Abstract] = []
        for key, (held, _) in contents.values.items():
            if held.thing is ABSENT and name != "items":
                continue
            wrapped = Abstract(fold.literal(key))
            value = held
            if isinstance(held, Stated) and machine.stack:
                value = defaults.of_named_table(machine, held)
            if name == "items":
                found.append(Abstract(machine.new_list(state, [wrapped, value], kind="tuple")))
            else:
                found.append(wrapped if name == "keys" else value)
        return Abstract(machine.new_list(state, found, exact=contents.exact, kind="keys" if name == "keys" else "list"))
    if name == "clear":
        state.table(identity).values.clear()
        return Abstract(Literal(None, "None"))
    return unknown("", f"dict.{name}", method.receiver, *arguments.all())


def _dict_entry(
    machine: Machine, method: BuiltinMethod, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    assert isinstance(method.receiver.thing, DictThing)
    identity = method.receiver.thing.identity
    contents = machine.contents(identity, state)
    key = machine.value(arguments.positional[0], state)
    default = arguments.get(1, "default")
    if default is None and method.name in {"get", "setdefault"}:
        default = Abstract(Literal(None, "None"))
    if not isinstance(contents, Table) or not isinstance(key, Literal):
        return unknown("", "an entry that is not known", method.receiver, *arguments.all())
    value = dicts.read_key(machine, contents, key, frame, node, default)
    if value is not None and contents.surface is not None:
        value = containers.with_items(machine, value, state)
    if method.name == "pop":
        state.table(identity).values.pop(key.value, None)
    elif method.name == "setdefault" and value is not None:
        state.table(identity).values[key.value] = (value, True)
    if value is None:
        return default if default is not None else unknown("", "an entry that is not there", method.receiver)
    index = arguments.positional[0]
    return combine(value.thing, value, index) if index.origins or index.selectors else value


# --- list ---------------------------------------------------------------------------------------------------------


def _list(machine: Machine, method: BuiltinMethod, arguments: Arguments, state: State) -> Abstract:
    assert isinstance(method.receiver.thing, ListThing)
    identity, name = method.receiver.thing.identity, method.name
    if name in {"append", "add"} and arguments.positional:
        state.items(identity).values.append(arguments.positional[0])
        return Abstract(Literal(None, "None"))
    if name in {"extend", "update"} and arguments.positional:
        more, exact = containers.iterate(machine, arguments.positional[0], state)
        items = state.items(identity)
        containers.extend(items, more, exact=exact)
        return Abstract(Literal(None, "None"))
    if name == "insert" and len(arguments.positional) == 2:
        at = machine.value(arguments.positional[0], state)
        position = at.value if isinstance(at, Literal) and isinstance(at.value, int) else 0
        state.items(identity).values.insert(position, arguments.positional[1])
        return Abstract(Literal(None, "None"))
    contents = machine.contents(identity, state)
    if name == "copy" and isinstance(contents, Items):
        copied = machine.identity()
        state.heap[copied] = contents.copy(state.owner)
        return method.receiver.with_thing(ListThing(copied))
    if name in {"pop", "remove", "clear", "sort", "reverse", "discard"}:
        items = state.items(identity)
        last = items.values[-1] if items.values else unknown("", "an item that is not known")
        items.exact = False
        return last
    return unknown("", f"list.{name}", method.receiver, *arguments.all())


# --- text ---------------------------------------------------------------------------------------------------------

_TEXT_METHODS = frozenset(
    {"encode", "decode", "lower", "upper", "strip", "lstrip", "rstrip", "replace", "startswith", "endswith", "title"}
    | {"split", "partition", "rpartition", "isdigit", "removeprefix", "removesuffix", "capitalize", "ljust", "rjust"}
    | {"zfill", "find", "count", "splitlines", "isidentifier", "islower", "isupper", "casefold", "swapcase"}
)


def _text(machine: Machine, method: BuiltinMethod, arguments: Arguments, state: State) -> Abstract:
    receiver = method.receiver
    assert isinstance(receiver.thing, Literal)
    if method.name == "join" and arguments.positional:
        items, exact = containers.iterate(machine, arguments.positional[0], state)
        if exact or items:
            separated: list[Abstract] = []
            for item in items:
                separated.extend([receiver, item] if separated else [item])
            joined = containers.join_text(machine, separated, state)
            return combine(joined.thing, joined, *arguments.all())
        return unknown("", "text made at run time", *arguments.all())
    if method.name == "format":
        return unknown("", "formatted text", receiver, *arguments.all())
    values = [machine.value(one, state) for one in arguments.positional]
    if method.name in _TEXT_METHODS and all(isinstance(one, Literal) for one in values):
        plain = [one.value for one in values if isinstance(one, Literal)]
        try:
            result = getattr(receiver.thing.value, method.name)(*plain)
        except (TypeError, ValueError, AttributeError, LookupError):
            result = None
        if isinstance(result, (list, tuple)):
            parts = [receiver.with_thing(fold.literal(part)) for part in result]
            return combine(machine.new_list(state, parts), receiver)
        if isinstance(result, (bool, int, str, bytes)):
            return combine(fold.literal(result), receiver, *arguments.all())
    return unknown("", f"text.{method.name}", receiver, *arguments.all())


# --- classes and models -------------------------------------------------------------------------------------------


def _model(
    machine: Machine, method: BuiltinMethod, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    receiver = method.receiver
    if method.name in {"model.model_dump", "model.dict", "model._asdict"}:
        return models.dump(machine, receiver, arguments, state)
    if method.name in {"model.copy", "model.model_copy"}:
        changes = arguments.keywords.get("update")
        contents = (
            machine.contents(changes.thing.identity, state)
            if changes and isinstance(changes.thing, DictThing)
            else None
        )
        given = contents.values if isinstance(contents, Table) else {}
        changed = {key: held for key, (held, _) in given.items() if isinstance(key, str)}
        return model_functions.replaced(machine, receiver, type(arguments)([], changed), node, frame, state)
    if method.name == "model._replace":
        return model_functions.replaced(machine, receiver, arguments, node, frame, state)
    if method.name == "estimator.get_params":
        return _estimator_parameters(machine, receiver, state)
    if method.name == "estimator.set_params":
        return receiver
    return unknown("", f"{method.name} is not in the tree", receiver, *arguments.all())


def _estimator_parameters(machine: Machine, receiver: Abstract, state: State) -> Abstract:
    """scikit-learn's ``BaseEstimator.get_params``: the constructor's parameters, by name, from the attributes."""
    assert isinstance(receiver.thing, Instance)
    contents = machine.contents(receiver.thing.identity, state)
    held = contents.values if isinstance(contents, Cells) else {}
    entries: dict[object, Abstract] = {}
    initialiser = classes.attribute(machine, receiver.thing.cls, "__init__", state)
    if initialiser is not None and isinstance(initialiser.thing, Function):
        spec = initialiser.thing.node.args
        for parameter in [*spec.posonlyargs, *spec.args, *spec.kwonlyargs][1:]:
            entries[parameter.arg] = held.get(parameter.arg) or unknown(parameter.arg, "not set in __init__")
    return Abstract(machine.new_dict(state, entries))


def _class(
    machine: Machine,
    method: BuiltinMethod,
    cls: Class,
    arguments: Arguments,
    node: ast.AST,
    frame: Frame,
    state: State,
) -> Abstract:
    if method.name == "__new__":
        return _new(machine, arguments, state)
    if method.name in {"model_validate", "parse_obj", "model_construct", "from_orm"}:
        # What is validated brings its own values; without knowing them, the declared defaults are what runs.
        return machine.call(Abstract(cls), [], {}, node, frame, state)
    return unknown("", f"{cls.node.name}.{method.name} is not in the tree", *arguments.all())


def _new(machine: Machine, arguments: Arguments, state: State) -> Abstract:
    if arguments.positional and isinstance(arguments.positional[0].thing, Class):
        return classes.new_instance(machine, arguments.positional[0].thing, state)
    return unknown("", "an object made by __new__", *arguments.all())
