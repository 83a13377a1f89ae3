"""What the steps found out. Values are plain, so that any format can show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paramcheck.confirm.decode import Plain


class Stated(Struct, frozen=True):
    """What the library itself returned as defaults.

    Attributes:
        record: The record.
        source: The function that returned it.
        values: The fields' values.
        size: Bytes of the record; 0 where it has no layout of its own.
        offsets: The fields' offsets.
    """

    record: str
    source: str
    values: Mapping[str, Plain]
    size: int = 0
    offsets: Mapping[str, int] | None = None


class Probe(Struct, frozen=True):
    """What the real library returns.

    Attributes:
        library: The library that was asked, for people.
        stated: The defaults.
        problems: What could not be asked, and where the library, the header and the wrapper's mirror disagree.
    """

    library: str
    stated: tuple[Stated, ...]
    problems: tuple[str, ...] = ()

    def value(self, record: str, name: str) -> tuple[Plain, str] | None:
        """What was returned for a field, and by what."""
        for one in self.stated:
            if one.record == record and name in one.values:
                return one.values[name], one.source
        return None


class Reached(Struct, frozen=True):
    """A record that reached the native side.

    Attributes:
        record: The record.
        entry: The native function that received it, or what it was read from.
        values: The fields' values.
        position: The argument, from 0.
    """

    record: str
    entry: str
    values: Mapping[str, Plain]
    position: int = 0


class SpiedCall(Struct, frozen=True):
    """What reached the native side in one call of the wrapper.

    Attributes:
        name: What was called.
        surfaces: Patterns of the surfaces whose effective defaults it shows.
        reached: The records, in the order of the calls.
        failed: Why the call did not come to its end; empty if it did. What was recorded before counts.
    """

    name: str
    surfaces: tuple[str, ...]
    reached: tuple[Reached, ...]
    failed: str = ""

    def value(self, record: str, name: str) -> tuple[Plain, str] | None:
        """What reached a field first, and where."""
        for one in self.reached:
            if one.record == record and name in one.values:
                return one.values[name], one.entry
        return None


class Spy(Struct, frozen=True):
    """What really reaches the library.

    Attributes:
        calls: The calls of the wrapper.
        problems: Where the header and the wrapper's mirror disagree, and what could not be read.
    """

    calls: tuple[SpiedCall, ...]
    problems: tuple[str, ...] = ()


class Observation(Struct, frozen=True):
    """What one run did.

    Attributes:
        failed: Why it did not come to its end; empty if it did.
        seen: What the adapter saw: ``tokens``, ``logits``, ``text`` and the like.
        placement: Buffers and the device that each is on.
        devices: Offload devices that the library itself reported.
        megabytes: The most resident memory.
        seconds: Time of use, loading left out.
        replaced: How many of the wanted values were put in place.
        late: Whether it did not come to its end within the limit of time.
    """

    failed: str = ""
    seen: Mapping[str, Plain] | None = None
    placement: tuple[tuple[str, str], ...] = ()
    devices: tuple[str, ...] = ()
    megabytes: float = 0.0
    seconds: float = 0.0
    replaced: int = 0
    late: bool = False


class Difference(Struct, frozen=True):
    """Something that is not the same in A and in B.

    Attributes:
        kind: ``crash``, ``degenerate``, ``output``, ``placement``, ``memory`` or ``time``.
        text: In words, with figures.
    """

    kind: str
    text: str


class Smoked(Struct, frozen=True):
    """What replacing the wrapper's default by the native one changed.

    Attributes:
        parameters: The native parameters that were replaced, each with the wrapper's and the native value.
        verdict: ``differs``, ``no difference``, ``not confirmed: no device`` or ``not confirmed: ...``.
        differences: What changed.
        devices: Offload devices that the library reported.
        runs: A, A again and B.
    """

    parameters: tuple[tuple[str, Plain, Plain], ...]
    verdict: str
    differences: tuple[Difference, ...] = ()
    devices: tuple[str, ...] = ()
    runs: tuple[Observation, ...] = ()


class Smoke(Struct, frozen=True):
    """What changes in behaviour.

    Attributes:
        device: What the runs ran on, as the library and the driver report it.
        smoked: One row for each parameter or group of parameters.
        problems: What could not be run.
    """

    device: str
    smoked: tuple[Smoked, ...]
    problems: tuple[str, ...] = ()


class Confirmation(Struct, frozen=True):
    """Everything that was run.

    Attributes:
        step: ``probe``, ``spy`` or ``smoke``.
        library: Where the library is from.
        probe: What it returns.
        spy: What reaches it.
        smoke: What changes.
    """

    step: str
    library: str
    probe: Probe | None = None
    spy: Spy | None = None
    smoke: Smoke | None = None
