"""Builds the native library that a wrapper's tree brings, alone, by cmake. Each build is made once."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from paramcheck.config.confirming import BackendTable
from paramcheck.confirm import folders, processes, toolchain
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paramcheck.config.confirming import BuildTable
    from paramcheck.confirm.folders import Folders

_OPTION = re.compile(r"\boption\s*\(\s*(\w+)", re.IGNORECASE)
_FLAG = re.compile(r"-D(\w+)(?::\w+)?=")
_CMAKES_OWN = ("CMAKE_", "BUILD_SHARED_LIBS")
_COMMON = (
    "-DBUILD_SHARED_LIBS=ON",
    "-DCMAKE_BUILD_TYPE=Release",
    # Little optimisation: a build takes half the time, and what is compared is which value runs, not how fast.
    "-DCMAKE_C_FLAGS_RELEASE=-O1 -DNDEBUG",
    "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG",
    # The result is moved after the build.
    "-DCMAKE_INSTALL_RPATH=$ORIGIN",
    "-DCMAKE_BUILD_WITH_INSTALL_RPATH=ON",
)
_LIBRARY = re.compile(r"\.(?:so(?:\.[\d.]+)?|dylib)$")
_MARKER = "build.json"
_LAYOUT = "1"
"""Goes up when a build is made in another way than before."""
_ERROR = re.compile(r"\berror\b ?:|\bCMake Error\b", re.IGNORECASE)
_SHOWN_ERRORS = 4
_SHOWN_LINES = 6
_MEGABYTES_OF_A_JOB = 2048
"""What one compiler may need; those for devices need the most."""


class Built(Struct, frozen=True):
    """A built library.

    Attributes:
        library: The file.
        folder: The folder with everything that was built.
        seconds: How long the build took when it was made.
        fresh: Whether it was made just now.
    """

    library: Path
    folder: Path
    seconds: float
    fresh: bool


def limits(seconds: float) -> processes.Limits:
    """What a build may use: as much memory as all of its compilers may need.

    Args:
        seconds: Wall time.
    """
    usual = processes.Limits(seconds=seconds)
    return replace(usual, megabytes=max(usual.megabytes, _jobs() * _MEGABYTES_OF_A_JOB))


def _jobs() -> int:
    """How many compilers run at the same time: one a core, as far as the memory goes."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return max(1, min(os.cpu_count() or 1, memory // _MEGABYTES_OF_A_JOB))


def build(
    root: Path,
    table: BuildTable,
    backend: str,
    place: Folders,
    limits: processes.Limits,
    progress: Callable[[str], None],
    flags: tuple[str, ...] = (),
) -> Built:
    """Build a library, or find the build that was made before.

    Args:
        root: The wrapper's tree.
        table: How the library is built.
        backend: The kind of device: ``cpu`` or one of the table's.
        place: Where builds are kept.
        limits: What the build may use.
        progress: Called with what is going on.
        flags: The user's own flags for cmake, which count before the table's.

    Raises:
        ParamcheckError: If a tool or the sources are missing, or the build fails.
    """
    plan = _plan(root, table, backend, flags)
    target = place.kind("builds") / plan.name
    found = _kept(target, table)
    if found is not None:
        return found
    with place.temporary("builds") as work:
        progress(f"building {table.target} for {backend}")
        # Some builds write into their sources, and those belong to the user.
        shutil.copytree(plan.source, work / "source", symlinks=True, ignore=shutil.ignore_patterns(".git"))
        seconds = _make(
            plan, work, place, limits, lambda line: progress(f"building {table.target} for {backend}: {line}")
        )
        ready = work / "ready"
        _collect(work / "tree", ready, table, plan.targets)
        (ready / _MARKER).write_text(json.dumps({"seconds": round(seconds, 1)}), encoding="utf-8")
        folders.settle(ready, target)
    found = _kept(target, table)
    assert found is not None
    return replace(found, fresh=True)


class _Plan(Struct, frozen=True):
    """What is built, and how. The name says all of it."""

    source: Path
    options: tuple[str, ...]
    targets: tuple[str, ...]
    tools: toolchain.Toolchain
    name: str


def _plan(root: Path, table: BuildTable, backend: str, flags: tuple[str, ...]) -> _Plan:
    source = _source(root, table)
    device = table.backends.get(backend)
    if device is None and backend != "cpu":
        known = ", ".join(["cpu", *table.backends, "none"])
        raise ParamcheckError(f"no build for {backend} is known for this library; choose one of {known}")
    device = device or BackendTable()
    _require_known(table, device, backend, source)
    tools = toolchain.find(backend)
    # Of two flags for one thing, cmake takes the last.
    options = (*_COMMON, *tools.options, *_known([*table.flags, *device.flags], source), *flags)
    targets = (table.target, *_declared(device.targets, source))
    name = folders.key([_LAYOUT, folders.tree_digest(source), *options, *targets, tools.version, tools.generator])
    return _Plan(source, options, targets, tools, name)


