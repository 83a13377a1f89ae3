import json
import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from paramcheck.config import Config, Expectation, Rules
from paramcheck.errors import ParamcheckError
from paramcheck.model import Confidence, Severity, Span
from paramcheck.triage import BaselineEntry, baseline_text, comments, read_baseline, triage, write_baseline
from paramcheck.values import Alternative, Choice, Constructed, Literal, Sequence, Unknown
from tests.triage.triage_cases import about, finding, link, settings


@pytest.fixture
def known(tmp_path):
    """The baseline of some findings, read back."""

    def write_and_read(*found):
        file = tmp_path / "known.json"
        file.write_text(write_baseline(found), encoding="utf-8")
        return read_baseline(file)

    return write_and_read


def run(found, baseline, config=None, rules=None, ignoring=()):
    return triage(found, [link()], settings(config, baseline=baseline), rules or Rules(), ignoring)


def test_the_text():
    found = [
        finding(link("pkg.b", 1, 2), also=(link("pkg.a", 1, 2),)),
        finding(link("pkg.b", 1, 2)),
        finding(check="PC201", span=Span("pkg/x.py", 7), message='no field "n"'),
    ]
    assert write_baseline(found) == (
        "{\n"
        '  "schema": "paramcheck-baseline/1",\n'
        '  "entries": [\n'
        '    {"check":"PC101","wrapper":"pkg.a","native":"params.n_ctx","wrapper-value":"1","native-value":"2"},\n'
        '    {"check":"PC101","wrapper":"pkg.b","native":"params.n_ctx","wrapper-value":"1","native-value":"2"},\n'
        '    {"check":"PC201","path":"pkg/x.py","message":"no field \\"n\\""}\n'
        "  ]\n"
        "}\n"
    )
    assert write_baseline([]) == '{\n  "schema": "paramcheck-baseline/1",\n  "entries": []\n}\n'
    assert write_baseline(reversed(found)) == write_baseline(found)


@pytest.mark.parametrize(
    ("later", "covered"),
    [
        (link(), True),
        # Lines, files and spellings are nothing to it.
        (link(line=99, path="pkg/moved.py", native_line=1, native_path="x.c"), True),
        (link(wrapper=Literal(2048, "2 * 1024"), native=Literal(512, "0x200", "N_CTX")), True),
        (link(wrapper=2048.0), True),
        # Names and values are.
        (link("pkg.Llama.n_batch"), False),
        (link(native_name="params.n_batch"), False),
        (link(wrapper=4096), False),
        (link(native=1024), False),
        (link(conditions=[("METAL", 1)]), False),
        (link(wrapper="2048"), False),
    ],
)
def test_a_finding_is_known_while_neither_side_moves(known, later, covered):
    baseline = known(finding(link()))
    result = run([finding(later)], baseline)
    assert [one.by for one in result.suppressed] == (["baseline"] if covered else [])
    assert len(result.findings) == (not covered)
    assert result.stale_baseline == (() if covered else baseline)


def test_another_check_is_not_known(known):
    assert len(run([finding(link(), "PC103")], known(finding(link()))).findings) == 1


def test_a_finding_without_a_link_is_known_by_its_message(known):
    baseline = known(finding(check="PC201", span=Span("a.py", 1), message="no field n"))
    assert run([finding(check="PC201", span=Span("a.py", 9), message="no field n")], baseline).findings == ()
    assert len(run([finding(check="PC201", span=Span("a.py", 1), message="no field m")], baseline).findings) == 1
    assert len(run([finding(check="PC201", span=Span("b.py", 1), message="no field n")], baseline).findings) == 1


def test_a_finding_about_a_parameter_alone_is_known_by_its_name_and_message(known):
    baseline = known(about(link(), message="f(n=1) goes on to g, whose own default is n=2"))
    moved = link(path="pkg/moved.py", line=99)
    assert run([about(moved, message="f(n=1) goes on to g, whose own default is n=2")], baseline).findings == ()
    assert len(run([about(moved, message="f(n=1) goes on to g, whose own default is n=3")], baseline).findings) == 1


