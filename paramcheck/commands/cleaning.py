"""``paramcheck clean``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.cache import FOLDER, clean
from paramcheck.commands.remembering import RUNS
from paramcheck.errors import ParamcheckError
from paramcheck.sources.cache import ARCHIVES, TREES
from paramcheck.sources.home import default_cache
from paramcheck.sources.layout import shown

if TYPE_CHECKING:
    from pathlib import Path


def remove(path: Path, cache_dir: Path | None, *, downloads: bool) -> list[str]:
    """Remove what earlier runs kept.

    Args:
        path: A project.
        cache_dir: The folder that such runs were told to use, if not the project's and the user's own.
        downloads: Also what was fetched from a package index, and what was found in it.

    Returns:
        A line for each folder that is gone.

    Raises:
        ParamcheckError: If the project does not exist, or something cannot be removed.
    """
    if not path.is_dir():
        raise ParamcheckError(f"cannot clean {shown(path)}: it is not a folder; give a project")
    home = cache_dir or default_cache()
    folders = [path / FOLDER] if cache_dir is None else [cache_dir / RUNS]
    if downloads:
        folders += [home / name for name in (ARCHIVES, TREES, RUNS)]
    return [f"removed {shown(folder)}" for folder in folders if _is_removed(folder)]


def _is_removed(folder: Path) -> bool:
    try:
        return clean(folder)
    except OSError as error:
        raise ParamcheckError(f"cannot remove {shown(folder)}: {error.strerror or error}") from None
