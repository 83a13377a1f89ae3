"""Where the library gives a name to a default: a macro, or a constant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.mutations.enumerators import SUFFIXES
from tests.mutations.replacing import CXX

if TYPE_CHECKING:
    from paramcheck.sources.tree import Tree
    from tests.mutations.texts import Range

NAME = re.compile(r"[A-Za-z_]\w*")

_MACRO = r"^[ \t]*#[ \t]*define[ \t]+{name}[ \t]+(?P<value>\S(?:[^\n/\\]*[^\s/\\])?)[ \t]*(?=\r?$|//|/\*)"
_CONSTANT = r"\b(?:const|constexpr)\b[^;=(){{}}#]*\b{name}\s*=\s*(?P<value>[^;{{}}]*?)\s*;"


def of(tree: Tree, name: str) -> tuple[str, str, Range] | None:
    """The file, the form and the place of what a name stands for; ``None`` unless there is exactly one."""
    patterns = [
        (form, re.compile(pattern.format(name=re.escape(name)), re.MULTILINE))
        for form, pattern in (("macro", _MACRO), ("constant", _CONSTANT))
    ]
    found = []
    for file in tree.files(*SUFFIXES[CXX]):
        if name.encode() not in tree.read(file.path):
            continue
        text = tree.text(file.path)
        found += [
            (file.path, form, match.span("value")) for form, pattern in patterns for match in pattern.finditer(text)
        ]
    return found[0] if len(found) == 1 else None
