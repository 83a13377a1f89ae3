"""One reader's process, for ``tools/fuzz.py``: feeds it, or reads one input again and measures that."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import random
import re
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "fuzz"

_MOST_SECONDS = 10
"""Processor time for an input: what else the machine does is no matter."""

_MOST_MEGABYTES = 1024
"""More than the process has when it starts; libFuzzer counts the whole process, so that its bound is higher."""

_WALL_SECONDS = 120
"""When the fuzzer gives up waiting for an input that has no end."""

_LONGEST = 6000
_WHOLE = frozenset({"archive", "entry", "answers"})
"""Readers of no text, for which the fuzzer's own changes are the better ones."""


def main() -> int:
    """Feed a reader, or judge one input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--seconds", type=int)
    parser.add_argument("--judge", type=Path)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    return _judge(options.name, options.judge) if options.judge else _feed(options.name, options.seconds)


def _judge(name: str, path: Path) -> int:
    """Read one input as users do, in a process that has read others before."""
    from tests.fuzz.readers import READERS, seeds  # noqa: PLC0415

    READERS[name](seeds(name)[-1])
    seconds, kilobytes = _spent()
    READERS[name](path.read_bytes())
    after, most = _spent()
    took, grew = after - seconds, (most - kilobytes) / 1024
    print(f"{took:.1f} s of processor time, {grew:.0f} MB")
    return int(took > _MOST_SECONDS or grew > _MOST_MEGABYTES)


def _spent() -> tuple[float, int]:
    """Processor time and the most memory of this process and those that it has started."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = sum(one.ru_utime + one.ru_stime for one in (own, others))
    return seconds, max(_own_peak() or own.ru_maxrss, others.ru_maxrss)


def _own_peak() -> int:
    """The most memory of this process in KiB, 0 where the system does not say: getrusage counts what started it too."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    peak = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    return int(peak[1]) if peak is not None else 0


class Inline:
    """Takes the place of the process that reads the native side: nothing is done anywhere else, or later.

    Args:
        make: Makes the object whose methods are called.
    """

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make
        self._service: object = None
        self._answers: list[object] = []

    def send(self, calls: list[tuple[str, tuple[object, ...]]], unwanted: int) -> None:
        """Carry calls out. What one raises is raised at once."""
        if self._service is None:
            self._service = self._make()
        self._answers += [getattr(self._service, name)(*arguments) for name, arguments in calls[unwanted:]]

    def receive(self) -> tuple[bool, object]:
        """The next answer."""
        return True, self._answers.pop(0)

    def is_ready(self) -> bool:
        """Whether the next answer is there."""
        return bool(self._answers)

    def leave(self) -> None:
        """Nothing is left to be done."""

    def end(self) -> str:
        """The same."""
        return ""


class TooSlowError(Exception):
    """An input took more processor time than it may."""


def _feed(name: str, seconds: int) -> int:
    import atheris  # noqa: PLC0415 - an extra of its own

    with atheris.instrument_imports(include=["paramcheck"]):
        import paramcheck  # noqa: PLC0415
        from paramcheck.isolation import worker  # noqa: PLC0415
        from tests.fuzz.mutating import Mutator, words  # noqa: PLC0415
        from tests.fuzz.readers import READERS, seeds  # noqa: PLC0415
        from tests.fuzz.tables import further  # noqa: PLC0415

        # What is imported only when it is needed would not be followed.
        for module in pkgutil.walk_packages(paramcheck.__path__, "paramcheck."):
            if not module.name.endswith("__main__") and ".confirm." not in module.name:
                importlib.import_module(module.name)
    # Neither would what is done in another process.
    worker.can_copy = lambda: False
    worker._Thread = Inline  # noqa: SLF001
    inputs = [*seeds(name), *further(name)]
    corpus, found, dictionary = BUILD / "corpus" / name, BUILD / "found", BUILD / f"{name}.dict"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(inputs):
        (corpus / f"seed-{number}").write_bytes(data)
    dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in words(name)), encoding="ascii")
    mutator = Mutator(words(name), tuple(inputs))

    def feed(data: bytes) -> None:
        started = time.process_time()
        READERS[name](data)
        if time.process_time() - started > _MOST_SECONDS:
            raise TooSlowError(f"{time.process_time() - started:.1f} s of processor time")

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311 - no secret
        if chance.randrange(3) == 0:
            return bytes(atheris.Mutate(data, most))
        return mutator.change(data, chance)[:most]

    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            f"-max_total_time={seconds}",
            f"-timeout={_WALL_SECONDS}",
            f"-rss_limit_mb={_MOST_MEGABYTES + 512}",
            f"-artifact_prefix={found}{os.sep}{name}-",
            *([f"-dict={dictionary}"] if words(name) else []),
            "-print_final_stats=1",
            f"-max_len={20000 if name in _WHOLE else _LONGEST}",
        ],
        feed,
        **({} if name in _WHOLE else {"custom_mutator": change}),
    )
    atheris.Fuzz()
    return 0


def _escaped(word: bytes) -> str:
    return "".join(chr(byte) if chr(byte).isalnum() else f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    sys.exit(main())
