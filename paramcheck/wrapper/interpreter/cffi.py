"""cffi: ``lib.function(...)`` and ``ffi.new("record *")`` of a module that is built from C declarations.

The module itself is made when the package is built, so no source of it is in the tree; what is imported from it is
known by the names that cffi gives it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.values import Literal
from paramcheck.wrapper.interpreter.domain import Abstract, DictThing, NativeFunction, Pointer
from paramcheck.wrapper.interpreter.state import Table

if TYPE_CHECKING:
    import ast

    from paramcheck.wrapper.interpreter.calls import Arguments
    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State
    from paramcheck.wrapper.package import Module

_NEW = re.compile(r"(?:\w+\.)*ffi\.new")
_RECORD_POINTER = re.compile(r"\s*(?:struct\s+|union\s+)?(\w+)\s*\*\s*")
_PLAIN = frozenset({"void", "char", "short", "int", "long", "float", "double", "bool", "size_t", "unsigned", "_Bool"})


def function(name: str, attribute: str, module: Module) -> Abstract | None:
    """A function of the library that a cffi module wraps; ``None`` if the object is not known to be one.

    Args:
        name: Dotted name of the object outside of the package.
        attribute: The attribute that is looked up in it.
        module: The module that does so.
    """
    package, _, last = name.rpartition(".")
    if last != "lib" or not package:
        return None
    imports = rf"\bfrom\s+\.*(?:\w+\.)*{re.escape(package.rpartition('.')[2])}\s+import\s[^\n#]*\bffi\b"
    return Abstract(NativeFunction(attribute)) if re.search(imports, module.text) else None


def new(
    machine: Machine, name: str, arguments: Arguments, node: ast.AST, frame: Frame, state: State
) -> Abstract | None:
    """``ffi.new("record *", {...})``: the address of a record of zeros, but for what is given.

    Returns:
        ``None`` if this is another call, or one that makes no record.
    """
    if not _NEW.fullmatch(name) or not arguments.positional:
        return None
    kind = machine.value(arguments.positional[0], state)
    made = _RECORD_POINTER.fullmatch(kind.value) if isinstance(kind, Literal) and isinstance(kind.value, str) else None
    if made is None or made.group(1) in _PLAIN or (made.group(1).endswith("_t") and made.group(1)[:-2].endswith("int")):
        return None
    record = Abstract(machine.new_record(state, frame, node, made.group(1), zeroed=True))
    given = arguments.get(1, "init")
    contents = machine.contents(given.thing.identity, state) if given and isinstance(given.thing, DictThing) else None
    if isinstance(contents, Table):
        from paramcheck.wrapper.interpreter import attributes  # noqa: PLC0415 - it builds on calls

        for key, (value, _) in contents.values.items():
            if isinstance(key, str):
                attributes.store_field(machine, record, key, value, node, frame, state)
    return Abstract(Pointer(record))
