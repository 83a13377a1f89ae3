"""Under which names the constants of a wrapper may stand in the library."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paramcheck.model_mirrors import DeclaredConstant, MirrorConstant, MirrorFacts

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_START = re.compile(r"[a-z0-9]+|[A-Z]+[a-z0-9]*")

_SEVERAL = 3
"""Functions of a library whose names start alike before that is taken for its prefix."""

_MOST_PREFIXES = 3


def prefixes(facts: MirrorFacts) -> tuple[str, ...]:
    """What the names of the library start with, in capitals, by the functions that the wrapper declares."""
    starts = Counter(
        match.group().upper() for one in facts.functions if (match := _START.match(one.name.lstrip("_"))) is not None
    )
    return tuple(start for start, count in starts.most_common(_MOST_PREFIXES) if count >= _SEVERAL and len(start) > 1)


def stated(constant: MirrorConstant) -> tuple[str, ...]:
    """The names that a constant says it has: its own, or with that of its enum before it."""
    if not constant.group:
        return (constant.name,)
    names = [constant.name, *(f"{group}_{constant.name}" for group in _groups(constant))]
    return tuple(dict.fromkeys(names))


def guessed(constant: MirrorConstant, starts: Iterable[str]) -> tuple[str, ...]:
    """The names that it has if the wrapper leaves out what all names of the library start with.

    Args:
        constant: The constant.
        starts: What they start with.
    """
    bare = constant.name.lstrip("_")
    names = [f"{start}_{bare}" for start in starts]
    names += [f"{start}_{group}_{bare}" for start in starts for group in _groups(constant)]
    return tuple(dict.fromkeys(names))


def _groups(constant: MirrorConstant) -> tuple[str, ...]:
    """The name of its enum in capitals, with and without the ending of a type."""
    group = _CAMEL.sub("_", constant.group).upper().strip("_")
    return tuple(one for one in (group, group.removesuffix("_T") if group.endswith("_T") else "") if one)


class Enums:
    """Enums of the library, by what their enumerators are called without their common beginning.

    Args:
        enums: All enumerators of each.
    """

    def __init__(self, enums: Iterable[Sequence[DeclaredConstant]]) -> None:
        self._with: dict[str, list[dict[str, DeclaredConstant]]] = {}
        for enum in enums:
            start = _common_start([one.name for one in enum])
            if start:
                rows = {one.name[len(start) :]: one for one in enum}
                for name in rows:
                    self._with.setdefault(name, []).append(rows)

    def of(self, members: Sequence[MirrorConstant]) -> list[list[DeclaredConstant]]:
        """The enumerators that the members of an enum class stand for, for each enum that it may be.

        The library's have a common beginning, which the members lack; all else in their names is the same.

        Args:
            members: The class's members, at least one.

        Returns:
            One enumerator for each member, for each enum that has one for all of them.
        """
        rarest = min((self._with.get(one.name, []) for one in members), key=len)
        return [[rows[one.name] for one in members] for rows in rarest if all(one.name in rows for one in members)]


def _common_start(names: Sequence[str]) -> str:
    """The words that names start with, up to an underscore."""
    shortest, longest = min(names, default=""), max(names, default="")
    length = next((i for i, (a, b) in enumerate(zip(shortest, longest, strict=False)) if a != b), len(shortest))
    return shortest[: shortest.rfind("_", 0, length) + 1]
