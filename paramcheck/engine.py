"""Sources to facts, facts to links, links to findings."""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.cache.answers import joined
from paramcheck.checks import Context, all_checks
from paramcheck.clang.joint import JOINT
from paramcheck.errors import NothingLinkedError, ParamcheckError
from paramcheck.isolation import LostError, Worker, can_copy
from paramcheck.links import matching
from paramcheck.links.mirrors import Mirrors
from paramcheck.model import NativeFacts, Problem, Report, Summary, Verdict, WrapperFacts
from paramcheck.native.unset import is_low, is_unset
from paramcheck.wrapper.repeating import may_repeat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from paramcheck.config import Rules
    from paramcheck.model import Finding, Link
    from paramcheck.sources.tree import Tree
    from paramcheck.triage import Triage
    from paramcheck.values import Value
    from paramcheck.wrapper.package import Package

MARK = b"paramcheck:"
"""How a comment to the tool begins."""

_FOR_EACH = 3
"""Processes from which on what the wrapper repeats of headers is read in one of its own. They share two cores well."""


_PATIENCE = 5
"""How much the process steps back that reads what the wrapper repeats, where there are more processes than cores."""


class Options(Struct, frozen=True):
    """What to read, and how.

    Attributes:
        include: Further folders of headers.
        flags: Further compiler flags.
        target: Target triple; empty for this machine.
        jobs: How many processes may work at the same time; 0 for as many as pay.
        meanwhile: Called while another process is waited for, if there is one.
        answers: What the native side said in an earlier run; ``None`` if nothing is kept for a later one, neither that
            nor what stands for the content of each file.
    """

    include: tuple[Path, ...] = ()
    flags: tuple[str, ...] = ()
    target: str = ""
    jobs: int = 0
    answers: bytes | None = None
    meanwhile: Callable[[], None] | None = None


class Analysis(Struct):
    """What a run found, before anything is hidden.

    Attributes:
        wrapper: Facts of the Python side.
        native: Facts of the library.
        links: Parameters of the wrapper and the native parameters that they reach.
        findings: What the checks say.
        mirrored: What the wrapper repeats of the headers, and what it repeats.
        native_parameters: How many native parameters have a default that was read.
        digests: What stands for the content of files that were read.
        answers: What the native side said, for a later run.
    """

    wrapper: WrapperFacts = field(default_factory=WrapperFacts)
    native: NativeFacts = field(default_factory=NativeFacts)
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    mirrored: tuple[Link, ...] = ()
    native_parameters: int = 0
    digests: Mapping[str, bytes] = field(default_factory=dict)
    answers: bytes = b""

    @property
    def every(self) -> tuple[Link, ...]:
        """All that was compared."""
        return self.links + self.mirrored


def analyse(tree: Tree, rules: Rules, options: Options | None = None) -> Analysis:
    """Read both sides of a tree, link them, and run every check.

    Args:
        tree: The sources.
        rules: What no source can tell.
        options: What to read, and how.

    Raises:
        ParamcheckError: The tree has no wrapper.
        NothingLinkedError: The tree has no native sources.
    """
    options = options or Options()
    with ExitStack() as stack:
        try:
            return _analysed(tree, rules, Workers(tree, options, stack))
        except LostError as error:
            raise ParamcheckError(f"{tree.root}: {error}; leave such files out with `exclude`") from None


def _analysed(tree: Tree, rules: Rules, workers: Workers) -> Analysis:
    wrapper, native = gather(tree, workers)
    links = _settled(_matched(wrapper, native, rules, workers), workers.native)
    mirrors = workers.mirrored()
    native.problems.extend(mirrors.problems)
    workers.native.ask(("rest", (MARK, workers.are_kept)), ("answers", ()))
    context = Context(links, wrapper, native, mirrors)
    found = [finding for check in all_checks() for finding in check.run(context)]
    mirrored = tuple(sorted(mirrors.links, key=matching.order))
    stated = sum(len(one.parameters) for one in native.defaults)
    problems, digests, marked = workers.native.take()
    answers = workers.answers()
    tree.problems.extend(problems)
    native.problems.extend(workers.losses())
    for path in marked:
        tree.read(path)
    return Analysis(wrapper, native, links, tuple(sorted(found, key=_order)), mirrored, stated, digests, answers)


def _order(finding: Finding) -> tuple[str, int, str, int, str]:
    return finding.span.path, finding.span.line, finding.check, finding.span.column, finding.message


