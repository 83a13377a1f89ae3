"""JUnit XML, which every CI server reads: a suite a surface, a test case a link.

What ``shown`` escapes includes every character that XML 1.0 forbids.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.places import confirmations
from paramcheck.reports.plain import shown
from paramcheck.reports.words import labels, native_value, place, wrapper_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.model import Finding, Link, Report, Span, Suppressed

_Key = tuple[str, str, str, int]


def _key(link: Link) -> _Key:
    span = link.wrapper.span
    return link.wrapper.qualified, link.native.qualified, span.path, span.line


def _case(suite: ET.Element, name: str, span: Span) -> ET.Element:
    attributes = {"classname": suite.get("name", ""), "name": shown(name), "file": shown(span.path)}
    return ET.SubElement(suite, "testcase", attributes, line=str(span.line), time="0")


def _fail(case: ET.Element, findings: Iterable[Finding]) -> None:
    """Most readers take one failure a case, so all findings of one link go into one."""
    found = list(findings)
    kinds = ", ".join(f"{one.check} {one.name}" for one in found)
    failure = ET.SubElement(case, "failure", message=shown("; ".join(one.message for one in found)), type=kinds)
    failure.text = "\n".join(line for one in found for line in _details(one))


def _details(finding: Finding) -> list[str]:
    lines = [f"{place(finding.span)}: {finding.check} [{finding.severity.value}] {shown(finding.message)}"]
    link = finding.link
    if link:
        native = link.native
        mine, theirs = labels(link)
        lines.append(f"{mine}: {shown(wrapper_value(link))}")
        where = place(native.span) + (f" ({shown(native.origin)})" if native.origin else "")
        lines.append(f"{theirs + ':':{len(mine) + 1}} {shown(native_value(native))}, {where}")
        flow = [(f"{step.span.path}:{step.span.line}", step.text) for step in link.evidence]
        lines += [f"data flow: {shown(where)}  {shown(text)}" for where, text in flow]
    lines += [f"also at: {place(also.wrapper.span)} ({shown(also.wrapper.qualified)})" for also in finding.also]
    lines += [shown(one) for one in confirmations(finding)]
    if finding.advice:
        lines.append(f"help: {shown(finding.advice)}")
    return lines


def _by_link(report: Report) -> dict[_Key, list[Finding]]:
    """Findings by the links that they are about."""
    found: dict[_Key, list[Finding]] = {}
    for finding in report.findings:
        for key in dict.fromkeys(_key(link) for link in (finding.link, *finding.also) if link):
            found.setdefault(key, []).append(finding)
    return found


def _skipped(suppressed: Iterable[Suppressed]) -> dict[_Key, str]:
    """Why links are not reported that would be."""
    hidden = [(one.finding.link, ": ".join(filter(None, (one.by, one.reason)))) for one in suppressed]
    return {_key(link): why for link, why in hidden if link}


def _suites(report: Report) -> Iterable[ET.Element]:
    found, skipped = _by_link(report), _skipped(report.suppressed)
    suites: dict[str, ET.Element] = {}
    for link in report.links:
        suite = suites.setdefault(link.wrapper.surface, ET.Element("testsuite", name=shown(link.wrapper.surface)))
        case = _case(suite, f"{link.wrapper.name} -> {link.native.qualified}", link.wrapper.span)
        if findings := found.pop(_key(link), None):
            _fail(case, findings)
        elif reason := skipped.get(_key(link)):
            ET.SubElement(case, "skipped", message=shown(reason))
    yield from suites.values()
    loose = [finding for finding in report.findings if finding.link is None or _key(finding.link) in found]
    if loose:
        suite = ET.Element("testsuite", name="other findings")
        for finding in loose:
            _fail(_case(suite, f"{finding.check} at {place(finding.span)}", finding.span), [finding])
        yield suite


def render(report: Report, options: Options) -> str:
    """Write the report."""
    del options
    root = ET.Element("testsuites", name="paramcheck")
    root.extend(_suites(report))
    for suite in (*root, root):
        suite.set("tests", str(len(suite.findall(".//testcase"))))
        suite.set("failures", str(len(suite.findall(".//failure"))))
        suite.set("errors", "0")
        suite.set("skipped", str(len(suite.findall(".//skipped"))))
        suite.set("time", f"{report.summary.seconds:.3f}" if suite is root else "0")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


RENDERER = Renderer("junit", "JUnit XML, for CI servers", render)
