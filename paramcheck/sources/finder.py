"""Asks package indexes for an sdist, by unearth. Importing this takes a tenth of a second; ``index`` does it late."""

from __future__ import annotations

import bisect
import hashlib
import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, cast

from msgspec import Struct
from packaging.version import Version
from unearth import Link, PackageFinder
from unearth.collector import is_secure_origin

from paramcheck.errors import ParamcheckError
from paramcheck.model import Problem
from paramcheck.sources.archive import SUFFIXES
from paramcheck.sources.client import IndexClient, Visit, http_library
from paramcheck.sources.layout import is_plain, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from packaging.requirements import Requirement
    from unearth import Package
    from unearth.fetchers import Fetcher

    from paramcheck.sources.pip_settings import PipSettings

_HASHES = ("sha256", "sha512", "sha384", "sha224", "sha1", "md5")
_DOWNLOAD_LIMIT = 2 << 30
_PIECE = 1 << 18
_ERROR = 400
_NOT_FOUND = 404
_REFUSED = {401, 403, 407}
_WITHOUT_SDIST = "check a checkout of its repository instead, with 'paramcheck check'"


class Release(Struct, frozen=True):
    """An sdist that an index lists.

    Attributes:
        version: As the file name states it.
        link: Where it is.
        hashes: What the index says its digest is, by algorithm: the strongest alone, or none.
    """

    version: str
    link: Link
    hashes: dict[str, list[str]]


class Finder:
    """The package indexes of some settings.

    Attributes:
        problems: Sources that were passed over.

    Raises:
        ParamcheckError: If the settings name no source that can be used.
    """

    def __init__(self, settings: PipSettings) -> None:
        self.problems: list[Problem] = []
        self._client = IndexClient(settings)
        # It has what unearth needs; unearth's own types for that do not fit its own client.
        self._fetcher = cast("Fetcher", self._client)
        self._find_links = [link for link in settings.find_links if self._is_usable(link)]
        self._indexes = [url for url in settings.index_urls if self._is_usable(url)]
        if not self._indexes and not self._find_links:
            reason = "; ".join(problem.message for problem in self.problems) or "pip is told to use none (no-index)"
            raise ParamcheckError(f"there is no package index to ask: {reason}; set PIP_INDEX_URL or PIP_FIND_LINKS")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def find(self, wanted: Requirement, *, exact: bool) -> Release:
        """Find the newest sdist that fulfils a requirement, whatever Python it is made for.

        Args:
            wanted: What to look for.
            exact: Whether it names one version; a yanked one is only taken then.

        Raises:
            ParamcheckError: If there is none; the message says what there is instead.
        """
        with _reading_answers():
            packages = self._sources(no_binary=[":all:"]).find_all_packages(wanted.name, allow_yanked=exact)
            best = _best(wanted, packages)
        if best is None:
            self._explain(wanted, exact=exact)
        for visit in self._failures():
            self.problems.append(Problem(f"{_failure(visit)}: its releases are not considered"))
        link = best.link
        if not link.filename.lower().endswith(SUFFIXES) or not is_plain(link.filename) or link.is_vcs:
            raise ParamcheckError(
                f"cannot use {shown(link.redacted)}: not one of {', '.join(SUFFIXES)}; pin another version"
            )
        stated = {name.lower(): values for name, values in (link.hash_option or {}).items()}
        strongest = [name for name in _HASHES if name in stated][:1]
        return Release(str(best.version), link, {name: [one.lower() for one in stated[name]] for name in strongest})

    def download(self, release: Release, folder: Path, report: Callable[[int, int | None], None]) -> Path:
        """Download an sdist and hold it against the index's digest.

        Args:
            release: What to download.
            folder: The folder to put it in.
            report: Called with the number of bytes so far, and of all if that is known.

        Raises:
            ParamcheckError: If it cannot be downloaded or is not what the index says.
            OSError: If it cannot be written.
        """
        where = shown(release.link.redacted)
        algorithm, expected = next(iter(release.hashes.items()), ("sha256", None))
        digest = hashlib.new(algorithm, usedforsecurity=False)
        target = folder / release.link.filename
        done = 0
        try:
            with self._client.get_stream(release.link.normalized) as answer, target.open("wb") as file:
                total = _length(answer.raise_for_status())
                # Raw, since some servers take the suffix for an encoding that is to be undone on the way.
                for piece in answer.iter_raw(_PIECE):
                    done += len(piece)
                    if done > _DOWNLOAD_LIMIT:
                        raise ParamcheckError(
                            f"{where} has more than {_DOWNLOAD_LIMIT >> 30} GiB; check a folder instead"
                        )
                    digest.update(piece)
                    file.write(piece)
                    report(done, total)
        except http_library().HTTPError as error:
            reason = shown(str(error).split("\n", 1)[0]) or type(error).__name__
            raise ParamcheckError(f"cannot download {where}: {reason}; try again later") from None
        if expected and digest.hexdigest() not in expected:
            raise ParamcheckError(
                f"{where} is not what the index says: {algorithm} {digest.hexdigest()} instead of {expected[0]}; "
                "try again, or tell the maintainers of the index"
            )
        return target

    def _sources(self, no_binary: Sequence[str] = ()) -> PackageFinder:
        # The Python that paramcheck runs on is not the one that the sdist is for: nothing of it is run.
        finder = PackageFinder(session=self._fetcher, no_binary=no_binary, ignore_compatibility=True)
        # Like pip, what the user has at hand goes before the same version of an index.
        finder.sources.clear()
        for link in self._find_links:
            finder.add_find_links(link)
        for url in self._indexes:
            finder.add_index_url(url)
        return finder

    def _is_usable(self, source: str) -> bool:
        if os.path.exists(source):  # noqa: PTH110 - not every source is a path
            return True
        if "://" not in source:
            self.problems.append(Problem(f"pip's source '{shown(source)}' is neither a URL nor an existing path"))
            return False
        link = Link(source)
        with _quiet():
            secure = is_secure_origin(self._fetcher, link)
        if not secure:
            message = f"pip's source {shown(link.redacted)} is not encrypted, and no trusted-host"
            self.problems.append(Problem(message))
        return secure

    def _failures(self) -> list[Visit]:
        """The requests that failed for another reason than that the index lacks the package."""
        return [
            visit
            for visit in self._client.visits
            if visit.status is None or (visit.status >= _ERROR and visit.status != _NOT_FOUND)
        ]

    def _explain(self, wanted: Requirement, *, exact: bool) -> NoReturn:
        """Say why nothing was found.

        Raises:
            ParamcheckError: Always.
        """
        for visit in self._failures():
            raise ParamcheckError(f"{_failure(visit)}; {_remedy(visit)}")
        with _reading_answers():
            packages = list(self._sources().find_all_packages(wanted.name, allow_yanked=True))
        sdists = _versions(package for package in packages if not package.link.is_wheel)
        wheels = _versions(package for package in packages if package.link.is_wheel)
        if not packages:
            where = ", ".join(shown(Link(place).redacted) for place in (*self._indexes, *self._find_links))
            skipped = "".join(f" ({problem.message})" for problem in self.problems)
            raise ParamcheckError(
                f"no package '{wanted.name}' in {where}{skipped}; check its spelling, or set PIP_INDEX_URL"
            )
        if exact:
            raise ParamcheckError(_why_not_exact(wanted, sdists, wheels))
        raise ParamcheckError(_why_not(wanted, sdists))


