"""Which paramcheck this is: the program and the parsers that it reads with.

The version alone would not do: in a checkout that is worked on, or with another version of a parser, the same sources
give other findings.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import paramcheck

_PARSERS = {"clang": "libclang", "griffe": "griffelib", "Cython": "cython"}
_IGNORED = frozenset({"__pycache__", "reports", "commands", "confirm", "fixes"})
"""Folders of the program that do not take part in finding anything."""


@lru_cache(maxsize=1)
def installation() -> bytes:
    """What stands for the program: other bytes once anything of it changes."""
    digest = hashlib.blake2b(paramcheck.__version__.encode(), digest_size=20)
    for row in _files(str(Path(paramcheck.__file__).parent)):
        digest.update(repr(row).encode())
    for module, distribution in _PARSERS.items():
        digest.update(repr(_installed(module, distribution)).encode())
    return digest.digest()


def _files(top: str) -> list[tuple[str, int, int]]:
    found = []
    pending = [top]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _IGNORED:
                        pending.append(entry.path)
                else:
                    status = entry.stat()
                    found.append((entry.path[len(top) :], status.st_size, status.st_mtime_ns))
    return sorted(found)


def _installed(module: str, distribution: str) -> list[str]:
    """The folders of metadata of a distribution, whose names say its version; found without importing it."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent.parent
    try:
        names = [one.name for one in folder.iterdir()]
    except OSError:
        return []
    return sorted(name for name in names if name.lower().startswith(f"{distribution}-"))
