"""Which functions can bring a parameter to the native side.

A package has thousands of functions, and only some lead to a native record, an extension module or a map of named
parameters. They are found by names, without running anything: a function counts if it makes or fills such a thing, or
if it calls one that counts and hands it something. That is too many rather than too few, and costs milliseconds.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from paramcheck.wrapper.cython import mentions
from paramcheck.wrapper.outline import CFFI_NEW
from paramcheck.wrapper.uses import definitions, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.outline import Outline
    from paramcheck.wrapper.package import Module, Package
    from paramcheck.wrapper.uses import Definition

_LOADERS = frozenset({"CDLL", "PyDLL", "WinDLL", "OleDLL", "LoadLibrary", "dlopen"})


def prepare(package: Package) -> None:
    """Find out which names each module and each function uses, before it is known which are wanted."""
    for module in package.all():
        definitions(module)
        module.words  # noqa: B018 - found now, kept for later


def relevant(package: Package, outline: Outline, wanted: frozenset[str], extensions: frozenset[str]) -> set[str]:
    """Names of the functions and classes through which a parameter can reach the native side.

    Args:
        package: The modules.
        outline: What the package mentions of the native side.
        wanted: The records and functions for which the native side states defaults.
        extensions: Dotted names of the extension modules of the tree.
    """
    roots = (outline.returning | outline.constructed) & wanted
    last = {name.rpartition(".")[2] for name in extensions}
    modules = package.all()
    imported = frozenset(name for module in modules for name in _imported_from(module, last))
    roots |= imported
    known = [one for module in modules for one in definitions(module)]
    roots |= _text_makers(modules, known)
    if any(not wanted.isdisjoint(CFFI_NEW.findall(module.text)) for module in modules):
        roots |= {"new"}
    cython = mentions.touching(package, wanted)
    names: set[str] = set()
    kept: set[tuple[str, str]] = set(cython.attributes)
    for one in known:
        own = roots | cython.names if one.module.is_compiled else roots
        through = not imported.isdisjoint(one.callers) or (
            one.module.is_compiled and not cython.names.isdisjoint(one.callers)
        )
        if one.name in own or not own.isdisjoint(one.calls) or one.dumps_model or through:
            names.add(one.name)
            kept.update((one.cls, attribute) for attribute, made in one.kept.items() if not own.isdisjoint(made))
    for one in known:
        # A record that an instance keeps may be filled by any method of its class.
        if any((one.cls, attribute) in kept for attribute in one.attributes):
            names.add(one.name)
    properties = frozenset(mentions.property_names(package))
    constructed = {one.cls for one in known if one.name == one.cls}
    while True:
        setters = properties & names
        # What is given to a class that has no constructor of its own is kept for its methods.
        names |= {one.cls for one in known if one.name in names and one.cls and one.cls not in constructed}
        found = {
            one.name
            for one in known
            if one.name not in names
            and not (names.isdisjoint(one.hands_over) and (not setters or setters.isdisjoint(one.attributes)))
        }
        if not found:
            return names
        names |= found


def _text_makers(modules: list[Module], known: list[Definition]) -> frozenset[str]:
    """Functions that make the text of named parameters which the native side is handed."""
    loaders = {one.name for one in known if not _LOADERS.isdisjoint(one.calls)} | _LOADERS
    libraries: set[str] = set()
    for module in modules:
        for node in _top_level(module.tree.body):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Call)
                and last_name(node.value.func) in loaders
            ):
                libraries.update(last_name(target) for target in node.targets)
    for one in known:
        libraries.update(name for name, made in one.kept.items() if not loaders.isdisjoint(made))
    into = {name for one in known if not libraries.isdisjoint(one.callers) for name in (one.name, *one.hands_over)}
    direct = {one.name for one in known if not libraries.isdisjoint(one.callers)}
    return frozenset(
        one.name for one in known if one.texts and (one.name in into or not direct.isdisjoint(one.hands_over))
    )


def _imported_from(module: Module, last: set[str]) -> Iterator[str]:
    if not last or last.isdisjoint(module.words):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            inside = not last.isdisjoint((node.module or "").split("."))
            for alias in node.names:
                if inside or alias.name in last:
                    yield alias.asname or alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if not last.isdisjoint(alias.name.split(".")):
                    yield alias.asname or alias.name.partition(".")[0]


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try)):
            handlers = [one for handler in getattr(node, "handlers", []) for one in handler.body]
            yield from _top_level([*node.body, *node.orelse, *handlers])
