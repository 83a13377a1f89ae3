"""What a function does with the keys that it looks for: which member each of them sets."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias, Union

from clang.cindex import CursorKind

from paramcheck.clang import library
from paramcheck.clang.calls import changeable
from paramcheck.clang.records import CLASSES, declaration_of
from paramcheck.clang.trees import children, inside, unwrap, walk
from paramcheck.clang.types import native_type
from paramcheck.native.definitions import CALLABLE
from paramcheck.values import TypeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.unit import Unit

FUNCTIONS = CALLABLE | {CursorKind.LAMBDA_EXPR}

_DASHES = re.compile(r"^-{0,2}")
_COMPARING = frozenset({"strcmp", "strcasecmp", "stricmp", "strncmp"})
_WITH_FALLBACK = re.compile(r"optional|default|or_?else|fallback", re.IGNORECASE)

_Place: TypeAlias = Union[tuple[str, str], int]  # noqa: UP007 - evaluated on Python 3.10 too
"""A member, as its owner's usr and its path, or the position of the parameter through which a value goes back."""


class KeyFlow:
    """Follows keys through one function.

    Args:
        unit: Where the function stands.
        keys: The keys that matter.

    Attributes:
        members: Keys by owner's usr and member.
        owners: Classes by usr; empty usr: the class whose method the function is.
        parameters: Keys by the position of the parameter through which a value is handed back.
        fallbacks: What a member is set to if its key is not given, where the function states that.
    """

    def __init__(self, unit: Unit, keys: set[str]) -> None:
        self._unit = unit
        self._keys = keys
        self._positions: dict[int, int] = {}
        self._found: dict[int, set[str]] = {}
        self.members: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.owners: dict[str, Cursor] = {}
        self.parameters: dict[int, set[str]] = defaultdict(set)
        self.fallbacks: dict[tuple[str, str], Cursor] = {}

    def run(self, function: Cursor) -> None:
        """Follow the keys that a function spells."""
        self._declare(function)
        self._statements(function)

    def calls(self, function: Cursor, name: str, positions: dict[int, set[str]]) -> None:
        """Follow keys into what a function hands to another that sets it.

        Args:
            function: The calling function.
            name: The function that is called.
            positions: Keys by position of the parameter through which it hands a value back.
        """
        self._declare(function)
        for node in walk(function):
            if node.kind is CursorKind.CALL_EXPR and node.spelling == name:
                arguments = list(node.get_arguments())
                for position, keys in positions.items():
                    if position < len(arguments):
                        self._set(arguments[position], keys)

    def _declare(self, function: Cursor) -> None:
        declared = (child for child in inside(function) if child.kind is CursorKind.PARM_DECL)
        self._positions = {int(one.hash): position for position, one in enumerate(declared)}

    # --- statements -----------------------------------------------------------------------------------------

    def _statements(self, cursor: Cursor) -> None:
        if cursor.kind is CursorKind.VAR_DECL:
            self._remember(cursor)
        for child in inside(cursor):
            if child.kind is CursorKind.IF_STMT:
                self._if(child)
            elif child.kind is CursorKind.CALL_EXPR or child.kind.is_expression():
                self._expression(child)
            else:
                self._statements(child)

    def _if(self, cursor: Cursor) -> None:
        link: Cursor | None = cursor
        while link is not None:
            # A chain of else if may have hundreds of keys.
            link = self._link(link)

    def _link(self, cursor: Cursor) -> Cursor | None:
        """One link of a chain of ``else if``; the next one."""
        parts = inside(cursor)
        while parts[0].kind in {CursorKind.DECL_STMT, CursorKind.VAR_DECL} and len(parts) > 1:
            # if (auto found = map.find("key"); found != map.end())
            self._statements(parts.pop(0))
        test, *branches = parts
        keys = self._tested(test)
        if keys and branches:
            targets = list(dict.fromkeys(self._targets(branches[0])))
            # What the test itself hands a value to needs no assignment.
            self._expression(test)
            chosen = _best(targets, keys)
            if chosen is not None:
                self._add(chosen, keys)
        following = branches[1] if len(branches) > 1 and branches[1].kind is CursorKind.IF_STMT else None
        for one in branches if keys else parts:
            if one is not following:
                self._statements_of(one)
        return following

    def _statements_of(self, cursor: Cursor) -> None:
        if cursor.kind is CursorKind.IF_STMT:
            self._if(cursor)
        elif cursor.kind.is_expression():
            self._expression(cursor)
        else:
            self._statements(cursor)

    def _remember(self, variable: Cursor) -> None:
        """A variable that holds what is found under a key stands for the key from there on."""
        initialiser = library.initialiser(variable)
        keys = self._spelled(initialiser) if initialiser is not None else set()
        if len(keys) == 1:
            self._found[int(variable.hash)] = keys

    def _tested(self, test: Cursor) -> set[str]:
        """The keys for which a condition holds."""
        inner = unwrap(test)
        operands = children(inner)
        if inner.kind is CursorKind.BINARY_OPERATOR and library.binary_operator(inner) in {"||", "&&"}:
            return set().union(*(self._tested(one) for one in operands))
        if inner.kind is CursorKind.BINARY_OPERATOR and library.binary_operator(inner) == "!=":
            # find(...) != end() asks for a key, name != "key" for any other.
            return self._spelled(inner) if any(self._finds(one) for one in operands) else set()
        if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) == "!":
            return self._spelled(inner) if any(_calls(inner, name) for name in _COMPARING) else set()
        if inner.kind is CursorKind.CALL_EXPR and inner.spelling in {"operator!=", *_COMPARING}:
            return self._spelled(inner) if any(self._finds(one) for one in operands) else set()
        return self._spelled(inner)

    def _finds(self, cursor: Cursor) -> bool:
        """Whether an expression is the place of a key in a map."""
        inner = unwrap(cursor)
        return _calls(cursor, "find") or bool(inner.kind is CursorKind.DECL_REF_EXPR and self._key(inner))

    # --- expressions ----------------------------------------------------------------------------------------

    def _expression(self, cursor: Cursor) -> None:
        """Assignments and calls that name a key and a member together."""
        for node in walk(cursor):
            if node.kind is CursorKind.CALL_EXPR:
                arguments = list(node.get_arguments())
                keys = set().union(*(self._direct(one) for one in arguments)) if arguments else set()
                if node.spelling == "operator=" and len(arguments) == 2:
                    self._assigned(arguments[0], arguments[1])
                elif keys or arguments:
                    self._handed(node, arguments, keys or self._spelled_by_callee(node))
            elif node.kind is CursorKind.BINARY_OPERATOR and library.binary_operator(node) == "=":
                operands = children(node)
                if len(operands) == 2:
                    self._assigned(*operands)

    def _handed(self, call: Cursor, arguments: list[Cursor], keys: set[str]) -> None:
        """A call that is handed a key and something to set: ``get(map, "key", &member)``."""
        if call.spelling.startswith("operator"):
            return
        if not keys:
            return
        known = call.referenced is not None
        takers = changeable(call) if known else [one for one in arguments if _may_be_set(one)]
        places = [self._set(one, keys) for one in takers]
        set_there = [one for one in places if one is not None and not isinstance(one, int)]
        if len(set_there) == 1 and len(arguments) > 2 and _WITH_FALLBACK.search(call.spelling):
            # get_optional("key", member, 16)
            self.fallbacks[set_there[0]] = arguments[-1]

    def _spelled_by_callee(self, call: Cursor) -> set[str]:
        """The key of an object whose method is called: ``map.at("key").get_to(member)``."""
        callee = next(iter(children(call)), None)
        if callee is None or callee.kind is not CursorKind.MEMBER_REF_EXPR:
            return set()
        keys = self._spelled(callee)
        return keys if len(keys) == 1 else set()

    def _assigned(self, target: Cursor, value: Cursor) -> None:
        keys = self._spelled(value)
        place = self._set(target, keys) if len(keys) == 1 else None
        if place is None or isinstance(place, int):
            return
        for node in walk(unwrap(value)):
            given = _written(node) if node.kind is CursorKind.CALL_EXPR else []
            positions = [position for position, one in enumerate(given) if self._direct(one)]
            if len(positions) == 1 and positions[0] == len(given) - 2:
                # member = map.value("key", 16)
                self.fallbacks[place] = given[-1]

    def _direct(self, cursor: Cursor) -> set[str]:
        """The key that an argument is."""
        inner = unwrap(cursor)
        while inner.kind is CursorKind.CALL_EXPR and inner.spelling in {"basic_string", "basic_string_view", "string"}:
            # std::string("key")
            given = _written(inner)
            if len(given) != 1:
                break
            inner = unwrap(given[0])
        return self._key(inner)

    def _key(self, cursor: Cursor) -> set[str]:
        if cursor.kind is CursorKind.DECL_REF_EXPR and cursor.referenced is not None:
            return self._found.get(int(cursor.referenced.hash), set())
        if cursor.kind is not CursorKind.STRING_LITERAL:
            return set()
        text = _DASHES.sub("", cursor.spelling.strip('"'))
        return {text} & self._keys

    def _spelled(self, cursor: Cursor) -> set[str]:
        """The keys anywhere in an expression."""
        return set().union(*(self._key(node) for node in walk(cursor)))

    # --- targets --------------------------------------------------------------------------------------------

    def _targets(self, branch: Cursor) -> Iterator[_Place]:
        """What a branch assigns: members, or what a parameter points to."""
        for node in walk(branch):
            target: Cursor | None = None
            if node.kind in {CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR}:
                operator = library.binary_operator(node)
                if operator.endswith("=") and operator not in {"==", "!=", "<=", ">="}:
                    target = children(node)[0]
            elif node.kind is CursorKind.CALL_EXPR and node.spelling == "operator=":
                target = next(iter(node.get_arguments()), None)
            place = self._place(target) if target is not None else None
            if place is not None:
                yield place

    def _set(self, target: Cursor, keys: set[str]) -> _Place | None:
        place = self._place(target)
        if place is not None:
            self._add(place, keys)
        return place

    def _add(self, place: _Place, keys: set[str]) -> None:
        if isinstance(place, int):
            self.parameters[place] |= keys
        else:
            self.members[place] |= keys

    def _place(self, cursor: Cursor) -> _Place | None:
        """The member that an expression designates, as its owner and path, or the parameter that it goes through."""
        inner = unwrap(cursor)
        if inner.kind is CursorKind.UNARY_OPERATOR and library.unary_operator(inner) in {"&", "*"}:
            return self._place(children(inner)[0])
        if inner.kind is CursorKind.DECL_REF_EXPR and inner.referenced is not None:
            return self._positions.get(int(inner.referenced.hash))
        path: list[str] = []
        while inner.kind is CursorKind.MEMBER_REF_EXPR:
            declared = inner.referenced
            if declared is None or declared.kind is not CursorKind.FIELD_DECL:
                return None
            path.append(inner.spelling)
            owners = children(inner)
            if not owners or unwrap(owners[0]).kind is CursorKind.CXX_THIS_EXPR:
                return "", ".".join(reversed(path))
            inner = unwrap(owners[0])
            if inner.kind is CursorKind.CALL_EXPR and inner.spelling in {"operator->", "operator*"}:
                inner = unwrap(next(iter(children(inner)), inner))
        if not path or inner.kind is not CursorKind.DECL_REF_EXPR:
            return None
        return self._variable(inner, ".".join(reversed(path)))

    def _variable(self, cursor: Cursor, path: str) -> tuple[str, str] | None:
        kind = cursor.type.get_canonical()
        pointed = kind.get_pointee()
        declaration = declaration_of(pointed if pointed.spelling else kind)
        if declaration.kind not in CLASSES or not declaration.is_definition():
            return None
        usr = declaration.get_usr()
        self.owners[usr] = declaration
        return usr, path


def _best(targets: list[_Place], keys: set[str]) -> _Place | None:
    """The one thing that a branch sets, or of several the one that is called like the key."""
    if len(targets) == 1:
        return targets[0]
    plain = {key.replace("-", "_") for key in keys}
    named = [
        one
        for one in targets
        if not isinstance(one, int) and one[1].rpartition(".")[2].removeprefix("m_").strip("_") in plain
    ]
    return named[0] if len(named) == 1 else None


def _calls(cursor: Cursor, name: str) -> bool:
    return any(node.kind is CursorKind.CALL_EXPR and node.spelling == name for node in walk(cursor))


def _written(call: Cursor) -> list[Cursor]:
    """The arguments that a call states; those that the callee's own defaults supply have no text."""
    return [one for one in call.get_arguments() if one.extent.start.offset != one.extent.end.offset]


def _may_be_set(argument: Cursor) -> bool:
    """Whether a function that is not known may set an argument: the address of something, or a plain member."""
    inner = unwrap(argument)
    if inner.kind is CursorKind.UNARY_OPERATOR:
        return library.unary_operator(inner) == "&"
    return inner.kind is CursorKind.MEMBER_REF_EXPR and native_type(inner.type).kind is not TypeKind.RECORD
