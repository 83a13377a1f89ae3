"""What an archive holds, one member after the other, whether it is a tar or a zip file.

Only read here: names, kinds and contents as the archive states them. ``archive`` decides what may be written.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from contextlib import contextmanager
from enum import Enum
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol, cast

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_HEADER_LIMIT = 1 << 20
_BUFFER = 1 << 18
_LINK_LIMIT = 4096

CORRUPT = (
    tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, LookupError,
    RuntimeError, OverflowError, MemoryError,
)  # fmt: skip
"""What reading a truncated, corrupt or hostile archive raises. No ``OSError``: that is left to writing."""


class Kind(Enum):
    """What a member is."""

    FILE = "file"
    FOLDER = "folder"
    SYMBOLIC_LINK = "symbolic link"
    HARD_LINK = "hard link"
    DEVICE = "device"
    OTHER = "other"
    """A kind that no standard names, such as the label of a tape; there is nothing to unpack."""


class Member(Struct, frozen=True):
    """A member of an archive.

    Attributes:
        name: As the archive spells it: not to be trusted.
        kind: What it is.
        size: In bytes, as the archive states it.
        link: What a link leads to: not to be trusted either.
        open: Opens its content. Must be called before the next member is asked for.
    """

    name: str
    kind: Kind
    size: int
    link: str
    open: Callable[[], IO[bytes]]


class TooLargeError(Exception):
    """The uncompressed content goes beyond the limit."""


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def read_some(content: _Readable, size: int) -> bytes:
    """Read from the content of an archive.

    Raises:
        Exception: One of ``CORRUPT``.
    """
    try:
        return content.read(size)
    except OSError as error:
        # gzip and bz2 say so that the data are bad.
        raise EOFError(str(error)) from None


class _Forward:
    """An uncompressed tar stream that only moves forward and reads in small pieces.

    ``tarfile`` trusts a header: one that states an absurd length is read into memory at once, and one that points
    backwards is read for ever. This class makes both an error, and bounds the whole.
    """

    def __init__(self, raw: _Readable, limit: int) -> None:
        self._raw = raw
        self._limit = limit
        self._position = 0
        self.last = b""

    def tell(self) -> int:
        return self._position

    def read(self, size: int) -> bytes:
        if size > _HEADER_LIMIT:
            raise ValueError(f"a header of {size} bytes")
        self.last = read_some(self._raw, size)
        self._position += len(self.last)
        if self._position > self._limit:
            raise TooLargeError
        return self.last

    def seek(self, position: int) -> None:
        if position < self._position:
            raise ValueError("a header that points backwards")
        while self._position < position:
            if not self.read(min(position - self._position, _BUFFER)):
                raise EOFError("it ends within a file")

    def drain(self) -> None:
        """Read what follows the last member, so that a checksum at the end is verified."""
        while self.read(_BUFFER):
            pass


@contextmanager
def members(archive: Path, limit: int) -> Iterator[Iterator[Member]]:
    """Open an archive. Its first bytes say what it is, not its name.

    Args:
        archive: A zip file, or a tar file that may be compressed by gzip, bzip2 or xz.
        limit: Bytes of uncompressed content after which reading stops.

    Raises:
        OSError: If it cannot be opened.
        TooLargeError: If there is more content than the limit.
        Exception: One of ``CORRUPT``, from the iterator and the opened members as well.
    """
    with archive.open("rb", buffering=_BUFFER) as file:
        magic = file.read(6)
        file.seek(0)
        if magic.startswith(b"PK"):
            with zipfile.ZipFile(file) as unpacked:
                yield _zip_members(unpacked)
        else:
            # Buffered once more, since tar headers are read in pieces far smaller than is fast for a decompressor.
            with io.BufferedReader(_decompressed(file, magic), _BUFFER) as raw:
                yield _tar_members(raw, limit)


def _decompressed(file: BinaryIO, magic: bytes) -> io.RawIOBase:
    if magic.startswith(b"\x1f\x8b"):
        stream: object = gzip.GzipFile(fileobj=file)
    elif magic.startswith(b"BZh"):
        stream = bz2.BZ2File(file)
    elif magic.startswith(b"\xfd7zXZ"):
        stream = lzma.LZMAFile(file)  # noqa: SIM115 - the reader around it closes it
    else:
        stream = file
    # All of them have the one method that a buffered reader needs: readinto.
    return cast("io.RawIOBase", stream)


def _tar_members(raw: _Readable, limit: int) -> Iterator[Member]:
    stream = _Forward(raw, limit)
    # The stream has what a tar file that is read in one direction needs, and no more.
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r:", encoding="utf-8") as tar:
        # Asked for a member of an empty archive, Python 3.10 goes backwards.
        empty = not stream.last.strip(b"\0")
        while not empty and (info := tar.next()) is not None:
            yield Member(info.name, _tar_kind(info), info.size, info.linkname, _tar_opener(tar, info))
            # Otherwise every header that was ever read stays in memory.
            tar.members.clear()  # type: ignore[attr-defined]  # missing in typeshed
    if stream.last.strip(b"\0"):
        # ``tarfile`` takes a broken header for the end, except at the start.
        raise tarfile.ReadError("a header is broken")
    stream.drain()


def _tar_kind(info: tarfile.TarInfo) -> Kind:
    if info.isreg():
        return Kind.FILE
    if info.isdir():
        return Kind.FOLDER
    if info.issym():
        return Kind.SYMBOLIC_LINK
    if info.islnk():
        return Kind.HARD_LINK
    return Kind.DEVICE if info.isdev() else Kind.OTHER


def _tar_opener(tar: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def open_member() -> IO[bytes]:
        content = tar.extractfile(info)
        assert content is not None
        return content

    return open_member


def _zip_members(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        kind = _zip_kind(info)
        link = ""
        if kind is Kind.SYMBOLIC_LINK:
            with archive.open(info) as content:
                link = content.read(_LINK_LIMIT).decode("utf-8", "surrogateescape")
        yield Member(info.filename, kind, info.file_size, link, _zip_opener(archive, info))


def _zip_kind(info: zipfile.ZipInfo) -> Kind:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return Kind.SYMBOLIC_LINK
    if info.is_dir() or stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.FILE if stat.S_IFMT(mode) in {0, stat.S_IFREG} else Kind.DEVICE


def _zip_opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(info)
