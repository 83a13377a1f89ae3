"""``paramcheck check`` and ``paramcheck audit``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck import output, progress, triage
from paramcheck.commands import remembering, showing
from paramcheck.commands.choices import configured
from paramcheck.commands.remembering import RUNS, memory_of
from paramcheck.commands.session import Examined, Session, known, rules_of
from paramcheck.config import load
from paramcheck.errors import NothingLinkedError, ParamcheckError
from paramcheck.sources.home import default_cache
from paramcheck.sources.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from paramcheck.cache import Memory
    from paramcheck.commands.choices import Choices
    from paramcheck.config import Config

_NOT_COMPARED = (
    "nothing was compared: no parameter of the wrapper was found to reach a native parameter whose default is known;"
    " name missing native sources with --native PATH, and see with --verbose what could not be read"
)

_WITH_EDITS = frozenset({"json", "sarif"})
"""Reports that say what a fix would write. All others only say what it would do."""


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
    choices.require_sense()
    config = configured(load(path, choices.config, isolated=choices.no_config, checks=triage.known_checks()), choices)
    exclude = config.exclude
    tree = Tree.open(path, config.native, exclude=exclude.matcher if exclude else None)
    session = _session(tree, config, choices)
    if choices.since is not None:
        from paramcheck.commands import since  # noqa: PLC0415 - a run without options starts without what they need

        session = replace(session, unchanged=since.entries(tree, choices.since, session, choices))
    folder = choices.cache_dir / RUNS if choices.cache_dir is not None else None
    return _run(tree, session, choices, _memory(tree, session, choices, folder))


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
    from pathlib import Path  # noqa: PLC0415

    from paramcheck.sources.store import checkout  # noqa: PLC0415 - as above

    choices.require_sense()
    isolated = choices.config is None
    loaded = load(Path(), choices.config, isolated=isolated, checks=triage.known_checks())
    config = configured(loaded, choices)
    with progress.download(requirement, shown=not (choices.no_progress or choices.quiet)) as report_progress:
        tree = checkout(requirement, cache_dir or default_cache(), report_progress, config.native)
    session = _session(tree, config, choices)
    # What is in the package's own folder was written by others.
    return _run(tree, session, choices, _memory(tree, session, choices, (cache_dir or default_cache()) / RUNS))


def _memory(tree: Tree, session: Session, choices: Choices, folder: Path | None) -> Memory | None:
    return None if choices.no_cache else memory_of(tree, session, default_cache(), folder)


def _session(tree: Tree, config: Config, choices: Choices) -> Session:
    rules = rules_of(tree, config, isolated=choices.no_config)
    return Session(config, rules, known(config.baseline), jobs=choices.jobs or 0)


def _run(tree: Tree, session: Session, choices: Choices, memory: Memory | None) -> int:
    targets = showing.targets(choices)
    if choices.write_baseline is not None:
        output.require_writable(choices.write_baseline)
    forms = {target.renderer.name for target in targets}
    with_edits = bool(forms & _WITH_EDITS) or choices.diff or choices.fix
    examined = session.examine(tree, memory, _import_fixes if with_edits else _import_hints)
    if choices.add_expectations is not None:
        from paramcheck.commands import recording  # noqa: PLC0415 - as above

        return recording.add_expectations(examined, session.config, choices.add_expectations)
    if choices.diff or choices.fix:
        from paramcheck.commands import fixing  # noqa: PLC0415 - as above

        if choices.diff:
            return fixing.preview(examined, session, choices)
        examined, memory = fixing.save(examined, session, choices), None
    report = examined.report
    if forms & _WITH_EDITS:
        report = replace(report, findings=remembering.with_fixes(report.findings, examined.tree, memory))
    else:
        from paramcheck.fixes.hints import hinted  # noqa: PLC0415 - as above

        report = replace(report, findings=hinted(report.findings))
    if memory is not None:
        memory.save(tree)
        if memory.entries.problem:
            _say(f"warning: {memory.entries.problem}", choices)
    showing.warn(report, choices)
    for target in targets:
        output.write(target.renderer.render(*showing.placed(report, examined.tree, choices, target)), target.file)
    if choices.write_baseline:
        output.write(triage.write_baseline(report.findings), choices.write_baseline)
        return 0
    status = triage.exit_status(report.findings, session.config.fail_on, report.links)
    if status == NothingLinkedError.exit_status:
        raise NothingLinkedError(f"{tree.name or tree.root}: {_NOT_COMPARED}")
    _shrink(examined, session, choices)
    return status


def _import_fixes() -> None:
    """Import what plans fixes: libcst alone takes as long as the answer that is waited for."""
    import paramcheck.fixes.source  # noqa: F401, PLC0415


def _import_hints() -> None:
    """Import what says how a finding is fixed."""
    import paramcheck.fixes.hints  # noqa: F401, PLC0415


def _shrink(examined: Examined, session: Session, choices: Choices) -> None:
    """Take out of the baseline what no longer holds, so that it cannot come back unnoticed.

    What could not be read may hold what an entry is about: then only entries go whose parameter is still linked.
    """
    file, stale = session.config.baseline, set(examined.triaged.stale_baseline)
    if examined.report.problems:
        linked = {(link.wrapper.qualified, link.native.qualified) for link in examined.analysis.every}
        stale = {one for one in stale if (one.wrapper, one.native) in linked}
    if file is None or not stale:
        return
    count = "1 entry that no longer holds" if len(stale) == 1 else f"{len(stale)} entries that no longer hold"
    if os.environ.get("CI"):
        # What is written there is thrown away, and nobody would see it.
        _say(f"the baseline {file.name} has {count}; a run outside of CI takes that out", choices)
        return
    try:
        output.write(triage.baseline_text(set(session.baseline) - stale), file)
    except ParamcheckError as error:
        _say(f"the baseline has {count}, but {error}", choices)
    else:
        _say(f"took {count} out of the baseline {file.name}", choices)


def _say(message: str, choices: Choices) -> None:
    if not choices.quiet:
        output.tell(message)
