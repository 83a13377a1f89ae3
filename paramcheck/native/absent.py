"""Keys that no source of a library mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paramcheck.model import NativeFacts
    from paramcheck.native.search import Search

_LEAST_KNOWN = 5
"""Keys of one function that must be known before one that is not is held to be unknown to the library."""


def keys(search: Search, handed: Mapping[str, frozenset[str]], facts: NativeFacts) -> frozenset[str]:
    """Keys that are handed to a function which reads many others, and that occur nowhere in the native sources.

    Args:
        search: The native sources.
        handed: The keys that the wrapper hands over, by function.
        facts: What was read of the library.
    """
    known = {alias for found in facts.defaults for one in found.parameters for alias in one.aliases}
    asked = {key for keys_of in handed.values() if len(keys_of & known) >= _LEAST_KNOWN for key in keys_of - known}
    return frozenset(key for key in asked if not search.containing(key))
