"""Links by data flow: a parameter's value is stored into a field of a native record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.links.linking import link
from paramcheck.model import FieldTarget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.links.index import NativeIndex
    from paramcheck.model import Flow, Link, NativeParameter


def find(flows: Iterable[Flow], index: NativeIndex) -> Iterator[Link]:
    """A link for every flow into a field that has a native default."""
    for flow in flows:
        if isinstance(flow.target, FieldTarget):
            native = field_parameter(flow.target, index)
            if native is not None:
                yield link(flow, native, index)


def field_parameter(target: FieldTarget, index: NativeIndex) -> NativeParameter | None:
    """The native parameter of a field: of the outermost record that states a default for it."""
    path = ".".join(target.path)
    for origin in (target.origin, *(function for function, _ in target.passed_to)):
        for found in index.made_by(origin, target.record) if origin else ():
            native = index.parameter(found, path)
            if native is not None:
                return native
    for found in index.sets(target.origin, target.record):
        native = index.parameter(found, path)
        if native is not None:
            return native
    return None
