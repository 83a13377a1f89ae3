"""Which of several copies of a source a package builds, by the words of its build files."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from paramcheck.clang.includes import NATIVE, unlikeliness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.sources.tree import SourceFile, Tree

_BUILD_FILES = (
    "setup.py",
    "setup.cfg",
    "pyproject.toml",
    "CMakeLists.txt",
    "meson.build",
    "MANIFEST.in",
    "Makefile",
    "build.py",
)

_PATH = re.compile(r"[\w.+-]+(?:/[\w.+-]+)*")


def spare_copies(tree: Tree, files: Iterable[SourceFile]) -> frozenset[str]:
    """Files that are there again in a folder which the build files name and theirs do not.

    Args:
        tree: The sources.
        files: Those that may be copies of each other.
    """
    groups: dict[str, list[SourceFile]] = defaultdict(list)
    for file in files:
        groups[file.path.rpartition("/")[2]].append(file)
    twins = [group for group in groups.values() if len(group) > 1]
    if not twins:
        return frozenset()
    mentioned = _mentioned(tree)
    spare: set[str] = set()
    for group in twins:
        scores = {one.path: _score(one.path, mentioned) for one in group}
        for one in group:
            likeness = [other for other in group if _alike(one, other)]
            if any(
                scores[other.path] > scores[one.path] and unlikeliness(other.path) <= unlikeliness(one.path)
                for other in likeness
            ):
                spare.add(one.path)
    return frozenset(spare)


def _alike(one: SourceFile, other: SourceFile) -> bool:
    """Whether two files of one name may be copies, of which one may be of a later release than the other."""
    if one is other:
        return False
    near = min(one.size, other.size) * 4 >= max(one.size, other.size) * 3
    return one.size == other.size or (near and one.path.split("/")[-2:] == other.path.split("/")[-2:])


def _mentioned(tree: Tree) -> frozenset[str]:
    """Folders that build files name, as they write them: ``vendor/lib/src``, and each end of it."""
    found: set[str] = set()
    for name in _BUILD_FILES:
        if tree.contains(name):
            found.update(match.strip("./") for match in _PATH.findall(tree.text(name)))
    # A build file may name the sources one by one.
    found.update(path.rpartition("/")[0] for path in list(found) if path.lower().endswith(NATIVE))
    return frozenset(found - {""})


def _score(path: str, mentioned: frozenset[str]) -> int:
    """How many folders of a path the build files name together."""
    folders = path.split("/")[:-1]
    best = 0
    for start in range(len(folders)):
        for end in range(len(folders), start, -1):
            if end - start > best and "/".join(folders[start:end]) in mentioned:
                best = end - start
    return best
