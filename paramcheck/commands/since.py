"""``--since``: what an older revision of the project has been reporting already."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck import triage
from paramcheck.commands.session import Session, rules_of
from paramcheck.config import load
from paramcheck.errors import ParamcheckError
from paramcheck.sources.revision import Repository
from paramcheck.sources.tree import Tree

if TYPE_CHECKING:
    from paramcheck.commands.choices import Choices
    from paramcheck.config import Config, FilePatterns, Rules


def entries(tree: Tree, revision: str, session: Session, choices: Choices) -> tuple[triage.BaselineEntry, ...]:
    """The findings of an older revision, written as in a baseline: with the values of both sides.

    A finding of now that is among them has not changed. One whose wrapper or native default has moved is not.

    Args:
        tree: The tree as it is now.
        revision: A branch, tag or commit. Of a branch, the commit counts at which the current one left it.
        session: How the tree is examined.
        choices: The options.

    Raises:
        ParamcheckError: If the revision cannot be had.
    """
    root = Path(tree.root).resolve()
    repository = Repository.around(root)
    commit = repository.base(revision)
    with tempfile.TemporaryDirectory(prefix="paramcheck-", ignore_cleanup_errors=True) as folder:
        top = Path(folder).resolve()
        repository.write(commit, top)
        move = _Move(repository.top, top)
        return _found(move.path(root), move.config(session.config), session.rules, choices, move)


class _Move:
    """From the working tree to the older revision. What lies outside of the repository is the same for both."""

    def __init__(self, source: Path, target: Path) -> None:
        self._source = source
        self._target = target

    def path(self, path: Path) -> Path:
        absolute = Path(path).resolve()
        inside = absolute.is_relative_to(self._source)
        return self._target / absolute.relative_to(self._source) if inside else absolute

    def patterns(self, patterns: FilePatterns) -> FilePatterns:
        return replace(patterns, base=self.path(patterns.base))

    def config(self, config: Config) -> Config:
        """The configuration of now, for the older tree."""
        return replace(
            config,
            native=tuple(path for path in map(self.path, config.native) if path.is_dir()),
            include=tuple(map(self.path, config.include)),
            rule_files=tuple(map(self.path, config.rule_files)),
            exclude=self.patterns(config.exclude) if config.exclude else None,
            per_file_ignores=tuple(replace(one, files=self.patterns(one.files)) for one in config.per_file_ignores),
            baseline=None,
        )


def _found(root: Path, config: Config, rules: Rules, choices: Choices, move: _Move) -> tuple[triage.BaselineEntry, ...]:
    if not root.is_dir():
        return ()
    exclude = config.exclude
    older = Tree.open(root, config.native, exclude=exclude.matcher if exclude else None)
    try:
        # What was expected then: an expectation that is new and does not hold is the business of this change.
        file = move.path(choices.config) if choices.config else None
        loaded = load(root, file, isolated=choices.no_config)
        rules = rules_of(older, replace(config, rules=loaded.rules), isolated=choices.no_config)
    except ParamcheckError:
        # It was not valid then, or not there.
        pass
    try:
        examined = Session(config, rules, jobs=choices.jobs or 0).examine(older)
    except ParamcheckError:
        # There was no wrapper, or no library: everything is new.
        return ()
    return triage.baseline_entries(examined.triaged.findings)
