"""Finding the files that matter by their text, before anything is parsed.

A vendored tree has thousands of files; three of them state the defaults. A plain search for the names that the
wrapper uses takes a hundredth of the time that parsing would.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.cache.notes import fingerprint, noted
from paramcheck.clang.includes import HEADERS, NATIVE, unlikeliness
from paramcheck.native.copies import spare_copies
from paramcheck.native.occurrences import (
    class_aliases,
    class_definitions,
    closing,
    closing_brace,
    declares,
    default_declarations,
    occurrences,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.cache.notes import Notes
    from paramcheck.sources.tree import Tree

_AFTER_PARAMETERS = re.compile(rb"(?:\s|//[^\n]*\n|/\*.*?\*/|const\b|noexcept\b|override\b|final\b)*\{", re.DOTALL)
_GENERATED = 4_000_000
"""Bytes. Files beyond this are generated tables; they state no defaults."""

_MANY = 8
"""Names from which on files are chosen by what the names start with."""

_PREFIX = 5


class Place(Struct, frozen=True):
    """A byte of a file."""

    path: str
    offset: int


class Provider(Struct, frozen=True):
    """Something that states defaults for a record.

    Attributes:
        name: The function or constant.
        kind: ``returns``, ``fills`` or ``constant``.
    """

    name: str
    kind: str
    place: Place


class Search:
    """Searches the native sources of a tree.

    Args:
        tree: The sources.

    Attributes:
        notes: Takes what is asked while an answer is looked for that is to be kept.
    """

    def __init__(self, tree: Tree) -> None:
        self.notes: Notes | None = None
        self._tree = tree
        self._found: dict[str, list[str]] = {}
        self._functions: dict[str, list[Place]] = {}
        self._headers: dict[str, list[str]] = {}
        self._with_any: dict[tuple[str, ...], list[str]] = {}
        self._families: dict[bytes, list[str]] = {}

    @cached_property
    def paths(self) -> list[str]:
        """All native sources, those first that are likeliest to be built."""
        files = [one for one in self._tree.files(*NATIVE) if one.alias_of is None and one.size <= _GENERATED]
        spare = spare_copies(self._tree, files)
        return sorted((one.path for one in files), key=lambda path: (path in spare, *rank(path)))

    @property
    def headers(self) -> list[str]:
        """The headers among the native sources, likeliest first."""
        return self.all_headers()

    @noted("headers")
    def all_headers(self) -> list[str]:
        """The same."""
        return self._all_headers

    @cached_property
    def _all_headers(self) -> list[str]:
        return [path for path in self.paths if path.lower().endswith(HEADERS)]

    @noted("header texts")
    def header_texts(self) -> bytes:
        """What stands for the texts of all headers."""
        return fingerprint([(path, fingerprint(self._tree.read(path))) for path in self._all_headers])

    def header(self, path: str) -> bytes:
        """The text of a header for who has asked for what stands for all."""
        return self._tree.read(path)

    @noted("text")
    def text(self, path: str) -> bytes:
        """The text of a file."""
        return self._tree.read(path)

    @noted("containing")
    def containing(self, name: str) -> list[str]:
        """Files whose text has a name, likeliest first."""
        if name not in self._found:
            needle, read = name.encode(), self._tree.read
            self._found[name] = [
                path
                for path in self._family(needle)
                if needle in (data := read(path)) and next(occurrences(data, needle), None) is not None
            ]
        return self._found[name]

    def _family(self, needle: bytes) -> list[str]:
        """Files that have what a name starts with: a library's names start alike, so other files fall out at once."""
        start = needle[: max(needle.find(b"_") + 1, _PREFIX)]
        if start not in self._families:
            read = self._tree.read
            self._families[start] = [path for path in self.paths if start in read(path)]
        return self._families[start]

    def prepare(self, names: Iterable[str]) -> None:
        """Look for many names in the headers at once; :meth:`headers_with` then knows them."""
        missing = {name: name.encode() for name in sorted(set(names)) if name not in self._headers}
        for name in missing:
            self._headers[name] = []
        prefixes = {name[:_PREFIX] for name in missing.values()} if len(missing) > _MANY else set(missing.values())
        for path in self._all_headers if missing else ():
            data = self._tree.read(path)
            if any(prefix in data for prefix in prefixes):
                for name, needle in missing.items():
                    if needle in data:
                        self._headers[name].append(path)

    @noted("headers_with")
    def headers_with(self, name: str) -> list[str]:
        """Headers whose text has a name, likeliest first."""
        self.prepare((name,))
        return self._headers[name]

    @noted("containing_any")
    def containing_any(self, texts: Iterable[str]) -> list[str]:
        """Files that have one of some texts, likeliest first."""
        key = tuple(texts)
        if key not in self._with_any:
            needles = [text.encode() for text in key]
            read = self._tree.read
            self._with_any[key] = [path for path in self.paths if any(needle in read(path) for needle in needles)]
        return self._with_any[key]

    @noted("quoting")
    def quoting(self, names: tuple[str, ...]) -> list[tuple[str, int]]:
        """Files that have some of some names in quotes, as whole texts or options, with how many; likeliest first."""
        wanted = {name.encode() for name in names}
        read = self._tree.read
        counts = ((path, len(wanted.intersection(_QUOTED.findall(read(path))))) for path in self.paths)
        return [(path, count) for path, count in counts if count]

    @noted("function")
    def function(self, name: str) -> list[Place]:
        """Definitions of a function, likeliest first."""
        if name not in self._functions:
            needle, read = name.encode(), self._tree.read
            self._functions[name] = [
                Place(path, place)
                for path in self.containing(name)
                for data in (read(path),)
                for place in occurrences(data, needle)
                if (call := _CALLED.match(data, place + len(needle))) is not None
                and _is_definition(data, place, call.end() - 1)
            ]
        return self._functions[name]

    @noted("member")
    def member(self, owner: str, name: str) -> list[Place]:
        """Definitions of a method or constructor outside of its class, likeliest first."""
        needle = f"{owner}::{name}".encode()
        pattern = re.compile(
            rb"\b"
            + re.escape(owner.encode())
            + rb"\s*(?:<[^<>;{}()]*>)?\s*::\s*("
            + re.escape(name.encode())
            + rb")\s*\("
        )
        read = self._tree.read
        return [
            Place(path, match.start(1))
            for path in self.containing(owner)
            if needle in (data := read(path)) or b"::" + name.encode() in data
            for match in pattern.finditer(data)
        ]

    @noted("defaulted")
    def defaulted(self, name: str) -> list[Place]:
        """Declarations of functions in headers whose parameter lists have a ``=``, likeliest first."""
        return self.defaulted_in(name, self.headers_with(name))

    def defaulted_in(self, name: str, paths: Iterable[str]) -> list[Place]:
        """The same in the files of a unit, on which all depends that is found in it."""
        needle = name.encode()
        return [
            Place(path, place)
            for path in paths
            # What is put before a unit to mend it is among its files, but not in the tree.
            if self._tree.contains(path) and needle in (data := self._tree.read(path))
            for place in default_declarations(data, needle)
        ]

    @staticmethod
    def says_default(name: str) -> bool:
        """Whether a function's name says that what it returns are defaults."""
        return _NAMES_DEFAULTS.search(name) is not None

    def makes(self, place: Place, records: Iterable[str]) -> bool:
        """Whether a function may write the first values of a record, by the heading of its definition.

        It returns one of some records, or is given one to write to and its name says that it does.
        """
        data = self.text(place.path)
        opening = data.find(b"(", place.offset)
        end = closing(data, opening) if opening >= 0 else None
        if end is None:
            return False
        before, given = data[max(0, place.offset - _NEAR) : place.offset], data[opening:end]
        before = before[max(before.rfind(character) for character in (b";", b"}", b")", b"#")) + 1 :]
        names = [record.encode() for record in records]
        if any(next(occurrences(before, name), None) is not None for name in names):
            return True
        called = _WORD.match(data, place.offset)
        return (called is not None and _SETS_FIRST_VALUES.search(called.group().decode()) is not None) and any(
            _REACHED.match(given, at + len(name)) for name in names for at in occurrences(given, name)
        )

    def takes_nothing(self, place: Place) -> bool:
        """Whether a function is defined without parameters."""
        return _NO_PARAMETERS.match(self.text(place.path), place.offset) is not None

    @noted("record")
    def record(self, name: str) -> list[Place]:
        """Definitions of a struct, union or class, likeliest first; of an alias, where it is declared."""
        return self.record_in(name, self.containing(name))

    @noted("declared record")
    def declared_record(self, name: str) -> list[Place]:
        """The same in headers."""
        return self.record_in(name, self.headers_with(name))

    def record_in(self, name: str, paths: Iterable[str]) -> list[Place]:
        """The same in the files of a unit, definitions before aliases."""
        needle = name.encode()
        listed = filter(self._tree.contains, paths)
        rows = [(path, data) for path in listed if needle in (data := self._tree.read(path))]
        return [
            Place(path, place)
            for find in (class_definitions, class_aliases)
            for path, data in rows
            for place in find(data, needle)
        ]

    def providers(self, record: str) -> list[Provider]:
        """What may state defaults for a record, by the look of its text, likeliest first."""
        needle = record.encode()
        found: list[Provider] = []
        for path in self.containing(record):
            data = self._tree.read(path)
            for place in occurrences(data, needle):
                provider = _provider(path, data, place, place + len(needle))
                if provider is not None:
                    found.append(provider)
        return sorted(
            found, key=lambda one: (not _SAYS_DEFAULT.search(one.name), rank(one.place.path), one.place.offset)
        )


