"""SARIF 2.1.0 as GitHub code scanning reads it; other consumers get data flows and fixes as well.

GitHub shows one location a result, and links in its message to related ones. Its limits are those of
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from paramcheck import __version__
from paramcheck.model import Span
from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.encode import encoded
from paramcheck.reports.fingerprint import fingerprints
from paramcheck.reports.places import confirmations, others, steps
from paramcheck.reports.plain import shown
from paramcheck.reports.sarif_rules import LEVELS, rules
from paramcheck.reports.words import native_value, sentence, wrapper_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paramcheck.model import Finding, Fix, Link, Report

MOST_RESULTS = 25_000
"""Results of a run that GitHub accepts; it shows the 5,000 most severe."""

MOST_BYTES = 10_000_000
"""Size of a compressed file that GitHub accepts."""

_MOST_LOCATIONS = 100
"""Related locations of a result that GitHub shows."""

_MOST_STEPS = 1_000
"""Locations of a data flow that GitHub shows."""

_MOST_LINKS = 10
"""Links in a message: it is read as one paragraph."""

_MOST_PROBLEMS = 1_000
"""Problems that are passed on; whoever has more has one cause for all."""

_MOST_TEXT = 4_000
"""Characters of a text from the tree; a longer one is a table, and helps nobody in an alert."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_Row = dict[str, object]


def _text(text: str) -> dict[str, str]:
    """A message. Brackets that would make a link of a hostile value are escaped as the standard (3.11.6) says."""
    text = shown(text)[:_MOST_TEXT]
    return {"text": _escaped(text) if "](" in text else text}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _region(span: Span) -> _Row:
    region: _Row = {"startLine": max(span.line, 1), "startColumn": max(span.column, 1)}
    if (span.end_line, span.end_column) > (span.line, span.column):
        region |= {"endLine": span.end_line, "endColumn": max(span.end_column, 1)}
    return region


def _artifact(path: str) -> _Row:
    try:
        name = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        name = path.encode("utf-8", "replace")
    # A colon would make the first part of a relative reference a scheme, so only slashes stay.
    return {"uri": quote(name, safe="/"), "uriBaseId": "%SRCROOT%"}


def _physical(span: Span) -> _Row:
    return {"artifactLocation": _artifact(span.path), "region": _region(span)}


def _location(span: Span, message: str) -> _Row:
    return {"physicalLocation": _physical(span), "message": _text(message)}


def _related(finding: Finding) -> list[tuple[str, Span, str]]:
    """What the message links to: the text of each link, its place, and what stands there."""
    link = finding.link
    rows = []
    if link:
        native = link.native
        by = f", stated by {native.origin}" if native.origin else ""
        stated = f"{native.qualified} = {native_value(native)}{by}"
        rows.append(("native default", native.span, stated))
        rows += [(f"{step.span.path}:{step.span.line}", step.span, step.text) for step in link.evidence]
    for also in finding.also:
        where = also.wrapper.span
        rows.append((f"{where.path}:{where.line}", where, f"the same difference in {also.wrapper.qualified}"))
    rows += [(f"{one.span.path}:{one.span.line}", one.span, one.message) for one in others(finding, 0)[1]]
    return rows[:_MOST_LOCATIONS]


def _message(finding: Finding, related: Sequence[tuple[str, Span, str]]) -> _Row:
    links = [f"[{_escaped(shown(text))}]({number})" for number, (text, _, _) in enumerate(related[:_MOST_LINKS], 1)]
    sentences = [sentence(_text(finding.message)["text"])]
    flow = 1 + len(steps(finding.link)) if finding.link else 0
    if finding.link:
        sentences.append(f"See the {links[0]}.")
    if links[1:flow]:
        sentences.append(f"Data flow: {', '.join(links[1:flow])}.")
    if links[flow:]:
        sentences.append(f"See also {', '.join(links[flow:])}.")
    sentences += [sentence(_text(one)["text"]) for one in confirmations(finding)]
    if finding.advice:
        sentences.append(sentence(_text(finding.advice)["text"]))
    return {"text": " ".join(sentences)}


