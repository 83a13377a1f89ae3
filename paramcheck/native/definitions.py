"""Finding the definition of a function that a unit only declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clang.cindex import CursorKind

from paramcheck.clang.records import CLASSES

if TYPE_CHECKING:
    from clang.cindex import Cursor

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.native.search import Place, Search

FUNCTIONS = frozenset({CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.FUNCTION_TEMPLATE})
CALLABLE = FUNCTIONS | {CursorKind.CONSTRUCTOR}

_MOST_TRIED = 2
"""Definitions that are parsed before giving up; further ones are other overloads or other copies."""


class Definitions:
    """Looks for definitions in the files of the tree, by their text.

    Args:
        parser: Parses the files that may have them.
        search: Finds those files.
    """

    def __init__(self, parser: Parser, search: Search) -> None:
        self._parser = parser
        self._search = search

    def __call__(self, declared: Cursor) -> tuple[Unit, Cursor] | None:
        """The definition of a function, method or constructor, with the unit that it is in."""
        owner = declared.semantic_parent
        name = declared.spelling.partition("<")[0]
        if owner is not None and owner.kind in CLASSES:
            places = self._search.member(owner.spelling.partition("<")[0], name)
        else:
            places = self._search.function(name)[:1]
        for place in places[:_MOST_TRIED]:
            unit = self._parser.parse(place.path)
            found = self._at(unit, place) if unit is not None else None
            if unit is not None and found is not None and self._fits(found, declared):
                return unit, found
        return None

    @staticmethod
    def _at(unit: Unit, place: Place) -> Cursor | None:
        cursor = unit.at(place.path, place.offset)
        return cursor if cursor is not None and cursor.kind in CALLABLE and cursor.is_definition() else None

    @staticmethod
    def _fits(found: Cursor, declared: Cursor) -> bool:
        if declared.kind is CursorKind.FUNCTION_DECL:
            return True
        return bool(found.get_usr() == declared.get_usr())
