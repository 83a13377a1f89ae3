"""What triage is told: the configuration, the checks that exist, and what is known from the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.checks import all_checks
from paramcheck.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from paramcheck.triage.baseline import BaselineEntry

UNUSED_IGNORE = ("PC901", "unused-ignore")
STALE_EXPECTATION = ("PC902", "stale-expectation")
"""Code and name of the two findings that only triage can make."""


def known_checks() -> dict[str, str]:
    """Names of all checks by code, with those of triage itself."""
    named = [*((check.code, check.name) for check in all_checks()), UNUSED_IGNORE, STALE_EXPECTATION]
    return dict(sorted(named))


class Settings(Struct, frozen=True):
    """What triage is told.

    Attributes:
        config: The configuration, with what the command line says instead.
        checks: Names of the checks that exist, by code.
        pedantic_checks: Checks that only run with ``--pedantic`` or when they are selected exactly.
        root: Root of the tree, absolute: what files are called there follows from it. ``None`` if there is none.
        baseline: The findings that are known.
        unchanged: The findings that an older revision has as well, written as in a baseline; they are hidden.
    """

    config: Config = field(default_factory=Config)
    checks: Mapping[str, str] = field(default_factory=known_checks)
    pedantic_checks: frozenset[str] = frozenset()
    root: Path | None = None
    baseline: Sequence[BaselineEntry] = ()
    unchanged: Sequence[BaselineEntry] = ()

    @classmethod
    def of(
        cls,
        config: Config,
        *,
        root: Path | None = None,
        baseline: Sequence[BaselineEntry] = (),
        unchanged: Sequence[BaselineEntry] = (),
    ) -> Settings:
        """Settings with the checks that exist in this program."""
        pedantic = frozenset(check.code for check in all_checks() if check.pedantic)
        return cls(config, known_checks(), pedantic, root, baseline, unchanged)
