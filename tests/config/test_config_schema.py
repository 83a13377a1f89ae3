import json
import sys
from importlib import resources

import pytest

from paramcheck.config.schema import FILE, configuration_schema, get_schema, written

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EVERYTHING = """
extend = "base.toml"
native = ["library"]
include = ["include"]
exclude = ["build/"]
select = ["PC1"]
ignore = ["PC103"]
fail-on = "never"
min-severity = "warning"
min-confidence = "low"
pedantic = true
baseline = "known.json"
rules = ["own.toml"]
target = "x86_64-linux-gnu"
flags = ["-DX"]
per-file-ignores = { "tests/**" = ["PC1"] }
surfaces = { public = ["a.*"], ignore = ["b"] }
alias = { eps = "params.epsilon" }
[[expect]]
parameter = "a.b.c"
wrapper = 1
native = inf
reason = "a reason"
native-name = "params.n"
check = "PC101"
"""


def test_the_shipped_file_is_up_to_date():
    shipped = resources.files("paramcheck.config").joinpath(FILE).read_text(encoding="utf-8")
    assert shipped == written(), "run python -m paramcheck.config.schema"
    assert get_schema("paramcheck") == json.loads(shipped)


def test_every_key_has_a_description_for_the_reference():
    schema = configuration_schema()
    for table in (schema, *schema["definitions"].values()):
        assert table["additionalProperties"] is False
        assert table["description"]
        for key, value in table["properties"].items():
            assert value["description"].endswith("."), key


def test_it_is_what_validate_pyproject_takes():
    schema = get_schema()
    assert schema["$id"]
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert get_schema.__doc__


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("", True),
        (EVERYTHING, True),
        ("selct = []", False),
        ("select = 'PC101'", False),
        ("fail-on = 'fatal'", False),
        ("surfaces = { publik = [] }", False),
        ("[[expect]]\nparameter = 'a.b'\nwrapper = 1\nnative = 2", False),
        ("[[expect]]\nparameter = 'a.b'\nwrapper = 1\nnative = 2\nreason = ' '", False),
        ("alias = { a = 'b' }", False),
    ],
)
def test_a_validator_agrees(text, valid):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft7Validator.check_schema(get_schema())
    assert jsonschema.Draft7Validator(get_schema()).is_valid(tomllib.loads(text)) is valid


@pytest.mark.parametrize(("text", "valid"), [("", True), (EVERYTHING, True), ("selct = []", False)])
def test_validate_pyproject_agrees(text, valid):
    api = pytest.importorskip("validate_pyproject.api")
    plugins = pytest.importorskip("validate_pyproject.plugins")
    validate = api.Validator(plugins=[plugins.PluginWrapper("paramcheck", get_schema)])
    document = {"tool": {"paramcheck": tomllib.loads(text)}}
    if valid:
        validate(document)
    else:
        with pytest.raises(Exception, match="paramcheck"):
            validate(document)
