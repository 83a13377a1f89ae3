"""Defaults that may stand for "not set"."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from paramcheck.values import Literal

if TYPE_CHECKING:
    from paramcheck.values import Value

_NOT_SET = re.compile(r"_(?:COUNT|COUNT_|UNSET|UNDEFINED)$", re.IGNORECASE)


def is_unset(value: Value | None) -> bool:
    """Whether a default is no value that a library works with: infinite, not a number, or the end of an enum."""
    if not isinstance(value, Literal):
        return False
    if isinstance(value.value, float):
        return not math.isfinite(value.value)
    return value.symbol is not None and _NOT_SET.search(value.symbol) is not None


def is_low(value: Value | None) -> bool:
    """Whether a default is a number that often is none: zero, or below."""
    return isinstance(value, Literal) and type(value.value) in {int, float} and value.value <= 0  # type: ignore[operator]
