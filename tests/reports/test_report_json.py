"""The report for programs, against its own schema and the contract."""

import copy
import json
import math

import jsonschema
import msgspec
import pytest

from paramcheck import __version__
from paramcheck.reports import renderer, schema
from paramcheck.values import Literal
from tests.reports.report_builders import (
    HOSTILE,
    agreeing_report,
    cache_link,
    full_report,
    hostile_report,
    make_report,
    mismatch,
    native,
    options,
    unknown_field,
    wrapper,
)

VALIDATOR = jsonschema.Draft202012Validator(schema())


def document(report, **changes):
    def refuse(text):
        raise AssertionError(f"not JSON: {text}")

    return json.loads(renderer("json").render(report, options(**changes)), parse_constant=refuse)


FULL = document(full_report())


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("report", [full_report(), agreeing_report(), make_report()], ids=["full", "agreeing", "empty"])
def test_is_valid(report):
    VALIDATOR.validate(document(report))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_come_back_as_they_are(text):
    found = document(hostile_report(text))
    VALIDATOR.validate(found)
    well_formed = text.replace("\ud800", "\\ud800").replace("\udcff", "\\udcff")
    assert found["findings"][0]["message"] == well_formed
    assert found["links"][0]["wrapper"]["path"] == well_formed


def at(*keys):
    """Names a place in a document, for the table below."""
    return keys


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (at("schema"), "paramcheck-report/2"),
        (at("tool", "name"), "other"),
        (at("subject", "version"), 1.2),
        (at("extra"), 1),
        (at("links", 0, "verdict"), "wrong"),
        (at("links", 0, "confidence"), "certain"),
        (at("links", 0, "wrapper", "line"), 0),
        (at("links", 0, "wrapper", "line"), "7"),
        (at("links", 0, "wrapper", "declared"), False),
        (at("links", 0, "wrapper", "extra"), 1),
        (at("links", 0, "native", "value"), None),
        (at("links", 0, "native", "conditions"), [{"when": "X"}]),
        (at("links", 0, "evidence", 0, "text"), 3),
        (at("findings", 0, "check"), "101"),
        (at("findings", 0, "severity"), "fatal"),
        (at("findings", 0, "wrapper"), "Engine"),
        (at("findings", 0, "fingerprint"), "abc"),
        (at("findings", 0, "fix"), {"message": "m"}),
        (at("findings", 0, "fix", "edits"), []),
        (at("findings", 0, "related", 0, "line"), -1),
        (at("findings", 0, "by"), "comment"),
        (at("findings", 0, "also", 0), {}),
        (at("suppressed", 0, "by"), "magic"),
        (at("suppressed", 0, "extra"), "magic"),
        (at("problems", 0, "message"), None),
        (at("summary", "links"), -1),
        (at("summary", "verdicts", "wrong"), 1),
        (at("summary", "checks", "PC101"), "1"),
        (at("summary", "seconds"), "0.25"),
    ],
)
def test_control_a_changed_report_is_not_valid(place, value):
    broken = copy.deepcopy(FULL)
    target = broken
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    assert not VALIDATOR.is_valid(broken)


CONTRACT = {
    "": {"schema", "tool", "subject", "links", "findings", "suppressed", "summary"},
    "links": {"wrapper", "native", "evidence", "confidence", "verdict"},
    "wrapper": {"surface", "parameter", "declared", "effective", "path", "line", "column"},
    "native": {"name", "type", "value", "path", "line", "column", "conditions"},
    "evidence": {"kind", "path", "line", "text"},
    "findings": {
        "check", "name", "severity", "confidence", "message", "path", "line", "column", "end_line", "end_column",
        "wrapper", "native", "also", "related", "fix", "fingerprint",
    },
    "suppressed": {"check", "message", "fingerprint", "by", "reason"},
    "summary": {"files", "surfaces", "native_parameters", "links", "verdicts", "checks", "seconds"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("", FULL),
        ("links", FULL["links"][0]),
        ("wrapper", FULL["links"][0]["wrapper"]),
        ("wrapper", FULL["findings"][0]["wrapper"]),
        ("wrapper", FULL["findings"][0]["also"][0]),
        ("native", FULL["links"][0]["native"]),
        ("native", FULL["findings"][0]["native"]),
        ("evidence", FULL["links"][0]["evidence"][0]),
        ("findings", FULL["findings"][0]),
        ("findings", FULL["findings"][1]),
        ("suppressed", FULL["suppressed"][0]),
        ("summary", FULL["summary"]),
    ],
)
def test_has_what_the_contract_promises(name, found):
    assert found.keys() >= CONTRACT[name]


