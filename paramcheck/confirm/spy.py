"""What really reaches the library when the wrapper is called with nothing but the required arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paramcheck.confirm.decode import decode
from paramcheck.confirm.results import Reached, SpiedCall, Spy
from paramcheck.confirm.session import Outcome, Session, filled, perform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from paramcheck.config.confirming import CallTable
    from paramcheck.confirm.layout import Header, Record


def spy(session: Session, model: Path | None) -> Spy:
    """Make the calls that the rule file names, and record what reaches the library.

    Args:
        session: What is shared.
        model: The model file, if there is one.
    """
    calls: list[SpiedCall] = []
    problems: dict[str, None] = {}
    for table in session.table.calls:
        name = table.callable or f"{table.function}()"
        session.progress(f"calling {name}")
        outcome = perform(session, request(session, table, model), requires=required(session, table))
        reached = tuple(_reached(session.header, outcome))
        calls.append(SpiedCall(name, tuple(table.surfaces), reached, outcome.failed))
        problems.update(dict.fromkeys(_problems(session, outcome)))
        if outcome.failed:
            problems[f"{name} {outcome.failed}"] = None
    if not session.table.calls:
        problems["the rule file names no call of the wrapper, so nothing was spied on"] = None
    elif not any(one.reached or one.failed for one in calls):
        problems["no call of the wrapper passed a record to the library"] = None
    return Spy(tuple(calls), tuple(problems))


def required(session: Session, table: CallTable) -> tuple[str, ...]:
    """The distributions that a call needs."""
    return (*session.table.requires, *table.requires)


def request(
    session: Session, table: CallTable, model: Path | None, arguments: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A request to make a call.

    Args:
        session: What is shared.
        table: The call.
        model: The model file, if there is one.
        arguments: Arguments beyond those that are required.
    """
    known = {"model": str(model or "")}
    required_ones = {
        name: filled(value, known) if isinstance(value, str) else value for name, value in table.arguments.items()
    }
    return {
        "mode": "call",
        "adapter": str(session.adapter or ""),
        "library": str(session.library or ""),
        "model": str(model or ""),
        "arguments": {**required_ones, **(arguments or {})},
        "call": {"callable": table.callable, "function": table.function},
        "entries": {
            one.name: {
                position: {"size": (held := session.header.records[record]).size, "texts": held.texts}
                for position, record in one.records
            }
            for one in session.header.entries
        },
        "mirrors": sorted(session.header.records),
    }


def _reached(header: Header, outcome: Outcome) -> Iterator[Reached]:
    entries = {one.name: dict(one.records) for one in header.entries}
    for one in outcome.events:
        if one["event"] == "call":
            for position, held in one["records"].items():
                record = header.records[entries[one["entry"]][int(position)]]
                data = bytes.fromhex(held["data"])
                if data:
                    texts = {int(offset): text for offset, text in held["texts"].items()}
                    yield Reached(record.name, f"{one['entry']}()", decode(record, data, texts), int(position))
        elif one["event"] == "record":
            yield Reached(str(one["record"]), "the object that it made", dict(one["fields"]))


def _problems(session: Session, outcome: Outcome) -> Iterator[str]:
    for one in outcome.of("mirror"):
        record = session.header.records.get(one["record"])
        if record is not None:
            yield from _unlike(record, one)
    loaded = [one["name"] for one in outcome.of("library")]
    library = session.library
    if library is not None and session.table.environment and loaded:
        names = {library.name, *(one.name for one in library.parent.iterdir() if one.resolve() == library.resolve())}
        if not any(name.rpartition("/")[2] in names for name in loaded):
            yield f"the wrapper loaded {', '.join(sorted(set(loaded)))}, not {library}"


def _unlike(record: Record, mirror: Mapping[str, Any]) -> Iterator[str]:
    """How the wrapper's own mirror of a record is not what the header declares."""
    place, size = mirror["place"], mirror["size"]
    own = {name: (offset, length) for name, offset, length in mirror["fields"]}
    if size != record.size:
        yield f"{place} has {size} bytes, the header's {record.name} has {record.size}"
    top = {one.name: one for one in record.fields if "." not in one.name}
    for one in top.values():
        if one.name not in own:
            yield f"{place} lacks the field {one.name} of the header's {record.name}"
        elif own[one.name][0] != one.offset:
            yield (
                f"{place}.{one.name} is at byte {own[one.name][0]}, the header's {record.name}.{one.name} at"
                f" {one.offset}"
            )
    nested = {one.name.partition(".")[0] for one in record.fields}
    for name in own:
        if name not in nested:
            yield f"{place} has a field {name} that the header's {record.name} has not"
