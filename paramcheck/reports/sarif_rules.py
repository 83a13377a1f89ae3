"""The checks as SARIF rules, with their pages as help."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from paramcheck.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paramcheck.model import Finding
    from paramcheck.reports.base import Options

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""SARIF's words for severities."""

_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_MOST_DESCRIPTION = 1_024
"""Characters of a description that GitHub accepts."""


def rules(findings: Sequence[Finding], options: Options) -> list[dict[str, object]]:
    """The rules of all checks with findings, ordered by code.

    Args:
        findings: The findings of the run.
        options: Gives the pages and their addresses.
    """
    by_check: dict[str, list[Finding]] = {}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding)
    return [_rule(code, by_check[code], options) for code in sorted(by_check)]


def _rule(code: str, findings: Sequence[Finding], options: Options) -> dict[str, object]:
    name = findings[0].name
    severity = max((finding.severity for finding in findings), key=lambda one: one.rank)
    # GitHub orders alerts by a rule's precision; what most of its findings have is fairest to all.
    precision = Counter(finding.confidence.value for finding in findings).most_common(1)[0][0]
    title = name.replace("-", " ").capitalize()
    page = options.page(code)
    description = (_first_paragraph(page) if page else "") or f"{title}."
    rule: dict[str, object] = {
        "id": code,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": title[:_MOST_DESCRIPTION]},
        "fullDescription": {"text": description[:_MOST_DESCRIPTION]},
        "help": {"text": page or description, "markdown": page or description},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "precision": precision,
            "problem.severity": _PROBLEMS[severity],
            "tags": ["correctness", "bindings", "defaults"],
        },
    }
    if options.help_uri is not None:
        rule["helpUri"] = options.help_uri(code)
    return rule


def _first_paragraph(page: str) -> str:
    """The first paragraph of a Markdown page that is no heading, in one line."""
    for block in page.split("\n\n"):
        text = " ".join(line.strip() for line in block.splitlines() if not line.startswith("#"))
        if text.strip():
            return text.strip()
    return ""
