"""Which findings options and configuration leave out, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.config import exactly, expand, name_matches
from paramcheck.model import Severity

if TYPE_CHECKING:
    from paramcheck.config import Rules
    from paramcheck.triage.places import Place
    from paramcheck.triage.settings import Settings


class Visibility:
    """Decides what is shown.

    Args:
        settings: What is selected and what is not.
        rules: Which surfaces are public.

    Raises:
        ParamcheckError: If a selector names no check.
    """

    def __init__(self, settings: Settings, rules: Rules) -> None:
        config, checks = settings.config, settings.checks
        self._config = config
        self._rules = rules
        self._selected = expand(config.select, checks, "--select") if config.select else frozenset(checks)
        self._ignored = expand(config.ignore, checks, "--ignore")
        self._exact = {exactly(selector, checks) for selector in config.select}
        self._pedantic = settings.pedantic_checks
        self._in_files = [
            (one.files.matcher(settings.root), expand(one.checks, checks, "per-file-ignores"))
            for one in config.per_file_ignores
        ]

    def cause(self, place: Place) -> str | None:
        """What hides a place: the name of an option, ``per-file`` or ``surface``; ``None`` if it is shown."""
        finding = place.finding
        if finding.check not in self._selected:
            return "select"
        if finding.check in self._ignored:
            return "ignore"
        if self._is_ignored_in(finding.check, place.span.path):
            return "per-file"
        if self._is_other_surface(place):
            return "surface"
        if finding.confidence.rank < self._config.min_confidence.rank:
            return "min-confidence"
        if finding.severity.rank < self._config.min_severity.rank:
            return "min-severity"
        fussy = finding.severity is Severity.INFO or finding.check in self._pedantic
        if fussy and not self._is_pedantic(finding.check):
            return "pedantic"
        return None

    def is_active(self, check: str, path: str | None = None) -> bool:
        """Whether findings of a check, in a file, would have been made and shown."""
        return (
            check in self._selected
            and check not in self._ignored
            and (check not in self._pedantic or self._is_pedantic(check))
            and (path is None or not self._is_ignored_in(check, path))
        )

    @property
    def is_complete(self) -> bool:
        """Whether no check is left out by choice."""
        return not self._config.select and not self._config.ignore

    def _is_pedantic(self, check: str) -> bool:
        return self._config.pedantic or check in self._exact

    def _is_ignored_in(self, check: str, path: str) -> bool:
        return any(check in checks and matches(path) for matches, checks in self._in_files)

    def _is_other_surface(self, place: Place) -> bool:
        if place.parameter is None:
            return False
        names = (place.parameter.surface, place.parameter.qualified)
        if any(name_matches(pattern, name) for pattern in self._rules.ignored for name in names):
            return True
        public = self._rules.public
        return bool(public) and not any(name_matches(pattern, name) for pattern in public for name in names)
