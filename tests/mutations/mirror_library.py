"""A library and its mirror, made up at random: both agree, and every seed gives another pair."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

SCALARS = {
    "bool": "c_bool",
    "int8_t": "c_int8",
    "uint8_t": "c_uint8",
    "int16_t": "c_int16",
    "int32_t": "c_int32",
    "uint32_t": "c_uint32",
    "int64_t": "c_int64",
    "uint64_t": "c_uint64",
    "size_t": "c_size_t",
    "int": "c_int",
    "float": "c_float",
    "double": "c_double",
    "void *": "c_void_p",
    "const char *": "c_char_p",
}
WORDS = [
    "alpha", "beta", "gamma", "delta", "count", "size", "scale", "offset", "limit", "depth", "width", "height",
    "rate", "seed", "flags", "mode", "level", "owner", "path", "name", "data", "next", "first", "last", "left",
    "right", "inner", "outer", "total", "share", "weight", "bias", "step", "batch", "layer", "token", "state",
    "cache",
]  # fmt: skip


@dataclass(frozen=True)
class Field:
    name: str
    native: str
    mirror: str

    @property
    def declared(self) -> str:
        kind, _, length = self.native.partition("[")
        return f"{kind} {self.name}[{length};" if length else f"{kind} {self.name};"


def library(seed: int) -> dict[str, str]:
    """The files of a tree: a header, and modules of a wrapper that repeat it."""
    random = Random(seed)
    records = _records(random)
    # The first one, which records hold, has a negative value: reading it as unsigned is a difference.
    enums = {f"toy_kind_{number}": _values(random, first=number - 1) for number in range(5)}
    functions = _functions(random, list(records))
    return {
        "native/toy.h": _header(records, enums, functions),
        "toy/records.py": _records_module(records, random),
        "toy/constants.py": _constants_module(enums),
        "toy/functions.py": _functions_module(functions, random),
    }


def _records(random: Random) -> dict[str, list[Field]]:
    records: dict[str, list[Field]] = {}
    for number in range(14):
        fields = []
        for name in random.sample(WORDS, random.randint(3, 8)):
            native = random.choice(list(SCALARS))
            mirror = SCALARS[native]
            earlier = list(records)
            chance = random.random()
            if chance < 0.12 and earlier:
                inner = random.choice(earlier)
                native, mirror = f"struct {inner}", inner
            elif chance < 0.22 and earlier:
                inner = random.choice(earlier)
                native, mirror = f"struct {inner} *", f"POINTER({inner})"
            elif chance < 0.32:
                length = random.randint(2, 9)
                native, mirror = f"float[{length}]", f"c_float * {length}"
            elif chance < 0.38:
                native, mirror = "enum toy_kind_0", "c_int"
            fields.append(Field(name, native, mirror))
        records[f"toy_record_{number}"] = fields
    return records


def _values(random: Random, first: int) -> list[int]:
    value, values = min(first, 1), []
    for _ in range(random.randint(4, 9)):
        values.append(value)
        value += random.choice((1, 1, 1, 2, 5))
    return values


def _functions(random: Random, records: list[str]) -> dict[str, tuple[str, str, list[Field]]]:
    found = {}
    for number in range(24):
        fields = [
            Field(name, one, SCALARS[one])
            for name in random.sample(WORDS, random.randint(1, 5))
            for one in [random.choice(list(SCALARS))]
        ]
        if random.random() < 0.3:
            record = random.choice(records)
            fields.insert(0, Field("self", f"struct {record} *", f"POINTER({record})"))
        native = random.choice([*SCALARS, "void"])
        found[f"toy_call_{number}"] = (native, SCALARS.get(native, "None"), fields)
    return found


def _header(records, enums, functions) -> str:
    lines = ["#pragma once", "#include <stdbool.h>", "#include <stddef.h>", "#include <stdint.h>"]
    for group, values in enums.items():
        rows = [f"    {group.upper()}_{position} = {value}," for position, value in enumerate(values)]
        lines += [f"enum {group} {{", *rows, "};"]
    for name, fields in records.items():
        lines += [f"struct {name} {{", *(f"    {one.declared}" for one in fields), "};"]
    for name, (native, _, fields) in functions.items():
        lines.append(f"{native} {name}({', '.join(one.declared.rstrip(';') for one in fields)});")
    return "\n".join(lines) + "\n"


def _records_module(records, random: Random) -> str:
    lines = ["from ctypes import *", ""]
    for name, fields in records.items():
        rows = [f'        ("{one.name}", {one.mirror}),' for one in fields]
        if random.random() < 0.3:
            lines += [f"class {name}(Structure):", "    pass", "", f"{name}._fields_ = [", *rows, "]", ""]
        else:
            lines += [f"class {name}(Structure):", "    _fields_ = [", *rows, "    ]", ""]
    return "\n".join(lines)


def _constants_module(enums) -> str:
    lines = ["import ctypes", "from enum import IntEnum", ""]
    for number, (group, values) in enumerate(enums.items()):
        rows = [f"{group.upper()}_{position} = {value}" for position, value in enumerate(values)]
        if number % 2:
            lines += ["", f"class {group}(IntEnum):", *(f"    {row}" for row in rows), ""]
        else:
            lines += rows
    return "\n".join(lines) + "\n"


def _functions_module(functions, random: Random) -> str:
    lines = [
        "from ctypes import *",
        "from toy.records import *",
        "",
        'lib = CDLL("libtoy.so")',
        "",
        "def native(name, argtypes, restype):",
        "    def decorate(function):",
        "        found = getattr(lib, name)",
        "        found.argtypes = argtypes",
        "        found.restype = restype",
        "        return found",
        "    return decorate",
        "",
    ]
    for name, (_, result, fields) in functions.items():
        taken = ", ".join(one.mirror for one in fields)
        if random.random() < 0.5:
            lines += [f'@native("{name}", [{taken}], {result})', f"def {name}(*arguments): ...", ""]
        else:
            lines += [f"lib.{name}.argtypes = [{taken}]", f"lib.{name}.restype = {result}"]
    return "\n".join(lines) + "\n"
