"""Changes to an input by words and lines.

Most bytes of a source, changed alone, make it one that does not parse, and what comes after the parser would never be
reached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

WORDS = Path(__file__).parent / "words"

_TOKEN = re.compile(rb"\w+|[ \t]+|\n[ \t]*|[^\w\s]")

LANGUAGES = {
    "python": ("python",),
    "ctypes": ("python", "ctypes"),
    "cffi": ("python", "c"),
    "pydantic": ("python", "pydantic"),
    "stub": ("python",),
    "c": ("c",),
    "header": ("c", "cpp"),
    "extension": ("c", "extension"),
    "cpp": ("c", "cpp", "pybind11"),
    "cython": ("python", "c", "cython"),
    "project": ("python", "ctypes", "c", "cython", "project"),
    "fixes": ("python", "ctypes", "c", "project"),
    "configuration": ("toml",),
    "rules": ("toml",),
    "metadata": ("toml", "metadata"),
    "baseline": ("json",),
    "commands": ("json",),
    "comments": ("comments",),
    "members": ("members",),
}
"""The lists of words for each reader; one that has none reads no text."""


@cache
def words(name: str) -> tuple[bytes, ...]:
    """Words that mean something to a reader."""
    lists = [(WORDS / f"{language}.txt").read_bytes().splitlines() for language in LANGUAGES.get(name, ())]
    return tuple(dict.fromkeys(word for one in lists for word in one if word))


@dataclass(frozen=True)
class Mutator:
    """Changes inputs of one reader.

    Attributes:
        words: What may be put in anywhere.
        others: Other inputs, from which lines are taken.
    """

    words: tuple[bytes, ...]
    others: tuple[bytes, ...]

    def change(self, data: bytes, random: Random) -> bytes:
        """An input with one to four places changed."""
        for _ in range(random.choice((1, 1, 2, 4))):
            change: Callable[[bytes, Random], bytes] = random.choice((self._word, self._word, self._line, self._value))
            data = change(data, random)
        return data

    def _word(self, data: bytes, random: Random) -> bytes:
        """One token replaced, put in, left out, repeated or exchanged with another one."""
        tokens = _TOKEN.findall(data) or [b""]
        at = random.randrange(len(tokens))
        other = random.randrange(len(tokens))
        choice = random.randrange(6)
        if choice == 0:
            tokens[at] = random.choice(self.words)
        elif choice == 1:
            tokens.insert(at, b" " + random.choice(self.words) + b" ")
        elif choice == 2:
            del tokens[at]
        elif choice == 3:
            tokens[at] = tokens[other]
        elif choice == 4:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            start, end = min(at, other), min(max(at, other), min(at, other) + 12)
            tokens[end:end] = tokens[start:end]
        return b"".join(tokens)

    def _line(self, data: bytes, random: Random) -> bytes:
        """Some lines left out, repeated, moved, or taken from another input."""
        lines = data.splitlines(keepends=True) or [b""]
        at = random.randrange(len(lines))
        end = at + random.randrange(1, 6)
        choice = random.randrange(4)
        if choice == 0:
            del lines[at:end]
        elif choice == 1:
            lines[at:at] = lines[at:end]
        elif choice == 2:
            to = random.randrange(len(lines))
            moved = lines[at:end]
            del lines[at:end]
            lines[to:to] = moved
        else:
            further = random.choice(self.others).splitlines(keepends=True) or [b""]
            start = random.randrange(len(further))
            lines[at:at] = further[start : start + random.randrange(1, 12)]
        return b"".join(lines)

    def _value(self, data: bytes, random: Random) -> bytes:
        """A number or a text replaced by one at the edge of what can be said."""
        places = list(_VALUE.finditer(data))
        if not places:
            return self._word(data, random)
        place = random.choice(places)
        return data[: place.start()] + random.choice(_VALUES) + data[place.end() :]


_VALUE = re.compile(rb"\b\d[\w.]*\b|\"[^\"\n]*\"|'[^'\n]*'")

_VALUES = (
    b"0", b"-1", b"1", b"2147483648", b"-2147483649", b"18446744073709551616", b"0xFFFFFFFFu", b"1e400", b"-0.0",
    b"1e-400", b"0.1f", b"1 << 63", b"1 << -1", b"1 << 100000", b"9 ** 9 ** 9", b"1 / 0", b"1 % 0", b"0777", b"1_0",
    b'""', b"'\\ud800'", b'"\\x00"', b'"\\N{DASH}"', b"'\\''", b'"\xe2\x80\xae"', b"b'\\xff'", b"None",
    b"True", b"...", b"float('nan')", b"INFINITY", b"{}", b"{0, {1, {2}}}", b"[[]]", b"()", b"-", b"'a' * 99999999",
    b"9" * 5000, b"1j", b"-2147483648 / -1", b"(-9223372036854775807LL - 1) / -1", b"L'x'", b"'abcd'", b'u8"x"',
)  # fmt: skip
