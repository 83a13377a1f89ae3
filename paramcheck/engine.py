"""Sources to facts, facts to links, links to findings."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.checks import Context, all_checks
from paramcheck.errors import NothingLinkedError, ParamcheckError
from paramcheck.isolation import LostError
from paramcheck.links import matching
from paramcheck.model import NativeFacts, Report, Span, Summary, Verdict, WrapperFacts
from paramcheck.native.unset import is_low, is_unset
from paramcheck.workers import Options, Workers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paramcheck.config import Rules
    from paramcheck.model import Finding, Link
    from paramcheck.sources.tree import Tree
    from paramcheck.triage import Triage
    from paramcheck.values import Value

__all__ = ["MARK", "Analysis", "Options", "analyse", "gather", "report", "require_both"]

MARK = b"paramcheck:"
"""How a comment to the tool begins."""


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
    links = _linked(wrapper, native, rules, workers)
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


def _linked(wrapper: WrapperFacts, native: NativeFacts, rules: Rules, workers: Workers) -> tuple[Link, ...]:
    """The links, with a second look into the library for those whose defaults may stand for "not set".

    Few links differ, and looking for what stands in for a default takes longer than everything else.
    """
    links = matching.match(wrapper, native, rules)
    unset = frozenset(
        (link.native.name, link.native.span)
        for link in links
        if link.verdict is Verdict.MISMATCH and (is_unset(link.native.value) or is_low(link.native.value))
    )
    if not unset:
        return tuple(_settled(links, {}, workers))
    sets = [
        (position, one)
        for position, one in enumerate(native.defaults)
        if one.origin and any((each.name, each.span) in unset for each in one.parameters)
    ]
    workers.native.ask(("resolve", (sets, unset)))
    # Most links will be the same afterwards.
    early = [link for link in links if matching.is_open(link)]
    settled = workers.settle(early) if early else list
    workers.pass_time()
    # What the wrapper repeats is much to be read, and that is done meanwhile.
    workers.mirrored()
    resolved = workers.native.take()
    known = {_ends(before): (before, after) for before, after in zip(early, settled(), strict=True)}
    for position, found in resolved.items():
        native.defaults[position] = found
    return tuple(_settled(matching.match(wrapper, native, rules) if resolved else links, known, workers))


_Ends = tuple[str, Span, str, Span]
"""Names and places of both sides of a link."""


def _ends(link: Link) -> _Ends:
    return link.wrapper.qualified, link.wrapper.span, link.native.qualified, link.native.span


def _settled(links: list[Link], known: Mapping[_Ends, tuple[Link, Link]], workers: Workers) -> list[Link]:
    """The links, with a second look into the library for those that differ in how they say "not set".

    Args:
        links: The links.
        known: Links that were looked at before, and what became of each, by its ends.
        workers: Look at the others.
    """
    made: dict[int, Link] = {}
    left: list[int] = []
    for number, link in enumerate(links):
        if matching.is_open(link):
            before, after = known.get(_ends(link), (None, link))
            if before == link:
                made[number] = after
            else:
                left.append(number)
    if left:
        made.update(zip(left, workers.settle([links[number] for number in left])(), strict=True))
    return [made.get(number, link) for number, link in enumerate(links)]


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
    from paramcheck.wrapper.outline import outline  # noqa: PLC0415
    from paramcheck.wrapper.package import Package  # noqa: PLC0415

    side = workers.native
    side.ask(("survey", ()), ("load", ()))
    package = Package(tree)
    mentioned = outline(package)
    look = mentioned.returning, mentioned.constructed
    side.ask(("look", look), ("read", ()), ("bind", ()), ("prepare", (MARK,)))
    relevance.prepare(package)
    # With what is parsed by now. Until here there was no core for it.
    workers.start_mirrors(package)
    has_sources, has_bindings, extensions = side.take()
    side.take()
    require_both(tree, wrapper=bool(package.modules or has_bindings), native=has_sources)
    needed = side.take()
    workers.ask_mirrors()
    wrapper = python.read(package, mentioned, needed, extensions)
    if not side.is_ready():
        workers.pass_time()
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
