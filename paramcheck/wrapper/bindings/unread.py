"""Saying what could not be read: arguments that a source names, but that no registration was understood to have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from paramcheck.clang.unit import Unit
    from paramcheck.wrapper.bindings.facts import BindingFacts

_ARGUMENT = re.compile(
    rb"//[^\n]*|/\*.*?\*/|^[ \t]*#[^\n]*|\barg(?:_v)?\s*\(\s*\"(?P<called>\w+)\"|\"(?P<suffixed>\w+)\"_a\b",
    re.DOTALL | re.MULTILINE,
)
_REGISTERS = re.compile(rb"(?:\.|->|\b)def\w*\s*$")
_OPERATOR = re.compile(rb"\([^,\[\"]*\bself\b[^,\[\"]*,")
"""An operator that is bound as an expression, ``def(self == self, arg("other"))``: it has no parameter of its own."""

_LONGEST = 20_000
"""Bytes between a registration and its last argument."""


def problems(
    facts: BindingFacts, units: Iterable[tuple[Unit, set[str]]], undeclared: Mapping[str, tuple[int, str]]
) -> Iterator[Problem]:
    """Name each source once whose arguments were not all read, with the reason.

    A source that parsed well is not named: what is missing from it is left out of the build by its conditions, or
    belongs to a file that another one takes the place of.

    Args:
        facts: What was read.
        units: The parsed sources of bindings, each with the files that are read from it.
        undeclared: What some sources use although nothing declares it, and in which line.
    """
    read: dict[str, set[int]] = {}
    for parameter in facts.parameters:
        read.setdefault(parameter.span.path, set()).add(parameter.span.line)
    named_before: set[str] = set()
    for unit, paths in units:
        reasons = {path: undeclared[path] for path in paths if path in undeclared}
        for span, message in unit.errors():
            if span is not None and span.path in paths:
                reasons.setdefault(span.path, (span.line, message))
        for path, (line, message) in sorted(reasons.items()):
            if path in named_before:
                continue
            named_before.add(path)
            named = _named(unit.text(path))
            missing = [one for one in named if one not in read.get(path, ())]
            if missing:
                count = f"{len(missing)} of {len(named)} arguments of bindings are not read"
                yield Problem(f"{count}: {message}", path, line)


def _named(data: bytes) -> list[int]:
    """The lines of the arguments that registrations name."""
    return [
        data.count(b"\n", 0, match.start()) + 1
        for match in _ARGUMENT.finditer(data)
        if (match.group("called") or match.group("suffixed")) and _is_registered(data, match.start())
    ]


def _is_registered(data: bytes, offset: int) -> bool:
    """Whether a place is within the arguments of a ``def``, not of a dictionary that is made or a call."""
    depth = 0
    for position in range(offset - 1, max(0, offset - _LONGEST), -1):
        character = data[position]
        if character in b")]}":
            depth += 1
        elif character in b"([{":
            depth -= 1
            if depth < 0:
                if character != 0x28 or _REGISTERS.search(data, max(0, position - 60), position):
                    return character == 0x28 and _OPERATOR.match(data, position) is None
                if data[max(0, position - 1) : position].strip(b" \n,=(") or not data[position - 1 : position]:
                    # The arguments of another call; only a list in parentheses of its own may stand within a def.
                    return False
                depth = 0
        elif character == 0x3B and depth == 0:
            return False
    return False
