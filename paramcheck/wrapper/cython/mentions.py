"""What the Cython sources of a package mention of the native side, and which of their functions touch it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.wrapper.cython.module import CythonModule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.cython.declarations import Extern
    from paramcheck.wrapper.package import Package


class Mentions(Struct, frozen=True):
    """Names of the native side.

    Attributes:
        records: Structs that the code makes, by their name without namespace.
        returning: Functions that return a record, and variables that are one.
        functions: C++ functions, methods (``Class::method``) and constructors that take arguments.
        symbols: Constants and enumerators.
    """

    records: frozenset[str] = frozenset()
    returning: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    symbols: frozenset[str] = frozenset()


class Touching(Struct, frozen=True):
    """Names that code uses where it touches the native side.

    Attributes:
        names: Functions and types.
        attributes: Attributes of classes that hold something of it, as pairs of class and attribute.
    """

    names: frozenset[str] = frozenset()
    attributes: frozenset[tuple[str, str]] = frozenset()


def mentions(package: Package) -> Mentions:
    """The native names that the Cython sources of a package use."""
    modules = _modules(package)
    if not modules:
        return Mentions()
    externs, words = _externs(modules), _words(modules)
    made = {name for module in modules for name in module.made}
    records: set[str] = set()
    returning: set[str] = set()
    functions: set[str] = set()
    symbols: set[str] = set()
    for name, extern in externs.items():
        if not set(name.split(".")) <= words:
            continue
        result = externs.get(extern.result)
        if extern.kind in {"record", "class"}:
            if name in made:
                records.add(_plain(extern.native))
        elif result is not None and result.kind == "record":
            returning.add(extern.native)
        elif extern.kind == "variable":
            symbols.add(extern.native)
        if extern.cplusplus and extern.parameters:
            functions.add(extern.native)
    return Mentions(frozenset(records), frozenset(returning), frozenset(functions), frozenset(symbols))


def touching(package: Package, wanted: frozenset[str]) -> Touching:
    """The names by which Cython code touches something for which the native side may state defaults.

    Args:
        package: The modules.
        wanted: Records and functions for which it does. Of C++ every class and every function with parameters counts,
            because each may have a constructor or default arguments.
    """
    modules = _modules(package)
    externs = _externs(modules)
    names = {name for name, extern in externs.items() if _counts(extern, externs, wanted)}
    names.update(mirror for module in modules for mirror, target in module.mirrors.items() if target in names)
    attributes = {
        (cls, attribute) for module in modules for cls, attribute, kind in module.declared_attributes if kind in names
    }
    return Touching(frozenset(names), frozenset(attributes))


def _counts(extern: Extern, externs: dict[str, Extern], wanted: frozenset[str]) -> bool:
    if extern.kind == "class":
        return True
    if extern.kind == "method":
        return False
    if extern.kind == "function" and extern.cplusplus and extern.parameters:
        return True
    result = externs.get(extern.result)
    known = {extern.native, _plain(extern.native), *([result.native, _plain(result.native)] if result else [])}
    return not known.isdisjoint(wanted)


def _modules(package: Package) -> list[CythonModule]:
    return [module for module in package.all() if isinstance(module, CythonModule)]


def _externs(modules: list[CythonModule]) -> dict[str, Extern]:
    found: dict[str, Extern] = {}
    for module in modules:
        found.update(module.externs)
    return found


def _words(modules: list[CythonModule]) -> set[str]:
    """The names that code uses, those of declarations aside."""
    return {word for module in modules for word in module.words}


def _plain(name: str) -> str:
    return name.rpartition("::")[2]


def property_names(package: Package) -> Iterator[str]:
    """Properties of the Cython classes of a package: storing into one runs its setter."""
    for module in _modules(package):
        yield from module.properties
