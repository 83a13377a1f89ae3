"""What a wrapper repeats of the library's headers: the least that is needed to read it.

An object of its own, since it may live in a process of its own, which is to start at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.cache.answers import Answers
from paramcheck.clang.parser import Parser
from paramcheck.links import repeated
from paramcheck.links.settling import settled
from paramcheck.native.asking import remember
from paramcheck.native.search import Search
from paramcheck.wrapper.package import Package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from paramcheck.links.mirrors import Mirrors
    from paramcheck.model import Link
    from paramcheck.sources.tree import Tree


class MirrorSide:
    """The headers of a tree, as far as a wrapper repeats them.

    Args:
        tree: The sources.
        include: Further folders of headers.
        flags: Further compiler flags.
        target: Target triple; empty for this machine.
        package: The wrapper's modules, some of which may be parsed.
        watch: Called with the name of each unit that libclang works on.
        skipped: Units to leave out.
        known: Answers of an earlier run; ``None`` if none are wanted for a later one.
    """

    def __init__(
        self,
        tree: Tree,
        include: Iterable[Path],
        flags: Iterable[str],
        target: str,
        known: bytes | None,
        package: Package | None,
        watch: Callable[[str], None],
        skipped: Mapping[str, str],
    ) -> None:
        self._tree = tree
        self._target = target
        self._package = package
        self._search = Search(tree)
        self._parser = Parser(tree, include, flags, target)
        self._parser.watch, self._parser.skipped = watch, skipped
        # Without the files that a parser did not survive, answers are others.
        self._answers = Answers(known or b"", is_kept=known is not None and not skipped)
        remember(self._answers, tree, self._parser, self._search)

    def mirror(self) -> Mirrors:
        """What the wrapper repeats of the headers, compared with them."""
        package = self._package or Package(self._tree)
        return repeated.find(self._tree, package, self._parser, self._search, self._target)

    def settle(self, links: list[Link]) -> list[Link]:
        """Links, as what the library's code says about "not set" makes them."""
        return [settled(self._search, link) for link in links]

    def answers(self) -> dict[bytes, bytes]:
        """What was answered, to be kept for the next run."""
        return self._answers.kept()
