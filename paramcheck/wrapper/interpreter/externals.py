"""What is known about code outside the package: built-ins, the standard library, and a few frameworks.

Everything here is a fact about Python or about a public library. Whatever is not listed is unknown, which is always
right.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING

from paramcheck.values import Dynamic, Unknown
from paramcheck.wrapper.interpreter import builtin, dicts, fold, model_functions, options
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    CType,
    DictThing,
    External,
    FieldDefault,
    Instance,
    Library,
    ListThing,
    Pointer,
    combine,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Cells, Items, Table

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State

_CONSTANTS: dict[str, float] = {
    "math.inf": math.inf,
    "math.nan": math.nan,
    "math.pi": math.pi,
    "math.e": math.e,
    "math.tau": math.tau,
    "numpy.inf": math.inf,
    "numpy.Inf": math.inf,
    "numpy.infty": math.inf,
    "numpy.nan": math.nan,
    "numpy.NaN": math.nan,
    "numpy.pi": math.pi,
    "numpy.e": math.e,
    "sys.float_info.max": 1.7976931348623157e308,
    "sys.float_info.min": 2.2250738585072014e-308,
    "sys.float_info.epsilon": 2.220446049250313e-16,
}

_MACHINE = frozenset(
    {"os.cpu_count", "multiprocessing.cpu_count", "os.process_cpu_count", "os.sched_getaffinity", "psutil.cpu_count"}
    | {"cpuinfo.get_cpu_info"}
    | {"os.getenv", "os.environ.get", "os.environ", "platform.system", "platform.machine", "sys.platform", "os.name"}
    | {"sys.maxsize", "sys.version_info", "sys.byteorder", "os.getpid", "time.time", "random.randint", "random.random"}
    | {"shutil.which", "os.path.exists", "os.path.isfile", "os.path.isdir", "torch.cuda.is_available", "os.getcwd"}
    | {"tempfile.gettempdir", "tempfile.mkdtemp", "pathlib.Path.home", "platform.python_version", "joblib.cpu_count"}
    | {"time.time_ns", "time.monotonic", "random.getrandbits", "uuid.uuid4", "numpy.random.randint", "os.uname"}
)
"""Functions and values that depend on the machine, the environment or the moment."""

_SAME = frozenset(
    {"builtins.iter", "builtins.reversed", "contextlib.closing", "copy.copy", "copy.deepcopy", "typing.cast"}
    | {"os.fspath", "os.fsencode", "builtins.memoryview", "asyncio.shield", "inspect.cleandoc", "os.path.expanduser"}
    | {"numpy.asarray", "numpy.array", "numpy.ascontiguousarray", "numpy.asanyarray", "sys.intern"}
    | {"weakref.ref", "weakref.proxy", "contextlib.nullcontext", "typing.NewType"}
)
"""Functions whose result stands for their (last) argument."""

_CTYPES_SIMPLE = frozenset(
    f"c_{name}"
    for name in [
        "bool",
        "byte",
        "char",
        "char_p",
        "double",
        "float",
        "int",
        "int8",
        "int16",
        "int32",
        "int64",
        "long",
        "longdouble",
        "longlong",
        "short",
        "size_t",
        "ssize_t",
        "ubyte",
        "uint",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "ulong",
        "ulonglong",
        "ushort",
        "void_p",
        "wchar",
        "wchar_p",
        "time_t",
    ]
) | {"py_object", "HRESULT"}

_CTYPES_OTHERS = frozenset(
    {"Structure", "Union", "LittleEndianStructure", "BigEndianStructure", "LittleEndianUnion", "BigEndianUnion"}
    | {"POINTER", "ARRAY", "CFUNCTYPE", "WINFUNCTYPE", "PYFUNCTYPE", "CDLL", "PyDLL", "WinDLL", "OleDLL", "cdll"}
    | {"windll", "oledll", "pydll", "pythonapi", "LibraryLoader", "byref", "pointer", "addressof", "alignment", "cast"}
    | {"sizeof", "resize", "create_string_buffer", "create_unicode_buffer", "string_at", "wstring_at", "memmove"}
    | {"memset", "get_errno", "set_errno", "ArgumentError", "DEFAULT_MODE", "RTLD_GLOBAL", "RTLD_LOCAL"}
)

_SIZES = {
    **{f"c_{name}": 1 for name in ("bool", "byte", "char", "int8", "ubyte", "uint8")},
    **{f"c_{name}": 2 for name in ("int16", "short", "uint16", "ushort")},
    **{f"c_{name}": 4 for name in ("float", "int", "int32", "uint", "uint32")},
    **{f"c_{name}": 8 for name in ("double", "int64", "longlong", "uint64", "ulonglong")},
}
"""Bytes of the types that have the same size on every machine that Python runs on."""

_LOADERS = frozenset({"CDLL", "PyDLL", "WinDLL", "OleDLL", "LibraryLoader"})

_NUMPY_SCALARS = frozenset(
    f"numpy.{name}"
    for name in [
        "float32",
        "float64",
        "float16",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "intc",
        "uintc",
        "single",
        "double",
        "bool_",
    ]
)


def attribute(name: str, owner: Abstract) -> Abstract:
    """An attribute of something outside the package."""
    if name in _CONSTANTS:
        return Abstract(fold.literal(_CONSTANTS[name]))
    if name in {"sys.platform", "os.name", "sys.maxsize", "sys.byteorder", "os.environ"}:
        return Abstract(Dynamic(name, f"{name} depends on the machine"))
    last = name.rpartition(".")[2]
    if name.startswith("ctypes.") and (last in _CTYPES_SIMPLE):
        return Abstract(CType(last))
    if name in {"ctypes.cdll", "ctypes.windll", "ctypes.pydll", "ctypes.pythonapi"}:
        return Abstract(External(name))
    if name.startswith(("ctypes.cdll.", "ctypes.windll.")) and last != "LoadLibrary":
        return Abstract(Library(last))
    return Abstract(External(name), owner.origins, owner.selectors)


def star(package: str) -> dict[str, Abstract]:
    """What ``from package import *`` brings, as far as that is known."""
    if package != "ctypes":
        return {}
    owner = Abstract(External(package))
    return {name: attribute(f"{package}.{name}", owner) for name in sorted(_CTYPES_SIMPLE | _CTYPES_OTHERS)}


def call(
    machine: Machine, name: str, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract | None:
    """The result of calling something outside the package; ``None`` if nothing is known about it."""
    if f"{name}()" in machine.settled:
        return Abstract(machine.settled[f"{name}()"])
    if name in _MACHINE:
        return combine(Dynamic(frame.module.source(node), f"{name} depends on the machine"), *arguments.all())
    handler = builtin.HANDLERS.get(name) or model_functions.HANDLERS.get(name)
    if handler is not None:
        return handler(machine, arguments, node, frame, state)
    if name in options.CONSTRUCTORS:
        return options.new(machine, state)
    if name in _SAME and arguments.all():
        return _same(machine, name, arguments.all()[-1], state)
    last = name.rpartition(".")[2]
    if last == "LoadLibrary":
        return Abstract(Library())
    if frame.module.is_compiled:
        from paramcheck.wrapper.cython import intrinsics  # noqa: PLC0415 - it builds on this package

        found = intrinsics.call(machine, name, arguments, node, frame, state)
        if found is not None:
            return found
    if name.startswith("ctypes.") or last in _LOADERS:
        return _ctypes(machine, name, last, arguments, node, frame, state)
    if name in _NUMPY_SCALARS and len(arguments.positional) == 1:
        return arguments.positional[0]
    if last == "enter_context":
        return arguments.positional[0] if arguments.positional else None
    if name.startswith("math.") and hasattr(math, last):
        return builtin.mathematics(machine, last, arguments, node, frame, state)
    if last in _FIELD_FUNCTIONS and name.partition(".")[0] in _FIELD_MODULES:
        return _field(machine, arguments, node, frame, state)
    return None


_FIELD_FUNCTIONS = frozenset(
    {"Field", "field", "ib", "attrib", "Option", "Argument", "Query", "Body", "Form", "Path", "Header", "Cookie"}
    | {"PrivateAttr", "Property"}
)

_FIELD_MODULES = frozenset(
    {"pydantic", "dataclasses", "attr", "attrs", "msgspec", "sqlmodel", "pydantic_settings", "typer", "fastapi"}
)


def _same(machine: Machine, name: str, value: Abstract, state: State) -> Abstract:
    """A copy of a container is another container with the same contents."""
    if not name.startswith("copy."):
        return value
    thing = value.thing
    if isinstance(thing, (ListThing, DictThing, Instance)):
        contents = machine.contents(thing.identity, state)
        if isinstance(contents, (Items, Table, Cells)):
            if isinstance(contents, Table):
                return value.with_thing(dicts.copied(machine, contents, state))
            identity = machine.identity()
            state.heap[identity] = contents.copy(state.owner)
            if isinstance(thing, ListThing):
                return value.with_thing(ListThing(identity, thing.kind))
            assert isinstance(thing, Instance)
            return value.with_thing(Instance(identity, thing.cls))
    return value


# --- ctypes -------------------------------------------------------------------------------------------------------


def _ctypes(
    machine: Machine, name: str, last: str, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract | None:
    del node, frame, state
    values = arguments.all()
    if last in _LOADERS:
        return Abstract(Library())
    if last in {"byref", "pointer", "addressof"} and values:
        return combine(Pointer(values[0]), values[0])
    if last == "cast" and values:
        return values[0]
    if last in {"POINTER", "CFUNCTYPE", "WINFUNCTYPE", "PYFUNCTYPE"}:
        return Abstract(CType(last, values[0] if values else None, arguments=tuple(arguments.positional[1:])))
    if last in {"create_string_buffer", "create_unicode_buffer"} and values:
        return unknown("", "a buffer", *values)
    if last == "sizeof":
        name = getattr(values[0].thing, "name", "") if values else ""
        if name in _SIZES:
            return Abstract(fold.literal(_SIZES[name]))
        if f"sizeof({name})" in machine.settled:
            return Abstract(machine.settled[f"sizeof({name})"])
        return Abstract(Dynamic("sizeof(...)", "the size of a type depends on the machine"))
    return unknown("", f"{name} is not followed", *values)


def _field(machine: Machine, arguments: Arguments, node: ast.AST, frame: Frame, state: State) -> Abstract:
    default = arguments.keywords.get("default")
    declared = ""
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg in {"default", "default_factory", "factory"}:
                declared = frame.module.source(keyword.value)
        if node.args and not declared:
            declared = frame.module.source(node.args[0])
    if default is None and arguments.positional:
        default = arguments.positional[0]
    factory = arguments.keywords.get("default_factory") or arguments.keywords.get("factory")
    if default is None and factory is not None:
        default = machine.call(factory, [], {}, node, frame, state)
    if default is not None and isinstance(default.thing, FieldDefault):
        # attrs: field(default=Factory(list))
        default = default.thing.default
    if default is not None and isinstance(default.thing, Unknown) and default.thing.spelling == "...":
        default = None
    return Abstract(FieldDefault(default, declared))
