import math
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from paramcheck.config import Config, Equivalence, Expectation, Rules, load
from paramcheck.errors import ParamcheckError
from paramcheck.model import Confidence, Report, Severity, Span, Summary, Verdict
from paramcheck.triage import expectations, starting_configuration, triage
from paramcheck.values import (
    Alternative,
    Choice,
    Dynamic,
    Inherited,
    Literal,
    NativeType,
    Sequence,
    Symbol,
    TypeKind,
    Unknown,
)
from tests.triage.triage_cases import CHECKS, ENUM, INT, about, finding, link, settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path("/p")
OWN = ROOT / "conf/paramcheck.toml"


def expectation(parameter="pkg.Llama.n_ctx", wrapper=2048, native=512, **more):
    return Expectation(parameter, wrapper, native, more.pop("reason", "a larger context"), **more)


def run(found, links, *expected, config=None, root=ROOT, equivalents=()):
    rules = Rules(expectations=expected, equivalents=tuple(equivalents))
    return triage(found, links, settings(config, root=root), rules)


# --- what an expectation covers -------------------------------------------------------------------------------

SEQUENCE = Sequence((Literal(7, "7"), Literal(8, "8")), "[7, 8]")
AUTO = Literal(-1, "MODE_AUTO", "MODE_AUTO")
OFF = Literal(0, "pkg.MODE_OFF", "pkg.MODE_OFF")


@pytest.mark.parametrize(
    ("one", "expected", "covered"),
    [
        (link(), expectation(), True),
        (link(), expectation("pkg.*.n_ctx"), True),
        (link(), expectation("pkg.Llama.*"), True),
        (link(), expectation("pkg.Llama"), False),
        (link(), expectation("Llama.n_ctx"), False),
        (link(), expectation(wrapper=2049), False),
        (link(), expectation(native=513), False),
        (link(), expectation(native_name="params.n_ctx"), True),
        (link(), expectation(native_name="params.n"), False),
        (link(native_name="ns::params.n_ctx"), expectation(native_name="params.n_ctx"), True),
        (link(native_name="ns::params.n_ctx"), expectation(native_name="ns::params.n_ctx"), True),
        (link(native_name="ns::params.n_ctx"), expectation(native_name="other::params.n_ctx"), False),
        (link(), expectation(check="PC101"), True),
        (link(), expectation(check="default-mismatch"), True),
        (link(), expectation(check="PC105"), False),
        (link(wrapper=-1, native=0xFFFFFFFE), expectation(wrapper=-1, native=-2), True),
        (link(wrapper=SEQUENCE, native=0), expectation(wrapper="[7, 8]", native=0), True),
        (link(wrapper=OFF, native=AUTO, native_type=ENUM), expectation(wrapper="MODE_OFF", native="MODE_AUTO"), True),
        (link(wrapper=OFF, native=AUTO, native_type=ENUM), expectation(wrapper=0, native=-1), True),
        (link(wrapper="x", native=Literal(None, "NULL")), expectation(wrapper="x", native="nullptr"), True),
        # Of the conditional values, that of a build without any condition counts, or else what all say.
        (link(native=0, conditions=[("METAL", 999)]), expectation(native=0), True),
        (link(native=0, conditions=[("METAL", 999)]), expectation(native=999), False),
        (link(native=None, conditions=[("METAL", 999)]), expectation(native=999), True),
    ],
)
def test_an_expectation_covers_the_pair_that_it_names(one, expected, covered):
    result = run([finding(one)], [one], expected, config=Config(ignore=("PC902",)))
    assert [(left.by, left.reason) for left in result.suppressed] == (
        [("expectation", "a larger context")] if covered else []
    )
    assert len(result.findings) == (not covered)


def test_floats_as_the_type_holds_them():
    one = link(wrapper=0.2, native=0.10000000149011612, native_type=NativeType("float", TypeKind.FLOAT, 32))
    assert run([finding(one)], [one], expectation(wrapper=0.2, native=0.1)).findings == ()
    one = link(wrapper=1.0, native=math.inf, native_type=NativeType("float", TypeKind.FLOAT, 32))
    assert run([finding(one)], [one], expectation(wrapper=1, native=math.inf)).findings == ()


