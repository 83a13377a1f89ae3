"""The tree of a requirement: its sdist, fetched and unpacked once, and kept for the next run."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from paramcheck.errors import ParamcheckError
from paramcheck.sources.archive import unpack
from paramcheck.sources.cache import DIGEST_LENGTH, TREES, Staging, staging
from paramcheck.sources.index import Fetched, Progress, fetch
from paramcheck.sources.layout import shown
from paramcheck.sources.subject import Subject
from paramcheck.sources.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_MARKER = "complete.json"
_CONTENT = "content"
_LAYOUT = 1
"""Goes up when ``archive`` unpacks something else than before, so that older trees are made again."""


def checkout(
    requirement: str,
    cache: Path,
    progress: Callable[[Progress], None] | None = None,
    native: Sequence[Path] = (),
) -> Tree:
    """Open the sdist of a requirement as a tree.

    Args:
        requirement: ``name`` or ``name==version``.
        cache: The folder to keep the archive and the tree in.
        progress: Called while bytes arrive.
        native: Folders of native sources that are not in the sdist.

    Raises:
        ParamcheckError: If the sdist cannot be fetched or unpacked, or a native folder cannot be opened.
    """
    fetched = fetch(requirement, cache, progress)
    key = f"{fetched.name}-{fetched.version}-{fetched.sha256[:DIGEST_LENGTH]}"
    root = _complete(cache / TREES / key)
    problems = fetched.problems
    if root is None:
        with staging(cache, TREES) as place:
            root = _unpack(fetched, place, key)
        problems += place.problems
    tree = Tree.open(root, native, subject=Subject(fetched.name, fetched.version))
    # The archive and the tree fail alike where the cache cannot be written.
    tree.problems.extend(dict.fromkeys(problems))
    return tree


def _complete(folder: Path) -> Path | None:
    """The root of a tree that was unpacked before; ``None`` if there is none, or not all of it."""
    try:
        marker = json.loads((folder / _MARKER).read_bytes())
        root = folder / _CONTENT / marker["top"]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return root if marker.get("layout") == _LAYOUT and root.is_dir() else None


def _unpack(fetched: Fetched, place: Staging, key: str) -> Path:
    """Unpack an archive to ``place.home / key``.

    Raises:
        ParamcheckError: If that is not possible.
    """
    ready = place.folder / key
    target = place.home / key
    try:
        ready.mkdir()
        top = unpack(fetched.archive, ready / _CONTENT)
        relative = top.relative_to(ready / _CONTENT).as_posix()
        # Last, so that it says that everything else is there.
        (ready / _MARKER).write_text(json.dumps({"top": relative, "layout": _LAYOUT}), encoding="utf-8")
        _settle(ready, target)
    except OSError as error:
        raise ParamcheckError(
            f"cannot keep a tree in {shown(target)}: {error.strerror or error}; choose another folder by --cache-dir"
        ) from None
    return target / _CONTENT / relative


def _settle(ready: Path, target: Path) -> None:
    """Rename a complete tree to its place, unless another run has put one there in the meantime.

    Raises:
        OSError: If that is not possible.
    """
    if _complete(target) is None:
        shutil.rmtree(target, ignore_errors=True)
    try:
        ready.rename(target)
    except OSError:
        if _complete(target) is None:
            raise
