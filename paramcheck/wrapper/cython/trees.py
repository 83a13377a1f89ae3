"""The parser's trees, of whose nodes and positions the library gives no types."""

from __future__ import annotations

from typing import Any, TypeAlias

SyntaxNode: TypeAlias = Any
"""A node. What it is tells the name of its class; a module of the library need not be imported to ask."""

Position: TypeAlias = Any
"""A source, a line from 1 and a column from 0."""

Untyped: TypeAlias = Any
"""Another object of the library: a scanner, an error."""
