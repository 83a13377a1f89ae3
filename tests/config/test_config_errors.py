import pytest

from paramcheck.config import load, rules_for
from paramcheck.errors import ParamcheckError

CHECKS = {"PC101": "default-mismatch", "PC103": "sibling-default-mismatch", "PC301": "struct-layout"}
EXPECT = "[[expect]]\nparameter = 'a.b'\nwrapper = 1\nnative = 2\nreason = 'r'\n"


def message_of(call, *arguments, **keywords):
    with pytest.raises(ParamcheckError) as error:
        call(*arguments, **keywords)
    text = str(error.value)
    assert "\n" not in text
    assert error.value.exit_status == 2
    return text


@pytest.fixture
def complaint(tmp_path, monkeypatch):
    """What is said about a configuration."""
    monkeypatch.chdir(tmp_path)

    def complain(text, name="paramcheck.toml"):
        (tmp_path / name).write_text(text)
        return message_of(load, tmp_path, tmp_path / name, checks=CHECKS)

    return complain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # Unknown keys, at every level
        ("selct = []", "1: unknown key selct; did you mean 'select'?"),
        ("\n\nfail_on = 'error'", "3: unknown key fail_on; did you mean 'fail-on'?"),
        ("minSeverity = 'error'", "1: unknown key minSeverity; did you mean 'min-severity'?"),
        (
            "zzz = 1",
            "1: unknown key zzz; known are alias, baseline, exclude, expect, extend, fail-on, flags, ignore, include, min-confidence, min-severity, native, ...",
        ),
        ("[surfaces]\npublik = []", "2: unknown key publik in surfaces; did you mean 'public'?"),
        ("[surfaces]\nzzz = []", "2: unknown key zzz in surfaces; known are ignore, public"),
        ("surfaces = { public = [], ignored = [] }", "1: unknown key ignored in surfaces; did you mean 'ignore'?"),
        (EXPECT + EXPECT + "resaon = 'r'", "11: unknown key resaon in expect; did you mean 'reason'?"),
        (EXPECT + "[[expect.more]]\nx = 1", "6: unknown key more in expect; known are check, native, native-name, "),
        ('"a\\nb" = 1', "1: unknown key 'a\\nb'; known are "),
        ("[defaults]\n", "1: unknown key defaults; known are "),
        # Lacking keys
        (
            "[[expect]]\nparameter = 'a.b'\nwrapper = 1\nnative = 2\n",
            "1: the key 'reason' is missing in expect",
        ),
        # Values of another type
        ("select = 'PC101'", "1: select: expected a list, got a string"),
        ("select = [\n  'PC101',\n  1,\n]", "3: select: expected a string that is not empty, got a number"),
        ("select = ['']", "1: select: expected a string that is not empty, got ''"),
        ("native = [1.5]", "1: native: expected a path, got a number"),
        ("baseline = 2020-01-01", "1: baseline: expected a path, got a date or time"),
        ("baseline = 10:30:00", "1: baseline: expected a path, got a date or time"),
        ('baseline = "a\\u0000b"', "1: baseline: expected a path, got 'a\\x00b'"),
        ("pedantic = 1", "1: pedantic: expected true or false, got a number"),
        ("pedantic = {}", "1: pedantic: expected true or false, got a table"),
        (
            "fail-on = 'fatal'",
            "1: fail-on: expected one of 'error', 'info', 'never', 'warning', got 'fatal'",
        ),
        ("min-severity = 'never'", "1: min-severity: expected one of 'error', 'info', 'warning', got 'never'"),
        ("min-confidence = true", "1: min-confidence: expected one of 'high', 'low', 'medium', got true"),
        (f"fail-on = '{'x' * 99}'", f"1: fail-on: expected one of 'error', 'info', 'never', 'warning', got '{'x' * 60}...'"),
        ("surfaces = []", "1: surfaces: expected a table, got an empty list"),
        ("[per-file-ignores]\n'a.py' = 'PC101'", "2: per-file-ignores.'a.py': expected a list, got a string"),
        ("[alias]\na = 'b'", "2: alias.a: expected a native name such as \"record.field\", got 'b'"),
        ("expect = [1]", "1: expect: expected a table, got a number"),
        ("expect = 1", "1: expect: expected a list, got a number"),
        (EXPECT.replace("'a.b'", "'ab'"), "2: expect.parameter: expected a qualified name such as "),
        (EXPECT.replace("'r'", "' '"), "5: expect.reason: expected a reason in words, got ' '"),
        (EXPECT.replace("1", "[1]"), "3: expect.wrapper: expected true or false, a number or a string, got a list"),
        (EXPECT.replace("1", "1979-05-27"), "3: expect.wrapper: expected true or false, a number or a string, got a date or time"),
        (EXPECT.replace("1", "0x1" + 16 * "0"), "1: expect: expected a number of at most 64 bits"),
        (EXPECT + EXPECT.replace("2", "-9223372036854775809"), "6: expect: expected a number of at most 64 bits"),
        (EXPECT + "native-name = 'x'", "6: expect.native-name: expected a native name such as \"record.field\", got 'x'"),
        # Checks that do not exist
        ("select = ['PC1', 'PC109']", "1: select: unknown check 'PC109'; did you mean 'PC10"),
        ("ignore = ['struct-layuot']", "1: ignore: unknown check 'struct-layuot'; did you mean 'struct-layout'?"),
        ("ignore = ['P']", "1: ignore: unknown check 'P'; known are PC101, PC103, PC301, default-mismatch, "),
        ("[per-file-ignores]\n'x' = ['PC9']", "2: per-file-ignores: unknown check 'PC9'; "),
        (EXPECT + "check = 'PC1O1'", "6: expect.check: unknown check 'PC1O1'; did you mean 'PC101'?"),
        ('select = ["\\u001b[31m"]', "1: select: unknown check '\\x1b[31m'; known are "),
        # Patterns
        ("exclude = ['a', '!']", "1: exclude: Invalid git pattern: '!'; write it as in .gitignore"),
        ("[per-file-ignores]\n'a\\' = []", "1: per-file-ignores: Invalid git pattern: 'a\\\\'; write it as in .gitignore"),
        # Not TOML
        ("a = 1\nb = = 2", "2: not valid TOML: invalid value"),
        ("a = 1\na = 2", "2: not valid TOML: cannot overwrite a value"),
        ("a = '", "1: not valid TOML: "),
        ("a = [\n\n", "3: not valid TOML: "),
        (f"a = {'[' * 5000}", ": nested too deeply"),
        (f"a = {'9' * 5000}", "1: not valid TOML: exceeds the limit (4300"),
    ],
)  # fmt: skip
def test_one_line_that_says_what_and_where(complaint, text, message):
    found = complaint(text)
    # Python up to 3.13 recurses to read nested lists, later ones and tomli need not.
    if text.startswith("a = [[["):
        assert found.startswith(("paramcheck.toml: nested too deeply", "paramcheck.toml:1: not valid TOML: "))
    else:
        assert found.startswith(f"paramcheck.toml:{message.removeprefix(':')}")


