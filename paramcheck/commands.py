"""What the commands do: read the configuration, run the engine, sort the findings, write the report.

``cli`` above it knows how options are spelled; everything below it knows nothing of files that are written.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paramcheck import checks, engine, output, progress, reports, triage
from paramcheck.config import load, rules_for
from paramcheck.errors import NothingLinkedError, ParamcheckError
from paramcheck.model import Confidence, Severity
from paramcheck.sources.cache import default_cache
from paramcheck.sources.store import checkout
from paramcheck.sources.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paramcheck.config import Config
    from paramcheck.model import Report

_NOT_COMPARED = (
    "nothing was compared: no parameter of the wrapper was found to reach a native parameter whose default is known;"
    " name missing native sources with --native PATH, and see with --verbose what could not be read"
)


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of ``check`` and ``audit`` as they were given. What was not given is ``None`` or empty."""

    native: tuple[Path, ...] = ()
    include: tuple[Path, ...] = ()
    config: Path | None = None
    no_config: bool = False
    form: str = "text"
    output: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    min_severity: str | None = None
    min_confidence: str | None = None
    pedantic: bool | None = None
    all_links: bool = False
    statistics: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    color: str = "auto"
    no_progress: bool = False
    quiet: bool = False
    verbose: bool = False


def check(path: Path, choices: Choices) -> int:
    """Lint a folder.

    Args:
        path: The wrapper's project.
        choices: The options.

    Returns:
        The exit status.

    Raises:
        ParamcheckError: If something that the user gave cannot be used.
    """
    config = _configured(load(path, choices.config, isolated=choices.no_config, checks=triage.known_checks()), choices)
    exclude = config.exclude
    tree = Tree.open(path, config.native, exclude=exclude.matcher if exclude else None)
    return _run(tree, config, choices)


def audit(requirement: str, cache_dir: Path | None, choices: Choices) -> int:
    """Lint a package of the index. A configuration in the package itself is not used: it is not the user's.

    Args:
        requirement: ``name`` or ``name==version``.
        cache_dir: The folder to keep downloads in, if not the user's cache.
        choices: The options.

    Returns:
        The exit status.

    Raises:
        ParamcheckError: If the package cannot be had, or something that the user gave cannot be used.
    """
    isolated = choices.config is None
    loaded = load(Path(), choices.config, isolated=isolated, checks=triage.known_checks())
    config = _configured(loaded, choices)
    with progress.download(requirement, shown=not (choices.no_progress or choices.quiet)) as report_progress:
        tree = checkout(requirement, cache_dir or default_cache(), report_progress, config.native)
    return _run(tree, config, choices)


def explain(name: str) -> str:
    """The page of a check, in Markdown.

    Args:
        name: Its code or its name, in any case.

    Raises:
        ParamcheckError: If there is no such check.
    """
    wanted = name.strip().lower()
    for code, known in triage.known_checks().items():
        if wanted in {code.lower(), known}:
            page = checks.page(code)
            assert page is not None, "every check has a page"
            return page
    known_names = ", ".join(f"{code} ({known})" for code, known in triage.known_checks().items())
    raise ParamcheckError(f"there is no check {name!r}; the checks are {known_names}")


def _configured(config: Config, choices: Choices) -> Config:
    """A configuration with what the command line says instead."""
    given: dict[str, Any] = {
        "select": choices.select or None,
        "ignore": (*config.ignore, *choices.ignore),
        "min_severity": Severity(choices.min_severity) if choices.min_severity else None,
        "min_confidence": Confidence(choices.min_confidence) if choices.min_confidence else None,
        "pedantic": choices.pedantic,
        "baseline": choices.baseline,
        "native": (*config.native, *choices.native),
        "include": (*config.include, *choices.include),
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if choices.fail_on:
        changes["fail_on"] = None if choices.fail_on == "never" else Severity(choices.fail_on)
    return replace(config, **changes)


def _run(tree: Tree, config: Config, choices: Choices) -> int:
    started = time.perf_counter()
    renderer = reports.renderer(choices.form)
    if choices.output:
        output.require_writable(choices.output)
    if choices.write_baseline:
        output.require_writable(choices.write_baseline)
    rules = config.rules
    if not choices.no_config:
        rules = rules.joined(rules_for(tree.name, config.rule_files, checks=triage.known_checks()))
    known = triage.read_baseline(config.baseline) if config.baseline else ()
    settings = triage.Settings.of(config, root=tree.root, baseline=known)

    options = engine.Options(config.include, config.flags, config.target or "")
    analysis = engine.analyse(tree, rules, options)
    comments = [
        comment for path in tree.mentioning(b"paramcheck:") for comment in triage.comments(path, tree.text(path))
    ]
    sorted_out = triage.triage(analysis.findings, analysis.links, settings, rules, comments)
    report = engine.report(tree, analysis, sorted_out, seconds=time.perf_counter() - started)
    _warn(report, choices)
    output.write(renderer.render(report, _looks(tree, choices)), choices.output)
    if choices.write_baseline:
        output.write(triage.write_baseline(report.findings), choices.write_baseline)
        return 0
    status = triage.exit_status(report.findings, config.fail_on, report.links)
    if status == NothingLinkedError.exit_status:
        raise NothingLinkedError(f"{tree.name or tree.root}: {_NOT_COMPARED}")
    return status


def _warn(report: Report, choices: Choices) -> None:
    """Say on standard error what could not be read."""
    if choices.quiet:
        return
    shown = [one for one in report.problems if one.path] if not choices.verbose else report.problems
    limit = len(shown) if choices.verbose else 5
    for problem in shown[:limit]:
        place = ":".join(str(part) for part in (problem.path, problem.line) if part is not None)
        print(f"paramcheck: warning: {place + ': ' if place else ''}{problem.message}", file=sys.stderr)
    if len(shown) > limit:
        print(f"paramcheck: warning: {len(shown) - limit} more; --verbose shows them", file=sys.stderr)


def _looks(tree: Tree, choices: Choices) -> reports.Options:
    colour = choices.output is None and _wants_color(choices.color)
    return reports.Options(
        lines=_Lines(tree),
        all_links=choices.all_links,
        statistics=choices.statistics,
        color=colour,
        width=shutil.get_terminal_size((80, 24)).columns,
        verbose=choices.verbose,
        quiet=choices.quiet,
        page=checks.page,
    )


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

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[str, Sequence[str]] = {}

    def __call__(self, path: str) -> Sequence[str]:
        lines = self._known.get(path)
        if lines is None:
            text = self._tree.text(path) if self._tree.contains(path) else ""
            # Not splitlines(): a form feed does not end a line for a compiler or an editor.
            lines = self._known[path] = text.replace("\r\n", "\n").split("\n")
        return lines
