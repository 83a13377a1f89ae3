"""The configuration, resolved: paths are absolute, words are enums, and what is not given has its default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import UNSET, Struct, field
from msgspec.structs import replace

from paramcheck.config.patterns import FilePatterns
from paramcheck.config.rules import Rules, check_expectations, rules_of
from paramcheck.config.selectors import expand
from paramcheck.errors import ParamcheckError
from paramcheck.model import Confidence, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from msgspec import UnsetType

    from paramcheck.config.reading import Document
    from paramcheck.config.tables import ConfigurationFile

_T = TypeVar("_T")


class FileIgnore(Struct, frozen=True):
    """Checks that are not reported in some files.

    Attributes:
        files: The files.
        checks: Selectors of the checks.
    """

    files: FilePatterns
    checks: tuple[str, ...]


class Config(Struct, frozen=True):
    """What the user has configured.

    Attributes:
        files: The configuration files that it comes from, the closest first; none without configuration.
        native: Folders of native sources that are not in the project.
        include: Folders of further headers.
        exclude: Files that are left out.
        select: Selectors of the checks that run; none for all.
        ignore: Selectors of checks that do not; stronger than ``select``.
        fail_on: Least severity that makes the run fail; ``None`` for never.
        min_severity: Least severity that is reported.
        min_confidence: Least confidence that is reported.
        pedantic: Whether severity ``info`` is reported.
        baseline: File with the findings that are known.
        per_file_ignores: Checks that are not reported in some files.
        rule_files: The project's own rule files.
        target: Triple of the platform to parse for.
        flags: Further compiler flags.
        rules: What the configuration itself says about the library.
    """

    files: tuple[Path, ...] = ()
    native: tuple[Path, ...] = ()
    include: tuple[Path, ...] = ()
    exclude: FilePatterns | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    min_severity: Severity = Severity.INFO
    min_confidence: Confidence = Confidence.MEDIUM
    pedantic: bool = False
    baseline: Path | None = None
    per_file_ignores: tuple[FileIgnore, ...] = ()
    rule_files: tuple[Path, ...] = ()
    target: str | None = None
    flags: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)


def extended(
    base: Config, table: ConfigurationFile, document: Document, file: Path, checks: Mapping[str, str] | None
) -> Config:
    """A configuration with what one more file says.

    Args:
        base: What the files say that this one extends.
        table: The file's content.
        document: The same as a document, for messages.
        file: Its absolute path.
        checks: Names of the checks that exist, by code; ``None`` to take selectors as they are.

    Raises:
        ParamcheckError: If a pattern is not valid, or a check does not exist.
    """
    if checks is not None:
        _check_selectors(table, document, checks)
    folder = file.parent
    given: dict[str, Any] = {
        "native": _map(table.native, lambda paths: _paths(folder, paths)),
        "include": _map(table.include, lambda paths: _paths(folder, paths)),
        "exclude": _map(table.exclude, lambda lines: _patterns(folder, lines, document, "exclude")),
        "select": _map(table.select, tuple),
        "ignore": _map(table.ignore, tuple),
        "fail_on": _map(table.fail_on, lambda word: None if word == "never" else Severity(word)),
        "min_severity": _map(table.min_severity, Severity),
        "min_confidence": _map(table.min_confidence, Confidence),
        "pedantic": table.pedantic,
        "baseline": _map(table.baseline, lambda path: folder / path),
        "rule_files": _map(table.rules, lambda paths: _paths(folder, paths)),
        "target": table.target,
        "flags": _map(table.flags, tuple),
    }
    ignores = (table.per_file_ignores or {}).items()
    own_ignores = tuple(
        FileIgnore(_patterns(folder, [pattern], document, "per-file-ignores"), tuple(selectors))
        for pattern, selectors in ignores
    )
    return replace(
        base,
        files=(file, *base.files),
        per_file_ignores=own_ignores + base.per_file_ignores,
        rules=rules_of(table, document, file).joined(base.rules),
        **{name: value for name, value in given.items() if value is not UNSET},
    )


def _check_selectors(table: ConfigurationFile, document: Document, checks: Mapping[str, str]) -> None:
    for key, selectors in (("select", table.select), ("ignore", table.ignore)):
        for number, selector in enumerate(selectors or ()):
            expand([selector], checks, f"{document.place((key, number))}: {key}")
    for pattern, chosen in (table.per_file_ignores or {}).items():
        expand(chosen, checks, f"{document.place(('per-file-ignores', pattern))}: per-file-ignores")
    check_expectations(table, document, checks)


def _map(value: _T | UnsetType, convert: Callable[[_T], object]) -> object:
    return UNSET if value is UNSET else convert(value)


def _paths(folder: Path, paths: Sequence[str]) -> tuple[Path, ...]:
    return tuple(folder / path for path in paths)


def _patterns(folder: Path, lines: Sequence[str], document: Document, key: str) -> FilePatterns:
    try:
        return FilePatterns(folder, tuple(lines))
    except ValueError as error:
        raise ParamcheckError(f"{document.place((key,))}: {key}: {error}; write it as in .gitignore") from None
