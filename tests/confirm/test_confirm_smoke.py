"""Three runs of a library of our own, and what is said of them."""

import pytest
from msgspec.structs import replace

from paramcheck.config.confirming import BackendTable, CaseTable, SmokeTable
from paramcheck.confirm.results import Observation
from paramcheck.confirm.smoke import Target, judge, smoke
from tests.confirm import lamp
from tests.confirm.lamp import needs_compiler


def target(name, wrapper, native):
    return Target("lamp_params", name, wrapper, native)


def run(session, *targets):
    return smoke(session, targets, lambda options: None, "")


def kinds(row):
    return [one.kind for one in row.differences]


@needs_compiler
@pytest.mark.parametrize(
    ("one", "verdict", "found"),
    [
        (target("glow", 0.25, 0.5), "differs", ["output", "output"]),
        # It is neither read nor does anything else depend on it; and no device was there.
        (target("oil", 0.25, 0.5), "not confirmed: no device", []),
        (target("wicks", 4, 13), "differs", ["crash"]),
        (target("wicks", 4, 66), "differs", ["crash"]),
        (target("wicks", 4, 20), "only time differs", ["time"]),
        (target("lit", False, True), "differs", ["placement"]),
        (target("colour", 7, 0), "differs", ["degenerate", "output", "output"]),
        (
            target("levels", [1], [2]),
            "not confirmed: the value of lamp_params.levels cannot be put into the record",
            [],
        ),
        (target("absent", 1, 2), "not confirmed: the value of lamp_params.absent cannot be put into the record", []),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_what_one_value_changes(tmp_path, one, verdict, found):
    (row,) = run(lamp.opened(tmp_path), one).smoked
    assert (row.verdict, kinds(row)) == (verdict, found)
    assert row.parameters == ((one.qualified, one.wrapper, one.native),)


@needs_compiler
def test_a_crash_is_told_with_its_signal(tmp_path):
    (row,) = run(lamp.opened(tmp_path), target("wicks", 4, 13)).smoked
    assert [one.text for one in row.differences] == [
        "with the other value the run died with SIGSEGV; with the wrapper's default it runs"
    ]


@needs_compiler
def test_where_buffers_are(tmp_path):
    (row,) = run(lamp.opened(tmp_path), target("lit", False, True)).smoked
    assert [one.text for one in row.differences] == [
        "flame: CPU with the wrapper's default, HEARTH0 with the other value"
    ]
    assert row.devices == ("HEARTH0",)


@needs_compiler
def test_with_a_device_nothing_is_no_difference(tmp_path):
    session = lamp.opened(tmp_path, calls=[replace_arguments(lit=True)])
    (row,) = run(session, target("oil", 0.25, 0.5)).smoked
    assert (row.verdict, row.devices) == ("no difference", ("HEARTH0",))


def replace_arguments(**more):
    return type(lamp.CALL)(
        surfaces=lamp.CALL.surfaces, callable=lamp.CALL.callable, arguments={**lamp.CALL.arguments, **more}
    )


@needs_compiler
def test_the_wrappers_own_record_keeps_its_value(tmp_path):
    # The adapter's "weights" come from the wrapper's record, "tokens" from what the library was given.
    (row,) = run(lamp.opened(tmp_path), target("glow", 0.25, 0.5)).smoked
    assert {one.text.partition(" ")[0] for one in row.differences} == {"mean", "tokens:"}


@needs_compiler
def test_parameters_of_one_case_are_replaced_together(tmp_path):
    table = SmokeTable(
        function="burn", cases=[CaseTable(parameters=["lamp_params.gl*", "*.oil"], arguments={"wicks": 5})]
    )
    targets = target("glow", 0.25, 0.5), target("oil", 0.25, 1.0), target("dim", 200, 3)
    rows = run(lamp.opened(tmp_path, smoke=table), *targets).smoked
    assert [[name for name, _, _ in row.parameters] for row in rows] == [
        ["lamp_params.glow", "lamp_params.oil"],
        ["lamp_params.dim"],
    ]
    assert [row.verdict for row in rows] == ["differs", "no difference"]


@needs_compiler
def test_an_argument_for_the_device_does_not_hide_the_parameter(tmp_path):
    backend = BackendTable(arguments={"lit": True})
    session = replace(lamp.opened(tmp_path), backend=backend, backend_name="hearth")
    (row,) = run(session, target("lit", False, True)).smoked
    assert kinds(row) == ["placement"]
    (row,) = run(session, target("oil", 0.25, 0.5)).smoked
    assert row.devices == ("HEARTH0",)


@needs_compiler
def test_a_server_that_a_device_needs(tmp_path):
    serve = "import socket, time; s = socket.create_server(('127.0.0.1', {port})); print(s); time.sleep(60)"
    import sys

    backend = BackendTable(start=[sys.executable, "-c", serve], arguments={"wicks": 4}, environment={"PORT": "{port}"})
    module_session = lamp.opened(tmp_path)
    module = module_session.root / "lamp/__init__.py"
    connect = "import socket, os\nsocket.create_connection(('127.0.0.1', int(os.environ['PORT']))).close()\n"
    module.write_text(connect + lamp.WRAPPER)
    session = replace(module_session, backend=backend, backend_name="hearth")
    (row,) = run(session, target("glow", 0.25, 0.5)).smoked
    assert row.verdict == "differs"


@needs_compiler
def test_runs_that_cannot_be_made(tmp_path):
    table = SmokeTable(function="absent")
    (row,) = run(lamp.opened(tmp_path, smoke=table), target("glow", 0.25, 0.5)).smoked
    assert row.verdict.startswith("not confirmed: the run raised AttributeError")


@needs_compiler
def test_a_hang(tmp_path):
    table = SmokeTable(function="hang_used")
    session = lamp.opened(tmp_path, seconds=2, smoke=table)
    with (tmp_path / "adapter.py").open("a") as file:
        file.write("\n\ndef hang_used(run, made):\n    time.sleep(60)\n")
    (row,) = run(session, target("glow", 0.25, 0.5)).smoked
    assert row.verdict == "not confirmed: the run took longer than 2 s"


@needs_compiler
def test_a_value_that_takes_longer_than_the_limit(tmp_path):
    source = lamp.SOURCE.replace("usleep(400000)", "sleep(60)")
    assert source != lamp.SOURCE
    session = lamp.opened(tmp_path, seconds=3, made=lamp.library(tmp_path / "slow", source))
    (row,) = run(session, target("wicks", 4, 20)).smoked
    assert (row.verdict, kinds(row)) == ("only time differs", ["time"])
    assert row.differences[0].text.startswith(
        "with the other value the run took longer than 3 s; with the wrapper's default 0."
    )


def test_without_a_way_to_run(tmp_path):
    if lamp.COMPILER:
        result = run(lamp.opened(tmp_path, calls=[]), target("glow", 0.25, 0.5))
        assert result.problems == ("the rule file does not say how to make a run, so nothing was run",)


DEVICES = SmokeTable(function="f", devices=[r"(?P<device>x)"])
FINE = Observation(seen={"tokens": [1, 2]}, replaced=1)
DEAD = Observation(failed="died with SIGSEGV")
LATE = Observation(failed="took longer than 2 s", late=True)


@pytest.mark.parametrize(
    ("first", "again", "other", "verdict"),
    [
        (FINE, FINE, FINE, "not confirmed: no device"),
        (replace(FINE, devices=("GPU0",)), FINE, FINE, "no difference"),
        (DEAD, DEAD, DEAD, "not confirmed: the run died with SIGSEGV"),
        (DEAD, FINE, FINE, "not confirmed: only one of two equal runs died with SIGSEGV"),
        (FINE, DEAD, FINE, "not confirmed: only one of two equal runs died with SIGSEGV"),
        (DEAD, DEAD, FINE, "differs"),
        (FINE, FINE, DEAD, "differs"),
        # Who knows what it would have done.
        (FINE, FINE, LATE, "only time differs"),
        (LATE, LATE, FINE, "only time differs"),
        (LATE, LATE, LATE, "not confirmed: the run took longer than 2 s"),
        (LATE, FINE, FINE, "not confirmed: only one of two equal runs took longer than 2 s"),
        (DEAD, DEAD, LATE, "not confirmed: the run died with SIGSEGV"),
        (FINE, FINE, replace(FINE, replaced=0), "not confirmed: the native default could not be put in place"),
        (FINE, FINE, replace(FINE, seen={"tokens": [1, 3]}), "differs"),
    ],
)
def test_what_three_runs_say(first, again, other, verdict):
    assert judge(DEVICES, first, again, other, wanted=1)[0] == verdict
