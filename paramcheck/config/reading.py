"""Reads TOML files into typed tables; whatever is wrong with one becomes a single line that names the place."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

import msgspec
from msgspec import Struct, inspect

from paramcheck.config.patterns import shown, shown_path
from paramcheck.config.positions import positions
from paramcheck.errors import ParamcheckError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Protocol

    from paramcheck.config.positions import KeyPath

    class Readable(Protocol):
        """A file on the disk or in a package."""

        def read_bytes(self) -> bytes:
            """The content."""


_T = TypeVar("_T")
_PLACE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")
_LIKENESS = 0.7
"""How like a known name an unknown one must be to be taken for it: `select` is not `expect`."""
_SHOWN_KEYS = 12
"""How many known keys a message lists where none is like the unknown one."""
_SHOWN_TEXT = 60
"""How many characters of a wrong text a message repeats."""


class Document(Struct, frozen=True, dict=True):
    """A TOML document.

    Attributes:
        name: The file's name for messages.
        text: Its text.
        data: Its content.
        section: Keys that lead to the part of it that is ours.
    """

    name: str
    text: str
    data: dict[str, Any]
    section: tuple[str, ...] = ()

    def line(self, path: KeyPath) -> int:
        """The line of a value, or of the closest one around it that has a line.

        Args:
            path: The way to the value, from our part of the document.
        """
        full = (*self.section, *path)
        for length in range(len(full), 0, -1):
            if full[:length] in self._lines:
                return self._lines[full[:length]]
        return 1

    def place(self, path: KeyPath) -> str:
        """``file:line`` of a value."""
        return f"{self.name}:{self.line(path)}"

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        return positions(self.text.replace("\r\n", "\n"))


@overload
def read_text(file: Readable, name: str) -> str: ...
@overload
def read_text(file: Readable, name: str, word: bytes) -> str | None: ...
def read_text(file: Readable, name: str, word: bytes = b"") -> str | None:
    """The text of a file.

    Args:
        file: The file.
        name: Its name for messages.
        word: What must be in the file.

    Returns:
        The text; ``None`` if the word is not in it.

    Raises:
        ParamcheckError: If it cannot be read or is not UTF-8.
    """
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ParamcheckError(f"cannot read {name}: {shown(reason)}") from None
    if word not in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ParamcheckError(f"{name}:{line}: not UTF-8: save it as UTF-8") from None


def parse(text: str, name: str) -> Document:
    """Parse a TOML document.

    Args:
        text: The document.
        name: The file's name for messages.

    Raises:
        ParamcheckError: If it is not valid.
    """
    try:
        return Document(name, text, tomllib.loads(text))
    except RecursionError:
        raise ParamcheckError(f"{name}: nested too deeply") from None
    except ValueError as error:
        # Not only TOMLDecodeError: Python refuses numbers of thousands of digits by a plain ValueError.
        message = str(error)
        found = _PLACE.search(message)
        line = found[1] if found and found[1] else text.count("\n") + 1
        reason = shown(_PLACE.sub("", message))
        raise ParamcheckError(f"{name}:{line}: not valid TOML: {reason[:1].lower()}{reason[1:]}") from None


def load_document(path: Path) -> Document:
    """Read and parse a TOML file.

    Raises:
        ParamcheckError: If it cannot be read, is not UTF-8 or not valid.
    """
    name = shown_path(path)
    return parse(read_text(path, name), name)


def typed(document: Document, data: object, table: type[_T]) -> _T:
    """A part of a document as one of our tables.

    Args:
        document: The document, for messages.
        data: Its part.
        table: The type.

    Raises:
        ParamcheckError: If a key is unknown or lacking, or a value is of another type.
    """
    try:
        return msgspec.convert(data, table)
    except msgspec.ValidationError as error:
        complaint = _complaint(data, inspect.type_info(table), ()) or _raised(error)
        raise ParamcheckError(f"{document.place(complaint.path)}: {complaint.message}") from None


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the known one that is most like it, or what is known."""
    names = sorted(known)
    # Only kebab-case is accepted, but fail_on and failOn are common first attempts.
    plain = {one.replace("-", "").lower(): one for one in names}
    close = difflib.get_close_matches(name.replace("-", "").replace("_", "").lower(), plain, 1, _LIKENESS)
    if close:
        return f"did you mean {plain[close[0]]!r}?"
    more = ", ..." if len(names) > _SHOWN_KEYS else ""
    return f"known are {', '.join(names[:_SHOWN_KEYS])}{more}"


class _Complaint(NamedTuple):
    """What is wrong with a value, and where."""

    path: KeyPath
    message: str


