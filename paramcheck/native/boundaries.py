"""Whether a library treats two values of "not set" alike.

Zero and negative numbers often both mean "choose for me": the library asks ``if (n_threads > 0)`` and does something
else otherwise. Where no comparison in its sources tells two such values apart, and there is at least one that both
fail or pass together, they are not known to differ.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

from paramcheck.native.occurrences import occurrences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.native.search import Search

_NAMED = re.compile(rb"([A-Za-z_]\w*)(?:\(\))?")
"""A constant, or a call without arguments."""
_WORDS = frozenset({b"true", b"false", b"nullptr", b"NULL"})
_QUALIFIER = re.compile(rb"\b\w+\s*::\s*")

_COMPARED = re.compile(rb"\s*(<=|>=|==|!=|<|>)\s*(-?\d+)\b(?!\.)")
_ENDS_TEST = re.compile(rb"\s*(?:\)|&&|\|\|)")
_BEGINS_TEST = re.compile(rb"\b(?:if|while)\s*\(\s*!?\s*(?:\w+(?:\.|->))*\Z")

_NEAR = 400
"""Bytes before a name within which the statement that it belongs to starts."""
_AFTER = 40
"""Bytes after a name within which its empty parentheses close."""

_COMPARISONS: dict[bytes, Callable[[int, int], bool]] = {
    b"<=": operator.le,
    b">=": operator.ge,
    b"==": operator.eq,
    b"!=": operator.ne,
    b"<": operator.lt,
    b">": operator.gt,
}


def alike(search: Search, name: str, left: int, right: int) -> bool:
    """Whether every comparison of a member with a constant has the same outcome for two values.

    Args:
        search: The native sources.
        name: The member or argument, without its owner.
        left: One value, zero or below.
        right: The other, zero or below.

    Returns:
        Whether there is such a comparison and none tells the values apart.
    """
    needle = name.encode()
    found = False
    for path in search.containing(name):
        data = search.text(path)
        for place in occurrences(data, needle):
            after = place + len(needle)
            if bool(left) != bool(right) and _ENDS_TEST.match(data, after) and _is_tested(data, place):
                return False
            match = _COMPARED.match(data, after)
            if match is not None:
                found = True
                compare, constant = _COMPARISONS[match.group(1)], int(match.group(2))
                if compare(left, constant) != compare(right, constant):
                    return False
    return found


def _is_tested(data: bytes, place: int) -> bool:
    """Whether a member is a condition's first operand, bare or denied."""
    return _BEGINS_TEST.search(data[max(0, place - _NEAR) : place]) is not None


def replaced_by(search: Search, name: str, spelling: str) -> bool:
    """Whether the library takes an expression where something is not set.

    That is ``name ? name : expression``, or ``if (member == 0) member = expression`` for whichever member the
    parameter becomes: what counts is that it is the very expression that the wrapper passes.

    Args:
        search: The native sources.
        name: The parameter.
        spelling: The expression, as the wrapper writes it: a call or a constant of the library.
    """
    wanted = _plain(spelling.encode())
    named = _NAMED.fullmatch(wanted)
    if named is None or named.group(1) in _WORDS:
        return False
    quoted = re.escape(name.encode())
    value = rb"\s*((?:\w+\s*(?:<[^<>;]*>)?\s*::\s*)*" + re.escape(named.group(1)) + rb"\b(?:\s*\(\s*\))?)"
    forms = (
        re.compile(rb"\b" + quoted + rb"\s*(?:(?:>|!=)\s*0\s*)?\?\s*" + quoted + rb"\s*:" + value),
        re.compile(rb"\b(\w+)\s*(?:==|<=|<)\s*(?:0|-1)\s*\)\s*\{?\s*(?:\w+(?:\.|->))*\1\s*=" + value),
        re.compile(rb"!\s*(\w+)\s*\)\s*\{?\s*(?:\w+(?:\.|->))*\1\s*=" + value),
    )
    return any(
        _plain(match.group(match.lastindex or 1)) == wanted
        for near in _surroundings(search, named.group(1))
        for form in forms
        for match in form.finditer(near)
    )


def _surroundings(search: Search, name: bytes) -> Iterator[bytes]:
    """The text around every mention of a name."""
    for path in search.containing(name.decode()):
        data = search.text(path)
        for place in occurrences(data, name):
            yield data[max(0, place - _NEAR) : place + len(name) + _AFTER]


def _plain(expression: bytes) -> bytes:
    """An expression without qualification and spaces."""
    return _QUALIFIER.sub(b"", b"".join(expression.split()))
