"""Replacing what a tree does not declare, so that the rest of a statement can be read.

An undeclared name in one argument, such as a matrix library's ``Eigen::Matrix4d`` or a documentation string that is
generated at build time, makes clang drop the whole statement: often the registration of a whole class. So each such
name is replaced by one of the same length that is declared to fit anywhere. Places in the text stay as they are, and
texts are always taken from the file itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paramcheck.wrapper.bindings.cursors import ANY_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paramcheck.clang.unit import Unit
    from paramcheck.sources.tree import Tree

ANY_OBJECT = "_O"

_OPERATORS = (
    "+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "<<", ">>", "&", "|", "^", "+=", "-=", "*=",
    "/=",
)  # fmt: skip

_HEADERS = (
    "stddef.h", "stdint.h", "stdio.h", "algorithm", "array", "cmath", "complex", "cstring", "functional", "iostream",
    "limits", "map", "memory", "numeric", "optional", "set", "sstream", "stdexcept", "string", "tuple", "unordered_map",
    "utility", "vector",
)  # fmt: skip
"""Headers that the binding libraries bring along, so that their users often forget them."""

_PRELUDE = (
    "".join(f"#include <{name}>\n" for name in _HEADERS)
    + f"""
namespace pybind11 {{ struct arg; }}
namespace nanobind {{ struct arg; }}
template <class T> struct {ANY_TYPE}_ {{ typedef int type; static const bool any = false; }};
template <> struct {ANY_TYPE}_<pybind11::arg> {{}};
template <> struct {ANY_TYPE}_<nanobind::arg> {{}};
struct {ANY_TYPE} {{
  template <class... A> {ANY_TYPE}(A &&...);
  template <class T, typename {ANY_TYPE}_<T>::type = 0> operator T() const;
  template <class... A> {ANY_TYPE} operator()(A &&...) const;
  template <class T> {ANY_TYPE} operator[](T &&) const;
  {ANY_TYPE} operator*() const;
  {ANY_TYPE} operator-() const;
  {ANY_TYPE} operator+() const;
  {ANY_TYPE} operator~() const;
  bool operator!() const;
  {ANY_TYPE} *operator->() const;
  /* members */
}};
template <> struct {ANY_TYPE}_<{ANY_TYPE}> {{ static const bool any = true; }};
template <class A, class B>
using {ANY_TYPE}__ = std::enable_if_t<
  {ANY_TYPE}_<std::decay_t<A>>::any || {ANY_TYPE}_<std::decay_t<B>>::any, {ANY_TYPE}>;
