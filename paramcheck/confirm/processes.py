"""Runs one command with limits of time, memory and output, and leaves nothing of it running."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.confirm import supervise
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_POLL = 0.02
"""Seconds between two looks at a running command."""
_MEGABYTE = 1 << 20
_TAIL = 4000
"""Bytes from the end of a log that are enough to say why something failed."""

_KEPT = (
    "PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "CC", "CXX", "CFLAGS", "CXXFLAGS",
    "CUDA_VISIBLE_DEVICES", "CUDA_HOME", "CUDA_PATH", "CUDACXX", "CUDAHOSTCXX", "VULKAN_SDK", "VK_ICD_FILENAMES",
    "VK_DRIVER_FILES", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy",
    "https_proxy", "no_proxy",
)  # fmt: skip
"""What of the environment a run may see. The rest could change what it does without anyone's knowing."""


class Limits(Struct, frozen=True):
    """What a command may use.

    Attributes:
        seconds: Wall time.
        megabytes: Resident memory of all of its processes.
        output: Megabytes of output.
    """

    seconds: float = 120
    megabytes: int = 8192
    output: int = 64


class Ended(Struct, frozen=True):
    """How a command ended.

    Attributes:
        status: Exit status; ``None`` if it did not exit by itself.
        reason: Why it did not, for people: ``died with SIGSEGV``, ``took longer than 60 s``.
        seconds: Wall time.
        output: The end of what it wrote.
        late: Whether it was ended because of the limit of time.
    """

    status: int | None
    reason: str
    seconds: float
    output: str
    late: bool = False

    @property
    def ok(self) -> bool:
        """Whether it ended well."""
        return self.status == 0

    @property
    def why(self) -> str:
        """How it ended, in words."""
        return self.reason or f"ended with status {self.status}"


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a command: what it needs of ours, and folders of its own to write to.

    Args:
        home: An existing folder for whatever it writes.
        more: Further variables.
    """
    kept = {name: value for name in _KEPT if (value := os.environ.get(name))}
    folders = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    own = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1"}
    return {**kept, **folders, **own, **more}


def run(
    command: Sequence[str],
    *,
    folder: Path,
    log: Path,
    variables: Mapping[str, str],
    limits: Limits,
    watch: Callable[[str], None] | None = None,
) -> Ended:
    """Run a command and wait for it.

    Args:
        command: The command and its arguments.
        folder: Where it runs.
        log: The file for what it writes.
        variables: Its environment.
        limits: What it may use; beyond that it is killed.
        watch: Called with the last complete line that it wrote, while it runs.
    """
    with started(command, folder=folder, log=log, variables=variables) as running:
        reason = _wait(running, log, limits, watch)
        status = running.process.poll()
    seconds = time.monotonic() - running.begun
    if not reason and status is not None and status < 0:
        reason = f"died with {_name(-status)}"
    late = bool(reason) and status is None and seconds > limits.seconds
    return Ended(None if reason else status, reason, seconds, tail(log), late)


class Running(Struct, frozen=True):
    """A command that was started.

    Attributes:
        process: Its supervisor.
        begun: When, by the monotonic clock.
    """

    process: subprocess.Popen[bytes]
    begun: float


@contextlib.contextmanager
def started(command: Sequence[str], *, folder: Path, log: Path, variables: Mapping[str, str]) -> Iterator[Running]:
    """Start a command; whatever is left of it at the end is killed.

    Raises:
        ParamcheckError: On a system where a command and all that it starts cannot be ended.
    """
    if os.name != "posix":
        raise ParamcheckError("paramcheck confirm runs on Linux and macOS only: elsewhere runs cannot be ended cleanly")
    words = [sys.executable, "-I", "-S", str(Path(supervise.__file__)), *command]
    begun = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - running a package's code is what the user asked for
            words,
            cwd=folder,
            env=dict(variables),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Running(process, begun)
    finally:
        _end(process)


def tail(log: Path) -> str:
    """The end of a log, as text."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""


def last_lines(text: str, number: int) -> list[str]:
    """The last lines of an output that say something."""
    return [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()][-number:]


def _wait(running: Running, log: Path, limits: Limits, watch: Callable[[str], None] | None) -> str:
    """Wait for the end; the limit that was exceeded, if one was."""
    shown = ""
    while running.process.poll() is None:
        if time.monotonic() - running.begun > limits.seconds:
            return f"took longer than {limits.seconds:g} s"
        if _resident(running.process.pid) > limits.megabytes:
            return f"used more than {limits.megabytes} MB of memory"
        if log.stat().st_size > limits.output * _MEGABYTE:
            return f"wrote more than {limits.output} MB of output"
        if watch is not None:
            lines = last_lines(tail(log), 1)
            if lines and lines[0] != shown:
                shown = lines[0]
                watch(shown)
        time.sleep(_POLL)
    return ""


def _resident(supervisor: int) -> float:
    """Megabytes of resident memory of everything that a supervisor started; 0 where that is not known."""
    pages = 0
    for process in supervise.descendants(supervisor):
        with contextlib.suppress(OSError, ValueError, IndexError):
            pages += int(Path("/proc", str(process), "statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE


def _end(process: subprocess.Popen[bytes]) -> None:
    supervise.end(process.pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
