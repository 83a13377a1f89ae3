"""What a check is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck.links.mirrors import Mirrors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.model import Finding, Link, NativeFacts, Severity, WrapperFacts


class Context(Struct, frozen=True):
    """What checks look at.

    Attributes:
        links: All links.
        wrapper: Facts of the Python side.
        native: Facts of the library.
        mirrors: What the wrapper repeats of the library's headers, compared with them.
    """

    links: tuple[Link, ...]
    wrapper: WrapperFacts
    native: NativeFacts
    mirrors: Mirrors = field(default_factory=Mirrors)


class Check(Struct, frozen=True):
    """A check.

    Attributes:
        code: ``PC101``.
        name: States the offence, so that "allow default-mismatch" reads well.
        severity: How much its findings matter, unless one says otherwise.
        run: Yields the findings.
        pedantic: Only with ``--pedantic`` or when selected by name.
    """

    code: str
    name: str
    severity: Severity
    run: Callable[[Context], Iterator[Finding]]
    pedantic: bool = False

    @property
    def module(self) -> str:
        """The stem of its module and page."""
        return f"{self.code.lower()}_{self.name.replace('-', '_')}"
