"""Declared parameters: defaults of functions, fields of pydantic models, dataclasses and attrs classes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from paramcheck.model import SurfaceKind, WrapperParameter
from paramcheck.values import Literal
from paramcheck.wrapper.interpreter import classes, options
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    Class,
    DictThing,
    FieldDefault,
    Instance,
    ListThing,
    Step,
    is_value,
    merge,
)
from paramcheck.wrapper.interpreter.state import State

if TYPE_CHECKING:
    from paramcheck.values import Value
    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.domain import Function
    from paramcheck.wrapper.interpreter.machine import Frame, Machine


def is_public(qualified: str) -> bool:
    """Whether users are meant to use something of this dotted name: no part is private, dunder names aside."""
    parts = qualified.split(".")
    # A private module often holds what the package exports, so only names inside the module count.
    return not any(part.startswith("_") and not part.endswith("__") for part in parts[-2:])


def is_surface(function: Function) -> bool:
    """Whether users are meant to call a function."""
    if not function.module.is_compiled:
        return is_public(function.qualified)
    # An extension module is often private, and what it has is brought out by a package around it.
    parts = function.qualified.removeprefix(f"{function.module.name}.").split(".")
    hidden = any(part.startswith("_") and not part.endswith("__") for part in parts)
    return not hidden and not function.module.is_internal(function.node)


def declare(
    machine: Machine,
    function: Function,
    parameter: ast.arg,
    default_node: ast.expr,
    default: Abstract,
    *,
    kind: SurfaceKind | None = None,
) -> int:
    """The number of a function's parameter."""
    thing = default.thing
    written, is_option = options.declared_by(machine, function, default_node)
    if kind is None and (is_option or _is_annotated_option(parameter)):
        # The default stands behind the parameter here, as in any signature.
        kind, beside = SurfaceKind.OPTION, True
    else:
        # An option's default stands in a decorator, before the parameter.
        beside = kind is not SurfaceKind.OPTION
    if kind is None and function.module.is_compiled:
        kind = SurfaceKind.CYTHON
    kind = kind or (SurfaceKind.METHOD if function.owner is not None else SurfaceKind.FUNCTION)
    declared = function.module.source(written or default_node)
    if isinstance(default_node, ast.Call) and not beside:
        # A flag of click, whose default is not written.
        declared = machine.value(default, machine.base).spelling
    number = machine.parameter(
        WrapperParameter(
            surface=function.qualified,
            name=parameter.arg,
            kind=kind,
            declared=declared,
            default=_declared_value(machine, default) if not is_value(thing) else thing,
            span=function.module.span(parameter if beside else default_node, default_node),
            public=is_surface(function),
        )
    )
    if written is not None:
        machine.described(number, function.module, default_node, "help")
    return number


def _is_annotated_option(parameter: ast.arg) -> bool:
    """``x: Annotated[int, typer.Option(...)] = 4``."""
    annotation = parameter.annotation
    return (
        isinstance(annotation, ast.Subscript)
        and isinstance(annotation.slice, ast.Tuple)
        and any(
            isinstance(part, ast.Call) and ast.unparse(part.func).startswith("typer.")
            for part in annotation.slice.elts[1:]
        )
    )


def _declared_value(machine: Machine, default: Abstract) -> Value:
    return machine.value(default, machine.base)


def default_argument(
    machine: Machine, function: Function, parameter: ast.arg, node: ast.expr, frame: Frame, state: State
) -> Abstract:
    """The default of a parameter that a call leaves out.

    A public function is a surface of its own and is run as such. The default of a private one is somebody's choice
    as well, and it shows only here.
    """
    value = evaluate_default(machine, function, node, state)
    if id(function.node) in machine.entries or isinstance(function.node, ast.Lambda):
        return value
    number = declare(machine, function, parameter, node, value)
    return Abstract(value.thing, {**value.origins, number: Step(frame.module, parameter, None)}, value.selectors)


def evaluate_default(machine: Machine, function: Function, node: ast.expr, state: State) -> Abstract:
    """A default expression, which Python evaluates where the function is defined."""
    frame = machine.frame_in(function)
    names: dict[str, Abstract] = {}
    if function.owner is not None:
        names = dict(classes.namespace(machine, function.owner))
    inner = State(names, state.heap, state.module_names, state.base)
    inner.owner = state.owner
    return options.unwrapped(machine.evaluate(node, frame, inner))


def is_changeable(name: str) -> bool:
    """Whether a class attribute is a default that subclasses and users change, by its name."""
    return not name.startswith("_") and not name.isupper()


def class_attribute(machine: Machine, cls: Class, name: str, value: Abstract) -> Abstract:
    """A plain value that a class body sets: a default that subclasses and users change."""
    if not is_changeable(name):
        return value
    for owner in classes.lineage(machine, cls)[0]:
        for statement in owner.node.body:
            target = _assigned_name(statement)
            if target != name or not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
                continue
            number = machine.parameter(
                WrapperParameter(
                    surface=owner.qualified,
                    name=name,
                    kind=SurfaceKind.DATACLASS,
                    declared=owner.module.source(statement.value),
                    default=machine.value(value, machine.base),
                    span=owner.module.span(statement),
                    public=is_public(owner.qualified),
                )
            )
            return Abstract(value.thing, {**value.origins, number: Step(owner.module, statement, None)})
    return value


def _assigned_name(statement: ast.stmt) -> str | None:
    if isinstance(statement, ast.AnnAssign):
        target: ast.expr = statement.target
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    else:
        return None
    return target.id if isinstance(target, ast.Name) else None


