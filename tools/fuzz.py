"""Feeds the readers with inputs that a fuzzer makes, each reader for a share of the time.

    python tools/fuzz.py --seconds 3600 [reader ...]

Each reader runs in a process of its own, since the fuzzer ends one at the first mistake. Whatever it stops at is read
again in another process, where nothing but that input is measured: a machine that was busy with something else is no
mistake, and neither is a death of libclang that costs one file. Then the fuzzer goes on.

What it found is kept below ``build/fuzz``; what made a mistake belongs into ``tests/fuzz/corpus`` as
``<reader>-<what it was>``, where the tests read it from then on. ``tools/fuzz_corpus.py`` chooses what else is kept.
Prints the number of inputs.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "fuzz"
READER = Path(__file__).with_name("fuzz_reader.py")

_SHARES = {
    "cpp": 30,
    "cython": 14,
    "c": 10,
    "header": 10,
    "python": 10,
    "ctypes": 10,
    "cffi": 10,
    "pydantic": 8,
    "project": 12,
    "fixes": 3,
    "extension": 6,
    "stub": 4,
    "archive": 2,
    "metadata": 2,
}
"""How much of the time the readers get, where it is more than one part: those of sources take long for an input."""

_LONGEST_JUDGEMENT = 300
"""Seconds after which an input that was read again counts as one without an end."""

_WIDEST = 200
"""Characters of a line of what a mistake said."""

_INPUTS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_ARTIFACT = re.compile(r"Test unit written to (\S+)")


@dataclass
class Outcome:
    """What a reader's time has brought.

    Attributes:
        inputs: How many were read.
        notes: What the fuzzer stopped at without a mistake of ours.
        mistake: What was wrong, and where it is kept; empty if nothing was.
    """

    inputs: int = 0
    notes: list[str] = field(default_factory=list)
    mistake: str = ""


def main() -> int:
    """Run all readers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600, help="for all readers together")
    parser.add_argument("readers", nargs="*")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.fuzz.readers import READERS  # noqa: PLC0415 - the fuzzer's process has to import it in its own way

    BUILD.mkdir(parents=True, exist_ok=True)
    names = options.readers or list(READERS)
    parts = sum(_SHARES.get(name, 1) for name in names)
    total, failed = 0, False
    for name in names:
        outcome = _feed(name, options.seconds * _SHARES.get(name, 1) / parts)
        total += outcome.inputs
        failed = failed or bool(outcome.mistake)
        print(f"{name:14} {outcome.inputs:9} inputs  {'MISTAKE' if outcome.mistake else 'sound'}", flush=True)
        for line in [*outcome.notes, *outcome.mistake.splitlines()]:
            print(f"    {line}", flush=True)
    print(f"{total} inputs in all")
    return int(failed)


def _feed(name: str, seconds: float) -> Outcome:
    """Feed a reader until its time is over, or until there is a mistake."""
    outcome = Outcome()
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="paramcheck-fuzz-", dir=_memory()) as folder:
        while not outcome.mistake and (not outcome.inputs or time.monotonic() < end - 1):
            left = max(int(end - time.monotonic()), 1)
            ran = _run([name, "--seconds", str(left)], folder)
            log = ran.stdout + ran.stderr
            found = _INPUTS.search(log)
            outcome.inputs += int(found[1]) if found else 0
            if ran.returncode == 0:
                break
            (BUILD / f"{name}.txt").write_text(log, encoding="utf-8")
            artifact = _ARTIFACT.search(log)
            if artifact is None:
                outcome.mistake = "\n".join(log.strip().splitlines()[-20:]) or "the fuzzer's process died"
            else:
                outcome.mistake = _mistake(name, Path(artifact[1]), folder)
                if not outcome.mistake:
                    outcome.notes.append(f"no mistake when read again, alone: {Path(artifact[1]).name}")
    return outcome


def _mistake(name: str, artifact: Path, folder: str) -> str:
    """What an input does when it is read again; nothing if that is well."""
    try:
        ran = _run([name, "--judge", str(artifact)], folder, timeout=_LONGEST_JUDGEMENT)
    except subprocess.TimeoutExpired:
        return f"{artifact}: no end after {_LONGEST_JUDGEMENT} s"
    if ran.returncode == 0:
        return ""
    said = [line[:_WIDEST] for line in (ran.stdout + ran.stderr).strip().splitlines()[-20:]]
    return "\n".join([f"{artifact}: ended with {ran.returncode}", *said])


def _run(words: list[str], folder: str, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, str(READER), *words],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=timeout,
        env={**os.environ, "TMPDIR": folder},
    )


def _memory() -> str | None:
    """A folder that is kept in memory, if the system has one: most of what is read is written just before."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


if __name__ == "__main__":
    sys.exit(main())
