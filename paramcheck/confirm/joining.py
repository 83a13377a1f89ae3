"""From what was run to what was read: which findings are confirmed, and where the sources and the run disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from paramcheck.config import name_matches
from paramcheck.confirm.decode import Plain, as_value, shown
from paramcheck.model import Confirmed, ConfirmedBy, Verdict
from paramcheck.values import Dynamic, Equality, Inherited, Unknown, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.confirm.results import Confirmation, Smoked
    from paramcheck.model import Finding, Link, NativeParameter
    from paramcheck.values import Value


class Disagreement(Struct, frozen=True):
    """The sources say something else than the run. One of the two is wrong.

    Attributes:
        link: The link.
        text: Both values, in words.
    """

    link: Link
    text: str


def join(findings: Iterable[Finding], confirmation: Confirmation) -> tuple[Finding, ...]:
    """Findings with what running the library said of each."""
    return tuple(
        replace(one, confirmed=confirmed(one.link, confirmation)) if one.link is not None else one for one in findings
    )


def confirmed(link: Link, confirmation: Confirmation) -> Confirmed:
    """What running the library said of a link."""
    evidence: list[str] = []
    state = ConfirmedBy.NOT_RUN
    native, effective = _probed(link, confirmation), _spied(link, confirmation)
    if native is not None:
        evidence.append(f"probe: {native[1]} has {link.native.name} = {shown(native[0])}")
        state = ConfirmedBy.PROBE if _possible(link.native, native[0]) else ConfirmedBy.NO
    if effective is not None:
        evidence.append(f"spy: {effective[1]} {verb(effective[1])} {link.native.name} = {shown(effective[0])}")
    if native is not None and effective is not None:
        if not same(link.native, native[0], effective[0]):
            state = ConfirmedBy.SPY
        elif link.verdict is Verdict.MISMATCH:
            state = ConfirmedBy.NO
        else:
            # It depends on the build or on the machine, and in this one both are the same.
            evidence.append("in this build both are the same")
            state = ConfirmedBy.NOT_RUN
    row = _smoked(link, confirmation, effective[0], native[0]) if native is not None and effective is not None else None
    if row is not None:
        details = "; ".join(one.text for one in row.differences)
        evidence.append(f"smoke: {row.verdict}{f': {details}' if details else ''}")
        if row.verdict == "differs":
            state = ConfirmedBy.SMOKE
    return Confirmed(state, tuple(evidence))


def disagreements(links: Iterable[Link], confirmation: Confirmation) -> Iterator[Disagreement]:
    """Where the sources and the run do not say the same."""
    for link in links:
        native, effective = _probed(link, confirmation), _spied(link, confirmation)
        if native is not None and not _possible(link.native, native[0]) and link.native.value is not None:
            yield Disagreement(
                link, f"the sources say that the native default is {link.native.value.spelling}, {native[1]} has"
                f" {shown(native[0])}"
            )  # fmt: skip
        if effective is None:
            continue
        if isinstance(link.effective, Inherited):
            if native is not None and not same(link.native, native[0], effective[0]):
                yield Disagreement(
                    link, f"the sources say that the native default is left alone, but {shown(effective[0])} reaches"
                    f" {effective[1]} where the default is {shown(native[0])}"
                )  # fmt: skip
        elif not _could_be(link.effective, effective[0], link.native):
            yield Disagreement(
                link, f"the sources say that {link.effective.spelling} reaches the library, {effective[1]}"
                f" {verb(effective[1])} {shown(effective[0])}"
            )  # fmt: skip


def verb(entry: str) -> str:
    """What is said of a place where a value was seen: functions receive, objects hold."""
    return "received" if entry.endswith("()") else "holds"


def same(native: NativeParameter, left: Plain, right: Plain) -> bool:
    """Whether two values are the same for a native parameter."""
    return compare(as_value(left), as_value(right), native.type).equality is Equality.EQUAL


def _could_be(stated: Value, seen: Plain, native: NativeParameter) -> bool:
    """Whether what was seen may be what the sources say."""
    if isinstance(stated, (Dynamic, Unknown)):
        return True
    return compare(stated, as_value(seen), native.type).equality is not Equality.DIFFERENT


def _possible(native: NativeParameter, seen: Plain) -> bool:
    """Whether what the library returned is what the sources say of some build."""
    stated = [one for one in (native.value, *(one.value for one in native.conditions)) if one is not None]
    return not stated or any(_could_be(one, seen, native) for one in stated)


def _probed(link: Link, confirmation: Confirmation) -> tuple[Plain, str] | None:
    probe = confirmation.probe
    return probe.value(link.native.owner, link.native.name) if probe is not None else None


def _spied(link: Link, confirmation: Confirmation) -> tuple[Plain, str] | None:
    if confirmation.spy is None:
        return None
    for call in confirmation.spy.calls:
        if any(name_matches(pattern, link.wrapper.surface) for pattern in call.surfaces):
            found = call.value(link.native.owner, link.native.name)
            if found is not None:
                return found
    return None


def _smoked(link: Link, confirmation: Confirmation, effective: Plain, native: Plain) -> Smoked | None:
    """The runs with the two values of a link. Those with another value, or of another call, say nothing of it."""
    for row in confirmation.smoke.smoked if confirmation.smoke is not None else ():
        for name, left, right in row.parameters:
            is_own = name == link.native.qualified and same(link.native, left, effective)
            if is_own and same(link.native, right, native):
                return row
    return None
