"""What changes in behaviour when the wrapper's default is replaced by the native one.

Three runs, each a process of its own: A with the wrapper's default, A again for the noise, B with the native default
put into the record at the entry point, so that fields without a keyword work too.
"""

from __future__ import annotations

import socket
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from paramcheck.config import name_matches
from paramcheck.confirm import comparing, devices, processes
from paramcheck.confirm.decode import Plain, encode
from paramcheck.confirm.results import Difference, Observation, Smoke, Smoked
from paramcheck.confirm.session import Outcome, Session, filled, perform
from paramcheck.confirm.spy import request, required

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from paramcheck.config.confirming import CaseTable, SmokeTable

_SERVER_SECONDS = 15
_LOCAL = "127.0.0.1"
_ONLY_TIME = "only time differs"
_NO_DEVICE = "not confirmed: no device"


class Target(Struct, frozen=True):
    """A native parameter whose two defaults differ.

    Attributes:
        record: The record.
        name: The field.
        wrapper: What reaches it.
        native: The native default, or the value that was asked for instead.
    """

    record: str
    name: str
    wrapper: Plain
    native: Plain

    @property
    def qualified(self) -> str:
        """``record.field``."""
        return f"{self.record}.{self.name}"


class _Group(Struct, frozen=True):
    """Parameters that are replaced together, and what their runs need."""

    targets: tuple[Target, ...]
    model: Mapping[str, Any] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)


def smoke(
    session: Session, targets: Sequence[Target], model: Callable[[Mapping[str, Any]], Path | None], device: str
) -> Smoke:
    """Run the library with both defaults.

    Args:
        session: What is shared.
        targets: The parameters to replace.
        model: Gives a model file for options.
        device: What the driver says about the device, for people.
    """
    table = session.table.smoke or None
    if table is None or not session.table.calls:
        return Smoke(device, (), ("the rule file does not say how to make a run, so nothing was run",))
    smoked: list[Smoked] = []
    for group in _groups(table.cases, targets):
        names = ", ".join(one.name for one in group.targets)
        session.progress(f"running with both defaults of {names}")
        with _server(session) as port:
            smoked.append(_smoked(session, table, group, model(group.model), port))
    labels = dict.fromkeys(one for row in smoked for one in row.devices)
    return Smoke(device or ", ".join(labels) or "no offload device", tuple(smoked))


def _groups(cases: Sequence[CaseTable], targets: Sequence[Target]) -> Iterator[_Group]:
    rest = list(targets)
    for case in cases:
        own = [one for one in rest if any(name_matches(pattern, one.qualified) for pattern in case.parameters)]
        rest = [one for one in rest if one not in own]
        if own:
            yield _Group(tuple(own), case.model, case.arguments)
    for one in rest:
        yield _Group((one,))


def _smoked(session: Session, table: SmokeTable, group: _Group, model: Path | None, port: int) -> Smoked:
    parameters = tuple((one.qualified, one.wrapper, one.native) for one in group.targets)
    overrides = _overrides(session, group.targets)
    if isinstance(overrides, str):
        return Smoked(parameters, f"not confirmed: {overrides}")

    def observe(changes: list[dict[str, Any]]) -> Observation:
        return _observe(session, table, group, model, port, changes)

    if session.backend_name not in {"cpu", "none"}:
        # The first run may compile for the device, which takes long and says nothing.
        observe([])
    runs = observe([]), observe([]), observe(overrides)
    verdict, differences = judge(table, *runs, wanted=len(group.targets))
    if verdict == _ONLY_TIME and not any(one.late for one in runs):
        # Another program may have been in the way: the faster of two runs of each side counts.
        runs = (_faster(runs[0], observe([])), runs[1], _faster(runs[2], observe(overrides)))
        verdict, differences = judge(table, *runs, wanted=len(group.targets))
    found = tuple(dict.fromkeys(one for run in runs for one in run.devices))
    return Smoked(parameters, verdict, differences, found, runs)


def _faster(one: Observation, other: Observation) -> Observation:
    if one.failed or other.failed:
        return other if one.failed else one
    return replace(one, seconds=min(one.seconds, other.seconds))


