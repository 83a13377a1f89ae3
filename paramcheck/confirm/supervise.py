"""Starts one command and makes sure that nothing of it outlives whoever asked for it.

Run as a script with the command as arguments, in a process group of its own. Standard input is a pipe that nobody
writes to: when it ends, whoever asked is gone, even if it was killed, and everything that was started goes too.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

_BECOME_REAPER = 36
"""``PR_SET_CHILD_SUBREAPER`` of Linux: processes that left their parent are given to us."""


def main(command: list[str]) -> int:
    """Run a command, and end as it ends: with its status, or by its signal."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_BECOME_REAPER, 1, 0, 0, 0)
    try:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - the command is the caller's
    except OSError as error:
        sys.stdout.write(f"cannot start {command[0]}: {error.strerror}\n")
        return 127
    threading.Thread(target=_watch, daemon=True).start()
    status = child.wait()
    end(os.getpid())
    if status < 0:
        signal.signal(-status, signal.SIG_DFL) if -status not in {signal.SIGKILL, signal.SIGSTOP} else None
        os.kill(os.getpid(), -status)
    return status


def _watch() -> None:
    while os.read(0, 1):
        pass
    end(os.getpid())
    os.killpg(0, signal.SIGKILL)


def end(ancestor: int) -> None:
    """Kill everything that a process started, itself not included."""
    # A process that forks while we look may leave one behind: look until there is none.
    for _ in range(20):
        found = descendants(ancestor)
        if not found:
            return
        for one in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(one, signal.SIGKILL)


def descendants(ancestor: int) -> list[int]:
    """The living processes that a process started, and those that they started; none where there is no ``/proc``."""
    children: dict[int, list[int]] = {}
    try:
        entries = os.listdir("/proc")  # noqa: PTH208 - called often, and Path is slow
    except OSError:
        return []
    for name in entries:
        if name.isdigit():
            parent = _parent(name)
            if parent is not None:
                children.setdefault(parent, []).append(int(name))
    found: list[int] = []
    waiting = [ancestor]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _parent(process: str) -> int | None:
    try:
        stat = Path("/proc", process, "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name in brackets may hold anything, brackets too.
    state, parent, *_ = stat.rpartition(")")[2].split()
    return int(parent) if state not in {"Z", "X"} else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
