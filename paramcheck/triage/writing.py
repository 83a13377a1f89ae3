"""Writes what people start from: expectations for what is found, and a first configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.config.patterns import shown
from paramcheck.errors import ParamcheckError
from paramcheck.triage.expected import COMPARING, CONDITIONAL
from paramcheck.triage.places import native_value, places
from paramcheck.values import Equality, Literal, Symbol, TypeKind, compare, symbol_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from paramcheck.model import Finding, Link, Report
    from paramcheck.values import NativeType, Value

_INTEGERS = range(-(1 << 63), 1 << 63)
"""What every TOML reader takes for an integer."""


def expectations(findings: Iterable[Finding], reason: str, *, table: str = "expect") -> str:
    """TOML that makes the differences of some findings expected ones.

    Args:
        findings: Findings. Only those that compare two defaults can be expected; others are passed over.
        reason: Why they are meant.
        table: The name of the array of tables: ``tool.paramcheck.expect`` in a pyproject.toml.

    Returns:
        One ``[[expect]]`` table for each place, in the order of the findings; empty if there is none.

    Raises:
        ParamcheckError: If there is no reason, which every expectation must have.
    """
    if not reason.strip():
        raise ParamcheckError("an expectation needs a reason; say why the differences are meant")
    tables: dict[str, None] = {}
    for finding in findings:
        if finding.check in COMPARING:
            for place in places(finding):
                native = None if place.link is None else _differing(place.link, finding.check)
                if place.link is not None and native is not None:
                    tables.setdefault(_expectation(place.link, native, reason, table))
    return "\n".join(tables)


def starting_configuration(report: Report, paths: Mapping[str, Sequence[str]] | None = None) -> str:
    """A commented ``paramcheck.toml`` for a project.

    Args:
        report: What was found in it.
        paths: Values of ``native`` and ``include`` that were needed to find that.
    """
    given = {key: value for key, value in (paths or {}).items() if value}
    folders = "".join(f"{key} = [{', '.join(map(toml_string, value))}]\n" for key, value in given.items())
    subject = shown(report.name or "this project")
    surfaces = sorted({link.wrapper.surface for link in report.links if link.wrapper.public})
    listed = "".join(f"#     {toml_string(surface)},\n" for surface in surfaces)
    intended = expectations(report.findings, "say why this difference is meant")
    examples = "".join(f"# {line}\n" if line else "#\n" for line in intended.splitlines())
    return f"""\
# paramcheck configuration of {subject}. Every key is explained by the configuration reference.
# Found when this file was written: {len(report.links)} links on {len(surfaces)} public surfaces, \
{len(report.findings)} findings.

# Least severity that makes a run fail: "error", "warning", "info" or "never".
fail-on = "error"

# Findings that the tool is less sure of are hidden: "low" shows them too.
min-confidence = "medium"

# Where the native sources are, if they are not in this tree.
{folders or '# native = ["../library"]' + chr(10)}
# Files to leave out, as in a .gitignore file.
# exclude = ["tests/"]

# Checks by code, name, or the beginning of a code.
# select = ["PC1"]
# ignore = ["copied-default"]

# Known findings that are not reported again until a side moves: made by --write-baseline.
# baseline = "paramcheck-baseline.json"

# Report on these surfaces only. A surface that is not listed is then passed over, also a new one.
# [surfaces]
# public = [
{listed}# ]

# Differences that are meant. Each names both values, so that you hear of it when either side moves.
{examples or "# There is none to name yet." + chr(10)}"""


def toml_string(text: str) -> str:
    """A text as TOML writes it, on one line."""
    return f'"{"".join(_escaped(one) for one in text)}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if "\ud800" <= character <= "\udfff":
        # TOML has no way to write half a character.
        return "\ufffd"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _differing(link: Link, check: str) -> Value | None:
    """The native value that a finding is about: for a conditional one, that of the first build that differs."""
    if check == CONDITIONAL:
        for one in link.native.conditions:
            if compare(link.effective, one.value, link.native.type).equality is Equality.DIFFERENT:
                return one.value
    return native_value(link)


def _expectation(link: Link, native: Value, reason: str, table: str) -> str:
    return (
        f"[[{table}]]\n"
        f"parameter = {toml_string(link.wrapper.qualified)}\n"
        f"wrapper = {_toml(link.effective, link.native.type)}\n"
        f"native = {_toml(native, link.native.type)}\n"
        f"native-name = {toml_string(link.native.qualified)}\n"
        f"reason = {toml_string(reason)}\n"
    )


def _toml(value: Value, native_type: NativeType) -> str:
    """A value as TOML, so that the expectation goes stale when it moves."""
    symbol = symbol_of(value)
    # An enumerator says more than its number. The name of any other constant would hide that its value moves.
    if symbol is not None and (isinstance(value, Symbol) or native_type.kind is TypeKind.ENUM):
        return toml_string(symbol)
    if not isinstance(value, Literal):
        return toml_string(value.spelling)
    scalar = value.value
    if isinstance(scalar, bool):
        return "true" if scalar else "false"
    if isinstance(scalar, float) or (isinstance(scalar, int) and scalar in _INTEGERS):
        return repr(scalar)
    return toml_string(scalar if isinstance(scalar, str) else value.spelling)
