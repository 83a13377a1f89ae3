"""What a run says of what was read."""

import pytest

from paramcheck.confirm.joining import confirmed, disagreements
from paramcheck.confirm.results import Confirmation, Difference, Probe, Reached, Smoke, Smoked, SpiedCall, Spy, Stated
from paramcheck.model import (
    Condition,
    Confidence,
    Confirmed,
    ConfirmedBy,
    Link,
    NativeParameter,
    Span,
    SurfaceKind,
    Verdict,
    WrapperParameter,
)
from paramcheck.values import Alternative, Choice, Dynamic, Inherited, Literal, NativeType, TypeKind, Unknown

BOOL = NativeType("bool", TypeKind.BOOL, 8, signed=False)
INT = NativeType("int", TypeKind.INTEGER, 32)


def literal(value):
    return Literal(value, repr(value))


def link(effective, native, *, verdict=Verdict.MISMATCH, kind=INT, conditions=()):
    return Link(
        WrapperParameter("lamp.Lamp.__init__", "wicks", SurfaceKind.METHOD, "1", literal(1), Span("lamp.py", 1)),
        NativeParameter("lamp_params", "wicks", kind, native, Span("lamp.c", 1), "lamp_default_params()", conditions),
        effective,
        (),
        Confidence.HIGH,
        verdict,
    )


def run(probed=None, spied=None, smoked=None, surfaces=("lamp.Lamp.*",), values=None):
    stated = (Stated("lamp_params", "lamp_default_params()", {"wicks": probed}),) if probed is not None else ()
    reached = (Reached("lamp_params", "lamp_light()", {"wicks": spied}),) if spied is not None else ()
    rows = (Smoked((("lamp_params.wicks", *(values or (spied, probed))),), *smoked),) if smoked else ()
    return Confirmation(
        "smoke", "liblamp.so", Probe("liblamp.so", stated), Spy((SpiedCall("lamp.Lamp", surfaces, reached),)),
        Smoke("none", rows) if smoked else None,
    )  # fmt: skip


DIFFERS = ("differs", (Difference("crash", "it died"),))


@pytest.mark.parametrize(
    ("one", "ran", "by"),
    [
        (link(literal(1), literal(4)), run(), ConfirmedBy.NOT_RUN),
        (link(literal(1), literal(4)), run(probed=4), ConfirmedBy.PROBE),
        (link(literal(1), literal(4)), run(probed=5), ConfirmedBy.NO),
        (link(literal(1), literal(4)), run(probed=4, spied=1), ConfirmedBy.SPY),
        (link(literal(1), literal(4)), run(probed=4, spied=4), ConfirmedBy.NO),
        (link(literal(1), literal(4)), run(probed=4, spied=1, surfaces=("other.*",)), ConfirmedBy.PROBE),
        (link(literal(1), literal(4)), run(probed=4, spied=1, smoked=DIFFERS), ConfirmedBy.SMOKE),
        (link(literal(1), literal(4)), run(probed=4, spied=1, smoked=("no difference",)), ConfirmedBy.SPY),
        # Runs with a value that the user named, and runs of a call that passes another value.
        (link(literal(1), literal(4)), run(probed=4, spied=1, smoked=DIFFERS, values=(1, 9)), ConfirmedBy.SPY),
        (link(literal(1), literal(4)), run(probed=4, spied=1, smoked=DIFFERS, values=(2, 4)), ConfirmedBy.SPY),
        (link(literal(1), literal(4)), run(probed=4, spied=1, smoked=("only time differs",)), ConfirmedBy.SPY),
        (link(literal(1), literal(4)), run(probed=4, spied=1, smoked=("not confirmed: no device",)), ConfirmedBy.SPY),
        # Equal as the type has it.
        (link(literal(True), literal(True), kind=BOOL), run(probed=True, spied=1), ConfirmedBy.NO),
        # Another build has another default; this one says nothing about that.
        (
            link(literal(0), literal(0), verdict=Verdict.MATCH, conditions=(Condition("METAL", literal(999)),)),
            run(probed=0, spied=0),
            ConfirmedBy.NOT_RUN,
        ),
        (
            link(literal(0), literal(0), verdict=Verdict.MATCH, conditions=(Condition("METAL", literal(999)),)),
            run(probed=999, spied=0),
            ConfirmedBy.SPY,
        ),
    ],
)
def test_by_what_a_finding_is_confirmed(one, ran, by):
    assert confirmed(one, ran).by is by


def test_the_evidence_names_what_was_seen():
    assert confirmed(link(literal(1), literal(4)), run(probed=4, spied=1, smoked=DIFFERS)) == Confirmed(
        ConfirmedBy.SMOKE,
        (
            "probe: lamp_default_params() has wicks = 4",
            "spy: lamp_light() received wicks = 1",
            "smoke: differs: it died",
        ),
    )


@pytest.mark.parametrize(
    ("one", "ran", "text"),
    [
        (link(literal(1), literal(4)), run(probed=4, spied=1), None),
        (link(literal(1), literal(4)), run(), None),
        (
            link(literal(1), literal(4)),
            run(probed=5),
            "the sources say that the native default is 4, lamp_default_params() has 5",
        ),
        (link(literal(1), literal(4)), run(probed=4, spied=2), "the sources say that 1 reaches the library, lamp_light() received 2"),
        (link(Inherited("lamp_params.wicks"), literal(4)), run(probed=4, spied=4), None),
        (
            link(Inherited("lamp_params.wicks"), literal(4)),
            run(probed=4, spied=3),
            "the sources say that the native default is left alone, but 3 reaches lamp_light() where the default is 4",
        ),
        (link(literal(1), literal(0), conditions=(Condition("METAL", literal(999)),)), run(probed=999, spied=1), None),
        # What depends on the machine, or is not known, can be anything.
        (link(Dynamic("cpu_count()", "the machine"), literal(4)), run(probed=4, spied=77), None),
        (link(Unknown("x", "not read"), literal(4)), run(probed=4, spied=77), None),
        (link(Choice((Alternative("a", literal(1)), Alternative("", literal(2)))), literal(4)), run(probed=4, spied=2), None),
        (
            link(Choice((Alternative("a", literal(1)), Alternative("", literal(2)))), literal(4)),
            run(probed=4, spied=3),
            "the sources say that 1 or 2 reaches the library, lamp_light() received 3",
        ),
    ],
)  # fmt: skip
def test_where_the_sources_and_the_run_disagree(one, ran, text):
    assert [held.text for held in disagreements([one], ran)] == ([text] if text else [])
