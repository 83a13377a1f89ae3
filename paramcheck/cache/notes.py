"""Noting what an answer is found from.

Some methods are the only ways to what is in a tree: to the texts of files, to the places of a name, to what a compiler
would be given. What is asked of them while an answer is looked for is what the answer depends on, and asking the same
again tells whether the answer still holds.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Arguments = tuple[Any, ...]
"""What a way is asked: texts, and tuples of texts."""

Row = tuple[str, Arguments, bytes]
"""A way, what it was asked, and what stands for what it said."""

_LENGTH = 16
_WAY = "way"


class Noting(Protocol):
    """Whoever has ways."""

    @property
    def notes(self) -> Notes | None:
        """Where it notes what it is asked; ``None`` if nobody wants to know."""


_Self = TypeVar("_Self", bound=Noting)
_Asked = ParamSpec("_Asked")
_Said = TypeVar("_Said")


class Notes:
    """What is asked while an answer is looked for.

    Attributes:
        is_open: Whether anything is noted.
    """

    def __init__(self) -> None:
        self.is_open = False
        self._rows: dict[tuple[str, Arguments], bytes] = {}
        self._seen: set[object] = set()

    def open(self) -> None:
        """Begin to note."""
        assert not self.is_open, "an answer is not looked for while another one is"
        self.is_open = True
        self._rows = {}
        self._seen = set()

    def is_first(self, thing: object) -> bool:
        """Whether anything is noted, and a thing is met for the first time since that began."""
        if not self.is_open or thing in self._seen:
            return False
        self._seen.add(thing)
        return True

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Note nothing for a while."""
        was_open, self.is_open = self.is_open, False
        try:
            yield
        finally:
            self.is_open = was_open

    def close(self) -> tuple[Row, ...]:
        """End, and give what was asked, each once."""
        self.is_open = False
        return tuple((way, arguments, said) for (way, arguments), said in self._rows.items())

    def ask(self, way: str, arguments: Arguments, method: Callable[[], _Said]) -> _Said:
        """Ask a way, and note it; what it asks of others is its own affair."""
        with self.silence():
            said = method()
        key = way, tuple(tuple(one) if isinstance(one, list) else one for one in arguments)
        if key not in self._rows:
            self._rows[key] = fingerprint(said)
        return said


def noted(
    way: str,
) -> Callable[[Callable[Concatenate[_Self, _Asked], _Said]], Callable[Concatenate[_Self, _Asked], _Said]]:
    """Make a method a way.

    Args:
        way: Its name, by which it is found again. It is asked with positional arguments, that are texts or tuples of
            texts, and what it says has the same ``repr`` in every process.
    """

    def made(
        method: Callable[Concatenate[_Self, _Asked], _Said],
    ) -> Callable[Concatenate[_Self, _Asked], _Said]:
        @wraps(method)
        def asked(self: _Self, *arguments: _Asked.args, **named: _Asked.kwargs) -> _Said:
            notes = self.notes
            if notes is None or not notes.is_open:
                return method(self, *arguments, **named)
            assert not named, "what is noted is asked by position"
            return notes.ask(way, arguments, lambda: method(self, *arguments, **named))

        setattr(asked, _WAY, way)
        return cast("Callable[Concatenate[_Self, _Asked], _Said]", asked)

    return made


def ways(of: Noting) -> dict[str, Callable[..., object]]:
    """The ways of an object, by their names."""
    found = ((getattr(method, _WAY, None), name) for name, method in vars(type(of)).items())
    return {way: getattr(of, name) for way, name in found if way is not None}


def fingerprint(said: object) -> bytes:
    """What stands for something that was said, or for a text."""
    if isinstance(said, bytes):
        return hashlib.blake2b(said, digest_size=_LENGTH, person=b"text").digest()
    return hashlib.blake2b(repr(said).encode("utf-8", "backslashreplace"), digest_size=_LENGTH).digest()
