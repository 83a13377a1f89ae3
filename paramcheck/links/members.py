"""Links through extension modules to members of native objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.links.index import last_name
from paramcheck.links.linking import link
from paramcheck.model import MemberTarget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paramcheck.links.index import NativeIndex
    from paramcheck.model import DefaultSet, ExposedClass, Flow, Link, NativeParameter

_DEEPEST = 8


def find(flows: Iterable[Flow], exposed: Iterable[ExposedClass], index: NativeIndex) -> Iterator[Link]:
    """A link for every flow into a member that has a native default."""
    classes = Classes(exposed, index)
    for flow in flows:
        if isinstance(flow.target, MemberTarget):
            native = classes.member(flow.target)
            if native is not None:
                yield link(flow, native, index)


class Classes:
    """The native classes that extension modules expose.

    Args:
        exposed: The classes with their names in Python.
        index: The native facts.
    """

    def __init__(self, exposed: Iterable[ExposedClass], index: NativeIndex) -> None:
        self._index = index
        self._by_python_name: dict[str, list[ExposedClass]] = {}
        for one in exposed:
            self._by_python_name.setdefault(last_name(one.name), []).append(one)

    def member(self, target: MemberTarget) -> NativeParameter | None:
        """The native parameter of a member, by the class that the wrapper names."""
        if target.usr:
            return self._in_sets(self._index.of_usr(target.usr), target.member)
        path = target.member
        shown = self._exposed(target.type_name)
        if shown is not None:
            first, dot, rest = path.partition(".")
            path = dict(shown.members).get(first, first) + dot + rest
            sets = self._index.of_usr(shown.usr) if shown.usr else self._index.named(shown.type_name)
        else:
            sets = self._index.named(target.type_name)
        return self._in_sets(sets, path)

    def _exposed(self, name: str) -> ExposedClass | None:
        """The class of a dotted Python name; a wrapper often knows less of the packages around it."""
        found = [
            one
            for one in self._by_python_name.get(last_name(name), [])
            if one.name == name or one.name.endswith(f".{name}") or name.endswith(f".{one.name}")
        ]
        return found[0] if len({one.usr or one.type_name for one in found}) == 1 else None

    def _in_sets(self, sets: list[DefaultSet], path: str, depth: int = 0) -> NativeParameter | None:
        for found in sets:
            native = self._index.parameter(found, path)
            if native is not None:
                return native
            first, _, rest = path.partition(".")
            outer = self._index.parameter(found, first) if rest else None
            if outer is not None and outer.type.record and depth < _DEEPEST:
                return self._in_sets(self._index.named(outer.type.record), rest, depth + 1)
        return None
