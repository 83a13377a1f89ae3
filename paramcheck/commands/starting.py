"""``paramcheck init``: a first configuration, from what is found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from paramcheck import output, triage
from paramcheck.commands.choices import configured
from paramcheck.commands.recording import OWN
from paramcheck.commands.session import Session
from paramcheck.config import Config, load
from paramcheck.errors import ParamcheckError
from paramcheck.sources.layout import shown
from paramcheck.sources.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from paramcheck.commands.choices import Choices


def init(path: Path, choices: Choices, *, force: bool) -> int:
    """Write a first ``paramcheck.toml``.

    Args:
        path: The wrapper's project.
        choices: The options about what is read; they become part of the configuration.
        force: Whether to replace a configuration that is there.

    Returns:
        The exit status.

    Raises:
        ParamcheckError: If there is a configuration already, the project cannot be read, or nothing is in it that
            could be checked.
    """
    tree = Tree.open(path, choices.native)
    file = tree.root / OWN
    if not force:
        _require_none(tree.root)
    output.require_writable(file)
    session = Session(configured(Config(), choices), Config().rules)
    report = session.examine(tree).report
    own = {"native": _relative(choices.native, tree.root), "include": _relative(choices.include, tree.root)}
    output.write(triage.starting_configuration(report, own), file)
    links = f"{len(report.links)} {'link' if len(report.links) == 1 else 'links'}"
    output.tell(f"wrote {shown(os.path.relpath(file))} from {links}; read it, then run paramcheck check")
    return 0


def _require_none(root: Path) -> None:
    """Refuse to hide a configuration.

    Raises:
        ParamcheckError: If the project has one.
    """
    found = load(root).files
    if found:
        raise ParamcheckError(
            f"{shown(os.path.relpath(found[0]))} configures this project already; --force writes a new {OWN}"
        )


def _relative(paths: Sequence[Path], root: Path) -> list[str]:
    """Paths as the configuration file names them."""
    return [os.path.relpath(path.absolute(), root).replace(os.sep, "/") for path in paths]
