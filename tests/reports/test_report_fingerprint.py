"""What identifies a finding must not move with it."""

import msgspec
import pytest

from paramcheck.model import Confidence, Severity, Span, Verdict
from paramcheck.reports.fingerprint import fingerprint, fingerprints
from paramcheck.values import Literal
from tests.reports.report_builders import cache_link, mismatch, native, settings_link, unknown_field, wrapper

MOVED = cache_link(
    wrapper=msgspec.structs.replace(wrapper(), span=Span("src/moved.py", 99, 3)),
    native=msgspec.structs.replace(native(value=Literal(3, "3")), span=Span("moved.cpp", 1)),
    effective=Literal(None, "None"),
    evidence=(),
    confidence=Confidence.LOW,
    verdict=Verdict.UNKNOWN,
)


@pytest.mark.parametrize(
    "changed",
    [
        mismatch(link=MOVED),
        mismatch(span=Span("elsewhere.py", 1)),
        mismatch(message="said in other words", advice="", related=(), also=(), fix=None),
        mismatch(severity=Severity.INFO, confidence=Confidence.LOW),
    ],
)
def test_stays(changed):
    assert fingerprint(changed) == fingerprint(mismatch())


@pytest.mark.parametrize(
    "changed",
    [
        mismatch(check="PC103"),
        mismatch(link=settings_link()),
        mismatch(link=cache_link(wrapper=msgspec.structs.replace(wrapper(), name="other"))),
        mismatch(link=cache_link(native=msgspec.structs.replace(native(), name="other"))),
        mismatch(link=cache_link(native=msgspec.structs.replace(native(), owner="other"))),
        mismatch(link=None),
    ],
)
def test_differs(changed):
    assert fingerprint(changed) != fingerprint(mismatch())


def test_without_a_link_it_is_known_by_file_and_message():
    plain = unknown_field()
    moved = msgspec.structs.replace(plain, span=msgspec.structs.replace(plain.span, line=99, end_line=99))
    assert fingerprint(moved) == fingerprint(plain)
    assert fingerprint(msgspec.structs.replace(plain, message="other")) != fingerprint(plain)
    assert fingerprint(msgspec.structs.replace(plain, span=Span("other.py", 15))) != fingerprint(plain)


def test_is_the_same_in_every_run():
    assert fingerprint(mismatch()) == "63d7872b8d18d60664d7f74eab52c302"


def test_parts_cannot_run_into_each_other():
    left = mismatch(link=None, span=Span("a", 1), message="bc")
    right = mismatch(link=None, span=Span("ab", 1), message="c")
    assert fingerprint(left) != fingerprint(right)


def test_names_that_are_not_utf8():
    assert fingerprint(msgspec.structs.replace(unknown_field(), message="\udcff"))


def test_unique_in_a_report():
    base = fingerprint(mismatch())
    assert fingerprints([mismatch(), unknown_field(), mismatch(), mismatch()]) == (
        base,
        fingerprint(unknown_field()),
        f"{base}-2",
        f"{base}-3",
    )


def test_without_a_link_a_parameter_identifies_better_than_a_file():
    finding = msgspec.structs.replace(unknown_field(), parameter=wrapper())
    moved = msgspec.structs.replace(finding, span=Span("moved.py", 1))
    assert fingerprint(moved) == fingerprint(finding) != fingerprint(unknown_field())
    other = msgspec.structs.replace(finding, parameter=msgspec.structs.replace(wrapper(), name="other"))
    assert fingerprint(other) != fingerprint(finding)
