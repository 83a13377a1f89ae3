"""Constants that the headers of a library define as macros or as variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.clang.includes import directives
from paramcheck.model import Span
from paramcheck.model_mirrors import DeclaredConstant
from paramcheck.native import constants
from paramcheck.sources.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.clang.parser import Parser
    from paramcheck.native.search import Search

_DEFINITION = re.compile(rb"[ \t]*define[ \t]+(\w+)[ \t]+[^\s]")
_VARIABLE = re.compile(rb"const(?<!\wconst)(?:expr)?\b[^;{}()\n]*?\b(\w+)[ \t]*=")


class _Nearby:
    """Finds names in a few files, as :class:`Search` does in all."""

    def __init__(self, search: Search, places: dict[str, dict[str, int]]) -> None:
        self._search = search
        self._places = places

    def prepare(self, names: Iterable[str]) -> None:
        """Nothing is to be prepared."""

    def headers_with(self, name: str) -> list[str]:
        """The files that define a name."""
        return list(self._places.get(name, {}))

    def containing(self, name: str) -> list[str]:
        """The files that define a name."""
        return list(self._places.get(name, {}))

    def text(self, path: str) -> bytes:
        """The text of a file."""
        return self._search.text(path)


def macros(
    parser: Parser, search: Search, names: Iterable[str], headers: Iterable[str], closure: Iterable[str]
) -> dict[str, DeclaredConstant]:
    """The values of macros and constant variables.

    Args:
        parser: Evaluates them.
        search: Reads the files.
        names: The macros.
        headers: The headers that were parsed.
        closure: These and the files that they include.

    Returns:
        The constants by name, without those that these files do not define.
    """
    wanted = {name.encode(): name for name in names}
    if not wanted:
        return {}
    places: dict[str, dict[str, int]] = {}
    for path in dict.fromkeys([*headers, *closure]):
        data = search.text(path)
        macros_here = (_DEFINITION.match(data, place) for place in directives(data, b"define"))
        for match in (*filter(None, macros_here), *_VARIABLE.finditer(data)):
            name = wanted.get(match.group(1))
            if name is not None:
                places.setdefault(name, {}).setdefault(path, match.start(1))
    nearby = _Nearby(search, places)
    values = constants.resolve(parser, nearby, places)  # type: ignore[arg-type]
    found: dict[str, DeclaredConstant] = {}
    lines: dict[str, Lines[bytes]] = {}
    for name, value in values.items():
        path, offset = next(iter(places[name].items()))
        if path not in lines:
            lines[path] = Lines(search.text(path))
        line, column = lines[path].place(offset)
        found[name] = DeclaredConstant(name, value, Span(path, line, column, line, column + len(name)))
    return found
