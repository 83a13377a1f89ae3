"""Work in a process of its own, so that what makes it crash, hang or grow costs one file and not the run.

libclang is a compiler, and compilers crash on some inputs. Where the system can copy a running process, the work is
done in such a copy, at the same time as the rest. Elsewhere it is done in a thread, and a crash ends the run.
"""

from __future__ import annotations

from paramcheck.isolation.watch import Watch
from paramcheck.isolation.worker import LostError, Worker, can_copy, reap

__all__ = ["LostError", "Watch", "Worker", "can_copy", "reap"]
