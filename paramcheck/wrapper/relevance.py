"""Which functions can bring a parameter to the native side.

A package has thousands of functions, and only some lead to a native record, an extension module or a map of named
parameters. They are found by names, without running anything: a function counts if it makes or fills such a thing, or
if it calls one that counts and hands it something. That is too many rather than too few, and costs milliseconds.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from paramcheck.wrapper.cython import mentions
from paramcheck.wrapper.interpreter.classes import RECORD_BASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.wrapper.package import Module, Package

_RECORD_CLASS = re.compile(
    rf"^[ \t]*class[ \t]+(\w+)[ \t]*\([^)]*\b(?:{'|'.join(sorted(RECORD_BASES))}|CtypesUnion)\b", re.MULTILINE
)
_RESULT_TYPE = re.compile(r"\.restype[ \t]*=[ \t]*(?:\w+\.)*(\w+)")
_LAST_WORD = re.compile(r"\w+\Z")
_CALL_FOLLOWS = re.compile(r"[ \t]*\(")
_WORD_CHARACTER = re.compile(r"\w")
_CFFI_NEW = re.compile(r"ffi(?<!\wffi)\s*\.\s*new\s*\(\s*[\"'](?:struct\s+)?(\w+)\s*\*\s*[\"']")
_NATIVE_HINT = re.compile(r"\bctypes\b|\bcffi\b|\bffi\b|\bCDLL\b")
_WORD = re.compile(r"[A-Za-z_]\w*")

_HEADING = re.compile(
    r"->.*?(?::[ \t]*(?:#[^\n]*)?$|\Z)|^[ \t]*@.*?(?=^[ \t]*(?:async[ \t]+)?(?:def|class)\b|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""What a function is said to return, or its decorators, and sometimes more."""

_LONGEST_NAME = 200

_LOADERS = frozenset({"CDLL", "PyDLL", "WinDLL", "OleDLL", "LoadLibrary", "dlopen"})

_DUMPS = frozenset({"model_dump", "dict", "asdict", "_asdict"})

_NO_TRANSFER = frozenset({"isinstance", "issubclass", "cast", "super", "hasattr", "Depends"})
"""Calls whose arguments are types or names, not something that is called later."""


class Definition(Struct, frozen=True, eq=False):
    """A function, and the names that it uses.

    Attributes:
        name: Its own name; for a constructor the class's, since that is what callers write.
        cls: The class in whose body it stands, or empty.
        calls: Names that it calls, without arguments or with.
        hands_over: Names that it calls with arguments, or passes on to be called.
        attributes: Attributes of ``self`` that it uses.
        kept: Attributes that it assigns, and the names that the assigned value calls.
        dumps_model: Whether it passes the fields of a model on as keywords.
        callers: Names on which it calls a method: ``lib`` of ``lib.f(x)``.
        texts: Whether it turns named values into text.
    """

    module: Module
    node: ast.FunctionDef | ast.AsyncFunctionDef
    name: str
    cls: str
    calls: frozenset[str]
    hands_over: frozenset[str]
    attributes: frozenset[str]
    kept: dict[str, frozenset[str]]
    callers: frozenset[str]
    texts: bool
    dumps_model: bool


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
            constructed.update(name for name in records - constructed if _is_called(module.text, name))
    made_by_cffi: set[str] = set()
    for module in hinted:
        made_by_cffi.update(_CFFI_NEW.findall(module.text))
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
    mentioned = [name for name in records if name in module.text]
    if not mentioned:
        return False
    return any(name in heading for heading in _HEADING.findall(module.text) for name in mentioned)


def _is_called(text: str, name: str) -> bool:
    """Whether a name stands before parentheses, and not as that of a class in its definition."""
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


