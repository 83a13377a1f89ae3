"""What the real library returns as defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paramcheck.confirm.decode import decode
from paramcheck.confirm.results import Probe, Stated
from paramcheck.confirm.session import Outcome, Session, perform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.confirm.layout import DefaultFunction, Header, Record

_SHOWN_NAMES = 5


def probe(session: Session) -> Probe:
    """Ask the library for its defaults.

    Args:
        session: What is shared.
    """
    stated: list[Stated] = []
    problems: list[str] = []
    library = session.library
    if library is not None and session.header.defaults:
        for outcome in _asked(session, str(library)):
            stated += _stated(session.header, outcome)
            problems += [one for one in _problems(session.header, outcome) if one not in problems]
    if session.table.native:
        outcome = perform(session, _native_request(session), requires=tuple(session.table.requires))
        problems += [f"{session.table.native}: {outcome.failed}"] if outcome.failed else []
        stated += [
            Stated(str(one["record"]), "the library itself", dict(one["fields"])) for one in outcome.of("record")
        ]
    if not stated and not problems:
        problems.append("no function of the library that states defaults was found in its headers")
    shown = library.name if library is not None else "the installed library"
    return Probe(shown, tuple(stated), tuple(problems))


def _asked(session: Session, library: str) -> Iterator[Outcome]:
    """Ask the library; after a function at which it fails, once more for those that come after that."""
    rest = list(session.header.defaults)
    while rest:
        outcome = perform(session, _request(session.header, library, rest))
        yield outcome
        asked = [one["function"] for one in outcome.of("asked")]
        if not outcome.failed or not asked:
            return
        rest = [one for one in rest if one.name not in asked]


def _request(header: Header, library: str, functions: Iterable[DefaultFunction]) -> dict[str, Any]:
    return {
        "mode": "state",
        "library": library,
        "functions": [name for names in header.functions.values() for name in names],
        "defaults": [
            {
                "name": one.name,
                "fills": one.fills,
                "size": (record := header.records[one.record]).size,
                "formats": [field.format for field in record.fields for _ in range(field.count)],
                "texts": record.texts,
            }
            for one in functions
        ],
    }


def _native_request(session: Session) -> dict[str, Any]:
    return {
        "mode": "call",
        "adapter": str(session.adapter or ""),
        "library": str(session.library or ""),
        "call": {"function": session.table.native, "callable": ""},
    }


def _stated(header: Header, outcome: Outcome) -> Iterator[Stated]:
    known = {one.name: header.records[one.record] for one in header.defaults}
    for one in outcome.of("default"):
        record = known[one["function"]]
        if next(_unlike(one["function"], record, one), None) is not None:
            # Values that were read at the wrong places are worse than none.
            continue
        texts = {int(offset): text for offset, text in one["texts"].items()}
        yield Stated(
            record.name,
            f"{one['function']}()",
            decode(record, bytes.fromhex(one["data"]), texts),
            record.size,
            {field.name: field.offset for field in record.fields},
        )


def _problems(header: Header, outcome: Outcome) -> Iterator[str]:
    if outcome.failed:
        asked = outcome.of("asked")
        where = f"{asked[-1]['function']}() " if asked and len(asked) > len(outcome.of("default")) else "the library "
        yield f"{where}{outcome.failed}"
    for one in outcome.of("library"):
        yield from _missing(header, set(one["missing"]))
    known = {one.name: header.records[one.record] for one in header.defaults}
    for one in outcome.of("default"):
        yield from _unlike(one["function"], known[one["function"]], one)


def _missing(header: Header, missing: set[str]) -> Iterator[str]:
    """What a library lacks. A header of which it lacks most is that of another library of the same tree."""
    stating = {one.name for one in header.defaults}
    for path, names in header.functions.items():
        lacking = [name for name in names if name in missing]
        if lacking and 2 * len(lacking) < len(names) and not stating.isdisjoint(names):
            shown = ", ".join(lacking[:_SHOWN_NAMES]) + (", ..." if len(lacking) > _SHOWN_NAMES else "")
            yield (
                f"the library lacks {len(lacking)} of the {len(names)} functions that {path} declares ({shown}): it may"
                " be of another version than the header"
            )


def _unlike(function: str, record: Record, written: dict[str, Any]) -> Iterator[str]:
    """How the memory that a function wrote does not fit the record of the header."""
    extent = written["extent"]
    if extent is None:
        return
    advice = "the library is of another version than the header, or was built with other flags; nothing is read from it"
    if extent > record.size:
        yield f"{function}() writes {extent} bytes, but the header's {record.name} has {record.size}: {advice}"
    left = set(written["untouched"])
    names = [one.name for one in record.fields if left.intersection(one.bytes)]
    if names:
        shown = ", ".join(names[:_SHOWN_NAMES])
        yield f"{function}() leaves fields of {record.name} as they were ({shown}): {advice}"
