"""A seeded sample of the mutations, and the harness itself; ``make mutations`` runs all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from paramcheck.config import Rules
from paramcheck.engine import analyse
from paramcheck.model import Severity, Span, Verdict
from paramcheck.sources.tree import Tree
from paramcheck.values import Literal, NativeType, Sequence, TypeKind
from tests.mutations import definitions, enumerators, matrix, ranges, running, subjects, texts
from tests.mutations.__main__ import figures
from tests.mutations.judging import all_keys, judge
from tests.mutations.mutation import Outcome, Result
from tests.mutations.replacing import CXX, CYTHON, PYTHON, Stated, replacements
from tests.mutations.sites import choices
from tests.mutations.working_copy import WorkingCopy
from tests.support import write

INT = NativeType("int", TypeKind.INTEGER, 32)
BYTE = NativeType("uint8_t", TypeKind.INTEGER, 8, signed=False)
FLOAT = NativeType("float", TypeKind.FLOAT, 32)
BOOL = NativeType("bool", TypeKind.BOOL, 8)
TEXT = NativeType("const char *", TypeKind.TEXT, 64)
ENUM = NativeType("enum mode", TypeKind.ENUM, 32)
LIST = NativeType("std::vector<int>", TypeKind.ARRAY, element=INT)

SAMPLE = [*subjects.examples(), *(one for one in subjects.forms() if one.name in matrix.diagonal()[::3])]


# --- what is found ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", matrix.diagonal())
def test_the_forms_agree(tmp_path, name):
    analysis = analyse(write(tmp_path, matrix.trees()[name]), Rules())
    assert [one.message for one in analysis.findings if one.severity is not Severity.INFO] == []
    assert {one.verdict for one in analysis.links} <= {Verdict.MATCH, Verdict.INHERITS}
    assert sorted(one.wrapper.name for one in analysis.links) == sorted(matrix.parameter_names(name))


@pytest.mark.parametrize("subject", SAMPLE, ids=lambda one: one.name)
def test_a_sample_is_found(subject):
    assert wrong(running.run(subject, running.Extent(seed=1, at_most=2))) == []


@pytest.mark.packages
@pytest.mark.parametrize("subject", subjects.packages()[:4], ids=lambda one: one.name)
def test_a_sample_of_packages_is_found(subject):
    result = running.run(subject, running.Extent(seed=1, at_most=3))
    assert wrong(result) == []
    assert len(result.outcomes) == 3


def wrong(result):
    return [
        f"{one.result.value}: {one.mutation}: {one.detail}" for one in result.outcomes if one.result is not Result.FOUND
    ]


# --- the harness --------------------------------------------------------------------------------------------------


@pytest.fixture
def example():
    tree = Tree.open(subjects.ROOT / "examples" / "ctypes")
    return tree, analyse(tree, Rules())


def test_what_is_not_reported_is_missed(example):
    tree, analysis = example
    found, _ = choices("ctypes", tree, analysis)
    result, detail = judge(all_keys(analysis), analysis, found[0][0].site)
    assert result is Result.MISSED
    assert detail == "beacon.sender.Sender.__init__.repeat -> beacon_options.repeat: match "


def test_a_finding_about_another_parameter_counts_against_a_change(example):
    tree, analysis = example
    found, _ = choices("ctypes", tree, analysis)
    mutation = found[0][0]
    text = tree.text(mutation.site.path)
    site = mutation.site
    changed = tree.with_contents({site.path: (text[: site.start] + mutation.after + text[site.end :]).encode()})
    after = analyse(changed, Rules())
    assert judge(all_keys(analysis), after, site) == (Result.FOUND, "")
    # The example differs in one parameter as it is; without knowing that, it is a second finding.
    result, detail = judge(frozenset(), after, site)
    assert result is Result.DOUBLED
    assert "checksum" in detail
    assert "repeat" not in detail


CONVERTING = """
import ctypes

lib = ctypes.CDLL("liblamp.so")
MODES = {"dim": 0, "full": 1}


