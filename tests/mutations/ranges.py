"""Which parameters the wrapper accepts only some values of.

A default that the wrapper itself refuses reaches nothing, so another number or text might be no default at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.mutations.enumerators import SUFFIXES
from tests.mutations.replacing import CYTHON, PYTHON

if TYPE_CHECKING:
    from paramcheck.sources.tree import Tree

_CHECK = (
    r"^[ \t]*(?:if|elif)\b[^\n]*(?:\b{name}\b\s*(?:[<>]|not\s+in\b|!=)|[<>]=?\s*(?:\w+\.)*{name}\b)[^\n]*:\s*\n?\s*raise\b"
    r"|^[ \t]*assert\b[^\n]*\b{name}\b"
    r"|\braise\b[^\n]*\b{name}\b"
)


def is_checked(tree: Tree, name: str) -> bool:
    """Whether Python or Cython code compares something of this name and raises, or raises and speaks of it."""
    pattern = re.compile(_CHECK.format(name=re.escape(name)), re.MULTILINE)
    files = tree.files(*SUFFIXES[PYTHON], *SUFFIXES[CYTHON])
    return any(name.encode() in tree.read(one.path) and pattern.search(tree.text(one.path)) for one in files)
