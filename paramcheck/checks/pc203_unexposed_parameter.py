"""PC203: a native parameter that no surface offers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from paramcheck.checks import wording
from paramcheck.checks.base import Check
from paramcheck.model import Confidence, Finding, Related, Severity, SurfaceKind, WrapperParameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.checks.base import Context
    from paramcheck.model import Link, NativeParameter

_LEAST = 3
"""Parameters of a record that a wrapper must offer before the others are missed."""


def run(context: Context) -> Iterator[Finding]:
    """A finding for each parameter of a record that the wrapper offers in part, and neither offers nor sets."""
    offered: dict[str, list[Link]] = defaultdict(list)
    for link in context.links:
        offered[link.native.owner].append(link)
    filled: dict[str, set[str]] = defaultdict(set)
    for record in context.wrapper.records:
        for field in record.fields:
            filled[_last(record.target.record or "")].add(".".join(field.path))
    done: set[str] = set()
    for found in context.native.defaults:
        links = offered.get(found.owner, [])
        if found.owner in done or len({link.native.name for link in links}) < _LEAST or found.arity is not None:
            continue
        done.add(found.owner)
        known = {link.native.name for link in links} | filled[_last(found.owner)]
        for native in found.parameters:
            if not _is_known(native.name, known):
                yield _finding(native, links[0])


def _is_known(name: str, known: set[str]) -> bool:
    """Whether a field, the record that it is in, or something inside of it is offered or set."""
    parts = name.split(".")
    outer = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return not outer.isdisjoint(known) or any(one.startswith(f"{name}.") for one in known)


def _finding(native: NativeParameter, near: Link) -> Finding:
    value = f", which is {native.value.spelling} in the library" if native.value is not None else ""
    surface = near.wrapper.surface
    return Finding(
        check=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        confidence=Confidence.MEDIUM,
        message=f"{wording.short_surface(surface)} does not offer {native.qualified}{value}",
        span=near.wrapper.span,
        advice="Offer it, if users of the wrapper should be able to choose.",
        related=(Related(native.span, f"{native.origin or 'the declaration'} sets {native.qualified}"),),
        parameter=WrapperParameter(surface, native.name, SurfaceKind.RECORD, "", None, near.wrapper.span),
    )


def _last(name: str) -> str:
    return name.rpartition("::")[2].rpartition(".")[2].removeprefix("struct ")


CHECK = Check("PC203", "unexposed-parameter", Severity.INFO, run, pedantic=True)
