"""GitLab Code Quality, against what its documentation asks for."""

import json

import jsonschema
import pytest

from paramcheck.model import Severity
from paramcheck.reports import renderer
from tests.reports.report_builders import HOSTILE, full_report, hostile_report, make_report, mismatch, options

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
ISSUE = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "minLength": 1},
        "fingerprint": {"type": "string", "minLength": 1},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}
VALIDATOR = jsonschema.Draft202012Validator({"type": "array", "items": ISSUE})


def issues(report):
    return json.loads(renderer("gitlab").render(report, options()))


@pytest.mark.parametrize("report", [make_report(), full_report(), *map(hostile_report, HOSTILE.values())])
def test_is_valid(report):
    found = issues(report)
    VALIDATOR.validate(found)
    assert len(found) == len(report.findings)


@pytest.mark.parametrize("change", [{"severity": "error"}, {"location": {"path": "/a", "lines": {"begin": 1}}}])
def test_control_a_changed_issue_is_not_valid(change):
    assert not VALIDATOR.is_valid([issues(full_report())[0] | change])


def test_fingerprints_are_unique():
    found = issues(make_report([mismatch(), mismatch(), mismatch()]))
    assert len({issue["fingerprint"] for issue in found}) == 3


@pytest.mark.parametrize(
    ("severity", "expected"), [(Severity.ERROR, "major"), (Severity.WARNING, "minor"), (Severity.INFO, "info")]
)
def test_severities(severity, expected):
    assert issues(make_report([mismatch(severity=severity)]))[0]["severity"] == expected


def test_says_what_and_where():
    issue = issues(full_report())[0]
    assert issue["description"] == (
        "PC101: Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true. "
        "Use True, or leave the field alone when the caller does not say."
    )
    assert issue["check_name"] == "default-mismatch"
    assert issue["location"] == {"path": "tinynet/engine.py", "lines": {"begin": 7, "end": 7}}