"""
    + "".join(f"template <class A, class B> {ANY_TYPE}__<A, B> operator{one}(A &&, B &&);\n" for one in _OPERATORS)
    + f"extern {ANY_TYPE} {ANY_OBJECT};\n"
)
"""Declares what names are replaced by."""

_UNDECLARED = re.compile(
    r"(?:use of undeclared identifier|no member named|no type named|no template named|unknown type name"
    r"|no matching literal operator) '([^']+)'"
)
_NO_MEMBER = re.compile(rf"no member named '(\w+)' in '{ANY_TYPE}'")
_REDEFINES = re.compile(r"redefin")
_NO_VALUE = re.compile(r"'([^']+)' does not refer to a value|unexpected namespace name '([^']+)'")
_MACRO_NAME = re.compile(rb"\b([A-Z][A-Z0-9_]+)\s*$")
_BEFORE = re.compile(rb"(?:&\s*)?(?:::\s*)?(?:\w+\s*::\s*)*$")
_AFTER = re.compile(rb"\w+(?:\s*::\s*~?\w+)*")
_NAMES_FURTHER = re.compile(rb"\s*::\s*\w+(?:\s*::\s*\w+)*")
_DECLARES = re.compile(rb"\s*(?:const\b\s*)?[&*]{0,2}\s*(?:[A-Za-z_]|>|\.\.\.)|\s*[&*]{1,2}\s*[,)]")
_HARMLESS = re.compile(
    r"narrow|is used but not defined|no matching member function for call to|redefinition|explicit special"
)
_REGISTERS = re.compile(rb"\b(?:def\w*|class_\s*<[^()]*>|enum_\s*<[^()]*>|value)\s*$")
_OPENERS = frozenset({b"(", b"[", b"{"})
_CLOSERS = frozenset({b")", b"]", b"}"})
_KEYWORD = re.compile(rb"\b(using|typename)\s+$")
_ALIASES = re.compile(rb"\busing\s+\w+\s*=$|\btypedef$")
_MARKS = re.compile(
    rb"\s+(?:(?:(?:\w+\s*::\s*)*\w+(?:<[^;{}()]*>)?[\s*&]+)+(?:operator\b|(?:\w+\s*::\s*)*\w+\s*[(;={\[,])|(\w+)::~?\1\s*\()"
)
_STANDARD = re.compile(r"std|NULL|FILE|s?size_t|ptrdiff_t|u?int(?:max|ptr|\d+)_t")
"""Names that the prelude declares."""
_LONGEST = 400


class Mender:
    """Replaces what is not declared.

    Args:
        tree: The sources.
        own: The files that are to be read well; others are mended on the way.

    Attributes:
        undeclared: For those files in which something was replaced, the line of the first such error and the error.
    """

    def __init__(self, tree: Tree, own: frozenset[str]) -> None:
        self._tree = tree
        self._own = own
        self._members: set[str] = set()
        self.undeclared: dict[str, tuple[int, str]] = {}

    @property
    def prelude(self) -> str:
        """A header that C++ files need before anything else."""
        members = "".join(f"static {ANY_TYPE} {name};\n" for name in sorted(self._members))
        return _PRELUDE.replace("/* members */", members)

    def mend(self, unit: Unit, texts: Mapping[str, bytes], *, cxx: bool) -> Mapping[str, bytes]:
        """New texts for files in which something is not declared.

        Args:
            unit: What was parsed.
            texts: Files that were parsed with another text than the tree has.
            cxx: Whether they are C++.
        """
        if not texts:
            # Another unit: files that did not get along with others may do so alone.
            for path in unit.files():
                self.undeclared.pop(path, None)
        for span, message in unit.errors():
            if span is not None and span.path in self._own and _UNDECLARED.search(message):
                self.undeclared.setdefault(span.path, (span.line, message))
        changed = _changed(unit, self._tree, texts, _mend_name, cxx=cxx)
        members = {
            match.group(1)
            for span, message in unit.errors()
            if span is not None and span.path in self._own and (match := _NO_MEMBER.search(message))
        }
        if members - self._members:
            self._members |= members
            changed.setdefault(unit.path, texts.get(unit.path) or self._tree.read(unit.path))
        if self._own.isdisjoint(changed):
            # Headers of the library are mended on the way, but they are not worth another round.
            changed = {}
        return changed or _changed(unit, self._tree, texts, _mend_argument, cxx=cxx)


def _changed(
    unit: Unit,
    tree: Tree,
    texts: Mapping[str, bytes],
    change: Callable[[bytearray, int, str, bool], None],
    *,
    cxx: bool,
) -> dict[str, bytes]:
    changed: dict[str, bytearray] = {}
    starts: dict[str, list[int]] = {}
    for span, message in unit.errors():
        if span is None or not tree.contains(span.path):
            continue
        if span.path not in changed:
            changed[span.path] = bytearray(texts.get(span.path) or tree.read(span.path))
            starts[span.path] = _line_starts(changed[span.path])
        if span.line <= len(starts[span.path]):
            change(changed[span.path], starts[span.path][span.line - 1] + span.column - 1, message, cxx)
    return {path: bytes(data) for path, data in changed.items() if data != (texts.get(path) or tree.read(path))}


def _mend_name(data: bytearray, offset: int, message: str, cxx: bool) -> None:  # noqa: FBT001 - one of two changes
    undeclared = _UNDECLARED.search(message)
    if undeclared is not None:
        if not _STANDARD.fullmatch(undeclared.group(1)):
            _replace(data, offset, undeclared.group(1), cxx=cxx)
    elif _NO_VALUE.search(message) is not None:
        _replace_macro(data, offset, cxx=cxx)
    elif _REDEFINES.search(message) is not None:
        _guard(data)


def _mend_argument(data: bytearray, offset: int, message: str, cxx: bool) -> None:  # noqa: FBT001 - the other
    if _HARMLESS.search(message) is None:
        _replace_argument(data, offset, cxx=cxx)


def _guard(data: bytearray) -> None:
    """Keep a header without a guard from being read twice. The place within the file does not matter."""
    if b"#pragma once" not in data:
        data.extend(b"\n#pragma once\n")


def _line_starts(data: bytearray) -> list[int]:
    return [0, *(match.end() for match in re.finditer(rb"\n", data))]


def _replace(data: bytearray, offset: int, name: str, *, cxx: bool) -> bool:
    """Replace a name that is not declared, with its namespaces and template arguments."""
    if bytes(data[offset : offset + len(name)]) != name.encode():
        # Within a macro, or replaced already.
        return False
    if name.isupper() and _MARKS.match(bytes(data[offset + len(name) : offset + len(name) + _LONGEST])):
        # A macro before a declaration, such as one that says how a function is exported.
        return _put(data, offset, offset + len(name), b"")
    before = _BEFORE.search(bytes(data[max(0, offset - _LONGEST) : offset]))
    start = offset - (len(before.group()) if before is not None else 0)
    after = _AFTER.match(bytes(data[offset : offset + _LONGEST]))
    end = offset + (after.end() if after is not None else len(name))
    keyword = _KEYWORD.search(bytes(data[max(0, start - 80) : start]))
    if keyword is not None:
        start -= len(keyword.group())
    if keyword is not None and keyword.group(1) == b"using":
        return _put(data, start, end, b"")
    left = _without_comments(bytes(data[max(0, start - _LONGEST) : start])).rstrip()
    if left.endswith(b".") or not left or (left.endswith(b"->") and not bytes(data[start - 1 : start]).isspace()):
        # A member of an object; only the type that a lambda returns stands apart from its arrow.
        return False
    macro = name.isupper() and bytes(data[end : end + 1]) == b"("
    if macro:
        end = _closing(data, end, b"(", b")")
    elif bytes(data[end : end + 1]) == b"<":
        closed = _closing(data, end, b"<", b">")
        further = _NAMES_FURTHER.match(bytes(data[closed : closed + _LONGEST]))
        end = closed + (further.end() if further is not None else 0)
    is_type = not macro and (keyword is not None or _stands_for_type(data, start, end, left))
    return _put(data, start, end, _word(is_type=is_type, cxx=cxx))


def _stands_for_type(data: bytearray, start: int, end: int, left: bytes) -> bool:
    """Whether an undeclared name is a type's: what is called, declares something or is a template's argument."""
    if bytes(data[start : start + 1]) == b"&":
        return False
    following = bytes(data[end : end + 80])
    return (
        following.lstrip().startswith((b"(", b"{"))
        or _DECLARES.match(following) is not None
        or _ALIASES.search(left) is not None
        or (left.endswith((b"<", b",")) and _in_angles(data, start))
    )


def _without_comments(text: bytes) -> bytes:
    return re.sub(rb"//[^\n]*", b"", text)


def _replace_macro(data: bytearray, offset: int, *, cxx: bool) -> bool:
    """Names within the arguments of a macro that is not declared: the whole use of the macro is replaced."""
    depth = 0
    for position in range(offset - 1, max(0, offset - _LONGEST), -1):
        character = bytes(data[position : position + 1])
        depth += (character == b")") - (character == b"(")
        if depth < 0:
            name = _MACRO_NAME.search(bytes(data[max(0, position - 80) : position]))
            if name is not None:
                end = _closing(data, position, b"(", b")")
                return _put(data, position - len(name.group()), end, _word(is_type=False, cxx=cxx))
            return False
        if character in {b";", b"{", b"}"}:
            return False
    return False


def _replace_argument(data: bytearray, offset: int, *, cxx: bool) -> bool:
    """An argument of a registration that clang rejects is replaced, or the default that it is given."""
    depth, start = 0, -1
    for position in range(offset - 1, max(0, offset - 4 * _LONGEST), -1):
        character = bytes(data[position : position + 1])
        if character in _CLOSERS:
            depth += 1
        elif character in _OPENERS:
            depth -= 1
            if depth < 0:
                if character == b"{" or bytes(data[position - 1 : position]) == b"]":
                    # The body or the parameters of a lambda.
                    return False
                if _REGISTERS.search(bytes(data[max(0, position - 40) : position])):
                    start = start if start >= 0 else position + 1
                    break
                depth, start = 0, -1
        elif depth == 0 and start < 0 and character in {b",", b"="} and not _is_comparison(data, position):
            start = position + 1
        elif character == b";":
            return False
    else:
        return False
    end = _argument_end(data, start)
    first = start + len(bytes(data[start:end])) - len(bytes(data[start:end]).lstrip())
    return end > first and _put(data, first, end, _word(is_type=False, cxx=cxx))


def _is_comparison(data: bytearray, position: int) -> bool:
    return bytes(data[position : position + 1]) == b"=" and (
        bytes(data[position - 1 : position]) in {b"=", b"!", b"<", b">", b"["}
        or bytes(data[position + 1 : position + 2]) in {b"=", b"]"}
    )


def _argument_end(data: bytearray, start: int) -> int:
    depth = 0
    for position in range(start, min(len(data), start + 8 * _LONGEST)):
        character = bytes(data[position : position + 1])
        if character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            if depth == 0:
                return position
            depth -= 1
        elif character == b"," and depth == 0:
            return position
    return start


def _put(data: bytearray, start: int, end: int, word: bytes) -> bool:
    """Replace a text by a shorter one, line ends and length as they were."""
    kept = bytes(byte if byte in b"\r\n" else ord(" ") for byte in data[start:end])
    if len(word) <= len(kept) and not kept[: len(word)].strip(b" "):
        data[start:end] = word + kept[len(word) :]
        return True
    return False


def _word(*, is_type: bool, cxx: bool) -> bytes:
    if cxx:
        return (ANY_TYPE if is_type else ANY_OBJECT).encode()
    return b"int" if is_type else b"0"


def _closing(data: bytearray, start: int, opening: bytes, closing: bytes) -> int:
    """The end of a bracketed text; its start if it is not closed nearby."""
    depth = 0
    for position in range(start, min(len(data), start + 4 * _LONGEST)):
        character = bytes(data[position : position + 1])
        if character == opening:
            depth += 1
        elif character == closing:
            depth -= 1
            if depth == 0:
                return position + 1
        elif character in {b";", b"{"} and opening == b"<":
            return start
    return start


def _in_angles(data: bytearray, start: int) -> bool:
    """Whether a position is within the arguments of a template."""
    depth = 0
    for position in range(start - 1, max(0, start - 8 * _LONGEST), -1):
        character = bytes(data[position : position + 1])
        if character in {b")", b">"}:
            depth += 1
        elif character in {b"(", b";", b"{", b"}"}:
            if depth == 0 or character != b"(":
                return False
            depth -= 1
        elif character == b"<":
            if depth == 0:
                return True
            depth -= 1
    return False
