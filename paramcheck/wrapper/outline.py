"""What the text of a package mentions of the native side, without running anything and nearly without parsing it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from paramcheck.wrapper.cython import mentions
from paramcheck.wrapper.interpreter.classes import RECORD_BASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.package import Module, Package

_RECORD_CLASS = re.compile(
    rf"^[ \t]*class[ \t]+(\w+)[ \t]*\([^)]*\b(?:{'|'.join(sorted(RECORD_BASES))}|CtypesUnion)\b", re.MULTILINE
)
_RESULT_TYPE = re.compile(r"\.restype[ \t]*=[ \t]*(?:\w+\.)*(\w+)")
_LAST_WORD = re.compile(r"\w+\Z")
_CALLED = re.compile(r"(?<!class )\b(\w+)[ \t]*\(")
_CALL_FOLLOWS = re.compile(r"[ \t]*\(")
_WORD_CHARACTER = re.compile(r"\w")
CFFI_NEW = re.compile(r"ffi(?<!\wffi)\s*\.\s*new\s*\(\s*[\"'](?:struct\s+)?(\w+)\s*\*\s*[\"']")
_NATIVE_HINT = re.compile(r"\bctypes\b|\bcffi\b|\bffi\b|\bCDLL\b")
_WORD = re.compile(r"[A-Za-z_]\w*")

_HEADING = re.compile(
    r"->.*?(?::[ \t]*(?:#[^\n]*)?$|\Z)|^[ \t]*@.*?(?=^[ \t]*(?:async[ \t]+)?(?:def|class)\b|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""What a function is said to return, or its decorators, and sometimes more."""

_LONGEST_NAME = 200

_MANY = 40
"""Names from which on it is quicker to look at every call than for each name."""


class Outline(Struct, frozen=True):
    """What the text of a package mentions of the native side.

    Attributes:
        records: Names of classes that mirror native records.
        returning: Names of native functions, or of Python functions around them, that return a record.
        constructed: Names of records that the package constructs.
        functions: Qualified names of C++ functions, methods and constructors that it calls, whose arguments may have
            defaults.
        symbols: Qualified names of native constants that it uses by name.
    """

    records: frozenset[str]
    returning: frozenset[str]
    constructed: frozenset[str]
    functions: frozenset[str] = frozenset()
    symbols: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.records | self.returning | self.constructed


def outline(package: Package) -> Outline:
    """Find the names of native records and of the functions that return them."""
    hinted = [module for module in package.all() if _mentions_native(module.text)]
    records: set[str] = set()
    for module in hinted:
        # Looking for each of two words is much quicker than for the pattern.
        if "Structure" in module.text or "Union" in module.text:
            records.update(_RECORD_CLASS.findall(module.text))
    returning: set[str] = set()
    for module in hinted:
        returning.update(name for name, kind in _result_types(module.text) if kind in records)
        for node in _functions(module.tree.body) if _may_return(module, records) else ():
            if not records.isdisjoint(_WORD.findall(_heading(module, node))):
                returning.add(node.name)
    constructed: set[str] = set()
    if records:
        for module in package.all():
            constructed.update(_called(module, records - constructed))
    made_by_cffi: set[str] = set()
    for module in hinted:
        made_by_cffi.update(CFFI_NEW.findall(module.text))
    records |= made_by_cffi
    constructed |= made_by_cffi
    cython = mentions.mentions(package)
    return Outline(
        frozenset(records | cython.records),
        frozenset(_used(package, returning) | cython.returning),
        frozenset(constructed | cython.records),
        cython.functions,
        cython.symbols,
    )


def _mentions_native(text: str) -> bool:
    # Most modules have none of these, which is known at once.
    return any(hint in text for hint in ("ctypes", "ffi", "CDLL")) and _NATIVE_HINT.search(text) is not None


def _result_types(text: str) -> Iterator[tuple[str, str]]:
    """The names of functions and of what they are said to return: ``f.restype = kind``."""
    for match in _RESULT_TYPE.finditer(text):
        # Looking for the word first takes a hundred times as long.
        name = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_NAME), match.start())
        if name is not None:
            yield name.group(), match.group(1)


def _may_return(module: Module, records: set[str]) -> bool:
    """Whether the heading of a function may name a record, by its text. Parsing is for most modules not yet needed."""
    if module.is_compiled:
        return True
    mentioned = records & module.words
    if not mentioned:
        return False
    return any(not mentioned.isdisjoint(_WORD.findall(heading)) for heading in _HEADING.findall(module.text))


def _called(module: Module, names: set[str]) -> set[str]:
    """Those names that stand before parentheses, and not as that of a class in its definition."""
    mentioned = names & module.words
    if len(mentioned) > _MANY:
        return mentioned.intersection(_CALLED.findall(module.text))
    return {name for name in mentioned if _is_called(module.text, name)}


def _is_called(text: str, name: str) -> bool:
    place = text.find(name)
    while place >= 0:
        after = place + len(name)
        if (
            _CALL_FOLLOWS.match(text, after)
            and not (place and _WORD_CHARACTER.match(text, place - 1))
            and not text.endswith("class ", 0, place)
        ):
            return True
        place = text.find(name, after)
    return False


def _used(package: Package, functions: set[str]) -> set[str]:
    """Those functions that are more than declared: a mirror of a header declares all, and a wrapper calls a few."""
    found: set[str] = set()
    for module in package.all():
        text = module.text
        found.update(name for name in functions - found if name in text and _is_used(text, name))
    return found


def _is_used(text: str, name: str) -> bool:
    """Whether a name stands anywhere other than in its definition, in quotes, or where its types are declared."""
    place = text.find(name)
    while place >= 0:
        after = place + len(name)
        if (
            not text[place - 1 : place].isidentifier()
            and not _DECLARES.search(text, max(0, place - 5), place)
            and not _GOES_ON.match(text, after)
        ):
            return True
        place = text.find(name, after)
    return False


_DECLARES = re.compile(r"(?:def |[\"']|_lib\.|\d)\Z")
_GOES_ON = re.compile(r"[\w\"']|\s*\.\s*(?:argtypes|restype)")


def _heading(module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """What a function is declared to return: its annotation, or the last argument of a decorator."""
    parts = [module.source(node.returns)] if node.returns is not None else []
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call):
            named = [keyword.value for keyword in decorator.keywords if keyword.arg == "restype"]
            parts.extend(module.source(one) for one in (named or decorator.args[-1:]))
    return " ".join(parts)


def _functions(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        elif isinstance(node, (ast.If, ast.Try)):
            yield from _functions([*node.body, *node.orelse])
