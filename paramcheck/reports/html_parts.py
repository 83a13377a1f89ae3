"""Pieces of the HTML page: escaping, source with line numbers, and the picture of verdicts."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from paramcheck.model import Verdict
from paramcheck.reports.plain import shown, visible
from paramcheck.reports.snippets import marked
from paramcheck.reports.words import place, verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paramcheck.model import Link, Span
    from paramcheck.reports.base import Options
    from paramcheck.reports.places import Place

_CONTEXT = 2
_MOST_LINES = 8
_REACH = 300
"""Characters of a line that are kept on either side of the mark."""

_BREAKS = re.compile(r"[./,(]|(?<=[^_])_(?=[^_])")
"""A dotted name breaks after a dot, ``__init__`` nowhere. None of these is in a character reference."""

_ORDER = (Verdict.MISMATCH, Verdict.DOCUMENTED, Verdict.UNKNOWN, Verdict.DYNAMIC, Verdict.INHERITS, Verdict.MATCH)


def escaped(text: str) -> str:
    """A text that HTML shows as it is, within an element or a quoted attribute, on one line and in one direction."""
    return escape(shown(text))


def code(text: str) -> str:
    """The same as code, which a browser may break where a reader would."""
    return f"<code>{_BREAKS.sub(lambda found: f'{found[0]}<wbr>', escaped(text))}</code>"


def where(span: Span) -> str:
    """A place as ``path:line``."""
    return code(f"{span.path}:{span.line}")


def figure(one: Place, options: Options) -> str:
    """The source of a place, with a few lines around it and what stands there in words.

    Args:
        one: The place.
        options: Gives the source.
    """
    origin = f", {escaped(one.origin)}" if one.origin else ""
    label = f"<strong>{escaped(one.label)}</strong>" if one.label else ""
    caption = f"<figcaption>{label}<code>{escaped(place(one.span))}</code>{origin}</figcaption>"
    rows = _rows(options.lines(one.span.path), one.span)
    source = f'<pre tabindex="0"><code>{rows}</code></pre>' if rows else ""
    return f"<figure>{caption}{source}</figure>"


def _rows(lines: Sequence[str], span: Span) -> str:
    if not 1 <= span.line <= len(lines):
        return ""
    last = min(span.end_line, span.line + _MOST_LINES - 1, len(lines))
    numbers = range(max(1, span.line - _CONTEXT), min(last + _CONTEXT, len(lines)) + 1)
    # What all lines are indented by would push the code out of sight on a phone.
    indent = min((len(line) - len(line.lstrip()) for at in numbers if (line := lines[at - 1]).strip()), default=0)
    rows = []
    for number in numbers:
        line = lines[number - 1].rstrip("\r\n")
        text = _plain(line[indent : indent + 2 * _REACH])
        if span.line <= number <= last:
            text = _marked(line, indent, *marked(line, span, number))
        rows.append(f'<span class="row"><span class="number">{number}</span>{text}</span>')
    return "".join(rows)


def _marked(line: str, indent: int, start: int, end: int) -> str:
    start = max(start, indent)
    end = max(end, start + 1)
    first = max(indent, start - _REACH)
    left, right = "…" if first > indent else "", "…" if len(line) > end + _REACH else ""
    mark = f"<mark>{_plain(line[start:end][: 2 * _REACH])}</mark>"
    return f"{left}{_plain(line[first:start])}{mark}{_plain(line[end : end + _REACH])}{right}"


def _plain(text: str) -> str:
    return escape(visible(text))


def overview(links: Sequence[Link]) -> str:
    """The picture: a bar a surface, as long as it has links, divided by verdict. Numbers say the same.

    Args:
        links: All links.
    """
    if not links:
        return ""
    counts: dict[str, Counter[Verdict]] = {}
    for link in links:
        counts.setdefault(link.wrapper.surface, Counter())[link.verdict] += 1
    most = max(sum(count.values()) for count in counts.values())
    total = Counter(link.verdict for link in links)
    legend = "".join(f'<li class="v-{one.value}">{total[one]} {one.value}</li>' for one in _ORDER if total[one])
    rows = "".join(_bar(surface, count, most) for surface, count in counts.items())
    return (
        '<section aria-labelledby="overview-title"><h2 id="overview-title">Verdicts by surface</h2>'
        f'<ul class="legend">{legend}</ul>'
        '<table class="chart"><thead><tr><th scope="col">Surface</th><th scope="col">Links</th>'
        f'<th scope="col">Verdicts</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _bar(surface: str, count: Counter[Verdict], most: int) -> str:
    at, parts = 0.0, []
    for verdict in _ORDER:
        width = 100 * count[verdict] / most
        if width:
            parts.append(f'<rect class="v-{verdict.value}" x="{at:.3f}" width="{width:.3f}" height="10"></rect>')
            at += width
    said = verdicts({verdict.value: number for verdict, number in count.items()})
    # The picture repeats the numbers beside it, so a screen reader may leave it out.
    picture = f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'
    return f'<tr><th scope="row">{code(surface)}</th><td class="bar">{picture}</td><td class="counts">{said}</td></tr>'
