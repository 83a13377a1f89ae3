"""The user's cache folder: what was downloaded and unpacked, kept for the next run.

    <cache>/archives/<name>-<version>-<digest>/<file>   an sdist
    <cache>/archives/<name>-<version>.json              which of them is that release
    <cache>/trees/<name>-<version>-<digest>/            an sdist, unpacked (see ``store``)

Everything is made in a temporary folder beside its place and renamed, so that runs at the same time and runs that
are stopped leave nothing half-written.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, to_builtins

from paramcheck.errors import ParamcheckError
from paramcheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

ARCHIVES = "archives"
TREES = "trees"
DIGEST_LENGTH = 16
_CHUNK = 1 << 20


class StoredArchive(Struct, frozen=True):
    """An sdist in the cache.

    Attributes:
        file: Its path below ``archives``.
        name: The distribution's name, canonical.
        version: Its version, as the file name states it.
        sha256: Digest of the file, in hexadecimal.
        sources: Which sources were asked for it, as ``PipSettings.sources_digest`` says.
        local: Whether it is a copy of a local file, which may have been rebuilt since.
    """

    file: str
    name: str
    version: str
    sha256: str
    sources: str
    local: bool


class Staging(Struct, frozen=True):
    """A temporary folder, and the folder to move its content to when that is complete.

    Attributes:
        folder: Empty at first; removed at the end.
        home: On the same file system.
        problems: That the cache could not be used.
    """

    folder: Path
    home: Path
    problems: tuple[Problem, ...]


@contextmanager
def staging(cache: Path, kind: str) -> Iterator[Staging]:
    """Make a place to work in: in the cache, or where that cannot be written in a temporary folder.

    Args:
        cache: The cache folder; made if it does not exist.
        kind: ``ARCHIVES`` or ``TREES``.

    Raises:
        ParamcheckError: If no folder can be written at all.
    """
    problems: tuple[Problem, ...] = ()
    home = cache / kind
    try:
        home.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".new-", dir=home))
    except OSError as error:
        message = f"the cache folder cannot be written ({error.strerror}): nothing is kept; choose one by --cache-dir"
        problems = (Problem(message, str(cache)),)
        home = _temporary_home()
        folder = Path(tempfile.mkdtemp(prefix=".new-", dir=home))
    try:
        yield Staging(folder, home, problems)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _temporary_home() -> Path:
    try:
        home = Path(tempfile.mkdtemp(prefix="paramcheck-"))
    except OSError as error:
        raise ParamcheckError(
            f"neither the cache nor a temporary folder can be written: {error.strerror}; set --cache-dir or TMPDIR"
        ) from None
    # What is in it is read until the program ends.
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def find_archive(cache: Path, name: str, version: str) -> StoredArchive | None:
    """A release's sdist in the cache, if it is there and as it was when it was stored."""
    try:
        data = json.loads(_record(cache / ARCHIVES, name, version).read_bytes())
        stored = StoredArchive(**data)
        intact = file_digest(cache / ARCHIVES / stored.file) == stored.sha256
    except (OSError, ValueError, TypeError):
        return None
    return stored if intact else None


def keep_archive(place: Staging, file: Path, stored: StoredArchive) -> Path:
    """Move an sdist from a staging folder to its place.

    Args:
        place: Where the cache is.
        file: In ``place.folder``.
        stored: What it is.

    Returns:
        Where it is now.

    Raises:
        OSError: If it cannot be written.
    """
    target = place.home / stored.file
    target.parent.mkdir(exist_ok=True)
    try:
        file.replace(target)
    except OSError:
        # Windows replaces no file that another run is reading. That one has the same content.
        if file_digest(target) != stored.sha256:
            raise
    note = place.folder / "record.json"
    note.write_text(json.dumps(to_builtins(stored)), encoding="utf-8")
    note.replace(_record(place.home, stored.name, stored.version))
    return target


def file_digest(path: Path) -> str:
    """The SHA-256 digest of a file, in hexadecimal.

    Raises:
        OSError: If it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _record(home: Path, name: str, version: str) -> Path:
    from packaging.utils import canonicalize_version  # noqa: PLC0415 - most runs fetch nothing

    return home / f"{name}-{canonicalize_version(version)}.json"
