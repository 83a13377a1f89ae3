"""GitLab Code Quality, which a merge request shows as a widget and beside its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.model import Severity
from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.encode import encoded
from paramcheck.reports.fingerprint import fingerprints
from paramcheck.reports.places import confirmations
from paramcheck.reports.plain import shown
from paramcheck.reports.words import sentence

if TYPE_CHECKING:
    from paramcheck.model import Finding, Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
"""The scale of Code Quality goes on to ``critical`` and ``blocker``, which a linter cannot know."""


def _issue(finding: Finding, fingerprint: str) -> dict[str, object]:
    sentences = [sentence(text) for text in (finding.message, *confirmations(finding), finding.advice) if text]
    return {
        "type": "issue",
        "description": shown(f"{finding.check}: {' '.join(sentences)}"),
        "check_name": finding.name,
        "categories": ["Bug Risk"],
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.span.path,
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }


def render(report: Report, options: Options) -> str:
    """Write the report."""
    del options
    keyed = zip(report.findings, fingerprints(report.findings), strict=True)
    return encoded([_issue(finding, key) for finding, key in keyed], indent=2)


RENDERER = Renderer("gitlab", "GitLab Code Quality", render)
