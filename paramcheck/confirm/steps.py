"""The three steps. Each later one needs what the earlier ones found, and runs them too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from paramcheck.config import name_matches
from paramcheck.confirm import models
from paramcheck.confirm.joining import same
from paramcheck.confirm.probe import probe
from paramcheck.confirm.results import Confirmation
from paramcheck.confirm.smoke import Target, smoke
from paramcheck.confirm.spy import spy
from paramcheck.errors import ParamcheckError
from paramcheck.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from paramcheck.confirm.decode import Plain
    from paramcheck.confirm.results import Probe, Spy
    from paramcheck.confirm.session import Session
    from paramcheck.model import Link

STEPS = ("probe", "spy", "smoke")
"""In the order in which they build on each other."""


def run(
    step: str,
    session: Session,
    links: Sequence[Link],
    *,
    library: str,
    model: Path | None = None,
    only: Sequence[str] = (),
    device: str = "",
) -> Confirmation:
    """Run a step and those before it.

    Args:
        step: One of ``STEPS``.
        session: What is shared.
        links: Of the findings, for smoke.
        library: Where the library is from, for people.
        model: A model file to use instead of one that is made.
        only: Parameters to run smoke on, as ``--only`` names them, each with the value to run with if it is not the
            native default (``n_threads=2``); none for those of the findings.
        device: What the driver says about the device.

    Raises:
        ParamcheckError: If a model cannot be made, or a parameter is not known.
    """
    session.progress(f"asking {library}")
    probed = probe(session)
    if step == "probe":
        _require_known(only, ((one.record, one.values) for one in probed.stated))
        return Confirmation(step, library, probed)
    models_for = _models(session, model)
    spied = spy(session, models_for({}))
    if step == "spy":
        _require_known(only, ((one.record, one.values) for call in spied.calls for one in call.reached))
        return Confirmation(step, library, probed, spied)
    targets = list(_targets(probed, spied, links, only))
    return Confirmation(step, library, probed, spied, smoke(session, targets, models_for, device))


def _models(session: Session, given: Path | None) -> Callable[[Mapping[str, Any]], Path | None]:
    """Gives a model for options: the user's, one that is made, or none where the library needs none."""
    table = session.table.model or None

    def model(options: Mapping[str, Any]) -> Path | None:
        if given is not None or table is None:
            return given
        return models.make({**table.options, **options}, session.place)

    return model


def _targets(probed: Probe, spied: Spy, links: Iterable[Link], only: Sequence[str]) -> Iterator[Target]:
    """The parameters to run with both defaults."""
    wanted = {one.native.qualified: one for one in links if one.verdict is Verdict.MISMATCH}
    found: dict[str, Target] = {}
    known: dict[str, Target] = {}
    for one in spied.calls[:1]:
        for reached in one.reached:
            for name, value in reached.values.items():
                native = probed.value(reached.record, name)
                qualified = f"{reached.record}.{name}"
                known.setdefault(qualified, Target(reached.record, name, value, native[0] if native else None))
                if native is not None and native[0] != value and qualified not in found:
                    found[qualified] = Target(reached.record, name, value, native[0])
    if not only:
        yield from (one for name, one in found.items() if name in wanted and _differs(wanted[name], one))
        return
    for pattern in only:
        name, _, value = pattern.partition("=")
        matching = [one for one in known.values() if is_named(name, one.qualified)]
        if not matching:
            raise ParamcheckError(f"--only {name}: no such native parameter reached the library")
        if value:
            given = _given(pattern, value)
            if all(one.wrapper == given for one in matching):
                raise ParamcheckError(f"--only {pattern}: that is what the wrapper passes on already")
            yield from (replace(one, native=given) for one in matching)
            continue
        differing = [found[one.qualified] for one in matching if one.qualified in found]
        if not differing:
            raise ParamcheckError(
                f"--only {name}: the wrapper's default and the native one are the same; --only {name}=VALUE runs with"
                " another value"
            )
        yield from differing


def _require_known(only: Iterable[str], seen: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Refuse a parameter that was not seen, rather than show nothing.

    Raises:
        ParamcheckError: If there is one.
    """
    names = {f"{record}.{name}" for record, values in seen for name in values}
    for pattern in only:
        if names and not any(is_named(pattern, one) for one in names):
            raise ParamcheckError(f"--only {pattern}: no such native parameter was seen")


def _given(pattern: str, value: str) -> Plain:
    """A value as ``--only`` states it.

    Raises:
        ParamcheckError: If it is none.
    """
    try:
        found = json.loads(value.lower())
    except ValueError:
        found = value
    if isinstance(found, (bool, int, float)) or found is None:
        return found
    raise ParamcheckError(f"--only {pattern}: the value must be a number, true, false or null")


def _differs(link: Link, target: Target) -> bool:
    return not same(link.native, target.wrapper, target.native)


def is_named(pattern: str, qualified: str) -> bool:
    """Whether ``--only`` means a native parameter: by its whole name or its last part, ``*`` stands for any text."""
    pattern = pattern.partition("=")[0]
    return name_matches(pattern, qualified) or name_matches(pattern, qualified.rpartition(".")[2])
