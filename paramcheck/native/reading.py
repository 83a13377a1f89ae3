"""Reading the native side: what the wrapper mentions, and nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from paramcheck.model import NativeFacts, NativeField, NativeRecord, Problem
from paramcheck.native import constants, default_arguments, default_functions, keys, members, registrations
from paramcheck.native.asking import ask
from paramcheck.native.locate import Locator
from paramcheck.native.needs import Needs, further_needs
from paramcheck.native.resolved import with_resolved
from paramcheck.values import Unknown, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paramcheck.clang.parser import Parser
    from paramcheck.model import DefaultSet, Span
    from paramcheck.native.excerpts import Excerpts
    from paramcheck.native.needs import ClassNeed, FunctionNeed
    from paramcheck.native.search import Place, Provider, Search
    from paramcheck.values import Value

__all__ = ["Needs", "extend", "further_needs", "look", "read", "read_further"]

_Read = TypeVar("_Read")

_MOST_PROVIDERS = 4
"""Functions that are read for one record; the first that fits is used, the others tell whether they agree."""

_MADE_BY_FUNCTION = 10
_MADE_BY_CLASS = 20
"""How well a set fits that the wrapper's own source shows to be the one that runs."""


def look(search: Search, functions: frozenset[str], records: frozenset[str]) -> Needs:
    """Find, by text alone, for which names the library states defaults.

    Args:
        search: The native sources.
        functions: Functions that may return a record of defaults.
        records: Records that the wrapper makes itself.
    """
    places = {
        name: places_of[0]
        for name in sorted(functions)
        if (places_of := search.function(name)) and (search.says_default(name) or search.takes_nothing(places_of[0]))
    }
    providers = {name: tuple(found[:_MOST_PROVIDERS]) for name in sorted(records) if (found := search.providers(name))}
    return Needs(places, providers)


def read(excerpts: Excerpts, needs: Needs) -> NativeFacts:
    """Read the defaults of records that were found by the wrapper's text.

    Args:
        excerpts: Parses, and finds further definitions.
        needs: What to read.
    """
    facts = NativeFacts(files=len(excerpts.search.paths))
    # What else may state defaults is read once the wrapper is seen to use the record.
    likely = {
        record: tuple(one for one in providers if excerpts.search.says_default(one.name))
        for record, providers in needs.records.items()
    }
    _read_functions(facts, excerpts, replace(needs, records=likely), set())
    facts.problems.extend(excerpts.parser.problems)
    return facts


def read_further(excerpts: Excerpts, needs: Needs, known: NativeFacts | None = None) -> NativeFacts:
    """Read the defaults that the wrapper reaches, once it was read.

    Args:
        excerpts: Parses, and finds declarations.
        needs: What to read.
        known: What was read before, which is not read again.

    Returns:
        What was read now; :func:`extend` adds it to what was known.
    """
    parser, search = excerpts.parser, excerpts.search
    facts = NativeFacts()
    problems = len(parser.problems)
    done = {one.origin for one in known.defaults if one.origin} if known is not None else set()
    owners = {_last(one.owner) for one in known.defaults} if known is not None else set()
    _read_makers(facts, excerpts, needs, done)
    made = frozenset(name for name in needs.made if _last(name) not in owners)
    _read_functions(facts, excerpts, look(search, frozenset(), made), done)
    _read_declared(facts, parser, search, needs)
    _read_keys(facts, parser, search, frozenset().union(*needs.keys.values()))
    names = tuple(sorted(needs.constants))
    found = ask(parser, "constants", names, lambda: constants.resolve(parser, search, needs.constants))
    facts.constants.update(found or {})
    facts.constants.update(_by_last_name(facts.constants))
    facts.problems.extend(parser.problems[problems:])
    return facts


def _by_last_name(constants: dict[str, Value]) -> dict[str, Value]:
    """Constants by their names without qualification, as far as these say which one is meant."""
    groups: dict[str, list[Value]] = {}
    for name, value in constants.items():
        groups.setdefault(_last(name), []).append(value)
    return {
        name: values[0]
        for name, values in groups.items()
        if name not in constants and all(same(value, values[0]) for value in values)
    }


def extend(facts: NativeFacts, further: NativeFacts) -> None:
    """Add what was read later."""
    facts.defaults.extend(further.defaults)
    for name, record in further.records.items():
        facts.records.setdefault(name, record)
    facts.constants.update(further.constants)
    facts.problems.extend(further.problems)


def prepare(excerpts: Excerpts) -> None:
    """Do what may be needed later, while nothing else can be done."""
    registrations.prepare(excerpts.search)
    keys.prepare(excerpts.parser, excerpts.search)


def resolve(
    excerpts: Excerpts, sets: Iterable[tuple[int, DefaultSet]], wanted: frozenset[tuple[str, Span]]
) -> dict[int, DefaultSet]:
    """What the library takes for defaults that may stand for "not set".

    Args:
        excerpts: Parses.
        sets: Where such defaults are, each with its position.
        wanted: Names and places of parameters whose default differs from what the wrapper passes.

    Returns:
        The sets that say more than before, by their position.
    """
    found: dict[int, DefaultSet] = {}
    for position, one in sets:
        names = frozenset(each.name for each in one.parameters if (each.name, each.span) in wanted)
        more = ask(
            excerpts.parser,
            "resolved",
            (one, tuple(sorted(names))),
            partial(with_resolved, excerpts, one, names),
            what=one.origin,
            path=one.span.path,
        )
        if more is not None and more != one:
            found[position] = more
    return found


