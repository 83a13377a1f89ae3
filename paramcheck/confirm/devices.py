"""Which devices this machine has, and which of them a run really used.

A run is labelled by what the library reports of itself, its devices and where its buffers live. A build for a device
that is not there logs how many layers it "offloaded" all the same, and the type of a device says little: a processor
that plays a graphics card calls itself one.
"""

from __future__ import annotations

import os
import re
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.confirm import processes
from paramcheck.confirm.session import execute
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.config.confirming import SmokeTable
    from paramcheck.confirm.folders import Folders

_ASKED = {"cuda": "CUDA", "vulkan": "Vulkan"}
"""Kinds of device that a driver of this machine must have. Others bring their own."""
_LIMITS = processes.Limits(seconds=60)


class NoDeviceError(ParamcheckError):
    """There is no device of the kind that was asked for."""


class Device(Struct, frozen=True):
    """A device of this machine.

    Attributes:
        name: As its driver calls it.
        detail: Compute capability and driver, where these are known.
    """

    name: str
    detail: str


def require(kind: str, place: Folders, number: str = "") -> tuple[Device, ...]:
    """The devices of a kind, found before anything is built.

    Args:
        kind: What ``--build`` names.
        place: Where the look-up may write.
        number: The one that was chosen, counted from 0; empty for any.

    Returns:
        The devices, or the chosen one; none for a kind that needs none of this machine.

    Raises:
        NoDeviceError: If there is none, or not so many.
        ParamcheckError: If one was chosen of a kind that needs none, or not by its number.
    """
    if kind not in _ASKED:
        if number:
            raise ParamcheckError(f"--device goes with --build {' or '.join(_ASKED)}")
        return ()
    if number and not number.isdecimal():
        raise ParamcheckError(f"--device {number}: give the number of the device, from 0")
    request = {"mode": "devices", "kind": kind}
    variables = {"XDG_CACHE_HOME": str(place.kind("drivers"))}
    outcome = execute(place, Path(sys.executable), request, variables, _LIMITS)
    found = tuple(Device(one["name"], one["detail"]) for one in outcome.of("device"))
    if not found:
        why = outcome.failed or "its driver lists none"
        raise NoDeviceError(f"not confirmed: no device: this machine has no {_ASKED[kind]} device ({why})")
    if number and int(number) >= len(found):
        names = ", ".join(f"{at}: {one.name}" for at, one in enumerate(found))
        raise NoDeviceError(f"not confirmed: no device: there is no {_ASKED[kind]} device {number} (there is {names})")
    return found[int(number) :][:1] if number else found


def chosen(variable: str, number: str) -> str:
    """What a variable that chooses a device is set to.

    Whoever shares a machine is given devices by such a variable; a number then counts among these.

    Args:
        variable: Its name.
        number: The device that was chosen; empty for none.
    """
    given = [one.strip() for one in os.environ.get(variable, "").split(",") if one.strip()]
    if not number:
        return ",".join(given) or "0"
    return given[int(number)] if int(number) < len(given) else number


def placement(table: SmokeTable, output: str) -> tuple[tuple[str, str], ...]:
    """What a library's output says about where buffers live: what each holds, and its device.

    Args:
        table: The patterns of such lines.
        output: What the run printed.
    """
    found: dict[tuple[str, str], None] = {}
    for pattern in table.placement:
        for match in re.finditer(pattern, output, re.MULTILINE):
            found[(match["what"], match["device"])] = None
    return tuple(sorted(found))


def used(table: SmokeTable, output: str, placed: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The offload devices that a run had: those that the library lists, and those that hold buffers.

    Args:
        table: The patterns of such lines, and of names that are the processor's own memory.
        output: What the run printed.
        placed: Buffers and their devices.
    """
    found: dict[str, None] = {}
    for pattern in table.devices:
        for match in re.finditer(pattern, output, re.MULTILINE):
            groups = match.groupdict()
            if groups.get("device"):
                found[groups["device"].strip()] = None
            elif int(groups.get("count") or 0):
                found[f"{groups['count']} reported"] = None
    found.update(dict.fromkeys(device for _, device in placed))
    names = [name for name in found if not any(fnmatchcase(name, pattern) for pattern in table.host)]
    named = [name for name in names if not name.endswith(" reported")]
    return tuple(named or names)