_QUOTED = re.compile(rb"\"-{0,2}([A-Za-z_][\w.-]*)\"")
_RETURNS = re.compile(rb"\s*\**\s*(?:\w+::)*(\w+)\s*\(\s*(?:void)?\s*\)")
_POINTER = re.compile(rb"\s*[*&]\s*(?:const\s+)?(?:restrict\s+)?(\w*)\s*\)")
_BEFORE_POINTER = re.compile(rb"\b(\w+)\s*\(\s*(?:struct\s+)?\Z")
_CONSTANT = re.compile(rb"\s+(?:(const)\s+)?(\w+)\s*(?:=\s*)?\{")
_BEFORE_CONSTANT = re.compile(rb"\bconst(?:expr)?\s+(?:struct\s+)?\Z")
_WORD = re.compile(rb"\w+")
_CALLED = re.compile(rb"\s*\(")
_REACHED = re.compile(rb"\s*(?:const\s*)?[*&]|\s+\w+\s*\[")
_NEAR = 160
"""Bytes before the name of a record in which the name of the function stands that is given one."""

_SETS_DEFAULTS = re.compile(r"default|init|reset|clear|zero|new|create|setup|prepare", re.IGNORECASE)
_SETS_FIRST_VALUES = re.compile(r"default|init|reset|clear|zero", re.IGNORECASE)
_NAMES_DEFAULTS = re.compile(
    r"default|(?:params?|config|settings|options|opts?|args|info|desc)_?(?:init|new|create)"
    r"|(?:init|new|create)_?(?:params?|config|settings|options|opts?|args|info|desc)",
    re.IGNORECASE,
)
_NO_PARAMETERS = re.compile(rb"\w+\s*\(\s*(?:void)?\s*\)")
_SAYS_DEFAULT = re.compile(r"default", re.IGNORECASE)


