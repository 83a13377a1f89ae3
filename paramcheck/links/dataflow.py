"""Links by data flow: a parameter's value is stored into a field of a native record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.links.index import parameter
from paramcheck.links.verdict import judge
from paramcheck.model import Confidence, FieldTarget, Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.links.index import NativeIndex
    from paramcheck.model import Flow, NativeParameter


def find(flows: list[Flow], index: NativeIndex) -> Iterator[Link]:
    """A link for every flow into a field that has a native default."""
    for flow in flows:
        if not isinstance(flow.target, FieldTarget):
            continue
        native = field_parameter(flow.target, index)
        if native is None:
            continue
        judgement = judge(flow.parameter, flow.effective, native, index)
        yield Link(
            wrapper=flow.parameter,
            native=native,
            effective=judgement.effective,
            evidence=flow.evidence,
            confidence=Confidence.MEDIUM if flow.selected else Confidence.HIGH,
            verdict=judgement.verdict,
            note=judgement.note,
            weak=judgement.weak,
            selected=flow.selected,
        )


def field_parameter(target: FieldTarget, index: NativeIndex) -> NativeParameter | None:
    """The native parameter of a field: of the outermost record that states a default for it."""
    path = ".".join(target.path)
    for found in index.sets(target.origin, target.record):
        native = parameter(found, path)
        if native is not None:
            return native
    return None
