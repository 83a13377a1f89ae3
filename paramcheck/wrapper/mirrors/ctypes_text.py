"""ctypes types, written down as the C types that they stand for.

ctypes lays a record out as the C compiler of the platform would. So the layout of a mirror is not computed here: the
mirror is written down in C, and libclang lays that out for the same target as the header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.values import Literal
from paramcheck.wrapper.interpreter import classes
from paramcheck.wrapper.interpreter.domain import Bound, Class, CType, External, Function, Partial
from paramcheck.wrapper.interpreter.state import State

if TYPE_CHECKING:
    from paramcheck.wrapper.interpreter.domain import Abstract
    from paramcheck.wrapper.interpreter.machine import Machine

TAG = "paramcheck_record_"

SCALARS = {
    "c_bool": "_Bool",
    "c_byte": "signed char",
    "c_char": "char",
    "c_char_p": "char *",
    "c_double": "double",
    "c_float": "float",
    "c_int": "int",
    "c_int8": "__INT8_TYPE__",
    "c_int16": "__INT16_TYPE__",
    "c_int32": "__INT32_TYPE__",
    "c_int64": "__INT64_TYPE__",
    "c_long": "long",
    "c_longdouble": "long double",
    "c_longlong": "long long",
    "c_short": "short",
    "c_size_t": "__SIZE_TYPE__",
    "c_ssize_t": "__PTRDIFF_TYPE__",
    "c_time_t": "__INTPTR_TYPE__",
    "c_ubyte": "unsigned char",
    "c_uint": "unsigned int",
    "c_uint8": "__UINT8_TYPE__",
    "c_uint16": "__UINT16_TYPE__",
    "c_uint32": "__UINT32_TYPE__",
    "c_uint64": "__UINT64_TYPE__",
    "c_ulong": "unsigned long",
    "c_ulonglong": "unsigned long long",
    "c_ushort": "unsigned short",
    "c_void_p": "void *",
    "c_voidp": "void *",
    "c_wchar": "__WCHAR_TYPE__",
    "c_wchar_p": "__WCHAR_TYPE__ *",
    "py_object": "void *",
    "HRESULT": "int",
}

_WINDOWS = {
    "BOOL": "int",
    "BOOLEAN": "unsigned char",
    "BYTE": "unsigned char",
    "CHAR": "char",
    "DOUBLE": "double",
    "DWORD": "unsigned long",
    "FLOAT": "float",
    "HANDLE": "void *",
    "HMODULE": "void *",
    "HWND": "void *",
    "INT": "int",
    "LONG": "long",
    "LPCSTR": "char *",
    "LPCVOID": "void *",
    "LPCWSTR": "__WCHAR_TYPE__ *",
    "LPSTR": "char *",
    "LPVOID": "void *",
    "LPWSTR": "__WCHAR_TYPE__ *",
    "SHORT": "short",
    "UINT": "unsigned int",
    "ULONG": "unsigned long",
    "USHORT": "unsigned short",
    "WCHAR": "__WCHAR_TYPE__",
    "WORD": "unsigned short",
}

_FUNCTION_TYPES = frozenset({"CFUNCTYPE", "WINFUNCTYPE", "PYFUNCTYPE"})

_LONGEST_ARRAY = 1 << 28


class UnknownTypeError(Exception):
    """A type that cannot be followed."""


class CText:
    """Writes types as C, and numbers the record classes that they use.

    Args:
        machine: Has run the modules.

    Attributes:
        records: The record classes that were used so far; their numbers are their tags.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.records: list[Class] = []
        self._numbers: dict[int, int] = {}

    def number(self, cls: Class) -> int:
        """The number of a record class."""
        found = self._numbers.get(id(cls.node))
        if found is None:
            found = self._numbers[id(cls.node)] = len(self.records)
            self.records.append(cls)
        return found

    def keyword(self, cls: Class) -> str:
        """``struct`` or ``union``."""
        outside = classes.lineage(self._machine, cls)[1]
        return "union" if any(one.rpartition(".")[2].endswith("Union") for one in outside) else "struct"

    def declare(self, kind: Abstract, declarator: str = "") -> str:
        """A declaration of something of a type.

        Args:
            kind: The type.
            declarator: What is declared, as C writes it around the type's name.

        Raises:
            UnknownTypeError: It is no type, or not known which.
        """
        thing = kind.thing
        if isinstance(thing, CType):
            return self._of_ctype(thing, declarator)
        if isinstance(thing, Class):
            return self._of_class(thing, declarator)
        if isinstance(thing, External):
            return f"{_external(thing.name)} {declarator}"
        if isinstance(thing, Literal) and thing.value is None:
            return f"void {declarator}"
        raise UnknownTypeError

    def result(self, kind: Abstract, declarator: str) -> str:
        """A declaration of a function of a result type.

        Raises:
            UnknownTypeError: It is not known which.
        """
        if isinstance(kind.thing, (Function, Bound, Partial)):
            # ctypes calls it with the int that it takes the result for.
            return f"int {declarator}"
        return self.declare(kind, declarator)

    def size_of(self, length: Abstract | None) -> int:
        """The number of items of an array.

        Raises:
            UnknownTypeError: It is not known.
        """
        value = self._machine.value(length, self._machine.base) if length is not None else None
        if isinstance(value, Literal) and type(value.value) is int and 0 <= value.value < _LONGEST_ARRAY:
            return value.value
        raise UnknownTypeError

    def _of_ctype(self, thing: CType, declarator: str) -> str:
        if thing.name == "POINTER":
            return self._pointer(thing.element, declarator)
        if thing.name == "ARRAY":
            if thing.element is None:
                raise UnknownTypeError
            return self.declare(thing.element, f"{_grouped(declarator)}[{self.size_of(thing.length)}]")
        if thing.name in _FUNCTION_TYPES:
            return self._function(thing, declarator)
        if thing.name not in SCALARS:
            raise UnknownTypeError
        return f"{SCALARS[thing.name]} {declarator}"

    def _pointer(self, element: Abstract | None, declarator: str) -> str:
        if element is None:
            raise UnknownTypeError
        try:
            return self.declare(element, f"*{declarator}")
        except UnknownTypeError:
            # A pointer is a pointer, whatever it points to.
            return f"void *{declarator}"

    def _function(self, thing: CType, declarator: str) -> str:
        if thing.element is None:
            return f"void *{declarator}"
        try:
            taken = ", ".join(self.declare(one) for one in thing.arguments) or "void"
            return self.declare(thing.element, f"(*{declarator})({taken})")
        except UnknownTypeError:
            return f"void *{declarator}"

    def _of_class(self, cls: Class, declarator: str) -> str:
        machine = self._machine
        if classes.is_record(machine, cls):
            return f"{self.keyword(cls)} {TAG}{self.number(cls)} {declarator}"
        state = State({}, machine.base.heap, {})
        for base in cls.node.bases:
            thing = machine.evaluate(base, machine.frame_of(cls), state)
            if isinstance(thing.thing, CType) or (isinstance(thing.thing, External) and _is_type(thing.thing.name)):
                # class flags(c_uint32): the same bytes under another name.
                return self.declare(thing, declarator)
            if isinstance(thing.thing, Class) and not classes.is_enum(machine, thing.thing):
                return self._of_class(thing.thing, declarator)
            if isinstance(thing.thing, External) and thing.thing.name.rpartition(".")[2] in {"_Pointer", "_CFuncPtr"}:
                return f"void *{declarator}"
        raise UnknownTypeError


def _is_type(name: str) -> bool:
    owner, _, last = name.rpartition(".")
    return (owner == "ctypes" and last in SCALARS) or (owner == "ctypes.wintypes" and last in _WINDOWS)


def _external(name: str) -> str:
    owner, _, last = name.rpartition(".")
    if owner == "ctypes" and last in SCALARS:
        return SCALARS[last]
    if owner == "ctypes.wintypes" and last in _WINDOWS:
        return _WINDOWS[last]
    raise UnknownTypeError


def _grouped(declarator: str) -> str:
    """An array binds closer than a pointer."""
    return f"({declarator})" if declarator.startswith("*") else declarator