def prepare(package: Package) -> None:
    """Find out which names each module and each function uses, before it is known which are wanted."""
    for module in package.all():
        _definitions(module)
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
    definitions = [one for module in modules for one in _definitions(module)]
    roots |= _text_makers(modules, definitions)
    if any(not wanted.isdisjoint(_CFFI_NEW.findall(module.text)) for module in modules):
        roots |= {"new"}
    cython = mentions.touching(package, wanted)
    names: set[str] = set()
    kept: set[tuple[str, str]] = set(cython.attributes)
    for one in definitions:
        own = roots | cython.names if one.module.is_compiled else roots
        through = not imported.isdisjoint(one.callers) or (
            one.module.is_compiled and not cython.names.isdisjoint(one.callers)
        )
        if one.name in own or not own.isdisjoint(one.calls) or one.dumps_model or through:
            names.add(one.name)
            kept.update((one.cls, attribute) for attribute, made in one.kept.items() if not own.isdisjoint(made))
    for one in definitions:
        # A record that an instance keeps may be filled by any method of its class.
        if any((one.cls, attribute) in kept for attribute in one.attributes):
            names.add(one.name)
    properties = frozenset(mentions.property_names(package))
    constructed = {one.cls for one in definitions if one.name == one.cls}
    while True:
        setters = properties & names
        # What is given to a class that has no constructor of its own is kept for its methods.
        names |= {one.cls for one in definitions if one.name in names and one.cls and one.cls not in constructed}
        found = {
            one.name
            for one in definitions
            if one.name not in names
            and not (names.isdisjoint(one.hands_over) and (not setters or setters.isdisjoint(one.attributes)))
        }
        if not found:
            return names
        names |= found


def _text_makers(modules: list[Module], definitions: list[Definition]) -> frozenset[str]:
    """Functions that make the text of named parameters which the native side is handed."""
    loaders = {one.name for one in definitions if not _LOADERS.isdisjoint(one.calls)} | _LOADERS
    libraries: set[str] = set()
    for module in modules:
        for node in _top_level(module.tree.body):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _last(node.value.func) in loaders:
                libraries.update(_last(target) for target in node.targets)
    for one in definitions:
        libraries.update(name for name, made in one.kept.items() if not loaders.isdisjoint(made))
    into = {
        name for one in definitions if not libraries.isdisjoint(one.callers) for name in (one.name, *one.hands_over)
    }
    direct = {one.name for one in definitions if not libraries.isdisjoint(one.callers)}
    return frozenset(
        one.name for one in definitions if one.texts and (one.name in into or not direct.isdisjoint(one.hands_over))
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


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try)):
            handlers = [one for handler in getattr(node, "handlers", []) for one in handler.body]
            yield from _top_level([*node.body, *node.orelse, *handlers])


def _definitions(module: Module) -> list[Definition]:
    if module.definitions is None:
        module.definitions = list(_walk(module, module.tree.body, None))
    return module.definitions


def _walk(module: Module, body: list[ast.stmt], owner: ast.ClassDef | None) -> Iterator[Definition]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield _summary(module, node, owner)
        elif isinstance(node, ast.ClassDef):
            yield from _walk(module, node.body, node)
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            yield from _walk(module, [*node.body, *getattr(node, "orelse", [])], owner)


