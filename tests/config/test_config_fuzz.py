"""Whatever a file holds, reading it gives a configuration or one line that says what is wrong."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paramcheck.config import load, rules_for
from paramcheck.config.positions import positions
from paramcheck.config.reading import parse
from paramcheck.errors import ParamcheckError
from paramcheck.triage.writing import toml_string

CHECKS = {"PC101": "default-mismatch", "PC103": "sibling-default-mismatch"}
KEYS = [
    "extend", "native", "include", "exclude", "select", "ignore", "fail-on", "min-severity", "min-confidence",
    "pedantic", "baseline", "per-file-ignores", "rules", "target", "flags", "surfaces", "expect", "alias", "defaults",
    "equivalent", "public", "parameter", "wrapper", "reason", "native-name", "check", "record", "function", "values",
    "selct", "a b", "", "a.b", "\n",
]  # fmt: skip

texts = st.one_of(st.text(max_size=20), st.sampled_from(["PC101", "error", "high", "a.b", "*", "!", "x\\", "\x7f\n"]))
scalars = st.one_of(
    texts.map(toml_string),
    st.integers().map(str),
    st.floats().map(repr),
    st.sampled_from(
        ["true", "false", "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", "'lit'", '"""a\n"b"""', "0xff"]
    ),
)


def inline(parts):
    items = st.lists(parts, max_size=3).map(lambda found: f"[{', '.join(found)}]")
    pairs = st.lists(st.tuples(keys, parts), max_size=3, unique_by=lambda pair: pair[0])
    tables = pairs.map(lambda found: "{" + ", ".join(f"{toml_string(key)} = {value}" for key, value in found) + "}")
    return st.one_of(items, tables)


keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=5))
values = st.recursive(scalars, inline, max_leaves=8)
pairs = st.tuples(keys, values).map(lambda pair: f"{toml_string(pair[0])} = {pair[1]}")
headers = st.tuples(st.sampled_from(["[{}]", "[[{}]]"]), st.lists(keys, min_size=1, max_size=3)).map(
    lambda found: found[0].format(".".join(map(toml_string, found[1])))
)
documents = st.lists(st.one_of(pairs, headers, st.text(max_size=10)), max_size=8).map("\n".join)


def outcome(call, *arguments, **keywords):
    """What is said about the input; nothing if it is taken."""
    try:
        call(*arguments, **keywords)
    except ParamcheckError as error:
        return str(error)
    return ""


@settings(deadline=None)
@given(st.one_of(documents.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=60)))
def test_any_file(data):
    with tempfile.TemporaryDirectory() as folder:
        for name in ("paramcheck.toml", "pyproject.toml"):
            file = Path(folder, name)
            file.write_bytes(data)
            assert outcome(load, Path(folder), file, checks=CHECKS).isprintable()
            assert outcome(rules_for, None, [file], checks=CHECKS).isprintable()
            assert outcome(load, Path(folder), checks=CHECKS).isprintable()
            file.unlink()


@settings(deadline=None)
@given(documents)
def test_any_section(text):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_bytes(f"[tool.paramcheck]\n{text}".encode("utf-8", "replace"))
        assert outcome(load, Path(folder), checks=CHECKS).isprintable()


@settings(deadline=None)
@given(documents)
def test_every_value_of_a_valid_document_has_a_line(text):
    try:
        document = parse(text, "x.toml")
    except ParamcheckError:
        return
    lines = positions(document.text.replace("\r\n", "\n"))
    for path in paths(document.data):
        # A table that only the headers of its parts name has no line of its own.
        assert any(known[: len(path)] == path for known in lines), path


def paths(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from paths(item, (*path, key))


@pytest.mark.parametrize("text", ["plain", 'a"b\\c', "a\nb\t\x00\x7f\x85", "ü 🦙", "\u2028\u202e"])
def test_what_we_write_is_read_as_it_was(text):
    written = toml_string(text)
    assert written.isprintable()
    assert parse(f"a = {written}", "x.toml").data == {"a": text}
