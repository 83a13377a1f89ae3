"""What is not the same in two runs, measured against two runs that should be the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from paramcheck.confirm.results import Difference, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paramcheck.confirm.decode import Plain

_MOST_OF_NOISE = 3
"""How much larger than the noise a difference must be to count."""
_LEAST_SHARE = 1e-6
"""Of the largest number: below that, a difference is rounding."""
_LEAST_MEMORY = 0.1
_LEAST_MEGABYTES = 8
_LEAST_TIME = 1.5
_LEAST_SECONDS = 0.1
_LONG_RUN = 8
"""Tokens of which nearly all are the same make an output degenerate, from here on."""
_MOSTLY = 0.9
_SIDES = ("wrapper's default", "other value")


def compare(first: Observation, again: Observation, other: Observation) -> tuple[Difference, ...]:
    """What a value changes.

    Args:
        first: A run with the wrapper's default.
        again: The same once more: what differs between these two is noise.
        other: A run with the native default, or another value.
    """
    if first.late != other.late and not (first.failed and other.failed):
        return tuple(_late(first, other))
    if first.failed or other.failed:
        return tuple(_crash(first, other))
    return (
        *_degenerate(first, other),
        *_outputs(first, again, other),
        *_placement(first, other),
        *_memory(first, again, other),
        *_time(first, again, other),
    )


def is_degenerate(tokens: Plain) -> bool:
    """Whether an output is one token, or one character, over and over.

    Args:
        tokens: Tokens as numbers, or a text.
    """
    items: Sequence[Plain] = tokens if isinstance(tokens, (list, str)) else ()
    if isinstance(items, str):
        items = [one for one in items if not one.isspace()]
    if len(items) < _LONG_RUN:
        return False
    # A few tokens may come before the run.
    last = [repr(one) for one in items[len(items) // 4 :]]
    return Counter(last).most_common(1)[0][1] >= _MOSTLY * len(last)


def _crash(first: Observation, other: Observation) -> Iterator[Difference]:
    if first.failed and not other.failed:
        yield Difference("crash", f"with the wrapper's default the run {first.failed}; with the other value it runs")
    elif other.failed and not first.failed:
        yield Difference("crash", f"with the other value the run {other.failed}; with the wrapper's default it runs")


def _late(first: Observation, other: Observation) -> Iterator[Difference]:
    """One of two runs came to no end: that is a matter of time, as far as anyone saw."""
    late, ended, names = (first, other, _SIDES) if first.late else (other, first, _SIDES[::-1])
    yield Difference("time", f"with the {names[0]} the run {late.failed}; with the {names[1]} {ended.seconds:.2f} s")


def _degenerate(first: Observation, other: Observation) -> Iterator[Difference]:
    for name in _names(first, other):
        left, right = is_degenerate(_seen(first, name)), is_degenerate(_seen(other, name))
        if left != right:
            side = "wrapper's default" if left else "other value"
            yield Difference("degenerate", f"degenerate output with the {side}: {name} repeats one value")


def _outputs(first: Observation, again: Observation, other: Observation) -> Iterator[Difference]:
    for name in _names(first, other):
        left, same, right = _seen(first, name), _seen(again, name), _seen(other, name)
        if left == right:
            continue
        distance, noise = _distance(left, right), _distance(left, same)
        if distance is None:
            if left == same:
                yield Difference("output", f"{name}: {_described(left, right)}")
            continue
        scale = max((abs(one) for one in _numbers(left) or ()), default=0.0)
        if distance > max(_MOST_OF_NOISE * (noise or 0.0), _LEAST_SHARE * scale):
            yield Difference("output", f"{name} differ by up to {distance:.2g} (noise {noise or 0.0:.2g})")


def _described(left: Plain, right: Plain) -> str:
    if isinstance(left, list) and isinstance(right, list):
        equal = sum(one == two for one, two in zip(left, right, strict=False))
        return f"{equal} of {max(len(left), len(right))} equal"
    return f"{str(left)[:40]!r} against {str(right)[:40]!r}"


def _distance(left: Plain, right: Plain) -> float | None:
    """How far apart two rows of real numbers are; ``None`` for anything else, tokens among it."""
    one, two = _numbers(left), _numbers(right)
    if one is None or two is None or len(one) != len(two):
        return None
    return max((abs(a - b) for a, b in zip(one, two, strict=True)), default=0.0)


def _numbers(value: Plain) -> list[float] | None:
    items = value if isinstance(value, list) else [value]
    found = [one for one in items if isinstance(one, float)]
    return found if found and len(found) == len(items) else None


def _placement(first: Observation, other: Observation) -> Iterator[Difference]:
    left, right = _devices(first), _devices(other)
    for what in sorted({*left, *right}):
        if left.get(what) != right.get(what):
            before, after = (", ".join(side.get(what, ())) or "nowhere" for side in (left, right))
            yield Difference("placement", f"{what}: {before} with the wrapper's default, {after} with the other value")


def _devices(observation: Observation) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for what, device in observation.placement:
        found.setdefault(what, []).append(device)
    return found


def _memory(first: Observation, again: Observation, other: Observation) -> Iterator[Difference]:
    distance, noise = abs(other.megabytes - first.megabytes), abs(again.megabytes - first.megabytes)
    if distance > max(_MOST_OF_NOISE * noise, _LEAST_MEMORY * first.megabytes, _LEAST_MEGABYTES):
        yield Difference("memory", f"{first.megabytes:.0f} MB resident -> {other.megabytes:.0f} MB")


def _time(first: Observation, again: Observation, other: Observation) -> Iterator[Difference]:
    low, high = sorted((first.seconds, other.seconds))
    noise = abs(again.seconds - first.seconds)
    if low > 0 and high / low > _LEAST_TIME and high - low > max(_MOST_OF_NOISE * noise, _LEAST_SECONDS):
        yield Difference("time", f"{first.seconds:.2f} s -> {other.seconds:.2f} s")


def _names(first: Observation, other: Observation) -> list[str]:
    return sorted({*(first.seen or {}), *(other.seen or {})})


def _seen(observation: Observation, name: str) -> Plain:
    return (observation.seen or {}).get(name)
