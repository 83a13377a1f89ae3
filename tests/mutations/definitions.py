"""Where a default is given a name: by a macro or a constant of the library, or a constant of the wrapper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.mutations.enumerators import SUFFIXES
from tests.mutations.replacing import CXX, PYTHON

if TYPE_CHECKING:
    from paramcheck.sources.tree import Tree
    from tests.mutations.texts import Range

NAME = re.compile(r"[A-Za-z_]\w*")

_MACRO = r"^[ \t]*#[ \t]*define[ \t]+{name}[ \t]+(?P<value>\S(?:[^\n/\\]*[^\s/\\])?)[ \t]*(?=\r?$|//|/\*)"
_CONSTANT = r"\b(?:const|constexpr)\b[^;=(){{}}#]*\b{name}\s*=\s*(?P<value>[^;{{}}]*?)\s*;"


_ASSIGNED = r"^{name}(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?P<value>[^\s=][^\n#]*?)[ \t]*(?=\r?$|#)"

PATTERNS = {CXX: (("macro", _MACRO), ("constant", _CONSTANT)), PYTHON: (("module constant", _ASSIGNED),)}


def of(tree: Tree, name: str, language: str) -> tuple[str, str, Range] | None:
    """The file, the form and the place of what a name stands for; ``None`` unless there is exactly one."""
    patterns = [
        (form, re.compile(pattern.format(name=re.escape(name)), re.MULTILINE)) for form, pattern in PATTERNS[language]
    ]
    found = []
    for file in tree.files(*SUFFIXES[language]):
        if name.encode() not in tree.read(file.path):
            continue
        text = tree.text(file.path)
        found += [
            (file.path, form, match.span("value")) for form, pattern in patterns for match in pattern.finditer(text)
        ]
    return found[0] if len(found) == 1 else None
