import os
from pathlib import Path

import pytest

from paramcheck.config import Config, load
from paramcheck.errors import ParamcheckError
from paramcheck.model import Confidence, Severity

CHECKS = {"PC101": "default-mismatch", "PC103": "sibling-default-mismatch", "PC301": "struct-layout"}


@pytest.fixture
def project(tmp_path):
    """A folder that is a repository of its own, so that nothing above it counts; fill it by ``project({...})``."""
    root = tmp_path.resolve() / "project"
    (root / ".git").mkdir(parents=True)

    def write(files):
        for path, content in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.mark.parametrize(
    ("files", "start", "expected"),
    [
        ({}, ".", []),
        ({"paramcheck.toml": ""}, ".", ["paramcheck.toml"]),
        ({"paramcheck.toml": ""}, "a/b/file.py", ["paramcheck.toml"]),
        ({"paramcheck.toml": "", "a/paramcheck.toml": ""}, "a/b", ["a/paramcheck.toml"]),
        ({"pyproject.toml": "[tool.paramcheck]"}, ".", ["pyproject.toml"]),
        ({"pyproject.toml": "[tool.paramcheck]", "paramcheck.toml": ""}, ".", ["paramcheck.toml"]),
        ({"pyproject.toml": "tool.paramcheck.pedantic = true"}, ".", ["pyproject.toml"]),
        # Without the section, a pyproject.toml does not count, whatever else it says.
        ({"paramcheck.toml": "", "a/pyproject.toml": "[project]\nname = 'paramcheck'"}, "a", ["paramcheck.toml"]),
        ({"paramcheck.toml": "", "a/pyproject.toml": "broken ["}, "a", ["paramcheck.toml"]),
        ({"paramcheck.toml": "", "a/pyproject.toml": b"\xff"}, "a", ["paramcheck.toml"]),
        ({"paramcheck.toml": "", "a/pyproject.toml": "tool = 'paramcheck'"}, "a", ["paramcheck.toml"]),
        # A repository is a boundary, also one whose .git is a file.
        ({"paramcheck.toml": "", "a/.git/HEAD": "", "a/b/x": ""}, "a/b", []),
        ({"paramcheck.toml": "", "a/.git": "gitdir: ../.git/modules/a", "a/b/x": ""}, "a/b", []),
        ({"a/paramcheck.toml": "", "a/.git/HEAD": "", "a/b/x": ""}, "a/b", ["a/paramcheck.toml"]),
        # A folder of that name is no file.
        ({"paramcheck.toml/x": "", "pyproject.toml": "[tool.paramcheck]"}, ".", ["pyproject.toml"]),
    ],
)
def test_the_closest_file_counts(project, files, start, expected):
    root = project(files)
    assert load(root / start).files == tuple(root / one for one in expected)


def test_a_relative_path_starts_in_the_current_folder(project, monkeypatch):
    root = project({"paramcheck.toml": "pedantic = true", "a/x": ""})
    monkeypatch.chdir(root / "a")
    assert load(Path()).pedantic


def test_explicit_and_isolated(project):
    root = project({"paramcheck.toml": "pedantic = true", "other.toml": "fail-on = 'never'"})
    found = load(root, root / "other.toml")
    assert (found.files, found.pedantic, found.fail_on) == ((root / "other.toml",), False, None)
    assert load(root, isolated=True) == Config()
    with pytest.raises(ParamcheckError, match=r"--config and --no-config exclude each other; give one of them"):
        load(root, root / "other.toml", isolated=True)


