import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from paramcheck.config import Config, Expectation, FileIgnore, FilePatterns, Rules
from paramcheck.model import Related, Severity, Span
from paramcheck.triage import comments, triage
from tests.triage.triage_cases import finding, link, settings

ALL = (None, "")


def short(found):
    return [(one.span.line, one.checks, one.reason, one.alone) for one in found]


# --- finding them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\n", []),
        ("x = 1  # paramcheck: ignore\n", [(1, None, "", False)]),
        ("x = 1  # paramcheck: ignore[PC101] a reason\n", [(1, ("PC101",), "a reason", False)]),
        ("x = 1  #paramcheck:ignore[ PC101 ,default-mismatch,]why", [(1, ("PC101", "default-mismatch"), "why", False)]),
        ("x = 1  # paramcheck: ignore[]", [(1, (), "", False)]),
        ("x = 1  # paramcheck: ignore[PC101", [(1, ("PC101",), "", False)]),
        ("x = 1  # paramcheck: ignored", []),
        ("x = 1  # paramcheck: ignore-next", []),
        ("x = 1  # see paramcheck: ignore", []),
        ("x = 1  # type: ignore # paramcheck: ignore[PC1] y", [(1, ("PC1",), "y", False)]),
        ("x = 1  # noqa: E501# paramcheck: ignore", [(1, None, "", False)]),
        ("a\n    # paramcheck: ignore\nx = 1", [(2, None, "", True)]),
        ("# type: ignore # paramcheck: ignore\n", [(1, None, "", True)]),
        # What looks like a comment and is none
        ("x = '# paramcheck: ignore'", []),
        ("'''\n# paramcheck: ignore\n'''\ny = 1 # paramcheck: ignore", [(4, None, "", False)]),
        ('x = r"""\\\\"""  # paramcheck: ignore', [(1, None, "", False)]),
        ("x = f'{y}# paramcheck: ignore'", []),
        ("// paramcheck: ignore", []),
        # Line ends of other systems
        ("x = 1\r\ny = 2  # paramcheck: ignore[PC101] a\r\n", [(2, ("PC101",), "a", False)]),
        ("x = 1\ry = 2  # paramcheck: ignore\r", [(2, None, "", False)]),
        ("x = '\x0b\x0c'\ny = 2  # paramcheck: ignore\n", [(2, None, "", False)]),
        # Broken files
        ("def f(:\n  x = 1  # paramcheck: ignore\n", [(2, None, "", False)]),
        ("x = (\n  1,  # paramcheck: ignore\n", [(2, None, "", False)]),
        ("if x:\n    a\n  b  # paramcheck: ignore\n", [(3, None, "", False)]),
        ("x = '''\n# paramcheck: ignore\n", []),
        ("x = 0777\ny = $  # paramcheck: ignore", [(2, None, "", False)]),
        ("x = '# paramcheck: ignore\ny = (", []),
    ],
)
def test_in_python(text, expected):
    if text.startswith("x = '# paramcheck") and text.endswith("(") and sys.version_info < (3, 12):
        # The tokenizer of old Pythons goes on within a text that is not closed.
        return
    assert short(comments("pkg/a.py", text)) == expected


def test_in_python_with_nested_quotes():
    text = 'x = f"{d["# paramcheck: ignore"]}"  # paramcheck: ignore[PC101]'
    expected = [(1, ("PC101",), "", False)]
    if sys.version_info >= (3, 12):
        assert short(comments("a.py", text)) == expected


@pytest.mark.parametrize("path", ["a.py", "a.pyi", "a.pyx", "a.pxd", "A.PYX"])
def test_in_every_kind_of_python(path):
    text = "cdef int n = <int?>m  # paramcheck: ignore[PC101]\ncdef char c = c'#'\ncdef foo(int x=1) nogil except? -1: # paramcheck: ignore\n"
    assert short(comments(path, text)) == [(1, ("PC101",), "", False), (3, None, "", False)]


