"""The ``[confirm]`` table of a rule file: how one library is built, found, called and compared.

Only what no source can tell stands in it. Layouts, default functions and entry points are read from the header.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from paramcheck.config.scalars import Scalar  # noqa: TC001 - evaluated by msgspec

if TYPE_CHECKING:
    from importlib.abc import Traversable
    from pathlib import Path

_Text = Annotated[str, Meta(min_length=1, extra={"expected": "a string that is not empty"})]


class _Table(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What all tables have in common."""


class BackendTable(_Table, frozen=True):
    """What one kind of device needs."""

    flags: Annotated[list[_Text], Meta(description="Further flags for cmake.")] = []
    targets: Annotated[
        list[_Text], Meta(description="Further targets to build: those of these names that there are.")
    ] = []
    start: Annotated[
        list[_Text],
        Meta(
            description="A server to start beside each run; `{program}`, the built target, and `{port}` are filled in."
        ),
    ] = []
    prepare: Annotated[
        str,
        Meta(description="Function of the adapter that is called before the call, and may change its arguments."),
    ] = ""
    environment: Annotated[
        dict[str, str],
        Meta(description="Environment of each run; `{device}` and `{port}` are filled in."),
    ] = {}
    arguments: Annotated[
        dict[str, Scalar],
        Meta(description="Arguments of the call that make it use the device; `{port}` is filled in."),
    ] = {}


class BuildTable(_Table, frozen=True):
    """How the native library is built by cmake."""

    source: Annotated[list[_Text], Meta(description="Folders with the library's CMakeLists.txt; the first counts.")]
    target: Annotated[_Text, Meta(description="The target to build.")]
    library: Annotated[_Text, Meta(description="Pattern of the library's file name, such as `libexample.*`.")]
    flags: Annotated[
        list[_Text],
        Meta(description="Flags for cmake. A `-DNAME=value` that the sources declare no such option for is left out."),
    ] = []
    backends: Annotated[
        dict[str, BackendTable],
        Meta(description="What each kind of device needs, by the name that `--build` gives it."),
    ] = {}


class CallTable(_Table, frozen=True):
    """One call of the wrapper with nothing but what is required."""

    surfaces: Annotated[
        list[_Text],
        Meta(description="Patterns of the surfaces whose effective defaults the call shows."),
    ]
    callable: Annotated[str, Meta(description="Dotted name of what is called.")] = ""
    function: Annotated[str, Meta(description="Function of the adapter to call instead.")] = ""
    arguments: Annotated[
        dict[str, Scalar],
        Meta(description="The required arguments; `{model}` is the model file."),
    ] = {}
    requires: Annotated[list[_Text], Meta(description="Further distributions that only this call needs.")] = []


class CaseTable(_Table, frozen=True):
    """What some parameters need to show in a run."""

    parameters: Annotated[
        list[_Text],
        Meta(description="Patterns of native parameters (`record.field`). Those of one case are replaced together."),
    ]
    model: Annotated[dict[str, Scalar], Meta(description="Options of the model, as in `[confirm.model]`.")] = {}
    arguments: Annotated[dict[str, Scalar], Meta(description="Further arguments of the call.")] = {}


class SmokeTable(_Table, frozen=True):
    """How a run is made and what is compared."""

    function: Annotated[_Text, Meta(description="Function of the adapter that uses what the first call made.")]
    devices: Annotated[
        list[_Text],
        Meta(
            description="Regular expressions of lines by which the library reports offload devices, with a group "
            "`device` or `count`."
        ),
    ] = []
    placement: Annotated[
        list[_Text],
        Meta(description="Regular expressions of lines that say where a buffer lives, with `what` and `device`."),
    ] = []
    host: Annotated[
        list[_Text],
        Meta(description="Patterns of device names that are the processor's own memory."),
    ] = []
    cases: Annotated[list[CaseTable], Meta(description="What some parameters need to show in a run.")] = []

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, or lacks the groups that are read."""
        for pattern in self.devices:
            _require_groups(pattern, "device", "count", every=False)
        for pattern in self.placement:
            _require_groups(pattern, "what", "device", every=True)


class ModelTable(_Table, frozen=True):
    """The model that is made where none is given."""

    format: Annotated[Literal["gguf"], Meta(description="Its format.")]
    options: Annotated[
        dict[str, Scalar],
        Meta(description="`architecture`, sizes such as `embedding` and `layers`, `seed`, `tensors` and `keys`."),
    ] = {}


class ConfirmTable(_Table, frozen=True):
    """How the real library is run."""

    adapter: Annotated[str, Meta(description="A Python file beside this one, for what must be code.")] = ""
    requires: Annotated[list[_Text], Meta(description="Distributions that a run needs.")] = []
    wheel: Annotated[
        str,
        Meta(description="Distribution whose wheel of the same version is run as it is installed, without a build."),
    ] = ""
    library: Annotated[str, Meta(description="Pattern of the library's path in the installed wheel.")] = ""
    environment: Annotated[
        dict[str, str],
        Meta(description="How the wrapper finds its library; `{library}` and `{folder}` are filled in."),
    ] = {}
    headers: Annotated[list[_Text], Meta(description="Headers with the records, where they are not found.")] = []
    flags: Annotated[
        list[_Text],
        Meta(description="Compiler flags that the library is built with, where layouts depend on them."),
    ] = []
    defaults: Annotated[
        list[_Text],
        Meta(description="Further functions that return or fill a record of defaults."),
    ] = []
    native: Annotated[
        str,
        Meta(description="Function of the adapter that shows native defaults, where no function of the library does."),
    ] = ""
    calls: Annotated[list[CallTable], Meta(description="Calls of the wrapper.")] = []
    build: Annotated[BuildTable | UnsetType, Meta(description="How the native library is built.")] = UNSET
    smoke: Annotated[SmokeTable | UnsetType, Meta(description="How a run is made and what is compared.")] = UNSET
    model: Annotated[ModelTable | UnsetType, Meta(description="The model that is made where none is given.")] = UNSET


class Recipe(Struct, frozen=True):
    """A ``[confirm]`` table and where it stands.

    Attributes:
        table: The table.
        folder: The folder of the rule file, in which the adapter is.
    """

    table: ConfirmTable
    folder: Path | Traversable | None


def _require_groups(pattern: str, *names: str, every: bool) -> None:
    """Refuse a pattern without groups of some names.

    Raises:
        ValueError: If it lacks them, or is no regular expression.
    """
    try:
        held = re.compile(pattern).groupindex
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    if not (all if every else any)(name in held for name in names):
        wanted = (" and " if every else " or ").join(f"(?P<{name}>...)" for name in names)
        raise ValueError(f"{pattern!r} needs a group {wanted}")
