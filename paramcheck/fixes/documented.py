"""What documentation, a stub or a schema says about a default becomes what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.checks.wording import python_literal
from paramcheck.fixes.defaults import to_native
from paramcheck.model import Edit, Verdict
from paramcheck.values import Literal
from paramcheck.wrapper.docstrings import values_in

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from paramcheck.fixes.source import Source
    from paramcheck.model import Finding, Related


def corrected(finding: Finding, source: Callable[[str], Source | None]) -> tuple[str, Edit] | None:
    """The words that say another default, replaced.

    Args:
        finding: A finding about documentation.
        source: Gives a Python source by its path.

    Returns:
        The default that is then stated, and the edit.
    """
    if finding.link is not None and finding.link.verdict is Verdict.DOCUMENTED:
        place = source(finding.span.path)
        return to_native(finding.link, place) if place is not None else None
    stated = finding.related[0] if finding.related else None
    running = _running(finding)
    place = source(stated.span.path) if stated is not None else None
    if stated is None or running is None or place is None:
        return None
    edit = _in_stub(stated, place, running) or _in_docstring(stated, place, running)
    return (running, edit) if edit is not None else None


def _running(finding: Finding) -> str | None:
    """The default that runs, as Python writes it."""
    parameter, link = finding.parameter, finding.link
    if parameter is None or parameter.default is None:
        return None
    if isinstance(parameter.default, Literal) and parameter.default.value is None and link is not None:
        return python_literal(link.native.value, link.native.type)
    if isinstance(parameter.default, Literal) and parameter.default.symbol is None:
        return parameter.declared
    return None


def _in_stub(stated: Related, source: Source, running: str) -> Edit | None:
    if not source.path.endswith(".pyi"):
        return None
    first, last = source.bounds(stated.span)
    inside = [(start, end) for start, end, _ in source.defaults if first <= start and end <= last]
    return Edit(source.span(*inside[0]), running) if len(inside) == 1 else None


def _in_docstring(stated: Related, source: Source, running: str) -> Edit | None:
    first = source.line_start(stated.span.line)
    last = source.line_start(stated.span.line + 1)
    found: dict[tuple[int, int], str] = {}
    for start, end, node in source.strings:
        if start < last and first < end and _is_plain(node) and _fits(running, node):
            begin = max(first, start + len(node.prefix) + len(node.quote))
            said = source.text[begin : _end_of_description(source, begin, end - len(node.quote))]
            for at, to, value in values_in(said):
                # The message of the finding names the value in the words of the documentation.
                if stated.message.endswith(f" says {value.spelling}"):
                    found[begin + at, begin + to] = said[at:to]
    if len(found) != 1:
        return None
    (((at, to), old),) = found.items()
    ticks = len(old) - len(old.lstrip("`"))
    return Edit(source.span(at + ticks, to - ticks), running)


def _is_plain(node: cst.SimpleString) -> bool:
    return node.prefix.lower() in {"", "r", "u"}


def _fits(text: str, node: cst.SimpleString) -> bool:
    """Whether a text can stand in a string without any escape."""
    return (
        text.isprintable()
        and "\\" not in text
        and node.quote not in text
        and not (len(node.quote) == 1 and node.quote in text)
    )


def _end_of_description(source: Source, start: int, end: int) -> int:
    """Where the text about a parameter ends: before a line that is indented as little as its first."""
    lines = source.text[start:end].split("\n")
    indent = _indent(lines[0])
    at = start + len(lines[0]) + 1
    for line in lines[1:]:
        if line.strip() and _indent(line) <= indent:
            break
        at += len(line) + 1
    return min(at, end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
