"""How the cost of a check grows: with the native sources, with the parameters, and with what a wrapper repeats.

All trees are made here. A cost that grows as the size does has the exponent 1; more than 1.1 is an error. What a run
costs whatever it reads is taken off first, and sizes that cost hardly more than that are left out.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from timing import exponent, least

if TYPE_CHECKING:
    from collections.abc import Callable

COPIES = (1, 2, 4, 8, 16)
PARAMETERS = (10, 100, 1_000, 3_000, 10_000)
RECORDS = (10, 100, 1_000, 2_000, 4_000)
FILES = 600
"""Native sources of one copy."""

MOST = 1.1


def main() -> int:
    """Measure, only what has one of the given words in its title, if any; 1 if a cost grows faster than it should."""
    bad = False
    wanted = sys.argv[1:]
    for title, sizes, make in (
        ("native sources, vendored several times", COPIES, copies),
        ("parameters of one record", PARAMETERS, parameters),
        ("wrappers of a small record each", (10, 30, 100, 300), wrappers),
        ("mirrored records", RECORDS, records),
        # libclang looks at all fields of a record for the place of each, which shows from some thousands on.
        ("fields of a mirrored record, each at another place", RECORDS, moved),
        ("mirrored enumerators and macros", PARAMETERS, constants),
        ("mirrored enums", RECORDS, enums),
        ("mirrored functions", PARAMETERS, functions),
    ):
        if wanted and not any(word in title for word in wanted):
            continue
        costs = []
        base = _cost(lambda root: parameters(root, 1))
        for size in sizes:
            cost = _cost(lambda root, size=size, make=make: make(root, size))  # type: ignore[misc]
            costs.append(max(cost - base, 0.01))
            print(f"{title}: {size:6} takes {cost:7.2f} s of processor time", flush=True)
        # Where a run takes hardly more than it does in any case, the difference says how busy the machine was.
        rows = list(zip(sizes, costs, strict=True))
        rows = [row for row in rows if row[1] >= base / 2][-3:] if rows[-2][1] >= base / 2 else rows[-2:]
        power = exponent(*zip(*rows, strict=True))
        print(f"{title}: exponent {power:.2f}")
        bad = bad or power > MOST
    return int(bad)


def _cost(make: Callable[[Path], None]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        check = [sys.executable, "-m", "paramcheck", "check", folder, "--quiet", "--no-cache", "--format", "concise"]
        return least(check, times=2).processor


def copies(root: Path, count: int) -> None:
    """A wrapper of one small record, and a library with many files several times."""
    parameters(root, 10)
    for copy in range(count):
        folder = root / f"vendor{copy}" / "src"
        folder.mkdir(parents=True)
        for number in range(FILES):
            lines = [f"int module_{number}_{line}(int value) {{ return value + {line}; }}" for line in range(100)]
            (folder / f"module_{number}.c").write_text("\n".join(lines), encoding="utf-8")
        for path in (root / "native").iterdir():
            (folder / path.name).write_bytes(path.read_bytes())


def parameters(root: Path, count: int) -> None:
    """A wrapper of one record with many fields."""
    native, package = root / "native", root / "package"
    native.mkdir()
    package.mkdir()
    _library(native, "lamp", count)
    (package / "__init__.py").write_text(_HEAD + _wrapper("lamp", count), encoding="utf-8")


def wrappers(root: Path, count: int) -> None:
    """Many classes, each in a file of its own, over a record of its own."""
    native, package = root / "native", root / "package"
    native.mkdir()
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    for number in range(count):
        _library(native, f"lamp{number}", 10)
        text = _HEAD + _wrapper(f"lamp{number}", 10)
        (package / f"lamp{number}.py").write_text(text, encoding="utf-8")


def _mirror(root: Path, header: list[str], module: list[str]) -> None:
    (root / "native").mkdir()
    (root / "package").mkdir()
    (root / "native" / "lamp.h").write_text("\n".join([*header, ""]), encoding="utf-8")
    (root / "package" / "__init__.py").write_text(_HEAD + "\n".join([*module, ""]), encoding="utf-8")


def records(root: Path, count: int) -> None:
    """Many small records, each of which holds the one before it; the library has another field in every tenth."""
    header, module = [], []
    for number in range(count):
        held = f"struct lamp_{number - 1} *next; " if number else ""
        added = "int added; " if number % 10 == 9 else ""
        header.append(f"struct lamp_{number} {{ int level; {added}{held}double width; }};")
        row = f"('next', ctypes.POINTER(lamp_{number - 1})), " if number else ""
        fields = f"[('level', ctypes.c_int), {row}('width', ctypes.c_double)]"
        module.append(f"class lamp_{number}(ctypes.Structure):\n    _fields_ = {fields}\n")
    _mirror(root, header, module)


def moved(root: Path, count: int) -> None:
    """A record with many fields, before which the library has another one."""
    header = ["struct lamp_options {", "    double first;", *(f"    int field_{one};" for one in range(count)), "};"]
    rows = [f"        ('field_{one}', ctypes.c_int)," for one in range(count)]
    _mirror(root, header, ["class lamp_options(ctypes.Structure):", "    _fields_ = [", *rows, "    ]"])


def constants(root: Path, count: int) -> None:
    """An enum with many members, and as many macros."""
    header = ["enum lamp_mode {", *(f"    LAMP_MODE_{one} = {one}," for one in range(count)), "};"]
    header += [f"#define LAMP_LEVEL_{one} ({one} + 1)" for one in range(count)]
    module = [f"LAMP_MODE_{one} = {one}\nLAMP_LEVEL_{one} = {one + 1}" for one in range(count)]
    _mirror(root, header, module)


def enums(root: Path, count: int) -> None:
    """Many small enums, repeated as classes that have another name, as their members do."""
    header = [f"void lamp_{word}(void);" for word in ("on", "off", "dim")]
    module = ["import enum", *(f"lib.lamp_{word}.restype = None" for word in ("on", "off", "dim"))]
    for number in range(count):
        words = [f"{word}_{number}" for word in ("DIM", "BRIGHT", "DARK")]
        header.append(f"enum lamp_kind{number} {{ {', '.join(f'LAMP_{one}' for one in words)} }};")
        rows = "".join(f"    {one} = {value}\n" for value, one in enumerate(words))
        module.append(f"class Level{number}(enum.IntEnum):\n{rows}")
    _mirror(root, header, module)


def functions(root: Path, count: int) -> None:
    """Many functions, and what they take and return; the library lacks every tenth."""
    header = [f"double lamp_do_{one}(int level, const char *name);" for one in range(count) if one % 10 != 9]
    module = [
        f"lib.lamp_do_{one}.argtypes = [ctypes.c_int, ctypes.c_char_p]\nlib.lamp_do_{one}.restype = ctypes.c_double"
        for one in range(count)
    ]
    _mirror(root, header, module)


def _library(folder: Path, name: str, count: int) -> None:
    fields = "".join(f"    int field_{number};\n" for number in range(count))
    values = "".join(f"        {number},\n" for number in range(count))
    (folder / f"{name}.h").write_text(
        f"struct {name}_options {{\n{fields}}};\nstruct {name}_options {name}_default_options(void);\n"
        f"void {name}_start(struct {name}_options options);\n",
        encoding="utf-8",
    )
    (folder / f"{name}.c").write_text(
        f'#include "{name}.h"\nstruct {name}_options {name}_default_options(void) {{\n'
        f"    struct {name}_options result = {{\n{values}    }};\n    return result;\n}}\n",
        encoding="utf-8",
    )


_HEAD = "import ctypes\n\nlib = ctypes.CDLL('liblamp.so')\n\n\n"


def _wrapper(name: str, count: int) -> str:
    mirror = "".join(f"        ('field_{number}', ctypes.c_int),\n" for number in range(count))
    given = "".join(f"        field_{number}: int = {number},\n" for number in range(count))
    stores = "".join(f"        self.options.field_{number} = field_{number}\n" for number in range(count))
    return (
        f"class {name}_options(ctypes.Structure):\n    _fields_ = [\n{mirror}    ]\n\n\n"
        f"def {name}_default_options() -> {name}_options:\n    return lib.{name}_default_options()\n\n\n"
        f"lib.{name}_default_options.restype = {name}_options\n\n\n"
        f"class {name.title()}:\n    def __init__(\n        self,\n{given}    ):\n"
        f"        self.options = {name}_default_options()\n{stores}        lib.{name}_start(self.options)\n"
    )


if __name__ == "__main__":
    sys.exit(main())
