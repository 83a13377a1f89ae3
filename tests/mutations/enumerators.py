"""Other constants of an enumeration, by the text of a tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.mutations.replacing import CXX, CYTHON, PYTHON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.sources.tree import Tree

_BLOCK = re.compile(r"\benum\b[^;{}()]*\{(?P<body>[^{}]*)\}")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_ENUMERATOR = re.compile(r"\s*(?P<name>\w+)\s*(?:=\s*(?P<value>[^,]+?))?\s*$")
_CLOSING = re.compile(r"COUNT|MAX|NUM|UNSET|UNDEFINED|LAST", re.IGNORECASE)
_ASSIGNED = r"(?P<name>\w+)(?:\s*:[^=\n]+)?\s*=\s*(?P<value>-?\d+|\"\w*\"|'\w*')\s*,?\s*(?:#.*)?"

SUFFIXES = {
    CXX: (".c", ".cc", ".cpp", ".cu", ".cxx", ".h", ".hh", ".hpp", ".hxx"),
    CYTHON: (".pyx", ".pxd", ".pxi"),
    PYTHON: (".py",),
}
AT_MOST = 3


def others(tree: Tree, language: str, name: str) -> tuple[str, ...]:
    """The constants that stand beside one, in the language of its side."""
    if language == CXX:
        found = _beside(tree, name)
    elif language == CYTHON:
        declared = _words(tree, name)
        found = (one for one in _beside(tree, name) if one in declared)
    else:
        found = _assigned(tree, name)
    return tuple(dict.fromkeys(found))[:AT_MOST]


def _texts(tree: Tree, suffixes: tuple[str, ...], name: str) -> Iterator[str]:
    for file in tree.files(*suffixes):
        if name.encode() in tree.read(file.path):
            yield tree.text(file.path)


def _beside(tree: Tree, name: str) -> Iterator[str]:
    for text in _texts(tree, SUFFIXES[CXX], name):
        for block in _BLOCK.finditer(_COMMENT.sub("", text)):
            rows = [_ENUMERATOR.fullmatch(one) for one in block["body"].split(",") if one.strip()]
            names = [one["name"] for one in rows if one]
            if name not in names:
                continue
            # One that is set to another one may be the same value.
            aliases = {one["name"] for one in rows if one and one["value"] and not one["value"].strip().isdigit()}
            yield from (one for one in names if one != name and one not in aliases and not _CLOSING.search(one))


def _words(tree: Tree, name: str) -> frozenset[str]:
    """What the declarations mention that mention the constant."""
    return frozenset(word for text in _texts(tree, SUFFIXES[CYTHON], name) for word in re.findall(r"\w+", text))


def _assigned(tree: Tree, name: str) -> Iterator[str]:
    """Python constants of the same class, or of the same first word in the same module."""
    for text in _texts(tree, SUFFIXES[PYTHON], name):
        for match in re.finditer(
            rf"^(?P<indent>[ \t]*){re.escape(name)}(?:\s*:[^=\n]+)?\s*=\s*(?P<value>\S+)", text, re.MULTILINE
        ):
            line = re.compile(rf"^{match['indent']}{_ASSIGNED}$", re.MULTILINE)
            around = text if not match["indent"] else _suite(text, match.start(), match["indent"])
            prefix = "" if match["indent"] else name.rpartition("_")[0]
            for other in line.finditer(around):
                same = other["value"] == match["value"] or other["name"] == name
                if not same and other["name"].rpartition("_")[0].startswith(prefix):
                    yield other["name"]


def _suite(text: str, place: int, indent: str) -> str:
    """The lines around a place that are indented at least as far."""
    lines = text.split("\n")
    number = text.count("\n", 0, place)
    first = last = number
    while first > 0 and (not lines[first - 1].strip() or lines[first - 1].startswith(indent)):
        first -= 1
    while last + 1 < len(lines) and (not lines[last + 1].strip() or lines[last + 1].startswith(indent)):
        last += 1
    return "\n".join(lines[first : last + 1])
