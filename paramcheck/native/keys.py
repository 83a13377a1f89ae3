"""Named parameters that a library takes as text: which key of a map, or of a command line, sets which member."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct, field
from msgspec.structs import replace

from paramcheck.clang.constants import evaluate
from paramcheck.clang.includes import SOURCES, unlikeliness
from paramcheck.clang.records import CLASSES, qualified_name
from paramcheck.clang.records import members as members_of
from paramcheck.native import members
from paramcheck.native.key_flow import FUNCTIONS, KeyFlow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.model import DefaultSet, NativeParameter
    from paramcheck.native.search import Search

_PAIR = re.compile(rb"\{\s*\"([\w.-]+)\"\s*,\s*\"([\w.-]+)\"\s*\}")
_BETWEEN_PAIRS = 400
"""Bytes between two pairs of one table, comments included."""

_SAYS_ALIAS = re.compile(rb"alias|synonym", re.IGNORECASE)
_NEAR = 300
"""Bytes before a table in which something says that it is one of aliases."""

_GENERATED = b"__Pyx_"
"""What generated wrapper code has, which spells every name of the wrapper."""

_MOST_FILES = 6
_TRUSTED = 3
"""Keys that set members of a class before a key that is called like another member is taken to set that."""

_LEAST_SHARE = 0.15
"""Of the keys that the file with most of them spells; one with fewer is no reader of parameters."""

_MOST_PLACES = 400


class _Owner(Struct):
    """A class whose members are set by keys.

    Attributes:
        unit: Where it is visible.
        cursor: Its definition.
        members: Keys by member; dotted for a member of a record inside.
        fallbacks: What is stored in a member if its key is not given, where the reader states that.
    """

    unit: Unit
    cursor: Cursor
    members: dict[str, dict[str, None]] = field(default_factory=dict)
    fallbacks: dict[str, Cursor] = field(default_factory=dict)

    def known(self) -> set[str]:
        """The keys that set members, by what the code does or by their names."""
        found = {key for keys in self.members.values() for key in keys}
        if len(found) >= _TRUSTED:
            found |= {one.name for one in members_of(self.cursor.type, self.cursor)}
        return found

    def add(self, member: str, key: str) -> None:
        """Note that a key sets a member."""
        self.members.setdefault(member, {})[key] = None


def read(parser: Parser, search: Search, keys: Iterable[str]) -> list[DefaultSet]:
    """The defaults of classes whose members are set by keys.

    Args:
        parser: Parses the files.
        search: Finds the files that spell the keys.
        keys: Names that a wrapper sets.

    Returns:
        Sets of members; the keys that set a member are its aliases, whatever they are spelled like. The sets that
        know most keys fit best.
    """
    asked = set(keys)
    aliases = _aliases(search, asked)
    wanted = asked | {aliases[key] for key in asked if key in aliases}
    owners: dict[str, _Owner] = {}
    for path in _files(search, wanted):
        data = search.text(path)
        left = wanted - _known(owners)
        if any(f'"{key}"'.encode() in data or f'-{key}"'.encode() in data for key in left):
            _read_file(parser, search, path, wanted, owners)
    found: list[tuple[set[str], DefaultSet]] = []
    for owner in owners.values():
        made = members.read(parser, search, qualified_name(owner.cursor), owner.unit.path, owner.cursor.get_usr())
        if made is not None:
            covered, named = _with_keys(made, owner, aliases, asked)
            found.append((covered, named))
    # Whatever else looks for a key that a class of parameters takes, a model file's reader, say, is not meant.
    return [
        replace(named, fits=len(covered))
        for covered, named in found
        if covered and not any(covered < others for others, _ in found)
    ]


def prepare(parser: Parser, search: Search) -> None:
    """Do what does not depend on the keys, while nothing else can be done.

    Where a long table of aliases stands, there the keys are read as a rule.

    Args:
        parser: Parses the file.
        search: Finds it.
    """
    for path in search.containing_any(_SAY_ALIAS):
        if path.lower().endswith(SOURCES) and any(len(rows) >= _LONG_TABLE for rows in _tables(search.text(path))):
            parser.parse(path)
            return


_SAY_ALIAS = ("alias", "Alias", "ALIAS", "synonym")
_LONG_TABLE = 20
"""Rows."""


def _known(owners: dict[str, _Owner]) -> set[str]:
    """The keys that are known to set a member, or that are called like a member of a class that others set."""
    return {key for owner in owners.values() for key in owner.known()}


def _files(search: Search, wanted: set[str]) -> list[str]:
    """Files that spell most of the keys, the copy that is built first."""
    spelled = search.quoting(tuple(sorted(wanted)))
    scores = {path: count for path, count in spelled if _GENERATED not in search.text(path)}
    least = max(scores.values(), default=0) * _LEAST_SHARE
    kept = [path for path, count in scores.items() if count >= least]
    ordered = sorted(kept, key=lambda path: (unlikeliness(path), -scores[path], path))
    likely = [path for path in ordered if unlikeliness(path) == 0] or ordered
    return likely[:_MOST_FILES]


def _aliases(search: Search, asked: set[str]) -> dict[str, str]:
    """Tables of pairs of names: what each other name stands for."""
    found: dict[str, str] = {}
    spelled = [f'"{key}"'.encode() for key in asked]
    for path in search.containing_any(_SAY_ALIAS):
        data = search.text(path)
        if not any(one in data for one in spelled):
            continue
        for table in _tables(data):
            for alias, key in table:
                found.setdefault(alias, key)
    return found


def _tables(data: bytes) -> Iterator[list[tuple[str, str]]]:
    """Tables of aliases, each row the other name and what it stands for."""
    for rows in _pairs(data):
        left, right = {one for one, _ in rows}, {one for _, one in rows}
        # The name that several others stand for is the one that repeats.
        yield rows if len(right) <= len(left) else [(alias, key) for key, alias in rows]


def _pairs(data: bytes) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    end, is_alias = -1, False
    for match in _PAIR.finditer(data):
        if end < 0 or match.start() - end > _BETWEEN_PAIRS:
            if is_alias:
                yield rows
            rows, is_alias = [], _SAYS_ALIAS.search(data[max(0, match.start() - _NEAR) : match.start()]) is not None
        rows.append((match.group(1).decode(), match.group(2).decode()))
        end = match.end()
    if is_alias:
        yield rows


def _read_file(parser: Parser, search: Search, path: str, wanted: set[str], owners: dict[str, _Owner]) -> None:
    data = search.text(path)
    spelled = re.compile(rb"\"-{0,2}(" + b"|".join(re.escape(key.encode()) for key in sorted(wanted)) + rb")\"")
    places = [match.start() for match in spelled.finditer(data)][:_MOST_PLACES]
    unit = parser.parse(path)
    if unit is None:
        return
    functions: dict[int, Cursor] = {}
    for place in places:
        function = _function_at(unit, path, place)
        if function is not None:
            functions[int(function.hash)] = function
    indirect: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for function in functions.values():
        flow = KeyFlow(unit, wanted)
        flow.run(function)
        _collect(unit, function, flow, owners)
        for position, keys in flow.parameters.items():
            indirect[function.spelling][position] |= keys
    for name, positions in indirect.items():
        _callers(unit, path, data, name, positions, owners)


def _function_at(unit: Unit, path: str, place: int) -> Cursor | None:
    cursor = unit.at(path, place)
    while cursor is not None and cursor.kind is not CursorKind.TRANSLATION_UNIT:
        if cursor.kind in FUNCTIONS:
            return cursor if cursor.is_definition() else None
        cursor = cursor.semantic_parent
    return None


def _callers(
    unit: Unit, path: str, data: bytes, name: str, positions: dict[int, set[str]], owners: dict[str, _Owner]
) -> None:
    """Members whose address is handed to a function that sets what it is pointed to by a key."""
    functions: dict[int, Cursor] = {}
    for match in re.finditer(rb"\b" + re.escape(name.encode()) + rb"\s*\(", data):
        caller = _function_at(unit, path, match.start())
        if caller is not None and caller.spelling != name:
            functions[int(caller.hash)] = caller
    for caller in functions.values():
        flow = KeyFlow(unit, set())
        flow.calls(caller, name, positions)
        _collect(unit, caller, flow, owners)


def _collect(unit: Unit, function: Cursor, flow: KeyFlow, owners: dict[str, _Owner]) -> None:
    for (usr, member), keys in flow.members.items():
        cursor = flow.owners.get(usr)
        if cursor is None:
            cursor = _class_of(function)
        if cursor is None:
            continue
        owner = owners.setdefault(cursor.get_usr(), _Owner(unit, cursor))
        for key in sorted(keys):
            owner.add(member, key)
        if (usr, member) in flow.fallbacks:
            owner.fallbacks[member] = flow.fallbacks[usr, member]


def _class_of(function: Cursor) -> Cursor | None:
    parent = function.semantic_parent
    return parent if parent is not None and parent.kind in CLASSES else None


def _with_keys(
    made: DefaultSet, owner: _Owner, aliases: dict[str, str], asked: set[str]
) -> tuple[set[str], DefaultSet]:
    """The keys that a set knows, and the set with parameters that carry the keys which set them."""
    others: dict[str, list[str]] = defaultdict(list)
    for alias, key in aliases.items():
        others[key].append(alias)
    rows: list[NativeParameter] = []
    covered: set[str] = set()
    taken = {key for keys in owner.members.values() for key in keys}
    by_name = asked if len(taken) >= _TRUSTED else set()
    for one in made.parameters:
        keys = list(owner.members.get(one.name, ()))
        if not keys and one.name not in taken and (one.name in others or one.name in by_name):
            # A name that the alias table or the wrapper knows, read in a way that is not followed.
            keys = [one.name]
        names = dict.fromkeys((*keys, *one.aliases, *(alias for key in keys for alias in others.get(key, ()))))
        covered |= asked & set(names)
        fallback = owner.fallbacks.get(one.name)
        if fallback is not None:
            value = evaluate(owner.unit, fallback)
            rows.append(replace(one, value=value, span=owner.unit.span(fallback), origin="", aliases=tuple(names)))
        else:
            rows.append(replace(one, aliases=tuple(names)) if names else one)
    return covered, replace(made, parameters=tuple(rows))
