"""Builds the native library that a wrapper's tree brings, alone, by cmake. Each build is made once."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

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
_SHOWN_LINES = 8
_JOBS = 2


@dataclass(frozen=True, slots=True)
class Built:
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


def build(
    root: Path,
    table: BuildTable,
    backend: str,
    place: Folders,
    limits: processes.Limits,
    progress: Callable[[str], None],
) -> Built:
    """Build a library, or find the build that was made before.

    Args:
        root: The wrapper's tree.
        table: How the library is built.
        backend: The kind of device: ``cpu`` or one of the table's.
        place: Where builds are kept.
        limits: What the build may use.
        progress: Called with what is going on.

    Raises:
        ParamcheckError: If a tool or the sources are missing, or the build fails.
    """
    source = _source(root, table)
    device = table.backends.get(backend)
    if device is None and backend != "cpu":
        known = ", ".join(["cpu", *table.backends, "none"])
        raise ParamcheckError(f"no build for {backend} is known for this library; choose one of {known}")
    device = device or BackendTable()
    tools = toolchain.find(backend)
    options = [*_COMMON, *_known([*table.flags, *device.flags], source)]
    targets = [table.target, *_declared(device.targets, source)]
    name = folders.key([_LAYOUT, folders.tree_digest(source), *options, *targets, tools.version, tools.generator])
    target = place.kind("builds") / name
    found = _kept(target, table)
    if found is not None:
        return found
    with place.temporary("builds") as work:
        log = work / "build.log"
        home = work / "home"
        home.mkdir()
        progress(f"building {table.target} for {backend}")
        # Some builds write into their sources, and those belong to the user.
        shutil.copytree(source, work / "source", symlinks=True, ignore=shutil.ignore_patterns(".git"))
        commands = [
            [tools.cmake, "-S", str(work / "source"), "-B", str(work / "tree"), "-G", tools.generator,
             f"-DCMAKE_C_COMPILER={tools.compilers[0]}", f"-DCMAKE_CXX_COMPILER={tools.compilers[1]}", *options],
            [tools.cmake, "--build", str(work / "tree"), "--parallel", str(min(_JOBS, os.cpu_count() or 1)),
             "--target", *targets],
        ]  # fmt: skip
        seconds = 0.0
        for command in commands:
            ended = processes.run(
                command,
                folder=work,
                log=log,
                variables=processes.environment(home, PATH=_path(tools)),
                limits=limits,
                watch=lambda line: progress(f"building {table.target} for {backend}: {line[:60]}"),
            )
            seconds += ended.seconds
            if not ended.ok:
                raise ParamcheckError(_failure(ended, log, place, name))
        ready = work / "ready"
        _collect(work / "tree", ready, table, device.targets)
        (ready / _MARKER).write_text(json.dumps({"seconds": round(seconds, 1)}), encoding="utf-8")
        folders.settle(ready, target)
    found = _kept(target, table)
    assert found is not None
    return Built(found.library, found.folder, found.seconds, fresh=True)


def _path(tools: toolchain.Toolchain) -> str:
    beside = str(Path(tools.cmake).parent)
    return os.pathsep.join([os.environ.get("PATH", os.defpath), beside])


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
    """One message about a build that failed: why, the last lines, and where the whole log is."""
    kept = place.kind("logs") / f"build-{name}.log"
    shutil.copyfile(log, kept)
    lines = processes.last_lines(ended.output, _SHOWN_LINES)
    shown = "".join(f"\n    {line}" for line in lines)
    return f"the build {ended.why}; the whole log is {kept}; its last lines:{shown}"
