"""One native default behind several surfaces: a change of it must be found on each of them, and nowhere else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from paramcheck.config import Rules
from paramcheck.engine import analyse
from paramcheck.sources.tree import Tree
from tests.mutations import running, subjects
from tests.mutations.judging import all_keys, judge
from tests.mutations.mutation import Result
from tests.mutations.sites import choices
from tests.support import write

HEADER = """
struct Pause {
    bool voiced;
    float silence;
    float length;
    Pause(bool voiced = true, float silence = 0, float length = 0)
        : voiced(voiced), silence(silence), length(length) {}
};
constexpr float USUAL = 2.5;
struct Limits {
    Pause between;
    Pause final;
    float volume;
    Limits() : between{true, 1.5, 0}, final{true, USUAL, 0}, volume{0.5} {}
    Limits(const Pause &between, const Pause &final, float volume) : between(between), final(final), volume(volume) {}
};
"""

BINDING = """
#include <pybind11/pybind11.h>
#include "limits.h"
namespace py = pybind11;

PYBIND11_MODULE(_speech, m) {
    py::class_<Limits>(m, "Limits")
        .def(py::init([](float silence, float end, float volume) {
                 Pause between(true, silence, 0);
                 Pause final(true, end, 0);
                 return Limits(between, final, volume);
             }),
             py::arg("silence"), py::arg("end"), py::arg("volume"))
        .def(py::init<const Pause &, const Pause &, float>(),
             py::arg("between") = Pause(true, 1.5, 0),
             py::arg("final") = Pause(true, 2.5, 0),
             py::arg("volume") = 0.5);
}
"""

API = """
from speech._speech import Limits


def listen(silence: float = 1.5, end: float = 2.5, volume: float = 0.5):
    return Limits(silence=silence, end=end, volume=volume)
"""

BETWEEN = {
    ("speech.api.listen.silence", "Limits.between.silence"),
    ("_speech.Limits.__init__.between", "Limits.between"),
}
FINAL = {
    ("speech.api.listen.end", "Limits.final.silence"),
    ("_speech.Limits.__init__.final", "Limits.final"),
}
VOLUME = {("speech.api.listen.volume", "Limits.volume"), ("_speech.Limits.__init__.volume", "Limits.volume")}


@pytest.fixture
def speech(tmp_path):
    files = {"speech/api.py": API, "speech/__init__.py": "", "binding.cc": BINDING, "limits.h": HEADER}
    return write(tmp_path, files)


def native_sites(tree):
    found, _ = choices("speech", tree, analyse(tree, Rules()))
    return {one[0].before: one[0].site for one in found if one[0].site.side == "native"}


def changed(folder, *replacements):
    text = HEADER
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    (folder / "limits.h").write_text(text)
    return analyse(Tree.open(folder), Rules())


SILENCE = ("between{true, 1.5", "between{true, 4.0")


def test_a_change_is_expected_wherever_the_default_is_copied_to(speech):
    expected = {"1.5": BETWEEN, "USUAL": FINAL, "2.5": FINAL, "0.5": VOLUME}
    assert {before: set(site.pairs) for before, site in native_sites(speech).items()} == expected


def test_a_change_is_found_on_each_surface(speech, tmp_path):
    outcomes = running.run(subjects.Subject("package", "speech"), running.Extent(), source=tmp_path).outcomes
    assert {one.mutation.before for one in outcomes} >= {"1.5", "USUAL", "2.5", "0.5"}
    assert [(str(one.mutation), one.detail) for one in outcomes if one.result is not Result.FOUND] == []


def test_a_surface_that_keeps_silent_is_missed(speech, tmp_path):
    site, before = native_sites(speech)["1.5"], all_keys(analyse(speech, Rules()))
    after = changed(tmp_path, SILENCE)
    assert judge(before, after, site) == (Result.FOUND, "")
    for parameter in ("_speech.Limits.__init__.between", "speech.api.listen.silence"):
        rest = [one for one in after.findings if one.link is None or one.link.wrapper.qualified != parameter]
        result, detail = judge(before, replace(after, findings=rest), site)
        assert result is Result.MISSED
        assert parameter in detail


@pytest.mark.parametrize(
    ("replacement", "other"),
    [
        # Another member of the same constructor, and the same member of a neighbour that is built alike.
        (("volume{0.5", "volume{0.25"), "Limits.volume"),
        (("final{true, USUAL", "final{true, 4.5"), "Limits.final"),
    ],
)
def test_an_unrelated_finding_still_counts_against_a_change(speech, tmp_path, replacement, other):
    site, before = native_sites(speech)["1.5"], all_keys(analyse(speech, Rules()))
    result, detail = judge(before, changed(tmp_path, SILENCE, replacement), site)
    assert result is Result.DOUBLED
    assert other in detail
    assert "Limits.between" not in detail