def _make(plan: _Plan, work: Path, place: Folders, limits: processes.Limits, watch: Callable[[str], None]) -> float:
    """Configure and build in a folder; how long that took.

    Raises:
        ParamcheckError: If it fails.
    """
    tools, log, home = plan.tools, work / "build.log", work / "home"
    home.mkdir()
    configure = [tools.cmake, "-S", str(work / "source"), "-B", str(work / "tree"), "-G", tools.generator]
    compilers = [f"-DCMAKE_C_COMPILER={tools.compilers[0]}", f"-DCMAKE_CXX_COMPILER={tools.compilers[1]}"]
    jobs = ["--parallel", str(_jobs())]
    variables = processes.environment(home, PATH=_path(tools))
    seconds = 0.0
    for command in (
        [*configure, *compilers, *plan.options],
        [tools.cmake, "--build", str(work / "tree"), *jobs, "--target", *plan.targets],
    ):
        ended = processes.run(command, folder=work, log=log, variables=variables, limits=limits, watch=watch)
        seconds += ended.seconds
        if not ended.ok:
            raise ParamcheckError(_failure(ended, log, place, plan.name))
    return seconds


def _path(tools: toolchain.Toolchain) -> str:
    beside = str(Path(tools.cmake).parent)
    return os.pathsep.join([*tools.folders, os.environ.get("PATH", os.defpath), beside])


def _source(root: Path, table: BuildTable) -> Path:
    for name in table.source:
        if (root / name / "CMakeLists.txt").is_file():
            return root / name
    raise ParamcheckError(
        f"{root}: no sources to build (looked for {', '.join(f'{one}/CMakeLists.txt' for one in table.source)});"
        " fetch the submodules, or give a built library by --library"
    )


def _known(flags: Iterable[str], source: Path) -> list[str]:
    """The flags that the sources know: others would be ignored at best, and some are fatal errors in later releases."""
    declared = {
        name
        for path in source.rglob("CMakeLists.txt")
        for name in _OPTION.findall(path.read_text(encoding="utf-8", errors="replace"))
    }
    return [
        flag
        for flag in flags
        if (found := _FLAG.match(flag)) is None or found[1].startswith(_CMAKES_OWN) or found[1] in declared
    ]


def _require_known(table: BuildTable, device: BackendTable, backend: str, source: Path) -> None:
    """Refuse to build for a device of which the sources know nothing, rather than build without it.

    Raises:
        ParamcheckError: If none of the flags that are the device's alone is an option of the sources.
    """
    general = {found[1] for flag in table.flags if (found := _FLAG.match(flag))}
    own = [
        flag
        for flag in device.flags
        if (found := _FLAG.match(flag)) and found[1] not in general and not found[1].startswith(_CMAKES_OWN)
    ]
    if own and not _known(own, source):
        names = " nor ".join(flag.partition("=")[0].removeprefix("-D") for flag in own)
        raise ParamcheckError(f"this release has no build for {backend}: its sources know no option {names}")


def _declared(targets: Iterable[str], source: Path) -> list[str]:
    """The targets that the sources have: some change their names from release to release."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in source.rglob("CMakeLists.txt")]
    return [
        one
        for one in targets
        if any(re.search(rf"(?:set\s*\(\s*TARGET|add_\w+\s*\()\s*{re.escape(one)}\b", text) for text in texts)
    ]


def _collect(tree: Path, ready: Path, table: BuildTable, programs: Iterable[str]) -> None:
    """Copy libraries and programs out of a build tree. Links stay links: a copied one would be loaded a second time."""
    ready.mkdir()
    wanted = set(programs)
    for path in sorted(tree.rglob("*")):
        if "CMakeFiles" not in path.parts and (_LIBRARY.search(path.name) or path.name in wanted) and not path.is_dir():
            shutil.copy2(path, ready / path.name, follow_symlinks=False)
    if _library(ready, table) is None:
        raise ParamcheckError(f"the build made no {table.library}: the rule file's `library` or `target` does not fit")


def _library(folder: Path, table: BuildTable) -> Path | None:
    found = sorted(path for path in folder.glob(table.library) if _LIBRARY.search(path.name))
    # The plain name is the one that wrappers look for.
    return min(found, key=lambda path: (len(path.name), path.name), default=None)


def _kept(folder: Path, table: BuildTable) -> Built | None:
    try:
        seconds = float(json.loads((folder / _MARKER).read_bytes())["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    library = _library(folder, table)
    return Built(library, folder, seconds, fresh=False) if library is not None else None


def _failure(ended: processes.Ended, log: Path, place: Folders, name: str) -> str:
    """A message about a build that failed: why, the lines that say so, and where the whole log is."""
    kept = place.kind("logs") / f"build-{name}.log"
    shutil.copyfile(log, kept)
    # What is built at the same time may have written much after the line that matters.
    text = log.read_text(encoding="utf-8", errors="replace")
    errors = [line.strip() for line in text.split("\n") if _ERROR.search(line)][:_SHOWN_ERRORS]
    lines = dict.fromkeys([*errors, *processes.last_lines(ended.output, _SHOWN_LINES)])
    shown = "".join(f"\n    {line}" for line in lines)
    return f"the build {ended.why}; the whole log is {kept}; its errors and last lines:{shown}"