@pytest.mark.parametrize(
    ("check", "covered"),
    [("PC101", True), ("PC103", True), ("PC105", True), ("PC102", False), ("PC104", False), ("PC201", False)],
)
def test_the_checks_that_compare_two_defaults_can_be_expected(check, covered):
    result = run([finding(link(), check)], [link()], expectation(), config=Config(pedantic=True))
    assert len(result.suppressed) == covered


@pytest.mark.parametrize(
    ("check", "native", "covered"),
    [("PC105", 999, True), ("PC105", 512, True), ("PC105", 1, False), ("PC101", 999, False), ("PC101", 512, True)],
)
def test_a_conditional_default_can_be_expected_by_the_value_of_any_build(check, native, covered):
    one = link(conditions=[("METAL", 999)])
    result = run([finding(one, check)], [one], expectation(native=native), config=Config(ignore=("PC902",)))
    assert len(result.suppressed) == covered


def test_a_check_that_is_named_can_be_any():
    assert run([finding(link(), "PC102")], [link()], expectation(check="PC102")).findings == ()


def test_only_the_expected_places_go():
    first, second = link(), link("pkg.server.n_ctx", line=20)
    both = finding(first, also=(second,))
    result = run([both], [first, second], expectation("pkg.server.n_ctx"))
    assert [(one.link, one.also) for one in result.findings] == [(first, ())]
    assert [(one.finding.link, one.finding.also, one.by) for one in result.suppressed] == [(second, (), "expectation")]
    result = run([both], [first, second], expectation("pkg.*"))
    assert result.findings == ()
    assert [one.finding for one in result.suppressed] == [both]


def test_places_with_different_reasons_are_told_apart():
    first, second = link(), link("pkg.server.n_ctx", line=20)
    result = run(
        [finding(first, also=(second,))], [first, second],
        expectation(reason="one"), expectation("pkg.server.n_ctx", reason="two"),
    )  # fmt: skip
    assert [(one.finding.link, one.reason) for one in result.suppressed] == [(first, "one"), (second, "two")]


def test_a_finding_without_a_link_is_never_expected():
    one = finding(check="PC101", span=Span("pkg/a.py", 1))
    assert run([one], [link()], expectation("*")).findings == (one,)


def test_a_finding_about_a_parameter_alone_is_held_against_its_links():
    one = about(link())
    assert [left.by for left in run([one], [link()], expectation()).suppressed] == ["expectation"]
    assert run([one], [link()], expectation(check="PC101")).findings == (one,)
    assert run([one], [], expectation(), config=Config(ignore=("PC902",))).findings == (one,)


@pytest.mark.parametrize(
    ("native_name", "values", "covered"),
    [
        ("params.n_ctx", (2048, 512), True),
        ("params.n_ctx", (512, 2048, 7), True),
        ("params.n_ctx", (2048, 513), False),
        ("params.n", (2048, 512), False),
    ],
)
def test_values_that_the_library_treats_alike(native_name, values, covered):
    alike = Equivalence(native_name, values, "both mean the model's own")
    result = run([finding(link())], [link()], equivalents=[alike])
    assert [(one.by, one.reason) for one in result.suppressed] == (
        [("expectation", "both mean the model's own")] if covered else []
    )


# --- what goes stale ------------------------------------------------------------------------------------------


def stale(links, *expected, root=ROOT):
    return [one for one in run([], links, *expected, root=root).findings if one.check == "PC902"]


