"""The places of a tree where a default is stated that agrees with the other side."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from paramcheck.links.index import plain_name
from paramcheck.model import Confidence, SurfaceKind, Verdict
from paramcheck.values import Constructed, Equality, Inherited, Literal, Symbol, TypeKind, compare, symbol_of
from tests.mutations import definitions, enumerators, forms, ranges, texts
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
_WORDS = frozenset({"true", "false", "NULL", "nullptr", "True", "False", "None"})


def choices(name: str, tree: Tree, analysis: Analysis) -> tuple[Choices, list[Skipped]]:
    """What can be changed in a tree.

    Args:
        name: Of the tree.
        analysis: Of the tree as it is.

    Returns:
        Mutations by place, in an order that depends on the tree alone; and the places that are left as they are.
    """
    finder = _Finder(name, tree, analysis)
    return [*finder.wrappers(), *finder.natives(), *finder.definitions(), *finder.module_constants()], finder.skipped


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
            agreeing = [one for one in links if _agrees(one)]
            pairs = agreeing or [one for one in links if _gives_way(one)]
            if any(one.selected for one in links):
                self._skip(links[0].wrapper.qualified, "selects another value")
            elif pairs:
                yield from self._wrapper(span, links, pairs, gives_way=not agreeing)
            elif any(one.verdict is Verdict.MATCH for one in links):
                self._skip(links[0].wrapper.qualified, "is not itself the value that agrees")

    def _wrapper(
        self, span: Span, links: list[Link], pairs: list[Link], *, gives_way: bool
    ) -> Iterator[tuple[Mutation, ...]]:
        wrapper, value = pairs[0].wrapper, _declared(pairs[0])
        if any(word in step.text for link in pairs for step in link.evidence for word in _COMBINED):
            self._skip(wrapper.qualified, "is combined with another parameter")
            return
        # A flag or a constant of an enumeration has no other values than those that are allowed.
        free = isinstance(value, Literal) and type(value.value) in {int, float, str, bytes}
        if free and not gives_way and ranges.is_checked(self._tree, wrapper.name):
            self._skip(wrapper.qualified, "is checked by the wrapper, which may refuse another value")
            return
        text = self._tree.text(span.path)
        if wrapper.kind is SurfaceKind.EXTENSION:
            place = texts.of_variable(text, span, wrapper.name, wrapper.declared)
        else:
            place = _place(text, span, wrapper.declared)
        if place is None or value is None:
            self._skip(wrapper.qualified, "its text is not found")
            return
        whole, default = place
        before = text[text.rfind("\n", 0, whole[0]) + 1 : whole[0]]
        form = forms.of_wrapper(wrapper, text[whole[0] : whole[1]], before)
        language = _language(span.path, wrapper.kind)
        stated = Stated(
            text=text[slice(*default)],
            value=value,
            type=pairs[0].native.type,
            language=language,
            others=tuple(one for link in pairs for one in _values(link)),
            enumerators=partial(self._others, language),
            gives_way=gives_way,
        )
        yield from self._mutations(self._site("wrapper", span.path, default, form, pairs, links), stated)

    def natives(self) -> Iterator[tuple[Mutation, ...]]:
        """By the place of a native default."""
        for span, links in _grouped(self._links, lambda link: link.native.span):
            pairs = [one for one in links if _reaches(one)]
            if any(_stands_beside(one) for one in pairs):
                self._skip(links[0].native.qualified, "is reached by what the wrapper puts there for None")
            elif not pairs:
                if any(one.verdict is Verdict.MATCH for one in links):
                    self._skip(links[0].native.qualified, "agrees in another way than by value")
            elif any(one.native.conditions for one in pairs):
                self._skip(pairs[0].native.qualified, "depends on how the library is built")
            else:
                yield from self._native(span, links, pairs)

    def _native(self, span: Span, links: list[Link], pairs: list[Link]) -> Iterator[tuple[Mutation, ...]]:
        native, text = pairs[0].native, self._tree.text(span.path)
        assert native.value is not None
        added = native.origin.startswith("empty by")
        place = _behind(text, span) if added else _place(text, span, native.value.spelling)
        if place is None:
            self._skip(native.qualified, "its text is not found")
            return
        default = _unbraced(text, place[1]) if isinstance(native.value, Literal) else place[1]
        empty = '""' if native.type.kind is TypeKind.STRING else "{}"
        stated = self._of_native(pairs, empty if added else text[slice(*default)])
        form = forms.of_native(native, text, default[0])
        site = self._site("native", span.path, default, form, *self._with_wholes(pairs, links))
        yield from self._mutations(site, stated, prefix=" = " if added else "")

    def _with_wholes(self, pairs: list[Link], links: list[Link]) -> tuple[list[Link], list[Link]]:
        """With them, what is linked to a record that one of these defaults is written into: it changes as well."""
        wholes = [one for one in self._links if any(_is_part(link, one) for link in links)]
        return [*pairs, *filter(_reaches, wholes)], [*links, *wholes]

    def definitions(self) -> Iterator[tuple[Mutation, ...]]:
        """By the name of a constant that is a native default."""
        for name, links in self._named(lambda link: link.native.value):
            pairs = [one for one in links if _agrees(one) and not isinstance(one.effective, Inherited)]
            # Where the wrapper uses the same constant, both sides follow.
            shared = any(name in {one.effective.spelling, symbol_of(one.effective)} for one in links)
            enum = any(one.native.type.kind is TypeKind.ENUM for one in links)
            if pairs and not shared and not enum:
                yield from self._definition("native", name, CXX, *self._with_wholes(pairs, links))

    def module_constants(self) -> Iterator[tuple[Mutation, ...]]:
        """By the name of a Python constant that is a default of the wrapper."""
        for name, links in self._named(lambda link: link.wrapper.default):
            pairs = [one for one in links if _agrees(one)]
            python = all(_language(one.wrapper.span.path, one.wrapper.kind) == PYTHON for one in links)
            if pairs and python and not any(one.selected for one in links):
                yield from self._definition("wrapper", name, PYTHON, pairs, links)

    def _named(self, value: Callable[[Link], Value | None]) -> list[tuple[str, list[Link]]]:
        """Links by the plain name that one side's default is spelled with."""
        groups: dict[str, list[Link]] = defaultdict(list)
        for link in self._links:
            found = value(link)
            spelling = link.wrapper.declared if found is link.wrapper.default else found.spelling if found else ""
            if isinstance(found, Literal) and definitions.NAME.fullmatch(spelling) and spelling not in _WORDS:
                groups[spelling].append(link)
        return sorted(groups.items())

    def _definition(
        self, side: str, name: str, language: str, pairs: list[Link], links: list[Link]
    ) -> Iterator[tuple[Mutation, ...]]:
        found = definitions.of(self._tree, name, language)
        if found is None:
            self._skip(name, "is not defined exactly once")
            return
        path, form, default = found
        text = self._tree.text(path)[slice(*default)]
        if side == "native":
            stated = self._of_native(pairs, text)
        else:
            value, others = _declared(pairs[0]), tuple(one for link in pairs for one in _values(link))
            assert value is not None
            stated = Stated(text, value, pairs[0].native.type, language, others, partial(self._others, language))
        yield from self._mutations(self._site(side, path, default, form, pairs, links), stated)

    def _of_native(self, pairs: list[Link], text: str) -> Stated:
        native = pairs[0].native
        assert native.value is not None
        others = tuple(one.effective for one in pairs)
        return Stated(text, native.value, native.type, CXX, others, partial(self._others, CXX))

    def _mutations(self, site: Site, stated: Stated, prefix: str = "") -> Iterator[tuple[Mutation, ...]]:
        found = replacements(stated)
        if not found:
            who = min(site.wrappers if site.side == "wrapper" else site.natives)
            self._skip(who, f"nothing else is certain to differ from {stated.text}")
            return
        before = "" if prefix else stated.text
        yield tuple(Mutation(self._name, site, one.kind, before, prefix + one.text) for one in found)

    def _skip(self, place: str, reason: str) -> None:
        self.skipped.append(Skipped(self._name, place, reason))

    def _site(
        self, side: str, path: str, default: texts.Range, form: str, pairs: list[Link], links: list[Link]
    ) -> Site:
        return Site(
            side=side,
            path=path,
            start=default[0],
            end=default[1],
            form=form,
            pairs=frozenset((one.wrapper.qualified, one.native.qualified) for one in pairs),
            wrappers=frozenset(one.wrapper.qualified for one in links),
            natives=frozenset(one.native.qualified for one in links),
            groups=frozenset(forms.group(one.wrapper, self._tree.text(one.wrapper.span.path)) for one in pairs),
        )


