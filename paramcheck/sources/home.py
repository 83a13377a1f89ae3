"""Where the user's cache is. Apart from what is kept there, which most runs do not ask for."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_cache() -> Path:
    """The folder that the system has for such files of a user."""
    return Path(platformdirs.user_cache_dir("paramcheck", appauthor=False))
