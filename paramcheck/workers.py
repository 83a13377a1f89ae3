"""The processes that read the native side, and what each is asked when."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.cache.answers import joined
from paramcheck.clang.joint import JOINT
from paramcheck.isolation import Worker, can_copy
from paramcheck.links.mirrors import Mirrors
from paramcheck.model import Problem
from paramcheck.wrapper.repeating import may_repeat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import ExitStack
    from pathlib import Path

    from paramcheck.model import Link
    from paramcheck.sources.tree import Tree
    from paramcheck.wrapper.package import Package

_FOR_EACH = 3
"""Processes from which on what the wrapper repeats of headers is read in one of its own. They share two cores well."""


_PATIENCE = 5
"""How much the process steps back that reads what the wrapper repeats, where there are more processes than cores."""


class Options(Struct, frozen=True):
    """What to read, and how.

    Attributes:
        include: Further folders of headers.
        flags: Further compiler flags.
        target: Target triple; empty for this machine.
        jobs: How many processes may work at the same time; 0 for as many as pay.
        meanwhile: Called while another process is waited for, if there is one.
        answers: What the native side said in an earlier run; ``None`` if nothing is kept for a later one, neither that
            nor what stands for the content of each file.
    """

    include: tuple[Path, ...] = ()
    flags: tuple[str, ...] = ()
    target: str = ""
    jobs: int = 0
    answers: bytes | None = None
    meanwhile: Callable[[], None] | None = None


class Workers:
    """The processes that read the native side.

    Args:
        tree: The sources.
        options: What to read, and how.
        stack: Ends them.

    Attributes:
        native: Reads the library and the bindings.
        are_kept: Whether what stands for the content of each file is wanted.
    """

    def __init__(self, tree: Tree, options: Options, stack: ExitStack) -> None:
        self._tree = tree
        self._options = options
        self._stack = stack
        self.are_kept = options.answers is not None
        self._apart: Worker | None = None
        self._mirrors: Mirrors | None = None
        self._kept_apart: dict[bytes, bytes] | None = None
        tree.mount(options.include)
        # Before the copies are made, so that each has it.
        tree.files()
        self._jobs = options.jobs or (_FOR_EACH if (os.cpu_count() or 1) > 1 else 1)
        self.native = stack.enter_context(Worker(self._native_side, is_parallel=self._jobs > 1))

    def _native_side(self, watch: Callable[[str], None], skipped: Mapping[str, str]) -> object:
        # libclang is imported only there.
        from paramcheck.native_side import NativeSide  # noqa: PLC0415

        options = self._options
        given = self._tree, options.include, options.flags, options.target, options.answers
        return NativeSide(*given, watch, skipped)

    def _mirror_side(self, package: Package, watch: Callable[[str], None], skipped: Mapping[str, str]) -> object:
        from paramcheck.mirror_side import MirrorSide  # noqa: PLC0415 - as above

        if hasattr(os, "nice"):
            # Nothing waits for what it finds before the very end.
            os.nice(_PATIENCE)
        options = self._options
        given = self._tree, options.include, options.flags, options.target, options.answers
        return MirrorSide(*given, package, watch, skipped)

    def pass_time(self) -> None:
        """Do what can be done while another process works."""
        if self._options.meanwhile is not None and self._jobs > 1 and can_copy():
            self._options.meanwhile()

    def start_mirrors(self, package: Package) -> None:
        """Begin to read what the wrapper repeats of headers, if it may, and if there may be a process for that alone.

        Args:
            package: The wrapper's modules, of which a copy of this process has those that were parsed.
        """
        if not may_repeat(package):
            self._mirrors = Mirrors()
        elif self._jobs >= _FOR_EACH and can_copy():
            self._apart = self._stack.enter_context(Worker(partial(self._mirror_side, package)))
            self._apart.ask(("mirror", ()), ("answers", ()))

    def ask_mirrors(self) -> None:
        """Have it read by the process that reads the native side, if that is the only one."""
        if self._mirrors is None and self._apart is None:
            self.native.ask(("mirror", ()))

    def take_mirrors(self) -> None:
        """Take what was found, if nothing is waited for; answers of the one process come in order."""
        if self._mirrors is None and (self._apart is None or self._apart.is_ready()):
            self._mirrors = (self._apart or self.native).take()

    def mirrored(self) -> Mirrors:
        """What the wrapper repeats of the headers, compared with them."""
        if self._mirrors is None:
            self._mirrors = (self._apart or self.native).take()
        return self._mirrors

    def settle(self, links: list[Link]) -> Callable[[], list[Link]]:
        """Have links looked at again that differ in how they say "not set", by whoever has nothing else to do.

        Args:
            links: Those that are open.

        Returns:
            Waits for the links as they are now; to be called after everything is taken that was asked for before.
        """
        worker = self.native
        if self._apart is not None and self._mirrors is not None:
            worker = self._apart
            self._take_answers_apart()
        worker.ask(("settle", (links,)))
        return worker.take

    def _take_answers_apart(self) -> dict[bytes, bytes]:
        # They follow what the process was started for.
        if self._kept_apart is None:
            self._kept_apart = self._apart.take() if self._apart is not None else {}
        return self._kept_apart

    def answers(self) -> bytes:
        """What the native side said, to be kept; nothing if a file cost a process its life.

        The last that is asked for.
        """
        kept = self.native.take(), self._take_answers_apart()
        return joined(*kept) if not any(self._lost()) else b""

    def losses(self) -> list[Problem]:
        """The files that cost a process its life."""
        return [
            Problem(f"not read: libclang {how} on it", path)
            for path, how in sorted(self._lost().items())
            # Of several that were parsed as one, each was parsed alone afterwards.
            if not path.endswith(JOINT)
        ]

    def _lost(self) -> dict[str, str]:
        return {**self.native.skipped, **(self._apart.skipped if self._apart is not None else {})}
