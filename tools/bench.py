"""How fast `paramcheck check` is on real packages, beside what else one could run on them.

Everything is measured in one run, and compared with what Python takes to import the parsers alone: a ratio says more
about the program than a time, which also says how busy the machine is. Packages come from the package index, once.

    python tools/bench.py [name==version ...]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from timing import Cost, least, once

from paramcheck.sources.home import default_cache
from paramcheck.sources.store import checkout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGES = ("llama-cpp-python==0.3.36", "llama-cpp-python==0.2.29", "sherpa-onnx==2.0.1")

IMPORTS = [sys.executable, "-c", "import clang.cindex, griffe, rich"]

PARSE = """
import sys
from clang import cindex
for path in sys.argv[2:]:
    cindex.Index.create().parse(path, args=sys.argv[1].split("\\n"))
"""
"""What `clang -fsyntax-only` does, by the libclang that is installed with paramcheck."""


DUMP = """
import sys
import griffe
print(griffe.load(sys.argv[1], search_paths=[sys.argv[2]], allow_inspection=False).as_json())
"""
"""What `griffe dump` does, by the library that is installed with paramcheck."""


def main(requirements: Sequence[str]) -> int:
    """Measure, and print a table for each package."""
    base = least(IMPORTS, times=7)
    print(f"{'import clang.cindex, griffe, rich':58} {_shown(base, base)}")
    for requirement in requirements or PACKAGES:
        tree = checkout(requirement, default_cache())
        print(f"\n{requirement}: {len(tree.files())} files")
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "project"
            shutil.copytree(tree.root, root, symlinks=True)
            for name, cost in _measured(root, Path(folder) / "report.json"):
                print(f"  {name:56} {_shown(cost, base)}", flush=True)
    return 0


def _measured(root: Path, report: Path) -> Iterator[tuple[str, Cost]]:
    check = [sys.executable, "-m", "paramcheck", "check", root, "--quiet", "--format", "json", "--output", report]
    yield "paramcheck check, without a cache", least([*check, "--no-cache"])
    yield "the same, in one process at a time", least([*check, "--no-cache", "--jobs", "1"], times=2)
    yield "filling the cache", once(check)
    yield "nothing changed", least(check)
    wrapper, sources = _sides(report)
    change = [sys.executable, "-c", _CHANGE]
    yield "one source of the wrapper changed", least([*change, root / wrapper, *check], times=3)
    if sources:
        yield "one source of the library changed", least([*change, root / sources[0], *check], times=3)
        flags = "\n".join(_flags(root, sources))
        parse = [sys.executable, "-c", PARSE, flags, *(root / path for path in sources)]
        yield f"clang -fsyntax-only {' '.join(Path(path).name for path in sources)}", least(parse, times=2)
    parts = wrapper.split("/")
    folder, package = (root / "src", parts[1]) if parts[0] == "src" else (root, parts[0])
    if (folder / package / "__init__.py").is_file():
        yield f"griffe dump {package}", least([sys.executable, "-c", DUMP, package, folder], times=2)
    if any((folder / package).rglob("*.pyi")):
        # It imports the package, so that of one whose extension is not built it says no more than that.
        yield f"mypy.stubtest {package}", once([sys.executable, "-m", "mypy.stubtest", package], folder)
    ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", folder / package]
    yield f"ruff check {package}", least(ruff, times=2)


_CHANGE = """
import subprocess, sys
with open(sys.argv[1], "a") as file:
    file.write("\\n")
sys.exit(subprocess.call(sys.argv[2:]))
"""


def _sides(report: Path) -> tuple[str, list[str]]:
    """The source of the wrapper, and the two sources of the library, that most of the links are about."""
    links = json.loads(report.read_bytes())["links"]

    def often(paths: list[str]) -> list[str]:
        return sorted(set(paths), key=lambda path: (-paths.count(path), path))

    native = often([link["native"]["path"] for link in links])
    return often([link["wrapper"]["path"] for link in links])[0], [
        path for path in native if path.endswith((".c", ".cc", ".cpp", ".cxx"))
    ][:2]


def _flags(root: Path, sources: list[str]) -> list[str]:
    """Flags with which a compiler finds the headers of the tree, and those of the machine."""
    folders = sorted({path.parent for path in root.rglob("*.h*") if path.parent.name in {"include", "src", "ggml"}})
    compiler = shutil.which("c++")
    said = ""
    if compiler is not None:
        asked = [compiler, "-xc++", "-E", "-v", "/dev/null"]
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stderr  # noqa: S603
    system = [line.strip() for line in said.partition("search starts here:")[2].splitlines() if line.startswith(" /")]
    tops = {root / Path(path).parents[-3] for path in sources if len(Path(path).parents) > 2}
    return [
        "-std=c++17",
        *(f"-I{folder}" for folder in (*sorted(tops), *folders)),
        *(f"-isystem{folder}" for folder in dict.fromkeys(system)),
    ]


def _shown(cost: Cost, base: Cost) -> str:
    return (
        f"{cost.wall:7.2f} s ({cost.wall / base.wall:5.2f} x)  processor {cost.processor:6.2f} s"
        f" ({cost.processor / base.processor:5.2f} x)  {cost.memory / 1e6:6.0f} MB"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
