"""Links whose sides may say "not set" in different ways, whoever looks into the library for them."""

import pytest

from paramcheck import workers
from paramcheck.config import Rules
from paramcheck.engine import Options, analyse
from paramcheck.isolation import Worker
from tests.support import write

FILES = {
    "src/lamp.h": """
        struct lamp_options { int depth; int threads; int width; int height; };
        struct lamp_options lamp_default_options(void);
        void lamp_start(struct lamp_options options);
    """,
    "src/lamp.c": """
        #include "lamp.h"
        struct lamp_options lamp_default_options(void) {
            struct lamp_options made = { .depth = 0, .threads = 0, .width = 0, .height = 3 };
            return made;
        }
        void lamp_start(struct lamp_options options) {
            if (options.depth > 0) { options.height += options.depth; }
            if (options.threads == 0) { options.threads = 4; }
        }
    """,
    "lamp/__init__.py": """
        import ctypes

        class lamp_options(ctypes.Structure):
            _fields_ = [(name, ctypes.c_int) for name in ("depth", "threads", "width", "height")]

        lib = ctypes.CDLL("liblamp.so")
        lib.lamp_default_options.restype = lamp_options

        class Lamp:
            def __init__(self, depth: int = -1, threads: int = 4, width: int = -1, height: int = 3):
                self.options = lib.lamp_default_options()
                self.options.depth = depth
                self.options.threads = threads
                self.options.width = width
                self.options.height = height
                lib.lamp_start(self.options)
    """,
}
VERDICTS = {"depth": "unknown", "threads": "match", "width": "mismatch", "height": "match"}


@pytest.fixture
def asked(monkeypatch):
    """Which process was asked for what, the first one the native side's."""
    found, ask, seen = [], Worker.ask, []

    def noted(self, *calls):
        if self not in seen:
            seen.append(self)
        found.extend((name, seen.index(self)) for name, _ in calls)
        ask(self, *calls)

    monkeypatch.setattr(Worker, "ask", noted)
    return found


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("copies", [True, False])
def test_they_are_told_from_each_other(tmp_path, monkeypatch, jobs, copies):
    if not copies:
        monkeypatch.setattr(workers, "can_copy", lambda: False)
    found = analyse(write(tmp_path, FILES), Rules(), Options(jobs=jobs))
    assert {one.wrapper.name: one.verdict.value for one in found.links} == VERDICTS


def test_whoever_is_done_looks(tmp_path, monkeypatch, asked):
    take = workers.Workers.take_mirrors
    monkeypatch.setattr(workers.Workers, "take_mirrors", lambda self: take(self) or self.mirrored())
    analyse(write(tmp_path, FILES), Rules(), Options(jobs=3))
    assert ("resolve", 0) in asked
    # All that are open after resolving were open before, and are not asked for twice.
    assert [where for name, where in asked if name == "settle"] == [1]


def test_without_mirrors_the_native_side_looks(tmp_path, monkeypatch, asked):
    monkeypatch.setattr(workers, "may_repeat", lambda _: False)
    found = analyse(write(tmp_path, FILES), Rules(), Options(jobs=3))
    assert [where for name, where in asked if name == "settle"] == [0]
    assert {one.wrapper.name: one.verdict.value for one in found.links} == VERDICTS
