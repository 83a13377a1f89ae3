"""Native facts, arranged for looking up."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from paramcheck.model import DefaultSet, NativeFacts, NativeParameter
    from paramcheck.values import Value


class NativeIndex:
    """Looks up defaults by what a wrapper knows of them.

    Args:
        facts: Everything that is read from the library.
        preferred: Functions that state the defaults that count, by record, where several do.
    """

    def __init__(self, facts: NativeFacts, preferred: Mapping[str, str] | None = None) -> None:
        self.facts = facts
        self._preferred = {last_name(record): last_name(function) for record, function in (preferred or {}).items()}
        self._by_origin: dict[str, list[DefaultSet]] = defaultdict(list)
        self._by_owner: dict[str, list[DefaultSet]] = defaultdict(list)
        self._by_usr: dict[str, list[DefaultSet]] = defaultdict(list)
        self._keys: dict[str, NativeParameter] = {}
        self._named: dict[int, tuple[DefaultSet, dict[str, NativeParameter]]] = {}
        for one in sorted(facts.defaults, key=lambda found: (not self._prefers(found), -found.fits)):
            self._by_origin[last_name(one.origin)].append(one)
            self._by_owner[last_name(one.owner)].append(one)
            if one.usr:
                self._by_usr[one.usr].append(one)
            for held in one.parameters:
                for alias in held.aliases:
                    self._keys.setdefault(alias, held)

    def sets(self, origin: str | None, record: str | None) -> list[DefaultSet]:
        """Default sets of a function, or else of a record, the fittest first."""
        found = self._by_origin.get(last_name(origin), []) if origin else []
        if not found and record:
            found = self._by_owner.get(last_name(record), [])
        return found

    def parameter(self, found: DefaultSet, path: str) -> NativeParameter | None:
        """A parameter of a default set by name, the first if several have it."""
        known = self._named.get(id(found))
        if known is None:
            # With the set itself, so that no other one gets its id.
            known = self._named[id(found)] = found, {one.name: one for one in reversed(found.parameters)}
        return known[1].get(path)

    def _prefers(self, found: DefaultSet) -> bool:
        return self._preferred.get(last_name(found.owner)) == last_name(found.origin or found.owner)

    def made_by(self, origin: str, record: str | None) -> list[DefaultSet]:
        """Default sets that a function states for a record; one function may fill several."""
        found = self._by_origin.get(last_name(origin), [])
        return [one for one in found if record is None or last_name(one.owner) == last_name(record)]

    def of_usr(self, usr: str) -> list[DefaultSet]:
        """Default sets of a class or function by clang's identity of it."""
        return self._by_usr.get(usr, [])

    def named(self, name: str) -> list[DefaultSet]:
        """Default sets of a class or function by as much of its qualified name as is known."""
        plain = _unadorned(name)
        return [
            one
            for one in self._by_owner.get(last_name(plain), [])
            if _ends_with(_unadorned(one.owner), plain) or _ends_with(plain, _unadorned(one.owner))
        ]

    def key(self, name: str) -> NativeParameter | None:
        """What the library knows under the text of a key."""
        return self._keys.get(name)

    @property
    def has_keys(self) -> bool:
        """Whether the library looks parameters up by text at all."""
        return bool(self._keys)

    def owners(self, name: str) -> list[DefaultSet]:
        """Default sets of a record or function, by its name without qualification."""
        return self._by_owner.get(last_name(name), [])

    def all(self) -> Iterable[DefaultSet]:
        """Every default set."""
        return self.facts.defaults

    def constant(self, name: str) -> Value | None:
        """The value of a native constant or enumerator."""
        return self.facts.constants.get(last_name(name))

    def fields(self, record: str) -> frozenset[str] | None:
        """Names of all fields of a record, dotted for nested ones; ``None`` if the record was not read."""
        found = self.facts.records.get(last_name(record))
        return frozenset(one.name for one in found.fields) if found is not None else None


def _unadorned(name: str) -> str:
    """A qualified name with dots, without template arguments."""
    return re.sub(r"<.*>", "", name).replace("::", ".").removeprefix("struct ").removeprefix("const ").strip(" .&*")


def _ends_with(name: str, tail: str) -> bool:
    return name == tail or name.endswith(f".{tail}")


def last_name(name: str) -> str:
    """A name without namespaces and packages."""
    return name.rsplit("::", 1)[-1].rsplit(".", 1)[-1].removeprefix("struct ")


_MANY_NAMES = 10_000

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=_MANY_NAMES)
def plain_name(name: str) -> str:
    """A name as both sides would write it: ``maxIter``, ``max_iter`` and ``max_iter_`` are one."""
    return _CAMEL.sub("_", last_name(name)).lower().strip("_").removeprefix("m_")
