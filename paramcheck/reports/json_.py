"""The report for programs, as ``contract.md`` promises it. ``report.schema.json`` describes every key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck import __version__
from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.encode import encoded
from paramcheck.reports.fingerprint import fingerprints
from paramcheck.reports.words import declared

if TYPE_CHECKING:
    from paramcheck.model import (
        Evidence,
        Finding,
        Fix,
        Link,
        NativeParameter,
        Problem,
        Related,
        Report,
        Span,
        Summary,
        Suppressed,
        WrapperParameter,
    )

SCHEMA = "paramcheck-report/1"
"""Names the structure; it changes when a consumer of the old one could misread the new one."""

_Row = dict[str, object]


def _place(span: Span) -> _Row:
    return {"path": span.path, "line": span.line, "column": span.column}


def _extent(span: Span) -> _Row:
    return {**_place(span), "end_line": span.end_line, "end_column": span.end_column}


def _wrapper(parameter: WrapperParameter, effective: str) -> _Row:
    return {
        "surface": parameter.surface,
        "parameter": parameter.name,
        "kind": parameter.kind.value,
        "declared": declared(parameter),
        "effective": effective,
        **_place(parameter.span),
    }


def _wrapper_of(link: Link) -> _Row:
    return _wrapper(link.wrapper, link.effective.spelling)


def _native(parameter: NativeParameter) -> _Row:
    return {
        "name": parameter.qualified,
        "type": parameter.type.spelling,
        "value": parameter.value.spelling if parameter.value is not None else "",
        "origin": parameter.origin,
        **_place(parameter.span),
        "conditions": [{"when": one.when, "value": one.value.spelling} for one in parameter.conditions],
    }


def _evidence(step: Evidence) -> _Row:
    return {"kind": step.kind, "path": step.span.path, "line": step.span.line, "text": step.text}


def _related(related: Related) -> _Row:
    return {**_place(related.span), "message": related.message}


def _fix(fix: Fix | None) -> _Row | None:
    if fix is None:
        return None
    edits = [{**_extent(edit.span), "text": edit.text} for edit in fix.edits]
    return {"message": fix.message, "safe": fix.safe, "edits": edits}


def _link(link: Link) -> _Row:
    return {
        "wrapper": _wrapper_of(link),
        "native": _native(link.native),
        "evidence": [_evidence(step) for step in link.evidence],
        "confidence": link.confidence.value,
        "verdict": link.verdict.value,
        "note": link.note,
    }


def _finding(finding: Finding, fingerprint: str) -> _Row:
    link, parameter = finding.link, finding.parameter
    wrapper = _wrapper_of(link) if link else None
    if parameter and not link:
        # Nothing is said of what reaches the native side: that is not known, or nothing does.
        wrapper = _wrapper(parameter, "")
    return {
        "check": finding.check,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "advice": finding.advice,
        **_extent(finding.span),
        "wrapper": wrapper,
        "native": _native(link.native) if link else None,
        "evidence": [_evidence(step) for step in link.evidence] if link else [],
        "also": [_wrapper_of(other) for other in finding.also],
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix),
        "confirmed": finding.confirmed.by.value,
        "confirmed_by": list(finding.confirmed.evidence),
        "fingerprint": fingerprint,
    }


def _suppressed(suppressed: Suppressed, fingerprint: str) -> _Row:
    return {**_finding(suppressed.finding, fingerprint), "by": suppressed.by, "reason": suppressed.reason}


def _problem(problem: Problem) -> _Row:
    return {"message": problem.message, "path": problem.path, "line": problem.line}


def _summary(summary: Summary) -> _Row:
    return {
        "files": summary.files,
        "surfaces": summary.surfaces,
        "native_parameters": summary.native_parameters,
        "links": summary.links,
        "verdicts": summary.verdicts,
        "checks": summary.checks,
        "hidden": summary.hidden,
        "seconds": round(summary.seconds, 3),
    }


def render(report: Report, options: Options) -> str:
    """Write the report. It is always whole: no option for people changes it."""
    del options
    every = [*report.findings, *(one.finding for one in report.suppressed)]
    keys = fingerprints(every)
    shown = len(report.findings)
    document = {
        "schema": SCHEMA,
        "tool": {"name": "paramcheck", "version": __version__},
        "subject": {"name": report.name, "version": report.version},
        "links": [_link(link) for link in report.links],
        "findings": [_finding(finding, key) for finding, key in zip(report.findings, keys, strict=False)],
        "suppressed": [_suppressed(one, key) for one, key in zip(report.suppressed, keys[shown:], strict=True)],
        "problems": [_problem(problem) for problem in report.problems],
        "summary": _summary(report.summary),
    }
    return encoded(document, indent=2)


RENDERER = Renderer("json", "everything, for programs", render)
