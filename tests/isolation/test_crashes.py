"""A source on which the compiler dies is named in the report, and the rest is still compared."""

import ctypes
import os

import pytest

from paramcheck import engine
from paramcheck.clang.parser import Parser
from paramcheck.config import Rules
from paramcheck.errors import ParamcheckError
from paramcheck.isolation import worker
from tests.support import rows, write

pytestmark = pytest.mark.skipif(not worker.can_copy(), reason="no processes can be copied here")

FILES = {
    "src/lamp.h": "struct lamp_options { int depth; };\nstruct lamp_options lamp_default_options(void);\n"
    "void lamp_start(struct lamp_options options);\n",
    "src/lamp.c": '#include "lamp.h"\nstruct lamp_options lamp_default_options(void) {\n'
    "    struct lamp_options options = { 4 };\n    return options;\n}\n",
    "src/horn.h": "struct horn_options { int volume; };\nstruct horn_options horn_default_options(void);\n"
    "void horn_start(struct horn_options options);\n",
    "src/horn.c": '#include "horn.h"\nstruct horn_options horn_default_options(void) {\n'
    "    struct horn_options options = { 7 };\n    return options;\n}\n",
    "wrapper/__init__.py": """
        import ctypes

        lib = ctypes.CDLL("liblamp.so")


        class lamp_options(ctypes.Structure):
            _fields_ = [("depth", ctypes.c_int)]


        class horn_options(ctypes.Structure):
            _fields_ = [("volume", ctypes.c_int)]


        def lamp_default_options() -> lamp_options:
            return lib.lamp_default_options()


        def horn_default_options() -> horn_options:
            return lib.horn_default_options()


        lib.lamp_default_options.restype = lamp_options
        lib.horn_default_options.restype = horn_options


        class Lamp:
            def __init__(self, depth: int = 5):
                self.options = lamp_default_options()
                self.options.depth = depth
                lib.lamp_start(self.options)


        class Horn:
            def __init__(self, volume: int = 8):
                self.options = horn_default_options()
                self.options.volume = volume
                lib.horn_start(self.options)
        """,
}
BOTH = ["depth -> lamp_options.depth: mismatch", "volume -> horn_options.volume: mismatch"]


@pytest.fixture
def dies_on(monkeypatch):
    """Lets libclang do something to the process when it is given a file."""
    translate = Parser.translate

    def make(suffix, do):
        def dying(self, path, location, *rest, **named):
            self.watch(path)
            if path.endswith(suffix) and path not in self.skipped:
                do()
            return translate(self, path, location, *rest, **named)

        monkeypatch.setattr(Parser, "translate", dying)

    return make


def found(tmp_path, **options):
    return engine.analyse(write(tmp_path, FILES), Rules(), engine.Options(**options))


def test_without_a_crash_both_are_compared(tmp_path):
    analysis = found(tmp_path)
    assert rows(analysis) == BOTH
    assert analysis.native.problems == []


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize(("do", "how"), [(lambda: ctypes.string_at(0), "crashed"), (os.abort, "crashed")])
def test_a_crash_costs_one_file(tmp_path, dies_on, do, how, jobs):
    dies_on("horn.c", do)
    analysis = found(tmp_path, jobs=jobs)
    assert rows(analysis) == BOTH[:1]
    assert [(one.path, one.message) for one in analysis.native.problems] == [
        ("src/horn.c", f"not read: libclang {how} on it")
    ]


def test_a_parser_that_never_survives_is_one_clear_line(tmp_path, monkeypatch):
    def dying(self, path, macros=()):
        self.watch(f"unit {len(self.skipped)}")
        os.abort()

    monkeypatch.setattr(Parser, "parse", dying)
    with pytest.raises(ParamcheckError, match="again and again, the last time on unit 12; leave such files out with"):
        found(tmp_path)


def test_any_number_of_jobs_finds_the_same(tmp_path):
    first, *others = [found(tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2, 3, 8)]
    assert rows(first) == BOTH
    for other in others:
        assert (other.links, other.findings, other.mirrored) == (first.links, first.findings, first.mirrored)
