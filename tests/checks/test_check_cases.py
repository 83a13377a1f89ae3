"""The checks, one document of cases each: sources of both sides, and the findings that are expected in them.

A document starts with the files that all of its cases have. A case is a section: it may add files, or give one anew,
and it ends with the findings as ``--pedantic`` shows them, ``(none)`` for a negative control.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from paramcheck import triage
from paramcheck.checks import all_checks, page
from paramcheck.config import Config
from tests.support import run

CASES = Path(__file__).parent / "cases"
BLOCK = re.compile(r"^```(\w+)(?:[ ]+(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    check: str
    title: str
    files: dict[str, str]
    expected: list[str]


def read(document: Path) -> list[Case]:
    preamble, *sections = re.split(r"^## ", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    shared = {name: text for _, name, text in BLOCK.findall(preamble)}
    cases = []
    for section in sections:
        title = section.partition("\n")[0].strip()
        blocks = BLOCK.findall(section)
        files = {name: text for kind, name, text in blocks if kind != "findings"}
        (expected,) = [text for kind, _, text in blocks if kind == "findings"]
        lines = [line for line in expected.splitlines() if line != "(none)"]
        cases.append(Case(document.stem, title, shared | files, lines))
    return cases


ALL = [case for document in sorted(CASES.glob("*.md")) for case in read(document)]


@pytest.mark.parametrize("case", ALL, ids=[f"{one.check}: {one.title}" for one in ALL])
def test_findings(case, tmp_path):
    analysis = run(tmp_path, case.files)
    settings = triage.Settings.of(Config(pedantic=True))
    shown = triage.triage(analysis.findings, analysis.links, settings, Config().rules)
    found = [
        f"{one.check} {one.span.path}:{one.span.line} {one.message}"
        for one in shown.findings
        # A document is about one check; what others have to say about its sources stands in theirs.
        if one.check == case.check
    ]
    assert found == case.expected
    assert analysis.every or not case.expected


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.code)
def test_every_check_has_cases_and_controls(check):
    cases = [case for case in ALL if case.check == check.code]
    assert any(case.expected for case in cases)
    assert any(not case.expected for case in cases)


@pytest.mark.parametrize("code", triage.known_checks())
def test_every_check_has_a_page(code):
    text = page(code)
    assert text is not None
    name = triage.known_checks()[code]
    assert text.startswith(f"# {name} ({code})\n")
    for heading in ("What it does", "Why is this bad?", "Example", "Fix safety"):
        assert f"\n## {heading}\n" in text, heading


def test_pages_and_checks_belong_together():
    folder = Path(__file__).parents[2] / "paramcheck" / "checks"
    pages = {path.stem for path in folder.glob("pc*.md")}
    assert pages == {f"{code.lower()}_{name.replace('-', '_')}" for code, name in triage.known_checks().items()}