def test_all_keys_resolved(project):
    root = project(
        {
            "conf/paramcheck.toml": """
                native = ["../library", "/opt/library"]
                include = ["headers"]
                exclude = ["build/", "!keep.py"]
                select = ["PC1", "struct-layout"]
                ignore = ["PC103"]
                fail-on = "warning"
                min-severity = "warning"
                min-confidence = "low"
                pedantic = true
                baseline = "known.json"
                rules = ["rules/own.toml"]
                target = "x86_64-linux-gnu"
                flags = ["-DUSE_CUDA"]
                [per-file-ignores]
                "tests/**" = ["default-mismatch"]
                [surfaces]
                public = ["pkg.Llama.*"]
                ignore = ["pkg._*"]
                [alias]
                "pkg.f.eps" = "params.epsilon"
                [[expect]]
                parameter = "pkg.f.n"
                wrapper = 2048
                native = -inf
                reason = "  a larger context "
                native-name = "params.n"
                check = "PC101"
                """
        }
    )
    found = load(root / "conf", checks=CHECKS)
    folder = root / "conf"
    assert found.native == (folder / "../library", Path("/opt/library"))
    assert found.include == (folder / "headers",)
    assert found.exclude is not None
    assert (found.exclude.base, found.exclude.lines) == (folder, ("build/", "!keep.py"))
    assert (found.select, found.ignore) == (("PC1", "struct-layout"), ("PC103",))
    assert (found.fail_on, found.min_severity) == (Severity.WARNING, Severity.WARNING)
    assert (found.min_confidence, found.pedantic) == (Confidence.LOW, True)
    assert (found.baseline, found.rule_files) == (folder / "known.json", (folder / "rules/own.toml",))
    assert (found.target, found.flags) == ("x86_64-linux-gnu", ("-DUSE_CUDA",))
    (ignored,) = found.per_file_ignores
    assert (ignored.files.lines, ignored.checks) == (("tests/**",), ("default-mismatch",))
    assert (found.rules.public, found.rules.ignored) == (("pkg.Llama.*",), ("pkg._*",))
    assert found.rules.alias("pkg.f.eps") == "params.epsilon"
    (expected,) = found.rules.expectations
    assert (expected.parameter, expected.wrapper, expected.native) == ("pkg.f.n", 2048, float("-inf"))
    assert (expected.reason, expected.native_name, expected.check) == ("a larger context", "params.n", "PC101")
    assert (expected.file, expected.line) == (folder / "paramcheck.toml", 22)


def test_nothing_given_is_the_default(project):
    root = project({"paramcheck.toml": ""})
    assert load(root) == Config(files=(root / "paramcheck.toml",))


def test_a_byte_order_mark_and_windows_line_ends(project):
    root = project({"paramcheck.toml": "\ufeff# x\r\npedantic = true\r\n[[expect]]\r\nnope = 1\r\n"})
    with pytest.raises(ParamcheckError, match=r"paramcheck\.toml:4: unknown key nope in expect"):
        load(root)


def test_extend(project):
    root = project(
        {
            "base/paramcheck.toml": """
                select = ["PC1"]
                native = ["native"]
                fail-on = "never"
                alias = { a = "r.base", b = "r.base" }
                surfaces.public = ["base"]
                expect = [{ parameter = "a.b", wrapper = 1, native = 2, reason = "base" }]
                [per-file-ignores]
                "*.py" = ["PC103"]
                """,
            "pyproject.toml": """
                [tool.paramcheck]
                extend = "base/paramcheck.toml"
                select = ["PC3"]
                alias = { a = "r.own" }
                surfaces.ignore = ["own"]
                per-file-ignores = { "own.py" = ["PC101"] }
                [[tool.paramcheck.expect]]
                parameter = "a.b"
                wrapper = 3
                native = 4
                reason = "own"
                """,
        }
    )
    found = load(root, checks=CHECKS)
    assert found.files == (root / "pyproject.toml", root / "base/paramcheck.toml")
    assert (found.select, found.fail_on) == (("PC3",), None)
    assert found.native == (root / "base/native",)
    assert dict(found.rules.aliases) == {"a": "r.own", "b": "r.base"}
    assert (found.rules.public, found.rules.ignored) == (("base",), ("own",))
    assert [(one.reason, one.line) for one in found.rules.expectations] == [("own", 8), ("base", 7)]
    assert [(one.files.base, one.files.lines) for one in found.per_file_ignores] == [
        (root, ("own.py",)),
        (root / "base", ("*.py",)),
    ]


