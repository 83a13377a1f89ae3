"""``paramcheck confirm``: the only command that runs a package's code."""

from __future__ import annotations

import math
import os
import re
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from paramcheck import engine, output, progress, triage
from paramcheck.clang.parser import Parser
from paramcheck.commands import confirm_showing
from paramcheck.commands.session import Examined, Session, rules_of
from paramcheck.config import Config, ConfirmTable, load
from paramcheck.config.confirming import BackendTable
from paramcheck.confirm import building, devices, environments, joining, layout, processes, session, steps
from paramcheck.confirm.folders import Folders
from paramcheck.errors import NothingLinkedError, ParamcheckError
from paramcheck.sources.home import default_cache
from paramcheck.sources.store import checkout
from paramcheck.sources.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.config import Recipe
    from paramcheck.confirm.results import Confirmation

_BUILD_SECONDS = 3 * 3600
_ABOUT_DEFAULTS = "PC1"
_SAYS_SO = re.compile(r"init|default", re.IGNORECASE)
_FORMATS = ("text", "json", "html")
BUILD = "build"
"""The step that runs nothing of the library, so that it can be built where there is no device to run it on."""


class Confirming(Struct, frozen=True):
    """The options of ``confirm`` as they were given."""

    library: Path | None = None
    build: str | None = None
    build_dir: Path | None = None
    build_flag: tuple[str, ...] = ()
    device: str = ""
    model: Path | None = None
    only: tuple[str, ...] = ()
    timeout: float = 120
    form: str = "text"
    output: Path | None = None
    python: Path | None = None
    native: tuple[Path, ...] = ()
    config: Path | None = None
    cache_dir: Path | None = None
    no_progress: bool = False
    quiet: bool = False


def confirm(step: str, subject: str, choices: Confirming) -> int:
    """Run the real library.

    Args:
        step: ``build``, ``probe``, ``spy`` or ``smoke``.
        subject: A folder, or a requirement whose sdist is fetched.
        choices: The options.

    Returns:
        The exit status: 0 if anything could be run, 2 if nothing could.

    Raises:
        ParamcheckError: If something that was given cannot be used, or the library cannot be built.
    """
    _require_usable(step, choices)
    cache = choices.cache_dir or default_cache()
    place = Folders(choices.build_dir.absolute() if choices.build_dir else cache.absolute() / "confirm")
    shown = not (choices.no_progress or choices.quiet)
    with ExitStack() as stack:
        tell = stack.enter_context(progress.steps(shown=shown))
        tree, config = _tree(subject, choices, cache)
        rules = rules_of(tree, config, isolated=False)
        recipe = rules.recipe
        backend = _backend(choices, recipe)
        if step == BUILD:
            made = _built(choices, tree, recipe.table if recipe is not None else ConfirmTable(), backend, place, tell)
            output.write(confirm_showing.build(made, backend, choices.form), choices.output)
            return 0
        # Before anything is read or built: a machine without the device need not wait for either.
        found = devices.require(backend, place, choices.device)
        tell(f"reading {tree.name or tree.root.name}")
        examined = _examined(Session(config, rules), tree)
        adapter = stack.enter_context(session.adapter_file(recipe))
        prepared, library = _prepared(choices, tree, examined, recipe, backend, adapter, place, tell)
        confirmation = steps.run(
            step,
            prepared,
            [one.link for one in examined.report.findings if one.link is not None],
            library=library,
            model=choices.model.absolute() if choices.model else None,
            only=choices.only,
            device=", ".join(f"{one.name} ({one.detail})" for one in found),
        )
    return _report(examined, confirmation, choices)


def _require_usable(step: str, choices: Confirming) -> None:
    """Refuse what cannot work, before anything is done.

    Raises:
        ParamcheckError: If there is something.
    """
    if choices.form not in _FORMATS:
        raise ParamcheckError(f"confirm writes {', '.join(_FORMATS)}, not {choices.form!r}")
    if step == BUILD and choices.form == "html":
        raise ParamcheckError("confirm build writes text or json: there is nothing to show on a page")
    if step == BUILD and (choices.library is not None or choices.build == "none"):
        raise ParamcheckError("confirm build builds the library: it goes neither with --library nor with --build none")
    for option, file in (("--library", choices.library), ("--model", choices.model), ("--python", choices.python)):
        if file is not None and not file.is_file():
            raise ParamcheckError(f"{option} {file}: there is no such file")
    if choices.library is not None and choices.build not in {None, "none"}:
        raise ParamcheckError("--library and --build exclude each other: a given library is not built")
    if choices.library is not None and choices.build_flag:
        raise ParamcheckError("--library and --build-flag exclude each other: a given library is not built")
    if not 0 < choices.timeout < math.inf:
        raise ParamcheckError("--timeout must be a number of seconds above 0")
    if choices.output is not None:
        output.require_writable(choices.output)


def _tree(subject: str, choices: Confirming, cache: Path) -> tuple[Tree, Config]:
    folder = Path(subject)
    if folder.is_dir():
        config = load(folder, choices.config, checks=triage.known_checks())
        return Tree.open(folder, (*config.native, *choices.native)), config
    if os.sep in subject or subject.startswith("."):
        raise ParamcheckError(f"{subject}: there is no such folder; give a project's folder, name or name==version")
    config = load(Path(), choices.config, isolated=choices.config is None, checks=triage.known_checks())
    return checkout(subject, cache, None, (*config.native, *choices.native)), config


def _backend(choices: Confirming, recipe: Recipe | None) -> str:
    if choices.build is not None:
        return choices.build
    return "cpu" if choices.library is None and recipe is not None and recipe.table.build else "none"


