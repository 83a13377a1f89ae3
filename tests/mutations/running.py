"""Changing defaults one after the other, and counting what comes of it."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

# Every analysis works in a copy of this process: what is imported here is not imported there each time.
import paramcheck.native_side  # noqa: F401
from paramcheck.config import rules_for
from paramcheck.engine import analyse
from paramcheck.sources.tree import Tree
from tests.mutations.judging import all_keys, companions, judge
from tests.mutations.mutation import Mutation, Outcome, Result, Skipped
from tests.mutations.sites import choices
from tests.mutations.working_copy import WorkingCopy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.mutations.judging import Key
    from tests.mutations.sites import Choices
    from tests.mutations.subjects import Subject

GROUP = "wrapper"
"""What counts are called by what the wrapper is written with."""

EACH = 2
"""How many other values each place is given, where there are that many."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is run.

    Attributes:
        seed: Chooses values and, where not all are run, places.
        at_most: Mutations of a tree.
        only: Run only those whose line contains this text.
    """

    seed: int = 0
    at_most: int | None = None
    only: str = ""


@dataclass(slots=True)
class Run:
    """What came of one tree.

    Attributes:
        seconds: How long reading the tree as it is took.
    """

    subject: Subject
    outcomes: list[Outcome] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    seconds: float = 0.0
    problem: str = ""


def run(subject: Subject, extent: Extent, source: Path | None = None) -> Run:
    """Change defaults of one tree, each alone.

    Args:
        subject: The tree.
        extent: How much of it is changed.
        source: Its folder, if it is not where the subject says.
    """
    result = Run(subject)
    with tempfile.TemporaryDirectory(prefix="paramcheck-mutations-") as folder:
        place = Path(folder, "made")
        place.mkdir()
        source = source or subject.open(place)
        tree = Tree.open(source)
        rules = rules_for(tree.name)
        started = time.perf_counter()
        analysis = analyse(tree, rules)
        result.seconds = time.perf_counter() - started
        found, result.skipped = choices(subject.name, tree, analysis)
        before = all_keys(analysis)
        copy = WorkingCopy(source, Path(folder))
        for mutation in chosen(found, subject, extent):
            result.outcomes.append(_outcome(copy, mutation, tree.text(mutation.site.path), before))
    return result


def chosen(found: Choices, subject: Subject, extent: Extent) -> list[Mutation]:
    """Some values for each place; with a limit, places by chance, the same for a seed on every machine."""
    chance = random.Random(f"{extent.seed} {subject.name}")
    places = list(found)
    chance.shuffle(places)
    limit = min(subject.at_most, extent.at_most or subject.at_most)
    # Every place gets one value before any gets a second one.
    rounds = [chance.sample(one, min(EACH, len(one))) for one in places]
    order = [one[number] for number in range(EACH) for one in rounds if number < len(one)]
    return [one for one in order[:limit] if extent.only in str(one)]


def _outcome(copy: WorkingCopy, mutation: Mutation, text: str, before: frozenset[Key]) -> Outcome:
    site = mutation.site
    changed = text[: site.start] + mutation.after + text[site.end :]
    started = time.perf_counter()
    with copy.replaced(site.path, changed.encode()):
        tree = Tree.open(copy.root)
        try:
            after = analyse(tree, rules_for(tree.name))
        except Exception as error:  # noqa: BLE001 - counted and shown, as any other failure of a mutation
            detail = f"{type(error).__name__}: {error}"
            return Outcome(mutation, Result.FAILED, detail, time.perf_counter() - started)
    result, detail = judge(before, after, site)
    return Outcome(mutation, result, detail, time.perf_counter() - started, companions(before, after, site))


def tally(runs: list[Run]) -> Iterator[tuple[str, str, Counter[Result]]]:
    """Counts by tree, kind of value, side and form, and what the wrapper is written with: of what, and the results."""
    counts: dict[str, dict[str, Counter[Result]]] = {}
    for one in runs:
        for outcome in one.outcomes:
            for title, name in _rows(one.subject, outcome.mutation):
                counts.setdefault(title, {}).setdefault(name, Counter())[outcome.result] += 1
    for title, rows in counts.items():
        yield from ((title, name, row) for name, row in sorted(rows.items()))


def _rows(subject: Subject, mutation: Mutation) -> Iterator[tuple[str, str]]:
    site = mutation.site
    # Trees of the matrix have both forms in their name; they are counted as such.
    yield "tree", "our own forms" if subject.group == "matrix" else subject.name
    yield "kind of value", mutation.kind
    yield "form", f"{site.side}: {site.form}"
    for group in sorted(site.groups):
        yield GROUP, group
