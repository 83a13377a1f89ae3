"""Which of many possible links are meant: one for each pair of parameters, and none that is a guess."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.links.index import last_name, plain_name
from paramcheck.model import Confidence, Verdict
from paramcheck.values import Constructed, Literal, Sequence, TypeKind, Unknown, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.model import Link, WrapperParameter
    from paramcheck.values import Value


def narrow(links: Iterable[Link]) -> list[Link]:
    """The links that are meant.

    Args:
        links: What the matchers found.
    """
    return _with_doubts(_meant(links))


def _with_doubts(links: list[Link]) -> list[Link]:
    """Links that say little about their parameter with low confidence.

    Without a value of its own, a parameter of another name that reaches a place beside what the wrapper always puts
    there does not make the difference. And where the library leaves a text empty, a surface that is named after its
    text (``from_onnx(kind="onnx")``) is made for it.
    """
    return [
        replace(link, confidence=Confidence.LOW)
        if link.verdict is Verdict.MISMATCH
        and ((_is_none(link.wrapper.default) and not _same_name(link)) or _names_surface(link))
        else link
        for link in links
    ]


def _names_surface(link: Link) -> bool:
    text, native = link.wrapper.default, link.native.value
    if not (isinstance(text, Literal) and isinstance(text.value, str) and text.value):
        return False
    empty = isinstance(native, Literal) and native.value in {"", None}
    return empty and text.value.lower() in link.wrapper.surface.rpartition(".")[2].lower()


def _is_none(value: Value | None) -> bool:
    return isinstance(value, Literal) and value.value is None


def _meant(links: Iterable[Link]) -> list[Link]:
    return _without_repetition(_without_guesses(_without_modifiers(_distinct(list(links)))))


def _distinct(links: list[Link]) -> list[Link]:
    """One link a pair: several runs see the same flow, and the one that knows most counts."""
    best: dict[tuple[WrapperParameter, str], Link] = {}
    for link in links:
        key = (link.wrapper, link.native.qualified)
        old = best.get(key)
        if old is None or _certainty(link) < _certainty(old):
            best[key] = link
    return list(best.values())


def _certainty(link: Link) -> tuple[bool, bool, bool, int]:
    # Of several ways to one place, the one that leaves the value as it is declared tells most about the declaration.
    default = link.wrapper.default
    changed = default is None or not same(link.effective, default)
    return isinstance(link.effective, Unknown), link.selected, changed, len(link.evidence)


def _without_modifiers(links: list[Link]) -> list[Link]:
    """Of several parameters of a surface in one native parameter, those that it is named after.

    In ``params.n_batch = min(n_ctx, n_batch)`` the data of both reaches the field, but only one is it.
    """
    groups: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        groups[link.wrapper.surface, link.native.qualified].append(link)
    kept: list[Link] = []
    named = {link.wrapper.qualified for group in groups.values() for link in group if _same_name(link)}
    for group in groups.values():
        if len(group) == 1 and (_same_name(group[0]) or group[0].wrapper.qualified not in named):
            kept.extend(group)
            continue
        namesakes = [link for link in group if _same_name(link)]
        direct = [link for link in group if not link.selected]
        # A parameter that has a field of its own only modifies this one.
        others = [link for link in (direct or group) if link.wrapper.qualified not in named]
        if len({link.wrapper.name for link in direct}) > 1 and not namesakes:
            # What is computed from several parameters is none of them.
            continue
        kept.extend(namesakes or others)
    return kept


def _without_guesses(links: list[Link]) -> list[Link]:
    """Leave out what is a link by name no more than by value.

    Data that went through code outside of the tree may be something else by then, and a parameter that reaches a
    field of its own name does not mean the one of the same name further inside. An object that is made of many
    parameters is none of them.
    """
    nearest: dict[tuple[str, str], int] = {}
    reaches: Counter[WrapperParameter] = Counter(link.wrapper for link in links)
    for link in links:
        if _same_name(link):
            depth = link.native.name.count(".")
            nearest[_pair(link)] = min(depth, nearest.get(_pair(link), depth))
    return [
        link
        for link in links
        if not (isinstance(link.effective, Unknown) and not _same_name(link))
        and not (_same_name(link) and link.native.name.count(".") > nearest[_pair(link)])
        and not (isinstance(link.effective, Constructed) and not isinstance(link.wrapper.default, Constructed))
        and not (_is_count(link) and reaches[link.wrapper] > 1)
    ]


def _is_count(link: Link) -> bool:
    """Whether what reaches the native side is the length of a list that goes there as well."""
    number = isinstance(link.effective, Literal) and isinstance(link.effective.value, int)
    return number and isinstance(link.wrapper.default, Sequence) and link.native.type.kind is TypeKind.INTEGER


def _without_repetition(links: list[Link]) -> list[Link]:
    """Leave out the argument of a constructor beside the member that it initialises."""
    members = {(link.wrapper, last_name(link.native.owner)) for link in links if link.native.position is None}
    return [
        link
        for link in links
        if link.native.position is None or (link.wrapper, last_name(_class_of(link.native.owner))) not in members
    ]


def _class_of(constructor: str) -> str:
    """The class of a constructor, by its qualified name; empty for what is none."""
    owner, _, name = constructor.rpartition("::")
    return owner if last_name(owner) == name else ""


def _pair(link: Link) -> tuple[str, str]:
    return link.wrapper.qualified, link.native.owner


def _same_name(link: Link) -> bool:
    wrapper, native = plain_name(link.wrapper.name), plain_name(link.native.name)
    return wrapper == native or wrapper + "s" == native or native + "s" == wrapper
