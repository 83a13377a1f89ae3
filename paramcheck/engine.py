"""Sources to facts, facts to links, links to findings."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paramcheck.checks import Context, all_checks
from paramcheck.errors import NothingLinkedError, ParamcheckError
from paramcheck.links import matching
from paramcheck.model import NativeFacts, Report, Summary, WrapperFacts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from paramcheck.config import Rules
    from paramcheck.links.mirrors import Mirrors
    from paramcheck.model import Finding, Link
    from paramcheck.native.search import Search
    from paramcheck.sources.tree import Tree
    from paramcheck.triage import Triage
    from paramcheck.wrapper.bindings import BindingFacts


@dataclass(frozen=True, slots=True)
class Options:
    """What to read, and how.

    Attributes:
        include: Further folders of headers.
        flags: Further compiler flags.
        target: Target triple; empty for this machine.
    """

    include: tuple[Path, ...] = ()
    flags: tuple[str, ...] = ()
    target: str = ""


@dataclass(slots=True)
class Analysis:
    """What a run found, before anything is hidden.

    Attributes:
        wrapper: Facts of the Python side.
        native: Facts of the library.
        links: Parameters of the wrapper and the native parameters that they reach.
        findings: What the checks say.
        mirrored: What the wrapper repeats of the headers, and what it repeats.
        native_parameters: How many native parameters have a default that was read.
    """

    wrapper: WrapperFacts = field(default_factory=WrapperFacts)
    native: NativeFacts = field(default_factory=NativeFacts)
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    mirrored: tuple[Link, ...] = ()
    native_parameters: int = 0

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
    wrapper, native, search, mirrors = gather(tree, options or Options())
    links = tuple(_settled(matching.match(wrapper, native, rules), search))
    context = Context(links, wrapper, native, mirrors)
    found = [finding for check in all_checks() for finding in check.run(context)]
    mirrored = tuple(sorted(mirrors.links, key=matching.order))
    stated = sum(len(one.parameters) for one in native.defaults)
    return Analysis(wrapper, native, links, tuple(sorted(found, key=_order)), mirrored, stated)


def _order(finding: Finding) -> tuple[str, int, str, int, str]:
    return finding.span.path, finding.span.line, finding.check, finding.span.column, finding.message


def _settled(links: list[Link], search: Search) -> Iterator[Link]:
    """The links, with a second look into the library for those that differ in how they say "not set"."""
    from paramcheck.native import boundaries  # noqa: PLC0415 - the native side is imported when it is read

    for link in links:
        values = matching.below_one(link)
        name = link.native.name.rpartition(".")[2]
        if values and boundaries.alike(search, name, *values):
            yield matching.undecided(link)
        elif matching.may_be_unset(link) and boundaries.replaced_by(search, name, link.effective.spelling):
            yield matching.agreed(link)
        else:
            yield link


def gather(tree: Tree, options: Options) -> tuple[WrapperFacts, NativeFacts, Search, Mirrors]:
    """Read both sides.

    Returns:
        What both say, the native sources to look further things up in, and what the wrapper repeats of the headers.

    A quick look at the text of the wrapper says what it mentions of the native side, and a quick look at the text of
    the native side where that is. Then both are read, each without knowing anything of the other.
    """
    # libclang and griffe are imported only once there is something to read.
    from paramcheck.clang.unit import Parser  # noqa: PLC0415
    from paramcheck.links import repeated as repeated_headers  # noqa: PLC0415
    from paramcheck.native import absent, reading  # noqa: PLC0415
    from paramcheck.native.search import Search  # noqa: PLC0415
    from paramcheck.wrapper import bindings, python, relevance, stubs, tables, unused  # noqa: PLC0415
    from paramcheck.wrapper.package import Package  # noqa: PLC0415

    tree.mount(options.include)
    package, search = Package(tree), Search(tree)
    extensions = bindings.find(tree)
    require_both(tree, wrapper=bool(package.modules or extensions.bindings), native=bool(search.paths))
    mentioned = relevance.outline(package)
    needs = reading.look(search, mentioned.returning, mentioned.constructed)
    parser = Parser(tree, options.include, options.flags, options.target)
    with ThreadPoolExecutor(max_workers=1) as pool:
        # libclang works outside of Python's lock.
        pending = pool.submit(reading.read, tree, parser, search, needs)
        bound = pool.submit(bindings.read, tree, parser, extensions)
        wrapper = python.read(package, mentioned, needs.names, extensions.names)
        native = pending.result()
        _join(wrapper, native, bound.result())
    stubs.read(tree, package, wrapper)
    repeated = tables.find(package, [frozenset(name for name, _ in one.members) for one in wrapper.exposed])
    reached = reading.further_needs(
        wrapper.flows, wrapper.parameters, wrapper.exposed, frozenset(one.name for table in repeated for one in table)
    )
    reading.extend(native, reading.read_further(tree, parser, search, reached, native))
    native.absent_keys = absent.keys(search, reached.keys, native)
    moving = {flow.parameter.qualified for flow in wrapper.flows}
    surfaces = {flow.parameter.surface for flow in wrapper.flows}
    still = [one for one in wrapper.parameters if one.qualified not in moving and one.surface in surfaces]
    wrapper.unused = unused.find(package, still)
    wrapper.tables = tables.find(package, {frozenset(one.name for one in made.parameters) for made in native.defaults})
    mirrors = repeated_headers.find(tree, package, parser, search, options.target)
    native.problems.extend(mirrors.problems)
    return wrapper, native, search, mirrors


def _join(wrapper: WrapperFacts, native: NativeFacts, bound: BindingFacts) -> None:
    """Add what extension modules declare to what Python code does."""
    wrapper.parameters.extend(bound.parameters)
    wrapper.flows.extend(bound.flows)
    wrapper.exposed.extend(bound.exposed)
    wrapper.signatures.update(bound.signatures)
    wrapper.problems.extend(bound.problems)
    wrapper.files += bound.files
    for name, value in bound.constants.items():
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