@pytest.mark.parametrize("name", [name for name in CONTRACT if name])
def test_control_a_missing_key_is_not_valid(name):
    paths = {"wrapper": ("links", 0, "wrapper"), "native": ("links", 0, "native"), "summary": ("summary",)}
    path = paths.get(name, ("links", 0, "evidence", 0) if name == "evidence" else (name, 0))
    for key in CONTRACT[name]:
        broken = copy.deepcopy(FULL)
        target = broken
        for step in path:
            target = target[step]
        del target[key]
        assert not VALIDATOR.is_valid(broken), key


def test_values_are_spelled_as_on_their_side():
    link = FULL["links"][0]
    assert (link["wrapper"]["declared"], link["wrapper"]["effective"]) == ("False", "False")
    assert link["native"]["value"] == "true"
    layers = FULL["links"][2]["native"]
    assert layers["conditions"] == [{"when": "TN_USE_GPU", "value": "999"}]
    threads = FULL["links"][3]["wrapper"]
    assert (threads["declared"], threads["effective"]) == ("None", "max(cpu_count() // 2, 1)")


def test_a_required_parameter_declares_nothing_however_it_is_written():
    link = cache_link(wrapper=msgspec.structs.replace(wrapper(), declared="...", default=None))
    assert document(make_report(links=[link]))["links"][0]["wrapper"]["declared"] == ""


def test_what_is_not_stated_is_empty():
    model = FULL["links"][1]
    assert model["wrapper"]["declared"] == ""
    assert model["native"]["value"] == ""


def test_numbers_that_are_not_numbers_are_text():
    link = cache_link(effective=Literal(math.nan, "float('nan')"), native=native(value=Literal(math.inf, "INFINITY")))
    found = document(make_report([mismatch(link=link)], [link]))
    assert found["links"][0]["native"]["value"] == "INFINITY"

    def numbers(value):
        if isinstance(value, dict):
            return [one for key, inner in value.items() if key != "seconds" for one in numbers(inner)]
        if isinstance(value, list):
            return [one for inner in value for one in numbers(inner)]
        return [value] if isinstance(value, float) else []

    assert numbers(found) == []
    assert found["summary"]["seconds"] == 0.25


def test_a_finding_about_no_link_has_no_sides():
    finding = FULL["findings"][1]
    assert finding["wrapper"] is None
    assert finding["native"] is None
    assert finding["path"] == "tinynet/engine.py"


def test_a_finding_about_a_parameter_alone_has_one_side():
    report = make_report([msgspec.structs.replace(unknown_field(), parameter=wrapper())])
    VALIDATOR.validate(document(report))
    (finding,) = document(report)["findings"]
    assert finding["native"] is None
    assert finding["wrapper"] == FULL["links"][0]["wrapper"] | {"effective": ""}


def test_suppressed_findings_say_why():
    first = FULL["suppressed"][0]
    assert (first["by"], first["reason"]) == ("expectation", "the server is documented to")
    assert first["check"] == "PC101"


def test_fingerprints_are_unique_in_the_whole_report():
    report = make_report([mismatch(), mismatch()], suppressed=full_report().suppressed * 2)
    found = document(report)
    keys = [one["fingerprint"] for one in found["findings"] + found["suppressed"]]
    assert len(keys) == len(set(keys)) == 6


def test_options_for_people_change_nothing():
    plain = renderer("json").render(full_report(), options())
    for changes in ({"quiet": True}, {"verbose": True}, {"color": True}, {"width": 20}, {"statistics": True}):
        assert renderer("json").render(full_report(), options(**changes)) == plain


def test_order_is_that_of_the_report():
    reversed_report = msgspec.structs.replace(full_report(), findings=(unknown_field(), mismatch()))
    assert [one["check"] for one in document(reversed_report)["findings"]] == ["PC201", "PC101"]


def test_names_its_maker():
    assert FULL["schema"] == "paramcheck-report/1"
    assert FULL["tool"] == {"name": "paramcheck", "version": __version__}
    assert FULL["subject"] == {"name": "tinynet", "version": "1.2.0"}
