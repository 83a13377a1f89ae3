"""Defaults that parameter registries are told: a field is named, and its default set, by calls in a chain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from paramcheck.clang.includes import unlikeliness
from paramcheck.clang.records import CLASSES, members, qualified_name
from paramcheck.clang.types import native_type
from paramcheck.model import DefaultSet, NativeParameter, Span
from paramcheck.native.probing import Question, evaluate_all
from paramcheck.native.text import ClassText, arguments, classes, closing, innermost, line_of, masked
from paramcheck.values import Literal, NativeType, TypeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clang.cindex import Cursor

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit
    from paramcheck.native.search import Search
    from paramcheck.values import Value

_SETTERS = ("set_default", "default_value", "setDefault", "defaultValue")
_SETTER = re.compile(rb"\.\s*(?:" + "|".join(_SETTERS).encode() + rb")\s*(\()")
_SIGNS = (*_SETTERS, "Option", "Param", "Setting", "option_t")
_OPTION_CLASSES = ("Option<", "Param<", "Parameter<", "Setting<", "Property<")
_NAMED_VALUE = re.compile(rb"\.\s*add_enum\s*(\()")
_HEAD = re.compile(rb"\s*(\w+)\s*(\()")
_REGISTERS = re.compile(r"field|param|option|attr|setting|property|config|declare|register", re.IGNORECASE)
_ALIAS = re.compile(rb"\b\w*ALIAS\w*\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)|\b\w*alias\w*\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_OPTION_TYPE = re.compile(r"(?:option|param|parameter|setting|property)(?:_t)?$", re.IGNORECASE)
_MEMBER = re.compile(rb"\b([A-Za-z_]\w*)\s*::\s*~?[A-Za-z_]\w*\s*\(")
_IN_LIST = re.compile(rb"[\w>]\s*\Z")
_LONGEST_FUNCTION = 60_000
"""Bytes before a registration in which the function starts that it stands in."""

_OPTION = re.compile(
    rb"([A-Za-z_][\w:]*)\s*(?:<[^;(){}]*>)?\s*(?:\b([A-Za-z_]\w*)\s*)?([({])\s*\"([A-Za-z_][\w.-]*)\"\s*,"
)


class _Registered(Struct):
    """A field and the expression that is its default.

    Attributes:
        name: The field, or the name that the registry is given.
        place: Where the expression stands.
        end: Where it ends.
        text: The text that stands for the default where the registry takes texts for the values of an enum.
    """

    name: str
    place: int
    end: int
    text: str = ""


class _Registry(Struct):
    """What is registered within one class."""

    text: ClassText
    rows: list[_Registered] = field(default_factory=list)
    aliases: dict[str, list[str]] = field(default_factory=dict)

    def names(self) -> set[str]:
        """Every name under which something is registered."""
        return {one.name for one in self.rows} | {alias for rows in self.aliases.values() for alias in rows}


def read(parser: Parser, search: Search, keys: Iterable[str]) -> list[DefaultSet]:
    """The defaults of registries that know some keys.

    Args:
        parser: Parses the files.
        search: Finds the registries.
        keys: Names that a wrapper sets.

    Returns:
        One set a class; each parameter has its own name and its other names as aliases, and the sets that know most
        keys fit best.
    """
    wanted = set(keys)
    spelled = [key.encode() for key in wanted]
    found: list[DefaultSet] = []
    for path in _files(search, spelled):
        data = search.text(path)
        if found and unlikeliness(path) > 0:
            # An example or a test of the registry itself.
            break
        if any(key in data for key in spelled):
            registries = [one for one in _registries(data, search, spelled) if wanted & one.names()]
            if registries:
                found.extend(_sets(parser, path, data, registries, wanted))
    return found


def prepare(search: Search) -> None:
    """Find the files with a sign of a registry, while nothing else can be done."""
    search.containing_any(_SIGNS)
    search.containing_any(_OPTION_CLASSES)


def _files(search: Search, spelled: list[bytes]) -> list[str]:
    """Files with a sign of a registry; where a class has options, also those that may have its constructor."""
    found = search.containing_any(_SIGNS)
    if not search.containing_any(_OPTION_CLASSES):
        return found
    return search.containing_any((*_SIGNS, *(f'"{key.decode()}"' for key in sorted(spelled))))


def _registries(data: bytes, search: Search, spelled: list[bytes]) -> list[_Registry]:
    has_options = any(_named_first(data, key) for key in spelled)
    has_chains = any(setter.encode() in data for setter in _SETTERS) and _SETTER.search(data) is not None
    if not has_chains and not has_options:
        return []
    plain = masked(data)
    rows = classes(plain)
    found: dict[int, _Registry] = {}
    for row in [*_chained(data, plain), *(_constructed(data, plain, search) if has_options else [])]:
        inside = innermost(rows, row.place) or _home(plain, rows, row.place)
        if inside is not None:
            found.setdefault(inside.start, _Registry(inside)).rows.append(row)
    for match in _ALIAS.finditer(plain):
        inside = innermost(rows, match.start())
        words = [word.decode() for word in match.groups() if word]
        if inside is not None and inside.start in found:
            found[inside.start].aliases.setdefault(words[0], []).append(words[1])
    return list(found.values())


def _named_first(data: bytes, key: bytes) -> bool:
    """Whether a key is the first of several arguments anywhere."""
    quoted = b'"%s"' % key
    place = data.find(quoted)
    while place >= 0:
        after = data[place + len(quoted) : place + len(quoted) + 8].lstrip()
        if after.startswith(b",") and data[max(0, place - 8) : place].rstrip().endswith((b"(", b"{")):
            return True
        place = data.find(quoted, place + 1)
    return False


def _home(plain: bytes, rows: list[ClassText], place: int) -> ClassText | None:
    """What a place in a function that is defined outside of its class belongs to: the class, if it stands there too."""
    around = _function_around(plain, place)
    if around is None:
        return None
    name = _word(plain, around.name)
    return next((one for one in rows if _word(plain, one.name) == name), around)


def _function_around(plain: bytes, place: int) -> ClassText | None:
    """A constructor or other member that is defined outside of its class, as if its body were the class's."""
    start = max(0, place - _LONGEST_FUNCTION)
    headings = list(_MEMBER.finditer(plain, start, place))
    if not headings:
        return None
    heading = headings[-1]
    given = closing(plain, heading.end() - 1)
    body = plain.find(b"{", given) if given is not None else -1
    while body >= 0 and _IN_LIST.search(plain[heading.end() : body]):
        # member{value} in the initialiser list
        inside = closing(plain, body)
        body = plain.find(b"{", inside) if inside is not None else -1
    end = closing(plain, body) if body >= 0 else None
    if given is None or end is None or not given < place < end:
        return None
    return ClassText(heading.start(1), given, end + 1)


