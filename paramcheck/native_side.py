"""Everything that libclang reads, and everything that is looked up in the text of the native sources.

An object of its own, because it lives in a process of its own: what is asked and answered is plain data of the
vocabulary. Each method relies on those before it, in the order in which :mod:`paramcheck.engine` calls them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from paramcheck.cache.answers import Answers
from paramcheck.cache.notes import fingerprint
from paramcheck.cache.state import digest, matters
from paramcheck.clang.parser import Parser
from paramcheck.links.settling import settled
from paramcheck.mirror_side import MirrorSide
from paramcheck.model import WrapperFacts
from paramcheck.native import absent, reading
from paramcheck.native.asking import ask, remember
from paramcheck.native.excerpts import Excerpts
from paramcheck.native.search import Search
from paramcheck.wrapper import bindings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from paramcheck.links.mirrors import Mirrors
    from paramcheck.model import DefaultSet, Link, NativeFacts, Problem, Span
    from paramcheck.native.needs import Needs
    from paramcheck.sources.tree import Tree
    from paramcheck.values import Value


class NativeSide:
    """The native sources of a tree.

    Args:
        tree: The sources.
        include: Further folders of headers.
        flags: Further compiler flags.
        target: Target triple; empty for this machine.
        known: Answers of an earlier run; ``None`` if none are wanted for a later one.
        watch: Called with the name of each unit that libclang works on.
        skipped: Units to leave out.
    """

    def __init__(
        self,
        tree: Tree,
        include: Iterable[Path],
        flags: Iterable[str],
        target: str,
        known: bytes | None,
        watch: Callable[[str], None],
        skipped: Mapping[str, str],
    ) -> None:
        self._tree = tree
        self._search = Search(tree)
        self._parser = Parser(tree, include, flags, target)
        self._parser.watch, self._parser.skipped = watch, skipped
        self._sources = bindings.find(tree)
        self._excerpts = Excerpts(self._parser, self._search)
        self._needs: Needs | None = None
        # Without the files that a parser did not survive, answers are others.
        self._answers = Answers(known or b"", is_kept=known is not None and not skipped)
        remember(self._answers, tree, self._parser, self._search)
        extensions = (*self._sources.bindings, *self._sources.extensions)
        together = tuple(sorted({*extensions, *self._sources.helpers}))
        self._parser.together = dict.fromkeys(extensions, together)
        # What is kept in a parser, mended for bindings, must not change what is said of mirrors.
        self._mirrors = partial(MirrorSide, tree, include, flags, target, known, None, watch, skipped)
        self._mirror_side: MirrorSide | None = None

    def survey(self) -> tuple[bool, bool, frozenset[str]]:
        """Whether there are native sources, whether there are bindings, and the names of extension modules."""
        return bool(self._search.paths), bool(self._sources.bindings), self._sources.names

    def load(self) -> None:
        """Read the sources from the disk, while nothing else can be done."""
        for path in self._search.paths:
            self._search.text(path)

    def look(self, functions: frozenset[str], records: frozenset[str]) -> frozenset[str]:
        """Which names the wrapper mentions for which the library states defaults."""
        self._needs = reading.look(self._search, functions, records)
        return self._needs.names

    def read(self) -> NativeFacts:
        """The defaults of those names."""
        assert self._needs is not None, "it is looked for names before they are read"
        return reading.read(self._excerpts, self._needs)

    def bind(self) -> tuple[WrapperFacts, dict[str, Value]]:
        """What extension modules declare, and the constants that they name."""
        sources = self._sources
        texts = tuple((path, fingerprint(self._tree.read(path))) for path in sorted(sources.helpers))
        about = sources.bindings, sources.extensions, texts, sources.modules, tuple(sorted(sources.initialised))
        done: list[bool] = []

        def find() -> tuple[WrapperFacts, dict[str, Value]]:
            done.append(True)
            found = bindings.read(self._tree, self._parser, sources)
            facts = WrapperFacts(
                parameters=found.parameters,
                flows=found.flows,
                exposed=found.exposed,
                signatures=found.signatures,
                problems=found.problems,
                files=found.files,
            )
            return facts, found.constants

        if not sources.bindings and not sources.extensions:
            return find()
        answer = ask(self._parser, "extensions", about, find, what="extension modules")
        if not done:
            # Whatever is asked for of these sources later has to find them parsed as they are now.
            self._parser.late = lambda: _parse_extensions(self._tree, self._parser, sources)
        return answer or (WrapperFacts(), {})

    def prepare(self, mark: bytes) -> None:
        """What may be needed later, while the wrapper is read; the more if there was nothing to do until now.

        Args:
            mark: As for :meth:`rest`.
        """
        self._tree.mentioning(mark)
        is_idle = self._needs is not None and not self._needs.names and not self._sources.bindings
        if is_idle and not self._answers.are_known:
            reading.prepare(self._excerpts)

    def mirror(self) -> Mirrors:
        """What the wrapper repeats of the headers, compared with them."""
        self._mirror_side = self._mirrors()
        return self._mirror_side.mirror()

    def read_further(self, reached: Needs, known: NativeFacts) -> NativeFacts:
        """What was known, and the defaults that the wrapper reaches.

        Args:
            reached: What the wrapper reaches.
            known: What was read before.
        """
        reading.extend(known, reading.read_further(self._excerpts, reached, known))
        known.absent_keys = absent.keys(self._search, reached.keys, known)
        return known

    def resolve(self, sets: list[tuple[int, DefaultSet]], wanted: frozenset[tuple[str, Span]]) -> dict[int, DefaultSet]:
        """What the library takes for defaults that may stand for "not set".

        Args:
            sets: Where such defaults are, each with its position.
            wanted: Names and places of parameters.

        Returns:
            The sets that say more than before, by their position.
        """
        return reading.resolve(self._excerpts, sets, wanted)

    def settle(self, links: list[Link]) -> list[Link]:
        """The links, with a second look into the library for those that differ in how they say "not set"."""
        return [settled(self._search, link) for link in links]

    def answers(self) -> dict[bytes, bytes]:
        """What was answered, to be kept for the next run."""
        return {**self._answers.kept(), **(self._mirror_side.answers() if self._mirror_side is not None else {})}

    def rest(self, mark: bytes, with_digests: bool) -> tuple[list[Problem], dict[str, bytes], tuple[str, ...]]:  # noqa: FBT001
        """What was noticed by the way.

        Args:
            mark: Some bytes.
            with_digests: Whether what stands for the content of files is wanted.

        Returns:
            What could not be read, what stands for the content of each file, and which files have the mark.
        """
        if not with_digests:
            return self._tree.problems, {}, self._tree.mentioning(mark)
        read = {file.path: self._tree.loaded(file.path) for file in self._tree.everything() if matters(file.path)}
        digests = {path: digest(data) for path, data in read.items() if data is not None}
        return self._tree.problems, digests, self._tree.mentioning(mark)


def _parse_extensions(tree: Tree, parser: Parser, sources: bindings.Sources) -> None:
    bindings.parse(tree, parser, sources)
