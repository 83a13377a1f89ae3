"""Chooses from what the fuzzer found the few inputs that reach most, and keeps them where the tests read them.

    python tools/fuzz_corpus.py [reader ...]

An input is worth keeping for the steps from one line to another that neither the reader's seeds nor those chosen before
it take. Run it after ``make fuzz``, with ``build/fuzz`` as that left it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

ROOT = Path(__file__).parents[1]
FOUND = ROOT / "build" / "fuzz" / "corpus"
KEPT = ROOT / "tests" / "fuzz" / "corpus"

_LONGEST = 2000
_MOST, _MOST_TREES = 12, 6
"""Inputs for a reader, and for one that reads a whole tree: all of them are read whenever the tests run."""

_FEWEST_STEPS = 3
_MOST_TRIED = 400

Steps = set[tuple[str, int, int]]
"""A file, a line, and the line of the same call before it."""


def main() -> int:
    """Choose for some readers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("readers", nargs="*")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from paramcheck.isolation import worker  # noqa: PLC0415
    from tests.fuzz.readers import READERS, SLOW, seeds  # noqa: PLC0415

    # What is done in another process could not be followed.
    worker.can_copy = lambda: False
    for name in options.readers or list(READERS):
        for path in KEPT.glob(f"{name}-kept-*"):
            path.unlink()
        read = READERS[name]
        known = set().union(*(_steps(read, data) for data in seeds(name)))
        tried = {data: _steps(read, data) for data in _candidates(name)}
        chosen = _chosen(tried, known, _MOST_TREES if name in SLOW else _MOST)
        for data in chosen:
            (KEPT / f"{name}-kept-{hashlib.sha256(data).hexdigest()[:8]}").write_bytes(data)
        print(f"{name:14} {len(tried):4} tried  {len(chosen):3} kept", flush=True)
    return 0


def _candidates(name: str) -> list[bytes]:
    """Short inputs that the fuzzer found, in an order of their own, those it began with left out."""
    paths = [path for path in sorted((FOUND / name).glob("*")) if not path.name.startswith("seed-")]
    texts = [path.read_bytes() for path in paths if path.stat().st_size <= _LONGEST]
    random.Random(name).shuffle(texts)  # noqa: S311 - no secret
    return texts[:_MOST_TRIED]


def _chosen(tried: dict[bytes, Steps], known: Steps, most: int) -> list[bytes]:
    """The inputs that add most, one after another."""
    chosen: list[bytes] = []
    while tried and len(chosen) < most:
        best = max(tried, key=lambda data: (len(tried[data] - known), -len(data)))
        added = tried.pop(best) - known
        if len(added) < _FEWEST_STEPS:
            break
        known |= added
        chosen.append(best)
    return chosen


def _steps(read: Callable[[bytes], None], data: bytes) -> Steps:
    found: Steps = set()
    with _following(found):
        read(data)
    return found


@contextmanager
def _following(found: Steps) -> Iterator[None]:
    ours = str(ROOT / "paramcheck")

    def called(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401 - as Python defines it
        del event, argument
        path = frame.f_code.co_filename
        if not path.startswith(ours):
            return None
        last = 0

        def stepped(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401
            nonlocal last
            del argument
            if event == "line":
                found.add((path, last, frame.f_lineno))
                last = frame.f_lineno
            return stepped

        return stepped

    threading.settrace(called)
    sys.settrace(called)
    try:
        yield
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
