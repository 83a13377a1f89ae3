"""What stands for everything that a unit is made from, so that what was read of it can be used again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from paramcheck.cache.notes import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.clang.parser import Parser
    from paramcheck.sources.tree import Tree


class Given:
    """What units of a tree are made from, but for what is the same in all of a run, such as the user's flags.

    Args:
        tree: The sources.
        parser: Knows what they include.
    """

    def __init__(self, tree: Tree, parser: Parser) -> None:
        self._tree = tree
        self._parser = parser
        self._of_file: dict[str, bytes] = {}
        self._of_unit: dict[str, bytes] = {}

    def to(self, paths: Iterable[str]) -> bytes:
        """What stands for it.

        Args:
            paths: Main files; those of several if they are parsed as one.
        """
        digest = hashlib.blake2b(digest_size=16)
        for path in paths:
            if path not in self._of_unit:
                self._of_unit[path] = self._unit(path)
            digest.update(self._of_unit[path])
        return digest.digest()

    def _unit(self, path: str) -> bytes:
        if not self._tree.contains(path):
            return b""
        # The flags follow from the texts of the files, what they include, and what the build says.
        closure = self._parser.includes.closure(path)
        files = [(one, self.by(one)) for one in closure]
        return fingerprint((files, self._parser.build_facts(path, closure)))

    def by(self, path: str) -> bytes:
        """What stands for a file, and for all that may be meant by what it includes."""
        if path not in self._of_file:
            includes = self._parser.includes
            rows = [(row, includes.named_alike(row[0])) for row in includes.of(path)]
            self._of_file[path] = fingerprint((rows, fingerprint(self._tree.read(path))))
        return self._of_file[path]

    def unforeseen(self, paths: Iterable[str], files: Iterable[str]) -> list[str]:
        """The files of a unit that its main files do not include as far as their texts tell."""
        foreseen = {one for path in paths if self._tree.contains(path) for one in self._parser.includes.closure(path)}
        return [one for one in files if one not in foreseen and self._tree.contains(one)]
