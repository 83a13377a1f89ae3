"""Finding the declaration that a wrapper means: a class or a function, in the wrapper's own unit or in the tree."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec import Struct

from paramcheck.clang import library
from paramcheck.clang.expressions import pointee
from paramcheck.clang.mending import without_broken_functions
from paramcheck.clang.records import CLASSES, declaration_of, is_named, qualified_name
from paramcheck.native.definitions import CALLABLE
from paramcheck.native.search import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor, Type

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.native.search import Search

_ALIASES = frozenset({CursorKind.TYPEDEF_DECL, CursorKind.TYPE_ALIAS_DECL})

_MOST_MENDINGS = 3

_MOST_USES = 40
"""Places of one file that are looked at for an instance of a template."""

_MOST_FILES = 6
"""Files that are parsed in search of one name."""


class Located(Struct, frozen=True):
    """A class that was found.

    Attributes:
        unit: Where it is visible.
        cursor: Its definition; of an instance of a template, the template.
        type: Its type; of a template without arguments, none that has members.
    """

    unit: Unit
    cursor: Cursor
    type: Type


class Locator:
    """Finds declarations without walking through whole units: by their text first.

    Args:
        parser: Parses files, each once.
        search: Finds the files.
    """

    def __init__(self, parser: Parser, search: Search) -> None:
        self._parser = parser
        self._search = search
        self._functions: dict[tuple[str, str], list[Place]] = {}
        self._classes: dict[tuple[str, str, str, bool], Located | None] = {}

    def class_of(self, name: str, unit: str = "", usr: str = "", *, in_headers: bool = False) -> Located | None:
        """The definition of a class.

        Args:
            name: Its name, as far as the wrapper qualifies it; template arguments do not matter.
            unit: A source in which it is visible.
            usr: clang's identity of it.
            in_headers: Whether to look in headers only, where no unit is given.

        Returns:
            The definition; ``None`` if there is none in the tree.
        """
        key = name, unit, usr, in_headers
        if key not in self._classes:
            self._classes[key] = self._class(without_arguments(name), unit, usr, in_headers=in_headers)
        return self._classes[key]

    def _class(self, wanted: str, unit: str, usr: str, *, in_headers: bool) -> Located | None:
        last = wanted.rpartition("::")[2]
        if not last.isidentifier():
            return None
        for parsed, place in self._places(last, unit, in_headers=in_headers):
            found = _class_at(parsed, place)
            if found is not None and _fits(found, wanted, usr):
                is_template = unit and found.kind is CursorKind.CLASS_TEMPLATE
                instance = self._instance(parsed, unit, found, usr) if is_template else None
                if instance is not None:
                    return Located(parsed, found, instance)
                return self._mended(parsed, found)
        return None

    def _instance(self, unit: Unit, path: str, template: Cursor, usr: str) -> Type | None:
        """The instance of a template that a wrapper means: the type of something that is declared with it.

        If nobody says which, it is the only one of which the wrapper's source declares anything.
        """
        name = re.escape(template.spelling.encode())
        declared = re.compile(rb"\b" + name + rb"\s*<[^;{}()]*>\s*[&*]*\s*([A-Za-z_]\w*)")
        alias = re.compile(rb"\busing\s+(\w+)\s*=[^;]*\b" + name + rb"\s*<")
        is_said = usr not in {"", template.get_usr()}
        found: dict[str, Type] = {}
        for file in unit.files() if is_said else [path]:
            data = self._search.text(file)
            for pattern in (declared, alias) if template.spelling.encode() in data else ():
                for match in islice(pattern.finditer(data), _MOST_USES):
                    cursor = unit.at(file, match.start(1))
                    kind = _type_of(cursor) if cursor is not None else None
                    made = library.template_of(kind.get_declaration()) if kind is not None else None
                    if kind is not None and made is not None and made.get_usr() == template.get_usr():
                        found[kind.get_declaration().get_usr()] = kind
        if is_said:
            return found.get(usr)
        return next(iter(found.values())) if len(found) == 1 else None

    def _mended(self, unit: Unit, cursor: Cursor) -> Located:
        """A class without those of its functions that keep its members from being parsed."""
        place = cursor.location
        path = unit.path_of(place)
        name = cursor.spelling
        parsed, found = unit, cursor
        for _ in range(_MOST_MENDINGS):
            errors = parsed.syntax_errors(path) if path is not None else []
            data = without_broken_functions(parsed.text(path), place.offset, name, errors) if path and errors else None
            if path is None or data is None:
                break
            again = self._parser.parse_text(path, data)
            there = _class_at(again, Place(path, place.offset)) if again is not None else None
            if again is None or there is None:
                break
            parsed, found = again, there
        return Located(parsed, found, found.type)

    def states_defaults(self, name: str, unit: str = "") -> bool:
        """Whether the text of any function of a name has default arguments."""
        return bool(self._defaulted(name, unit))

    def functions(self, name: str, unit: str = "") -> Iterator[tuple[Unit, Cursor]]:
        """Declarations of functions of a name that state default arguments.

        Args:
            name: The name without qualification.
            unit: A source in which it is visible.
        """
        places = self._defaulted(name, unit)
        for path in [unit] if unit else list(dict.fromkeys(place.path for place in places))[:_MOST_FILES]:
            parsed = self._parser.parse(path) if places else None
            for place in places if parsed is not None else ():
                cursor = parsed.at(place.path, place.offset) if parsed and (unit or place.path == path) else None
                if parsed is not None and cursor is not None and cursor.kind in CALLABLE:
                    yield parsed, cursor

    def _defaulted(self, name: str, unit: str) -> list[Place]:
        key = name, unit
        if key not in self._functions:
            parsed = self._parser.parse(unit) if unit and name else None
            if parsed is not None:
                self._functions[key] = self._search.defaulted_in(name, parsed.files())
            else:
                self._functions[key] = self._search.defaulted(name) if name else []
        return self._functions[key]

    def _places(self, name: str, unit: str, *, in_headers: bool) -> Iterator[tuple[Unit, Place]]:
        """Where a class of a name may be defined: in the wrapper's unit if there is one, else in likely files."""
        parsed = self._parser.parse(unit) if unit else None
        if parsed is not None:
            for place in self._search.record_in(name, parsed.files()):
                yield parsed, place
            return
        tried: set[str] = set()
        for place in self._search.declared_record(name) if in_headers else self._search.record(name):
            tried.add(place.path)
            if len(tried) > _MOST_FILES:
                return
            parsed = self._parser.parse(place.path)
            if parsed is not None:
                yield parsed, place