def test_an_empty_list_replaces_what_is_extended(project):
    root = project({"base.toml": "select = ['PC1']", "paramcheck.toml": "extend = 'base.toml'\nselect = []"})
    assert load(root).select == ()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"paramcheck.toml": "extend = 'paramcheck.toml'"}, "paramcheck.toml:1: extend: a file extends itself: "),
        (
            {"paramcheck.toml": "extend = 'b.toml'", "b.toml": "\nextend = './paramcheck.toml'"},
            "b.toml:2: extend: a file extends itself: paramcheck.toml -> b.toml -> paramcheck.toml",
        ),
        ({"paramcheck.toml": "extend = 'none.toml'"}, "paramcheck.toml:1: extend: there is no file none.toml"),
        ({"paramcheck.toml": "extend = '.git'"}, "paramcheck.toml:1: extend: there is no file .git"),
        (
            {"paramcheck.toml": "extend = 'a/pyproject.toml'", "a/pyproject.toml": ""},
            "a/pyproject.toml: has no [tool.paramcheck]; name another file, or add it",
        ),
        ({"paramcheck.toml": "extend = 'b.toml'", "b.toml": "x = 1"}, "b.toml:1: unknown key x; known are "),
    ],
)
def test_extend_that_does_not_work(project, monkeypatch, files, message):
    root = project(files)
    monkeypatch.chdir(root)
    with pytest.raises(ParamcheckError) as error:
        load(root)
    assert str(error.value).startswith(message)


def test_a_file_that_extends_a_link_to_itself(project, monkeypatch):
    root = project({"a/paramcheck.toml": "extend = '../b/paramcheck.toml'"})
    (root / "b").symlink_to(root / "a")
    monkeypatch.chdir(root)
    with pytest.raises(ParamcheckError, match="a file extends itself"):
        load(root / "a")


def test_a_long_chain(project):
    files = {f"{number}.toml": f"extend = '{number + 1}.toml'" for number in range(300)}
    root = project(files | {"300.toml": "pedantic = true"})
    assert load(root, root / "0.toml").pedantic


@pytest.mark.parametrize(
    ("explicit", "message"),
    [
        ("none.toml", "cannot read none.toml: No such file or directory"),
        (".", "cannot read .: Is a directory"),
        ("bad.toml", "bad.toml:2: not UTF-8: save it as UTF-8"),
        ("pyproject.toml", "pyproject.toml: has no [tool.paramcheck]; name another file, or add it"),
        ("a\0b", "cannot read a\\x00b: "),
        ("a\0b/c.toml", "cannot open a\\x00b/c.toml: "),
    ],
)
def test_an_explicit_file_that_cannot_be_read(project, monkeypatch, explicit, message):
    root = project({"bad.toml": b"#\n# \xff\n", "pyproject.toml": "[project]\n"})
    monkeypatch.chdir(root)
    with pytest.raises(ParamcheckError) as error:
        load(root, Path(explicit))
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_file_that_is_found_and_cannot_be_read(project, monkeypatch):
    root = project({"paramcheck.toml": ""})

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.chdir(root)
    with pytest.raises(ParamcheckError, match=r"^cannot read paramcheck\.toml: Permission denied$"):
        load(root)


def test_a_broken_pyproject_that_names_us_is_reported(project, monkeypatch):
    root = project({"pyproject.toml": "[tool.paramcheck]\nselect = [\n"})
    monkeypatch.chdir(root)
    with pytest.raises(ParamcheckError, match=r"^pyproject\.toml:3: not valid TOML: "):
        load(root)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="folders are not closed to this user")
def test_a_folder_that_may_not_be_entered_is_passed(project):
    root = project({"paramcheck.toml": "pedantic = true", "closed/x": ""})
    (root / "closed").chmod(0)
    try:
        assert load(root / "closed").pedantic
    finally:
        (root / "closed").chmod(0o700)
