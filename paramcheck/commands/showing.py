"""How a report is shown: places, colours, and what could not be read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck import checks, output, reports
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paramcheck.commands.choices import Choices
    from paramcheck.model import Report
    from paramcheck.sources.tree import Tree

_MOST_WARNINGS = 5
"""Warnings that are shown without ``--verbose``."""


def warn(report: Report, choices: Choices) -> None:
    """Say on standard error what could not be read."""
    if choices.quiet:
        return
    shown = [one for one in report.problems if one.path] if not choices.verbose else report.problems
    limit = len(shown) if choices.verbose else _MOST_WARNINGS
    for problem in shown[:limit]:
        place = ":".join(str(part) for part in (problem.path, problem.line) if part is not None)
        output.tell(f"warning: {place + ': ' if place else ''}{problem.message}")
    if len(shown) > limit:
        output.tell(f"warning: {len(shown) - limit} more; --verbose shows them")


class Target(Struct, frozen=True):
    """A report that is to be written.

    Attributes:
        renderer: Its format.
        file: Where to; ``None`` for standard output.
    """

    renderer: reports.Renderer
    file: Path | None


def targets(choices: Choices) -> tuple[Target, ...]:
    """The reports that are wanted, the main one first.

    Raises:
        ParamcheckError: If there is no such format, or a file cannot be written.
    """
    wanted = [(choices.form, choices.output)]
    for given in choices.report:
        form, equals, file = given.partition("=")
        if not (equals and file):
            raise ParamcheckError(f"--report takes a format and a file, as in sarif=report.sarif, not {given!r}")
        wanted.append((form, Path(file)))
    for _, path in wanted:
        if path is not None:
            output.require_writable(path)
    return tuple(Target(reports.renderer(form), path) for form, path in wanted)


def placed(report: Report, tree: Tree, choices: Choices, target: Target) -> tuple[Report, reports.Options]:
    """A report and how it is to look.

    Paths count from the current folder, where editors, terminals and code hosts look for them. Those of the JSON
    report count from the root of the tree, as its readers rely on.
    """
    import shutil  # noqa: PLC0415 - nobody waits for it here

    prefix = "" if target.renderer.name == "json" else _prefix(tree.root)
    lines = _Lines(tree, prefix)
    options = reports.Options(
        lines=lines,
        all_links=choices.all_links,
        statistics=choices.statistics,
        color=target.file is None and _wants_color(choices.color),
        width=shutil.get_terminal_size((80, 24)).columns,
        verbose=choices.verbose,
        quiet=choices.quiet,
        page=checks.page,
    )
    return (reports.moved(report, prefix) if prefix else report), options


def _prefix(root: Path) -> str:
    """The way from the current folder down to a tree, with a slash; empty where it is not below."""
    try:
        relative = root.relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError):
        return ""
    return "" if relative == "." else f"{relative}/"


def _wants_color(choice: str) -> bool:
    """Whether the report is coloured: the option, then ``NO_COLOR`` and ``FORCE_COLOR``, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


class _Lines:
    """Lines of source files, each file split once."""

    def __init__(self, tree: Tree, prefix: str) -> None:
        self._tree = tree
        self._prefix = prefix
        self._known: dict[str, Sequence[str]] = {}

    def __call__(self, path: str) -> Sequence[str]:
        lines = self._known.get(path)
        if lines is None:
            inside = path.removeprefix(self._prefix)
            text = self._tree.text(inside) if self._tree.contains(inside) else ""
            # Not splitlines(): a form feed does not end a line for a compiler or an editor.
            lines = self._known[path] = text.replace("\r\n", "\n").split("\n")
        return lines