def _code_flows(link: Link | None) -> list[_Row]:
    """The way from the wrapper's default to the native one."""
    if link is None or not link.evidence:
        return []
    places = [
        _location(link.wrapper.span, f"{link.wrapper.qualified} = {wrapper_value(link)}"),
        *(_location(step.span, step.text) for step in link.evidence[:_MOST_STEPS]),
        _location(link.native.span, f"{link.native.qualified} = {native_value(link.native)}"),
    ]
    return [{"threadFlows": [{"locations": [{"location": place} for place in places]}]}]


def _fixes(fix: Fix | None) -> list[_Row]:
    if fix is None:
        return []
    changes: dict[str, list[_Row]] = {}
    for edit in fix.edits:
        # Without an end, a region would reach to the end of the line.
        region = _region(edit.span) | {"endLine": edit.span.end_line, "endColumn": max(edit.span.end_column, 1)}
        replacement = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.span.path, []).append(replacement)
    rows = [{"artifactLocation": _artifact(path), "replacements": edits} for path, edits in changes.items()]
    return [{"description": _text(fix.message), "artifactChanges": rows}]


def _result(finding: Finding, fingerprint: str, indices: dict[str, int]) -> _Row:
    related = _related(finding)
    location: _Row = {"physicalLocation": _physical(finding.span)}
    parameter = finding.link.wrapper if finding.link else finding.parameter
    if parameter:
        location["logicalLocations"] = [{"fullyQualifiedName": shown(parameter.qualified), "kind": "parameter"}]
    result: _Row = {
        "ruleId": finding.check,
        "ruleIndex": indices[finding.check],
        "level": LEVELS[finding.severity],
        "message": _message(finding, related),
        "locations": [location],
        "relatedLocations": [
            {"id": number, **_location(span, message)} for number, (_, span, message) in enumerate(related, 1)
        ],
        # GitHub's upload action adds its own hash of the line, and warns about each result that brings another.
        "partialFingerprints": {"paramcheck/v1": fingerprint},
        "properties": {"confidence": finding.confidence.value, "confirmed": finding.confirmed.by.value},
    }
    optional = {"codeFlows": _code_flows(finding.link), "fixes": _fixes(finding.fix)}
    return result | {key: rows for key, rows in optional.items() if rows}


def _document(report: Report, options: Options, number: int) -> _Row:
    keyed = list(zip(report.findings, fingerprints(report.findings), strict=True))
    if number < len(keyed):
        # What does not fit is left out from the least severe end; the order of what stays is kept.
        ranked = sorted(range(len(keyed)), key=lambda at: -keyed[at][0].severity.rank)
        keyed = [keyed[at] for at in sorted(ranked[:number])]
    driver = rules([finding for finding, _ in keyed], options)
    indices = {str(rule["id"]): index for index, rule in enumerate(driver)}
    run: _Row = {
        "tool": {"driver": {"name": "paramcheck", "semanticVersion": __version__, "rules": driver}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the checked tree."}}},
        "invocations": [_invocation(report, len(report.findings) - len(keyed))],
        "results": [_result(finding, key, indices) for finding, key in keyed],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(report: Report, left_out: int) -> _Row:
    """Says what the results do not: what could not be read, and what GitHub's limits cut."""
    notes: list[_Row] = []
    for problem in report.problems[:_MOST_PROBLEMS]:
        note: _Row = {"level": "warning", "message": _text(problem.message)}
        if problem.path is not None:
            note["locations"] = [{"physicalLocation": _physical(Span(problem.path, problem.line or 1))}]
        notes.append(note)
    if left_out:
        text = f"{left_out} findings are left out, the least severe first: GitHub accepts no larger report."
        notes.append({"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def render(report: Report, options: Options) -> str:
    """Write the report, as much of it as GitHub accepts."""
    number = min(len(report.findings), MOST_RESULTS)
    while True:
        text = encoded(_document(report, options, number))
        # Only what is large can be too large when compressed.
        if len(text) <= MOST_BYTES or number == 0 or len(zlib.compress(text.encode(), 6)) <= MOST_BYTES:
            return text
        number //= 2


RENDERER = Renderer("sarif", "SARIF 2.1.0, for GitHub code scanning and editors", render)
