"""The baseline: findings that are known, and are not reported again while neither side moves.

An entry names a check, both parameters and both values, never a line.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

from paramcheck.config.patterns import shown, shown_path
from paramcheck.errors import ParamcheckError
from paramcheck.triage.places import places
from paramcheck.values import Choice, Constructed, Literal, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from paramcheck.model import Finding, NativeParameter
    from paramcheck.triage.places import Place
    from paramcheck.values import Value

SCHEMA = "paramcheck-baseline/1"


class BaselineEntry(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True, order=True
):
    """A known finding at one place.

    Attributes:
        check: The check's code.
        wrapper: Qualified name of the wrapper parameter.
        native: Qualified name of the native parameter.
        wrapper_value: What reached the native side.
        native_value: The native default, with all its conditions.
        path: The file, of a finding that is about no parameter.
        message: The message of a finding that is about no link: it names the values.
    """

    check: str
    wrapper: str = ""
    native: str = ""
    wrapper_value: str = ""
    native_value: str = ""
    path: str = ""
    message: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    schema: str
    entries: list[BaselineEntry]


def entry(place: Place) -> BaselineEntry:
    """What a baseline says about a place of a finding."""
    finding, link = place.finding, place.link
    if link is None:
        message = _clean(finding.message)
        if finding.parameter is not None:
            return BaselineEntry(finding.check, wrapper=_clean(finding.parameter.qualified), message=message)
        return BaselineEntry(finding.check, path=_clean(finding.span.path), message=message)
    return BaselineEntry(
        finding.check,
        wrapper=_clean(link.wrapper.qualified),
        native=_clean(link.native.qualified),
        wrapper_value=_clean(_canonical(link.effective)),
        native_value=_clean(_native(link.native)),
    )


def read_baseline(path: Path) -> tuple[BaselineEntry, ...]:
    """Read a baseline.

    Raises:
        ParamcheckError: If the file cannot be read or is not a baseline of this version.
    """
    name = shown_path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ParamcheckError(f"there is no baseline {name}; make it with --write-baseline {name}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ParamcheckError(f"cannot read the baseline {name}: {shown(reason)}") from None
    advice = "mend it, or make it anew with --write-baseline"
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else shown(error)
        raise ParamcheckError(f"{name}: not a baseline: {reason}; {advice}") from None
    if file.schema != SCHEMA:
        raise ParamcheckError(f"{name}: not a baseline: its schema is '{shown(file.schema)}', not '{SCHEMA}'; {advice}")
    return tuple(file.entries)


def write_baseline(findings: Iterable[Finding]) -> str:
    """The text of a baseline that knows some findings."""
    return baseline_text(baseline_entries(findings))


def baseline_entries(findings: Iterable[Finding]) -> tuple[BaselineEntry, ...]:
    """What a baseline says about some findings."""
    return tuple(entry(place) for finding in findings for place in places(finding))


def baseline_text(entries: Iterable[BaselineEntry]) -> str:
    """The text of a baseline: sorted, and one line an entry, so that changes read well."""
    lines = [f"    {msgspec.json.encode(one).decode()}" for one in sorted(set(entries))]
    body = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "schema": "{SCHEMA}",\n  "entries": {body}\n}}\n'


def _native(parameter: NativeParameter) -> str:
    base = "" if parameter.value is None else _canonical(parameter.value)
    return "; ".join([base, *(f"{one.when}: {_canonical(one.value)}" for one in parameter.conditions)])


def _canonical(value: Value) -> str:
    """A value in the same words on both sides, however it is spelled."""
    if isinstance(value, Literal):
        return _scalar(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_canonical, value.items))}]"
    if isinstance(value, Constructed):
        return f"{value.type_name}({', '.join(map(_canonical, value.arguments))})"
    if isinstance(value, Choice):
        return " or ".join(dict.fromkeys(_canonical(one.value) for one in value.alternatives))
    return value.spelling


def _scalar(literal: Literal) -> str:
    value = literal.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        # 1 and 1.0 differ in nothing but their spelling.
        return str(int(value)) if abs(value) < 1 << 53 else repr(value)
    if isinstance(value, bytes):
        return repr(value.decode("utf-8", "replace"))
    return repr(value)


def _clean(text: str) -> str:
    """A text that UTF-8 can hold: names come from trees with broken files."""
    return text.encode("utf-8", "replace").decode("utf-8")
