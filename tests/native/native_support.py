"""Small native trees, and what is read from them, in one line a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.clang.parser import Parser
from paramcheck.native.search import Search
from paramcheck.values import Choice, Constructed, Dynamic, Literal, Sequence, Unknown
from tests.support import write

if TYPE_CHECKING:
    from pathlib import Path

    from paramcheck.model import DefaultSet
    from paramcheck.values import Value


def opened(root: Path, files: dict[str, str]) -> tuple[Parser, Search]:
    """Write sources, and what reads them."""
    tree = write(root, files)
    return Parser(tree), Search(tree)


def shown(value: Value | None) -> object:
    """A value without its spelling: the literal itself, ``"?"`` for one that is not known."""
    if value is None:
        return "uninitialised"
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Unknown):
        return "?"
    if isinstance(value, Dynamic):
        return "dynamic"
    if isinstance(value, Sequence):
        return [shown(one) for one in value.items]
    if isinstance(value, Constructed):
        return (value.type_name.rpartition("::")[2], *(shown(one) for one in value.arguments))
    if isinstance(value, Choice):
        return {one.when: shown(one.value) for one in value.alternatives}
    return value


def rows(found: DefaultSet | None) -> dict[str, object]:
    """Parameters of a set with their values; records inside only by their fields."""
    assert found is not None
    return {one.name: shown(one.value) for one in found.parameters}