def _matched(wrapper: WrapperFacts, native: NativeFacts, rules: Rules, workers: Workers) -> list[Link]:
    """The links, with a second look into the library for defaults that may stand for "not set".

    Few links differ, and looking for what stands in for a default takes longer than everything else.
    """
    links = matching.match(wrapper, native, rules)
    unset = frozenset(
        (link.native.name, link.native.span)
        for link in links
        if link.verdict is Verdict.MISMATCH and (is_unset(link.native.value) or is_low(link.native.value))
    )
    if not unset:
        return links
    sets = [
        (position, one)
        for position, one in enumerate(native.defaults)
        if one.origin and any((each.name, each.span) in unset for each in one.parameters)
    ]
    workers.native.ask(("resolve", (sets, unset)))
    # What the wrapper repeats is much to be read, and that is done meanwhile.
    workers.mirrored()
    resolved = workers.native.take()
    for position, found in resolved.items():
        native.defaults[position] = found
    return matching.match(wrapper, native, rules) if resolved else links


def _settled(links: list[Link], native: Worker) -> tuple[Link, ...]:
    """The links, with a second look into the library for those that differ in how they say "not set"."""
    asked = [number for number, link in enumerate(links) if matching.below_one(link) or matching.may_be_unset(link)]
    if asked:
        native.ask(("settle", ([links[number] for number in asked],)))
        for number, link in zip(asked, native.take(), strict=True):
            links[number] = link
    return tuple(links)


class Workers:
    """The processes that read the native side.

    Args:
        tree: The sources.
        options: What to read, and how.
        stack: Ends them.

    Attributes:
        native: Reads the library and the bindings.
        are_kept: Whether what stands for the content of each file is wanted.
    """

    def __init__(self, tree: Tree, options: Options, stack: ExitStack) -> None:
        self._tree = tree
        self._options = options
        self._stack = stack
        self.are_kept = options.answers is not None
        self._apart: Worker | None = None
        self._mirrors: Mirrors | None = None
        tree.mount(options.include)
        # Before the copies are made, so that each has it.
        tree.files()
        self._jobs = options.jobs or (_FOR_EACH if (os.cpu_count() or 1) > 1 else 1)
        self.native = stack.enter_context(Worker(self._native_side, is_parallel=self._jobs > 1))

    def _native_side(self, watch: Callable[[str], None], skipped: Mapping[str, str]) -> object:
        # libclang is imported only there.
        from paramcheck.native_side import NativeSide  # noqa: PLC0415

        options = self._options
        given = self._tree, options.include, options.flags, options.target, options.answers
        return NativeSide(*given, watch, skipped)

    def _mirror_side(self, package: Package, watch: Callable[[str], None], skipped: Mapping[str, str]) -> object:
        from paramcheck.mirror_side import MirrorSide  # noqa: PLC0415 - as above

        if hasattr(os, "nice"):
            # Nothing waits for what it finds before the very end.
            os.nice(_PATIENCE)
        options = self._options
        given = self._tree, options.include, options.flags, options.target, options.answers
        return MirrorSide(*given, package, watch, skipped)

    def pass_time(self) -> None:
        """Do what can be done while another process works."""
        if self._options.meanwhile is not None and self._jobs > 1 and can_copy():
            self._options.meanwhile()

    def start_mirrors(self, package: Package) -> None:
        """Begin to read what the wrapper repeats of headers, if it may, and if there may be a process for that alone.

        Args:
            package: The wrapper's modules, of which a copy of this process has those that were parsed.
        """
        if not may_repeat(package):
            self._mirrors = Mirrors()
        elif self._jobs >= _FOR_EACH and can_copy():
            self._apart = self._stack.enter_context(Worker(partial(self._mirror_side, package)))
            self._apart.ask(("mirror", ()), ("answers", ()))

    def ask_mirrors(self) -> None:
        """Have it read by the process that reads the native side, if that is the only one."""
        if self._mirrors is None and self._apart is None:
            self.native.ask(("mirror", ()))

    def take_mirrors(self) -> None:
        """Take what was found, if nothing is waited for; answers of the one process come in order."""
        if self._mirrors is None and (self._apart is None or self._apart.is_ready()):
            self._mirrors = (self._apart or self.native).take()

    def mirrored(self) -> Mirrors:
        """What the wrapper repeats of the headers, compared with them."""
        if self._mirrors is None:
            self._mirrors = (self._apart or self.native).take()
        return self._mirrors

    def answers(self) -> bytes:
        """What the native side said, to be kept; nothing if a file cost a process its life.

        The last that is asked for.
        """
        kept = [worker.take() for worker in (self.native, self._apart) if worker is not None]
        return joined(*kept) if not any(self._lost()) else b""

    def losses(self) -> list[Problem]:
        """The files that cost a process its life."""
        return [
            Problem(f"not read: libclang {how} on it", path)
            for path, how in sorted(self._lost().items())
            # Of several that were parsed as one, each was parsed alone afterwards.
            if not path.endswith(JOINT)
        ]

    def _lost(self) -> dict[str, str]:
        return {**self.native.skipped, **(self._apart.skipped if self._apart is not None else {})}


