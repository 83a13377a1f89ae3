"""A copy of a tree that costs next to nothing, in which one file at a time is replaced."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class WorkingCopy:
    """A folder with hard links to the files of another one, which stays as it is.

    Attributes:
        root: The copy.
    """

    def __init__(self, source: Path, folder: Path) -> None:
        self.root = folder / "tree"
        self._aside = folder / "aside"
        shutil.copytree(source, self.root, symlinks=True, copy_function=_link)

    @contextmanager
    def replaced(self, path: str, content: bytes) -> Iterator[None]:
        """A file has another content, until the block ends.

        Args:
            path: Relative to the root.
        """
        place = self.root / path
        # Never written through: the linked file is moved away, and another one takes its name.
        place.rename(self._aside)
        try:
            place.write_bytes(content)
            yield
        finally:
            self._aside.replace(place)


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        # Another file system, or one without hard links.
        shutil.copyfile(source, target, follow_symlinks=False)
    return target
