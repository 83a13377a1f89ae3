"""The exit status of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized

    from paramcheck.model import Finding, Severity


def exit_status(findings: Iterable[Finding], fail_on: Severity | None, links: Sized) -> int:
    """The exit status of a run.

    Args:
        findings: What is reported.
        fail_on: Least severity that makes the run fail; ``None`` for never.
        links: All links.

    Returns:
        3 if nothing was linked, whatever ``fail_on`` says: nothing was compared then. Else 1 if a finding is severe
        enough, and 0 if none is.
    """
    if not len(links):
        return 3
    return int(fail_on is not None and any(one.severity.rank >= fail_on.rank for one in findings))
