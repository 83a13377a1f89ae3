"""Workflow commands, which GitHub Actions shows as annotations beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.model import Severity
from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.places import confirmations
from paramcheck.reports.plain import defuse, shown
from paramcheck.reports.words import closing, place

if TYPE_CHECKING:
    from paramcheck.model import Finding, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MOST_TEXT = 2_000
"""Characters of a line of a message; GitHub cuts an annotation at 64 KiB."""


def _data(text: str) -> str:
    """What the runner reads back as the text (``ActionCommand.cs`` of actions/runner)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The same for a property, which ends at a comma or a colon."""
    return _data(shown(text)).replace(":", "%3A").replace(",", "%2C")


def _command(finding: Finding) -> str:
    span = finding.span
    properties = {"file": _property(span.path), "line": str(span.line)}
    if span.end_line > span.line:
        # The runner takes columns only within one line.
        properties["endLine"] = str(span.end_line)
    else:
        properties |= {"endLine": str(span.line), "col": str(span.column)}
        if span.end_column > span.column:
            # Its end is the last column, ours the one after.
            properties["endColumn"] = str(span.end_column - 1)
    properties["title"] = _property(f"{finding.check} {finding.name}")
    listed = ",".join(f"{name}={value}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    lines = [finding.message]
    if finding.link:
        native = finding.link.native
        origin = f" ({native.origin})" if native.origin else ""
        lines.append(f"Native default: {place(native.span)}{origin}")
    lines += [f"Also at: {place(also.wrapper.span)} ({also.wrapper.qualified})" for also in finding.also[:10]]
    lines += confirmations(finding)
    if finding.advice:
        lines.append(finding.advice)
    return "\n".join(shown(line)[:_MOST_TEXT] for line in lines)


def render(report: Report, options: Options) -> str:
    """Write a command a finding, and the summary as plain lines of the log."""
    commands = "".join(f"{_command(finding)}\n" for finding in report.findings)
    return commands if options.quiet else commands + defuse("".join(f"{line}\n" for line in closing(report)))


RENDERER = Renderer("github", "annotations of a GitHub Actions run", render)
