from pathlib import Path

import pytest
from msgspec.structs import replace

from paramcheck.config import Config, FileIgnore, FilePatterns, Rules
from paramcheck.errors import ParamcheckError
from paramcheck.model import Confidence, Edit, Fix, Related, Severity, Span
from paramcheck.triage import Settings, exit_status, known_checks, triage
from tests.triage.triage_cases import CHECKS, about, finding, link, settings

ALL = [finding(link(), check) for check in ("PC101", "PC102", "PC103", "PC104")]
LOW = finding(link(line=20), confidence=Confidence.LOW)


def ignores(**patterns):
    return tuple(
        FileIgnore(FilePatterns(Path("/p"), (pattern,)), tuple(checks)) for pattern, checks in patterns.items()
    )


@pytest.mark.parametrize(
    ("config", "kept", "hidden"),
    [
        (Config(), ["PC101", "PC102", "PC103"], {"pedantic": 1}),
        (Config(pedantic=True), ["PC101", "PC102", "PC103", "PC104"], {}),
        (Config(select=("PC101", "sibling-default-mismatch")), ["PC101", "PC103"], {"select": 2}),
        # Only the exact name of a fussy check brings it up.
        (Config(select=("PC1",)), ["PC101", "PC102", "PC103"], {"pedantic": 1}),
        (Config(select=("PC1", "PC104")), ["PC101", "PC102", "PC103", "PC104"], {}),
        (Config(select=("copied-default",)), ["PC104"], {"select": 3}),
        (Config(ignore=("PC1",)), [], {"ignore": 4}),
        (Config(select=("PC101",), ignore=("PC1",)), [], {"select": 3, "ignore": 1}),
        (Config(min_severity=Severity.WARNING), ["PC101", "PC102", "PC103"], {"min-severity": 1}),
        (Config(min_severity=Severity.ERROR, pedantic=True), ["PC101"], {"min-severity": 3}),
    ],
)
def test_by_check_and_severity(config, kept, hidden):
    result = triage(ALL, [link()], settings(config), Rules())
    assert [one.check for one in result.findings] == kept
    assert (result.hidden, result.suppressed) == (hidden, ())


@pytest.mark.parametrize(("least", "kept"), [(Confidence.LOW, 2), (Confidence.MEDIUM, 1), (Confidence.HIGH, 1)])
def test_by_confidence(least, kept):
    result = triage([finding(link()), LOW], [link()], settings(Config(min_confidence=least)), Rules())
    assert len(result.findings) == kept
    assert result.hidden == ({} if kept == 2 else {"min-confidence": 1})


def test_low_confidence_is_hidden_unless_asked_for():
    assert triage([LOW], [link()], settings(), Rules()).hidden == {"min-confidence": 1}


def test_a_check_that_is_pedantic_whatever_its_severity():
    told = settings(pedantic_checks=frozenset({"PC102"}))
    assert triage([ALL[1]], [link()], told, Rules()).hidden == {"pedantic": 1}
    told = settings(Config(select=("PC102",)), pedantic_checks=frozenset({"PC102"}))
    assert triage([ALL[1]], [link()], told, Rules()).findings == (ALL[1],)


@pytest.mark.parametrize(
    ("patterns", "root", "hidden"),
    [
        ({"pkg/*.py": ["PC101"]}, "/p", {"per-file": 1}),
        ({"llama.py": ["default-mismatch"]}, "/p", {"per-file": 1}),
        ({"llama.py": ["PC2"], "pkg/": ["PC1"]}, "/p", {"per-file": 1}),
        ({"pkg/llama.py": ["PC103"]}, "/p", {}),
        ({"server.py": ["PC101"]}, "/p", {}),
        ({"sub/pkg/llama.py": ["PC101"]}, "/p/sub", {"per-file": 1}),
        ({"/pkg/llama.py": ["PC101"]}, "/p/sub", {}),
    ],
)
def test_per_file(patterns, root, hidden):
    told = settings(Config(per_file_ignores=ignores(**patterns)), root=Path(root))
    assert triage([ALL[0]], [link()], told, Rules()).hidden == hidden


@pytest.mark.parametrize(
    ("rules", "hidden"),
    [
        (Rules(), {}),
        (Rules(public=("pkg.Llama",)), {}),
        (Rules(public=("pkg.server.*", "pkg.Ll*")), {}),
        (Rules(public=("pkg.server.*",)), {"surface": 1}),
        (Rules(ignored=("pkg.*",)), {"surface": 1}),
        (Rules(ignored=("pkg.Llama.n_ctx",)), {"surface": 1}),
        (Rules(ignored=("pkg.Llama.n",)), {}),
        (Rules(public=("pkg.Llama",), ignored=("pkg.Llama",)), {"surface": 1}),
    ],
)
def test_by_surface(rules, hidden):
    result = triage([ALL[0]], [link()], settings(), rules)
    assert result.hidden == hidden
    assert len(result.findings) == (0 if hidden else 1)


def test_patterns_of_surfaces_say_nothing_about_findings_without_one():
    one = finding(check="PC201", span=Span("pkg/a.py", 1))
    assert triage([one], [link()], settings(), Rules(public=("x",), ignored=("*",))).findings == (one,)


def test_the_surface_of_a_finding_about_a_parameter_alone():
    assert triage([about(link())], [link()], settings(), Rules(ignored=("pkg.Llama",))).hidden == {"surface": 1}


