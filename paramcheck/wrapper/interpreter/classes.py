"""Classes of the package: their namespaces, their parents, and what constructing one does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.values import Literal
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    Bound,
    BuiltinMethod,
    Class,
    External,
    FieldView,
    Function,
    Instance,
    Member,
    NativeFunction,
    Property,
    Record,
    Super,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Cells, State

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.machine import Frame, Machine

NATIVE_CLASS = "paramcheck.cython.NativeClass"

CONSTRUCTORS = frozenset({"__init__", "__cinit__"})

RECORD_BASES = frozenset(
    {"Structure", "Union", "LittleEndianStructure", "BigEndianStructure", "LittleEndianUnion", "BigEndianUnion"}
)

_ENUM_BASES = frozenset({"enum.Enum", "enum.IntEnum", "enum.IntFlag", "enum.Flag", "enum.StrEnum"})

_MODEL_BASES = frozenset(
    {"pydantic.BaseModel", "pydantic.BaseSettings", "pydantic.main.BaseModel", "pydantic.generics.GenericModel"}
    | {"pydantic_settings.BaseSettings", "pydantic.v1.BaseModel", "pydantic.v1.BaseSettings", "sqlmodel.SQLModel"}
    | {"pydantic.RootModel", "pydantic.v1.generics.GenericModel"}
)

_PLAIN_MODEL_BASES = frozenset({"typing.NamedTuple", "typing_extensions.NamedTuple", "msgspec.Struct"})

_DICT_BASES = frozenset({"typing.TypedDict", "typing_extensions.TypedDict", "mypy_extensions.TypedDict"})

_DATACLASS_DECORATORS = frozenset(
    {"dataclasses.dataclass", "attr.s", "attr.attrs", "attr.dataclass", "attr.define", "attr.frozen", "attr.mutable"}
    | {"attrs.define", "attrs.frozen", "attrs.mutable", "attr.attributes", "pydantic.dataclasses.dataclass"}
)


def lineage(machine: Machine, cls: Class) -> tuple[list[Class], list[str]]:
    """The class and its parents in the package, depth first, and the names of the parents outside."""
    cached = machine.lineages.get(id(cls.node))
    if cached is not None:
        return cached
    # A base may be looked up in the class itself, as in ``class A(A.B)``.
    machine.lineages[id(cls.node)] = [cls], []
    known: list[Class] = []
    outside: list[str] = []
    waiting = [cls]
    while waiting:
        one = waiting.pop(0)
        if one in known:
            continue
        known.append(one)
        parents: list[Class] = []
        for base in one.node.bases:
            thing = _base(machine, one, base)
            if isinstance(thing, Class):
                parents.append(thing)
            elif isinstance(thing, External):
                outside.append(thing.name)
        waiting[:0] = parents
    machine.lineages[id(cls.node)] = known, outside
    return known, outside


def _base(machine: Machine, cls: Class, node: ast.expr) -> object:
    if isinstance(node, ast.Subscript):
        node = node.value
    frame = machine.frame_of(cls)
    state = State({}, machine.base.heap, {})
    return machine.evaluate(node, frame, state).thing


def namespace(machine: Machine, cls: Class) -> dict[str, Abstract]:
    """The names that a class body defines; the body runs when they are first asked for."""
    names = machine.class_names.get(id(cls.node))
    if names is None:
        names = machine.class_names[id(cls.node)] = {}
        state = State(names, machine.base.heap, {})
        end = machine.execute_apart(cls.node.body, machine.frame_of(cls), state)
        if end is not None:
            names.update(end.names)
        machine.base.heap.update(state.heap if end is None else end.heap)
    return names


def attribute(machine: Machine, cls: Class, name: str, state: State) -> Abstract | None:
    """An attribute of a class or its parents in the package."""
    for one in lineage(machine, cls)[0]:
        changed = state.module_names.get((one.qualified, name))
        if changed is not None:
            return changed
        found = namespace(machine, one).get(name)
        if found is not None:
            return found
    return None


def external_method(machine: Machine, cls: Class, name: str) -> str | None:
    """The dotted name of a method that a parent outside the package provides, if one may."""
    outside = lineage(machine, cls)[1]
    for base in outside:
        if base in _MODEL_BASES | _PLAIN_MODEL_BASES and name in {
            "model_dump",
            "dict",
            "model_copy",
            "copy",
            "_asdict",
            "_replace",
        }:
            return f"model.{name}"
        if name in {"get_params", "set_params"} and "sklearn" in base:
            return f"estimator.{name}"
    return None


def bind(
    machine: Machine, found: Abstract, receiver: Abstract, cls: Class, node: ast.AST, frame: Frame, state: State
) -> Abstract:
    """What reading a class attribute through an instance gives."""
    thing = found.thing
    if isinstance(thing, Function):
        if thing.kind == "staticmethod":
            return found
        if thing.kind == "classmethod":
            return Abstract(Bound(Abstract(cls), thing))
        return Abstract(Bound(receiver, thing))
    if isinstance(thing, Property):
        return machine.call(Abstract(Bound(receiver, thing.getter)), [], {}, node, frame, state)
    return found


def super_attribute(machine: Machine, thing: Super, name: str, node: ast.AST, frame: Frame, state: State) -> Abstract:
    """``super().name``."""
    receiver = thing.receiver.thing
    start = receiver.cls if isinstance(receiver, Instance) else (receiver if isinstance(receiver, Class) else thing.cls)
    line = lineage(machine, start)[0]
    after = line[line.index(thing.cls) + 1 :] if thing.cls in line else lineage(machine, thing.cls)[0][1:]
    for one in after:
        found = namespace(machine, one).get(name)
        if found is not None:
            if name == "__new__":
                return found
            return bind(machine, found, thing.receiver, start, node, frame, state)
    method = external_method(machine, thing.cls, name)
    if method is not None:
        return Abstract(BuiltinMethod(thing.receiver, method))
    return Abstract(BuiltinMethod(Abstract(thing), name))


# --- kinds of classes ---------------------------------------------------------------------------------------------


def is_record(machine: Machine, cls: Class) -> bool:
    """Whether a class mirrors a native record (a ctypes ``Structure`` or ``Union``)."""
    return any(base.rpartition(".")[2] in RECORD_BASES for base in lineage(machine, cls)[1])


def is_native(machine: Machine, cls: Class) -> bool:
    """Whether a class stands for a C++ class, whose methods are native functions."""
    return cls.module.is_compiled and NATIVE_CLASS in lineage(machine, cls)[1]


def native_method(machine: Machine, owner: Record | FieldView, name: str, state: State) -> Abstract | None:
    """A method of a C++ object, if its class declares one of that name."""
    if not isinstance(owner, Record) or not owner.is_object or owner.cls is None:
        return None
    found = attribute(machine, owner.cls, name, state)
    return found if found is not None and isinstance(found.thing, NativeFunction) else None


def is_enum(machine: Machine, cls: Class) -> bool:
    """Whether a class is an enumeration."""
    outside = lineage(machine, cls)[1]
    return any(base in _ENUM_BASES or base.rpartition(".")[2] in {"Enum", "IntEnum", "IntFlag"} for base in outside)


def model_kind(machine: Machine, cls: Class) -> str | None:
    """``pydantic`` or ``dataclass`` if the class body declares fields, else ``None``."""
    known, outside = lineage(machine, cls)
    if any(base in _MODEL_BASES for base in outside):
        return "pydantic"
    if any(base in _PLAIN_MODEL_BASES for base in outside):
        return "dataclass"
    for one in known:
        for decorator in one.node.decorator_list:
            target = decorator.func if isinstance(decorator, ast.Call) else decorator
            thing = _base(machine, one, target)
            if isinstance(thing, External) and thing.name in _DATACLASS_DECORATORS:
                return "dataclass"
    return None


def is_named_tuple(machine: Machine, cls: Class) -> bool:
    """Whether the objects of a class are tuples, whose fields have positions."""
    return any(base.rpartition(".")[2] == "NamedTuple" for base in lineage(machine, cls)[1])


def is_typed_dict(machine: Machine, cls: Class) -> bool:
    """Whether the objects of a class are dicts."""
    return any(base in _DICT_BASES for base in lineage(machine, cls)[1])


def model_fields(machine: Machine, cls: Class) -> list[tuple[Class, ast.AnnAssign | ast.Assign]]:
    """The fields that a model class and its parents declare, parents first, the last declaration of a name."""
    fields: dict[str, tuple[Class, ast.AnnAssign | ast.Assign]] = {}
    hides = model_kind(machine, cls) == "pydantic"
    for one in reversed(lineage(machine, cls)[0]):
        for statement in one.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                private = hides and statement.target.id.startswith("_")
                if not private and "ClassVar" not in ast.unparse(statement.annotation):
                    fields[statement.target.id] = (one, statement)
            elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                call = statement.value
                named = call.func if isinstance(call, ast.Call) else None
                ending = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
                # attrs without annotations: x = attr.ib(default=1).
                if ending in {"ib", "attrib", "field", "Field"}:
                    fields[statement.targets[0].id] = (one, statement)
    return list(fields.values())


def members(machine: Machine, cls: Class) -> list[Abstract]:
    """The members of an enum class, in order."""
    if not is_enum(machine, cls):
        return []
    found: list[Abstract] = []
    last = 0
    for name, value in namespace(machine, cls).items():
        if name.startswith("_") or isinstance(value.thing, (Function, Property, Class)):
            continue
        number = machine.value(value, machine.base)
        if isinstance(value.thing, External) and value.thing.name == "enum.auto":
            last += 1
            value = Abstract(Literal(last, str(last)))  # noqa: PLW2901 - the value that Python puts in its place
        elif isinstance(number, Literal) and isinstance(number.value, int):
            last = number.value
        found.append(Abstract(Member(cls, name, value)))
    return found


def member(machine: Machine, cls: Class, name: str) -> Abstract | None:
    """A member of an enum class by name."""
    for one in members(machine, cls):
        if isinstance(one.thing, Member) and one.thing.name == name:
            return one
    return None


def member_table(machine: Machine, cls: Class, state: State) -> Abstract:
    """``SomeEnum.__members__``."""
    entries: dict[object, Abstract] = {}
    for one in members(machine, cls):
        assert isinstance(one.thing, Member)
        entries[one.thing.name] = one
    return Abstract(machine.new_dict(state, entries))


def member_by_value(machine: Machine, cls: Class, value: Abstract, state: State) -> Abstract:
    """``SomeEnum(3)``."""
    wanted = machine.value(value, state)
    for one in members(machine, cls):
        assert isinstance(one.thing, Member)
        held = machine.value(one.thing.value, state)
        if isinstance(wanted, Literal) and isinstance(held, Literal) and held.value == wanted.value:
            return value.with_thing(one.thing)
    return value


def new_instance(machine: Machine, cls: Class, state: State) -> Abstract:
    """An instance without attributes."""
    instance = Instance(machine.identity(), cls)
    state.heap[instance.identity] = Cells(state.owner)
    compiled = [one for one in lineage(machine, cls)[0] if one.module.is_compiled]
    if compiled:
        from paramcheck.wrapper.cython import members  # noqa: PLC0415 - it builds on this package

        for one in compiled:
            members.initialise(machine, one, instance.identity, state)
    return Abstract(instance)


def early_constructors(machine: Machine, cls: Class) -> list[Function]:
    """``__cinit__`` of the class and its parents, parents first: all of them run, before any ``__init__``."""
    found = [
        namespace(machine, one).get("__cinit__") for one in reversed(lineage(machine, cls)[0]) if one.module.is_compiled
    ]
    return [one.thing for one in found if one is not None and isinstance(one.thing, Function)]


def missing(name: str) -> Abstract:
    """An argument that must be given."""
    return unknown(name, f"{name} must be given by the caller")
