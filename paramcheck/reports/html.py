"""One self-contained page: what was found, both sides next to each other, and a table of all links.

The page asks nothing of any server, runs only its own script (its policy names that by hash), and can be read in
full without it.
"""

from __future__ import annotations

import base64
import hashlib
import pkgutil
import re
from typing import TYPE_CHECKING

from paramcheck import __version__
from paramcheck.model import Verdict
from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.html_parts import code, escaped, figure, overview, where
from paramcheck.reports.places import Place, notes, others, sides, steps
from paramcheck.reports.words import closing, declared, native_value, place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.model import Finding, Link, Report

_MARKER = re.compile(r"\{\{(\w+)\}\}")
_MOST_OTHERS = 2
_ORDER = [Verdict.MISMATCH, Verdict.DOCUMENTED, Verdict.UNKNOWN, Verdict.DYNAMIC, Verdict.INHERITS, Verdict.MATCH]
"""Sorted by verdict, what needs a look comes first."""

_COLUMNS = ("Verdict", "Parameter", "Declared", "Effective", "Native parameter", "Native default", "Place")


def _finding(finding: Finding, number: int, options: Options) -> str:
    severity = finding.severity.value
    check = finding.check
    if options.help_uri is not None:
        check = f'<a href="{escaped(options.help_uri(check))}" rel="noopener">{check}</a>'
    extra, rest = others(finding, _MOST_OTHERS)
    places = [*sides(finding), *(Place(one.span, "native", one.message) for one in extra)]
    figures = "".join(figure(one, options) for one in places)
    opening = (
        f'<article class="finding {severity}" data-item data-severity="{severity}" aria-labelledby="f{number}">'
        f'<h3 id="f{number}"><span class="severity">{severity}</span> {check} {finding.name} '
        f'<code class="soft">{escaped(place(finding.span))}</code></h3>'
        f"<p>{escaped(finding.message)}</p>"
        f'<div class="sides">{figures}</div>'
    )
    parts = [opening]
    if found := steps(finding.link):
        rows = "".join(f"<li>{where(step.span)} {code(step.text.strip())}</li>" for step in found)
        parts.append(f"<p>Data flow</p><ol>{rows}</ol>")
    if rest:
        rows = "".join(f"<li>{where(one.span)} {code(one.message)}</li>" for one in rest)
        parts.append(f"<p>See also</p><ul>{rows}</ul>")
    if finding.also:
        rows = "".join(f"<li>{where(one.wrapper.span)} {code(one.wrapper.qualified)}</li>" for one in finding.also)
        parts.append(f"<p>Also at</p><ul>{rows}</ul>")
    for note in notes(finding):
        kind, _, text = note.partition(": ")
        parts.append(f'<p class="{kind}"><strong>{kind}:</strong> {escaped(text)}</p>')
    return "".join([*parts, "</article>\n"])


def _findings(report: Report, options: Options) -> str:
    if not report.findings:
        return "<p>None.</p>"
    form = (
        "<form hidden><label>Find in findings<input type='search' name='text'></label>"
        "<label>Severity<select name='severity'><option value=''>all</option>"
        f"{_options(finding.severity.value for finding in report.findings)}</select></label>"
        "<button type='reset'>Show all</button><span role='status' class='soft'></span></form>"
    )
    articles = "".join(_finding(finding, number, options) for number, finding in enumerate(report.findings, 1))
    return f"<div data-filtered>{form}{articles}</div>"


def _options(values: Iterable[str]) -> str:
    distinct = sorted(map(escaped, set(values)))
    return "".join(f'<option value="{value}">{value}</option>' for value in distinct)


def _cell(label: str, content: str, key: str = "") -> str:
    sort_key = f' data-key="{escaped(key)}"' if key else ""
    return f'<td role="cell" data-label="{label}"{sort_key}><div>{content}</div></td>'


def _row(link: Link) -> str:
    wrapper, native, verdict = link.wrapper, link.native, link.verdict
    note = f'<span class="of">{escaped(link.note)}</span>' if link.note else ""
    contents = (
        (f'<span class="verdict v-{verdict.value}">{verdict.value}</span>{note}', str(_ORDER.index(verdict))),
        (f'{code(wrapper.name)}<span class="of">{code(wrapper.surface)}</span>', wrapper.name),
        (code(declared(wrapper)) if wrapper.default is not None else "required", ""),
        (code(link.effective.spelling), ""),
        (f'{code(native.name)}<span class="of">{code(native.owner)}</span>', native.qualified),
        (code(native_value(native)), ""),
        (where(wrapper.span), ""),
    )
    cells = "".join(_cell(label, *content) for label, content in zip(_COLUMNS, contents, strict=True))
    surface = escaped(wrapper.surface)
    return f'<tr role="row" data-item data-verdict="{verdict.value}" data-surface="{surface}">{cells}</tr>\n'


def _links(report: Report) -> str:
    if not report.links:
        return ""
    head = "".join(f'<th role="columnheader" scope="col">{label}</th>' for label in _COLUMNS)
    return (
        '<section id="links" data-filtered aria-labelledby="links-title"><h2 id="links-title">All links</h2>'
        "<form hidden><label>Find in links<input type='search' name='text'></label>"
        "<label>Verdict<select name='verdict'><option value=''>all</option>"
        f"{_options(link.verdict.value for link in report.links)}</select></label>"
        "<label>Surface<select name='surface'><option value=''>all</option>"
        f"{_options(link.wrapper.surface for link in report.links)}</select></label>"
        "<button type='reset'>Show all</button><span role='status' class='soft'></span></form>"
        '<table class="links" role="table" aria-labelledby="links-title">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">\n{"".join(map(_row, report.links))}</tbody></table></section>'
    )


def _contents(report: Report) -> str:
    links = f'<a href="#links">All {len(report.links)} links</a>' if report.links else ""
    return f'<nav aria-label="Contents"><a href="#findings">Findings</a>{links}</nav>'


def _policy(template: str) -> str:
    """A content security policy that lets the page's own style and script in, and nothing else."""

    def hashed(tag: str) -> str:
        found = re.search(f"<{tag}>(.*?)</{tag}>", template, re.DOTALL)
        assert found, "the page has one style and one script"
        return base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{hashed('style')}'; script-src 'sha256-{hashed('script')}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def render(report: Report, options: Options) -> str:
    """Write the page."""
    data = pkgutil.get_data("paramcheck.reports", "page.html")
    assert data is not None, "the page is package data"
    # Checked out on Windows it may have other line ends, which a browser evens out before it takes the hash.
    template = data.decode().replace("\r\n", "\n")
    subject = " ".join(part for part in (report.name, report.version) if part)
    parts = {
        "policy": _policy(template),
        "version": __version__,
        "title": escaped(f"{subject}: parameters" if subject else "Parameters"),
        "closing": "".join(f"<p>{escaped(line)}</p>" for line in closing(report)),
        "contents": _contents(report),
        "overview": overview(report.links),
        "findings": _findings(report, options),
        "links": _links(report),
    }
    # In one pass, so that a marker in a text of the tree stays what it is.
    return _MARKER.sub(lambda marker: parts[marker[1]], template)


RENDERER = Renderer("html", "one self-contained page, with every link", render)