def _grouped(links: tuple[Link, ...], key: Callable[[Link], Span]) -> list[tuple[Span, list[Link]]]:
    groups: dict[Span, list[Link]] = defaultdict(list)
    for link in links:
        groups[key(link)].append(link)
    return sorted(groups.items())


def _agrees(link: Link) -> bool:
    """Whether the declared default itself is what is compared, and is the native one."""
    declared, native = _declared(link), link.native.value
    if link.verdict is not Verdict.MATCH or link.confidence is Confidence.LOW or declared is None or native is None:
        return False
    return not link.selected and compare(declared, native, link.native.type).equality is Equality.EQUAL


def _reaches(link: Link) -> bool:
    """Whether what is compared with the native default is a value of the wrapper's, however it was made."""
    native = link.native.value
    if link.verdict is not Verdict.MATCH or link.confidence is Confidence.LOW or native is None:
        return False
    known = not isinstance(link.effective, Inherited)
    return known and compare(link.effective, native, link.native.type).equality is Equality.EQUAL


def _is_part(link: Link, whole: Link) -> bool:
    """Whether one native default is the text of a member inside of another one, a record that is built in place.

    Text alone would be too little: what a constructor leaves without a value has the constructor for its place.
    """
    inner, outer = link.native, whole.native
    if not isinstance(outer.value, Constructed) or not inner.qualified.startswith(f"{outer.qualified}."):
        return False
    starts = (outer.span.line, outer.span.column) <= (inner.span.line, inner.span.column)
    ends = (inner.span.end_line, inner.span.end_column) <= (outer.span.end_line, outer.span.end_column)
    return inner.span.path == outer.span.path and starts and ends