class _Uses:
    """Collects the names that a function body uses; annotations are no use."""

    def __init__(self, body: list[ast.stmt]) -> None:
        self.calls: set[str] = set()
        self.hands_over: set[str] = set()
        self.attributes: set[str] = set()
        self.kept: dict[str, set[str]] = {}
        self.callers: set[str] = set()
        self.texts = False
        self.unpacks = False
        waiting: list[ast.AST] = list(body)
        while waiting:
            node = waiting.pop()
            kind = type(node)
            look = _LOOKS.get(kind)
            if look is not None:
                look(self, node)
            fields = _FIELDS.get(kind)
            if fields is None:
                fields = _FIELDS[kind] = tuple(name for name in node._fields if name not in _NO_USE)
            for name in fields:
                value = getattr(node, name, None)
                if type(value) is list:
                    waiting += value
                elif value is not None:
                    waiting.append(value)

    def call(self, node: ast.Call) -> None:
        """A call, and what it is handed."""
        name = _last(node.func)
        if name:
            self.calls.add(name)
            if (node.args or node.keywords) and name != "__call__":
                self.hands_over.add(name)
            if isinstance(node.func, ast.Attribute):
                self.callers.add(_last(node.func.value))
        self.texts = self.texts or name == "dumps" or _sets_by_name(node)
        self.unpacks = self.unpacks or any(keyword.arg is None for keyword in node.keywords)
        if name not in _NO_TRANSFER:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                self._passed(argument)

    def assign(self, node: ast.Assign) -> None:
        """An assignment, to an attribute among others."""
        self._passed(node.value)
        targets = [one for one in node.targets if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)]
        if targets:
            made = {_last(inner.func) for inner in ast.walk(node.value) if isinstance(inner, ast.Call)}
            for target in targets:
                self.kept.setdefault(target.attr, set()).update(made)

    def annotated(self, node: ast.AnnAssign) -> None:
        """An assignment with an annotation."""
        if node.value is not None:
            self._passed(node.value)

    def returned(self, node: ast.Return) -> None:
        """A returned value."""
        if node.value is not None:
            self._passed(node.value)

    def joined(self, node: ast.JoinedStr) -> None:
        """``f"{key}={value}"``."""
        self.texts = self.texts or any(
            isinstance(part, ast.Constant) and str(part.value).strip() == "=" for part in node.values[1:2]
        )

    def constant(self, node: ast.Constant) -> None:
        """``"%s=%s" % (key, value)``, ``"{}={}".format(key, value)``, ``str(key) + "=" + str(value)``."""
        if isinstance(node.value, str) and node.value.strip() in {"%s=%s", "{}={}", "{0}={1}", "="}:
            self.texts = True

    def loop(self, node: ast.For) -> None:
        """``for key, value in ...: native_set(handle, key, value)``."""
        if isinstance(node.target, ast.Tuple) and len(node.target.elts) == 2:
            pair = {inner.id for inner in node.target.elts if isinstance(inner, ast.Name)}
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and len(inner.args) > 2:
                    used = {
                        one.id for argument in inner.args for one in ast.walk(argument) if isinstance(one, ast.Name)
                    }
                    self.texts = self.texts or (len(pair) == 2 and pair <= used)

    def attribute(self, node: ast.Attribute) -> None:
        """``self.name``."""
        if isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}:
            self.attributes.add(node.attr)

    def _passed(self, node: ast.expr) -> None:
        # A function that is passed on or kept under another name may be called with arguments later.
        while isinstance(node, ast.IfExp):
            self._passed(node.body)
            node = node.orelse
        if isinstance(node, (ast.Name, ast.Attribute)):
            self.hands_over.add(_last(node))
            self.calls.add(_last(node))


_LOOKS: dict[type[ast.AST], Callable[[_Uses, Any], None]] = {
    ast.Call: _Uses.call,
    ast.Assign: _Uses.assign,
    ast.AnnAssign: _Uses.annotated,
    ast.Return: _Uses.returned,
    ast.JoinedStr: _Uses.joined,
    ast.Constant: _Uses.constant,
    ast.For: _Uses.loop,
    ast.Attribute: _Uses.attribute,
}

_NO_USE = frozenset(
    {"ctx", "op", "ops", "annotation", "returns", "type_comment", "kind", "type_params", "id", "attr", "arg", "name"}
    | {"names", "module", "level", "asname", "conversion", "is_async", "simple", "rest", "kwd_attrs"}
)
"""Fields of syntax trees in which nothing is used, and all that hold no nodes."""

_FIELDS: dict[type, tuple[str, ...]] = {
    ast.FunctionDef: ("body",),
    ast.AsyncFunctionDef: ("body",),
    ast.Constant: (),
    ast.Name: (),
    # In the place of a key, where a dict is spread.
    type(None): (),
}


def _sets_by_name(node: ast.Call) -> bool:
    # native_set(handle, b"name", value)
    return any(
        isinstance(one, ast.Constant)
        and isinstance(one.value, (str, bytes))
        and _WORD.fullmatch(one.value if isinstance(one.value, str) else one.value.decode("latin-1"))
        and not isinstance(other, ast.Constant)
        for one, other in zip(node.args, node.args[1:], strict=False)
    )


def _summary(module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef, cls: ast.ClassDef | None) -> Definition:
    owner = cls.name if cls is not None else ""
    uses = _Uses(node.body)
    constructor = node.name in {"__init__", "__new__", "__cinit__", "__post_init__", "__attrs_post_init__"}
    hands_over = set(uses.hands_over)
    if cls is not None and "cls" in hands_over:
        hands_over.add(owner)
    if cls is not None and "__init__" in hands_over:
        hands_over.update(_last(base) for base in cls.bases)
    return Definition(
        module,
        node,
        owner if owner and constructor else node.name,
        owner,
        frozenset(uses.calls),
        frozenset(hands_over),
        frozenset(uses.attributes),
        {name: frozenset(made) for name, made in uses.kept.items()},
        frozenset(uses.callers),
        uses.texts,
        uses.unpacks and not _DUMPS.isdisjoint(uses.calls),
    )


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
