"""Names that a translated module uses for what Python has no words for.

The names have a colon in them, so no source can have the same ones.
"""

from __future__ import annotations

import ast
from typing import Final

MODULE: Final = "paramcheck.cython"
"""The module that the names are said to come from; :mod:`~.intrinsics` knows what each of them does."""

INTRINSICS: Final = (
    "Structure",
    "NativeClass",
    "function",
    "constant",
    "scope",
    "declare",
    "convert",
    "cast",
    "address",
)

DECLARATIONS: Final = ":pxd"
"""Marks the name of a module of declarations, which lies beside the module of the same name that has the code."""


def intrinsic(name: str) -> str:
    """The name under which a translated module knows an intrinsic."""
    assert name in INTRINSICS
    return f"cython:{name}"


_OLD: Final = {"xrange": "range", "unicode": "str", "basestring": "str", "long": "int", "unichr": "chr"}
"""Built-in names of Python 2, which Cython still knows."""


def imports() -> list[ast.stmt]:
    """The statements that bring in what every translation may use."""
    made: list[ast.stmt] = [
        ast.ImportFrom(MODULE, [ast.alias(name, intrinsic(name)) for name in INTRINSICS], 0),
        ast.ImportFrom("builtins", [ast.alias(new, old) for old, new in _OLD.items()], 0),
    ]
    for statement in made:
        for node in ast.walk(statement):
            node.lineno, node.col_offset = 1, 0  # type: ignore[attr-defined]
            node.end_lineno, node.end_col_offset = 1, 0  # type: ignore[attr-defined]
    return made
