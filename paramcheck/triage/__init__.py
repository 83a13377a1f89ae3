"""Sorts findings by what the project has decided: selection, expectations, comments, baseline. Nothing is printed."""

from __future__ import annotations

from paramcheck.triage.baseline import BaselineEntry, baseline_entries, baseline_text, read_baseline, write_baseline
from paramcheck.triage.run import Triage, triage
from paramcheck.triage.scanner import IgnoreComment, comments
from paramcheck.triage.settings import STALE_EXPECTATION, UNUSED_IGNORE, Settings, known_checks
from paramcheck.triage.status import exit_status
from paramcheck.triage.writing import expectations, starting_configuration

__all__ = [
    "STALE_EXPECTATION",
    "UNUSED_IGNORE",
    "BaselineEntry",
    "IgnoreComment",
    "Settings",
    "Triage",
    "baseline_entries",
    "baseline_text",
    "comments",
    "exit_status",
    "expectations",
    "known_checks",
    "read_baseline",
    "starting_configuration",
    "triage",
    "write_baseline",
]