def _type_of(cursor: Cursor) -> Type | None:
    """The class type of what a declaration declares, without pointers and references."""
    if cursor.kind in _ALIASES:
        return cursor.underlying_typedef_type.get_canonical()
    if not cursor.kind.is_declaration():
        return None
    kind = cursor.type.get_canonical()
    return pointee(kind) or kind


def _class_at(unit: Unit, place: Place) -> Cursor | None:
    cursor = unit.at(place.path, place.offset)
    if cursor is None:
        return None
    if cursor.kind in _ALIASES:
        target = declaration_of(cursor.underlying_typedef_type)
        return target if target.kind in CLASSES and target.is_definition() else None
    return cursor if cursor.kind in CLASSES and cursor.is_definition() else None


def _fits(found: Cursor, wanted: str, usr: str) -> bool:
    if usr and found.kind is not CursorKind.CLASS_TEMPLATE:
        # An instance of a template has an identity of its own, which its template does not share.
        return bool(found.get_usr() == usr)
    name = qualified_name(found)
    return is_named(name, wanted) or not found.spelling or found.spelling.startswith("(") or "::" not in wanted


def without_arguments(name: str) -> str:
    """A type name without template arguments, qualifiers and keywords; empty for a name whose brackets do not close."""
    if name.count("<") != name.count(">"):
        return ""
    depth = 0
    kept: list[str] = []
    for character in name:
        if character == "<":
            depth += 1
        elif character == ">":
            depth -= 1
        elif depth == 0:
            kept.append(character)
    words = "".join(kept).replace("*", " ").replace("&", " ").split()
    return next((word for word in words if word not in {"const", "struct", "class", "volatile", "union"}), "")
