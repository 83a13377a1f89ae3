"""Functions, and the names that each uses."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.wrapper.package import Module

_WORD = re.compile(r"[A-Za-z_]\w*")

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


def definitions(module: Module) -> list[Definition]:
    """The functions of a module, those of its classes included; found once.

    Args:
        module: The module.
    """
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
        name = last_name(node.func)
        if name:
            self.calls.add(name)
            if (node.args or node.keywords) and name != "__call__":
                self.hands_over.add(name)
            if isinstance(node.func, ast.Attribute):
                self.callers.add(last_name(node.func.value))
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
            made = {last_name(inner.func) for inner in ast.walk(node.value) if isinstance(inner, ast.Call)}
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
            self.hands_over.add(last_name(node))
            self.calls.add(last_name(node))


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
        hands_over.update(last_name(base) for base in cls.bases)
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


def last_name(node: ast.expr) -> str:
    """The name that an expression ends with: ``f`` of ``lib.f``; empty for what is neither a name nor an attribute."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
