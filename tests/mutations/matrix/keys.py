"""A library that takes its parameters as text, and an estimator over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutations.matrix import Files

WRAPPERS: dict[str, Callable[[], Files]] = {}
LIBRARIES: dict[str, Callable[[], Files]] = {}
