"""Answers of the native side, kept for the next run, each with what it was found from.

What the library says about one of its functions depends on a few of its thousand files. So an answer is kept beside
what was asked on the way to it, and counts again exactly if asking the same again leads to the same; that takes a
thousandth of what the parser does. An answer that is not asked for in a run is forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from paramcheck.cache.encoding import NotDecodableError, NotEncodableError, decode, encode
from paramcheck.cache.notes import Notes, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from paramcheck.cache.notes import Arguments, Row

_Answer = TypeVar("_Answer")


class Answers:
    """Gives answers of an earlier run, as long as they hold.

    Args:
        known: What :func:`joined` made in an earlier run; nothing if there was none.
        is_kept: Whether answers are wanted for another run.

    Attributes:
        notes: Takes what is asked while an answer is looked for.
        ways: How to ask again, by the name of the way.
    """

    def __init__(self, known: bytes = b"", *, is_kept: bool = False) -> None:
        self.notes = Notes()
        self.ways: dict[str, Callable[..., object]] = {}
        self._known = _rows(known)
        self._is_kept = is_kept
        self._asked: dict[bytes, bytes] = {}
        self._said: dict[tuple[str, Arguments], bytes] = {}

    @property
    def are_known(self) -> bool:
        """Whether there are answers of an earlier run."""
        return bool(self._known)

    def to(self, question: str, about: object, find: Callable[[], _Answer]) -> tuple[_Answer, bool]:
        """Answer a question.

        Args:
            question: What kind of question it is.
            about: What it is about, with a ``repr`` that is the same in every process.
            find: Looks for the answer, which is made of the vocabulary.

        Returns:
            The answer, and whether it is one of an earlier run.
        """
        if not self._is_kept:
            return find(), False
        name = fingerprint((question, about))
        known = self._known.get(name)
        if known is not None:
            try:
                rows, data = msgspec.msgpack.decode(known, type=_Entry)
                if self._hold(rows):
                    answer: _Answer = decode(data)
                    self._asked[name] = known
                    return answer, True
            except (NotDecodableError, msgspec.MsgspecError, ValueError):
                pass
        return self._found(name, find), False

    def _found(self, name: bytes, find: Callable[[], _Answer]) -> _Answer:
        self.notes.open()
        try:
            answer = find()
        finally:
            rows = self.notes.close()
        try:
            self._asked[name] = msgspec.msgpack.encode((rows, encode(answer)))
        except (NotEncodableError, UnicodeError, msgspec.MsgspecError):
            self._asked.pop(name, None)
        return answer

    def _hold(self, rows: Iterable[Row]) -> bool:
        return all(self._now(way, _plain(arguments)) == said for way, arguments, said in rows)

    def _now(self, way: str, arguments: Arguments) -> bytes:
        """What stands for what a way says in this run."""
        key = way, arguments
        if key not in self._said:
            ask = self.ways.get(way)
            self._said[key] = fingerprint(ask(*arguments)) if ask is not None else b""
        return self._said[key]

    def known(self) -> dict[bytes, bytes]:
        """The answers of the earlier run, by what stands for their questions; which of them hold is not looked at."""
        return self._known

    def kept(self) -> dict[bytes, bytes]:
        """The answers of this run."""
        return self._asked


_Entry = tuple[tuple[tuple[str, tuple[Any, ...], bytes], ...], bytes]


def joined(*kept: Mapping[bytes, bytes]) -> bytes:
    """The answers of several processes, to be kept; nothing if there are none."""
    rows = {name: row for one in kept for name, row in one.items()}
    return msgspec.msgpack.encode(sorted(rows.items())) if rows else b""


def _rows(data: bytes) -> dict[bytes, bytes]:
    if not data:
        return {}
    try:
        return dict(msgspec.msgpack.decode(data, type=list[tuple[bytes, bytes]]))
    except (msgspec.MsgspecError, ValueError):
        # Text that is not Unicode is an error of another kind.
        return {}


def _plain(arguments: Iterable[Any]) -> Arguments:
    """Arguments as they were asked: MessagePack knows no tuples."""
    return tuple(_plain(one) if isinstance(one, (list, tuple)) else one for one in arguments)
