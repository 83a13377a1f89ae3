"""``python -m tests.mutations``: change every default that agrees, one at a time, and count what is found.

Exit status 0 if at least 99 of 100 changes are found, of each kind of wrapper and over all, and none brings a second
finding; else 1.
"""

# ruff: noqa: T201 - a program

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from paramcheck.errors import ParamcheckError
from tests.mutations.mutation import Result
from tests.mutations.running import GROUP, Extent, Run, run, tally
from tests.mutations.subjects import GROUPS, Subject

ENOUGH = 0.99


def main() -> int:
    """Run, print the figures, and say whether they are good enough."""
    options = _options()
    extent = Extent(options.seed, options.at_most, options.only)
    wanted = [one for group in options.group or GROUPS for one in GROUPS[group]() if options.tree in one.name]
    runs: list[Run] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for one in pool.map(partial(_run, extent=extent), wanted):
            runs.append(one)
            _show(one)
    if options.log:
        _write(options.log, runs)
    return figures(runs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0, help="chooses the values, and the places of large packages")
    parser.add_argument("--group", action="append", choices=list(GROUPS), help="only these trees (default: all)")
    parser.add_argument("--tree", default="", help="only trees with this in their name")
    parser.add_argument("--only", default="", help="only mutations with this in their line")
    parser.add_argument("--at-most", type=int, help="mutations of a tree")
    parser.add_argument("--jobs", type=int, help="processes (default: one for each processor)")
    parser.add_argument("--log", type=Path, help="write every outcome, a line each")
    return parser.parse_args()


def _run(subject: Subject, extent: Extent) -> Run:
    try:
        return run(subject, extent)
    except (ParamcheckError, ValueError) as error:
        return Run(subject, problem=str(error))


def _show(one: Run) -> None:
    counts = Counter(outcome.result for outcome in one.outcomes)
    row = ", ".join(f"{counts[result]} {result.value}" for result in Result if counts[result])
    print(f"{one.subject.name}: {row or 'nothing changed'}, {len(one.skipped)} skipped {one.problem}", file=sys.stderr)
    for outcome in one.outcomes:
        if outcome.result is not Result.FOUND:
            print(f"  {outcome.result.value}: {outcome.mutation}\n      {outcome.detail}", file=sys.stderr, flush=True)


def _write(place: Path, runs: list[Run]) -> None:
    rows = [f"{outcome.result.value}\t{outcome.mutation}" for one in runs for outcome in one.outcomes]
    rows += [f"skipped\t{row.subject} {row.place}: {row.reason}" for one in runs for row in one.skipped]
    place.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def figures(runs: list[Run]) -> int:
    """Print the figures.

    Returns:
        The exit status.
    """
    last, enough = "", True
    for title, name, counts in tally(runs):
        if title != last:
            print(f"\n{'by ' + title:<44}  changed" + "".join(f"{result.value:>9}" for result in Result) + "  share")
        last = title
        row = "".join(f"{counts[result]:>9}" for result in Result)
        print(f"{name:<44}{counts.total():>9}{row}{share(counts):>7.1%}")
        enough = enough and (title != GROUP or share(counts) >= ENOUGH)
    outcomes = [outcome for one in runs for outcome in one.outcomes]
    total = Counter(outcome.result for outcome in outcomes)
    reasons = Counter(row.reason.partition(" from ")[0] for one in runs for row in one.skipped)
    further = Counter(check for outcome in outcomes for check in outcome.companions)
    trees = sum(bool(one.outcomes) for one in runs)
    print(f"\n{total.total()} changes in {trees} trees: {share(total):.2%} found, {total[Result.DOUBLED]} doubled")
    print("of the same parameter besides: " + ", ".join(f"{count} {check}" for check, count in further.most_common()))
    print("skipped places: " + ", ".join(f"{count} ({reason})" for reason, count in reasons.most_common()))
    return 0 if enough and sufficient(total) and not any(one.problem for one in runs) else 1


def share(counts: Counter[Result]) -> float:
    """How many of the changes were found, those with a second finding included."""
    return (counts[Result.FOUND] + counts[Result.DOUBLED]) / max(counts.total(), 1)


def sufficient(counts: Counter[Result]) -> bool:
    """Whether so many changes were found as have to be, and nothing beside them."""
    return counts.total() > 0 and share(counts) >= ENOUGH and not counts[Result.DOUBLED]


if __name__ == "__main__":
    sys.exit(main())
