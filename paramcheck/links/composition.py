"""Flows through an extension module: what Python code hands to a bound function goes on to where that takes it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.model import ParameterTarget
from paramcheck.values import Unknown, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.model import Flow, WrapperFacts, WrapperParameter
    from paramcheck.values import Value


def compose(wrapper: WrapperFacts) -> Iterator[Flow]:
    """Flows from Python parameters through extension modules to the native side.

    Args:
        wrapper: Facts of the Python side, with the signatures of its extension modules.
    """
    if not wrapper.signatures:
        return
    signatures = Signatures(wrapper)
    onward: dict[WrapperParameter, list[Flow]] = defaultdict(list)
    for flow in wrapper.flows:
        if not isinstance(flow.target, ParameterTarget):
            onward[flow.parameter].append(flow)
    for flow in wrapper.flows:
        if not isinstance(flow.target, ParameterTarget):
            continue
        for bound in signatures.parameters(flow.target):
            for rest in onward.get(bound, ()):
                yield replace(
                    flow,
                    target=rest.target,
                    effective=_through(flow.effective, rest),
                    evidence=(*flow.evidence, *rest.evidence),
                    selected=flow.selected or rest.selected,
                )


class Signatures:
    """The functions of extension modules, by the names under which Python code calls them.

    Args:
        wrapper: Facts of the Python side.
    """

    def __init__(self, wrapper: WrapperFacts) -> None:
        self._signatures = wrapper.signatures

    def parameters(self, target: ParameterTarget) -> list[WrapperParameter]:
        """The parameters that an argument may reach: one, unless overloads have it under the same name."""
        overloads = self.overloads(target.callable)
        found = [one for one in (_at(overload, target.argument) for overload in overloads) if one is not None]
        return found if len({one.name for one in found}) == 1 else []

    def overloads(self, name: str) -> list[tuple[WrapperParameter, ...]]:
        """The overloads of a dotted name, which may have packages before the module that the sources name."""
        parts = name.split(".")
        for start in range(len(parts)):
            tail = ".".join(parts[start:])
            for own in (tail, f"{tail}.__init__"):
                found = self._signatures.get(own)
                if found:
                    return found
        return []


def _at(overload: tuple[WrapperParameter, ...], argument: int | str) -> WrapperParameter | None:
    if isinstance(argument, int):
        return overload[argument] if argument < len(overload) else None
    return next((one for one in overload if one.name == argument), None)


def _through(outer: Value, rest: Flow) -> Value:
    """What reaches the end when ``outer`` is passed instead of the bound function's own default."""
    own = rest.parameter.default
    if own is None:
        as_is = isinstance(rest.effective, Unknown) and rest.effective.spelling == rest.parameter.name
    else:
        as_is = same(own, rest.effective)
        if same(outer, own):
            return rest.effective
    return outer if as_is else Unknown(rest.effective.spelling, f"computed from {rest.parameter.name} on the way")
