"""Small trees: both sides as text, and what is found in them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from paramcheck.config import Rules
from paramcheck.engine import Analysis, analyse
from paramcheck.sources.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, files: dict[str, str]) -> Tree:
    """Write files and open the folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return Tree.open(root)


def run(root: Path, files: dict[str, str]) -> Analysis:
    """Everything that is found in a tree of these files."""
    return analyse(write(root, files), Rules())


def rows(analysis: Analysis) -> list[str]:
    """Links as short lines: wrapper parameter, native parameter, verdict."""
    return [f"{one.wrapper.name} -> {one.native.qualified}: {one.verdict.value}" for one in analysis.links]


def codes(analysis: Analysis) -> list[tuple[str, str]]:
    """Findings as check and parameter."""
    return [(one.check, one.link.wrapper.name if one.link else "") for one in analysis.findings]