def _read_functions(facts: NativeFacts, excerpts: Excerpts, needs: Needs, done: set[str]) -> None:
    excerpts.expect(needs.functions.values())
    excerpts.expect(one.place for providers in needs.records.values() for one in providers if one.kind != "constant")
    for name, place in needs.functions.items():
        done.add(name)
        _add(facts, _by_function(excerpts, name, place), fits=_MADE_BY_FUNCTION)
    for providers in needs.records.values():
        for position, provider in enumerate(providers):
            if provider.name not in done:
                done.add(provider.name)
                _add(facts, _provided(excerpts, provider), fits=_MADE_BY_FUNCTION // 2 - position)


def _read_makers(facts: NativeFacts, excerpts: Excerpts, needs: Needs, done: set[str]) -> None:
    """Functions that the wrapper hands a record to, where they write its first values."""
    made = {_last(name) for name in needs.made}
    for name in sorted(needs.makers - done):
        places = [place for place in excerpts.search.function(name)[:1] if excerpts.search.makes(place, made)]
        found = _by_function(excerpts, name, places[0]) if places else None
        if found is not None and _last(found.owner) in made:
            done.add(name)
            _add(facts, found, fits=_MADE_BY_FUNCTION)


def _provided(excerpts: Excerpts, provider: Provider) -> DefaultSet | None:
    name, place, parser = provider.name, provider.place, excerpts.parser
    if provider.kind == "constant":
        about = name, place
        constant = partial(default_functions.constant, parser, name, place)
        found = ask(parser, "constant record", about, constant, what=name, path=place.path)
    else:
        found = _by_function(excerpts, name, place)
    # A function that returns such a record, and not a new one, states no defaults.
    return found if found is not None and any(_is_known(one.value) for one in found.parameters) else None


def _by_function(excerpts: Excerpts, name: str, place: Place) -> DefaultSet | None:
    find = partial(default_functions.read, excerpts, name, place)
    return ask(excerpts.parser, "function", (name, place), find, what=name, path=place.path)


def _read_declared(facts: NativeFacts, parser: Parser, search: Search, needs: Needs) -> None:
    """What classes and functions declare; where one stands is known to the next, so they are asked for as one."""
    classes, functions = tuple(sorted(needs.classes)), tuple(sorted(needs.functions_with_defaults))

    def find() -> tuple[list[DefaultSet | None], list[DefaultSet]]:
        locator = Locator(parser, search)
        made = [_class(parser, search, need, locator) for need in classes]
        search.prepare({_last(one.name) for one in functions if not one.unit})
        return made, [found for one in functions for found in _function(parser, search, one, locator)]

    if not classes and not functions:
        return
    made, given = ask(parser, "declarations", (classes, functions), find) or ([], [])
    for one in made:
        _add(facts, one, fits=_MADE_BY_CLASS)
    facts.defaults.extend(given)


def _class(parser: Parser, search: Search, need: ClassNeed, locator: Locator) -> DefaultSet | None:
    found = _guarded(
        parser,
        need.name,
        need.unit,
        lambda: members.read(parser, search, need.name, need.unit, need.usr, locator=locator),
    )
    if found is None or (need.usr == need.unit == "" and not any(_is_known(one.value) for one in found.parameters)):
        # A plain record of C states nothing by itself.
        return None
    return found


def _function(parser: Parser, search: Search, need: FunctionNeed, locator: Locator) -> list[DefaultSet]:
    arity = need.arity if need.arity >= 0 else None

    def found() -> list[DefaultSet]:
        return default_arguments.read(
            parser, search, need.name, arity=arity, usr=need.usr, unit=need.unit, locator=locator
        )

    return _guarded(parser, need.name, need.unit, found) or []


def _guarded(parser: Parser, what: str, path: str, read_it: Callable[[], _Read]) -> _Read | None:
    """Read one thing; what is nested too deeply to be followed is a problem of its own, and the rest is still read."""
    try:
        return read_it()
    except RecursionError:
        parser.problems.append(Problem(f"{what}: nested too deeply to follow", path or None))
        return None


def _read_keys(facts: NativeFacts, parser: Parser, search: Search, wanted: frozenset[str]) -> None:
    if not wanted:
        return

    def find() -> tuple[list[DefaultSet], list[DefaultSet]]:
        registered = registrations.read(parser, search, wanted)
        left = wanted - {name for one in registered for parameter in one.parameters for name in parameter.aliases}
        return registered, keys.read(parser, search, left) if left else []

    registered, taken = ask(parser, "keys", tuple(sorted(wanted)), find, what="named parameters") or ([], [])
    for one in registered:
        _add(facts, one, fits=one.fits)
    for one in taken:
        _replace(facts, one)


def _replace(facts: NativeFacts, found: DefaultSet) -> None:
    """Add a set, or put it in the place of the same class's set without keys."""
    for position, one in enumerate(facts.defaults):
        if one.usr and one.usr == found.usr and not one.origin:
            facts.defaults[position] = replace(found, fits=max(one.fits, found.fits))
            return
    _add(facts, found, fits=found.fits)


def _add(facts: NativeFacts, found: DefaultSet | None, *, fits: int) -> None:
    if found is None or not found.parameters:
        return
    facts.defaults.append(replace(found, fits=fits))
    fields = tuple(NativeField(one.name, one.type, one.span) for one in found.parameters)
    facts.records.setdefault(_last(found.owner), NativeRecord(found.owner, fields, found.span))


def _is_known(value: object) -> bool:
    return value is not None and not isinstance(value, Unknown)


def _last(name: str) -> str:
    return name.rpartition("::")[2].rpartition(".")[2]
