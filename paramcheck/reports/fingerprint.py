"""What identifies a finding from one run to the next, when lines and files have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.model import Finding

_DIGITS = 32


def fingerprint(finding: Finding) -> str:
    """Hash what a finding is about, never where it stands.

    A finding about a link is known by its check and the qualified names of both sides, so it survives moved lines,
    reworded messages and changed values. Any other is known by its check and message, and by its parameter or, without
    one, its file.

    Args:
        finding: The finding.

    Returns:
        32 hexadecimal digits. Two findings of one report may share them: see ``fingerprints``.
    """
    link = finding.link
    if link is not None:
        parts = [finding.check, link.wrapper.qualified, link.native.qualified]
    elif finding.parameter is not None:
        parts = [finding.check, finding.parameter.qualified, finding.message]
    else:
        parts = [finding.check, finding.span.path, finding.message]
    # The separator cannot be in a name, so no two lists of parts give one text.
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text, usedforsecurity=False).hexdigest()[:_DIGITS]


def fingerprints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The fingerprints of a report's findings, each unique in it.

    Args:
        findings: In the order of the report: of those that share a fingerprint, the second gets ``-2`` and so on.
    """
    seen: Counter[str] = Counter()
    unique = []
    for finding in findings:
        base = fingerprint(finding)
        seen[base] += 1
        unique.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return tuple(unique)
