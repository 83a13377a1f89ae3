"""PC201: a field or key is set that the native side does not have."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.model import Confidence, Finding, KeyTarget, Related, Severity, SurfaceKind, WrapperParameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import FilledField, FilledRecord, Flow, NativeFacts, NativeRecord, Span


class _Owner(Struct, frozen=True):
    """A native record: its name, its fields, and where they are stated."""

    name: str
    fields: frozenset[str]
    span: Span


_LEAST_KNOWN = 0.5
"""The part of the fields set with it that must be known, or the record that was read is another one."""


def run(context: Context) -> Iterator[Finding]:
    """A finding for each field that is stored into a record without it, and for each key that no one reads."""
    seen: set[tuple[Span, str]] = set()
    for record in context.wrapper.records:
        beside: dict[tuple[str, ...], _Beside] = {}
        for field in record.fields:
            owner = _lacking(record, field, context.native, beside)
            place = (field.span, field.path[-1])
            if owner is not None and place not in seen:
                seen.add(place)
                yield _field(record, field, owner)
    for flow in context.wrapper.flows:
        if isinstance(flow.target, KeyTarget) and flow.target.key in context.native.absent_keys:
            key = (flow.parameter.span, flow.target.key)
            if key not in seen:
                seen.add(key)
                yield _key(flow, flow.target)


class _Beside(Struct, frozen=True):
    """The fields of a record, or of one nested in it: those that it has, and those that are set."""

    own: frozenset[str]
    stored: frozenset[str]

    @classmethod
    def of(cls, record: FilledRecord, outer: NativeRecord, path: tuple[str, ...]) -> _Beside:
        prefix = "".join(f"{part}." for part in path)
        own = (one.name[len(prefix) :].partition(".")[0] for one in outer.fields if one.name.startswith(prefix))
        return cls(frozenset(own), frozenset(one.path[-1] for one in record.fields if one.path[:-1] == path))

    @property
    def is_another(self) -> bool:
        """Whether too little of what is set is known: the record that was read is another one."""
        return len(self.stored & self.own) < len(self.stored) * _LEAST_KNOWN


def _lacking(
    record: FilledRecord, field: FilledField, native: NativeFacts, known: dict[tuple[str, ...], _Beside]
) -> _Owner | None:
    """The record that should have a field and has not; ``None`` if it has, or if its fields are not known."""
    outer = native.records.get(_last(record.target.record or ""))
    if outer is None:
        return None
    prefix = "".join(f"{part}." for part in field.path[:-1])
    path = field.path[:-1]
    if path not in known:
        known[path] = _Beside.of(record, outer, path)
    own = known[path].own
    if field.path[-1] in own or known[path].is_another:
        return None
    if not prefix:
        return _Owner(_last(outer.name), own, outer.span)
    same = [one for one in native.records.values() if {name.name.partition(".")[0] for name in one.fields} == own]
    inner = _last(same[0].name) if len(same) == 1 else f"{_last(outer.name)}.{prefix[:-1]}"
    place = next(one.span for one in outer.fields if one.name.startswith(prefix))
    return _Owner(inner, own, same[0].span if len(same) == 1 else place)


def _field(record: FilledRecord, field: FilledField, owner: _Owner) -> Finding:
    name = field.path[-1]
    near = [one for one in sorted(owner.fields) if one.endswith(f"_{name}")]
    near = near or difflib.get_close_matches(name, sorted(owner.fields), 1)
    lost = f"; what {_names(field)} says is lost" if field.parameters else ""
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=Confidence.HIGH,
        message=f"{owner.name} has no field {name}{lost}",
        span=field.span,
        advice=f"Did you mean {near[0]}?" if near else "Remove it, or follow the library to what replaced it.",
        related=(Related(owner.span, f"the fields of {owner.name}"),),
        parameter=WrapperParameter(record.surface, name, SurfaceKind.RECORD, field.value.spelling, None, field.span),
    )


def _names(field: FilledField) -> str:
    return " and ".join(name.rpartition(".")[2] for name in dict.fromkeys(field.parameters))


def _key(flow: Flow, target: KeyTarget) -> Finding:
    who = wording.short_surface(flow.parameter.surface)
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=Confidence.MEDIUM,
        message=f"{who}({flow.parameter.name}) is handed over as {target.key!r}, which the library never reads",
        span=flow.parameter.span,
        advice="Remove it, or hand it over under the name that the library reads.",
        related=tuple(Related(step.span, step.text) for step in flow.evidence),
        parameter=flow.parameter,
    )


def _last(name: str) -> str:
    return name.rpartition("::")[2].rpartition(".")[2].removeprefix("struct ")


CHECK = Check("PC201", "unknown-native-field", Severity.ERROR, run)
