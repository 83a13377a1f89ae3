"""What was said on the command line, and the configuration with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from paramcheck.errors import ParamcheckError
from paramcheck.model import Confidence, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from paramcheck.config import Config


class Choices(Struct, frozen=True):
    """The options of ``check`` and ``audit`` as they were given. What was not given is ``None`` or empty."""

    native: tuple[Path, ...] = ()
    include: tuple[Path, ...] = ()
    target: str | None = None
    config: Path | None = None
    no_config: bool = False
    form: str = "text"
    output: Path | None = None
    report: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    min_severity: str | None = None
    min_confidence: str | None = None
    pedantic: bool | None = None
    all_links: bool = False
    statistics: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    color: str = "auto"
    no_progress: bool = False
    quiet: bool = False
    verbose: bool = False
    since: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    add_expectations: str | None = None
    no_cache: bool = False
    cache_dir: Path | None = None
    jobs: int | None = None

    def require_sense(self) -> None:
        """Refuse options that exclude each other.

        Raises:
            ParamcheckError: If two are given of which the second could not do what it promises.
        """
        writing = {
            "--diff" if self.diff else "--fix": self.fix or self.diff,
            "--write-baseline": self.write_baseline is not None,
            "--add-expectations": self.add_expectations is not None,
        }
        given = [name for name, is_given in writing.items() if is_given]
        if len(given) > 1:
            raise ParamcheckError(f"{given[0]} and {given[1]} exclude each other; give one of them")
        if self.since is not None and self.write_baseline is not None:
            raise ParamcheckError("--since and --write-baseline exclude each other: a baseline knows all findings")


def configured(config: Config, choices: Choices) -> Config:
    """A configuration with what the command line says instead."""
    given: dict[str, Any] = {
        "select": choices.select or None,
        "ignore": (*config.ignore, *choices.ignore),
        "min_severity": Severity(choices.min_severity) if choices.min_severity else None,
        "min_confidence": Confidence(choices.min_confidence) if choices.min_confidence else None,
        "pedantic": choices.pedantic,
        "baseline": choices.baseline,
        "native": (*config.native, *choices.native),
        "include": (*config.include, *choices.include),
        "target": choices.target,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if choices.fail_on:
        changes["fail_on"] = None if choices.fail_on == "never" else Severity(choices.fail_on)
    return replace(config, **changes)
