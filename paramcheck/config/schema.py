"""The JSON schema of the configuration, for editors and for validate-pyproject.

The shipped file is made from the types by ``python -m paramcheck.config.schema``; a test asserts that it is up to
date.
"""

from __future__ import annotations

import inspect
import json
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from paramcheck.config.tables import ConfigurationFile

FILE = "config.schema.json"
_DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that validate-pyproject reads."""
_ID = "https://paramcheck.invalid/config.schema.json"
"""Names the schema; nothing is fetched from there."""
_DEFINITIONS = "#/definitions/"


def configuration_schema() -> dict[str, Any]:
    """The schema, made from the types."""
    _, tables = msgspec.json.schema_components([ConfigurationFile], ref_template=_DEFINITIONS + "{name}")
    named = {name.removesuffix("Table"): table for name, table in tables.items()}
    text = json.dumps(named)
    for name in tables:
        text = text.replace(f'"{_DEFINITIONS}{name}"', f'"{_DEFINITIONS}{name.removesuffix("Table")}"')
    definitions = json.loads(text)
    for name, table in definitions.items():
        table["title"] = name
        # Python keeps the indentation of docstrings up to 3.12, and drops it after.
        table["description"] = inspect.cleandoc(table["description"])
    top = definitions.pop(ConfigurationFile.__name__)
    return {"$schema": _DRAFT, "$id": _ID, **top, "title": "paramcheck", "definitions": definitions}


def get_schema(tool_name: str = "paramcheck") -> dict[str, Any]:  # noqa: ARG001 - the plug-in interface
    """The configuration of paramcheck, which compares defaults of Python wrappers with those of their libraries."""
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return found


def written() -> str:
    """The schema as the shipped file has it."""
    return json.dumps(configuration_schema(), indent=2) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name(FILE).write_text(written(), encoding="utf-8")
