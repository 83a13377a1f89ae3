"""The other process: carries out calls until nobody sends any more."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import pickle
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Any

from paramcheck.isolation.watch import OUT_OF_MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_MOST_MEMORY = 4 << 30
"""Bytes of address space. Without a bound, a file that makes the parser grow takes the machine with it."""

_DIE_WITH_PARENT = 1
"""``PR_SET_PDEATHSIG`` of Linux."""


class RemoteError(Exception):
    """The text of an error of the other process, with the calls that led to it."""


def serve(make: Callable[[], Any], requests: BinaryIO, answers: BinaryIO, parent: int) -> None:
    """Carry out calls.

    Args:
        make: Makes the object whose methods are called.
        requests: Brings lists of calls, and how many of the first answers nobody waits for.
        answers: Takes an answer for each call.
        parent: The process that sends the calls.
    """
    _prepare(parent)
    service: Any = None
    while True:
        try:
            calls, unwanted = pickle.load(requests)  # noqa: S301 - from the process that this one is a copy of
        except EOFError:
            return
        for number, (name, arguments) in enumerate(calls):
            try:
                if service is None:
                    service = make()
                answer: tuple[bool, object] = (True, getattr(service, name)(*arguments))
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            except Exception as error:  # noqa: BLE001 - whatever it is, the other side raises it
                answer = (False, _portable(error))
            if number >= unwanted:
                _send(answer, answers)


def _send(answer: tuple[bool, object], answers: BinaryIO) -> None:
    try:
        data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
        data = pickle.dumps((False, _portable(error)), pickle.HIGHEST_PROTOCOL)
    answers.write(data)
    answers.flush()


def _portable(error: Exception) -> Exception:
    """An error that can be sent, with what led to it."""
    lines = "".join(traceback.format_exception(error))
    try:
        sent: Exception = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - errors of other libraries may refuse in any way
        sent = RuntimeError(f"{type(error).__name__}: {error}")
    # A cause does not travel, but an argument does.
    sent.args = (*sent.args, RemoteError(lines)) if isinstance(sent, RuntimeError) else sent.args
    return sent


def _prepare(parent: int) -> None:
    """Let the process end when it has to, and say nothing."""
    # An interrupt reaches all processes of a terminal; the parent ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _limit_memory()
    if not os.environ.get("PARAMCHECK_TRACEBACK"):
        # A compiler that crashes describes its state at length.
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 2)
        os.close(silence)
        faulthandler.disable()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _limit_memory() -> None:
    import resource  # noqa: PLC0415 - not on every system

    for kind, bound in ((resource.RLIMIT_AS, _MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            _, most = resource.getrlimit(kind)
            resource.setrlimit(kind, (bound if most == resource.RLIM_INFINITY else min(bound, most), most))