def test_the_section_of_a_pyproject(complaint):
    text = "[project]\nname = 'x'\n[tool.paramcheck]\nselect = ['PC1']\n[tool.paramcheck.surfaces]\nx = 1\n"
    assert complaint(text, "pyproject.toml") == (
        "pyproject.toml:6: unknown key x in surfaces; known are ignore, public"
    )
    assert complaint("[tool]\nparamcheck = 1", "pyproject.toml") == (
        "pyproject.toml:2: the configuration: expected a table, got a number"
    )


def test_a_file_elsewhere_is_named_in_full(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    file = tmp_path.resolve() / "a\nb.toml"
    file.write_text("x = 1")
    assert message_of(load, tmp_path, file).startswith(f"{file.parent}/a\\nb.toml:1: unknown key x; ")


def test_without_checks_selectors_are_taken_as_they_are(tmp_path):
    (tmp_path / "paramcheck.toml").write_text("select = ['PC999']\n" + EXPECT + "check = 'nope'")
    assert load(tmp_path).select == ("PC999",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select = []", "1: unknown key select; known are alias, confirm, defaults, equivalent, expect, surfaces"),
        ("[[default]]", "1: unknown key default; did you mean 'defaults'?"),
        ("[[defaults]]\nrecord = 'r'", "1: the key 'function' is missing in defaults"),
        ("[[defaults]]\nrecord = 'r'\nfunction = ''", "3: defaults.function: expected a string that is not empty, got ''"),
        ("[[equivalent]]\nnative = 'r.f'\nvalues = [1]\nreason = 'x'", "3: equivalent.values: expected a list of at least two values, got a list"),
        ("[[equivalent]]\nnative = 'r.f'\nvalues = [1, {}]\nreason = 'x'", "3: equivalent.values: expected true or false, a number or a string, got a table"),
        ("[[equivalent]]\nnative = 'r.f'\nvalues = [1, 0x10000000000000000]\nreason = 'x'", "1: equivalent: expected a number of at most 64 bits"),
        (EXPECT + "check = 'PC9'", "6: expect.check: unknown check 'PC9'; "),
        ("a = ", "1: not valid TOML: invalid value"),
    ],
)  # fmt: skip
def test_rule_files(tmp_path, monkeypatch, text, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text(text)
    assert message_of(rules_for, None, [tmp_path / "own.toml"], checks=CHECKS).startswith(f"own.toml:{message}")


def test_rule_files_that_cannot_be_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert message_of(rules_for, None, [tmp_path / "none.toml"]) == "cannot read none.toml: No such file or directory"
    (tmp_path / "own.toml").write_bytes(b"\n\n\xe4")
    assert message_of(rules_for, None, [tmp_path / "own.toml"]) == "own.toml:3: not UTF-8: save it as UTF-8"