def _chained(data: bytes, plain: bytes) -> Iterator[_Registered]:
    """``FIELD(x).a(...).set_default(v)``."""
    for match in _SETTER.finditer(plain):
        start = max(plain.rfind(token, 0, match.start()) for token in (b";", b"{", b"}")) + 1
        head = _HEAD.match(plain, start)
        if head is None or not _REGISTERS.search(head.group(1).decode()):
            continue
        given = list(arguments(plain, head.start(2)))
        default = list(arguments(plain, match.start(1)))
        if not given or len(default) != 1:
            continue
        name = data[slice(*given[0])].decode("utf-8", "replace").strip().strip('"')
        if re.fullmatch(r"[A-Za-z_][\w.-]*", name):
            end = plain.find(b";", match.end())
            text = _text_of(data, plain, (start, end if end >= 0 else len(plain)), data[slice(*default[0])].strip())
            yield _Registered(name, *default[0], text)


def _text_of(data: bytes, plain: bytes, statement: tuple[int, int], default: bytes) -> str:
    """The text that a chain gives the value which is its default: ``.add_enum("depth", kDepth)``."""
    for match in _NAMED_VALUE.finditer(plain, *statement):
        given = [data[slice(*one)].strip() for one in arguments(plain, match.start(1))]
        if len(given) == 2 and given[1] == default:
            return given[0].decode("utf-8", "replace").strip('"')
    return ""


