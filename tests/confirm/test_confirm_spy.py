"""What reaches a library of our own, by every way to pass a record."""

import pytest
from msgspec.structs import replace

from paramcheck.config.confirming import CallTable
from paramcheck.confirm.spy import spy
from tests.confirm import lamp
from tests.confirm.lamp import needs_compiler

pytestmark = needs_compiler


def call(**given):
    return CallTable(surfaces=["lamp.*"], **given)


def test_by_value_and_by_address(tmp_path):
    result = spy(lamp.opened(tmp_path), None)
    assert result.problems == ()
    (one,) = result.calls
    assert one.failed == ""
    assert one.value("lamp_params", "glow") == (0.25, "lamp_light()")
    assert one.value("lamp_params", "lit") == (False, "lamp_light()")
    assert one.value("lamp_params", "wicks") == (4, "lamp_light()")
    assert one.value("lamp_params", "cold") == (-2, "lamp_light()")
    assert one.value("lamp_params", "name") == ("brass", "lamp_light()")
    assert one.value("lamp_options", "hours") == (12, "lamp_trim()")
    assert one.value("lamp_small", "draught") == (0.5, "lamp_trim()")
    assert [(held.record, held.entry, held.position) for held in one.reached] == [
        ("lamp_options", "lamp_trim()", 0),
        ("lamp_small", "lamp_trim()", 1),
        ("lamp_params", "lamp_light()", 0),
    ]


@pytest.mark.parametrize(
    "passing", ["ctypes.byref(options)", "ctypes.pointer(options)", "ctypes.c_void_p(ctypes.addressof(options))"]
)
def test_ways_to_pass_an_address(tmp_path, passing):
    session = lamp.opened(tmp_path)
    module = session.root / "lamp/__init__.py"
    module.write_text(lamp.WRAPPER.replace("ctypes.addressof(options)", passing))
    (one,) = spy(session, None).calls
    assert one.failed == ""
    assert one.value("lamp_options", "hours") == (12, "lamp_trim()")


def test_no_address_is_no_record(tmp_path):
    session = lamp.opened(tmp_path)
    source = lamp.SOURCE.replace("return (int32_t) o->hours + s.vents;", "return s.vents;")
    session = replace(session, library=lamp.library(tmp_path / "other", source))
    module = session.root / "lamp/__init__.py"
    module.write_text(lamp.WRAPPER.replace("ctypes.addressof(options)", "None"))
    (one,) = spy(session, None).calls
    assert (one.failed, one.value("lamp_options", "hours")) == ("", None)
    assert one.value("lamp_small", "vents") == (3, "lamp_trim()")


@pytest.mark.parametrize(
    ("before", "after", "problems"),
    [
        ('        ("lit", ctypes.c_bool),\n', "", ["lamp.lamp_params lacks the field lit of the header's lamp_params",
         "lamp.lamp_params.dim is at byte 8, the header's lamp_params.dim at 9"]),
        ('("serial", ctypes.c_uint64)', '("serial", ctypes.c_uint64), ("more", ctypes.c_int)',
         ["lamp.lamp_params has 88 bytes, the header's lamp_params has 80",
          "lamp.lamp_params has a field more that the header's lamp_params has not"]),
    ],
)  # fmt: skip
def test_a_mirror_that_is_not_the_header(tmp_path, before, after, problems):
    session = lamp.opened(tmp_path)
    module = session.root / "lamp/__init__.py"
    assert before in lamp.WRAPPER
    text = lamp.WRAPPER.replace(before, after)
    if "lit" in before:
        text = text.replace("        self.params.lit = lit\n", "")
    module.write_text(text)
    assert [one for one in spy(session, None).problems if "lamp.lamp_params" in one] == problems


@pytest.mark.parametrize(
    ("made", "model", "failed"),
    [
        (lamp.CALL, "raise", "raised ValueError: no such lamp"),
        (call(callable="lamp.Absent"), None, "raised AttributeError: module 'lamp' has no attribute 'Absent'"),
        (call(callable="absent.Lamp"), None, "raised ModuleNotFoundError: No module named 'absent'"),
        (call(function="leave"), None, "raised SystemExit: 3"),
        (lamp.CALL, "assert", "raised AssertionError: lamp/__init__.py:49"),
        (call(callable="lamp.Lamp", arguments={"path": "x", "wicks": 66}), None, "died with SIGABRT"),
    ],
)
def test_a_wrapper_that_fails(tmp_path, made, model, failed):
    result = spy(lamp.opened(tmp_path, calls=[made]), model)
    (one,) = result.calls
    assert one.failed == failed
    assert result.problems == (f"{one.name} {failed}",)


def test_what_was_recorded_before_a_crash_is_kept(tmp_path):
    made = call(callable="lamp.Lamp", arguments={"path": "x", "wicks": 66})
    (one,) = spy(lamp.opened(tmp_path, calls=[made]), None).calls
    assert one.value("lamp_params", "wicks") == (66, "lamp_light()")


def test_a_hang(tmp_path):
    (one,) = spy(lamp.opened(tmp_path, seconds=2, calls=[call(function="hang")]), None).calls
    assert one.failed == "took longer than 2 s"


def test_a_library_that_the_wrapper_does_not_load(tmp_path):
    session = lamp.opened(tmp_path)
    other = lamp.library(tmp_path / "other")
    module = session.root / "lamp/__init__.py"
    renamed = other.with_name("libother.so")
    other.rename(renamed)
    module.write_text(lamp.WRAPPER.replace('os.environ["LAMP_LIBRARY"]', repr(str(renamed))))
    assert spy(session, None).problems == (f"the wrapper loaded {renamed}, not {session.library}",)


def test_attributes_of_an_object_that_was_made(tmp_path):
    (one,) = spy(lamp.opened(tmp_path, calls=[call(function="shown")]), None).calls
    assert [(held.record, held.entry, dict(held.values)) for held in one.reached] == [
        ("lamp_shown", "the object that it made", {"wicks": 4})
    ]


def test_without_a_call(tmp_path):
    result = spy(lamp.opened(tmp_path, calls=[]), None)
    assert result.problems == ("the rule file names no call of the wrapper, so nothing was spied on",)


def test_our_modules_are_not_taken_for_the_packages(tmp_path):
    session = lamp.opened(tmp_path)
    module = session.root / "lamp/__init__.py"
    module.write_text("import events, recording, stating\n" + lamp.WRAPPER)
    (one,) = spy(session, None).calls
    assert one.failed == "raised ModuleNotFoundError: No module named 'events'"
