"""Links by the text of a key: the wrapper hands named parameters over as text, and the library looks them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.links.linking import link
from paramcheck.model import KeyTarget
from paramcheck.values import Literal, TypeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.links.index import NativeIndex
    from paramcheck.model import Flow, Link, NativeParameter
    from paramcheck.values import Value

_NUMBERS = {TypeKind.BOOL, TypeKind.INTEGER, TypeKind.FLOAT}


def find(flows: Iterable[Flow], index: NativeIndex) -> Iterator[Link]:
    """A link for every flow into a key that the library knows, under whichever of its names."""
    for flow in flows:
        if isinstance(flow.target, KeyTarget):
            native = index.key(flow.target.key)
            if native is not None:
                yield link(replace(flow, effective=_parsed(flow.effective, native)), native, index)


def _parsed(value: Value, native: NativeParameter) -> Value:
    """A number that the wrapper writes as text is a number again for the library."""
    if not (isinstance(value, Literal) and isinstance(value.value, str) and native.type.kind in _NUMBERS):
        return value
    text = value.value.strip()
    if text.lower() in {"true", "false"}:
        return Literal(text.lower() == "true", value.spelling)
    try:
        return Literal(int(text, 10), value.spelling)
    except ValueError:
        pass
    try:
        return Literal(float(text), value.spelling)
    except ValueError:
        return value