def gather(tree: Tree, workers: Workers) -> tuple[WrapperFacts, NativeFacts]:
    """Read both sides.

    Args:
        tree: The sources.
        workers: Read the native side, at the same time.

    Returns:
        What both say.

    A quick look at the text of the wrapper says what it mentions of the native side, and a quick look at the text of
    the native side where that is. Then both are read, each without knowing anything of the other.
    """
    # griffe is imported only once there is something to read.
    from paramcheck.native.needs import further_needs  # noqa: PLC0415
    from paramcheck.wrapper import python, relevance, stubs, tables, unused  # noqa: PLC0415
    from paramcheck.wrapper.package import Package  # noqa: PLC0415

    side = workers.native
    side.ask(("survey", ()), ("load", ()))
    package = Package(tree)
    mentioned = relevance.outline(package)
    workers.start_mirrors(package)
    has_sources, has_bindings, extensions = side.take()
    side.take()
    require_both(tree, wrapper=bool(package.modules or has_bindings), native=has_sources)
    side.ask(("look", (mentioned.returning, mentioned.constructed)))
    relevance.prepare(package)
    workers.pass_time()
    needed = side.take()
    side.ask(("read", ()), ("bind", ()), ("prepare", ()))
    workers.ask_mirrors()
    wrapper = python.read(package, mentioned, needed, extensions)
    native = side.take()
    _join(wrapper, native, *side.take())
    side.take()
    stubs.read(tree, package, wrapper)
    repeated = tables.find(package, [frozenset(name for name, _ in one.members) for one in wrapper.exposed])
    reached = further_needs(
        wrapper.flows, wrapper.parameters, wrapper.exposed, frozenset(one.name for table in repeated for one in table)
    )
    side.ask(("read_further", (reached, native)))
    workers.take_mirrors()
    moving = {flow.parameter.qualified for flow in wrapper.flows}
    surfaces = {flow.parameter.surface for flow in wrapper.flows}
    still = [one for one in wrapper.parameters if one.qualified not in moving and one.surface in surfaces]
    wrapper.unused = unused.find(package, still)
    workers.take_mirrors()
    native = side.take()
    wrapper.tables = tables.find(package, {frozenset(one.name for one in made.parameters) for made in native.defaults})
    return wrapper, native


def _join(wrapper: WrapperFacts, native: NativeFacts, bound: WrapperFacts, constants: Mapping[str, Value]) -> None:
    """Add what extension modules declare to what Python code does."""
    wrapper.parameters.extend(bound.parameters)
    wrapper.flows.extend(bound.flows)
    wrapper.exposed.extend(bound.exposed)
    wrapper.signatures.update(bound.signatures)
    wrapper.problems.extend(bound.problems)
    wrapper.files += bound.files
    for name, value in constants.items():
        native.constants.setdefault(name, value)


def require_both(tree: Tree, *, wrapper: bool, native: bool) -> None:
    """Say what is missing, and what to do about it.

    Raises:
        ParamcheckError: There is no wrapper.
        NothingLinkedError: There are no native sources.
    """
    if not wrapper:
        raise ParamcheckError(f"{tree.root}: no Python sources of a wrapper found; is this the project's folder?")
    if not native:
        empty = tree.empty_folders()
        hint = ""
        if empty:
            shown = ", ".join(empty[:3])
            hint = f" The folder {shown} is empty: fill it with `git submodule update --init --recursive`."
        raise NothingLinkedError(
            f"{tree.root}: no C or C++ sources found (looked for *.c, *.cc, *.cpp, *.h, *.hpp and the like).{hint}"
            " If they are elsewhere, name the folder with --native PATH."
        )


def report(tree: Tree, analysis: Analysis, triaged: Triage, *, seconds: float) -> Report:
    """Everything that a renderer may show."""
    wrapper, native = analysis.wrapper, analysis.native
    problems = {
        (one.path or "", one.line or 0, one.message): one
        for one in [*tree.problems, *wrapper.problems, *native.problems]
    }
    checks: dict[str, int] = {}
    for finding in triaged.findings:
        checks[finding.check] = checks.get(finding.check, 0) + 1
    return Report(
        name=tree.name,
        version=tree.version,
        links=analysis.every,
        findings=tuple(triaged.findings),
        suppressed=tuple(triaged.suppressed),
        problems=tuple(problems[key] for key in sorted(problems)),
        summary=Summary(
            files=wrapper.files + native.files,
            surfaces=len({link.wrapper.surface for link in analysis.every}),
            native_parameters=analysis.native_parameters,
            links=len(analysis.every),
            verdicts=matching.verdicts(list(analysis.every)),
            checks=dict(sorted(checks.items())),
            hidden=dict(triaged.hidden),
            seconds=seconds,
        ),
    )
