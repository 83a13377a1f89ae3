"""The configuration file and the rule file, as they are written: one struct a table, one field a key.

The JSON schema and the configuration reference are generated from these types, so a description is written for the
people who fill in the key.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from paramcheck.config.confirming import ConfirmTable  # noqa: TC001 - evaluated by msgspec
from paramcheck.config.scalars import Scalar  # noqa: TC001 - evaluated by msgspec

_INTEGERS = range(-(1 << 63), 1 << 64)
"""Every value of a native integer, signed or unsigned."""

_Text = Annotated[str, Meta(min_length=1, extra={"expected": "a string that is not empty"})]
_Path = Annotated[
    str,
    Meta(pattern="^[^\\x00]+$", extra={"expected": "a path"}),
]
_Reason = Annotated[str, Meta(pattern="\\S", extra={"expected": "a reason in words"})]
_Selector = _Text
_NativeName = Annotated[
    str,
    Meta(pattern="\\.", extra={"expected": 'a native name such as "record.field"'}),
]
_Parameter = Annotated[
    str,
    Meta(
        pattern="[.*]",
        extra={"expected": 'a qualified name such as "package.Class.method.parameter", or one with *'},
    ),
]


class _Table(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What all tables have in common."""


class ExpectTable(_Table, frozen=True):
    """An intended difference. It names both values, so it goes stale as soon as either side moves."""

    parameter: Annotated[
        _Parameter,
        Meta(description="The wrapper parameter, qualified: its surface, a dot, its name. `*` stands for any text."),
    ]
    wrapper: Annotated[
        Scalar,
        Meta(
            description="The value that reaches the native side by default. A string also matches the spelling of a "
            'value or the name of a constant; "None" is nothing.'
        ),
    ]
    native: Annotated[
        Scalar,
        Meta(
            description="The library's own default; for PC105, that of any build. A string also matches the spelling "
            'of a value or the name of an enumerator; "nullptr" is nothing.'
        ),
    ]
    reason: Annotated[_Reason, Meta(description="Why the difference is meant.")]
    native_name: Annotated[
        _NativeName | UnsetType,
        Meta(description="The native parameter (`record.field`), where the wrapper parameter reaches several."),
    ] = UNSET
    check: Annotated[
        _Selector | UnsetType,
        Meta(description="Only findings of this check. Without it: PC101, PC103 and PC105."),
    ] = UNSET

    def __post_init__(self) -> None:
        """Refuse numbers that no native parameter can hold."""
        _in_range(self.wrapper)
        _in_range(self.native)


class SurfacesTable(_Table, frozen=True):
    """Which surfaces are reported on."""

    public: Annotated[
        list[_Text] | UnsetType,
        Meta(
            description="Patterns of the surfaces that users are meant to call (`*` stands for any text). If any are "
            "given, findings about other surfaces are hidden and counted."
        ),
    ] = UNSET
    ignore: Annotated[
        list[_Text] | UnsetType,
        Meta(description="Patterns of the surfaces, or of single parameters, whose findings are hidden and counted."),
    ] = UNSET


class DefaultsTable(_Table, frozen=True):
    """Which of several functions that state defaults for a record is meant."""

    record: Annotated[_Text, Meta(description="The native record.")]
    function: Annotated[_Text, Meta(description="The native function or constant whose defaults count.")]


class EquivalentTable(_Table, frozen=True):
    """Native values that the library treats alike."""

    native: Annotated[_NativeName, Meta(description="The native parameter (`record.field`).")]
    values: Annotated[
        Annotated[list[Scalar], Meta(min_length=2, extra={"expected": "a list of at least two values"})],
        Meta(description="The values, written as in `[[expect]]`."),
    ]
    reason: Annotated[_Reason, Meta(description="Where the library says so.")]

    def __post_init__(self) -> None:
        """Refuse numbers that no native parameter can hold."""
        for value in self.values:
            _in_range(value)