def test_an_unknown_check_is_an_error():
    with pytest.raises(ParamcheckError, match=r"^--select: unknown check 'PC110'; did you mean 'PC10"):
        triage([], [], settings(Config(select=("PC110",))), Rules())
    with pytest.raises(ParamcheckError, match=r"^--ignore: unknown check 'x'; known are PC101, "):
        triage([], [], settings(Config(ignore=("x",))), Rules())


def test_the_order_of_reports():
    places = [("b.py", 1, "PC101"), ("a.py", 9, "PC103"), ("a.py", 9, "PC101"), ("a.py", 10, "PC101")]
    found = [finding(link(path=path, line=line), check) for path, line, check in places]
    result = triage(found, [link()], settings(), Rules())
    assert [(one.span.path, one.span.line, one.check) for one in result.findings] == [
        ("a.py", 9, "PC101"),
        ("a.py", 9, "PC103"),
        ("a.py", 10, "PC101"),
        ("b.py", 1, "PC101"),
    ]


FIRST = link("pkg.Llama.n_ctx", path="pkg/llama.py", line=10, evidence=[(50, "params.n_ctx = n_ctx")])
SECOND = link("pkg.server.Settings.n_ctx", path="pkg/server.py", line=20, evidence=[(60, "Llama(n_ctx=...)")])
THIRD = link("pkg.cli.n_ctx", path="pkg/cli.py", line=30)
THREE = finding(
    FIRST,
    also=(SECOND, THIRD),
    message="pkg.Llama.n_ctx is 2048, but params.n_ctx is 512",
    related=(Related(FIRST.native.span, "stated here"), Related(Span("pkg/llama.py", 50), "params.n_ctx = n_ctx")),
    fix=Fix("set it to 512", (Edit(FIRST.wrapper.span, "512"),), safe=False),
)


@pytest.mark.parametrize(
    ("ignored", "links", "hidden"),
    [
        ([], [FIRST, SECOND, THIRD], {}),
        (["pkg.cli"], [FIRST, SECOND], {"surface": 1}),
        (["pkg.Llama"], [SECOND, THIRD], {"surface": 1}),
        (["pkg.Llama", "pkg.server.*"], [THIRD], {"surface": 1}),
        (["*"], [], {"surface": 1}),
    ],
)
def test_a_finding_stays_with_the_places_that_remain(ignored, links, hidden):
    result = triage([THREE], [FIRST], settings(), Rules(ignored=tuple(ignored)))
    assert [one for found in result.findings for one in (found.link, *found.also)] == links
    assert result.hidden == hidden


def test_a_finding_whose_first_place_goes_is_about_the_next():
    (found,) = triage([THREE], [FIRST], settings(), Rules(ignored=("pkg.Llama",))).findings
    assert found.span == SECOND.wrapper.span
    assert found.message == "pkg.server.Settings.n_ctx is 2048, but params.n_ctx is 512"
    assert found.related == (
        Related(FIRST.native.span, "stated here"),
        Related(Span("pkg/server.py", 60), "Llama(n_ctx=...)"),
    )
    assert found.fix is None


def test_the_words_of_our_checks_name_the_new_place():
    moved = [replace(one, wrapper=replace(one.wrapper, declared="2048")) for one in (FIRST, SECOND)]
    message = "Llama(n_ctx=2048) reaches params.n_ctx, which the library sets to 512"
    found = finding(moved[0], also=moved[1:], message=message)
    (left,) = triage([found], [FIRST], settings(), Rules(ignored=("pkg.Llama",))).findings
    assert left.message == "Settings(n_ctx=2048) reaches params.n_ctx, which the library sets to 512"


def test_a_finding_that_keeps_its_first_place_keeps_its_fix():
    (found,) = triage([THREE], [FIRST], settings(), Rules(ignored=("pkg.cli",))).findings
    assert (found.span, found.message, found.fix) == (THREE.span, THREE.message, THREE.fix)


def test_places_can_be_hidden_by_different_causes():
    told = settings(Config(per_file_ignores=ignores(**{"server.py": ["PC101"]})), root=Path("/p"))
    result = triage([THREE], [FIRST], told, Rules(ignored=("pkg.cli",)))
    assert result.hidden == {"per-file": 1, "surface": 1}
    assert [one.also for one in result.findings] == [()]


def test_the_checks_of_this_program():
    assert known_checks()["PC901"] == "unused-ignore"
    assert known_checks()["PC902"] == "stale-expectation"
    assert list(known_checks()) == sorted(known_checks())
    told = Settings.of(Config(pedantic=True), root=Path("/p"))
    assert (told.config.pedantic, told.root, told.checks) == (True, Path("/p"), known_checks())
    assert CHECKS.keys() >= {"PC901", "PC902"}


@pytest.mark.parametrize(
    ("checks", "fail_on", "links", "status"),
    [
        ([], Severity.ERROR, 1, 0),
        (["PC101"], Severity.ERROR, 1, 1),
        (["PC102"], Severity.ERROR, 1, 0),
        (["PC102"], Severity.WARNING, 1, 1),
        (["PC104"], Severity.WARNING, 1, 0),
        (["PC104"], Severity.INFO, 1, 1),
        (["PC104", "PC101"], Severity.ERROR, 1, 1),
        (["PC101"], None, 1, 0),
        ([], Severity.ERROR, 0, 3),
        (["PC101"], Severity.ERROR, 0, 3),
        ([], None, 0, 3),
    ],
)
def test_exit_status(checks, fail_on, links, status):
    assert exit_status([finding(link(), check) for check in checks], fail_on, [link()] * links) == status