def _best(wanted: Requirement, packages: Sequence[Package]) -> Package | None:
    """The first of some packages, best first, that fulfils a requirement: a final release where there is one."""
    fitting = [
        package
        for package in packages
        if package.version and wanted.specifier.contains(package.version, prereleases=True)
    ]
    if wanted.specifier.prereleases:
        return next(iter(fitting), None)
    final = (package for package in fitting if not Version(str(package.version)).is_prerelease)
    return next(final, next(iter(fitting), None))


def _length(answer: Any) -> int | None:  # noqa: ANN401 - of httpx or httpx2
    length = answer.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def _failure(visit: Visit) -> str:
    if visit.status is None:
        return f"cannot reach {visit.url}: {visit.reason}"
    if visit.status in _REFUSED:
        return f"{visit.url} refused access (HTTP {visit.status})"
    return f"{visit.url} answered with an error (HTTP {visit.status} {visit.reason})"


def _remedy(visit: Visit) -> str:
    if visit.status is None:
        return "check the network, PIP_INDEX_URL and PIP_PROXY"
    if visit.status in _REFUSED:
        return "give a user and password in the URL of the index or in ~/.netrc"
    return "try again later"


def _versions(packages: Iterable[Package]) -> list[Version]:
    return sorted({Version(package.version) for package in packages if package.version})


def _why_not_exact(wanted: Requirement, sdists: list[Version], wheels: list[Version]) -> str:
    version = Version(next(iter(wanted.specifier)).version)
    if version in wheels:
        problem = f"{wanted.name} {version} has no source distribution (sdist), only wheels"
        subject = "the nearest with one"
    else:
        problem = f"{wanted.name} has no version {version}"
        subject = "the nearest"
    if not sdists:
        return f"{problem}; {_WITHOUT_SDIST}"
    place = bisect.bisect(sdists, version)
    nearest = [str(one) for one in sdists[max(place - 1, 0) : place + 1]]
    verb = "are" if len(nearest) > 1 else "is"
    return f"{problem}; {subject} {verb} {' and '.join(nearest)}, the latest is {_latest(sdists)}"


def _why_not(wanted: Requirement, sdists: list[Version]) -> str:
    if not sdists:
        return f"{wanted.name} has no source distribution (sdist), only wheels; {_WITHOUT_SDIST}"
    fitting = [version for version in sdists if wanted.specifier.contains(version, prereleases=True)]
    if fitting:
        pinned = f"{wanted.name}=={fitting[-1]}"
        return f"every fitting release of {wanted.name} is yanked; give one exactly, such as {pinned}"
    return f"no release of {wanted.name} fulfils '{wanted.specifier}'; the latest sdist is {_latest(sdists)}"


def _latest(versions: list[Version]) -> Version:
    return next((one for one in reversed(versions) if not one.is_prerelease), versions[-1])


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep unearth's warnings off the terminal, where no handler is set up; what matters of them is reported."""
    logger = logging.getLogger("unearth")
    handler = logging.NullHandler()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


@contextmanager
def _reading_answers() -> Iterator[None]:
    """Make what unearth raises for pages that are no package index an error that says so.

    Raises:
        ParamcheckError: In that case.
    """
    try:
        with _quiet():
            yield
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        reason = shown(str(error).split("\n", 1)[0]) or type(error).__name__
        raise ParamcheckError(f"a package index gave an answer that is none ({reason}); check PIP_INDEX_URL") from None
