"""The places of a tree where a default is stated that agrees with the other side."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from paramcheck.model import Confidence, SurfaceKind, Verdict
from paramcheck.values import Equality, Inherited, Literal, compare
from tests.mutations import enumerators, forms, texts
from tests.mutations.mutation import Mutation, Site, Skipped
from tests.mutations.replacing import CXX, CYTHON, PYTHON, Stated, replacements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.engine import Analysis
    from paramcheck.model import Link, Span
    from paramcheck.sources.tree import Tree
    from paramcheck.values import Value

Choices = list[tuple[Mutation, ...]]
"""For each place, what it can be changed into."""

_COMBINED = ("min(", "max(")


def choices(name: str, tree: Tree, analysis: Analysis) -> tuple[Choices, list[Skipped]]:
    """What can be changed in a tree.

    Args:
        name: Of the tree.
        analysis: Of the tree as it is.

    Returns:
        Mutations by place, in an order that depends on the tree alone; and the places that are left as they are.
    """
    finder = _Finder(name, tree, analysis)
    return [*finder.wrappers(), *finder.natives()], finder.skipped


class _Finder:
    def __init__(self, name: str, tree: Tree, analysis: Analysis) -> None:
        self.skipped: list[Skipped] = []
        self._name = name
        self._tree = tree
        self._links = analysis.links
        self._others = lru_cache(maxsize=None)(partial(enumerators.others, tree))

    def wrappers(self) -> Iterator[tuple[Mutation, ...]]:
        """By the place of a wrapper parameter."""
        for span, links in _grouped(self._links, lambda link: link.wrapper.span):
            wrapper = links[0].wrapper
            agreeing = [one for one in links if _agrees(one)]
            giving_way = [one for one in links if _gives_way(one)]
            pairs = agreeing or giving_way
            if not pairs or any(one.selected for one in links):
                continue
            reason = self._unfit(pairs)
            text = self._tree.text(span.path)
            place = None if reason else _place(text, span, wrapper.declared)
            if place is None or wrapper.default is None:
                self._skip(wrapper.qualified, reason or "its text is not found")
                continue
            whole, (start, end) = place
            form = forms.of_wrapper(
                wrapper, text[whole[0] : whole[1]], text[text.rfind("\n", 0, whole[0]) + 1 : whole[0]]
            )
            site = Site(
                side="wrapper",
                path=span.path,
                start=start,
                end=end,
                form=form,
                pairs=frozenset((one.wrapper.qualified, one.native.qualified) for one in pairs),
                wrappers=frozenset(one.wrapper.qualified for one in links),
                natives=frozenset(one.native.qualified for one in links),
            )
            stated = Stated(
                text=text[start:end],
                value=wrapper.default,
                type=pairs[0].native.type,
                language=_language(span.path, wrapper.kind),
                others=tuple(one for link in pairs for one in _values(link)),
                enumerators=partial(self._others, _language(span.path, wrapper.kind)),
                gives_way=not agreeing,
            )
            yield from self._mutations(site, stated, wrapper.qualified)

    def natives(self) -> Iterator[tuple[Mutation, ...]]:
        """By the place of a native default."""
        for span, links in _grouped(self._links, lambda link: link.native.span):
            pairs = [one for one in links if _agrees(one) and not isinstance(one.effective, Inherited)]
            native = links[0].native
            if not pairs or native.value is None:
                continue
            if any(one.native.conditions for one in pairs):
                self._skip(native.qualified, "depends on how the library is built")
                continue
            text = self._tree.text(span.path)
            added = native.origin.startswith("empty by")
            place = _place(text, span, native.value.spelling) if not added else _behind(text, span)
            if place is None:
                self._skip(native.qualified, "its text is not found")
                continue
            _, (start, end) = place
            site = Site(
                side="native",
                path=span.path,
                start=start,
                end=end,
                form=forms.of_native(native, text, start),
                pairs=frozenset((one.wrapper.qualified, one.native.qualified) for one in pairs),
                wrappers=frozenset(one.wrapper.qualified for one in links),
                natives=frozenset(one.native.qualified for one in links),
            )
            stated = Stated(
                text=text[start:end] if not added else {"string": '""'}.get(native.type.kind.value, "{}"),
                value=native.value,
                type=native.type,
                language=CXX,
                others=tuple(one.effective for one in pairs),
                enumerators=partial(self._others, CXX),
            )
            yield from self._mutations(site, stated, native.qualified, prefix=" = " if added else "")

    def _mutations(self, site: Site, stated: Stated, who: str, prefix: str = "") -> Iterator[tuple[Mutation, ...]]:
        found = replacements(stated)
        if not found:
            self._skip(who, f"nothing else is certain to differ from {stated.text}")
            return
        before = "" if prefix else stated.text
        yield tuple(Mutation(self._name, site, one.kind, before, prefix + one.text) for one in found)

    def _unfit(self, pairs: list[Link]) -> str:
        """Why a wrapper's default cannot be changed alone."""
        steps = [step.text for link in pairs for step in link.evidence]
        if any(word in step for word in _COMBINED for step in steps):
            return "is combined with another parameter"
        return ""

    def _skip(self, place: str, reason: str) -> None:
        self.skipped.append(Skipped(self._name, place, reason))


def _grouped(links: tuple[Link, ...], key: Callable[[Link], Span]) -> list[tuple[Span, list[Link]]]:
    groups: dict[Span, list[Link]] = defaultdict(list)
    for link in links:
        groups[key(link)].append(link)
    return sorted(groups.items())


def _agrees(link: Link) -> bool:
    """Whether the declared default itself is what is compared, and is the native one."""
    declared, native = link.wrapper.default, link.native.value
    if (
        link.verdict is not Verdict.MATCH
        or link.confidence is not Confidence.HIGH
        or declared is None
        or native is None
    ):
        return False
    return not link.selected and compare(declared, native, link.native.type).equality is Equality.EQUAL


def _gives_way(link: Link) -> bool:
    """Whether ``None`` leaves the native default alone."""
    none = isinstance(link.wrapper.default, Literal) and link.wrapper.default.value is None
    return none and link.verdict is Verdict.INHERITS and link.confidence is Confidence.HIGH


def _values(link: Link) -> list[Value]:
    return [one for one in (link.native.value, link.native.resolved) if one is not None]


def _language(path: str, kind: SurfaceKind) -> str:
    if kind in {SurfaceKind.BINDING, SurfaceKind.EXTENSION}:
        return CXX
    return CYTHON if path.endswith((".pyx", ".pxd", ".pxi")) else PYTHON


def _place(text: str, span: Span, written: str) -> tuple[texts.Range, texts.Range] | None:
    """The parameter and its default; ``None`` where the tree's text is not what the tool says."""
    for as_bytes in (False, True):
        whole = texts.offsets(text, span, as_bytes=as_bytes)
        found = texts.of_default(text, whole, written) if whole else None
        if whole and found:
            return whole, found
    return None


def _behind(text: str, span: Span) -> tuple[texts.Range, texts.Range] | None:
    """The end of a member that has no initialiser."""
    whole = texts.offsets(text, span, as_bytes=True)
    return (whole, (whole[1], whole[1])) if whole and text[whole[1] :].lstrip().startswith(";") else None
