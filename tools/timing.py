"""How long a command takes, and how much memory: for the benchmarks."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in a unit of the memory that the system reports."""


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes:
        wall: Seconds.
        processor: Seconds of all cores together.
        memory: Bytes, of the process that took most.
    """

    wall: float
    processor: float
    memory: int


def once(command: Sequence[str | Path], folder: Path | None = None) -> Cost:
    """Run a command.

    Raises:
        SystemExit: If it cannot be run, or says that it could not do its work.
    """
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - what the benchmark names
        [str(word) for word in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode("utf-8", "replace")
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(map(str, command))}: status {process.returncode}\n{said}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT)


def least(command: Sequence[str | Path], folder: Path | None = None, times: int = 5) -> Cost:
    """Run a command several times; the least of each cost, since everything else on the machine only adds."""
    costs = [once(command, folder) for _ in range(times)]
    return Cost(min(one.wall for one in costs), min(one.processor for one in costs), min(one.memory for one in costs))


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The power of the size with which a cost grows: the slope of the line through the logarithms."""
    rows = [(math.log(size), math.log(cost)) for size, cost in zip(sizes, costs, strict=True)]
    mean_size, mean_cost = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    above = sum((size - mean_size) * (cost - mean_cost) for size, cost in rows)
    return above / sum((size - mean_size) ** 2 for size, _ in rows)
