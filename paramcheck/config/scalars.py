"""The values that a configuration or a rule file may state."""

from __future__ import annotations

from typing import Union

# Evaluated by msgspec on Python 3.10 too, hence the spelled-out union.
Scalar = Union[bool, int, float, str]  # noqa: UP007