@pytest.mark.parametrize("path", ["lib.c", "lib.h", "lib.cpp", "lib.HPP", "lib.cu", "lib.m", "lib.inc"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int x = 1;\n", []),
        ("int x = 1; // paramcheck: ignore\n", [(1, None, "", False)]),
        ("int x = 1; /* paramcheck: ignore[PC101] why */ int y;\n", [(1, ("PC101",), "why", False)]),
        ("/* paramcheck: ignore */ int x;\n", [(1, None, "", False)]),
        ("  /* paramcheck: ignore */  \nint x;\n", [(1, None, "", True)]),
        ("///< paramcheck: ignore[PC101] why", [(1, ("PC101",), "why", True)]),
        ("/**\n * paramcheck: ignore[PC101] why\n */\nint x;", [(1, ("PC101",), "why", True)]),
        ("int x; // NOLINT // paramcheck: ignore", [(1, None, "", False)]),
        ("int x; // see paramcheck: ignore", []),
        ("int x; /* paramcheck: ignore[PC101", [(1, ("PC101",), "", False)]),
        # What looks like a comment and is none
        ('char *s = "// paramcheck: ignore";', []),
        ('char *s = "\\"// paramcheck: ignore";', []),
        ('char *s = "a\\\n// paramcheck: ignore";', []),
        ("int c = '\"'; // paramcheck: ignore", [(1, None, "", False)]),
        ("int c = '\\''; // paramcheck: ignore", [(1, None, "", False)]),
        ("int n = 1'000'000; // paramcheck: ignore", [(1, None, "", False)]),
        ("int n = 0x1'fp+3, c = u8'\"'; // paramcheck: ignore", [(1, None, "", False)]),
        ('auto s = R"(// paramcheck: ignore)"; // paramcheck: ignore[PC1]', [(1, ("PC1",), "", False)]),
        ('auto s = u8R"x(\n)" // paramcheck: ignore\n)x"; // paramcheck: ignore[PC1]', [(3, ("PC1",), "", False)]),
        ('auto s = FOR"(// paramcheck: ignore)"; // paramcheck: ignore[PC1]', [(1, ("PC1",), "", False)]),
        ("// a \\\nint x; // paramcheck: ignore", [(2, None, "", True)]),
        ("# paramcheck: ignore", []),
        ("int x;\r\nint y; // paramcheck: ignore[PC1] a\r\n", [(2, ("PC1",), "a", False)]),
        # Broken files
        ("#error don't\nint x; // paramcheck: ignore", [(2, None, "", False)]),
        ('char *s = "\nint x; // paramcheck: ignore', [(2, None, "", False)]),
        ('auto s = R"x(\n// paramcheck: ignore', []),
        ("/* open\n// paramcheck: ignore", [(1, None, "", True)]),
    ],
)
def test_in_c(path, text, expected):
    assert short(comments(path, text)) == expected


@pytest.mark.parametrize(
    ("path", "text", "span", "removal"),
    [
        ("a.py", "x = 1  # paramcheck: ignore\n", (1, 8, 1, 28), (1, 6, 1, 28)),
        ("a.py", "a\n  # paramcheck: ignore\nb", (2, 3, 2, 23), (2, 1, 3, 1)),
        ("a.py", "x  # noqa # paramcheck: ignore", (1, 11, 1, 31), (1, 10, 1, 31)),
        ("a.py", "# noqa # paramcheck: ignore", (1, 8, 1, 28), (1, 7, 1, 28)),
        ("a.c", "int x; /* paramcheck: ignore */ int y;", (1, 8, 1, 32), (1, 7, 1, 32)),
        ("a.c", "/*\n * paramcheck: ignore\n */\nint x;", (1, 1, 3, 4), (1, 1, 4, 1)),
        ("a.c", "int x; // NOLINT // paramcheck: ignore", (1, 18, 1, 39), (1, 17, 1, 39)),
    ],
)
def test_where_a_comment_is_and_what_goes_with_it(path, text, span, removal):
    (one,) = comments(path, text)
    assert one.span == Span(path, *span)
    assert one.removal == Span(path, *removal)