def _stands_beside(link: Link) -> bool:
    """Whether a parameter that has no value of its own only decides what the wrapper puts into another place.

    ``if names is None: options.count = 0``: a difference there is not laid at its door, so it is no expectation.
    """
    none = isinstance(link.wrapper.default, Literal) and link.wrapper.default.value is None
    own = isinstance(link.effective, Literal) and link.effective.value is None
    return none and not own and plain_name(link.wrapper.name) != plain_name(link.native.name)


def _gives_way(link: Link) -> bool:
    """Whether ``None`` leaves the native default alone."""
    none = isinstance(link.wrapper.default, Literal) and link.wrapper.default.value is None
    return none and link.verdict is Verdict.INHERITS and link.confidence is not Confidence.LOW


def _declared(link: Link) -> Value | None:
    """The declared default; for a native constant by its name, the constant's value."""
    declared = link.wrapper.default
    return (
        link.effective
        if isinstance(declared, Symbol) and symbol_of(link.effective) == symbol_of(declared)
        else declared
    )


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


def _unbraced(text: str, place: texts.Range) -> texts.Range:
    """What stands within the braces of an initialiser."""
    start, end = place
    while text[start] == "{" and text[end - 1] == "}" and end - start > 2:
        start, end = start + 1, end - 1
    return start, end


def _behind(text: str, span: Span) -> tuple[texts.Range, texts.Range] | None:
    """The end of a member that has no initialiser."""
    whole = texts.offsets(text, span, as_bytes=True)
    return (whole, (whole[1], whole[1])) if whole and text[whole[1] :].lstrip().startswith(";") else None
