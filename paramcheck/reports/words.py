"""The sentences that several formats share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from paramcheck.model import Severity, SurfaceKind, Verdict
from paramcheck.reports.plain import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paramcheck.model import Link, NativeParameter, Report, Span, WrapperParameter

_SUPPRESSED_AS = {"expectation": "expected", "comment": "ignored", "baseline": "in the baseline"}
_HIDDEN_AS = {
    "select": "not in --select",
    "ignore": "by --ignore",
    "per-file": "by per-file-ignores",
    "surface": "on surfaces that are not public",
    "min-confidence": "below --min-confidence",
    "min-severity": "below --min-severity",
    "pedantic": "for --pedantic only",
    "since": "unchanged since the given revision",
}
"""What the causes mean that triage names."""

_AGREEING = {Verdict.MATCH.value, Verdict.INHERITS.value}


def place(span: Span) -> str:
    """``path:line:column``, which editors and terminals turn into a link."""
    return f"{shown(span.path)}:{span.line}:{span.column}"


def declared(parameter: WrapperParameter) -> str:
    """The default as the surface writes it; empty for a parameter that must be given."""
    return "" if parameter.default is None else parameter.declared


def native_value(native: NativeParameter) -> str:
    """The native default and those that hold under conditions, in one line."""
    value = native.value.spelling if native.value is not None else "not stated"
    others = [f"{one.value.spelling} when {one.when}" for one in native.conditions]
    return f"{value} ({', '.join(others)})" if others else value


def labels(link: Link) -> tuple[str, str]:
    """What the two values of a link are called: defaults, or what a wrapper repeats and what it repeats."""
    if link.wrapper.kind is SurfaceKind.MIRROR:
        return "wrapper", "library"
    return "wrapper default", "native default"


def wrapper_value(link: Link) -> str:
    """The wrapper's default and, where it is another, what reaches the native side."""
    stated, effective = declared(link.wrapper), link.effective.spelling
    return effective if stated in {"", effective} else f"{stated} -> {effective}"


def sentence(text: str) -> str:
    """A text with a full stop, if it has no end of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def counted(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def severities(report: Report) -> str:
    """``3 errors, 2 warnings``; empty without findings."""
    counts = Counter(finding.severity for finding in report.findings)
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    return ", ".join(counted(counts[severity], noun) for severity, noun in nouns.items() if counts[severity])


def verdicts(counts: Mapping[str, int]) -> str:
    """``52 match, 4 mismatch``, in the order in which the design names verdicts."""
    order = [verdict.value for verdict in Verdict]
    known = sorted(counts, key=lambda name: order.index(name) if name in order else len(order))
    return ", ".join(f"{counts[name]} {name}" for name in known if counts[name])


def outcome(report: Report) -> str:
    """One sentence: what was found in how many links, and how many findings something hides on purpose."""
    summary = report.summary
    links, detail = counted(summary.links, "link"), verdicts(summary.verdicts)
    detail = f" ({detail})" if detail else ""
    if report.findings:
        start = f"{severities(report)} in {links}{detail}"
    elif not summary.links:
        start = "Nothing was linked: no wrapper parameter was traced to a native one"
    elif sum(summary.verdicts.get(name, 0) for name in _AGREEING) == summary.links:
        agree = (
            "The one linked parameter agrees" if summary.links == 1 else f"All {summary.links} linked parameters agree"
        )
        start = f"{agree}{detail}"
    else:
        start = f"Nothing to report in {links}{detail}"
    return "; ".join([start, *([hidden] if (hidden := suppressed(report)) else [])]) + "."


def suppressed(report: Report) -> str:
    """``3 expected, 1 ignored``: what the project itself hides; empty if nothing."""
    counts = Counter(one.by for one in report.suppressed)
    return ", ".join(f"{number} {_SUPPRESSED_AS.get(by, f'hidden by {shown(by)}')}" for by, number in counts.items())


def left_out(report: Report) -> str:
    """What options or configuration hid, so that no finding vanishes in silence; empty if nothing."""
    hidden = {name: number for name, number in report.summary.hidden.items() if number}
    if not hidden:
        return ""
    by = ", ".join(f"{number} {_HIDDEN_AS.get(name, f'by {shown(name)}')}" for name, number in hidden.items())
    return f"{counted(sum(hidden.values()), 'finding')} not shown: {by}."


def unread(report: Report) -> str:
    """How much could not be read; empty if nothing."""
    number = len(report.problems)
    return f"{counted(number, 'problem')} while reading; what could be read was checked." if number else ""


def closing(report: Report) -> list[str]:
    """The sentences that end a report for people."""
    return [line for line in (outcome(report), left_out(report), unread(report)) if line]
