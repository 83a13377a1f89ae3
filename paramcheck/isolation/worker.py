"""Calls to another process, which is started again when it dies."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from paramcheck.isolation.watch import OUT_OF_MEMORY, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future, ThreadPoolExecutor
    from types import TracebackType
    from typing import BinaryIO

Call = tuple[str, tuple[object, ...]]
"""The name of a method, and its arguments."""

_SECONDS = 30.0
"""Processor time for one file. The largest that are known take three."""

_MOST_DEATHS = 12
"""After so many files on which it died, something else is wrong."""


class LostError(Exception):
    """The other process died again and again, or without having worked on any file."""


class Make(Protocol):
    """Makes the object whose methods are called, in the other process."""

    def __call__(self, watch: Callable[[str], None], skipped: Mapping[str, str]) -> object:
        """Make it.

        Args:
            watch: To be called with each file that is worked on.
            skipped: Files to leave out, and why.
        """


class Worker:
    """Carries out calls one after another, beside the caller.

    A call may take long, so :meth:`ask` returns at once, and :meth:`take` waits. When the process dies, the file that
    it was working on is left out from then on, and another process starts with all calls from the first: what the
    object has learned by them is then there again.

    Args:
        make: Makes the object whose methods are called.
        is_parallel: Whether the caller goes on while the calls are carried out.
        seconds: Processor time for one file.

    Attributes:
        skipped: Files on which the process died, and how.
    """

    def __init__(self, make: Make, *, is_parallel: bool = True, seconds: float = _SECONDS) -> None:
        self.skipped: dict[str, str] = {}
        self._make = make
        self._is_parallel = is_parallel
        self._watch = Watch(seconds if can_copy() else 0)
        self._journal: list[Call] = []
        self._taken = 0
        self._ready: list[tuple[bool, Any]] = []
        self._process: _Process | _Thread | None = None

    def __enter__(self) -> Worker:  # noqa: PYI034 - Self is in typing from Python 3.11 on
        """Start."""
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.leave()
        self._watch.close()

    def ask(self, *calls: Call) -> None:
        """Have calls carried out.

        Args:
            calls: What to call, in order.

        Raises:
            LostError: If the process cannot be kept alive.
        """
        # A process that cannot get rid of an answer would not read the next call.
        self._collect()
        self._journal.extend(calls)
        self._send(self._taken + len(self._ready))
        if not self._is_parallel:
            self._collect()

    def take(self) -> Any:  # noqa: ANN401 - whatever was called
        """The answer to the earliest call that has none yet.

        Raises:
            LostError: If the process cannot be kept alive.
            Exception: Whatever the call raised.
        """
        if not self._ready:
            self._ready.append(self._receive())
        self._taken += 1
        is_answer, answer = self._ready.pop(0)
        if not is_answer:
            raise answer
        return answer

    def is_ready(self) -> bool:
        """Whether the answer to the earliest call that has none yet is there, so that nothing is waited for."""
        assert self._process is not None, "a worker is used within its context"
        return bool(self._ready) or self._process.is_ready()

    def _collect(self) -> None:
        while self._taken + len(self._ready) < len(self._journal):
            self._ready.append(self._receive())

    def _receive(self) -> tuple[bool, Any]:
        while True:
            assert self._process is not None, "a worker is used within its context"
            try:
                return self._process.receive()
            except (EOFError, pickle.UnpicklingError):
                self._restart()

    def _send(self, known: int) -> None:
        assert self._process is not None, "a worker is used within its context"
        try:
            self._process.send(self._journal[known:], 0)
        except BrokenPipeError:
            self._restart()

    def _restart(self) -> None:
        """Start another process with all calls, but without the file on which the last one died.

        Raises:
            LostError: If that was no file, or it was left out already, or there were too many.
        """
        how = self._end()
        path = self._watch.last()
        if not path or path in self.skipped or len(self.skipped) == _MOST_DEATHS:
            where = f", the last time on {path}" if path else ""
            raise LostError(f"the C and C++ parser {how} again and again{where}")
        self.skipped[path] = how
        self._start()
        assert self._process is not None, "it was just started"
        with contextlib.suppress(BrokenPipeError):
            self._process.send(self._journal, self._taken + len(self._ready))

    def _start(self) -> None:
        self._watch.clear()
        skipped = dict(self.skipped)

        def make() -> object:
            return self._make(self._watch.at, skipped)

        self._process = _Process(make) if can_copy() else _Thread(make)

    def _end(self) -> str:
        process, self._process = self._process, None
        return process.end() if process is not None else ""


def can_copy() -> bool:
    """Whether the system can copy a running process."""
    return hasattr(os, "fork")


class _Process:
    """A copy of this process."""

    def __init__(self, make: Callable[[], object]) -> None:
        reap()
        requests, self._requests = _pipe()
        self._answers, answers = _pipe()
        parent = os.getpid()
        self._identity = os.fork()
        if self._identity == 0:
            status = 1
            try:
                # With the other ends open here, neither process would see the end of the other.
                self._requests.close()
                self._answers.close()
                from paramcheck.isolation.child import serve  # noqa: PLC0415 - only the copy needs it

                serve(make, requests, answers, parent)
                status = 0
            finally:
                # Nothing that was begun before the copy was made may be finished twice.
                os._exit(status)
        requests.close()
        answers.close()

    def send(self, calls: list[Call], unwanted: int) -> None:
        """Send calls.

        Raises:
            BrokenPipeError: If the process is dead.
        """
        self._requests.write(pickle.dumps((calls, unwanted), pickle.HIGHEST_PROTOCOL))
        self._requests.flush()

    def receive(self) -> tuple[bool, Any]:
        """The next answer.

        Raises:
            EOFError: If the process is dead.
        """
        answer: tuple[bool, Any] = pickle.load(self._answers)  # noqa: S301 - from a copy of this process
        return answer

    def is_ready(self) -> bool:
        """Whether an answer has begun to arrive."""
        return bool(select.select([self._answers], [], [], 0)[0])

    def leave(self) -> None:
        """End the process without waiting until it is gone: the system takes its time to clear up much memory."""
        self._close()
        self._kill()
        _left.append(self._identity)
        reap()

    def end(self) -> str:
        """End the process.

        Returns:
            How it ended, if it had before: what it did, in words.
        """
        self._close()
        ended, status = os.waitpid(self._identity, os.WNOHANG)
        if not ended:
            # A process that is dying has closed its pipes before it can be waited for; one that works has not.
            self._kill()
            _, status = os.waitpid(self._identity, 0)
        return _how(status)

    def _close(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._requests.close()
        self._answers.close()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._identity, signal.SIGKILL)


_left: list[int] = []
"""Processes that were left and whose end the system has yet to be asked for."""


def reap(*, wait: bool = False) -> None:
    """Ask for the end of the processes that were left, so that the system can forget them.

    Args:
        wait: Wait for those that are not gone yet.
    """
    _left[:] = [one for one in _left if not _is_gone(one, 0 if wait else os.WNOHANG)]


def _is_gone(identity: int, how: int) -> bool:
    try:
        return os.waitpid(identity, how)[0] != 0
    except ChildProcessError:
        # Whoever uses this as a library has asked the system not to keep such processes.
        return True


def _how(status: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        return "took too long"
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == OUT_OF_MEMORY:
        return "took too much memory"
    return "crashed"


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


class _Thread(Struct):
    """Where a process cannot be copied: the same calls in this one, at the same time."""

    make: Callable[[], object]
    pool: ThreadPoolExecutor | None = None
    service: object = None
    pending: list[Future[object]] | None = None

    def send(self, calls: list[Call], unwanted: int) -> None:
        """Carry out calls later."""
        if self.pool is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - elsewhere nobody needs it

            self.pool, self.pending = ThreadPoolExecutor(1), []
        assert self.pending is not None, "made with the pool"
        self.pending += [self.pool.submit(self._carry_out, *call) for call in calls[unwanted:]]

    def _carry_out(self, name: str, arguments: tuple[object, ...]) -> object:
        if self.service is None:
            self.service = self.make()
        return getattr(self.service, name)(*arguments)

    def receive(self) -> tuple[bool, Any]:
        """The next answer."""
        assert self.pending, "an answer is taken once a call was sent"
        future = self.pending.pop(0)
        error = future.exception()
        return (True, future.result()) if error is None else (False, error)

    def is_ready(self) -> bool:
        """Whether the next answer is there."""
        return self.pending is not None and bool(self.pending) and self.pending[0].done()

    def leave(self) -> None:
        """Wait for what is being done."""
        self.end()

    def end(self) -> str:
        """Wait for what is being done."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)
        return ""
