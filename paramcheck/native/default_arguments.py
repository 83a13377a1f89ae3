"""Defaults that a declaration states for the parameters of a function, method or constructor of C++."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from clang.cindex import CursorKind
from msgspec.structs import replace

from paramcheck.clang import library
from paramcheck.clang.aggregate import Stated
from paramcheck.clang.constants import evaluate
from paramcheck.clang.execute import Execution, TooLongError
from paramcheck.clang.records import bases, default_argument, is_named, qualified_name
from paramcheck.clang.trees import unwrap
from paramcheck.clang.types import native_type
from paramcheck.model import Condition, DefaultSet, NativeParameter
from paramcheck.native.definitions import CALLABLE, Definitions
from paramcheck.native.locate import Locator, without_arguments
from paramcheck.native.parameters import macros
from paramcheck.values import Constructed, Literal, NativeType, TypeKind, Unknown, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clang.cindex import Cursor

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.native.search import Search
    from paramcheck.values import Value

ORIGIN = "default argument"


def read(
    parser: Parser,
    search: Search,
    name: str,
    *,
    arity: int | None = None,
    usr: str = "",
    unit: str = "",
    locator: Locator | None = None,
) -> list[DefaultSet]:
    """The default arguments of a function, one set an overload.

    Args:
        parser: Parses the files.
        search: Finds the declarations.
        name: The function, as far as the wrapper qualifies it; for a constructor also the class alone.
        arity: Number of arguments that the wrapper passes; overloads that cannot take them are left out.
        usr: clang's identity of it, which tells overloads apart.
        unit: A source in which it is visible.
        locator: Finds the declarations; one for many functions is faster.

    Returns:
        Sets with those parameters that have a default; empty if none has one.
    """
    reader = _Reader(parser, search, locator or Locator(parser, search))
    found = [one for one in reader.overloads(name, unit) if arity is None or one.takes(arity)]
    exact = [one for one in found if usr and usr in one.usrs]
    if usr and not exact:
        # An instance of a template has an identity of its own, which its template does not share.
        found = [one for one in found if one.is_template]
        exact = found if len(found) == 1 else []
    return [made for one in (exact if usr else found) if (made := reader.defaults(one, usr)) is not None]


class _Overload:
    """All declarations of one function."""

    def __init__(self, unit: Unit, declarations: list[Cursor]) -> None:
        self.unit = unit
        self.declarations = declarations
        self.parameters = [parameters_of(one) for one in declarations]
        self.usrs = frozenset(one.get_usr() for one in declarations)
        first = declarations[0]
        parent = first.semantic_parent
        self.is_template = first.kind is CursorKind.FUNCTION_TEMPLATE or (
            parent is not None and parent.kind is CursorKind.CLASS_TEMPLATE
        )

    def stated(self, position: int) -> Cursor | None:
        """The parameter of a declaration that states a default for a position."""
        return next((one[position] for one in self.parameters if states_default(self.unit, one[position])), None)

    def takes(self, count: int) -> bool:
        """Whether it can be called with a number of arguments."""
        total = len(self.parameters[0])
        needed = sum(self.stated(position) is None for position in range(total))
        return needed <= count <= total


class _Reader:
    def __init__(self, parser: Parser, search: Search, locator: Locator) -> None:
        self._parser = parser
        self._locator = locator
        self._resolve = Definitions(parser, search)

    def overloads(self, name: str, unit: str) -> list[_Overload]:
        """Every function of a name that has default arguments: found by its text, or among its class's."""
        wanted = without_arguments(name)
        owner, _, last = wanted.rpartition("::")
        if not self._locator.states_defaults(last, unit):
            return []
        found = self._declared(wanted, last, unit)
        for class_name in dict.fromkeys((owner, wanted)) if not found else ():
            located = self._locator.class_of(class_name, unit, in_headers=True) if class_name else None
            found = found or (self._methods(located.unit, located.cursor, last) if located is not None else [])
        return found

    def _methods(self, unit: Unit, cursor: Cursor, name: str) -> list[_Overload]:
        rows = [
            child
            for child in cursor.get_children()
            if child.kind in CALLABLE and child.spelling.partition("<")[0] == name
        ]
        if rows:
            return _grouped([(unit, one) for one in rows])
        for base in bases(cursor):
            inherited = self._methods(unit, base, name)
            if inherited:
                return inherited
        return []

    def _declared(self, wanted: str, last: str, unit: str) -> list[_Overload]:
        """Functions whose text has default arguments; a constructor may be named by its class alone."""
        rows: list[tuple[Unit, Cursor]] = []
        for parsed, cursor in self._locator.functions(last, unit):
            name = qualified_name(cursor)
            if is_named(name, wanted) or is_named(name, f"{wanted}::{last}"):
                rows.append((parsed, cursor))
        # Declarations in two units are of one function, but only one unit is needed for it.
        first = rows[0][0] if rows else None
        return _grouped([row for row in rows if row[0] is first])

    # --- values ---------------------------------------------------------------------------------------------

    def defaults(self, overload: _Overload, usr: str) -> DefaultSet | None:
        """The parameters of a function that have a default."""
        unit, first = overload.unit, overload.declarations[0]
        owner = qualified_name(first)
        found: list[NativeParameter] = []
        for position, parameter in enumerate(overload.parameters[0]):
            stated = overload.stated(position)
            if stated is None:
                continue
            value, span = self._value(unit, stated), unit.span(default_argument(stated) or stated)
            name = parameter.spelling or stated.spelling or f"argument {position + 1}"
            conditions = self._conditions(unit, overload, position, value)
            kind = _type(unit, parameter)
            found.append(NativeParameter(owner, name, kind, value, span, ORIGIN, conditions, position=position))
        if not found:
            return None
        identity = usr or first.get_usr()
        return DefaultSet(owner, "", tuple(found), unit.span(first), usr=identity, arity=len(overload.parameters[0]))

    def _value(self, unit: Unit, parameter: Cursor) -> Value:
        expression = default_argument(parameter)
        if library.is_invalid(parameter):
            # clang converts to the type that stands in for the one that is not known.
            inner = evaluate(unit, unwrap(expression)) if expression is not None else None
            if isinstance(inner, Literal) and inner.spelling:
                return inner
        if expression is None or library.is_invalid(parameter):
            text = unit.source(parameter).partition("=")[2] or unit.text_after(parameter, ",").partition(")")[0]
            return Unknown(text.strip(), "the declaration did not parse")
        value = evaluate(unit, expression)
        return self._called(unit, expression, parameter, value) if isinstance(value, Unknown) else value

    def _called(self, unit: Unit, expression: Cursor, parameter: Cursor, value: Value) -> Value:
        """What a function returns that makes a default."""
        try:
            held = Execution(unit, self._resolve).value(expression, parameter.type)
        except TooLongError:
            return value
        found = held.value if isinstance(held, Stated) else held.unchanged()
        if isinstance(found, Constructed) and len(found.arguments) == 1 and isinstance(found.arguments[0], Literal):
            # A function of a class of numbers, such as numeric_limits<Distance>::max().
            return replace(found.arguments[0], spelling=value.spelling)
        return value if found is None or isinstance(found, Unknown) else found

    def _conditions(self, unit: Unit, overload: _Overload, position: int, value: Value) -> tuple[Condition, ...]:
        """Other defaults, if the declaration depends on macros."""
        found: list[Condition] = []
        for declaration in overload.declarations:
            for macro in macros(unit, declaration):
                other = self._under(unit, declaration, macro, position)
                if other is not None and not isinstance(other, Unknown) and not same(other, value):
                    found.append(Condition(macro, other))
        return tuple(found)

    def _under(self, unit: Unit, declaration: Cursor, macro: str, position: int) -> Value | None:
        place = declaration.location
        path = unit.path_of(place)
        parsed = self._parser.parse(path, (f"-D{macro}=1",)) if path is not None else None
        cursor = parsed.at(path, place.offset) if parsed is not None and path is not None else None
        if parsed is None or cursor is None or cursor.kind not in CALLABLE:
            return None
        declared = parameters_of(cursor)
        if position >= len(declared) or not states_default(parsed, declared[position]):
            return None
        return self._value(parsed, declared[position])


def parameters_of(function: Cursor) -> list[Cursor]:
    """The parameters of a function or function template."""
    return [child for child in function.get_children() if child.kind is CursorKind.PARM_DECL]


def _type(unit: Unit, parameter: Cursor) -> NativeType:
    """The type of a parameter; of one that did not parse, no more than its text."""
    if library.is_invalid(parameter):
        words = unit.source(parameter).partition("=")[0].split()
        return NativeType(" ".join(words[:-1] if len(words) > 1 else words), TypeKind.OTHER)
    return native_type(parameter.type)


def states_default(unit: Unit, parameter: Cursor) -> bool:
    """Whether a parameter has a default argument, be it one that did not parse."""
    if default_argument(parameter) is not None:
        return True
    return library.is_invalid(parameter) and "=" in unit.source(parameter)


def _grouped(rows: Iterable[tuple[Unit, Cursor]]) -> list[_Overload]:
    """Functions from their declarations."""
    groups: dict[str, list[tuple[Unit, Cursor]]] = defaultdict(list)
    for unit, cursor in rows:
        groups[cursor.get_usr()].append((unit, cursor))
    return [_Overload(group[0][0], [cursor for _, cursor in group]) for group in groups.values()]
