"""Real packages: what their mirrors say that the header beside them does not.

Each expected file has the counts of what was compared and every finding but information. A sample of them was read on both
sides; ``make expected`` writes them anew.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from paramcheck.checks import Context, all_checks
from paramcheck.clang.parser import Parser
from paramcheck.links import repeated
from paramcheck.model import NativeFacts, Severity, WrapperFacts
from paramcheck.native.search import Search
from paramcheck.sources.home import default_cache
from paramcheck.sources.index import fetch
from paramcheck.sources.store import checkout
from paramcheck.wrapper.package import Package

EXPECTED = Path(__file__).parent / "mirrors"
UPDATE = bool(os.environ.get("PARAMCHECK_UPDATE_EXPECTED"))
CACHE = Path(os.environ.get("PARAMCHECK_CACHE_DIR") or default_cache())


@pytest.mark.packages
@pytest.mark.parametrize("file", sorted(EXPECTED.glob("*.txt")), ids=lambda path: path.stem)
def test_mirrors(file):
    first, _, expected = file.read_text(encoding="utf-8").partition("\n")
    requirement, _, digest = first.partition(" --hash=sha256:")
    assert digest in {"", fetch(requirement, CACHE).sha256}, "the index serves another file than the one that was read"
    found = everything(requirement)
    if UPDATE:
        digest = fetch(requirement, CACHE).sha256
        file.write_text(f"{requirement} --hash=sha256:{digest}\n{found}", encoding="utf-8", newline="\n")
    assert UPDATE or found.splitlines() == expected.splitlines()


def everything(requirement: str) -> str:
    tree = checkout(requirement, CACHE)
    mirrors = repeated.find(tree, Package(tree), Parser(tree), Search(tree))
    counts = [
        f"{kind}: {', '.join(f'{count} {verdict}' for verdict, count in sorted(verdicts.items()))}"
        for kind, verdicts in (
            ("records", Counter(one.link.verdict.value for one in mirrors.records)),
            ("constants", Counter(one.link.verdict.value for one in mirrors.constants)),
            ("functions", Counter(one.link.verdict.value if one.link else "absent" for one in mirrors.functions)),
        )
    ]
    context = Context((), WrapperFacts(), NativeFacts(), mirrors)
    findings = [
        f"{one.check} [{one.severity.value}] {one.span.path}:{one.span.line} {one.message}"
        for check in all_checks()
        if check.code.startswith("PC3")
        for one in check.run(context)
        if one.severity is not Severity.INFO
    ]
    return "".join(f"{line}\n" for line in ["", *counts, "", *findings])
