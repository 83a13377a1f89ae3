"""Parsing C text that stands in no file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.clang.unit import Unit

if TYPE_CHECKING:
    from paramcheck.clang.parser import Parser
    from paramcheck.sources.tree import Tree

_STANDARD = ("stddef.h", "stdint.h", "stdbool.h", "stdio.h", "sys/types.h", "wchar.h", "time.h")
"""Headers whose names cffi knows without being told, as far as there are any."""


def parse(tree: Tree, parser: Parser, name: str, text: str, target: str, *, standard: bool = False) -> Unit | None:
    """Parse a text as C.

    Args:
        tree: The sources.
        parser: Knows libclang and the stand-in headers.
        name: What to call it; there is no file of that name.
        text: The text.
        target: Target triple; empty for this machine.
        standard: Whether the names of the C library are known in it.

    Returns:
        The unit; ``None`` if libclang cannot make one.
    """
    arguments = ["-xc", "-std=gnu11", "-nostdinc", "-w", "-ferror-limit=0"]
    if target:
        arguments.append(f"--target={target}")
    if standard:
        arguments.append(f"-isystem{parser.includes.stand_ins[1]}")
        arguments.extend(word for header in _STANDARD for word in ("-include", header))
    location = str(tree.locate(name))
    data = text.encode("utf-8", "replace")
    unit = parser.translate(name, location, arguments, {location: data})
    return Unit(tree, name, unit.root.translation_unit, {name: data}) if unit is not None else None
