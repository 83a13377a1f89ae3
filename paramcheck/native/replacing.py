"""Where code may put something in the place of a default, by its text alone.

A library of ten thousand lines compares its parameters everywhere. Only where a comparison decides what is stored in
the same member, or which of two values is taken, is there anything to be read.
"""

from __future__ import annotations

import re

from paramcheck.native.occurrences import closing, closing_brace, occurrences
from paramcheck.native.text import without

_MEMBER = re.compile(rb"(?:\.|->)\s*\Z")
_CONDITION = re.compile(rb"\bif\s*(?:constexpr\s*)?(\()[^;{}]*\Z")
_COPY = re.compile(rb"(\w+)(?:\s+|\s*[>*&]+\s*)\w+\s*[=({]\s*[&*(]*\s*(?:\w+\s*(?:\.|->)\s*)+\Z")
_NO_TYPES = frozenset({b"return", b"else", b"throw", b"case"})
_COPIED = re.compile(rb"\s*[;,)}]")
_CALL = re.compile(rb"\w+\s*\([^()]*\)")
_COLON = re.compile(rb"(?<!:):(?!:)")
_OWNER = re.compile(rb"(\w+)\s*(?:(?:\.|->)\s*\w+\s*)*(?:\.|->)\s*\Z")
_PATH = re.compile(rb"(?<![\w.>])(\w+)\s*(?:\.|->)\s*[A-Za-z_]")
_ENDS = re.compile(rb"[;{}]")
_LONGEST = 600
"""Bytes of a declaration up to what it is initialised with."""


def places(data: bytes, name: bytes) -> list[int]:
    """Where a member is looked at so that something else may be taken instead.

    Args:
        data: The text of a file.
        name: The member, without its owner.
    """
    members = [place for place in occurrences(data, name) if _MEMBER.search(data[max(0, place - 3) : place])]
    after = len(name)
    is_copied = any(_COPIED.match(data, place + after) and _copies(data, place) for place in members)
    # A copy may have any name, and be what is compared or stored.
    return members if is_copied else [place for place in members if _decides(data, place, name)]


def _copies(data: bytes, place: int) -> bool:
    """Whether a variable is declared that starts as the member."""
    found = _COPY.search(data[max(0, place - _LONGEST) : place])
    return found is not None and found.group(1) not in _NO_TYPES


def _decides(data: bytes, place: int, name: bytes) -> bool:
    start = max(data.rfind(mark, 0, place) for mark in (b";", b"{", b"}")) + 1
    ends = _ENDS.search(data, place)
    question = data.find(b"?", start, ends.start() if ends is not None else len(data))
    if question >= 0:
        return _chooses(data[start:place], data[question + 1 : ends.start() if ends is not None else None], name)
    condition = _CONDITION.search(data[start:place])
    if condition is None:
        return False
    closed = closing(data, start + condition.start(1))
    return closed is None or _stores(data, closed + 1, name)


def _chooses(before: bytes, alternatives: bytes, name: bytes) -> bool:
    """Whether one of two alternatives is the member, and the other may be known without running anything."""
    # What is handed to a function is not what is taken.
    alternatives = without(_CALL, alternatives, b"\x01")
    parts = _COLON.split(alternatives)
    owner = _OWNER.search(before)
    if not re.search(rb"\b%s\b" % re.escape(name), alternatives):
        return False
    if len(parts) != 2 or owner is None:
        return True
    kept = re.compile(rb"\b%s\s*(?:\.|->)[\s\w.>-]*\b%s\W*\Z" % (re.escape(owner.group(1)), re.escape(name)))
    others = [part for part in parts if not kept.search(part)]
    if len(others) != 1:
        return not others
    # A member of something else is not a constant.
    return all(one == owner.group(1) for one in _PATH.findall(others[0]))


def _stores(data: bytes, start: int, name: bytes) -> bool:
    """Whether the statement at a place stores something in the member."""
    opened = _ENDS.search(data, start)
    if opened is None:
        return False
    end = closing_brace(data, opened.start()) if opened.group() == b"{" else opened.start()
    return re.search(rb"\b%s\s*=(?!=)" % re.escape(name), data[start:end]) is not None
