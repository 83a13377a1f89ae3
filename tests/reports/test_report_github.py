"""Annotations, read back as the runner of GitHub Actions reads them."""

import pytest
from inline_snapshot import snapshot

from paramcheck.model import Severity, Span
from paramcheck.reports import renderer
from tests.reports.report_builders import HOSTILE, full_report, hostile_report, make_report, mismatch, options

COMMANDS = {
    "error",
    "warning",
    "notice",
    "debug",
    "add-mask",
    "set-output",
    "add-path",
    "set-env",
    "group",
    "stop-commands",
}


def shown(report, **changes):
    return renderer("github").render(report, options(**changes))


def unescaped(text, *, of_property):
    for escape, character in (("%3A", ":"), ("%2C", ",")) if of_property else ():
        text = text.replace(escape, character)
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def obeyed(output):
    """The commands that the runner takes from an output: ``ActionCommand.TryParseV2``, then ``TryParse``."""
    commands = []
    for line in output.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        text = line.lstrip()
        head, separator, data = text[2:].partition("::")
        name, _, listed = head.partition(" ")
        if text.startswith("::") and separator and name in COMMANDS:
            pairs = dict(pair.split("=", 1) for pair in listed.strip().split(",") if "=" in pair)
            properties = {key: unescaped(value, of_property=True) for key, value in pairs.items()}
            commands.append((name, properties, unescaped(data, of_property=False)))
        elif "##[" in text:
            name = text.split("##[", 1)[1].split("]", 1)[0].split(" ")[0]
            if name in COMMANDS:
                commands.append((name, {}, text))
    return commands


def test_full():
    assert "\n" + shown(full_report()) == snapshot("""\

::error file=tinynet/engine.py,line=7,endLine=7,col=9,endColumn=31,title=PC101 default-mismatch::Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true%0ANative default: vendor/tinynet/options.cpp:3:26 (tn_default_options())%0AAlso at: tinynet/settings.py:2:5 (tinynet.settings.Settings.use_cache)%0AUse True, or leave the field alone when the caller does not say.
::warning file=tinynet/engine.py,line=15,endLine=15,col=9,endColumn=28,title=PC201 unknown-native-field::tn_options has no field 'threads'
1 error, 1 warning in 6 links (1 match, 2 mismatch, 1 inherits, 1 dynamic, 1 unknown); 1 expected, 1 ignored.
4 findings not shown: 4 below --min-severity.
2 problems while reading; what could be read was checked.
""")


@pytest.mark.parametrize(
    ("severity", "command"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]
)
def test_severities(severity, command):
    assert obeyed(shown(make_report([mismatch(severity=severity)])))[0][0] == command


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span("a.py", 3, 5, 3, 9), {"line": "3", "endLine": "3", "col": "5", "endColumn": "8"}),
        (Span("a.py", 3, 5), {"line": "3", "endLine": "3", "col": "5"}),
        (Span("a.py", 3, 5, 4, 9), {"line": "3", "endLine": "4"}),
    ],
)
def test_places(span, expected):
    properties = obeyed(shown(make_report([mismatch(span=span)])))[0][1]
    assert properties == {"file": "a.py", "title": "PC101 default-mismatch"} | expected


def test_what_is_escaped_comes_back():
    text = "100%, a:b, c=d %0A"
    _, properties, data = obeyed(shown(make_report([mismatch(span=Span(text, 1), message=text)])))[0]
    assert properties["file"] == text
    assert data.splitlines()[0] == text


def test_lines_of_the_message():
    data = obeyed(shown(full_report()))[0][2]
    assert data.splitlines() == snapshot(
        [
            "Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true",
            "Native default: vendor/tinynet/options.cpp:3:26 (tn_default_options())",
            "Also at: tinynet/settings.py:2:5 (tinynet.settings.Settings.use_cache)",
            "Use True, or leave the field alone when the caller does not say.",
        ]
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_names_cannot_give_commands(text):
    commands = obeyed(shown(hostile_report(text)))
    assert [name for name, _, _ in commands] == ["error", "error"]
    assert all(
        set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"} for _, properties, _ in commands
    )
    assert all(
        properties["title"] in {"PC101 default-mismatch", "PC201 unknown-native-field"} for _, properties, _ in commands
    )


@pytest.mark.parametrize("name", ["text", "concise", "json", "gitlab", "sarif", "markdown"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_neither_in_other_formats_that_a_log_may_show(name, text):
    chosen = options(lines=lambda path: text.split("\n"), all_links=True, verbose=True)
    assert obeyed(renderer(name).render(hostile_report(text), chosen)) == []


def test_control_the_reader_obeys():
    assert obeyed("  ::error file=a%2Cb.py,line=1::x%0Ay\nplain\nsee ##[add-path]/evil") == [
        ("error", {"file": "a,b.py", "line": "1"}, "x\ny"),
        ("add-path", {}, "see ##[add-path]/evil"),
    ]
    assert [name for name, _, _ in obeyed(HOSTILE["workflow"])] == ["error", "set-output"]