def _examined(how: Session, tree: Tree) -> Examined:
    """What the sources say; nothing where they do not have both sides, as in a tree without the library."""
    try:
        return how.examine(tree)
    except NothingLinkedError:
        started = time.perf_counter()
        return Examined(tree, engine.Analysis(), triage.Triage((), (), {}, ()), time.perf_counter() - started)


def _prepared(
    choices: Confirming,
    tree: Tree,
    examined: Examined,
    recipe: Recipe | None,
    backend: str,
    adapter: Path | None,
    place: Folders,
    tell: Callable[[str], None],
) -> tuple[session.Session, str]:
    """What the steps share, and where the library is from.

    Raises:
        ParamcheckError: If there is no library, or it cannot be built.
    """
    table = recipe.table if recipe is not None else ConfirmTable()
    installing = processes.Limits(seconds=_BUILD_SECONDS)
    wheel = f"{table.wheel}=={tree.version}" if table.wheel and backend == "none" and not choices.library else ""

    def python(requires: tuple[str, ...]) -> Path:
        if choices.python is not None:
            return choices.python.absolute()
        # One environment is enough where the wheel is needed anyway.
        wanted = (*table.requires, *requires, wheel) if wheel else requires
        return environments.python_with(wanted, place, installing, tell)

    if wheel:
        found = _Library(_installed(python(tuple(table.requires)), table), f"the wheel {wheel}")
    else:
        found = _library(choices, tree, table, backend, place, tell)
    shared = session.Session(
        root=tree.root,
        header=_header(tree, examined, table),
        library=found.file,
        table=table,
        place=place,
        python=python,
        adapter=adapter,
        installed=bool(wheel),
        backend=found.kind,
        backend_name=backend,
        device=choices.device,
        limits=processes.Limits(seconds=choices.timeout),
        progress=tell,
    )
    return shared, found.label


class _Library(Struct, frozen=True):
    """A library, where it is from, and what its kind of device needs. An installed one may be asked otherwise."""

    file: Path | None
    label: str
    kind: BackendTable = field(default_factory=BackendTable)


def _library(
    choices: Confirming, tree: Tree, table: ConfirmTable, backend: str, place: Folders, tell: Callable[[str], None]
) -> _Library:
    """The library that was given, or the one that is built.

    Raises:
        ParamcheckError: If there is none, or it cannot be built.
    """
    if choices.library is not None:
        return _Library(choices.library.absolute(), f"{choices.library.name}, as given")
    built = _built(choices, tree, table, backend, place, tell)
    assert table.build
    label = f"{built.library.name}, {confirm_showing.made(built, backend)}"
    return _Library(built.library, label, table.build.backends.get(backend) or BackendTable())


def _built(
    choices: Confirming, tree: Tree, table: ConfirmTable, backend: str, place: Folders, tell: Callable[[str], None]
) -> building.Built:
    """The library, built now or before.

    Raises:
        ParamcheckError: If it is not known how, or it cannot be built.
    """
    if backend == "none" or not table.build:
        raise ParamcheckError(_nothing_to_run(tree, table))
    limits = building.limits(_BUILD_SECONDS)
    return building.build(tree.root, table.build, backend, place, limits, tell, choices.build_flag)


def _nothing_to_run(tree: Tree, table: ConfirmTable) -> str:
    if table.build:
        return (
            "--build none is for libraries that are run as their wheel installs them, which the rule file of"
            f" {tree.name or tree.root} does not know of: leave it out, or give a built library by --library"
        )
    return (
        f"nothing is known about building or installing the library of {tree.name or tree.root}: give a built one by"
        " --library, or say how in the [confirm] table of a rule file"
    )


def _installed(python: Path, table: ConfirmTable) -> Path | None:
    """The library in an installed wheel."""
    if not table.library:
        return None
    found = sorted(environments.site_packages(python).glob(table.library))
    if not found and table.native:
        # Another release, which the adapter asks in another way.
        return None
    if not found:
        raise ParamcheckError(f"the installed wheel has no {table.library}: the rule file's `library` does not fit")
    return found[0]


def _header(tree: Tree, examined: Examined, table: ConfirmTable) -> layout.Header:
    """What the headers say that declare the functions which state defaults."""
    # Many functions leave a record with known values in it. Those count that a parameter is linked to, or that say so.
    linked = {one.native.origin.removesuffix("()") for one in examined.analysis.links if one.native.origin}
    known = {one.origin for one in examined.analysis.native.defaults if one.origin}
    stating = {one for one in known if one in linked or _SAYS_SO.search(one)} | set(table.defaults)
    paths = [one for one in table.headers if tree.contains(one)] or layout.find(tree, stating)
    return layout.read(Parser(tree, flags=table.flags), paths, stating)


def _report(examined: Examined, confirmation: Confirmation, choices: Confirming) -> int:
    if not confirm_showing.ran(confirmation):
        raise ParamcheckError(f"nothing could be confirmed: {confirm_showing.why(confirmation)}")
    report = examined.report
    # Findings that are about no default cannot be confirmed by running anything here; `check` shows them.
    linked = [one for one in report.findings if one.link is not None and one.check.startswith(_ABOUT_DEFAULTS)]
    report = replace(report, findings=joining.join(linked, confirmation))
    disagreements = tuple(joining.disagreements(report.links, confirmation))
    text = confirm_showing.rendered(report, examined.tree, confirmation, disagreements, choices)
    output.write(text, choices.output)
    return 0
