"""Extensions that parse Python's arguments themselves, with the C API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct, field

from paramcheck.clang import library
from paramcheck.clang.aggregate import field_cursors, is_array
from paramcheck.clang.constants import evaluate
from paramcheck.model import Problem, SurfaceKind, WrapperParameter
from paramcheck.values import Literal
from paramcheck.wrapper.bindings.cursors import body, operands, unwrap
from paramcheck.wrapper.bindings.machine import Frame, Machine, OutOfFuelError
from paramcheck.wrapper.bindings.parsing import PARSERS
from paramcheck.wrapper.bindings.recorder import Recorder
from paramcheck.wrapper.bindings.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.unit import Unit
    from paramcheck.wrapper.bindings.facts import BindingFacts

_TABLES = frozenset({"PyMethodDef", "PyTypeObject", "PyModuleDef", "PyType_Spec", "PyType_Slot"})
_CONSTRUCTORS = {"tp_init": "__init__", "tp_new": "__init__", "tp_call": "__call__"}
_SLOTS = {"Py_tp_init": "__init__", "Py_tp_new": "__init__", "Py_tp_call": "__call__"}
_CALLS = tuple(PARSERS)
_DECLARATIONS = frozenset({CursorKind.VAR_DECL, CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD})


class _Tables(Struct):
    """What the tables of an extension say.

    Attributes:
        methods: Tables of functions: Python names and functions, by the table's variable.
        classes: Python name, table of methods and functions that construct or call, for each class.
        modules: Name and table of functions, for each module.
        slots: Tables of slots: name of the slot, and what it holds.
    """

    methods: dict[str, list[tuple[str, Cursor]]] = field(default_factory=dict)
    classes: list[tuple[str, str, list[tuple[str, Cursor]]]] = field(default_factory=list)
    modules: list[tuple[str, str]] = field(default_factory=list)
    slots: dict[str, list[tuple[str, Cursor]]] = field(default_factory=dict)
    specs: list[tuple[str, str]] = field(default_factory=list)


def read(unit: Unit, path: str, helpers: frozenset[str], facts: BindingFacts) -> str | None:
    """Read one extension.

    Args:
        unit: The parsed source.
        path: The source.
        helpers: Files of the wrapper.
        facts: Is added to.

    Returns:
        The module's name, if the source tells.
    """
    functions: dict[str, Cursor] = {}
    tables = _Tables()
    for cursor in _declarations(unit, helpers):
        if cursor.kind is CursorKind.VAR_DECL:
            _table(unit, cursor, tables)
        elif body(cursor) is not None:
            functions[cursor.spelling] = cursor
    module = tables.modules[0][0] if tables.modules else None
    seen: set[str] = set()
    for surface, function in _surfaces(tables, module or ""):
        definition = function.get_definition() or function
        if definition.spelling in functions and body(definition) is not None:
            _run(unit, path, helpers, facts, surface, definition, seen)
    for name, function in functions.items():
        if name not in seen and any(call in unit.source(function) for call in _CALLS):
            _run(unit, path, helpers, facts, f"{module}.{name}" if module else name, function, seen)
    return module


def _declarations(unit: Unit, helpers: frozenset[str]) -> Iterator[Cursor]:
    waiting = list(unit.root.get_children())
    while waiting:
        cursor = waiting.pop(0)
        if cursor.kind in {CursorKind.NAMESPACE, CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL}:
            if unit.path_of(cursor.location) in helpers:
                waiting[:0] = cursor.get_children()
        elif cursor.kind in _DECLARATIONS and unit.path_of(cursor.location) in helpers:
            yield cursor


def _run(
    unit: Unit,
    path: str,
    helpers: frozenset[str],
    facts: BindingFacts,
    surface: str,
    function: Cursor,
    seen: set[str],
) -> None:
    recorder = Recorder(path, fields=path.lower().endswith(".c"))
    machine = Machine(unit, helpers, recorder)
    frame, state = Frame(), State()
    try:
        _, after = machine.call(function, {}, frame, state)
    except OutOfFuelError:
        line = unit.span(function).line
        facts.problems.append(Problem(f"{surface}() is too long to follow", path, line))
        after = state
    seen.update(machine.entered)
    seen.add(function.spelling)
    if not machine.declared:
        return
    declared = [
        WrapperParameter(surface, one.name, SurfaceKind.EXTENSION, one.declared, one.default, one.span)
        for one in machine.declared
    ]
    facts.parameters.extend(declared)
    facts.signatures.setdefault(surface, []).append(tuple(declared))
    facts.flows.extend(recorder.flows(declared, [*(end for _, end in frame.returns), after]))


# --- tables -----------------------------------------------------------------------------------------------------


def _surfaces(tables: _Tables, module: str) -> Iterator[tuple[str, Cursor]]:
    """Functions that Python code can call, by their dotted names."""
    prefix = f"{module}." if module else ""
    owned: set[str] = set()
    classes = list(tables.classes)
    for name, slots in tables.specs:
        held = tables.slots.get(slots, [])
        table = next((str(unwrap(value).spelling) for slot, value in held if slot == "Py_tp_methods"), "")
        calls = [(_SLOTS[slot], made) for slot, value in held if slot in _SLOTS and (made := _named(value)) is not None]
        classes.append((name, table, calls))
    for name, table, calls in classes:
        owned.add(table)
        cls = prefix + name.rpartition(".")[2]
        for method, function in [*calls, *tables.methods.get(table, [])]:
            yield f"{cls}.{method}", function
    for _, table in tables.modules:
        owned.add(table)
        for name, function in tables.methods.get(table, []):
            yield prefix + name, function
    for table, rows in tables.methods.items():
        if table not in owned:
            for name, function in rows:
                yield prefix + name, function


def _table(unit: Unit, cursor: Cursor, tables: _Tables) -> None:
    """A variable that tells Python of functions, a class or a module."""
    element = cursor.type.get_canonical()
    if is_array(element):
        element = element.element_type.get_canonical()
    kind = element.get_declaration().spelling or element.spelling.removeprefix("struct ")
    kind = {"_typeobject": "PyTypeObject"}.get(kind, kind)
    initialiser = library.initialiser(cursor)
    listed = unwrap(initialiser) if initialiser is not None else None
    if kind not in _TABLES or listed is None or listed.kind is not CursorKind.INIT_LIST_EXPR:
        return
    name = cursor.spelling
    if kind == "PyMethodDef":
        tables.methods[name] = [found for row in operands(listed) if (found := _method(unit, row)) is not None]
    elif kind == "PyType_Slot":
        tables.slots[name] = [
            (unit.source(pair[0]), pair[1]) for row in operands(listed) if len(pair := operands(row)) > 1
        ]
    else:
        held = _fields(listed, field_cursors(element))
        if kind == "PyModuleDef":
            tables.modules.append((_text(unit, held.get("m_name")), _reference(held.get("m_methods"))))
        elif kind == "PyType_Spec":
            tables.specs.append((_text(unit, held.get("name")), _reference(held.get("slots"))))
        else:
            calls = [
                (made, found) for slot, made in _CONSTRUCTORS.items() if (found := _named(held.get(slot))) is not None
            ]
            tables.classes.append((_text(unit, held.get("tp_name")), _reference(held.get("tp_methods")), calls))


def _fields(listed: Cursor, declared: list[Cursor]) -> dict[str, Cursor]:
    """The items of an initialiser list by the fields that they initialise."""
    names = [one.spelling for one in declared]
    held: dict[str, Cursor] = {}
    position = 0
    for item in operands(listed):
        parts = list(item.get_children()) if _is_designated(item) else [item]
        if len(parts) > 1 and parts[0].spelling in names:
            position = names.index(parts[0].spelling)
        if position < len(names):
            held[names[position]] = parts[-1]
        position += 1
    return held


def _method(unit: Unit, row: Cursor) -> tuple[str, Cursor] | None:
    held = operands(unwrap(row))
    held = [list(one.get_children())[-1] if _is_designated(one) else one for one in held]
    name = _text(unit, held[0]) if len(held) > 1 else ""
    function = _named(held[1]) if name else None
    return (name, function) if function is not None else None


def _is_designated(cursor: Cursor) -> bool:
    parts = list(cursor.get_children()) if cursor.kind is CursorKind.UNEXPOSED_EXPR else []
    return len(parts) > 1 and parts[0].kind is CursorKind.MEMBER_REF


def _named(cursor: Cursor | None) -> Cursor | None:
    """The function that an expression names, through casts."""
    inner = _bare(cursor)
    target = inner.referenced if inner is not None and inner.kind is CursorKind.DECL_REF_EXPR else None
    return target if target is not None and target.kind is CursorKind.FUNCTION_DECL else None


def _reference(cursor: Cursor | None) -> str:
    inner = _bare(cursor)
    return str(inner.spelling) if inner is not None and inner.kind is CursorKind.DECL_REF_EXPR else ""


def _bare(cursor: Cursor | None) -> Cursor | None:
    if cursor is None:
        return None
    inner = unwrap(cursor)
    while inner.kind is CursorKind.UNARY_OPERATOR and operands(inner):
        inner = unwrap(operands(inner)[0])
    return inner


def _text(unit: Unit, cursor: Cursor | None) -> str:
    value = evaluate(unit, cursor) if cursor is not None else None
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""
