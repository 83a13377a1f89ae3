"""The sentences that several formats share."""

import msgspec
import pytest
from inline_snapshot import snapshot

from paramcheck.model import Condition, Problem, Severity, Suppressed
from paramcheck.reports.words import closing, declared, native_value, wrapper_value
from paramcheck.values import Inherited, Literal
from tests.reports.report_builders import (
    agreeing_report,
    cache_link,
    full_report,
    make_report,
    mismatch,
    native,
    unknown_field,
    wrapper,
)

LINK = cache_link()
ONE_LINK = agreeing_report().links[:1]


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (make_report(), snapshot(["Nothing was linked: no wrapper parameter was traced to a native one."])),
        (agreeing_report(), snapshot(["All 2 linked parameters agree (1 match, 1 inherits)."])),
        (make_report(links=ONE_LINK), snapshot(["The one linked parameter agrees (1 match)."])),
        (make_report(links=[LINK]), snapshot(["Nothing to report in 1 link (1 mismatch)."])),
        (make_report([mismatch()], [LINK]), snapshot(["1 error in 1 link (1 mismatch)."])),
        (
            make_report([mismatch(), mismatch(), unknown_field(), unknown_field()], [LINK]),
            snapshot(["2 errors, 2 warnings in 1 link (1 mismatch)."]),
        ),
        (make_report([mismatch(severity=Severity.INFO)], [LINK]), snapshot(["1 note in 1 link (1 mismatch)."])),
        (
            make_report(links=[LINK], suppressed=[Suppressed(mismatch(), "baseline", "")] * 2),
            snapshot(["Nothing to report in 1 link (1 mismatch); 2 in the baseline."]),
        ),
        (
            make_report(
                links=ONE_LINK, problems=[Problem("x")], hidden={"select": 1, "pedantic": 2, "other": 1, "ignore": 0}
            ),
            snapshot(
                [
                    "The one linked parameter agrees (1 match).",
                    "4 findings not shown: 1 not in --select, 2 for --pedantic only, 1 by other.",
                    "1 problem while reading; what could be read was checked.",
                ]
            ),
        ),
        (
            full_report(),
            snapshot(
                [
                    "1 error, 1 warning in 6 links (1 match, 2 mismatch, 1 inherits, 1 dynamic, 1 unknown); 1 expected, 1 ignored.",
                    "4 findings not shown: 4 below --min-severity.",
                    "2 problems while reading; what could be read was checked.",
                ]
            ),
        ),
    ],
)
def test_closing(report, expected):
    assert closing(report) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (LINK, "False"),
        (cache_link(effective=Inherited("tn_options.use_cache")), "False -> (native default)"),
        (cache_link(wrapper=wrapper(declared="", default=None, span=LINK.wrapper.span)), "False"),
    ],
)
def test_wrapper_value(link, expected):
    assert wrapper_value(link) == expected


def test_required_parameter_declares_nothing():
    assert declared(msgspec.structs.replace(wrapper(), declared="...", default=None)) == ""


def test_native_value_names_conditions():
    conditions = (Condition("TN_GPU", Literal(1, "1")), Condition("TN_CPU", Literal(2, "2")))
    assert native_value(native(conditions=conditions)) == "true (1 when TN_GPU, 2 when TN_CPU)"
    assert native_value(native(value=None)) == "not stated"