def rank(path: str) -> tuple[int, int, str]:
    """Sort key: the copy that the package builds, as far as its path tells, comes first."""
    return unlikeliness(path), path.count("/"), path


def _provider(path: str, data: bytes, place: int, after: int) -> Provider | None:
    """What states defaults for the record whose name stands at a place, if anything does."""
    returns = _RETURNS.match(data, after)
    if returns is not None and _opens(data, returns.end()):
        return Provider(returns.group(1).decode(), "returns", Place(path, returns.start(1)))
    pointer = _POINTER.match(data, after)
    if pointer is not None:
        start = max(0, place - _NEAR)
        fills = _BEFORE_POINTER.search(data[start:place])
        if fills is None or not _SETS_DEFAULTS.search(fills.group(1).decode()):
            return None
        body = _AFTER_PARAMETERS.match(data, pointer.end())
        if body is None or not _stores(data, body.end() - 1, pointer.group(1)):
            return None
        return Provider(fills.group(1).decode(), "fills", Place(path, start + fills.start(1)))
    constant = _CONSTANT.match(data, after)
    if constant is None or not (constant.group(1) or _BEFORE_CONSTANT.search(data[max(0, place - _NEAR) : place])):
        return None
    return Provider(constant.group(2).decode(), "constant", Place(path, constant.start(2)))


def _stores(data: bytes, start: int, name: bytes) -> bool:
    """Whether the body of a function changes the record that a parameter of a name points to, or hands it on."""
    end = closing_brace(data, start)
    stored = re.compile(
        rb"\b%s\s*(?:(?:->|\.)[\w.\s\[\]>-]+[-+|&]?=(?!=)|[,)])|\*\s*%s\b\s*\)?\s*(?:=(?!=)|\.)"
        % (re.escape(name), re.escape(name))
    )
    return bool(name) and stored.search(data, start, end) is not None


def _opens(data: bytes, after: int) -> bool:
    return _AFTER_PARAMETERS.match(data, after) is not None


def _is_definition(data: bytes, start: int, parenthesis: int) -> bool:
    if not declares(data, start):
        return False
    end = closing(data, parenthesis)
    return end is not None and _opens(data, end + 1)
