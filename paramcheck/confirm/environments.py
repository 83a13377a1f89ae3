"""A Python environment with what a package's runs need, made once and kept."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from paramcheck.confirm import folders, processes
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paramcheck.confirm.folders import Folders

_KEPT_BY_PIP = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
_LAYOUT = "1"


def python_with(
    requirements: Iterable[str], place: Folders, limits: processes.Limits, progress: Callable[[str], None]
) -> Path:
    """An interpreter that has some distributions. Without any, it is the one that runs paramcheck.

    Args:
        requirements: Distributions, as pip is given them. Only wheels are installed: nothing of them runs yet.
        place: Where environments are kept.
        limits: What the installation may use.
        progress: Called with what is going on.

    Raises:
        ParamcheckError: If they cannot be installed.
    """
    wanted = sorted(set(requirements))
    if not wanted:
        return Path(sys.executable)
    target = place.kind("environments") / folders.key([_LAYOUT, sys.version, sys.base_prefix, *wanted])
    python = target / "bin" / "python"
    if (target / "complete").is_file() and python.exists():
        return python
    with place.temporary("environments") as work:
        progress(f"installing {', '.join(wanted)}")
        # The network settings of the user's pip count, so it sees the user's home.
        variables = processes.environment(work)
        for name in _KEPT_BY_PIP:
            variables.pop(name)
        variables.update({name: value for name, value in _own().items() if value})
        log = work / "install.log"
        made = work / "made"
        pip = [str(made / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        for command in (
            [sys.executable, "-m", "venv", str(made)],
            [*pip, "--only-binary", ":all:", *wanted],
        ):
            ended = processes.run(command, folder=work, log=log, variables=variables, limits=limits)
            if not ended.ok:
                raise ParamcheckError(_failure(wanted, ended, log, place))
        (made / "complete").touch()
        folders.settle(made, target)
    return python


def site_packages(python: Path) -> Path:
    """Where an environment's distributions are.

    Raises:
        ParamcheckError: If it has none.
    """
    found = sorted(python.parent.parent.glob("lib/python*/site-packages"))
    if not found:
        raise ParamcheckError(f"{python}: no environment with packages of its own")
    return found[0]


def _own() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name in _KEPT_BY_PIP or name.startswith("PIP_")}


def _failure(wanted: list[str], ended: processes.Ended, log: Path, place: Folders) -> str:
    kept = place.kind("logs") / f"install-{folders.key(wanted)}.log"
    shutil.copyfile(log, kept)
    errors = [line for line in processes.last_lines(ended.output, 20) if re.match(r"ERROR|error", line)]
    why = errors[-1] if errors else ended.why
    return f"cannot install {', '.join(wanted)}: {why}; the log is {kept}; or name an interpreter by --python"
