"""Defaults that reach another field than the one that they are meant for, because a mirror lies differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.links.index import NativeIndex, last_name
from paramcheck.values import Equality, compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paramcheck.links.mirrors import Mirrors, RecordPair
    from paramcheck.model import Link, NativeFacts, NativeParameter


class WrongDefault(Struct, frozen=True):
    """A default that is written where the library reads another field, whose own default it is not.

    Attributes:
        link: The link to the field that is meant.
        reached: The field that is reached.
    """

    link: Link
    reached: NativeParameter


def is_misplaced(link: Link, mirrors: Mirrors) -> bool:
    """Whether the field of a link lies elsewhere in the wrapper's mirror."""
    return any(_is_in(link, pair) and _field(link) in pair.comparison.reached for pair in mirrors.records)


def wrong_defaults(pair: RecordPair, links: Sequence[Link], native: NativeFacts) -> Iterator[WrongDefault]:
    """The defaults that a mirror puts in the wrong place.

    Args:
        pair: The mirror and the library's record.
        links: All links.
        native: What the library's own defaults are.
    """
    if not pair.comparison.reached:
        return
    index = NativeIndex(native)
    seen: set[tuple[str, str]] = set()
    for link in links:
        if not _is_in(link, pair):
            continue
        for slot in pair.comparison.reached.get(_field(link), ()):
            for found in index.sets(None, link.native.owner):
                own = index.parameter(found, slot.name)
                if own is None or own.value is None or (link.wrapper.qualified, slot.name) in seen:
                    continue
                seen.add((link.wrapper.qualified, slot.name))
                if compare(link.effective, own.value, own.type).equality is Equality.DIFFERENT:
                    yield WrongDefault(link, own)


def _is_in(link: Link, pair: RecordPair) -> bool:
    return last_name(link.native.owner) in {pair.native.name, pair.mirror.layout.name}


def _field(link: Link) -> str:
    return link.native.name.partition(".")[0]
