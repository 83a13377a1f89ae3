"""Texts that no encoding has: a source can spell half of a pair of surrogates, such as U+D800.

No native function can be handed one, and no native source can hold a name with one.
"""

from __future__ import annotations

import ast
import re

_SPELLED = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")
_STAND_IN = "\N{REPLACEMENT CHARACTER}"


def replace(tree: ast.Module, *texts: str) -> None:
    """Put the replacement character in the place of each half.

    Args:
        tree: A module's syntax tree, which is changed.
        texts: Its sources.
    """
    if not any(_SPELLED.search(text) for text in texts):
        # Hardly any source has one, and a look at the whole tree costs as much as parsing.
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = _HALF.sub(_STAND_IN, node.value)
