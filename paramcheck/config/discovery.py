"""Finds the configuration of a project and reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from paramcheck.config.patterns import shown_path
from paramcheck.config.reading import Document, load_document, parse, read_text, typed
from paramcheck.config.settings import Config, extended
from paramcheck.config.tables import ConfigurationFile
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN = "paramcheck.toml"
_SHARED = "pyproject.toml"
_SECTION = ("tool", "paramcheck")


def load(
    start: Path,
    explicit: Path | None = None,
    *,
    isolated: bool = False,
    checks: Mapping[str, str] | None = None,
) -> Config:
    """The configuration that holds for a path.

    The closest file counts: ``paramcheck.toml``, or a ``pyproject.toml`` with ``[tool.paramcheck]``, in the folder
    of the path or above it, up to the root of the repository.

    Args:
        start: The path that is checked.
        explicit: The file to read instead of looking for one.
        isolated: Read none at all.
        checks: Names of the checks that exist, by code, to hold the configured ones against; ``None`` to take them
            as they are.

    Raises:
        ParamcheckError: If a file cannot be read, is not valid, has an unknown key or a value of another type,
            names a check that does not exist, or extends itself.
    """
    if isolated:
        if explicit is not None:
            raise ParamcheckError("--config and --no-config exclude each other; give one of them")
        return Config()
    if explicit is not None:
        file = _absolute(explicit)
        return _loaded(file, _open(file), checks)
    found = _closest(_absolute(start))
    return _loaded(*found, checks) if found else Config()


def _loaded(file: Path, document: Document, checks: Mapping[str, str] | None) -> Config:
    """A configuration file with all that it extends."""
    chain = [(file, document, _table(document))]
    while extend := chain[-1][2].extend:
        below, document, _ = chain[-1]
        where = f"{document.place(('extend',))}: extend"
        file = _absolute(below.parent / extend)
        if not os.path.isfile(file):  # noqa: PTH113
            raise ParamcheckError(f"{where}: there is no file {shown_path(file)}")
        if any(file == one for one, _, _ in chain):
            way = " -> ".join(shown_path(one) for one in [*(one for one, _, _ in chain), file])
            raise ParamcheckError(f"{where}: a file extends itself: {way}")
        document = _open(file)
        chain.append((file, document, _table(document)))
    config = Config()
    for file, document, table in reversed(chain):
        config = extended(config, table, document, file, checks)
    return config


def _table(document: Document) -> ConfigurationFile:
    data: object = document.data
    for key in document.section:
        assert isinstance(data, dict)
        data = data[key]
    return typed(document, data, ConfigurationFile)


def _open(file: Path) -> Document:
    """Read a configuration file that somebody has named.

    Raises:
        ParamcheckError: If it cannot be read, is not TOML, or is a pyproject.toml without our section.
    """
    document = load_document(file)
    if file.name != _SHARED:
        return document
    own = _section(document)
    if own is None:
        raise ParamcheckError(f"{document.name}: has no [tool.paramcheck]; name another file, or add it")
    return own


def _closest(start: Path) -> tuple[Path, Document] | None:
    """The configuration file closest to a path, going up.

    Raises:
        ParamcheckError: If one on the way cannot be read.
    """
    # os.path throughout, because pathlib raises where a folder may not be entered.
    folder = start if os.path.isdir(start) else start.parent  # noqa: PTH112
    for place in (folder, *folder.parents):
        own, shared = place / _OWN, place / _SHARED
        if os.path.isfile(own):  # noqa: PTH113
            return own, load_document(own)
        document = _shared(shared) if os.path.isfile(shared) else None  # noqa: PTH113
        if document:
            return shared, document
        if os.path.exists(place / ".git"):  # noqa: PTH110
            return None
    return None


def _shared(file: Path) -> Document | None:
    """A pyproject.toml if it has our section.

    Most do not even have the word, and then it is no concern of ours whether they are valid.
    """
    name = shown_path(file)
    text = read_text(file, name, b"paramcheck")
    return _section(parse(text, name)) if text is not None else None


def _section(document: Document) -> Document | None:
    tool = document.data.get("tool")
    if not isinstance(tool, dict) or "paramcheck" not in tool:
        return None
    return Document(document.name, document.text, document.data, _SECTION)


def _absolute(path: Path) -> Path:
    """An absolute path. Links on the way are followed, so that a loop is seen; the file keeps its name and folder.

    Raises:
        ParamcheckError: If it cannot be a path.
    """
    try:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100
        return Path(os.path.realpath(absolute.parent)) / absolute.name
    except (OSError, ValueError) as error:
        raise ParamcheckError(f"cannot open {shown_path(path)}: {error}") from None
