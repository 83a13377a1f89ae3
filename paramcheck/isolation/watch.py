"""Which file a process works on: written where it can still be read once the process is dead."""

from __future__ import annotations

import mmap
import signal

OUT_OF_MEMORY = 77
"""Exit status of a process whose memory did not suffice."""

_SIZE = 4096
_LENGTH = 2


class Watch:
    """Memory that a process shares with the one that waits for it.

    Args:
        seconds: Processor time that one file may take before the process is ended; 0 for no limit.
    """

    def __init__(self, seconds: float = 0) -> None:
        self._memory = mmap.mmap(-1, _SIZE)
        self._seconds = seconds
        self._current = ""

    def at(self, what: str) -> None:
        """Say what is worked on from now on."""
        if what == self._current:
            return
        self._current = what
        data = what.encode("utf-8", "surrogateescape")[: _SIZE - _LENGTH]
        # The length last, and nothing in between: what is read is never half of one name and half of another.
        self._memory[:_LENGTH] = bytes(_LENGTH)
        self._memory[_LENGTH : _LENGTH + len(data)] = data
        self._memory[:_LENGTH] = len(data).to_bytes(_LENGTH, "little")
        if self._seconds:
            # Its signal ends a process also where it is deep in foreign code.
            signal.setitimer(signal.ITIMER_PROF, self._seconds)

    def last(self) -> str:
        """What was worked on last; empty if nothing was."""
        length = int.from_bytes(self._memory[:_LENGTH], "little")
        return self._memory[_LENGTH : _LENGTH + length].decode("utf-8", "surrogateescape")

    def clear(self) -> None:
        """Forget what was worked on."""
        self._current = ""
        self._memory[:_LENGTH] = bytes(_LENGTH)

    def close(self) -> None:
        """Give the memory back."""
        self._memory.close()
