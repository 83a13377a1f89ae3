"""Command-line options: what ``argparse``, ``click`` and ``typer`` declare."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.model import SurfaceKind, WrapperParameter
from paramcheck.values import Literal
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    BuiltinMethod,
    External,
    FieldDefault,
    Function,
    OptionSet,
    Step,
    is_value,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Cells

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State

CONSTRUCTORS = frozenset({"argparse.ArgumentParser", "configargparse.ArgumentParser", "optparse.OptionParser"})

_SAME_SET = frozenset({"add_argument_group", "add_mutually_exclusive_group", "add_option_group", "add_subparsers"})
_RESULTS = frozenset({"parse_args", "parse_known_args", "parse_intermixed_args"})

CLICK_DECORATORS = frozenset({"click.option", "click.argument", "asyncclick.option", "rich_click.option"})


def new(machine: Machine, state: State) -> Abstract:
    """An empty set of options."""
    made = OptionSet(machine.identity())
    state.heap[made.identity] = Cells(state.owner)
    return Abstract(made)


def call(
    machine: Machine, method: BuiltinMethod, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """A method of a parser, or of the namespace that it returns."""
    receiver = method.receiver
    assert isinstance(receiver.thing, OptionSet)
    if method.name in {"add_argument", "add_option"}:
        _add(machine, receiver.thing, arguments, node, frame, state)
        return unknown("", "an action")
    if method.name == "set_defaults":
        for name, value in arguments.keywords.items():
            state.cells(receiver.thing.identity).values[name] = value
        return Abstract(Literal(None, "None"))
    if method.name in _SAME_SET or method.name == "add_parser":
        return receiver
    if method.name in _RESULTS:
        if method.name == "parse_known_args":
            rest = Abstract(machine.new_list(state, [], exact=False))
            return Abstract(machine.new_list(state, [receiver, rest], kind="tuple"))
        return receiver
    return unknown("", f"{method.name} of a parser", *arguments.all())


def _add(machine: Machine, options: OptionSet, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> None:
    names = [machine.value(one, state) for one in arguments.positional]
    flags = [one.value for one in names if isinstance(one, Literal) and isinstance(one.value, str)]
    given = arguments.keywords.get("dest")
    destination = machine.value(given, state) if given is not None else None
    name = destination.value if isinstance(destination, Literal) else _destination(flags)
    default = _converted(machine, arguments, node, frame, state) or _action_default(machine, arguments, state)
    if not isinstance(name, str) or default is None:
        return
    declared = _keyword_source(node, "default", frame) or machine.value(default, state).spelling
    where = frame.function.qualified if frame.function is not None else frame.module.name
    number = machine.parameter(
        WrapperParameter(
            surface=where,
            name=name,
            kind=SurfaceKind.OPTION,
            declared=declared,
            default=default.thing if is_value(default.thing) else machine.value(default, state),
            span=frame.module.span(node),
        )
    )
    machine.described(number, frame.module, node, "help")
    origin = {number: Step(frame.module, node, None)}
    state.cells(options.identity).values[name] = Abstract(default.thing, {**default.origins, **origin})


def _converted(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract | None:
    """The default that is given; argparse converts one that is text by ``type``."""
    default, kind = arguments.keywords.get("default"), arguments.keywords.get("type")
    if default is None or kind is None or not isinstance(kind.thing, External):
        return default
    if isinstance(default.thing, Literal) and isinstance(default.thing.value, str):
        return machine.call(kind, [default], {}, node, frame, state)
    return default


def _destination(flags: list[str]) -> str | None:
    """The attribute that argparse makes of the flags: of the first long one, else of the first."""
    long = [flag for flag in flags if flag.startswith("--")]
    chosen = (long or flags)[:1]
    return chosen[0].lstrip("-").replace("-", "_") if chosen else None


def _action_default(machine: Machine, arguments: Arguments, state: State) -> Abstract | None:
    action = arguments.keywords.get("action")
    value = machine.value(action, state) if action is not None else None
    if isinstance(value, Literal) and value.value in {"store_true", "store_false"}:
        stored = value.value == "store_false"
        return Abstract(Literal(stored, repr(stored)))
    return Abstract(Literal(None, "None"))


def _keyword_source(node: ast.AST, name: str, frame: Frame) -> str:
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg == name:
                return frame.module.source(keyword.value)
    return ""


class Option(Struct, frozen=True):
    """An option that a decorator declares.

    Attributes:
        default: Its default.
        node: Where that is written.
        call: The decorator.
    """

    default: Abstract
    node: ast.expr
    call: ast.Call


def click_options(machine: Machine, function: Function, state: State) -> dict[str, Option]:
    """The options that decorators of a function declare, by the name of the parameter."""
    found: dict[str, Option] = {}
    for written in getattr(function.node, "decorator_list", []):
        decorator = _kept_decorator(function, written)
        if not isinstance(decorator, ast.Call):
            continue
        if machine.dotted(decorator.func, function, state) not in CLICK_DECORATORS:
            continue
        words = [one.value for one in decorator.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        plain = [word for word in words if not word.startswith("-")]
        target = plain[0] if plain else _destination([word.partition("/")[0] for word in words])
        default = _click_default(machine, function, decorator, state)
        if target is not None and default is not None:
            found[target.replace("-", "_")] = Option(*default, decorator)
    return found


def _kept_decorator(function: Function, node: ast.expr) -> ast.expr:
    """``common = click.option(...)`` and then ``@common``."""
    if not isinstance(node, ast.Name):
        return node
    for statement in function.module.tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Name) and target.id == node.id:
                return statement.value
    return node


def _click_default(
    machine: Machine, function: Function, decorator: ast.Call, state: State
) -> tuple[Abstract, ast.expr] | None:
    keywords = {keyword.arg: keyword.value for keyword in decorator.keywords}
    if "default" in keywords:
        frame = machine.frame_in(function)
        value = machine.evaluate(keywords["default"], frame, state)
        if isinstance(value.thing, Function):
            # click calls a default that can be called.
            value = machine.call(value, [], {}, keywords["default"], frame, state)
        return value, keywords["default"]
    required = keywords.get("required")
    if isinstance(required, ast.Constant) and required.value:
        return None
    is_flag = keywords.get("is_flag")
    if isinstance(is_flag, ast.Constant) and is_flag.value:
        return Abstract(Literal(value=False, spelling="False")), decorator
    if machine.dotted(decorator.func, function, state).endswith(".argument"):
        return None
    return Abstract(Literal(None, "None")), decorator


def declared_by(machine: Machine, function: Function, node: ast.expr) -> tuple[ast.expr | None, bool]:
    """What ``typer.Option(4)``, ``fastapi.Query(4)`` and the like declare, and whether it is a command-line option.

    Returns:
        The expression of the default, or ``None`` if it stands in no such call.
    """
    if not isinstance(node, ast.Call):
        return None, False
    name = machine.dotted(node.func, function, machine.base)
    if name.partition(".")[0] not in {"typer", "fastapi", "click"}:
        return None, False
    named = next((one.value for one in node.keywords if one.arg == "default"), None)
    return named or (node.args[0] if node.args else None), name.startswith("typer.")


REQUIRED = "..."
"""The spelling of the default of a parameter that must be given all the same."""


def unwrapped(value: Abstract) -> Abstract:
    """The default inside ``typer.Option(4)``, ``fastapi.Query(4)`` and the like."""
    if isinstance(value.thing, FieldDefault):
        return value.thing.default if value.thing.default is not None else unknown(REQUIRED, "must be given")
    return value
