"""Which folders a source needs on its include path, found from its text and the files of the tree.

A vendored tree comes without its build, so nobody says where its headers are. But the tree has the files: an include
is looked for beside the including file, then as the end of the path of any file of the tree, the nearest one first.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from paramcheck.cache.notes import noted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.cache.notes import Notes
    from paramcheck.sources.tree import Tree

HEADERS = (".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".inc", ".ipp", ".tpp", ".cuh", ".def", ".txx")
SOURCES = (".c", ".cc", ".cpp", ".cxx", ".c++", ".cu", ".m", ".mm")
NATIVE = HEADERS + SOURCES

TEMPLATES = (".in", ".cmake")
"""What a header's name ends with that a build makes from it."""

_INCLUDE = re.compile(rb"[ \t]*(?:include|import|include_next)[ \t]*([<\"])([^>\"\n]+)[>\"]")
DEFINE = re.compile(rb"[ \t]*define[ \t]+(\w+)")

_MARKER_ENDS = (
    *(b"_API", b"_EXPORT", b"_EXPORTS", b"_PUBLIC", b"_VISIBLE", b"_VISIBILITY", b"_EXTERN", b"_LOCAL", b"_HIDDEN"),
    *(b"_DLL", b"_DECL"),
)
_MARKER_END = re.compile(rb"_(?:API|EXPORTS?|PUBLIC|DLL\w*|DECL\w*|VISIBLE|VISIBILITY|EXTERN|LOCAL|HIDDEN)[ \t]+\w")
_MARKER_START = re.compile(
    rb"(?:\b(?:class|struct)\s+|^[ \t]*(?:extern\s+(?:\"C\"\s+)?|static\s+)?)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\Z",
    re.MULTILINE,
)
_LONGEST_MARKED = 120
"""Bytes from the start of a declaration to the end of the word that marks it."""

_UNLIKELY = frozenset(
    {"test", "tests", "example", "examples", "benchmark", "benchmarks", "bench", "doc", "docs", "codegen", "fuzz"}
    | {"android", "ios", "java", "swift", "csharp", "dotnet", "wasm", "nodejs", "go", "rust", "ruby", "php"}
)
"""Folders that hold further copies or uses of a library, seldom the one that a Python package builds."""


