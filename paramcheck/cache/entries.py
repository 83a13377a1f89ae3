"""Entries on the disk: sealed, bounded, each written in one step.

The seal is a keyed digest. Its key is a secret in the user's own cache, so that an entry which came with a project, in
its repository or in an archive of it, does not count: whoever wrote it could have made the report say anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
from typing import TYPE_CHECKING

from paramcheck.sources.layout import shown

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".paramcheck_cache"
"""Where entries are, in a project."""

_SEAL = "seal"
_SECRET_LENGTH = 32
_SEAL_LENGTH = 32
_MAGIC = b"paramcheck entry 1\n"
_SUFFIX = ".entry"
_NEW = ".new-"
_MARKS = {
    ".gitignore": b"*\n",
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by paramcheck; may be removed at any time.\n",
}

_MOST_BYTES = 128 << 20
_MOST_ENTRIES = 200


class Entries:
    """A folder of entries. Nothing here raises: a cache that cannot be used is an empty one.

    Attributes:
        folder: The folder; made when the first entry is written.
        home: The user's cache folder, for the secret.
        problem: Why nothing can be kept, in one line for people; empty while everything can.
    """

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home
        self.problem = ""
        self._secret: bytes | None = None

    def read(self, name: str) -> bytes | None:
        """What an entry holds; ``None`` without one. One that is damaged, or was not written here, is removed."""
        place = self.folder / (name + _SUFFIX)
        try:
            data = place.read_bytes()
        except OSError:
            return None
        secret = self._key(make=False)
        seal, content = data[len(_MAGIC) : len(_MAGIC) + _SEAL_LENGTH], data[len(_MAGIC) + _SEAL_LENGTH :]
        if (
            secret is None
            or not data.startswith(_MAGIC)
            or not hmac.compare_digest(seal, _sealed(secret, name, content))
        ):
            with contextlib.suppress(OSError):
                place.unlink()
            return None
        with contextlib.suppress(OSError):
            # What was used last goes last.
            os.utime(place)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep an entry. Where that is not possible, ``problem`` says why."""
        secret = self._key(make=True)
        if secret is None:
            return
        try:
            self._make_folder()
            _write_whole(self.folder / (name + _SUFFIX), _MAGIC + _sealed(secret, name, content) + content)
        except OSError as error:
            self.problem = (
                f"the cache {shown(self.folder)} cannot be written ({error.strerror or error}): nothing is kept;"
                " --cache-dir names another folder, and --no-cache uses none"
            )
            return
        self._prune()

    def _key(self, *, make: bool) -> bytes | None:
        if self._secret is None:
            try:
                self._secret = _read_secret(self.home / _SEAL)
                if self._secret is None and make:
                    self._secret = _make_secret(self.home)
            except OSError as error:
                self.problem = (
                    f"the user's cache {shown(self.home)} cannot be used ({error.strerror or error}): nothing is kept;"
                    " --no-cache uses none"
                )
        return self._secret

    def _make_folder(self) -> None:
        """Make the folder, and keep version control and backups out of it.

        Raises:
            OSError: If it cannot be written, or is a link to somewhere else.
        """
        if self.folder.is_symlink():
            raise NotADirectoryError(0, "it is a symbolic link")
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, content in _MARKS.items():
            if not (self.folder / name).exists():
                _write_whole(self.folder / name, content)

    def _prune(self) -> None:
        """Remove what was used longest ago, beyond the bounds, and what a run that was stopped left."""
        with contextlib.suppress(OSError):
            found = []
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        found.append((status.st_mtime_ns, status.st_size, entry.path))
            found.sort(reverse=True)
            total = 0
            for number, (_, size, path) in enumerate(found):
                total += size
                if number and (total > _MOST_BYTES or number >= _MOST_ENTRIES):
                    with contextlib.suppress(OSError):
                        os.unlink(path)  # noqa: PTH108
        _remove_old_rests(self.folder)


def clean(folder: Path) -> bool:
    """Remove a folder of entries.

    Returns:
        Whether there was one.

    Raises:
        OSError: If something of it cannot be removed.
    """
    import shutil  # noqa: PLC0415 - few runs remove anything

    if folder.is_symlink():
        folder.unlink()
        return True
    if not folder.is_dir():
        return False
    shutil.rmtree(folder)
    return True


def _sealed(secret: bytes, name: str, content: bytes) -> bytes:
    digest = hashlib.blake2b(name.encode(), digest_size=_SEAL_LENGTH, key=secret)
    digest.update(b"\0")
    digest.update(content)
    return digest.digest()


def _read_secret(path: Path) -> bytes | None:
    """The user's secret; ``None`` if there is none, or others could have written it.

    Raises:
        OSError: If there is one that cannot be read.
    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            data = file.read(_SECRET_LENGTH + 1)
    except FileNotFoundError:
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        raise PermissionError(0, f"others can write {shown(path)}")
    return data if len(data) == _SECRET_LENGTH else None


def _make_secret(home: Path) -> bytes:
    """Make the user's secret, or take the one that another run has made at the same moment.

    Raises:
        OSError: If it cannot be written.
    """
    import tempfile  # noqa: PLC0415 - most runs keep nothing

    home.mkdir(parents=True, exist_ok=True)
    place = home / _SEAL
    with contextlib.suppress(FileNotFoundError):
        if place.stat().st_size != _SECRET_LENGTH:
            place.unlink()
    handle, temporary = tempfile.mkstemp(prefix=_NEW, dir=home)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(_SECRET_LENGTH))
        try:
            # Unlike a rename, this does not replace what is there.
            os.link(temporary, place)
        except FileExistsError:
            pass
        except OSError:
            # A file system without links.
            os.replace(temporary, place)  # noqa: PTH105
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
    made = _read_secret(place)
    if made is None:
        raise FileNotFoundError(0, "it changes while it is used")
    return made


def _write_whole(path: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415 - as above

    handle, temporary = tempfile.mkstemp(prefix=_NEW, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


_OLD = 3600
"""Seconds after which no run can still be writing a file."""


def _remove_old_rests(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for rest in folder.glob(f"{_NEW}*"):
            with contextlib.suppress(OSError):
                status = rest.lstat()
                if folder.stat().st_mtime - status.st_mtime > _OLD:
                    rest.unlink()