def fill(
    machine: Machine,
    cls: Class,
    instance: Abstract,
    arguments: Arguments,
    node: ast.AST,
    frame: Frame,
    state: State,
) -> None:
    """Set the fields of a model: what the call gives, else the declared defaults."""
    assert isinstance(instance.thing, Instance)
    given = dict(arguments.keywords)
    fields = classes.model_fields(machine, cls)
    for (_, statement), value in zip(fields, arguments.positional, strict=False):
        given.setdefault(field_name(statement), value)
    only_passed: list[Abstract] = []
    for owner, statement in fields:
        name = field_name(statement)
        # attrs takes `_name` as `name`.
        key = name if name in given else name.lstrip("_")
        if key in given:
            value = machine.step(given.pop(key), frame.module, node)
        else:
            value = field_default(machine, cls, owner, statement, state, instance)
            asked = arguments.absent.get(name)
            if asked is not None:
                value = Abstract(
                    value.thing, merge(value.origins, asked.origins), merge(value.selectors, asked.selectors)
                )
        if isinstance(statement, ast.AnnAssign) and "InitVar" in ast.unparse(statement.annotation):
            only_passed.append(value)
        else:
            state.cells(instance.thing.identity).values[name] = value
    for name, value in given.items():
        state.cells(instance.thing.identity).values[name] = value
    after = classes.attribute(machine, cls, "__post_init__", state) or classes.attribute(
        machine, cls, "__attrs_post_init__", state
    )
    if after is not None:
        bound = classes.bind(machine, after, instance, cls, node, frame, state)
        machine.call(bound, only_passed, {}, node, frame, state)


def field_name(statement: ast.AnnAssign | ast.Assign) -> str:
    """The name of a field, by the statement that declares it."""
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    assert isinstance(target, ast.Name)
    return target.id


def field_default(
    machine: Machine,
    cls: Class,
    owner: Class,
    statement: ast.AnnAssign | ast.Assign,
    state: State,
    instance: Abstract | None = None,
) -> Abstract:
    """The default of a field, as a parameter of the class that declares it."""
    name = field_name(statement)
    written = statement.value or _annotated(statement)
    if written is None:
        return classes.missing(name)
    frame = machine.frame_of(owner)
    inner = State({}, state.heap, state.module_names, state.base)
    inner.owner = state.owner
    value = machine.evaluate(written, frame, inner)
    declared = owner.module.source(written)
    if isinstance(value.thing, FieldDefault):
        declared, default = (
            value.thing.declared,
            value.thing.default or _by_method(machine, owner, name, instance, state),
        )
        if default is None:
            return classes.missing(name)
        value = default
    elif statement.value is None:
        return classes.missing(name)
    kind = SurfaceKind.PYDANTIC if classes.model_kind(machine, cls) == "pydantic" else SurfaceKind.DATACLASS
    thing = value.thing
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    number = machine.parameter(
        WrapperParameter(
            surface=owner.qualified,
            name=name,
            kind=kind,
            declared=declared or machine.value(value, state).spelling,
            default=thing if is_value(thing) else machine.value(value, state),
            span=owner.module.span(target, written),
            public=is_public(owner.qualified),
        )
    )
    machine.models.setdefault(owner.qualified, owner)
    machine.described(number, owner.module, written, "description")
    if isinstance(thing, (ListThing, DictThing)):
        # Every instance has its own copy of a mutable default.
        contents = machine.contents(thing.identity, state)
        if contents is not None:
            identity = machine.identity()
            state.heap[identity] = contents.copy(state.owner)  # type: ignore[attr-defined]
            thing = ListThing(identity, thing.kind) if isinstance(thing, ListThing) else DictThing(identity)
    return Abstract(thing, {**value.origins, number: Step(owner.module, target, None)}, value.selectors)


def _annotated(statement: ast.AnnAssign | ast.Assign) -> ast.expr | None:
    """``x: Annotated[int, Field(default=3)]``."""
    annotation = statement.annotation if isinstance(statement, ast.AnnAssign) else None
    if not isinstance(annotation, ast.Subscript) or not ast.unparse(annotation.value).endswith("Annotated"):
        return None
    parts = annotation.slice.elts[1:] if isinstance(annotation.slice, ast.Tuple) else []
    return next((part for part in parts if isinstance(part, ast.Call)), None)


def _by_method(machine: Machine, owner: Class, name: str, instance: Abstract | None, state: State) -> Abstract | None:
    """attrs: ``@name.default`` over a method that makes the default."""
    if instance is None:
        return None
    for node in owner.node.body:
        for decorator in getattr(node, "decorator_list", []):
            makes = isinstance(decorator, ast.Attribute) and decorator.attr == "default"
            if makes and isinstance(decorator.value, ast.Name) and decorator.value.id == name:
                found = classes.namespace(machine, owner).get(node.name)  # type: ignore[attr-defined]
                frame = machine.frame_of(owner)
                return machine.call(found, [instance], {}, node, frame, state) if found is not None else None
    return None


def dump(machine: Machine, instance: Abstract, arguments: Arguments, state: State) -> Abstract:
    """``model.model_dump(include=..., exclude=...)``: the fields as a dict."""
    from paramcheck.wrapper.interpreter.state import Cells, Items  # noqa: PLC0415

    assert isinstance(instance.thing, Instance)
    contents = machine.contents(instance.thing.identity, state)
    entries: dict[Any, Abstract] = dict(contents.values) if isinstance(contents, Cells) else {}
    for keyword, keep in (("include", True), ("exclude", False)):
        given = arguments.keywords.get(keyword)
        items = machine.contents(given.thing.identity, state) if given and isinstance(given.thing, ListThing) else None
        if isinstance(items, Items):
            named = {one.thing.value for one in items.values if isinstance(one.thing, Literal)}
            entries = {name: value for name, value in entries.items() if (name in named) == keep}
    return Abstract(machine.new_dict(state, entries))
