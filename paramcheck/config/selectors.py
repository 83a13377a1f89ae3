"""How configuration, options and comments name checks: by code, by name, or by the beginning of a code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.config.patterns import shown
from paramcheck.config.reading import nearest
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BEGINNING = re.compile(r"PC\d*")


def named(selector: str, checks: Mapping[str, str]) -> frozenset[str]:
    """The checks that a selector names.

    Args:
        selector: A code (``PC101``), a name (``default-mismatch``) or the beginning of codes (``PC1``).
        checks: Names of the checks that exist, by code.

    Returns:
        Their codes; none if the selector names no check.
    """
    exact = exactly(selector, checks)
    if exact is not None:
        return frozenset({exact})
    beginning = selector.upper()
    if _BEGINNING.fullmatch(beginning) is None:
        return frozenset()
    return frozenset(code for code in checks if code.startswith(beginning))


def exactly(selector: str, checks: Mapping[str, str]) -> str | None:
    """The code of the one check that a selector names by its code or name; ``None`` if it names none so."""
    if selector.upper() in checks:
        return selector.upper()
    return next((code for code, name in checks.items() if name == selector), None)


def expand(selectors: Iterable[str], checks: Mapping[str, str], where: str) -> frozenset[str]:
    """The checks that several selectors name.

    Args:
        selectors: Codes, names or beginnings of codes.
        checks: Names of the checks that exist, by code.
        where: What gave the selectors, for messages: ``--select``, or a place in a file.

    Raises:
        ParamcheckError: If one names no check.
    """
    codes: set[str] = set()
    for selector in selectors:
        found = named(selector, checks)
        if not found:
            known = [*checks, *checks.values()]
            raise ParamcheckError(f"{where}: unknown check '{shown(selector)}'; {nearest(selector, known)}")
        codes |= found
    return frozenset(codes)