pieces = st.sampled_from(
    ["# paramcheck: ignore", "// paramcheck: ignore[PC101]", "/* paramcheck: ignore", "*/", "'", '"', '"""', "'''", "\\",
     "\n", "\r\n", "\r", " ", "\t", 'R"(', ')"', "[", "]", "(", "x = 1", "def f(", "\x00", "\x0c", "é", "\u2028", "0x", "1'"]
)  # fmt: skip


@hypothesis_settings(deadline=None)
@given(st.one_of(st.lists(pieces, max_size=30).map("".join), st.text().map(lambda text: text + "paramcheck:")))
def test_any_text_is_scanned(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for path in ("a.py", "a.pyx", "a.c"):
        for one in comments(path, text):
            first, last = lines[one.span.line - 1], lines[one.span.end_line - 1]
            assert first[one.span.column - 1 :].startswith(("#", "//", "/*"))
            assert one.span.end_column - 1 <= len(last)
            assert (one.removal.line, one.removal.column) <= (one.span.line, one.span.column)


@pytest.mark.parametrize(
    "text",
    ["/" * 300_000, "/*" + " " * 300_000, "/*" + "\n*" * 150_000, "#" * 300_000, '"' * 300_000, "'" * 300_001, 'R"(' * 100_000,
     "/*\n" + " " * 300_000 + "x", "\\" * 300_000, "1'" * 150_000, "[" * 300_000, "# paramcheck: ignore[" + "," * 300_000],
)  # fmt: skip
def test_no_file_takes_long(text):
    started = time.perf_counter()
    for path in ("a.pyx", "a.c"):
        comments(path, text + "\nparamcheck:")
    assert time.perf_counter() - started < 5


def test_a_surrogate_does_not_stop_the_scan():
    assert short(comments("a.py", "x = '\udc80'  # paramcheck: ignore")) == [(1, None, "", False)]


# --- what they cover ------------------------------------------------------------------------------------------


def run(found, *texts, config=None, rules=None, root=None, links=None):
    ignoring = [one for path, text in texts for one in comments(path, text)]
    return triage(found, links or [link()], settings(config, root=root), rules or Rules(), ignoring)


def on_line(line, text, before=""):
    return "\n" * (line - 1) + before + text


@pytest.mark.parametrize(
    ("path", "text", "covered"),
    [
        ("pkg/llama.py", on_line(10, "# paramcheck: ignore[PC101] meant", "x "), True),
        ("pkg/llama.py", on_line(10, "# paramcheck: ignore", "x "), True),
        ("pkg/llama.py", on_line(10, "# paramcheck: ignore[PC1]", "x "), True),
        ("pkg/llama.py", on_line(10, "# paramcheck: ignore[default-mismatch]", "x "), True),
        ("pkg/llama.py", on_line(10, "# paramcheck: ignore[PC1, pc101]", "x "), True),
        ("pkg/llama.py", on_line(10, "# paramcheck: ignore[PC103]", "x "), False),
        ("pkg/llama.py", on_line(10, "# paramcheck: ignore[]", "x "), False),
        # On any line of the place, or alone on the line before it
        ("pkg/llama.py", on_line(12, "# paramcheck: ignore", "x "), True),
        ("pkg/llama.py", on_line(13, "# paramcheck: ignore", "x "), False),
        ("pkg/llama.py", on_line(9, "# paramcheck: ignore"), True),
        ("pkg/llama.py", on_line(9, "# paramcheck: ignore", "x "), False),
        ("pkg/llama.py", on_line(8, "# paramcheck: ignore"), False),
        ("pkg/other.py", on_line(10, "# paramcheck: ignore", "x "), False),
        # At the native place
        ("lib/lib.c", on_line(100, "// paramcheck: ignore[PC101] meant", "x "), True),
        ("lib/lib.c", on_line(99, "/* paramcheck: ignore */"), True),
        ("lib/lib.c", on_line(97, "/*\n * paramcheck: ignore\n */"), True),
        ("lib/lib.c", on_line(101, "// paramcheck: ignore", "x "), False),
        # A step of the data flow is not what the finding is about
        ("pkg/llama.py", on_line(50, "# paramcheck: ignore", "x "), False),
    ],
)
def test_a_comment_covers_its_place(path, text, covered):
    one = link(line=10, end_line=12, evidence=[(50, "params.n_ctx = n_ctx")])
    flow = (Related(one.native.span, "stated here"), Related(Span("pkg/llama.py", 50), "params.n_ctx = n_ctx"))
    result = run([finding(one, related=flow)], (path, text))
    assert [left.by for left in result.suppressed] == (["comment"] if covered else [])
    assert sorted(left.check for left in result.findings) == ([] if covered else ["PC101", "PC901"])


def test_the_reason_is_kept():
    result = run(
        [finding(link())], ("pkg/llama.py", on_line(10, "# paramcheck: ignore[PC101]  the model decides ", "x "))
    )
    assert [one.reason for one in result.suppressed] == ["the model decides"]


def test_a_comment_at_one_place_of_several():
    first, second = link(), link("pkg.server.n_ctx", path="pkg/server.py", line=20)
    both = finding(first, also=(second,))
    result = run([both], ("pkg/server.py", on_line(20, "# paramcheck: ignore", "x ")))
    assert [(one.link, one.also) for one in result.findings] == [(first, ())]
    # At the native place it covers all of them.
    assert run([both], ("lib/lib.c", on_line(100, "// paramcheck: ignore", "x "))).findings == ()


@pytest.mark.parametrize(
    ("path", "line", "covered"), [("pkg/a.py", 5, True), ("lib/a.h", 7, True), ("pkg/b.py", 9, False)]
)
def test_a_finding_without_a_link(path, line, covered):
    one = finding(
        check="PC201",
        span=Span("pkg/a.py", 5),
        related=(Related(Span("lib/a.h", 7), "n"), Related(Span("pkg/b.py", 9), "f")),
    )
    mark = "//" if path.endswith(".h") else "#"
    result = run([one], (path, on_line(line, f"{mark} paramcheck: ignore[PC201]", "x ")))
    assert len(result.suppressed) == covered


def test_an_expectation_counts_before_a_comment_and_the_comment_is_not_unused():
    rules = Rules(expectations=(Expectation("pkg.Llama.n_ctx", 2048, 512, "expected"),))
    result = run([finding(link())], ("pkg/llama.py", on_line(10, "# paramcheck: ignore[PC101]", "x ")), rules=rules)
    assert [(one.by, one.reason) for one in result.suppressed] == [("expectation", "expected")]
    assert result.findings == ()


def test_a_stale_expectation_is_not_covered_at_the_parameter_that_it_names():
    rules = Rules(expectations=(Expectation("pkg.Llama.n_ctx", 1, 512, "x", file=Path("/p/paramcheck.toml")),))
    result = run(
        [finding(link())], ("pkg/llama.py", on_line(10, "# paramcheck: ignore", "x ")), rules=rules, root=Path("/p")
    )
    assert [one.check for one in result.findings] == ["PC902"]
    assert [one.finding.check for one in result.suppressed] == ["PC101"]


# --- unused ones ----------------------------------------------------------------------------------------------


def unused(text, found=(), config=None, line=10, root=None):
    result = run(list(found), ("pkg/llama.py", on_line(line, text, "x ")), config=config, root=root)
    return [one.message for one in result.findings if one.check == "PC901"]


HERE = finding(link())


@pytest.mark.parametrize(
    ("text", "found", "message"),
    [
        ("# paramcheck: ignore", [HERE], None),
        ("# paramcheck: ignore", [], "`paramcheck: ignore` silences nothing here"),
        ("# paramcheck: ignore[PC101]", [HERE], None),
        ("# paramcheck: ignore[PC101]", [], "`paramcheck: ignore[PC101]` silences nothing here"),
        ("# paramcheck: ignore[PC1]", [HERE], None),
        ("# paramcheck: ignore[PC101, PC103]", [HERE], "`paramcheck: ignore[PC103]` silences nothing here"),
        ("# paramcheck: ignore[PC101, PC1]", [HERE], None),
        ("# paramcheck: ignore[]", [HERE], "`paramcheck: ignore[]` silences nothing here"),
        (
            "# paramcheck: ignore[PC101, PC999, x]",
            [HERE],
            "`paramcheck: ignore[PC999, x]` silences nothing here; there is no check PC999 or x",
        ),
    ],
)
def test_what_silences_nothing(text, found, message):
    assert unused(text, found) == ([message] if message else [])


@pytest.mark.parametrize(
    ("text", "config", "count"),
    [
        # What did not run says nothing about a comment.
        ("# paramcheck: ignore[PC101]", Config(select=("PC103", "PC901")), 0),
        ("# paramcheck: ignore[PC101]", Config(ignore=("PC101",)), 0),
        ("# paramcheck: ignore[PC101, PC103]", Config(ignore=("PC101",)), 1),
        ("# paramcheck: ignore[PC1]", Config(ignore=("PC101",)), 1),
        ("# paramcheck: ignore", Config(select=("PC103", "PC901")), 0),
        ("# paramcheck: ignore", Config(ignore=("PC103",)), 0),
        ("# paramcheck: ignore[PC999]", Config(select=("PC901",)), 1),
        # The finding itself can be left out as any other.
        ("# paramcheck: ignore[PC101]", Config(ignore=("PC901",)), 0),
        ("# paramcheck: ignore[PC101]", Config(min_severity=Severity.ERROR), 0),
    ],
)
def test_checks_that_are_not_selected_do_not_count(text, config, count):
    assert len(unused(text, config=config)) == count


def test_a_check_that_is_ignored_in_the_file_does_not_count():
    config = Config(per_file_ignores=(FileIgnore(FilePatterns(Path("/p"), ("pkg/",)), ("PC101",)),))
    assert unused("# paramcheck: ignore[PC101]", config=config, root=Path("/p")) == []


def test_a_finding_that_is_hidden_still_makes_use_of_a_comment():
    fussy = finding(link(), "PC104")
    assert unused("# paramcheck: ignore[PC104]", [fussy]) == []
    assert unused("# paramcheck: ignore[PC104]") == ["`paramcheck: ignore[PC104]` silences nothing here"]


def test_a_pedantic_check_that_did_not_run_does_not_count():
    text = ("pkg/llama.py", "x  # paramcheck: ignore[PC104]")
    told = settings(pedantic_checks=frozenset({"PC104"}))
    assert triage([], [link()], told, Rules(), comments(*text)).findings == ()


def test_the_finding_about_an_unused_comment():
    result = run([], ("pkg/llama.py", "x = 1  # paramcheck: ignore[PC101]\n"))
    (one,) = result.findings
    assert (one.check, one.name, one.severity) == ("PC901", "unused-ignore", Severity.WARNING)
    assert one.span == Span("pkg/llama.py", 1, 8, 1, 35)
    assert one.fix is not None
    assert (one.fix.safe, one.fix.edits[0].span, one.fix.edits[0].text) == (True, Span("pkg/llama.py", 1, 6, 1, 35), "")


def test_a_comment_that_is_partly_of_use_is_not_removed():
    (one,) = run([HERE], ("pkg/llama.py", on_line(10, "# paramcheck: ignore[PC101, PC103]", "x "))).findings
    assert (one.fix, one.advice) == (None, "remove these checks from the comment")


def test_no_comment_covers_that_it_is_unused():
    assert unused("# paramcheck: ignore[PC901]") == ["`paramcheck: ignore[PC901]` silences nothing here"]


def test_two_comments_for_one_finding_are_both_of_use():
    texts = [
        ("pkg/llama.py", on_line(10, "# paramcheck: ignore[PC101] here", "x ")),
        ("lib/lib.c", on_line(100, "// paramcheck: ignore[PC101] there", "x ")),
    ]
    result = run([HERE], *texts)
    assert result.findings == ()
    assert [one.reason for one in result.suppressed] == ["here"]