@pytest.mark.parametrize(
    ("one", "expected", "message"),
    [
        (link(), expectation(), None),
        # It is about the values, not about what the checks say.
        (link(verdict=Verdict.UNKNOWN), expectation(), None),
        (link(wrapper=4096), expectation(), "but now 4096 reaches the library"),
        (link(native=1024), expectation(), "but now the library says 1024"),
        (link(wrapper=1, native=2), expectation(), "but now 1 reaches the library and the library says 2"),
        (link(wrapper=512, verdict=Verdict.MATCH), expectation(), "but now 512 reaches the library"),
        (
            link(wrapper=Inherited("params.n_ctx"), verdict=Verdict.INHERITS),
            expectation(),
            "but now (native default) reaches the library",
        ),
        (
            link(wrapper=Dynamic("cpu_count()", "machine"), verdict=Verdict.DYNAMIC),
            expectation(),
            "but now cpu_count() reaches the library",
        ),
        (link(wrapper=Unknown("f()", "not read"), verdict=Verdict.UNKNOWN), expectation(), None),
        (link(conditions=[("METAL", 999)]), expectation(), None),
        (
            link(native=7, conditions=[("METAL", 999), ("CUDA", 1)]),
            expectation(),
            "but now the library says 7, 999 if METAL, 1 if CUDA",
        ),
        (link(native=None, conditions=[("METAL", 999)]), expectation(), "but now the library says 999 if METAL"),
        (link(native=None, conditions=[("METAL", Unknown("f()", "?"))]), expectation(), None),
        (link(native=Symbol("LIB_N"), verdict=Verdict.UNKNOWN), expectation(), None),
        (link(native=Symbol("LIB_N"), wrapper=1), expectation(), "but now 1 reaches the library"),
        (
            link(wrapper=Choice((Alternative("x", Literal(1, "1")), Alternative("", Unknown("?", "?"))))),
            expectation(),
            None,
        ),
    ],
)
@pytest.mark.parametrize("shipped", [False, True])
def test_an_expectation_goes_stale_when_a_side_moves(one, expected, message, shipped):
    found = stale([one], expected if shipped else replace(expected, file=OWN, line=7))
    if message is None or (shipped and one.verdict is not Verdict.MISMATCH):
        assert found == []
        return
    (only,) = found
    assert only.message == f"pkg.Llama.n_ctx was expected to differ (2048 against 512), {message}"
    assert (only.severity, only.confidence, only.name) == (Severity.ERROR, Confidence.HIGH, "stale-expectation")
    assert only.span == (one.wrapper.span if shipped else Span("conf/paramcheck.toml", 7))
    assert only.link == one
    assert "a larger context" in only.advice
    assert [related.span for related in only.related] == [*([] if shipped else [one.wrapper.span]), one.native.span]


def test_the_difference_is_reported_again_as_well():
    one = link(wrapper=4096)
    result = run([finding(one)], [one], expectation(file=OWN))
    assert [found.check for found in result.findings] == ["PC902", "PC101"]


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        (
            expectation("pkg.gone", file=OWN, line=3),
            "no parameter pkg.gone is linked, so the expected difference (2048 against 512) cannot hold",
        ),
        (
            expectation(native_name="params.gone", native="AUTO", wrapper=True, file=OWN, line=3),
            "no parameter pkg.Llama.n_ctx is linked to params.gone, so the expected difference (true against AUTO) cannot hold",
        ),
    ],
)
def test_an_own_expectation_of_what_is_not_there(expected, message):
    (only,) = stale([link()], expected)
    assert (only.message, only.span, only.link) == (message, Span("conf/paramcheck.toml", 3), None)


def test_a_shipped_expectation_of_what_is_not_there_is_passed_over():
    assert stale([link()], expectation("pkg.gone"), expectation(native_name="params.gone")) == []


@pytest.mark.parametrize("shipped", [False, True])
def test_a_pattern_holds_if_one_of_its_parameters_does(shipped):
    expected = expectation("pkg.*", file=None if shipped else OWN)
    holding, other = link(), link("pkg.server.n_ctx", wrapper=1, line=20)
    assert stale([other, holding], expected) == []
    assert [one.link for one in stale([other], expected)] == [other]


def test_shipped_expectations_for_several_releases():
    early, late = expectation(), expectation(wrapper=4096, native=512)
    assert stale([link()], early, late) == []
    assert stale([link(wrapper=4096)], early, late) == []
    # When none holds, one finding says so.
    assert len(stale([link(wrapper=1)], early, late)) == 1


def test_an_own_expectation_takes_the_place_of_a_shipped_one():
    assert stale([link(wrapper=4096)], expectation(wrapper=4096, file=OWN), expectation()) == []


