"""Lines of the keys and tables of a TOML document, which no TOML reader gives."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Mapping

KeyPath: TypeAlias = "tuple[str | int, ...]"
"""The way to a value: keys of tables, and numbers of array elements from 0."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")


def positions(text: str) -> Mapping[KeyPath, int]:
    """The line on which each key, table and array element of a document begins.

    Args:
        text: A valid document. Of another one, or one of extreme depth, the result may lack lines.
    """
    reader = _Reader(text)
    with suppress(_UnexpectedError, RecursionError):
        reader.document()
    return reader.lines


class _UnexpectedError(Exception):
    """The document is not what a valid one would be."""


class _Reader:
    """One pass over a document.

    Args:
        text: The document.
    """

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._line = 1
        self._elements: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        while self._skip(_BLANK) or self._at < len(self._text):
            if self._at == len(self._text):
                return
            if self._take("[["):
                table = self._array_header()
            elif self._take("["):
                line = self._line
                table = self._within(self._key())
                self._expect("]")
                self._note(table, line)
            else:
                self._pair(table)

    def _array_header(self) -> KeyPath:
        line = self._line
        key = self._key()
        self._expect("]]")
        array = (*self._within(key[:-1]), key[-1])
        number = self._elements.get(array, -1) + 1
        self._elements[array] = number
        self._note(array, line)
        self._note((*array, number), line)
        return (*array, number)

    def _within(self, key: KeyPath) -> KeyPath:
        """A header's key, with the last element of every array of tables that it leads through."""
        path: KeyPath = ()
        for part in key:
            path = (*path, part)
            if path in self._elements:
                path = (*path, self._elements[path])
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line
        path = table
        for part in self._key():
            path = (*path, part)
            self._note(path, line)
        self._expect("=")
        self._skip(_SPACES)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._take("["):
            self._array(path)
        elif self._take("{"):
            self._inline_table(path)
        elif self._text.startswith(("'", '"'), self._at):
            self._match(_STRING)
        else:
            self._match(_SCALAR)

    def _array(self, path: KeyPath) -> None:
        number = 0
        while True:
            self._skip(_BLANK)
            if self._take("]"):
                return
            self._note((*path, number), self._line)
            self._value((*path, number))
            self._skip(_BLANK)
            self._take(",")
            number += 1

    def _inline_table(self, path: KeyPath) -> None:
        while True:
            # Newlines and comments within an inline table are allowed from TOML 1.1 on.
            self._skip(_BLANK)
            if self._take("}"):
                return
            self._pair(path)
            self._skip(_BLANK)
            self._take(",")

    def _key(self) -> KeyPath:
        parts: list[str | int] = []
        while True:
            self._skip(_SPACES)
            if self._text.startswith(("'", '"'), self._at):
                parts.append(_unquoted(self._match(_STRING)))
            else:
                parts.append(self._match(_BARE_KEY))
            self._skip(_SPACES)
            if not self._take("."):
                return tuple(parts)

    def _note(self, path: KeyPath, line: int) -> None:
        self.lines.setdefault(path, line)

    def _take(self, text: str) -> bool:
        found = self._text.startswith(text, self._at)
        if found:
            self._at += len(text)
        return found

    def _expect(self, text: str) -> None:
        self._skip(_SPACES)
        if not self._take(text):
            raise _UnexpectedError

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        assert found is not None
        self._at = found.end()
        self._line += found.group().count("\n")
        return found.group()

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise _UnexpectedError
        self._at = found.end()
        self._line += found.group().count("\n")
        return found.group()


def _unquoted(key: str) -> str:
    try:
        return str(tomllib.loads(f"key = {key}")["key"])
    except ValueError:
        raise _UnexpectedError from None