def _constructed(data: bytes, plain: bytes, search: Search) -> Iterator[_Registered]:
    """``Option<int> depth{"depth", 6}``, or ``depth("depth", 6)`` of a member of such a type."""
    for match in _OPTION.finditer(data):
        if plain[match.start(3) : match.start(3) + 1] == b" ":
            continue
        called = match.group(1).rpartition(b"::")[2]
        if not _OPTION_TYPE.search(called.decode()) and not _is_option(plain, called):
            around = _function_around(plain, match.start())
            if around is None or not _declared_elsewhere(search, _word(data, around.name), called):
                continue
        given = list(arguments(plain, match.start(3)))
        if len(given) >= 2:
            yield _Registered(match.group(4).decode(), *given[1])


def _is_option(plain: bytes, member: bytes) -> bool:
    """Whether a member is declared with a type whose name says that it is an option."""
    declared = re.compile(rb"\b([A-Za-z_]\w*)\s*(?:<[^;(){}]*>)?\s+" + re.escape(member) + rb"\s*[;{=]")
    return any(_OPTION_TYPE.search(one.decode()) for one in declared.findall(plain))


def _declared_elsewhere(search: Search, owner: str, member: bytes) -> bool:
    """Whether the class whose constructor is defined here declares a member as an option."""
    return any(_is_option(masked(search.text(place.path)), member) for place in search.record(owner)[:1])


def _sets(
    parser: Parser, path: str, data: bytes, registries: list[_Registry], wanted: set[str]
) -> Iterator[DefaultSet]:
    questions = {
        (one.text.start, row.place): Question(one.text.end, data[row.place : row.end].decode("utf-8", "replace"))
        for one in registries
        for row in one.rows
    }
    unit, values = evaluate_all(parser, path, data, questions.values())
    if unit is None:
        return
    # The expressions went into the classes in the order of their ends.
    for registry in registries:
        cursor = unit.at(path, registry.text.name) if registry.text.name < registries[0].text.end else None
        if cursor is None or cursor.kind not in CLASSES:
            cursor = _by_name(parser, path, registry.text.name)
        owner = qualified_name(cursor) if cursor is not None else _word(data, registry.text.name)
        made = [
            _parameter(path, data, registry, row, owner, values[questions[registry.text.start, row.place]], cursor)
            for row in registry.rows
        ]
        fits = len(wanted & registry.names())
        span = _span(path, data, registry.text.name, registry.text.end)
        yield DefaultSet(owner, "", tuple(made), span, fits, cursor.get_usr() if cursor is not None else "")


def _by_name(parser: Parser, path: str, place: int) -> Cursor | None:
    unit: Unit | None = parser.parse(path)
    cursor = unit.at(path, place) if unit is not None else None
    return cursor if cursor is not None and cursor.kind in CLASSES else None


def _parameter(
    path: str, data: bytes, registry: _Registry, row: _Registered, owner: str, value: Value, cursor: Cursor | None
) -> NativeParameter:
    known = {one.name: one.type for one in members(cursor.type, cursor)} if cursor is not None else {}
    kind = native_type(known[row.name]) if row.name in known else NativeType("", TypeKind.OTHER)
    if row.text:
        # Whoever sets it by its name gives a text.
        kind, value = replace(kind, kind=TypeKind.STRING), Literal(row.text, f'"{row.text}"')
    aliases = (row.name, *registry.aliases.get(row.name, ()))
    return NativeParameter(
        owner, row.name, kind, value, _span(path, data, row.place, row.end), "registration", aliases=aliases
    )


def _span(path: str, data: bytes, start: int, end: int) -> Span:
    return Span(path, *line_of(data, start), *line_of(data, end))


def _word(data: bytes, place: int) -> str:
    match = re.compile(rb"\w+").match(data, place)
    return match.group().decode() if match is not None else ""
