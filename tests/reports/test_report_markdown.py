"""The job summary, rendered as GitHub renders it and read as HTML."""

from html.parser import HTMLParser

import msgspec
import pytest
from inline_snapshot import snapshot
from markdown_it import MarkdownIt

from paramcheck.model import Span
from paramcheck.reports import renderer
from paramcheck.reports.markdown import MOST_BYTES
from tests.reports.report_builders import (
    HOSTILE,
    full_report,
    hostile_report,
    large_report,
    make_report,
    mismatch,
    options,
)


def shown(report, **changes):
    return renderer("markdown").render(report, options(**changes))


def by_markdown_it(text):
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)


def by_github(text):
    """GitHub's own renderer, without what it strips from the result afterwards."""
    cmarkgfm = pytest.importorskip("cmarkgfm", reason="cmarkgfm is not installed")
    return cmarkgfm.github_flavored_markdown_to_html(text, options=1 << 17)


RENDERERS = [by_markdown_it, by_github]


class Page(HTMLParser):
    """The elements of a page, and the text of each table cell."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.cells, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_data(self, data):
        self.text += data
        if self.cells:
            self.cells[-1] += data


HARMLESS = {
    "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "details", "summary", "ol", "li",
}  # fmt: skip


def test_full():
    assert "\n" + shown(full_report()) == snapshot("""\

## paramcheck: tinynet 1.2.0

1 error, 1 warning in 6 links (1 match, 2 mismatch, 1 inherits, 1 dynamic, 1 unknown); 1 expected, 1 ignored.

4 findings not shown: 4 below --min-severity.

2 problems while reading; what could be read was checked.

|  | Check | Parameter | Wrapper | Native | Where |
| --- | --- | --- | --- | --- | --- |
| 🔴 error | PC101 default-mismatch | <code>use&#95;cache</code> | <code>False</code> | <code>true</code> | <code>tinynet/engine.py&#58;7</code> |
| 🟡 warning | PC201 unknown-native-field |  |  |  | <code>tinynet/engine.py&#58;15</code> |

<details><summary>PC101 <code>tinynet/engine.py&#58;7</code> Engine(use&#95;cache=False) reaches tn&#95;options.use&#95;cache, which the library itself sets to true</summary>

<code>tinynet/engine.py&#58;7</code>: wrapper default: False

```python
        use_cache: bool = False,
```

<code>vendor/tinynet/options.cpp&#58;3</code>, tn&#95;default&#95;options(): native default: true

```cpp
        /*.use_cache =*/ true,
```

Data flow:

1. <code>tinynet/engine.py&#58;13</code> <code>self.options.use&#95;cache = use&#95;cache</code>

Also at <code>tinynet/settings.py&#58;2</code> <code>tinynet.settings.Settings.use&#95;cache</code>

help: Use True, or leave the field alone when the caller does not say.

fix: Set the default to True (--unsafe-fixes)

</details>

<details><summary>PC201 <code>tinynet/engine.py&#58;15</code> tn&#95;options has no field &#39;threads&#39;</summary>

<code>tinynet/engine.py&#58;15</code>

```python
        self.options.threads = threads or max(cpu_count() // 2, 1)
```

<code>vendor/tinynet/options.cpp&#58;1</code>: tn&#95;options is made here

```cpp
struct tn_options tn_default_options() {
```

</details>
""")


@pytest.mark.parametrize("to_html", RENDERERS)
def test_rows_have_as_many_cells_as_headings(to_html):
    page = Page(to_html(shown(full_report(), all_links=True)))
    assert page.tags.count("table") == 2
    assert page.tags.count("tr") == (1 + 2) + (1 + 6)
    assert page.tags.count("td") == 6 * (2 + 6)
    assert page.tags.count("details") == 2


@pytest.mark.parametrize("to_html", RENDERERS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_text(to_html, text):
    lines = text.split("\n")
    page = Page(to_html(shown(hostile_report(text), all_links=True, lines=lambda path: lines)))
    assert set(page.tags) <= HARMLESS
    assert page.tags.count("details") == 2
    assert page.tags.count("td") == 6 * (2 + 1)
    # The related place, on the second line, is shown if there is one.
    assert page.tags.count("pre") == (5 if len(lines) > 1 else 3)


@pytest.mark.parametrize("to_html", RENDERERS)
def test_hostile_text_is_still_readable(to_html):
    page = Page(to_html(shown(hostile_report(HOSTILE["markdown"]))))
    assert HOSTILE["markdown"] in [text.strip() for text in page.cells]


@pytest.mark.parametrize(
    "text", ["http://evil.example", "www.evil.example", "ftp://evil.example", "[a](http://evil.example)"]
)
def test_addresses_are_not_made_links(text):
    assert "<a " in by_github(text)
    assert "<a " not in by_github(shown(hostile_report(text), all_links=True))


def test_checks_are_linked_to_their_pages():
    text = shown(full_report(), help_uri=lambda code: f"https://example.org/{code}?a=1&b=2")
    assert '<a href="https&#58;//example.org/PC101?a=1&#38;b=2">PC101</a> default-mismatch' in text


@pytest.mark.parametrize("all_links", [False, True])
def test_stays_within_what_github_takes(all_links):
    text = shown(large_report(), all_links=all_links)
    assert MOST_BYTES * 0.9 < len(text.encode()) <= MOST_BYTES
    assert "left out: GitHub shows 1 MiB." in text
    assert text.count("<details>") == text.count("</details>")


def test_one_huge_finding_does_not_break_the_limit():
    huge = "x" * (MOST_BYTES // 5)
    report = msgspec.structs.replace(hostile_report(huge), name="tinynet", version="1")
    text = shown(report)
    assert len(text.encode()) <= MOST_BYTES
    assert "2 further findings left out: GitHub shows 1 MiB." in text


def test_a_fence_is_longer_than_any_in_the_source():
    text = shown(make_report([mismatch()]), lines=lambda path: ["x = '''````'''"] * 9)
    assert "\n`````python\nx = '''````'''\n`````\n" in text


def test_a_long_line_is_cut_around_its_place():
    line = "x" * 5_000 + "MARK" + "y" * 5_000
    finding = mismatch(span=Span("a.py", 1, 5_001, 1, 5_005), link=None, related=(), also=())
    text = shown(make_report([finding]), lines=lambda path: [line])
    assert "\n…" + "x" * 125 + "MARK" + "y" * 371 + "…\n" in text
