"""A link from a flow and the native parameter that it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.links.verdict import judge
from paramcheck.model import Confidence, Link

if TYPE_CHECKING:
    from paramcheck.links.index import NativeIndex
    from paramcheck.model import Flow, NativeParameter


def link(flow: Flow, native: NativeParameter, index: NativeIndex) -> Link:
    """The link, with the verdict of comparing both sides.

    Args:
        flow: How the wrapper parameter gets there.
        native: What it reaches.
        index: The native facts.
    """
    judgement = judge(flow.parameter, flow.effective, native, index)
    return Link(
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
