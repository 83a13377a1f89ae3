"""Links to arguments of native functions that have a default of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.links.linking import link
from paramcheck.model import ArgumentTarget
from paramcheck.values import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.links.index import NativeIndex
    from paramcheck.model import DefaultSet, Flow, Link, NativeParameter

_CLASS_MARKS = ("@S@", "@ST>", "@SP>", "@U@")
"""What stands before the name of a class, a template, a specialisation or a union in clang's identities."""


def find(flows: Iterable[Flow], index: NativeIndex) -> Iterator[Link]:
    """A link for every flow into an argument that has a native default."""
    for flow in flows:
        if isinstance(flow.target, ArgumentTarget):
            native = argument(flow.target, index)
            if native is not None:
                yield link(flow, native, index)


def argument(target: ArgumentTarget, index: NativeIndex) -> NativeParameter | None:
    """The native parameter of an argument; ``None`` where overloads leave open which one it is."""
    sets = index.of_usr(target.usr) if target.usr else []
    if not sets:
        named = [one for one in index.named(target.function) if one.arity is not None and _takes(one, target.arity)]
        sets = [one for one in named if _is_qualified(target.function) or not _is_method(one)]
    exact = [one for one in sets if one.arity == target.arity]
    found = [one for one in (_parameter(found, target.argument) for found in exact or sets) if one is not None]
    if not found or len(found) < len(exact or sets):
        return None
    first = found[0]
    agree = all(
        one.value is not None and first.value is not None and same(one.value, first.value) and one.name == first.name
        for one in found[1:]
    )
    return first if agree else None


def _is_qualified(name: str) -> bool:
    return "::" in name or "." in name


def _is_method(found: DefaultSet) -> bool:
    """Whether a function belongs to a class: a plain name, as a call from outside of C++ has it, never means it."""
    owner = found.usr.partition("@F")[0]
    return any(mark in owner for mark in _CLASS_MARKS)


def _takes(found: DefaultSet, arity: int | None) -> bool:
    """Whether a function can be called with so many arguments."""
    if arity is None or found.arity is None:
        return True
    defaults = sum(one.value is not None for one in found.parameters)
    return found.arity - defaults <= arity <= found.arity


def _parameter(found: DefaultSet, argument: int | str) -> NativeParameter | None:
    for one in found.parameters:
        if (one.position == argument) if isinstance(argument, int) else (one.name == argument):
            return one
    return None
