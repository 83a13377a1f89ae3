"""What holds for every format."""

import subprocess
import sys
import unicodedata

import pytest

from paramcheck.errors import ParamcheckError
from paramcheck.reports import formats, renderer
from tests.reports.report_builders import HOSTILE, agreeing_report, full_report, hostile_report, make_report, options

ALL = ("concise", "github", "gitlab", "html", "json", "junit", "markdown", "sarif", "text")
TERMINAL = ("concise", "github", "text")


def raw(text):
    """Characters that would steer a terminal or reverse the direction of writing, if they were not escaped."""
    return {one for one in text if one != "\n" and (unicodedata.category(one) in {"Cc", "Cs"} or one in "\u202e\u2066")}


def test_formats_are_found_without_a_list():
    assert formats() == ALL


@pytest.mark.parametrize("name", ALL)
def test_renderer_says_what_it_is(name):
    found = renderer(name)
    assert found.name == name
    assert found.description
    assert "\n" not in found.description


def test_unknown_format_names_the_known_ones():
    with pytest.raises(ParamcheckError, match="no report format 'yaml'; choose one of concise, github"):
        renderer("yaml")


@pytest.mark.parametrize("name", ALL)
def test_only_what_is_asked_for_is_imported(name):
    program = (
        "import sys; from paramcheck.reports import formats, renderer; formats(); "
        f"renderer({name!r}); print(*sys.modules)"
    )
    imported = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    modules = {one.removeprefix("paramcheck.reports.").rstrip("_") for one in imported if "paramcheck.reports." in one}
    assert modules & set(ALL) == {name}
    assert "rich" not in imported


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("report", [full_report(), agreeing_report(), make_report()], ids=["full", "agreeing", "empty"])
@pytest.mark.parametrize("all_links", [False, True])
def test_renders_the_same_every_time(name, report, all_links):
    chosen = options(all_links=all_links, statistics=True, verbose=True)
    text = renderer(name).render(report, chosen)
    assert text == renderer(name).render(report, chosen)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_stay_text(name, text):
    report = hostile_report(text)
    # The source is hostile as well.
    chosen = options(lines=lambda path: text.split("\n"), all_links=True, statistics=True, verbose=True)
    output = renderer(name).render(report, chosen)
    assert not raw(output)
    output.encode()
    if name in TERMINAL:
        commands = [line for line in output.splitlines() if line.lstrip().startswith("::") or "##[" in line]
        assert len(commands) == (2 if name == "github" else 0)


def test_control_raw_finds_what_it_should():
    assert raw(HOSTILE["terminal"]) == {"\x1b", "\x07", "\x9b", "\x08", "\x7f", "\x00"}
    assert raw(HOSTILE["direction"]) == {"\u202e", "\u2066"}
    assert not raw("plain, ü, 日本\n")


@pytest.mark.parametrize("name", ALL)
def test_missing_sources_are_no_error(name):
    assert renderer(name).render(full_report(), options(lines=lambda path: ()))


@pytest.mark.parametrize("name", ["concise", "github", "html", "markdown", "text"])
def test_what_is_hidden_is_always_counted(name):
    output = renderer(name).render(full_report(), options())
    assert "4 findings not shown: 4 below --min-severity." in output.replace("&#58;", ":")
    assert "1 expected, 1 ignored" in output


@pytest.mark.parametrize("name", ["concise", "github", "text"])
def test_quiet_shows_findings_and_nothing_else(name):
    output = renderer(name).render(full_report(), options(quiet=True))
    assert "PC101" in output
    assert "not shown" not in output
    assert "links (" not in output
    assert renderer(name).render(agreeing_report(), options(quiet=True)) == ""
