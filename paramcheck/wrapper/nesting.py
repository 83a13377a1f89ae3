"""Code that is nested too deeply for functions that call themselves: sums of a thousand terms and the like.

Only generated code is, and none of it states a default, so such a statement is taken out of the tree.
"""

from __future__ import annotations

import ast
import re

DEEPEST = 120
"""Levels of a statement's syntax tree. Code that people write has about 20."""

_LONG_LINE = 1500
_MANY_BRANCHES = 60


def cut(tree: ast.Module, text: str) -> list[int]:
    """Replace statements that are nested too deeply by ``pass``.

    Args:
        tree: A module's syntax tree, which is changed.
        text: Its source.

    Returns:
        The lines of those statements.
    """
    if not _may_be_deep(text):
        return []
    lines: list[int] = []
    _cut(tree.body, lines)
    return lines


_JOINT = re.compile(r"^[^\S\n]*(?:[+|.]|and |or )|(?:[+|\\]| and| or)[^\S\n]*$", re.MULTILINE)
"""What a line starts or ends with that goes on with the one before or after it."""


def _may_be_deep(text: str) -> bool:
    # A look at the whole tree costs as much as parsing, and what nests without end shows in the text.
    if text.count("elif") > _MANY_BRANCHES or len(text) > 200_000:
        return True
    if max(map(len, text.splitlines()), default=0) > _LONG_LINE:
        return True
    # Few files have so many of these lines at all, which takes a tenth of the time to see.
    return len(_JOINT.findall(text)) > _MANY_BRANCHES and _longest_joint(text) > _MANY_BRANCHES


def _longest_joint(text: str) -> int:
    """Consecutive lines that start or end with an operator."""
    longest = current = 0
    for line in text.splitlines():
        bare = line.strip()
        joined = bare.startswith(("+", "|", "and ", "or ", ".")) or bare.endswith(("+", "|", " and", " or", "\\"))
        current = current + 1 if joined else 0
        longest = max(longest, current)
    return longest


def _cut(body: list[ast.stmt], lines: list[int]) -> None:
    for position, statement in enumerate(body):
        if isinstance(statement, ast.ClassDef):
            _cut(statement.body, lines)
        elif _is_deep(statement):
            lines.append(statement.lineno)
            body[position] = ast.copy_location(ast.Pass(), statement)


def _is_deep(statement: ast.stmt) -> bool:
    level: list[ast.AST] = [statement]
    for _ in range(DEEPEST):
        level = [child for node in level for child in _inside(node)]
        if not level:
            return False
    return True


def _inside(node: ast.AST) -> list[ast.AST]:
    """What is right inside a node: ``ast.iter_child_nodes``, without looking each name of the grammar up."""
    found: list[ast.AST] = []
    for value in node.__dict__.values():
        if isinstance(value, ast.AST):
            found.append(value)
        elif isinstance(value, list):
            found.extend(one for one in value if isinstance(one, ast.AST))
    return found
