"""The checks: one module each, with its page beside it.

A check is a generator over facts and links; it reads and prints nothing. A module in this folder that defines
``CHECK`` is a check: nothing else has to be edited to add one.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from importlib import resources

from paramcheck.checks.base import Check, Context

__all__ = ["Check", "Context", "all_checks", "page"]


@lru_cache(maxsize=1)
def all_checks() -> tuple[Check, ...]:
    """Every check, ordered by its code."""
    found: list[Check] = []
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("pc"):
            loaded = importlib.import_module(f"{__name__}.{module.name}")
            found.append(loaded.CHECK)
    return tuple(sorted(found, key=lambda check: check.code))


def page(code: str) -> str | None:
    """The page of a check, by its code, in Markdown; ``None`` if there is none of that code.

    The folder also has the pages of the findings that triage makes, which are about comments and expectations.
    """
    prefix = f"{code.lower()}_"
    for file in resources.files(__name__).iterdir():
        if file.name.startswith(prefix) and file.name.endswith(".md"):
            return file.read_text(encoding="utf-8")
    return None
