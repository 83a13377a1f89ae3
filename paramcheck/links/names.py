"""Links by name, for tables of defaults whose way to the native side is not in the sources."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.links.index import NativeIndex, last_name
from paramcheck.links.linking import link
from paramcheck.model import Confidence, Evidence, FieldTarget, Flow, SurfaceKind, Verdict
from paramcheck.values import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paramcheck.model import DefaultSet, Link, WrapperParameter

_LEAST = 6
_OF_TABLE = 0.6
_OF_RECORD = 0.6
"""How much of a table, and of a record, both must share for the one to be about the other."""

_MANY = 12
"""Names that are enough by themselves: a wrapper may leave out most of a large record."""


def find(tables: Sequence[tuple[WrapperParameter, ...]], index: NativeIndex, known: Sequence[Link]) -> Iterator[Link]:
    """Links of tables that repeat a record's names, and of what is left in tables of which most is linked.

    Args:
        tables: What Python code states under such names.
        index: The native facts.
        known: Links by other evidence. A surface that hands some of its parameters on is not linked by name.
    """
    linked: dict[str, set[str]] = defaultdict(set)
    for one in known:
        linked[one.wrapper.surface].add(one.native.owner)
    done = {one.wrapper.qualified for one in known}
    for table in tables:
        surface = table[0].surface
        if surface in linked:
            if table[0].kind is SurfaceKind.DICT and len(linked[surface]) == 1:
                yield from _rest(table, index, next(iter(linked[surface])), done)
            continue
        found = _record(table, index)
        if found is not None:
            yield from _links(table, found, index, f"{len(_shared(table, found))} names of {surface} are its fields")


def _rest(table: tuple[WrapperParameter, ...], index: NativeIndex, owner: str, done: set[str]) -> Iterator[Link]:
    """What is left of a dictionary whose other entries reach one record."""
    rest = tuple(one for one in table if one.qualified not in done)
    for found in index.owners(owner)[:1]:
        yield from _links(rest, found, index, f"the other entries of {table[0].surface} reach it")


def _record(table: tuple[WrapperParameter, ...], index: NativeIndex) -> DefaultSet | None:
    fitting: dict[str, DefaultSet] = {}
    for found in index.all():
        shared = len(_shared(table, found))
        outer = sum("." not in one.name for one in found.parameters)
        enough = shared >= _OF_RECORD * outer or shared >= _MANY
        if enough and shared >= _LEAST and shared >= _OF_TABLE * len(table):
            best = fitting.get(last_name(found.owner))
            if best is None or found.fits > best.fits:
                fitting[last_name(found.owner)] = found
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _shared(table: tuple[WrapperParameter, ...], found: DefaultSet) -> set[str]:
    return {one.name for one in table} & {one.name for one in found.parameters}


def _links(table: tuple[WrapperParameter, ...], found: DefaultSet, index: NativeIndex, why: str) -> Iterator[Link]:
    for one in table:
        native = index.parameter(found, one.name)
        if native is None:
            continue
        flow = Flow(
            parameter=one,
            target=FieldTarget(found.owner, found.origin or None, zeroed=False, path=(one.name,)),
            effective=one.default if one.default is not None else Unknown(one.name, "must be given by the caller"),
            evidence=(Evidence("name", one.span, why),),
        )
        found_link = replace(link(flow, native, index), confidence=Confidence.MEDIUM)
        if one.kind is SurfaceKind.SCHEMA and found_link.verdict is Verdict.MISMATCH:
            # What a schema states is told to users, and something else runs.
            found_link = replace(found_link, verdict=Verdict.DOCUMENTED)
        yield found_link
