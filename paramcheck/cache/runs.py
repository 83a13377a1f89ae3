"""Whole runs: what was found in a tree, for the next run on the same tree."""

from __future__ import annotations

import hashlib
import os
import sys
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from paramcheck.cache.encoding import NotDecodableError, NotEncodableError, decode, encode
from paramcheck.cache.installation import installation
from paramcheck.cache.state import State, still, take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from paramcheck.cache.entries import Entries
    from paramcheck.model import Finding, Fix, Link, Problem
    from paramcheck.sources.tree import Tree

_READS_FILES = ("-I", "-i", "@", "-F", "-B", "--sysroot", "-fmodule", "-fplugin", "-Xclang", "-load", "/")
"""Beginnings of compiler flags that name files, of which nothing is known here."""


class Outcome(Struct, frozen=True):
    """What a run found, before anything is hidden.

    Attributes:
        links: Parameters of the wrapper and the native parameters that they reach.
        mirrored: What the wrapper repeats of the headers, and what it repeats.
        findings: What the checks say.
        problems: What could not be read.
        wrapper_files: Source files of the wrapper.
        native_files: Source files of the library.
        native_parameters: Native parameters whose default was read.
        comments: Files that have a comment to the tool.
    """

    links: tuple[Link, ...]
    mirrored: tuple[Link, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    wrapper_files: int
    native_files: int
    native_parameters: int
    comments: tuple[str, ...]


class Memory:
    """Recalls what a run with the same settings found.

    Attributes:
        entries: Where it is kept.
        name: Names the settings.
        fixes: The fix of each finding for which one was looked for, by what the finding says.
    """

    def __init__(self, entries: Entries, name: str) -> None:
        self.entries = entries
        self.name = name
        self.fixes: dict[str, Fix | None] = {}
        self._state: State | None = None
        self._outcome: Outcome | None = None
        self._kept = -1
        self._digests: Mapping[str, bytes] = {}
        self._answers = b""
        self._new_answers = b""

    @classmethod
    def of(cls, entries: Entries, settings: Iterable[object]) -> Memory:
        """Recalls runs with some settings.

        Args:
            entries: Where it is kept.
            settings: Everything that a run depends on beside the files of its tree, each with a ``repr`` of its own
                that is the same in every process.
        """
        digest = hashlib.blake2b(installation(), digest_size=20)
        for one in settings:
            digest.update(repr(one).encode("utf-8", "backslashreplace") + b"\0")
        return cls(entries, digest.hexdigest())

    def recall(self, tree: Tree) -> Outcome | None:
        """What was found in a tree, if it is as it was then.

        Args:
            tree: The tree, of which nothing was read yet. Afterwards the files with comments are.
        """
        content = self.entries.read(self.name)
        if content is None:
            return None
        try:
            taken, rows, found = msgspec.msgpack.decode(content, type=tuple[int, tuple[_Row, ...], bytes])
            state = State(taken, rows)
            current = still(state, tree)
            if current is None:
                return None
            outcome, self.fixes = self._decoded(found)
        except (NotDecodableError, msgspec.MsgspecError, ValueError):
            return None
        self._state, self._outcome = current, outcome
        self._kept = len(self.fixes) if current is state else -1
        for path in outcome.comments:
            tree.read(path)
        return outcome

    def answers(self) -> bytes:
        """What the native side said in an earlier run; nothing if there was none."""
        self._answers = self.entries.read(self.name + _ANSWERS) or b""
        return self._answers

    def keep(self, outcome: Outcome, digests: Mapping[str, bytes], answers: bytes = b"") -> None:
        """Remember what was found; :meth:`save` writes it.

        Args:
            outcome: What was found.
            digests: What stands for the content of files that were read elsewhere.
            answers: What the native side said.
        """
        self._outcome, self._state, self._digests = outcome, None, digests
        self._new_answers = answers

    def fixed(self, findings: Iterable[Finding], plan: Callable[[Finding], Fix | None]) -> tuple[Fix | None, ...]:
        """The fixes of findings, planned only where that was not done before.

        Args:
            findings: The findings.
            plan: Makes a plan.
        """
        found = []
        for finding in findings:
            key = repr((finding.check, finding.span, finding.message))
            if key not in self.fixes:
                self.fixes[key] = plan(finding)
            found.append(self.fixes[key])
        return tuple(found)

    def save(self, tree: Tree) -> None:
        """Write what there is to remember, unless the same is there already, or a file has changed meanwhile."""
        if self._outcome is None or self._kept == len(self.fixes):
            return
        state = self._state or take(tree, self._digests)
        if state is None:
            return
        try:
            found = self._encoded(self._outcome)
        except NotEncodableError:
            return
        self.entries.write(self.name, msgspec.msgpack.encode((state.taken, state.rows, found)))
        if self._new_answers and self._new_answers != self._answers:
            self.entries.write(self.name + _ANSWERS, self._new_answers)

    def _encoded(self, outcome: Outcome) -> bytes:
        return encode((tuple(getattr(outcome, name) for name in _FIELDS), self.fixes))

    @staticmethod
    def _decoded(data: bytes) -> tuple[Outcome, dict[str, Fix | None]]:
        values, fixes = decode(data)
        if len(values) != len(_FIELDS) or not isinstance(fixes, dict):
            raise NotDecodableError("another kind of entry")
        return Outcome(*values), fixes


_ANSWERS = "-answers"
"""The end of the name of an entry with what the native side said, file by file."""

_Row = tuple[str, str, int, int, int, bytes]
_FIELDS = Outcome.__struct_fields__


def can_be_known(flags: Iterable[str]) -> bool:
    """Whether a run with some compiler flags reads nothing but the tree."""
    return not any(flag.startswith(_READS_FILES) for flag in flags)


def machine() -> tuple[str, ...]:
    """What a run depends on beside its settings: the types of the machine, and Python's grammar."""
    processor = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    return sys.platform, processor, sys.implementation.cache_tag or ""
