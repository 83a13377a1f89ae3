"""A second look into the library for links whose sides may say "not set" in different ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.links import matching
from paramcheck.native import boundaries

if TYPE_CHECKING:
    from paramcheck.model import Link
    from paramcheck.native.search import Search


def settled(search: Search, link: Link) -> Link:
    """The link as the library's code says that it is.

    Args:
        search: Searches the library.
        link: One that is open.
    """
    values = matching.below_one(link)
    name = link.native.name.rpartition(".")[2]
    if values and boundaries.alike(search, name, *values):
        return matching.undecided(link)
    if matching.may_be_unset(link) and boundaries.replaced_by(search, name, link.effective.spelling):
        return matching.agreed(link)
    return link
