"""Changing defaults one after the other, and counting what comes of it."""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from paramcheck.config import rules_for
from paramcheck.engine import analyse
from paramcheck.sources.tree import Tree
from tests.mutations.judging import all_keys, judge
from tests.mutations.mutation import Mutation, Outcome, Result, Skipped
from tests.mutations.sites import choices
from tests.mutations.working_copy import WorkingCopy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.mutations.judging import Key
    from tests.mutations.sites import Choices
    from tests.mutations.subjects import Subject

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


def run(subject: Subject, extent: Extent) -> Run:
    """Change defaults of one tree, each alone."""
    result = Run(subject)
    with tempfile.TemporaryDirectory(prefix="paramcheck-mutations-") as folder:
        place = Path(folder, "made")
        place.mkdir()
        source = subject.open(place)
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
            result, detail = judge(before, analyse(tree, rules_for(tree.name)), site)
        except Exception as error:  # noqa: BLE001 - counted and shown, as any other failure of a mutation
            result, detail = Result.FAILED, f"{type(error).__name__}: {error}"
    return Outcome(mutation, result, detail, time.perf_counter() - started)


def tally(runs: list[Run]) -> Iterator[tuple[str, str, dict[Result, int]]]:
    """Counts by tree, kind of value and form: what is counted, its name, and the results."""
    for title in ("tree", "kind", "form"):
        counts: dict[str, dict[Result, int]] = {}
        for one in runs:
            for outcome in one.outcomes:
                mutation = outcome.mutation
                name = {"tree": one.subject.name, "kind": mutation.kind, "form": mutation.site.form}[title]
                row = counts.setdefault(name, dict.fromkeys(Result, 0))
                row[outcome.result] += 1
        yield from ((title, name, row) for name, row in sorted(counts.items()))
