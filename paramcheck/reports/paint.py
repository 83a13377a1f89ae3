"""ANSI colours for the formats that are read in a terminal.

The few styles below are written by hand: loading rich for them would take longer than laying out the report.
Colours only repeat what the text says, and are those of the terminal's own palette, so any theme stays readable.
"""

from __future__ import annotations

from msgspec import Struct

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "mismatch": "1;31",
    "match": "32",
    "inherits": "32",
    "dynamic": "36",
    "documented": "33",
    "unknown": "35",
    "wrapper": "1;31",
    "native": "1;34",
    "gutter": "34",
    "strong": "1",
    "help": "1;36",
}


class Paint(Struct, frozen=True):
    """Colours text, or leaves it as it is.

    Attributes:
        color: Whether to colour.
    """

    color: bool

    def __call__(self, style: str, text: str) -> str:
        """Give a text a style.

        Args:
            style: A severity, a verdict, a side, ``gutter``, ``strong`` or ``help``.
            text: The text; it must be fit to be shown.
        """
        if not self.color or not text:
            return text
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
