"""Whether a wrapper may repeat anything of C headers, told by its text before anything that reads it is imported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paramcheck.wrapper.package import Module, Package

_CTYPES = re.compile(r"\bctypes\b")
_CFFI = re.compile(r"\bcdef\s*\(")


def sources(package: Package) -> tuple[list[Module], list[Module], list[Module]]:
    """The modules that may repeat something.

    Args:
        package: The wrapper's modules.

    Returns:
        All that are Python, and of these those that use ctypes, and those that use cffi.
    """
    modules = [one for one in package.all() if not one.is_compiled]
    # Most modules have neither word, which is known at once.
    with_ctypes = [one for one in modules if "ctypes" in one.text and _CTYPES.search(one.text)]
    with_cffi = [one for one in modules if "cdef" in one.text and _CFFI.search(one.text)]
    return modules, with_ctypes, with_cffi


def may_repeat(package: Package) -> bool:
    """Whether anything may be repeated."""
    _, with_ctypes, with_cffi = sources(package)
    return bool(with_ctypes or with_cffi)
