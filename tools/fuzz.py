"""Feeds the readers with inputs that a fuzzer makes, each reader for a share of the time.

    python tools/fuzz.py --seconds 3600 [reader ...]

Each reader runs in a process of its own, since the fuzzer ends one at the first mistake. What it found is kept below
``build/fuzz``; what made a mistake belongs into ``tests/fuzz/corpus`` as ``<reader>-<what it was>``, where the tests
read it from then on. Prints the number of inputs.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "fuzz"

_MOST_SECONDS = 10
_MOST_MEGABYTES = 1024
"""More than the process has when it starts; libFuzzer counts the whole process, so that its bound is higher."""

_INPUTS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def main() -> int:
    """Run all readers, or one of them as the fuzzer's own process."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600, help="for all readers together")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("readers", nargs="*")
    options = parser.parse_args()
    if options.one:
        return _fuzz(options.one, options.seconds)
    sys.path.insert(0, str(ROOT))
    from tests.fuzz.readers import READERS  # noqa: PLC0415 - the fuzzer's process has to import it in its own way

    BUILD.mkdir(parents=True, exist_ok=True)
    names = options.readers or list(READERS)
    total, failed = 0, []
    for name in names:
        command = [sys.executable, __file__, "--one", name, "--seconds", str(max(options.seconds // len(names), 1))]
        ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
        found = _INPUTS.search(ran.stderr)
        count = int(found[1]) if found else 0
        total += count
        print(f"{name:14} {count:9} inputs  {'sound' if ran.returncode == 0 else 'MISTAKE'}", flush=True)
        if ran.returncode:
            failed.append(name)
            (BUILD / f"{name}.txt").write_text(ran.stdout + ran.stderr, encoding="utf-8")
            print("\n".join((ran.stdout + ran.stderr).strip().splitlines()[-12:]), flush=True)
    print(f"{total} inputs in all")
    return int(bool(failed))


def _fuzz(name: str, seconds: int) -> int:
    import atheris  # noqa: PLC0415 - an extra of its own

    sys.path.insert(0, str(ROOT))
    with atheris.instrument_imports(include=["paramcheck"]):
        from paramcheck import native_side  # noqa: F401, PLC0415 - before the copies of the process are made
        from paramcheck.isolation import worker  # noqa: PLC0415
        from tests.fuzz.readers import READERS, SOURCES, seeds  # noqa: PLC0415
    if name in SOURCES:
        # What is done in another process could not be followed.
        worker.can_copy = lambda: False
    corpus, found = BUILD / "corpus" / name, BUILD / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(data)
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            f"-max_total_time={seconds}",
            f"-timeout={_MOST_SECONDS}",
            f"-rss_limit_mb={_MOST_MEGABYTES + 512}",
            f"-artifact_prefix={found}/{name}-",
            "-print_final_stats=1",
            "-max_len=20000",
        ],
        READERS[name],
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
