"""The pages of the documentation that are made: those of the checks, and the reference of the configuration.

mkdocs runs the functions below as its hooks.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parents[1]))

from paramcheck.config.tables import ConfigurationFile, RuleFile

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ROOT = Path(__file__).parents[1]
CHECKS = ROOT / "paramcheck" / "checks"
TITLE = re.compile(r"# (?P<name>[a-z-]+) \((?P<code>PC\d{3})\)\n")
SUMMARY = re.compile(r"## What it does\n\n(?P<text>.+?)\n\n", re.DOTALL)
GROUPS = {"1": "Defaults", "2": "Parameters", "3": "Mirrors", "9": "Triage"}
"""What the first digit of a code stands for."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the checks into the navigation, so that a new one needs no line there."""
    entries = [{"All checks": "checks/index.md"}]
    entries += [{f"{code} {name}": f"checks/{code}.md"} for code, name, _ in _pages()]
    assert config.nav is not None
    config.nav = [{"Checks": entries} if "Checks" in entry else entry for entry in config.nav]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    files.append(File.generated(config, "checks/index.md", content=_index()))
    for code, _, text in _pages():
        files.append(File.generated(config, f"checks/{code}.md", content=text))
    files.append(File.generated(config, "configuration.md", content=_reference()))
    return files


def _pages() -> list[tuple[str, str, str]]:
    """Code, name and text of each check's page."""
    found = []
    for path in sorted(CHECKS.glob("pc*.md")):
        text = path.read_text(encoding="utf-8")
        title = TITLE.match(text)
        assert title is not None, path
        found.append((title["code"], title["name"], text))
    return found


def _index() -> str:
    rows, group = ["# Checks\n\n`paramcheck explain CODE` shows a page in the terminal.\n"], ""
    for code, name, text in _pages():
        if code[2] != group:
            group = code[2]
            rows.append(f"\n## {GROUPS.get(group, group)}\n\n| check | |\n| --- | --- |\n")
        summary = SUMMARY.search(text)
        assert summary is not None, code
        first = re.split(r"(?<=\.)\s", " ".join(summary["text"].split()), maxsplit=1)[0]
        rows.append(f"| [{code} {name}]({code}.md) | {first} |\n")
    return "".join(rows)


INTRODUCTION = """\
# Configuration

`paramcheck.toml`, or `[tool.paramcheck]` in `pyproject.toml`: the closest one counts, in the folder that is checked or
above it, up to the root of the repository. `paramcheck init` writes one to start from. Paths count from the folder of
the file; what the command line says comes first. An unknown key is an error that names the closest known one.

The types below are checked by `validate-pyproject` as well, to which paramcheck registers its schema.

## Keys
"""

RULES = """
## Keys of a rule file

A rule file has some of the keys above, and beside them:
"""


def _reference() -> str:
    """The configuration file and the rule file, key by key, from the types that read them."""
    _, tables = msgspec.json.schema_components([ConfigurationFile, RuleFile], ref_template="{name}")
    configuration, rules = tables.pop("ConfigurationFile"), tables.pop("RuleFile")
    text = INTRODUCTION + _keys(configuration) + RULES + _keys(rules, without=frozenset(configuration["properties"]))
    done: set[str] = set()
    while waiting := [name for name in sorted(set(tables) - done) if f"(#{_anchor(name)})" in text]:
        for name in waiting:
            done.add(name)
            table = tables[name]
            text += f"\n## {_title(name)}\n\n{' '.join(table.get('description', '').split())}\n{_keys(table)}"
    return text


def _keys(table: dict[str, Any], without: frozenset[str] = frozenset()) -> str:
    required = set(table.get("required", []))
    rows = []
    for name, one in table["properties"].items():
        if name not in without:
            must = ", required" if name in required else ""
            rows.append(f"\n### `{name}`\n\n*{_type(one)}{must}*\n\n{one.get('description', '')}\n")
    return "".join(rows)


def _type(one: dict[str, Any]) -> str:
    if "$ref" in one:
        return f"[{_title(one['$ref'])}](#{_anchor(one['$ref'])})"
    if "anyOf" in one:
        return " or ".join(dict.fromkeys(_type(each) for each in one["anyOf"]))
    if "enum" in one:
        return " or ".join(f"`{value}`" for value in one["enum"])
    kind = one.get("type")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array":
        return f"list of {_type(one.get('items', {}))}"
    if kind == "object":
        return f"table of {_type(one.get('additionalProperties') or {})}"
    return kind or "any value"


def _title(name: str) -> str:
    return f"Table {name.removesuffix('Table').lower()}"


def _anchor(name: str) -> str:
    return _title(name).lower().replace(" ", "-")