@pytest.mark.parametrize(
    ("file", "root", "links", "path"),
    [
        (OWN, ROOT, [link(wrapper=1)], "conf/paramcheck.toml"),
        (Path("/q/c.toml"), ROOT, [link(wrapper=1)], "pkg/llama.py"),
        (OWN, None, [link(wrapper=1)], "pkg/llama.py"),
        (Path("/q/c.toml"), ROOT, [], "../q/c.toml"),
        (OWN, None, [], "paramcheck.toml"),
    ],
)
def test_where_a_stale_expectation_is_shown(file, root, links, path):
    (only,) = stale(links, expectation(file=file, line=4), root=root)
    assert only.span.path == path


def test_stale_expectations_can_be_left_out_like_any_finding():
    result = run([], [link(wrapper=1)], expectation(), config=Config(ignore=("stale-expectation",)))
    assert (result.findings, result.hidden) == ((), {"ignore": 1})


def test_an_expectation_is_held_against_links_whatever_is_selected():
    result = run([], [link(wrapper=1)], expectation(), config=Config(select=("PC902",)))
    assert [one.check for one in result.findings] == ["PC902"]


# --- writing them ---------------------------------------------------------------------------------------------


def written(found, tmp_path, **keywords):
    """The rules that the written expectations make."""
    file = tmp_path / "paramcheck.toml"
    file.write_text(expectations(found, "meant", **keywords), encoding="utf-8")
    return load(tmp_path, file, checks=CHECKS).rules


def test_written_expectations():
    first = link()
    second = link("pkg.server.n_ctx", native_name="ns::params.n_ctx", wrapper=None, native=Literal(None, "nullptr"))
    third = link("pkg.mode", wrapper=OFF, native=AUTO, native_name="params.mode", native_type=ENUM)
    found = [
        finding(first, also=(second,)),
        finding(third, "PC105"),
        finding(first, "PC103"),
        finding(first, "PC104"),
        finding(check="PC201", span=Span("x", 1)),
    ]
    assert expectations(found, 'a "good" one') == (
        "[[expect]]\n"
        'parameter = "pkg.Llama.n_ctx"\n'
        "wrapper = 2048\n"
        "native = 512\n"
        'native-name = "params.n_ctx"\n'
        'reason = "a \\"good\\" one"\n'
        "\n"
        "[[expect]]\n"
        'parameter = "pkg.server.n_ctx"\n'
        'wrapper = "None"\n'
        'native = "nullptr"\n'
        'native-name = "ns::params.n_ctx"\n'
        'reason = "a \\"good\\" one"\n'
        "\n"
        "[[expect]]\n"
        'parameter = "pkg.mode"\n'
        'wrapper = "MODE_OFF"\n'
        'native = "MODE_AUTO"\n'
        'native-name = "params.mode"\n'
        'reason = "a \\"good\\" one"\n'
    )
    assert expectations([], "x") == ""


def test_written_for_a_pyproject():
    text = expectations([finding(link())], "meant", table="tool.paramcheck.expect")
    assert tomllib.loads(text)["tool"]["paramcheck"]["expect"][0]["wrapper"] == 2048


@pytest.mark.parametrize(("wrapper", "native"), [(0, 999), (999, 1), (5, 999)])
def test_a_conditional_default_is_written_with_the_value_that_differs(tmp_path, wrapper, native):
    one = link(wrapper=wrapper, native=0, conditions=[("METAL", 999), ("CUDA", 1)])
    (expected,) = written([finding(one, "PC105")], tmp_path).expectations
    assert (expected.wrapper, expected.native) == (wrapper, native)
    assert run([finding(one, "PC105")], [one], expected).findings == ()
    # So it is noticed when that build moves.
    moved = link(wrapper=wrapper, native=0, conditions=[("METAL", 7), ("CUDA", 7)])
    assert [left.check for left in run([finding(moved, "PC105")], [moved], expected).findings] == ["PC105", "PC902"]


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_reason_must_be_given(reason):
    with pytest.raises(ParamcheckError, match=r"^an expectation needs a reason; say why the differences are meant$"):
        expectations([finding(link())], reason)


SEED = Literal(0xFFFFFFFF, "LIB_SEED", "LIB_SEED")


