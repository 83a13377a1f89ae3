"""What a rule file says about links: native parameters under another name, and values that a library treats alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.config.patterns import name_matches
from paramcheck.links.index import last_name
from paramcheck.links.linking import link
from paramcheck.model import Evidence, FieldTarget, Flow, Verdict
from paramcheck.values import Equality, Literal, NativeType, Unknown, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.config import Rules
    from paramcheck.config.rules import Equivalence
    from paramcheck.links.index import NativeIndex
    from paramcheck.model import Link, NativeParameter, WrapperFacts
    from paramcheck.values import Value


def find(wrapper: WrapperFacts, index: NativeIndex, rules: Rules, known: Iterable[Link]) -> Iterator[Link]:
    """A link for each parameter that a rule names the native parameter of, unless its way there was found.

    Args:
        wrapper: Facts of the Python side.
        index: The native facts.
        rules: The rules.
        known: Links by other evidence.
    """
    if not rules.aliases:
        return
    done = {(one.wrapper.qualified, one.native.qualified) for one in known}
    for own in dict.fromkeys([*wrapper.parameters, *(one for table in wrapper.tables for one in table)]):
        name = rules.alias(own.qualified)
        native = _native(name, index) if name else None
        if native is None or (own.qualified, native.qualified) in done:
            continue
        flow = Flow(
            parameter=own,
            target=FieldTarget(native.owner, None, zeroed=False, path=(native.name,)),
            effective=own.default if own.default is not None else Unknown(own.name, "must be given by the caller"),
            evidence=(Evidence("rule", own.span, f"a rule file says that {own.name} is {native.qualified}"),),
        )
        yield link(flow, native, index)


def _native(name: str, index: NativeIndex) -> NativeParameter | None:
    owner, _, field = name.partition(".")
    for found in index.owners(last_name(owner)):
        native = index.parameter(found, field)
        if native is not None:
            return native
    return index.key(name)


def equivalent(links: Iterable[Link], rules: Rules) -> Iterator[Link]:
    """The links, of which those agree that differ only in what a rule file says the library treats alike."""
    for one in links:
        rule = _rule(one, rules.equivalents) if one.verdict is Verdict.MISMATCH else None
        yield one if rule is None else replace(one, verdict=Verdict.MATCH, note=rule.reason)


def _rule(one: Link, rules: Iterable[Equivalence]) -> Equivalence | None:
    for rule in rules:
        if name_matches(rule.native, one.native.qualified) or name_matches(rule.native, _short(one.native)):
            values = [Literal(value, str(value)) for value in rule.values]
            sides = (one.effective, one.native.value)
            if all(any(_equal(side, value, one.native.type) for value in values) for side in sides):
                return rule
    return None


def _equal(side: Value | None, value: Literal, kind: NativeType) -> bool:
    return side is not None and compare(side, value, kind).equality is Equality.EQUAL


def _short(native: NativeParameter) -> str:
    return f"{last_name(native.owner)}.{native.name}"
