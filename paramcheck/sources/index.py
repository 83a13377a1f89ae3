"""Fetches the sdist of a requirement from the package indexes that pip would ask. Nothing of it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version

from paramcheck.errors import ParamcheckError
from paramcheck.model import Problem
from paramcheck.sources.cache import (
    ARCHIVES,
    DIGEST_LENGTH,
    StoredArchive,
    file_digest,
    find_archive,
    keep_archive,
    staging,
)
from paramcheck.sources.layout import shown
from paramcheck.sources.pip_settings import PipSettings, read_settings
from paramcheck.sources.subject import canonical_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from paramcheck.sources.finder import Finder, Release


class Progress(Struct, frozen=True):
    """How far a download is.

    Attributes:
        done: Bytes so far.
        total: Bytes of the whole; ``None`` if the server does not say.
        label: What is downloaded, for people.
    """

    done: int
    total: int | None
    label: str


class Fetched(Struct, frozen=True):
    """An sdist on the disk.

    Attributes:
        archive: The file. In a temporary folder that is removed at the end of the program if the cache cannot be
            written.
        name: The distribution's name, lower case and with ``-``.
        version: Its version, as the file name states it.
        sha256: Digest of the file, in hexadecimal; held against the index's where that gives one.
        problems: What did not go as wished. Warnings.
    """

    archive: Path
    name: str
    version: str
    sha256: str
    problems: tuple[Problem, ...] = ()


class Wanted(Struct, frozen=True):
    """What a user asked for.

    Attributes:
        requirement: As a specification.
        name: The distribution's name, canonical.
        version: The version, if exactly one is named.
    """

    requirement: Requirement
    name: str
    version: str | None


def fetch(requirement: str, cache: Path, progress: Callable[[Progress], None] | None = None) -> Fetched:
    """Find, download and verify the sdist of a requirement.

    The newest release that fulfils it is taken, for whatever Python. A release that is named exactly and was fetched
    before from the same sources needs no network; where the sources cannot be asked, one from other sources is
    taken, with a problem.

    Args:
        requirement: ``name`` or ``name==version``; other version specifiers are understood as well.
        cache: The folder to keep the file in, such as ``cache.default_cache()``.
        progress: Called while bytes arrive.

    Raises:
        ParamcheckError: If the requirement is not one, no such sdist exists, no index can be reached, or the file
            is not what the index says.
    """
    wanted = parse(requirement)
    settings = read_settings()
    stored = find_archive(cache, wanted.name, wanted.version) if wanted.version else None
    if stored and stored.sources == settings.sources_digest and not stored.local:
        return _from_cache(stored, cache)
    # Takes a tenth of a second, which a run that finds its sdist in the cache can save.
    from paramcheck.sources.finder import Finder  # noqa: PLC0415

    finder = Finder(settings)
    try:
        try:
            release = finder.find(wanted.requirement, exact=wanted.version is not None)
        except ParamcheckError as error:
            if stored is None:
                raise
            return _from_cache(stored, cache, Problem(f"taken from the cache, since no index could be asked: {error}"))
        known = find_archive(cache, wanted.name, release.version)
        if known and release.hashes.get("sha256") == [known.sha256]:
            return _from_cache(known, cache, *finder.problems)
        return _download(finder, release, name=wanted.name, settings=settings, cache=cache, progress=progress)
    finally:
        finder.close()


def parse(requirement: str) -> Wanted:
    """Read what the user asked for.

    Raises:
        ParamcheckError: If it is not the name of a distribution with, at most, a version.
    """
    try:
        parsed = Requirement(requirement.strip())
    except InvalidRequirement as error:
        reason = shown(str(error).split("\n", 1)[0])
        raise ParamcheckError(
            f"'{shown(requirement)}' is not a requirement ({reason}); give name or name==version"
        ) from None
    if parsed.url or parsed.marker:
        raise ParamcheckError(
            f"'{shown(requirement)}' has a URL or a marker, which cannot be looked up; give name or name==version"
        )
    return Wanted(parsed, canonical_name(parsed.name), _exact_version(parsed))


def _exact_version(requirement: Requirement) -> str | None:
    """The version of ``==version``; ``None`` for anything that several could fulfil."""
    specifiers = list(requirement.specifier)
    if len(specifiers) != 1 or specifiers[0].operator not in {"==", "==="}:
        return None
    try:
        return str(Version(specifiers[0].version))
    except InvalidVersion:
        return None  # A prefix, as in ``==1.*``.


def _from_cache(stored: StoredArchive, cache: Path, *problems: Problem) -> Fetched:
    return Fetched(cache / ARCHIVES / stored.file, stored.name, stored.version, stored.sha256, problems)


def _download(
    finder: Finder,
    release: Release,
    *,
    name: str,
    settings: PipSettings,
    cache: Path,
    progress: Callable[[Progress], None] | None,
) -> Fetched:
    def report(done: int, total: int | None) -> None:
        if progress:
            progress(Progress(done, total, release.link.filename))

    with staging(cache, ARCHIVES) as place:
        try:
            file = finder.download(release, place.folder, report)
            digest = file_digest(file)
            stored = StoredArchive(
                file=f"{name}-{release.version}-{digest[:DIGEST_LENGTH]}/{file.name}",
                name=name,
                version=release.version,
                sha256=digest,
                sources=settings.sources_digest,
                local=release.link.is_file,
            )
            archive = keep_archive(place, file, stored)
        except OSError as error:
            raise ParamcheckError(
                f"cannot keep {shown(release.link.filename)} in {shown(place.home)}: {error.strerror or error}; "
                "free some space, or choose another folder by --cache-dir"
            ) from None
    problems = (*finder.problems, *place.problems)
    return replace(_from_cache(stored, cache, *problems), archive=archive)
