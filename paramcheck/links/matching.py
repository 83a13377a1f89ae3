"""All links of a tree: every matcher, then one link for each pair of parameters."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from paramcheck.links import arguments, dataflow, keys, members
from paramcheck.links.composition import compose
from paramcheck.links.index import NativeIndex, plain_name
from paramcheck.model import Link, Verdict
from paramcheck.values import Unknown

if TYPE_CHECKING:
    from paramcheck.config import Rules
    from paramcheck.model import NativeFacts, WrapperFacts


def match(wrapper: WrapperFacts, native: NativeFacts, rules: Rules) -> list[Link]:
    """Link what both sides know.

    Args:
        wrapper: Facts of the Python side.
        native: Facts of the library.
        rules: What no source can tell.

    Returns:
        Links in a stable order: by the wrapper's place.
    """
    index = NativeIndex(native)
    flows = [*wrapper.flows, *compose(wrapper)]
    found = [
        *dataflow.find(flows, index),
        *members.find(flows, wrapper.exposed, index),
        *arguments.find(flows, index),
        *keys.find(flows, index),
    ]
    return sorted(_without_guesses(_without_modifiers(_distinct(found))), key=order)


def order(link: Link) -> tuple[str, int, int, str]:
    """Sort key of a link in every report."""
    span = link.wrapper.span
    return span.path, span.line, span.column, link.native.qualified


def _distinct(links: list[Link]) -> list[Link]:
    """One link a pair: several runs see the same flow, and the one that knows most counts."""
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        key = (link.wrapper.qualified, link.native.qualified)
        old = best.get(key)
        if old is None or _certainty(link) < _certainty(old):
            best[key] = link
    return list(best.values())


def _certainty(link: Link) -> tuple[bool, bool, int]:
    return isinstance(link.effective, Unknown), link.selected, len(link.evidence)


def _without_modifiers(links: list[Link]) -> list[Link]:
    """Of several parameters of a surface in one native parameter, those that it is named after.

    In ``params.n_batch = min(n_ctx, n_batch)`` the data of both reaches the field, but only one is it.
    """
    groups: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        groups[link.wrapper.surface, link.native.qualified].append(link)
    kept: list[Link] = []
    named = {link.wrapper.qualified for group in groups.values() for link in group if _same_name(link)}
    for group in groups.values():
        if len(group) == 1 and (_same_name(group[0]) or group[0].wrapper.qualified not in named):
            kept.extend(group)
            continue
        namesakes = [link for link in group if _same_name(link)]
        direct = [link for link in group if not link.selected]
        # A parameter that has a field of its own only modifies this one.
        others = [link for link in (direct or group) if link.wrapper.qualified not in named]
        kept.extend(namesakes or others)
    return kept


def _without_guesses(links: list[Link]) -> list[Link]:
    """Leave out what is a link by name no more than by value.

    Data that went through code outside of the tree may be something else by then, and a parameter that reaches a
    field of its own name does not mean the one of the same name further inside.
    """
    kept: list[Link] = []
    for link in links:
        if isinstance(link.effective, Unknown) and not _same_name(link):
            continue
        nearest = min(
            (other.native.name.count(".") for other in links if _pair(other) == _pair(link) and _same_name(other)),
            default=None,
        )
        if nearest is not None and _same_name(link) and link.native.name.count(".") > nearest:
            continue
        kept.append(link)
    return kept


def _pair(link: Link) -> tuple[str, str]:
    return link.wrapper.qualified, link.native.owner


def _same_name(link: Link) -> bool:
    wrapper, native = plain_name(link.wrapper.name), plain_name(link.native.name)
    return wrapper == native or wrapper + "s" == native or native + "s" == wrapper


def verdicts(links: list[Link]) -> dict[str, int]:
    """How many links have which verdict."""
    counts = {verdict.value: 0 for verdict in Verdict}
    for link in links:
        counts[link.verdict.value] += 1
    return {name: count for name, count in counts.items() if count}
