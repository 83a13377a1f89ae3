"""How long a report of 5,000 findings takes in each format.

One line a format: seconds, megabytes, and the seconds as a multiple of those of the concise format, which is little
more than writing the lines. More than five seconds is an error.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from paramcheck.reports import formats, renderer
from tests.reports.report_builders import large_report, options

MOST_SECONDS = 5.0


def main() -> int:
    """Measure every format; 1 if one is too slow."""
    report = large_report(5_000)
    chosen = options(all_links=True)
    measured = {}
    for name in formats():
        started = time.perf_counter()
        size = len(renderer(name).render(report, chosen).encode())
        measured[name] = time.perf_counter() - started, size
    base = measured["concise"][0]
    for name, (seconds, size) in sorted(measured.items(), key=lambda row: row[1]):
        print(f"{name:10} {seconds:6.2f} s {size / 1e6:6.2f} MB {seconds / base:6.1f} x concise")
    return int(any(seconds > MOST_SECONDS for seconds, _ in measured.values()))


if __name__ == "__main__":
    sys.exit(main())
