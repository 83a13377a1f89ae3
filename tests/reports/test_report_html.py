"""The page, as it is written. What a browser makes of it is tested beside this."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from paramcheck.reports import renderer
from tests.reports.report_builders import (
    ENGINE,
    HOSTILE,
    agreeing_report,
    full_report,
    hostile_report,
    make_report,
    mismatch,
    options,
)

VOID = {"meta", "link", "input", "wbr"}
ATTRIBUTES = {
    "aria-hidden", "aria-label", "aria-labelledby", "charset", "class", "content", "data-filtered", "data-item", "data-key", "data-label",
    "data-severity", "data-surface", "data-verdict", "height", "hidden", "href", "http-equiv", "id", "lang", "name",
    "preserveaspectratio", "rel", "role", "scope", "tabindex", "type", "value", "viewbox", "width", "x",
}  # fmt: skip


class Page(HTMLParser):
    """The elements of a page; every one must be closed where it should be."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.texts = [], [], {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        tag = self.open[-1] if self.open else ""
        self.texts.setdefault(tag, []).append(data)

    def all(self, tag):
        return [attributes for found, attributes in self.elements if found == tag]


def shown(report, **changes):
    return renderer("html").render(report, options(**changes))


@pytest.mark.parametrize("report", [make_report(), agreeing_report(), full_report()], ids=["empty", "agreeing", "full"])
def test_is_well_formed(report):
    page = Page(shown(report))
    assert [tag for tag, _ in page.elements].count("h1") == 1
    assert {name for _, attributes in page.elements for name in attributes} <= ATTRIBUTES
    assert all(header.get("scope") for header in page.all("th"))


def test_policy_lets_in_the_pages_own_style_and_script_only():
    text = shown(full_report())
    policy = next(one["content"] for one in Page(text).all("meta") if one.get("http-equiv"))
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert allowed.pop(f"{tag}-src") == f"'sha256-{digest}'"
    assert allowed == {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}


def test_asks_nothing_of_any_server():
    page = Page(shown(full_report()))
    addresses = [
        value for _, attributes in page.elements for name, value in attributes.items() if name in {"href", "src"}
    ]
    assert set(addresses) == {"data:,", "#findings", "#links"}


@pytest.mark.parametrize(
    "text", [*HOSTILE.values(), "{{title}} {{findings}}", "\\1 \\g<0>"], ids=[*HOSTILE, "marker", "re"]
)
def test_hostile_names_are_text(text):
    chosen = options(lines=lambda path: text.split("\n"))
    page = Page(renderer("html").render(hostile_report(text), chosen))
    tags = [tag for tag, _ in page.elements]
    assert (tags.count("script"), tags.count("style"), tags.count("img")) == (1, 1, 0)
    assert {name for _, attributes in page.elements for name in attributes} <= ATTRIBUTES
    assert tags.count("article") == 2


def test_markers_in_names_are_not_filled():
    assert shown(make_report([mismatch(message="{{version}}")])).count("{{version}}") == 1


def test_shows_both_sides_with_their_marks():
    page = Page(shown(make_report([mismatch()])))
    assert page.texts["mark"] == ["use_cache: bool = False", "true"]
    assert page.texts["strong"][:2] == ["wrapper default: False", "native default: true"]


def test_marks_within_long_and_indented_lines():
    line = "\t" * 4 + "x" * 1_000 + "MARK" + "y" * 1_000
    start = line.index("MARK") + 1
    span = type(mismatch().span)(ENGINE, 1, start, 1, start + 4)
    page = Page(shown(make_report([mismatch(span=span, link=None, related=())]), lines=lambda path: [line]))
    assert page.texts["mark"] == ["MARK"]
    assert "…" + "x" * 300 in page.texts["span"]


def test_checks_are_linked_to_their_pages():
    page = Page(shown(full_report(), help_uri=lambda code: f"https://example.org/{code}?a&b"))
    assert {"href": "https://example.org/PC101?a&b", "rel": "noopener"} in page.all("a")


def test_the_picture_adds_up():
    page = Page(shown(full_report()))
    bars = page.all("rect")
    assert sum(float(bar["width"]) for bar in bars[:5]) == pytest.approx(100, abs=0.01)
    assert [bar["class"] for bar in bars] == [
        "v-mismatch", "v-unknown", "v-dynamic", "v-inherits", "v-match",
        "v-mismatch",
    ]  # fmt: skip
    assert sum(float(bar["width"]) for bar in bars[5:]) == pytest.approx(20)


def test_an_empty_report_has_no_empty_table():
    page = Page(shown(make_report()))
    assert not page.all("table")
    assert "None." in page.texts["p"]