@pytest.mark.parametrize(
    ("of", "native_type", "toml"),
    [
        (True, INT, "true"),
        (-1, INT, "-1"),
        (1e22, INT, "1e+22"),
        (math.inf, INT, "inf"),
        (-math.inf, INT, "-inf"),
        (math.nan, INT, "nan"),
        ("a\\b", INT, '"a\\\\b"'),
        (b"x", INT, "\"b'x'\""),
        (Literal(2**64 - 1, "SIZE_MAX"), INT, '"SIZE_MAX"'),
        # The name of a constant would hide that its value moves; that of an enumerator is what it means.
        (SEED, INT, "4294967295"),
        (SEED, ENUM, '"LIB_SEED"'),
        (Symbol("lib.MODE_AUTO"), INT, '"MODE_AUTO"'),
        (SEQUENCE, INT, '"[7, 8]"'),
    ],
)
def test_written_values(of, native_type, toml):
    text = expectations([finding(link(wrapper=of, native_type=native_type))], "meant")
    assert f"\nwrapper = {toml}\n" in text


scalars = st.one_of(st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.none()).map(
    lambda scalar: Literal(scalar, repr(scalar))
)
kinds = st.sampled_from(
    [INT, ENUM, NativeType("bool", TypeKind.BOOL, 8), NativeType("float", TypeKind.FLOAT, 32),
     NativeType("double", TypeKind.FLOAT, 64), NativeType("x", TypeKind.TEXT), NativeType("x", TypeKind.OTHER)]
)  # fmt: skip


@hypothesis_settings(deadline=None)
@given(scalars, scalars, kinds)
def test_what_is_written_covers_what_was_found(tmp_path_factory, wrapper, native, native_type):
    one = link(wrapper=wrapper, native=native, native_type=native_type)
    if not fits(wrapper, native_type) or not fits(native, native_type):
        return
    rules = written([finding(one)], tmp_path_factory.mktemp("written"))
    result = triage([finding(one)], [one], settings(), rules)
    assert (result.findings, len(result.suppressed)) == ((), 1)


def fits(one, native_type):
    """Not a nan for an integer, which equals nothing, nor half a character, which TOML cannot write."""
    if isinstance(one.value, float) and math.isnan(one.value):
        return native_type.kind is TypeKind.FLOAT or native_type.kind is TypeKind.BOOL
    return not isinstance(one.value, str) or not any("\ud800" <= c <= "\udfff" for c in one.value)


# --- a first configuration ------------------------------------------------------------------------------------


def report(links, found, name="a-library"):
    return Report(name, "1.0", tuple(links), tuple(found), (), (), Summary())


@pytest.mark.parametrize(
    ("links", "found", "name"),
    [
        ([], [], None),
        ([link(), link(), link("pkg._private.n", public=False)], [finding(link())], "a-library"),
        ([link("pkg.a\nb.n")], [finding(link("pkg.a\nb.n", wrapper="x\ny"))], "evil\nselect = ['PC999']"),
    ],
)
def test_a_starting_configuration_is_a_configuration(tmp_path, links, found, name):
    text = starting_configuration(report(links, found, name))
    assert all(line.startswith(("#", "fail-on = ", "min-confidence = ")) or not line for line in text.splitlines())
    (tmp_path / "paramcheck.toml").write_text(text)
    loaded = load(tmp_path, tmp_path / "paramcheck.toml", checks=CHECKS)
    assert replace(loaded, files=()) == Config()
    # With its marks taken away, every example is one as well.
    examples = "\n".join(
        line.removeprefix("# ") for line in text.splitlines()[1:]
        if " = " in line or line in {"# ]", "# [[expect]]", "# [surfaces]"} or line.startswith("#     ")
    )  # fmt: skip
    (tmp_path / "paramcheck.toml").write_text(examples)
    uncommented = load(tmp_path, tmp_path / "paramcheck.toml", checks=CHECKS)
    assert len(uncommented.rules.expectations) == len(found)
    assert set(uncommented.rules.public) == {one.wrapper.surface for one in links if one.wrapper.public}


def test_a_starting_configuration_says_what_was_found():
    text = starting_configuration(report([link()], [finding(link())]))
    assert text.startswith("# paramcheck configuration of a-library. ")
    assert "1 links on 1 public surfaces, 1 findings" in text
    assert '# parameter = "pkg.Llama.n_ctx"' in text