class Includes:
    """Resolves the includes of a tree.

    Args:
        tree: The sources.
        extra: Further include folders, as ``--include`` names them.

    Attributes:
        notes: Takes what is asked while an answer is looked for that is to be kept.
    """

    def __init__(self, tree: Tree, extra: Iterable[Path] = ()) -> None:
        self.notes: Notes | None = None
        self._tree = tree
        self.extra = tuple(extra)
        self._marked: dict[str, tuple[frozenset[bytes], frozenset[bytes]]] = {}
        self._resolved: dict[str, tuple[tuple[str, str, str | None], ...]] = {}

    @cached_property
    def stand_ins(self) -> tuple[Path, ...]:
        """Folders of our own headers: C++ before C, so that ``<cmath>``'s ``#include <math.h>`` works."""
        root = Path(str(resources.files("paramcheck.clang"))) / "headers"
        return tuple(root / name for name in ("cxx", "c", "bindings"))

    @cached_property
    def _stand_in_names(self) -> frozenset[str]:
        found: set[str] = set()
        for root in map(str, self.stand_ins):
            # pathlib takes ten times as long, which is half of what reading a small library takes.
            for folder, _, names in os.walk(root):
                start = folder[len(root) + 1 :].replace("\\", "/")
                found.update(f"{start}/{name}" if start else name for name in names)
        return frozenset(found)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for file in self._tree.files(*NATIVE, *TEMPLATES):
            found.setdefault(file.path.rpartition("/")[2], []).append(file.path)
        return found

    @property
    def c_headers(self) -> Path:
        """The folder of our headers of C."""
        return self.stand_ins[1]

    def is_c(self, name: str) -> bool:
        """Whether a header of the system is one of C under its name in C++: ``cmath``."""
        return name.startswith("c") and f"{name[1:]}.h" in self._stand_in_names

    def reach(self, files: Iterable[str]) -> tuple[list[str], list[str], dict[str, str]]:
        """What files include.

        Args:
            files: A native source, and those that it includes directly and through others.

        Returns:
            Folders of the tree that must be on the include path, in order of need, names that were found nowhere,
            and templates by the name of the header that the build makes from them.
        """
        folders: dict[str, None] = {}
        missing: dict[str, None] = {}
        templates: dict[str, str] = {}
        for one in files:
            for name, bracket, found in self.of(one):
                if found is None:
                    missing[name] = None
                elif bracket == '"' and found == _beside(one, name):
                    # The compiler looks there by itself, and a folder on the path may hide standard headers.
                    continue
                elif found.endswith(TEMPLATES) and not name.endswith(TEMPLATES):
                    templates[name] = found
                elif found.endswith("/" + name) or found == name:
                    folders.setdefault(found[: len(found) - len(name)].rstrip("/"), None)
        return list(folders), list(missing), templates

    @noted("closure")
    def closure(self, path: str) -> list[str]:
        """A file and the files of the tree that it includes, directly and through others, in order of their depth."""
        seen = {path: None}
        waiting = [path]
        while waiting:
            for _, _, found in self.of(waiting.pop(0)):
                if found is not None and found not in seen:
                    seen[found] = None
                    waiting.append(found)
        return list(seen)

    def unknown_markers(self, files: Iterable[str]) -> list[str]:
        """Macros that mark classes and functions as exported, and that none of some files defines.

        A build makes the header that defines them; without it, ``class API Example {`` is no class.
        """
        marked: set[bytes] = set()
        defined: set[bytes] = set()
        for file in files:
            names, known = self._markers(file)
            marked |= names
            defined |= known
        return sorted(name.decode() for name in marked - defined)

    def _markers(self, path: str) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """The words that mark declarations of a file, and of words like them those that it defines."""
        known = self._marked.get(path)
        if known is None:
            data = self._tree.read(path)
            defined = (DEFINE.match(data, place) for place in directives(data, b"define"))
            known = self._marked[path] = (
                frozenset(_marked(data)),
                frozenset(one.group(1) for one in defined if one is not None and _is_marker(one.group(1))),
            )
        return known

    @noted("includes")
    def of(self, path: str) -> tuple[tuple[str, str, str | None], ...]:
        """The includes of one file: name, bracket, and the file of the tree if one fits; stand-ins are left out."""
        known = self._resolved.get(path)
        if known is None:
            rows: list[tuple[str, str, str | None]] = []
            data = self._tree.read(path)
            for match in (_INCLUDE.match(data, place) for place in directives(data, b"include", b"import")):
                if match is None:
                    continue
                bracket, raw = match.groups()
                name = raw.decode("utf-8", "replace").strip()
                quoted = bracket == b'"'
                found = self._find(name, path, quoted=quoted)
                if found is None and (name in self._stand_in_names or self._in_extra(name)):
                    continue
                if found is None:
                    found = self._template(name, path)
                rows.append((name, '"' if quoted else "<", found))
            known = self._resolved[path] = tuple(rows)
        return known

    def named_alike(self, name: str) -> list[str]:
        """The files of the tree that an include may mean, by the last part of its name."""
        return self._by_name.get(name.rpartition("/")[2], [])

    def _template(self, name: str, importer: str) -> str | None:
        """The file of the tree that a build makes a header from."""
        last = name.rpartition("/")[2]
        stem = last.rpartition(".")[0]
        names = (f"{last}.in", f"{last}.cmake", f"{last}.cmake.in", f"{stem}.cmake.in", f"{last}.in.cmake")
        found = [path for one in names for path in self._by_name.get(one, ())]
        return min(found, key=lambda path: self._distance(path, importer)) if found else None

    @staticmethod
    def _distance(path: str, importer: str) -> tuple[int, int, int, str]:
        return unlikeliness(path), -_shared(path, importer), len(path), path

    def _in_extra(self, name: str) -> bool:
        return any((folder / name).is_file() for folder in self.extra)

    def _find(self, name: str, importer: str, *, quoted: bool) -> str | None:
        normal = name.removeprefix("./")
        folder = importer.rpartition("/")[0]
        if quoted:
            beside = _normal(f"{folder}/{normal}" if folder else normal)
            if self._tree.contains(beside):
                return beside
        elif normal in self._stand_in_names:
            # <string.h> is the C library's, whatever a vendored compatibility folder holds.
            return None
        tail = normal
        while tail.startswith("../"):
            tail = tail[3:]
        candidates = [
            path for path in self._by_name.get(tail.rpartition("/")[2], ()) if path == tail or path.endswith("/" + tail)
        ]
        if not candidates:
            return None
        return min(candidates, key=lambda path: self._distance(path, importer))


def unlikeliness(path: str) -> int:
    """How many folders of a path speak against its being the copy that the package builds."""
    return sum(folder.lower() in _UNLIKELY for folder in path.split("/")[:-1])


def _beside(importer: str, name: str) -> str:
    folder = importer.rpartition("/")[0]
    return _normal(f"{folder}/{name}" if folder else name)


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {".", ""}:
            parts.append(part)
    return "/".join(parts)


def _shared(left: str, right: str) -> int:
    count = 0
    for a, b in zip(left.split("/"), right.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count


def directives(data: bytes, *words: bytes) -> list[int]:
    """Where, behind the ``#``, lines with one of some preprocessor directives go on.

    Looking for the word itself is many times faster than looking at each line.
    """
    found: list[int] = []
    for word in words:
        place = data.find(word)
        while place >= 0:
            hash_sign = place - 1
            while hash_sign >= 0 and data[hash_sign] in _BLANKS:
                hash_sign -= 1
            if (
                hash_sign >= 0
                and data[hash_sign] == _HASH
                and not data[data.rfind(b"\n", 0, hash_sign) + 1 : hash_sign].strip()
            ):
                found.append(hash_sign + 1)
            place = data.find(word, place + len(word))
    return sorted(found)


_BLANKS = b" \t"
_HASH = ord("#")


def _marked(data: bytes) -> Iterator[bytes]:
    """Words in capitals that stand where an export marker does."""
    for end in _MARKER_ENDS:
        place = data.find(end)
        while place >= 0:
            match = _MARKER_END.match(data, place)
            if match is not None:
                stop = match.end() - 1
                head = data[max(0, stop - _LONGEST_MARKED) : stop].rstrip()
                start = _MARKER_START.search(head)
                if start is not None:
                    yield start.group(1)
            place = data.find(end, place + 1)


def _is_marker(word: bytes) -> bool:
    return any(end in word for end in _MARKER_ENDS)
