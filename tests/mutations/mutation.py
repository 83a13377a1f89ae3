"""What is changed, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Pair = tuple[str, str]
"""The qualified names of a wrapper parameter and of the native parameter that it reaches."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a default is stated.

    Attributes:
        side: ``wrapper`` or ``native``.
        path: The file, as the tree names it.
        start: Where the text of the default begins, in characters of the file.
        end: Where it ends.
        form: How it is stated, for the figures.
        pairs: The links that the default is one half of.
        wrappers: Further qualified names of the parameters of the place, that a finding may be about.
        natives: The same of the native side.
        groups: What the wrapper is written with, for the figures.
    """

    side: str
    path: str
    start: int
    end: int
    form: str
    pairs: frozenset[Pair]
    wrappers: frozenset[str]
    natives: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of one default.

    Attributes:
        subject: Name of the tree.
        kind: What kind of value it is.
        before: The text of the default.
        after: What stands there instead.
    """

    subject: str
    site: Site
    kind: str
    before: str
    after: str

    def __str__(self) -> str:
        site = self.site
        names = ", ".join(sorted({pair[site.side == "native"] for pair in site.pairs}))
        return (
            f"{self.subject} {site.path}:{site.start} {site.side} {names} ({site.form}): {self.before} -> {self.after}"
        )


class Result(Enum):
    """What came of a mutation.

    ``doubled`` is found, and something else with it that is not about the changed parameter; ``failed`` is an analysis
    that raised.
    """

    FOUND = "found"
    MISSED = "missed"
    DOUBLED = "doubled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mutation and its result.

    Attributes:
        detail: What was missed, or found too much; empty where all is well.
        seconds: How long the analysis took.
        companions: Checks that say something of the changed parameter besides: that its docstring still states the
            default from before, that another surface has kept it.
    """

    mutation: Mutation
    result: Result
    detail: str
    seconds: float
    companions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A place that is not mutated, and why."""

    subject: str
    place: str
    reason: str
