"""One run over a tree, which can be repeated with other contents."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck import engine, triage
from paramcheck.commands.remembering import analysis_of, outcome_of
from paramcheck.config import Rules, rules_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from paramcheck.cache import Memory
    from paramcheck.config import Config
    from paramcheck.engine import Analysis
    from paramcheck.model import Report
    from paramcheck.sources.tree import Tree


class Examined(Struct, frozen=True):
    """A tree, and what was found in it.

    Attributes:
        tree: The tree.
        analysis: Everything that was found.
        triaged: The findings, sorted.
        seconds: What that took.
    """

    tree: Tree
    analysis: Analysis
    triaged: triage.Triage
    seconds: float

    @property
    def report(self) -> Report:
        """Everything that a renderer may show."""
        return engine.report(self.tree, self.analysis, self.triaged, seconds=self.seconds)


class Session(Struct, frozen=True):
    """How trees are examined.

    Attributes:
        config: The configuration with what the command line says.
        rules: What is known about the library.
        baseline: The findings that are known.
        unchanged: The findings that an older revision has as well, for ``--since``.
        jobs: How many processes may work at the same time; 0 for as many as pay.
    """

    config: Config
    rules: Rules
    baseline: Sequence[triage.BaselineEntry] = ()
    unchanged: Sequence[triage.BaselineEntry] = ()
    jobs: int = 0

    def examine(
        self, tree: Tree, memory: Memory | None = None, meanwhile: Callable[[], None] | None = None
    ) -> Examined:
        """Read a tree, check it and sort the findings.

        Args:
            tree: The tree.
            memory: Recalls what was found before; with it, the analysis may lack the facts that led to the findings.
            meanwhile: Called while another process is waited for, if anything is read.

        Raises:
            ParamcheckError: If the tree has no wrapper or no native sources.
        """
        started = time.perf_counter()
        config = self.config
        tree.mount(config.include)
        known = memory.recall(tree) if memory is not None else None
        if known is not None:
            analysis = analysis_of(known)
        else:
            answers = memory.answers() if memory is not None else None
            options = engine.Options(config.include, config.flags, config.target or "", self.jobs, answers, meanwhile)
            analysis = engine.analyse(tree, self.rules, options)
            if memory is not None:
                outcome = outcome_of(analysis, tree, tree.mentioning(engine.MARK))
                memory.keep(outcome, analysis.digests, analysis.answers)
        settings = triage.Settings.of(config, root=tree.root, baseline=self.baseline, unchanged=self.unchanged)
        triaged = triage.triage(analysis.findings, analysis.every, settings, self.rules, comments(tree))
        return Examined(tree, analysis, triaged, time.perf_counter() - started)


def comments(tree: Tree) -> list[triage.IgnoreComment]:
    """The ignore comments in the files that were read."""
    return [one for path in tree.mentioning(engine.MARK) for one in triage.comments(path, tree.text(path))]


def rules_of(tree: Tree, config: Config, *, isolated: bool) -> Rules:
    """What the configuration, the project's rule files and those that ship say about a tree.

    Args:
        tree: The tree.
        config: The configuration.
        isolated: Leave out what ships.

    Raises:
        ParamcheckError: If a rule file cannot be used.
    """
    if isolated:
        return config.rules
    return config.rules.joined(rules_for(tree.name, config.rule_files, checks=triage.known_checks()))


def known(path: Path | None) -> tuple[triage.BaselineEntry, ...]:
    """The findings of a baseline file; none without one.

    Raises:
        ParamcheckError: If it cannot be read.
    """
    return triage.read_baseline(path) if path else ()
