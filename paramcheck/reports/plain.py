"""Text from a tree, made fit to be shown: nothing in it may steer a terminal, a browser or a CI runner.

A path, a name or a source line may hold terminal escapes, characters that reverse the direction of writing, or
commands of a CI service, put there by whoever wrote the tree.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from paramcheck.sources.layout import shown

__all__ = ["cells", "crop", "defuse", "fold", "shown", "visible", "well_formed"]

ELLIPSIS = "…"

_C0_PICTURES = 0x2400
_DELETE_PICTURE = "\u2421"
_REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
_LEADING_COMMAND = re.compile(r"^(\s*)::", re.MULTILINE)
_BREAKS_AFTER = frozenset(".,:;/(")


def visible(text: str) -> str:
    """A source line, character for character: what cannot be shown is replaced by one character of width one.

    Unlike ``shown``, this keeps columns. Tabs stay, for whoever lays the line out to expand.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one == "\t" else _stand_in(one) for one in text)


def _stand_in(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(_C0_PICTURES + code)
    if code == 0x7F:
        return _DELETE_PICTURE
    # Spaces of other widths are harmless, but not printable in Python's sense.
    return " " if unicodedata.category(character) == "Zs" else _REPLACEMENT


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(cell, text))


def cell(character: str) -> int:
    """How many columns a character takes: two for wide ones, none for marks on the one before."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in {"Mn", "Me", "Cf"} else 1


def crop(text: str, width: int) -> str:
    """Cut a text to a number of columns; an ellipsis says that it was cut."""
    if cells(text) <= width:
        return text
    return text[: _fitting(text, width - 1)] + ELLIPSIS


def fold(text: str, width: int) -> list[str]:
    """Break a text into lines of at most a number of columns: at a space, else after punctuation, else anywhere."""
    lines = []
    while cells(text) > width:
        # A character that is wider than the line must still be consumed.
        end = max(1, _fitting(text, width))
        late = range(end, end // 2, -1)
        at_space = (at for at in late if " " in text[at - 1 : at + 1])
        after_punctuation = (at for at in late if text[at - 1] in _BREAKS_AFTER)
        start = next(chain(at_space, after_punctuation), end)
        lines.append(text[:start].rstrip())
        text = text[start:].lstrip()
    return [*lines, text] if text or not lines else lines


def _fitting(text: str, width: int) -> int:
    """How many characters from the start fit into a number of columns."""
    used = 0
    for index, character in enumerate(text):
        used += cell(character)
        if used > width:
            return index
    return len(text)


def defuse(output: str) -> str:
    """Keep whatever a tree says from being a command of GitHub Actions, whose runner reads all that a step prints.

    It obeys a line that starts with ``::`` after white space, and ``##[`` anywhere (``ActionCommand.cs`` of
    actions/runner).
    """
    return _LEADING_COMMAND.sub(r"\1\\::", output).replace("##[", "##\u2772")


def well_formed(text: str) -> str:
    """A text that UTF-8 can hold: half of a surrogate pair, as in the name of an undecodable file, is escaped."""
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
