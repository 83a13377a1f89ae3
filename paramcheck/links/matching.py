"""All links of a tree: every matcher, then one link for each pair of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.links import arguments, dataflow, keys, members, names, stated
from paramcheck.links.composition import compose
from paramcheck.links.index import NativeIndex
from paramcheck.links.narrowing import narrow
from paramcheck.model import Verdict
from paramcheck.values import Literal, TypeKind

if TYPE_CHECKING:
    from paramcheck.config import Rules
    from paramcheck.model import Link, NativeFacts, WrapperFacts


def match(wrapper: WrapperFacts, native: NativeFacts, rules: Rules) -> list[Link]:
    """Link what both sides know.

    Args:
        wrapper: Facts of the Python side.
        native: Facts of the library.
        rules: What no source can tell.

    Returns:
        Links in a stable order: by the wrapper's place.
    """
    index = NativeIndex(native, rules.defaults)
    flows = [*wrapper.flows, *compose(wrapper)]
    found = [
        *dataflow.find(flows, index),
        *members.find(flows, wrapper.exposed, index),
        *arguments.find(flows, index),
        *keys.find(flows, index),
    ]
    found = list(narrow(found))
    found.extend(names.find(wrapper.tables, index, found))
    found.extend(stated.find(wrapper, index, rules, found))
    return sorted(stated.equivalent(found, rules), key=order)


def order(link: Link) -> tuple[str, int, int, str]:
    """Sort key of a link in every report."""
    span = link.wrapper.span
    return span.path, span.line, span.column, link.native.qualified


def below_one(link: Link) -> tuple[int, int] | None:
    """Both values of a link, where they differ and neither is above zero: each may stand for "not set"."""
    values = [
        value.value
        for value in (link.effective, link.native.value)
        if isinstance(value, Literal) and isinstance(value.value, int) and not isinstance(value.value, bool)
    ]
    if link.verdict is not Verdict.MISMATCH or len(values) != 2 or max(values) > 0:
        return None
    return values[0], values[1]


def is_open(link: Link) -> bool:
    """Whether the library has to be asked what the values of a link mean."""
    return bool(below_one(link)) or may_be_unset(link)


def undecided(link: Link) -> Link:
    """A link whose values the library was not seen to tell apart."""
    return replace(link, verdict=Verdict.UNKNOWN, note="the library only asks whether it is set")


def may_be_unset(link: Link) -> bool:
    """Whether a link differs in a native default that may only stand for "not set", which no flag does."""
    value = link.native.value
    if link.native.type.kind is TypeKind.BOOL:
        return False
    return link.verdict is Verdict.MISMATCH and isinstance(value, Literal) and not value.value


def agreed(link: Link) -> Link:
    """A link whose native side takes what the wrapper passes where nothing is set."""
    note = f"where it is not set, the library takes {link.effective.spelling}"
    return replace(link, verdict=Verdict.MATCH, note=note)


def verdicts(links: list[Link]) -> dict[str, int]:
    """How many links have which verdict."""
    counts = {verdict.value: 0 for verdict in Verdict}
    for link in links:
        counts[link.verdict.value] += 1
    return {name: count for name, count in counts.items() if count}
