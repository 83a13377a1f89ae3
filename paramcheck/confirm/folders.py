"""Where confirm keeps what it makes: in paramcheck's cache, or in a folder that the user chose.

builds/<key>/         a library with the libraries that it brings, by hash of sources, flags and compiler
environments/<key>/   a Python environment with what a package's runs need
models/<key>.gguf     a model
logs/                 what failed builds wrote
drivers/              what graphics drivers keep between runs
runs/                 folders of single runs, gone when they end
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEY_LENGTH = 20
_UNFINISHED = ".new-"
_STALE_SECONDS = 2 * 24 * 3600
_NOT_HASHED = frozenset({".git", "__pycache__"})


class Folders(Struct, frozen=True):
    """The folder of everything that confirm makes.

    Attributes:
        base: The folder. It is made when it is needed.
    """

    base: Path

    def kind(self, name: str) -> Path:
        """The folder for one kind of things.

        Raises:
            ParamcheckError: If it cannot be made.
        """
        folder = self.base / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ParamcheckError(
                f"cannot write {folder}: {error.strerror or error}; choose another folder by --build-dir"
            ) from None
        return folder

    @contextmanager
    def temporary(self, name: str) -> Iterator[Path]:
        """A folder of some kind that is gone at the end, unless it was moved away.

        Raises:
            ParamcheckError: If it cannot be made.
        """
        home = self.kind(name)
        _sweep(home)
        folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=home))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(home: Path) -> None:
    """Remove what a run left behind that was killed, once it is too old to be in use."""
    for one in home.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - one.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(one, ignore_errors=True)


def settle(ready: Path, target: Path) -> None:
    """Rename a complete folder to its place, unless another run has put the same there in the meantime."""
    try:
        ready.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def key(parts: Iterable[str]) -> str:
    """A short name for what was made from some parts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:_KEY_LENGTH]


def tree_digest(folder: Path) -> str:
    """A digest of all files of a folder, their names included.

    Raises:
        ParamcheckError: If one cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder)
            if _NOT_HASHED.isdisjoint(relative.parts) and path.is_file():
                digest.update(f"{relative.as_posix()}\0{path.stat().st_size}\0".encode("utf-8", "surrogateescape"))
                digest.update(path.read_bytes())
    except OSError as error:
        raise ParamcheckError(f"cannot read {folder}: {error.strerror or error}") from None
    return digest.hexdigest()
