"""Reading the native side: what the wrapper mentions, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paramcheck.model import NativeFacts, NativeField, NativeRecord
from paramcheck.native import default_functions

if TYPE_CHECKING:
    from paramcheck.clang.unit import Parser
    from paramcheck.model import DefaultSet
    from paramcheck.native.search import Place, Provider, Search
    from paramcheck.sources.tree import Tree

_MOST_PROVIDERS = 4
"""Functions that are read for one record; the first that fits is used, the others tell whether they agree."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What is to be read.

    Attributes:
        functions: Functions that return a record of defaults, with their definition.
        records: Records that the wrapper makes itself, with what may state defaults for them.
    """

    functions: dict[str, Place]
    records: dict[str, tuple[Provider, ...]]

    @property
    def names(self) -> frozenset[str]:
        """The functions and records for which the library states defaults."""
        return frozenset(self.functions) | frozenset(self.records)


def look(search: Search, functions: frozenset[str], records: frozenset[str]) -> Needs:
    """Find, by text alone, for which names the library states defaults.

    Args:
        search: The native sources.
        functions: Functions that may return a record of defaults.
        records: Records that the wrapper makes itself.
    """
    places = {
        name: places_of[0]
        for name in sorted(functions)
        if (places_of := search.function(name)) and (search.says_default(name) or search.takes_nothing(places_of[0]))
    }
    providers = {name: tuple(found[:_MOST_PROVIDERS]) for name in sorted(records) if (found := search.providers(name))}
    return Needs(places, providers)


def read(tree: Tree, parser: Parser, search: Search, needs: Needs) -> NativeFacts:
    """Read the defaults that were found.

    Args:
        tree: The sources.
        parser: Parses files.
        search: Finds further definitions.
        needs: What to read.
    """
    del tree
    facts = NativeFacts()
    done: set[str] = set()
    for name, place in needs.functions.items():
        done.add(name)
        _add(facts, default_functions.read(parser, search, name, place), fits=10)
    for providers in needs.records.values():
        for position, provider in enumerate(providers):
            if provider.name not in done:
                done.add(provider.name)
                _add(facts, _provided(parser, search, provider), fits=5 - position)
    facts.problems.extend(parser.problems)
    facts.files = len(search.paths)
    return facts


def _provided(parser: Parser, search: Search, provider: Provider) -> DefaultSet | None:
    if provider.kind == "constant":
        return default_functions.constant(parser, provider.name, provider.place)
    return default_functions.read(parser, search, provider.name, provider.place)


def _add(facts: NativeFacts, found: DefaultSet | None, *, fits: int) -> None:
    if found is None or not found.parameters:
        return
    facts.defaults.append(type(found)(found.owner, found.origin, found.parameters, found.span, fits))
    fields = tuple(NativeField(one.name, one.type, one.span) for one in found.parameters)
    facts.records.setdefault(found.owner.rsplit("::", 1)[-1], NativeRecord(found.owner, fields, found.span))