_Expect = Annotated[list[ExpectTable] | UnsetType, Meta(description="Intended differences, each with its reason.")]
_Alias = Annotated[
    dict[str, _NativeName] | UnsetType,
    Meta(
        description="Wrapper parameters and the native parameters that they stand for: `surface.parameter` or, for "
        "every surface, `parameter`, against `record.field`."
    ),
]
_Surfaces = Annotated[SurfacesTable | UnsetType, Meta(description="Which surfaces are reported on.")]


class RuleFile(_Table, frozen=True):
    """What no source can tell about one library."""

    expect: _Expect = UNSET
    alias: _Alias = UNSET
    surfaces: _Surfaces = UNSET
    defaults: Annotated[
        list[DefaultsTable] | UnsetType,
        Meta(description="Which of several functions that state defaults for a record is meant."),
    ] = UNSET
    equivalent: Annotated[
        list[EquivalentTable] | UnsetType,
        Meta(description="Native values that the library treats alike."),
    ] = UNSET
    confirm: Annotated[
        ConfirmTable | UnsetType,
        Meta(description="How the real library is run by `paramcheck confirm`."),
    ] = UNSET


class ConfigurationFile(_Table, frozen=True):
    """Configuration of paramcheck: `paramcheck.toml`, or `[tool.paramcheck]` in pyproject.toml.

    Paths count from the folder of the file.
    """

    extend: Annotated[
        _Path | UnsetType,
        Meta(
            description="Another configuration file. A key that is given here replaces the same key there; "
            "`expect`, `alias`, `surfaces` and `per-file-ignores` add to it."
        ),
    ] = UNSET
    native: Annotated[
        list[_Path] | UnsetType,
        Meta(description="Folders with the native sources, where they are not in the project."),
    ] = UNSET
    include: Annotated[
        list[_Path] | UnsetType,
        Meta(description="Folders with further headers that the native sources include."),
    ] = UNSET
    exclude: Annotated[
        list[_Text] | UnsetType,
        Meta(description="Patterns, as in a .gitignore file, of files that are left out."),
    ] = UNSET
    select: Annotated[
        list[_Selector] | UnsetType,
        Meta(description="Only these checks: codes, names, or the beginning of codes such as `PC1`."),
    ] = UNSET
    ignore: Annotated[
        list[_Selector] | UnsetType,
        Meta(description="Not these checks; written like `select`, and stronger."),
    ] = UNSET
    fail_on: Annotated[
        Literal["error", "warning", "info", "never"] | UnsetType,
        Meta(description="Least severity that makes the run fail. Default: `error`."),
    ] = UNSET
    min_severity: Annotated[
        Literal["info", "warning", "error"] | UnsetType,
        Meta(description="Hide findings below this severity."),
    ] = UNSET
    min_confidence: Annotated[
        Literal["low", "medium", "high"] | UnsetType,
        Meta(description="Hide findings below this confidence. Default: `medium`."),
    ] = UNSET
    pedantic: Annotated[
        bool | UnsetType,
        Meta(description="Also report findings of severity `info`."),
    ] = UNSET
    baseline: Annotated[
        _Path | UnsetType,
        Meta(description="File with the findings that are already known; they are not reported while nothing moves."),
    ] = UNSET
    per_file_ignores: Annotated[
        dict[str, list[_Selector]] | UnsetType,
        Meta(description="Patterns of files, as in a .gitignore file, and the checks that are not reported in them."),
    ] = UNSET
    rules: Annotated[
        list[_Path] | UnsetType,
        Meta(description="Rule files of your own."),
    ] = UNSET
    target: Annotated[
        _Text | UnsetType,
        Meta(description="Triple of the platform to parse the native sources for, such as `x86_64-linux-gnu`."),
    ] = UNSET
    flags: Annotated[
        list[_Text] | UnsetType,
        Meta(description="Further compiler flags to parse the native sources with, such as `-DUSE_CUDA`."),
    ] = UNSET
    surfaces: _Surfaces = UNSET
    expect: _Expect = UNSET
    alias: _Alias = UNSET


def _in_range(value: Scalar) -> None:
    """Refuse an integer that no native parameter can hold.

    Raises:
        ValueError: If it is one.
    """
    if isinstance(value, int) and value not in _INTEGERS:
        raise ValueError("expected a number of at most 64 bits")