class Options(ctypes.Structure):
    _fields_ = [("mode", ctypes.c_int), ("count", ctypes.c_int), ("level", ctypes.c_int)]


lib.lamp_default_options.restype = Options


def run(mode="full", names=None, level=3):
    options = lib.lamp_default_options()
    options.mode = MODES[mode]
    options.count = 0 if names is None else len(names)
    options.level = level
    return lib.lamp_run(ctypes.byref(options))
"""

CONVERTED = """
enum mode { DIM, FULL, PULSE };
struct Options { enum mode mode; int count; int level; };
struct Options lamp_default_options(void) {
    struct Options options = {FULL, 0, 3};
    return options;
}
"""


def test_what_reaches_a_native_default_in_another_form_is_changed_there(tmp_path):
    tree = write(tmp_path, {"lamp/core.py": CONVERTING, "native/lamp.c": CONVERTED})
    found, skipped = choices("lamp", tree, analyse(tree, Rules()))
    changed = {(one[0].site.side, name) for one in found for _, name in one[0].site.pairs}
    assert changed == {("wrapper", "Options.level"), ("native", "Options.level"), ("native", "Options.mode")}
    reasons = {(one.place, one.reason) for one in skipped}
    assert ("Options.count", "is reached by what the wrapper puts there for None") in reasons
    result = running.run(subjects.Subject("package", "lamp"), running.Extent(), source=tmp_path)
    assert wrong(result) == []
    assert {one.mutation.after for one in result.outcomes if one.mutation.before == "FULL"} == {"DIM", "PULSE"}


@pytest.mark.parametrize(
    ("results", "status"),
    [
        ({"Python": [Result.FOUND]}, 0),
        ({"Python": [Result.FOUND] * 99 + [Result.MISSED]}, 0),
        ({"Python": [Result.FOUND] * 98 + [Result.MISSED] * 2}, 1),
        ({"Python": [Result.FOUND] * 99 + [Result.FAILED] * 2}, 1),
        # Enough over all does not make up for one kind of wrapper.
        ({"Python": [Result.FOUND] * 999, "nanobind": [Result.FOUND] * 9 + [Result.MISSED]}, 1),
        ({"Python": [Result.FOUND] * 999 + [Result.DOUBLED]}, 1),
        ({"Python": []}, 1),
    ],
)
def test_the_status_says_whether_enough_was_found(example, capsys, results, status):
    found, _ = choices("ctypes", *example)
    run = running.Run(subjects.examples()[0])
    for group, outcomes in results.items():
        changed = replace(found[0][0], site=replace(found[0][0].site, groups=frozenset({group})))
        run.outcomes += [Outcome(changed, one, "", 0.0) for one in outcomes]
    assert figures([run]) == status
    shown = capsys.readouterr().out
    assert all(group in shown for group, outcomes in results.items() if outcomes)


def test_a_tree_that_cannot_be_read_is_no_success(example):
    found, _ = choices("ctypes", *example)
    fine = running.Run(subjects.examples()[0], outcomes=[Outcome(found[0][0], Result.FOUND, "", 0.0)])
    assert figures([fine]) == 0
    assert figures([fine, running.Run(subjects.examples()[1], problem="cannot be fetched")]) == 1


def test_a_seed_chooses_the_same(example):
    found, _ = choices("ctypes", *example)
    subject = subjects.examples()[1]

    def names(seed, at_most=None):
        return [str(one) for one in running.chosen(found, subject, running.Extent(seed, at_most))]

    assert names(1) == names(1)
    assert names(1)[:3] == names(1, 3)
    assert len({tuple(names(seed)) for seed in range(9)}) > 1
    assert len(set(names(1))) == len(names(1))


def test_every_place_is_changed_before_any_is_changed_twice(example):
    found, _ = choices("ctypes", *example)
    order = running.chosen(found, subjects.examples()[1], running.Extent())
    assert len({one.site for one in order[: len(found)]}) == len(found)


def test_a_working_copy_leaves_its_source_alone(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "file").write_text("before")
    copy = WorkingCopy(source, tmp_path)
    with pytest.raises(RuntimeError), copy.replaced("file", b"after"):  # noqa: PT012 - what is seen inside is the point
        assert (copy.root / "file").read_text() == "after"
        assert (source / "file").read_text() == "before"
        raise RuntimeError
    assert (copy.root / "file").read_text() == "before"
    assert sorted(one.name for one in copy.root.iterdir()) == ["file"]


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("n: int = 5", "5", "n: int = [5]"),
        ("n5: int = 5", "5", "n5: int = [5]"),
        ("n = Field(default=5, ge=5)", "5", "n = Field(default=[5], ge=5)"),
        ("n = Field(5, le=5)", "5", "n = Field([5], le=5)"),
        ('kwargs.pop("n", 5)', "5", 'kwargs.pop("n", [5])'),
        ("n = 1.5", "5", None),
        ("n = 5", "", None),
        ("n = f(5, 5, 0)", "5", None),
        ("n = [\n  1,\n  2]", "[ 1, 2]", "n = [[\n  1,\n  2]]"),
        ("n = -1", "-1", "n = [-1]"),
        ("ns.n = ns.ON", "ns.ON", "ns.n = [ns.ON]"),
    ],
)
def test_where_a_default_stands(text, written, expected):
    found = texts.of_default(text, (0, len(text)), written)
    assert (f"{text[: found[0]]}[{text[slice(*found)]}]{text[found[1] :]}" if found else None) == expected


def test_columns_count_characters_or_bytes():
    text = "a\né = 5\n"
    assert texts.offsets(text, Span("x", 2, 5, 2, 6), as_bytes=False) == (6, 7)
    assert texts.offsets(text, Span("x", 2, 6, 2, 7), as_bytes=True) == (6, 7)
    assert texts.offsets(text, Span("x", 9, 1, 9, 2), as_bytes=True) is None


@pytest.mark.parametrize(
    ("text", "value", "native", "language", "others", "expected"),
    [
        ("5", 5, INT, PYTHON, (5,), ["6", "13"]),
        ("5", 5, INT, CXX, (5,), ["6", "13", "0"]),
        ("-1", -1, INT, CXX, (-1,), ["1", "3"]),
        # no zero against a negative number, nothing that the type cannot hold
        ("200", 200, BYTE, CXX, (200,), ["201", "0", "(200) + 1"][:2]),
        ("255", 255, BYTE, PYTHON, (255,), []),
        ("5", 5, INT, PYTHON, (5, 6), ["13"]),
        ("True", True, BOOL, PYTHON, (True,), ["False"]),
        ("true", True, BOOL, CXX, (True,), ["false"]),
        ("1", 1, BOOL, CXX, (True,), ["0"]),
        ("0.5f", 0.5, FLOAT, CXX, (0.5,), ["0.25f", "0.75f", "0.499995f"]),
        ("8.0", 8.0, FLOAT, PYTHON, (8.0,), ["12.0", "17.0", "7.99992"]),
        ('"x y"', "x y", TEXT, CXX, ("x y",), ['"x yx"']),
        ("b''", b"", TEXT, PYTHON, ("",), ["b'x'"]),
        ("'x'", "x", ENUM, PYTHON, (1,), []),
        ("NULL", None, TEXT, CXX, (None,), ['"x"']),
        ("MODE_A", 0, ENUM, CYTHON, (0,), ["MODE_B", "MODE_C"]),
        ("ns::Mode::MODE_A", 0, ENUM, CXX, (0,), ["ns::Mode::MODE_B", "ns::Mode::MODE_C"]),
    ],
)
def test_what_is_written_instead(text, value, native, language, others, expected):
    def constants(name):
        return ("MODE_B", "MODE_C") if name == "MODE_A" else ()

    known = tuple(Literal(one, repr(one)) for one in others)
    stated = Stated(text, Literal(value, text), native, language, known, constants)
    assert [one.text for one in replacements(stated)] == expected


@pytest.mark.parametrize(
    ("text", "items", "expected"),
    [
        ("[1, 2]", (1, 2), ["[1, 5]"]),
        ("std::vector<int>{1, 2}", (1, 2), ["std::vector<int>{1, 5}"]),
        ("{}", (), ["{3}"]),
        ("make()", (), []),
    ],
)
def test_another_list(text, items, expected):
    value = Sequence(tuple(Literal(one, str(one)) for one in items), text)
    stated = Stated(text, value, LIST, CXX, (value,), lambda _: ())
    assert [one.text for one in replacements(stated)] == expected


def test_constants_of_an_enumeration(tmp_path):
    tree = write(
        tmp_path,
        {
            "lib.h": "enum mode { MODE_A, /* MODE_X, */ MODE_B = 4, MODE_ALIAS = MODE_B, MODE_COUNT };\n",
            "low.pxd": "cdef extern from 'lib.h':\n  cdef enum mode:\n    MODE_A\n    MODE_B\n",
            "low.pyx": "def run(mode=OTHER): pass\n",
            "low.py": "MODE_A = 0\nMODE_B = 4\nMODE_SAME = 0\nSPEED_A = 3\n",
        },
    )
    assert enumerators.others(tree, CXX, "MODE_A") == ("MODE_B",)
    assert enumerators.others(tree, CYTHON, "MODE_A") == ("MODE_B",)
    assert enumerators.others(tree, PYTHON, "MODE_A") == ("MODE_B",)
    assert enumerators.others(tree, CXX, "OTHER") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#define LIMIT 5\n", "macro 5"),
        ("#  define LIMIT (1 << 3) // eight\n", "macro (1 << 3)"),
        ("static const int LIMIT = 5;\n", "constant 5"),
        ("constexpr double LIMIT = 0.5;\n", "constant 0.5"),
        ("#define LIMIT\n", None),
        ("#define LIMIT 5\n#undef LIMIT\n#define LIMIT 6\n", None),
        ("#define LIMIT(x) 5\n", None),
        ("int LIMIT = 5;\n", None),
        ("LIMIT: int = 5  # that far\n", "module constant 5"),
        ("LIMIT = 5\nLIMIT = 6\n", None),
        ("if LIMIT == 5:\n    pass\n", None),
    ],
)
def test_where_a_constant_is_defined(tmp_path, text, expected):
    name, language = ("lib.py", PYTHON) if text.startswith(("LIMIT", "if")) else ("lib.h", CXX)
    found = definitions.of(write(tmp_path, {name: text}), "LIMIT", language)
    assert (f"{found[1]} {text[slice(*found[2])]}" if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if rate < 0 or rate > 1:\n    raise ValueError\n", True),
        ("if not 0 <= self.rate <= 1: raise ValueError\n", True),
        ("if mode not in MODES and rate not in RATES:\n    raise ValueError\n", True),
        ("assert rate > 0\n", True),
        ("if not rate in RATES:\n    raise ValueError('rate %s is not known' % rate)\n", True),
        ("raise ValueError(f'rate must be below {limit}')\n", True),
        ("if rate > 1:\n    rate = 1\n", False),
        ("if rate is None:\n    raise ValueError\n", False),
        ("if rates > 1:\n    raise ValueError\n", False),
    ],
)
def test_who_refuses_numbers(tmp_path, text, expected):
    assert ranges.is_checked(write(tmp_path, {"api.py": text}), "rate") is expected


def test_the_diagonal_has_every_form():
    names = [one.partition(" over ")[::2] for one in matrix.trees()]
    chosen = [one.partition(" over ")[::2] for one in matrix.diagonal()]
    assert set(chosen) <= set(names)
    assert [{one[side] for one in chosen} for side in (0, 1)] == [{one[side] for one in names} for side in (0, 1)]


def test_packages_are_pinned():
    listed = subjects.packages()
    assert len(listed) >= 6
    assert len({one.source for one in listed}) == len(listed)
    lines = Path(subjects.__file__).with_name("packages.txt").read_text(encoding="utf-8").splitlines()
    assert len(listed) == len([line for line in lines if not line.startswith("#")])
