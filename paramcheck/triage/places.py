"""A finding names one place or several; each place is judged by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from paramcheck.checks.wording import short_surface
from paramcheck.model import Related
from paramcheck.values import Alternative, choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paramcheck.model import Finding, Link, Span, WrapperParameter
    from paramcheck.values import Value


class Place(Struct, frozen=True):
    """One place of a finding.

    Attributes:
        finding: The finding.
        link: The link that disagrees there; ``None`` if the finding is about none.
    """

    finding: Finding
    link: Link | None

    @property
    def parameter(self) -> WrapperParameter | None:
        """The wrapper parameter that it is about, if it is about one."""
        return self.link.wrapper if self.link is not None else self.finding.parameter

    @property
    def span(self) -> Span:
        """Where it is."""
        return self.finding.span if self.link is None or self.link is self.finding.link else self.link.wrapper.span


def places(finding: Finding) -> Iterator[Place]:
    """The places of a finding, its own first."""
    yield Place(finding, finding.link)
    for link in finding.also:
        yield Place(finding, link)


def at(finding: Finding, kept: Sequence[Place]) -> Finding:
    """A finding about some of its places only.

    Args:
        finding: The finding.
        kept: At least one of its places, in their order.
    """
    first, *others = kept
    also = tuple(place.link for place in others if place.link is not None)
    if first.link is finding.link:
        return finding if also == finding.also else replace(finding, also=also)
    assert first.link is not None
    return _moved(finding, first.link, also)


def _moved(finding: Finding, link: Link, also: tuple[Link, ...]) -> Finding:
    """A finding of which another place has become the first."""
    message, related = finding.message, finding.related
    old = finding.link
    if old is not None:
        # Only the check knows how to word its message, and all of its places differ in nothing but their names.
        for before, after in zip(_names(old), _names(link), strict=True):
            message = message.replace(before, after)
        flow = {step.span for step in old.evidence}
        kept = tuple(one for one in related if one.span not in flow)
        steps = tuple(Related(step.span, step.text) for step in link.evidence)
        related = kept + steps
    # The fix mends the place that is no longer meant.
    return replace(finding, message=message, span=link.wrapper.span, link=link, also=also, related=related, fix=None)


def _names(link: Link) -> tuple[str, str, str]:
    """How messages name a wrapper parameter, the longest first."""
    wrapper = link.wrapper
    return wrapper.qualified, wrapper.surface, f"{short_surface(wrapper.surface)}({wrapper.name}={wrapper.declared}"


def native_value(link: Link) -> Value | None:
    """The native default of a link: of any build, or else of all that state one; ``None`` if none does."""
    native = link.native
    if native.value is not None or not native.conditions:
        return native.value
    return choice([Alternative(one.when, one.value) for one in native.conditions])


def native_matches(pattern: str, link: Link) -> bool:
    """Whether a native name, with or without its namespaces, is that of a link."""
    name = link.native.qualified
    return pattern in {name, name.rpartition("::")[2]}