def judge(
    table: SmokeTable, first: Observation, again: Observation, other: Observation, *, wanted: int
) -> tuple[str, tuple[Difference, ...]]:
    """What three runs say.

    Args:
        table: Whether the library knows devices.
        first: With the wrapper's default.
        again: The same again.
        other: With the native default.
        wanted: How many values were to be replaced.
    """
    if first.failed and other.failed:
        return f"not confirmed: the run {first.failed}", ()
    if bool(first.failed) != bool(again.failed):
        return f"not confirmed: only one of two equal runs {first.failed or again.failed}", ()
    if not other.failed and other.replaced < wanted:
        return "not confirmed: the native default could not be put in place", ()
    differences = comparing.compare(first, again, other)
    if differences:
        kinds = {one.kind for one in differences}
        return _ONLY_TIME if kinds == {"time"} else "differs", differences
    if table.devices and not (first.devices or other.devices):
        return _NO_DEVICE, ()
    return "no difference", ()


def _overrides(session: Session, targets: Sequence[Target]) -> list[dict[str, Any]] | str:
    """The bytes to put in place; or why that cannot be done."""
    found: list[dict[str, Any]] = []
    for one in targets:
        record = session.header.records.get(one.record)
        place = record.field(one.name) if record is not None else None
        data = encode(place, one.native) if place is not None else None
        if place is None or data is None:
            return f"the value of {one.qualified} cannot be put into the record"
        found += [
            {"entry": entry.name, "position": position, "offset": place.offset, "data": data.hex(), "of": one.name}
            for entry in session.header.entries
            for position, name in entry.records
            if name == one.record
        ]
    return found


def _observe(
    session: Session, table: SmokeTable, group: _Group, model: Path | None, port: int, changes: list[dict[str, Any]]
) -> Observation:
    call = session.table.calls[0]
    known = {"port": str(port)}
    own = {one.name.rpartition(".")[2] for one in group.targets}
    backend = {
        name: filled(value, known) if isinstance(value, str) else value
        for name, value in session.backend.arguments.items()
        if name not in own
    }
    arguments = {**backend, **group.arguments}
    asked = {
        **request(session, call, model, arguments),
        "overrides": changes,
        "use": table.function,
        "prepare": session.backend.prepare,
        "port": port,
    }
    extra = {
        name: filled(value, {**known, "device": devices.chosen(name, session.device)})
        for name, value in session.backend.environment.items()
    }
    outcome = perform(session, asked, requires=required(session, call), extra=extra)
    return observation(table, outcome)


def observation(table: SmokeTable, outcome: Outcome) -> Observation:
    """What a run did, from what it wrote."""
    seen = outcome.of("seen")
    placed = devices.placement(table, outcome.output)
    return Observation(
        failed=outcome.failed,
        seen=seen[-1]["observed"] if seen else None,
        placement=placed,
        devices=devices.used(table, outcome.output, placed),
        megabytes=outcome.of("end")[-1]["resident"] / 1024 if outcome.of("end") else 0.0,
        seconds=seen[-1]["seconds"] if seen else 0.0,
        replaced=len({one["of"] for one in outcome.of("override")}),
        late=outcome.ended.late,
    )


@contextmanager
def _server(session: Session) -> Iterator[int]:
    """The port of the server that a kind of device needs, while it runs; 0 where none is needed."""
    if not session.backend.start:
        yield 0
        return
    port = _free_port()
    folder = (session.library or session.root).parent
    programs = [str(folder / one) for one in session.backend.targets if (folder / one).is_file()]
    known = {"program": next(iter(programs), ""), "port": str(port)}
    command = [filled(word, known) for word in session.backend.start]
    with session.place.temporary("runs") as work:
        log = work / "server.log"
        variables = processes.environment(work, LD_LIBRARY_PATH=str(folder))
        with processes.started(command, folder=work, log=log, variables=variables) as running:
            deadline = time.monotonic() + _SERVER_SECONDS
            while not _listens(port) and running.process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            yield port


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((_LOCAL, 0))
        return int(one.getsockname()[1])


def _listens(port: int) -> bool:
    try:
        with socket.create_connection((_LOCAL, port), timeout=1):
            return True
    except OSError:
        return False
