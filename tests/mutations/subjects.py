"""The trees in which defaults are changed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paramcheck.sources.home import default_cache
from paramcheck.sources.index import fetch
from paramcheck.sources.store import checkout
from tests.mutations import matrix
from tests.support import write

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("PARAMCHECK_CACHE_DIR") or default_cache())
UNLIMITED = 1 << 30
EACH_PAIR = 12
"""How many places are changed where two forms meet that each meet another form in full."""

_LINE = re.compile(r"(?P<requirement>\S+==\S+) --hash=sha256:(?P<digest>[0-9a-f]{64})(?: at-most=(?P<limit>\d+))?")


@dataclass(frozen=True, slots=True)
class Subject:
    """A tree to change defaults in.

    Attributes:
        group: ``example``, ``matrix`` or ``package``.
        name: What the figures call it.
        at_most: How many of its places are changed.
        source: What it is made from.
    """

    group: str
    name: str
    at_most: int = UNLIMITED
    source: str = ""

    def open(self, scratch: Path) -> Path:
        """The folder of the tree, which must not be written to.

        Args:
            scratch: An empty folder for what has to be made first.

        Raises:
            ParamcheckError: If an sdist cannot be fetched.
            ValueError: If the index serves another file than the one that was read.
        """
        if self.group == "example":
            return ROOT / "examples" / self.name
        if self.group == "matrix":
            write(scratch, matrix.trees()[self.name])
            return scratch
        if fetch(self.name, CACHE).sha256 != self.source:
            raise ValueError(f"{self.name}: the index serves another file than the one that was read")
        return checkout(self.name, CACHE).root


def examples() -> list[Subject]:
    """Our own small wrappers."""
    return [Subject("example", one.name) for one in sorted((ROOT / "examples").iterdir()) if one.is_dir()]


def forms() -> list[Subject]:
    """Every form of one side against every form of the other."""
    full = set(matrix.diagonal())
    return [Subject("matrix", name, UNLIMITED if name in full else EACH_PAIR) for name in sorted(matrix.trees())]


def packages() -> list[Subject]:
    """Real sdists."""
    text = Path(__file__).with_name("packages.txt").read_text(encoding="utf-8")
    rows = [_LINE.fullmatch(line) for line in text.splitlines() if not line.startswith("#")]
    return [
        Subject("package", row["requirement"], int(row["limit"] or UNLIMITED), row["digest"]) for row in rows if row
    ]


GROUPS: dict[str, Callable[[], list[Subject]]] = {"example": examples, "matrix": forms, "package": packages}
