"""Pages are tests as well: each block of commands in them is run, and its output compared."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sybil import Document, Example, Region, Sybil

from tests.site.console import BLOCK, Place, act, agree, needs

if TYPE_CHECKING:
    from collections.abc import Iterator


def _evaluate(example: Example) -> str | None:
    place: Place = example.namespace.get("place") or _place(example)
    for line, expected, found in act(place, example.parsed):
        if not agree(expected, found):
            return f"$ {line}\n--- expected\n{expected}--- found\n{found}"
    return None


def _place(example: Example) -> Place:
    missing = needs(example.document.text)
    if missing:
        pytest.skip(f"{missing[0]} is not installed")
    folder = Path(tempfile.mkdtemp(prefix="paramcheck-page-"))
    example.namespace["place"] = Place(folder, folder)
    return example.namespace["place"]


def _parse(document: Document) -> Iterator[Region]:
    for match in BLOCK.finditer(document.text):
        yield Region(match.start(), match.end(), match, _evaluate)


def _tear_down(namespace: dict[str, Any]) -> None:
    if "place" in namespace:
        shutil.rmtree(namespace["place"].base, ignore_errors=True)


pytest_collect_file = Sybil(parsers=[_parse], patterns=["README.md", "docs/*.md"], teardown=_tear_down).pytest()
