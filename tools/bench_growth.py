"""How the cost of a check grows: with the native sources, and with the parameters.

Both trees are made here. A cost that grows as the size does has the exponent 1; more than 1.1 is an error. What a run
costs whatever it reads is taken off first.
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
PARAMETERS = (10, 100, 1_000, 10_000)
FILES = 200
"""Native sources of one copy."""

MOST = 1.1


def main() -> int:
    """Measure; 1 if a cost grows faster than it should."""
    bad = False
    for title, sizes, make in (
        ("native sources, vendored several times", COPIES, copies),
        ("parameters of one record", PARAMETERS, parameters),
        ("wrappers of a small record each", (10, 30, 100, 300), wrappers),
    ):
        costs = []
        base = _cost(lambda root: parameters(root, 1))
        for size in sizes:
            cost = _cost(lambda root, size=size, make=make: make(root, size))  # type: ignore[misc]
            costs.append(max(cost - base, 0.01))
            print(f"{title}: {size:6} takes {cost:7.2f} s of processor time", flush=True)
        power = exponent(sizes[-3:], costs[-3:])
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
