"""What a wrapper repeats of the library's headers, read on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.links import mirrors
from paramcheck.links.constant_names import guessed, prefixes, stated
from paramcheck.links.mirrors import Mirrors, record_names
from paramcheck.model_mirrors import DeclaredFacts
from paramcheck.native import declared
from paramcheck.native.asking import ask
from paramcheck.native.declared import Wanted
from paramcheck.wrapper.mirrors import read

if TYPE_CHECKING:
    from paramcheck.clang.parser import Parser
    from paramcheck.native.search import Search
    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.package import Package


def find(tree: Tree, package: Package, parser: Parser, search: Search, target: str = "") -> Mirrors:
    """Read what a wrapper repeats, and what the headers say of that, and compare both.

    Args:
        tree: The sources.
        package: The wrapper's modules.
        parser: Lays both sides out for the target.
        search: Finds the headers that matter.
        target: Target triple; empty for this machine.
    """
    facts = read(tree, package, parser, target)
    if not facts:
        return Mirrors()
    starts = prefixes(facts)
    wanted = Wanted(
        records=frozenset(name for one in facts.records if one.layout.slots for name in record_names(one)),
        functions=frozenset(one.name for one in facts.functions),
        constants=frozenset(name for one in facts.constants for name in (*stated(one), *guessed(one, starts))),
        own=frozenset(facts.sources),
        aliases=frozenset(name for one in facts.records for name in record_names(one)),
    )
    named = (wanted.records, wanted.functions, wanted.constants, wanted.own, wanted.aliases)
    about = (*(tuple(sorted(one)) for one in named), target)
    native = ask(parser, "repeated", about, lambda: declared.read(parser, search, wanted, target)) or DeclaredFacts()
    native.absent = declared.absent(search, mirrors.missed(facts, native), facts.sources)
    found = mirrors.match(facts, native)
    found.problems.extend([*facts.problems, *native.problems])
    return found