def test_a_new_place_of_a_known_finding_is_reported(known):
    first, second = link(), link("pkg.server.n_ctx", line=20)
    result = run([finding(first, also=(second,))], known(finding(first)))
    assert [(one.link, one.also) for one in result.findings] == [(second, ())]
    assert [one.finding.link for one in result.suppressed] == [first]


@pytest.mark.parametrize(
    ("config", "stale"),
    [
        (None, True),
        # A check that did not run says nothing.
        (Config(select=("PC103",)), False),
        (Config(ignore=("PC101",)), False),
    ],
)
def test_an_entry_goes_stale_when_its_check_finds_nothing(known, config, stale):
    baseline = known(finding(link()))
    assert run([], baseline, config).stale_baseline == (baseline if stale else ())


@pytest.mark.parametrize(
    "config",
    [Config(min_confidence=Confidence.HIGH), Config(min_severity=Severity.ERROR), Config(select=("PC101",))],
)
def test_an_entry_is_needed_while_its_finding_is_only_hidden(known, config):
    one = finding(link(), "PC103", confidence=Confidence.MEDIUM)
    result = run([one], known(one), config)
    assert (result.stale_baseline, result.suppressed) == ((), ())
    assert sum(result.hidden.values()) == 1


def test_an_entry_is_not_needed_where_the_sources_say_the_same(known):
    baseline = known(finding(link()))
    expected = Rules(expectations=(Expectation("pkg.Llama.n_ctx", 2048, 512, "meant"),))
    result = run([finding(link())], baseline, rules=expected)
    assert ([one.by for one in result.suppressed], result.stale_baseline) == (["expectation"], baseline)
    ignoring = comments("pkg/llama.py", "\n" * 9 + "x # paramcheck: ignore[PC101]")
    result = run([finding(link())], baseline, ignoring=ignoring)
    assert ([one.by for one in result.suppressed], result.stale_baseline) == (["comment"], baseline)


def test_it_shrinks_by_itself(known, tmp_path):
    first, second = finding(link()), finding(link("pkg.other", line=20))
    baseline = known(first, second)
    stale = run([second], baseline).stale_baseline
    rest = set(baseline) - set(stale)
    assert baseline_text(rest) == write_baseline([second])


def test_findings_of_triage_itself_can_be_known(known):
    rules = Rules(expectations=(Expectation("pkg.Llama.n_ctx", 1, 512, "meant"),))
    ignoring = comments("pkg/llama.py", "x # paramcheck: ignore[PC103]")
    found = run([], (), rules=rules, ignoring=ignoring).findings
    assert [one.check for one in found] == ["PC901", "PC902"]
    result = run([], known(*found), rules=rules, ignoring=ignoring)
    assert (result.findings, result.stale_baseline) == ((), ())


@pytest.mark.parametrize(
    ("of", "text"),
    [
        (True, "true"), (False, "false"), (1, "1"), (1.0, "1"), (-0.5, "-0.5"), (1e300, "1e+300"), (math.inf, "inf"),
        (math.nan, "nan"), (None, "null"), ("a", "'a'"), (b"a", "'a'"), (b"\xff", "'\ufffd'"), ("\ud800", "'\\ud800'"),
        (Sequence((Literal(1, "1"), Literal(True, "True")), "x"), "[1, true]"),
        (Constructed("Config", (Literal(1.0, "1.f"),), "x"), "Config(1)"),
        (Choice((Alternative("a", Literal(1, "1")), Alternative("", Literal(2, "2")))), "1 or 2"),
        (Unknown("f(x)", "?"), "f(x)"),
    ],
)  # fmt: skip
def test_values_in_the_words_of_neither_side(known, of, text):
    (one,) = known(finding(link(wrapper=of, native=of)))
    assert (one.wrapper_value, one.native_value) == (text, text)


