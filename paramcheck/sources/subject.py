"""The name and version of the distribution that a tree holds, read without running anything of it."""

from __future__ import annotations

import ast
import email.parser
import re
import sys
import warnings
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Callable


class Subject(Struct, frozen=True):
    """What a report is about.

    Attributes:
        name: The distribution's name as an index spells it: lower case, with ``-``. Build backends write it
            differently from release to release, and rule files are found by it.
        version: As the tree states it; ``None`` where a build backend would compute it.
    """

    name: str | None
    version: str | None


def identify(text: Callable[[str], str | None]) -> Subject:
    """Read the subject from the files at the root of a tree.

    Args:
        text: Gives the text of a file at the root by its name; ``None`` if there is no such file.

    Returns:
        What the first file of PKG-INFO, pyproject.toml, setup.cfg and setup.py that states a name or a version
        states, completed by those after it. A file that cannot be parsed states nothing: whoever needs more
        of it reports that.
    """
    name = version = None
    for file, read in (
        ("PKG-INFO", _from_pkg_info),
        ("pyproject.toml", _from_pyproject),
        ("setup.cfg", _from_setup_cfg),
        ("setup.py", _from_setup_py),
    ):
        content = text(file)
        if content is None:
            continue
        found = read(content)
        name, version = name or found.name, version or found.version
        if name and version:
            break
    return Subject(canonical_name(name) if name else None, version)


def canonical_name(name: str) -> str:
    """A distribution's name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _stated(value: object) -> str | None:
    """A name or version as a build backend would take it; ``UNKNOWN`` is what setuptools writes for none."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    return text if text and text != "UNKNOWN" and text.isprintable() else None


def _from_pkg_info(content: str) -> Subject:
    headers = email.parser.HeaderParser().parsestr(content)
    return Subject(_stated(headers.get("Name")), _stated(headers.get("Version")))


def _from_pyproject(content: str) -> Subject:
    try:
        data = tomllib.loads(content)
    except (ValueError, RecursionError):
        # Not only TOMLDecodeError: Python refuses numbers of thousands of digits by a plain ValueError.
        return Subject(None, None)
    project = _table(data, "project")
    poetry = _table(_table(data, "tool"), "poetry")
    return Subject(
        _stated(project.get("name")) or _stated(poetry.get("name")),
        _stated(project.get("version")) or _stated(poetry.get("version")),
    )


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def _from_setup_cfg(content: str) -> Subject:
    import configparser  # noqa: PLC0415 - few trees are without newer metadata

    parser = configparser.RawConfigParser()
    try:
        parser.read_string(content)
    except configparser.Error:
        return Subject(None, None)
    version = _stated(parser.get("metadata", "version", fallback=None))
    if version and version.startswith(("attr:", "file:")):
        version = None
    return Subject(_stated(parser.get("metadata", "name", fallback=None)), version)


def _from_setup_py(content: str) -> Subject:
    try:
        with warnings.catch_warnings():
            # The parser warns of invalid escapes, which are of no interest here.
            warnings.simplefilter("ignore")
            module = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Subject(None, None)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _is_setup(node.func):
            literals = {
                keyword.arg: keyword.value.value for keyword in node.keywords if isinstance(keyword.value, ast.Constant)
            }
            return Subject(_stated(literals.get("name")), _stated(literals.get("version")))
    return Subject(None, None)


def _is_setup(function: ast.expr) -> bool:
    """``setup(...)`` and ``setuptools.setup(...)``."""
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)
    return name == "setup"