def _raised(error: msgspec.ValidationError) -> _Complaint:
    """What a table itself refused; its message is ours, its path msgspec's."""
    message, _, way = str(error).rpartition(" - at `$")
    path: list[str | int] = []
    for key, number in re.findall(r"\.([\w-]+)|\[(\d+)\]", way):
        path.append(int(number) if number else key)
    where = _dotted(tuple(path))
    return _Complaint(tuple(path), f"{where}: {message}" if where else message)


def _complaint(value: object, expected: inspect.Type, path: KeyPath) -> _Complaint | None:
    """The first thing that is wrong with a value, in the order of the document."""
    words = None
    while isinstance(expected, inspect.Metadata):
        words = (expected.extra or {}).get("expected", words)
        expected = expected.type
    if not _fits(value, expected):
        where = _dotted(path) or "the configuration"
        return _Complaint(path, f"{where}: expected {words or _described(expected)}, got {_kind(value, expected)}")
    parts: Iterable[tuple[str | int, Any, inspect.Type]] = ()
    if isinstance(expected, inspect.StructType):
        assert isinstance(value, dict)
        wrong = _wrong_keys(value, expected, path)
        if wrong:
            return wrong
        fields = {field.encode_name: field.type for field in expected.fields}
        parts = ((key, item, fields[key]) for key, item in value.items())
    elif isinstance(expected, inspect.DictType):
        assert isinstance(value, dict)
        parts = ((key, item, expected.value_type) for key, item in value.items())
    elif isinstance(expected, inspect.ListType):
        assert isinstance(value, list)
        parts = ((number, item, expected.item_type) for number, item in enumerate(value))
    found = (_complaint(item, inner, (*path, key)) for key, item, inner in parts)
    return next((one for one in found if one), None)


def _wrong_keys(value: dict[str, Any], table: inspect.StructType, path: KeyPath) -> _Complaint | None:
    known = [field.encode_name for field in table.fields]
    where = f" in {_dotted(path)}" if path else ""
    for key in value:
        if key not in known:
            return _Complaint((*path, key), f"unknown key {_key(key)}{where}; {nearest(key, known)}")
    for field in table.fields:
        if field.required and field.encode_name not in value:
            return _Complaint(path, f"the key {field.encode_name!r} is missing{where}")
    return None


def _fits(value: object, expected: inspect.Type) -> bool:
    """Whether a value is right by itself, whatever is in it."""
    if isinstance(expected, inspect.UnionType):
        return any(_fits(value, one) for one in expected.types)
    if isinstance(expected, inspect.BoolType):
        return isinstance(value, bool)
    if isinstance(expected, inspect.IntType):
        return isinstance(value, int) and not isinstance(value, bool)
    if isinstance(expected, inspect.FloatType):
        return isinstance(value, float)
    if isinstance(expected, inspect.StrType):
        return (
            isinstance(value, str)
            and len(value) >= (expected.min_length or 0)
            and (expected.pattern is None or re.search(expected.pattern, value) is not None)
        )
    if isinstance(expected, inspect.LiteralType):
        return isinstance(value, str) and value in expected.values
    if isinstance(expected, inspect.ListType):
        return isinstance(value, list) and len(value) >= (expected.min_length or 0)
    return isinstance(value, dict)


def _described(expected: inspect.Type) -> str:
    if isinstance(expected, inspect.UnionType):
        # The only union of the tables is that of all scalars.
        return "true or false, a number or a string"
    if isinstance(expected, inspect.LiteralType):
        return f"one of {', '.join(repr(one) for one in expected.values)}"
    words = {
        inspect.BoolType: "true or false",
        inspect.StrType: "a string",
        inspect.ListType: "a list",
    }
    return words.get(type(expected), "a table")


def _kind(value: object, expected: inspect.Type) -> str:
    """What a value is, for people; the value itself where only it is wrong."""
    if isinstance(value, str) and isinstance(expected, (inspect.LiteralType, inspect.StrType)):
        return repr(value if len(value) <= _SHOWN_TEXT else f"{value[:_SHOWN_TEXT]}...")
    for kind, words in (
        (bool, "true" if value else "false"),
        (str, "a string"),
        (int, "a number"),
        (float, "a number"),
        (list, "a list" if value else "an empty list"),
        (dict, "a table"),
        ((dt.date, dt.time), "a date or time"),
    ):
        if isinstance(value, kind):
            return words
    raise AssertionError(value)


def _dotted(path: KeyPath) -> str:
    """The way to a value as one would write it; numbers of elements say less than the line."""
    return ".".join(_key(part) for part in path if isinstance(part, str))


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else repr(name)
