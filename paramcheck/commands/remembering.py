"""What a run found before, where nothing has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.cache import FOLDER, Entries, Memory, Outcome
from paramcheck.cache.runs import can_be_known, machine
from paramcheck.engine import Analysis
from paramcheck.model import NativeFacts, WrapperFacts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from paramcheck.commands.session import Session
    from paramcheck.fixes import Planner
    from paramcheck.model import Finding, Fix
    from paramcheck.sources.tree import Tree

RUNS = "runs"
"""The folder of entries in the user's cache, for trees that are not the user's own."""


def memory_of(tree: Tree, session: Session, home: Path, folder: Path | None) -> Memory | None:
    """What recalls runs over a tree with the session's settings.

    Args:
        tree: The tree.
        session: The settings.
        home: The user's cache folder.
        folder: Where entries are kept, if not in the project.

    Returns:
        ``None`` if such a run reads files that are not in the tree.
    """
    config = session.config
    if not can_be_known(config.flags):
        return None
    settings = (
        machine(),
        # In a folder for many trees, each has an entry of its own.
        str(tree.root) if folder is not None else "",
        tuple(prefix for _, prefix in tree.folders()),
        config.exclude,
        config.flags,
        config.target,
        tuple(map(str, config.include)),
        _stated(session),
    )
    return Memory.of(Entries(folder or tree.root / FOLDER, home), settings)


def _stated(session: Session) -> tuple[object, ...]:
    """Everything of the rules that a run depends on; mappings in the order in which they are looked through."""
    rules = session.rules
    return (
        rules.public,
        rules.ignored,
        tuple(rules.aliases.items()),
        tuple(rules.defaults.items()),
        rules.equivalents,
    )


def outcome_of(analysis: Analysis, tree: Tree, comments: Sequence[str]) -> Outcome:
    """What of an analysis is worth remembering."""
    return Outcome(
        links=analysis.links,
        mirrored=analysis.mirrored,
        findings=analysis.findings,
        problems=(*tree.problems, *analysis.wrapper.problems, *analysis.native.problems),
        wrapper_files=analysis.wrapper.files,
        native_files=analysis.native.files,
        native_parameters=analysis.native_parameters,
        comments=tuple(comments),
    )


def analysis_of(outcome: Outcome) -> Analysis:
    """An analysis as it was, without the facts that led to it."""
    return Analysis(
        WrapperFacts(files=outcome.wrapper_files, problems=list(outcome.problems)),
        NativeFacts(files=outcome.native_files),
        outcome.links,
        outcome.findings,
        outcome.mirrored,
        outcome.native_parameters,
    )


def with_fixes(findings: Sequence[Finding], tree: Tree, memory: Memory | None) -> tuple[Finding, ...]:
    """The findings with fixes where they can be mended, planned only where that was not done before."""
    planner = _Planner(tree)
    fixes = memory.fixed(findings, planner) if memory is not None else tuple(map(planner, findings))
    return tuple(
        finding if fix is None or finding.fix is not None else replace(finding, fix=fix)
        for finding, fix in zip(findings, fixes, strict=True)
    )


class _Planner:
    """Plans fixes; what that takes is imported with the first one."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._planner: Planner | None = None

    def __call__(self, finding: Finding) -> Fix | None:
        if self._planner is None:
            from paramcheck.commands.fixing import exact_text  # noqa: PLC0415 - most runs have nothing to mend
            from paramcheck.fixes import Planner  # noqa: PLC0415

            self._planner = Planner(lambda path: exact_text(self._tree, path))
        return self._planner.fix(finding)
