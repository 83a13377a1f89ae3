"""Real packages: their sdists as they are, fetched once by hash, and everything that is found in them.

An expected file holds one line for each finding and each link. A line appears, moves or goes away only on purpose:
``make expected`` writes the files anew, and the change is then read, on both sides, before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paramcheck import triage
from paramcheck.config import Config, rules_for
from paramcheck.engine import analyse
from paramcheck.sources.home import default_cache
from paramcheck.sources.index import fetch
from paramcheck.sources.store import checkout

EXPECTED = Path(__file__).parent / "expected"
UPDATE = bool(os.environ.get("PARAMCHECK_UPDATE_EXPECTED"))
CACHE = Path(os.environ.get("PARAMCHECK_CACHE_DIR") or default_cache())


@pytest.mark.packages
@pytest.mark.parametrize("file", sorted(EXPECTED.glob("*.txt")), ids=lambda path: path.stem)
def test_package(file):
    first, _, expected = file.read_text(encoding="utf-8").partition("\n")
    requirement, _, digest = first.partition(" --hash=sha256:")
    if digest:
        assert fetch(requirement, CACHE).sha256 == digest, "the index serves another file than the one that was read"
    else:
        digest = fetch(requirement, CACHE).sha256
    found = everything(requirement)
    if UPDATE:
        file.write_text(f"{requirement} --hash=sha256:{digest}\n{found}", encoding="utf-8", newline="\n")
    assert UPDATE or found.splitlines() == expected.splitlines()


def everything(requirement: str) -> str:
    tree = checkout(requirement, CACHE)
    rules = rules_for(tree.name)
    analysis = analyse(tree, rules)
    shown = triage.triage(analysis.findings, analysis.links, triage.Settings.of(Config(), root=tree.root), rules)
    findings = [f"{one.check} {one.span.path}:{one.span.line} {one.message}" for one in shown.findings]
    findings += [
        f"(expected) {one.finding.check} {one.finding.span.path}:{one.finding.span.line} {one.finding.message}"
        for one in shown.suppressed
    ]
    links = [f"{one.wrapper.qualified} -> {one.native.qualified}: {one.verdict.value}" for one in analysis.links]
    return "".join(f"{line}\n" for line in ["", *findings, "", *links])