def test_conditions_are_part_of_a_native_value(known):
    (one,) = known(finding(link(native=0, conditions=[("METAL", 999), ("CUDA", 1)])))
    assert one.native_value == "0; METAL: 999; CUDA: 1"
    (one,) = known(finding(link(native=None, conditions=[("METAL", 999)])))
    assert one.native_value == "; METAL: 999"


ADVICE = "; mend it, or make it anew with --write-baseline"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a baseline: Input data was truncated"),
        (b"{", "not a baseline: Input data was truncated"),
        (b"[]", "not a baseline: Expected `object`, got `array`"),
        (b"{}", "not a baseline: Object missing required field `schema`"),
        (b'{"schema": "paramcheck-baseline/2", "entries": []}',
         "not a baseline: its schema is 'paramcheck-baseline/2', not 'paramcheck-baseline/1'"),
        (b'{"schema": "\\u001b\\n", "entries": []}', "not a baseline: its schema is '\\x1b\\n', not "),
        (b'{"schema": "paramcheck-baseline/1", "entries": [{}]}',
         "not a baseline: Object missing required field `check` - at `$.entries[0]`"),
        (b'{"schema": "paramcheck-baseline/1", "entries": [{"check": "PC101", "line": 1}]}',
         "not a baseline: Object contains unknown field `line` - at `$.entries[0]`"),
        (b'{"schema": "paramcheck-baseline/1", "entries": [{"check": 1}]}', "not a baseline: Expected `str`, got `int`"),
        (b'{"schema": "\xff"}', "not a baseline: "),
        (b'{"schema": "' , "not a baseline: "),
        (b"[" * 100_000, "not a baseline: "),
    ],
)  # fmt: skip
def test_a_malformed_baseline_is_one_clear_line(tmp_path, monkeypatch, data, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "known.json").write_bytes(data)
    with pytest.raises(ParamcheckError) as error:
        read_baseline(Path("known.json"))
    text = str(error.value)
    assert text.startswith(f"known.json: {message}")
    assert text.endswith(ADVICE)
    assert "\n" not in text


def test_a_baseline_that_cannot_be_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParamcheckError, match=r"^there is no baseline x\.json; make it with --write-baseline x\.json$"):
        read_baseline(Path("x.json"))
    with pytest.raises(ParamcheckError, match=r"^cannot read the baseline \.: Is a directory$"):
        read_baseline(tmp_path)
    with pytest.raises(ParamcheckError, match=r"^cannot read the baseline a\\x00b: embedded null byte$"):
        read_baseline(Path("a\0b"))


entries = st.builds(BaselineEntry, *[st.text(max_size=8)] * 7)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner), st.dictionaries(st.sampled_from(["schema", "entries", "check", "x"]), inner)
    ),
    max_leaves=6,
)
files = st.one_of(
    st.binary(max_size=40),
    json_values.map(lambda value: json.dumps(value).encode()),
    json_values.map(lambda value: json.dumps({"schema": "paramcheck-baseline/1", "entries": value}).encode()),
)


@hypothesis_settings(deadline=None)
@given(files)
def test_any_file_is_read_or_refused_in_one_line(data):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "known.json")
        file.write_bytes(data)
        try:
            found = read_baseline(file)
        except ParamcheckError as error:
            found = str(error)
        assert isinstance(found, tuple) or found.isprintable()


@hypothesis_settings(deadline=None)
@given(st.lists(entries, max_size=5))
def test_what_is_written_is_read_back(found):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "known.json")
        file.write_text(baseline_text(found), encoding="utf-8")
        assert read_baseline(file) == tuple(sorted(set(found)))


def test_names_that_utf8_cannot_hold(known):
    one = finding(link("pkg.\udc80"))
    assert run([one], known(one)).findings == ()
