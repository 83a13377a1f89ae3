"""Declarations of C and C++: structs, classes, enums, functions and constants of the native side.

They become Python statements that bring the same names: a struct is a class that mirrors a record, a function is bound
to its native name, a constant is known by name only, whatever number a file of declarations gives it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from paramcheck.wrapper.cython.functions import Functions
from paramcheck.wrapper.cython.names import intrinsic
from paramcheck.wrapper.cython.types import Declared, declaration, declared_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.wrapper.cython.places import Places
    from paramcheck.wrapper.cython.trees import Position, SyntaxNode

_LOAD = ast.Load()
_STORE = ast.Store()

_STANDARD: Final = {
    "Python.h": "cpython",
    "stdlib.h": "libc.stdlib",
    "string.h": "libc.string",
    "stdio.h": "libc.stdio",
    "stdint.h": "libc.stdint",
    "math.h": "libc.math",
    "limits.h": "libc.limits",
    "float.h": "libc.float",
    "errno.h": "libc.errno",
    "time.h": "libc.time",
    "malloc.h": "libc.stdlib",
    "numpy/arrayobject.h": "numpy",
}
"""Headers of the language, and the module under which Cython brings what they declare."""

_TAGS: Final = ("struct ", "union ", "class ", "enum ")


class Extern(Struct, frozen=True):
    """A name that stands for something of the native side.

    Attributes:
        native: Its name there, qualified with its namespace.
        kind: ``record``, ``class``, ``function``, ``method`` or ``variable``.
        result: Name of the type of a function's result or of a variable.
        cplusplus: Whether it is C++, where arguments have defaults.
        parameters: Number of a function's parameters.
    """

    native: str
    kind: str
    result: str = ""
    cplusplus: bool = False
    parameters: int = 0


class Declarations(Functions):
    """Translates declarations.

    Attributes:
        hoisted: Statements that come before the code: types, then names of types, then functions and constants.
        externs: What is declared of the native side, by the name that the code uses; methods as ``Class.method``.
        renamed: Fields whose name in C is another one, by the class that mirrors their record.
        unimplemented: Functions and classes that are declared here and stand in the module of the same name.
    """

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self.hoisted: tuple[list[ast.stmt], list[ast.stmt], list[ast.stmt]] = ([], [], [])
        self.externs: dict[str, Extern] = {}
        self.renamed: dict[ast.AST, dict[str, str]] = {}
        self.unimplemented: list[str] = []
        self.cplusplus = False
        self._namespace = ""
        self._standard = ""

    def special(self, node: SyntaxNode) -> list[ast.stmt]:
        """Declarations, and what classes below know."""
        kind = type(node).__name__
        if kind == "CDefExternNode":
            self._extern_block(node)
        elif kind == "CStructOrUnionDefNode":
            self._struct(node)
        elif kind == "CEnumDefNode":
            self._enum(node)
        elif kind == "CppClassNode":
            self._type(self._cpp_class(node, ""), str(node.name))
        elif kind == "CTypeDefNode":
            self._alias(node)
        elif kind == "FusedTypeNode":
            self._bind(1, str(node.name), ast.Constant(None), node.pos)
        elif kind == "CVarDefNode" and str(node.visibility) == "extern":
            self._extern(node)
        else:
            if kind == "CClassDefNode" and (node.in_pxd or node.body is None):
                self.unimplemented.append(str(node.class_name))
            elif kind == "CVarDefNode" and node.in_pxd:
                self.unimplemented.extend(self._prototypes(node))
            return super().special(node)
        return []

    def _prototypes(self, node: SyntaxNode) -> Iterator[str]:
        for declarator in node.declarators:
            declared = declaration(node.base_type, declarator)
            if declared.function is not None:
                yield declared.name

    def _bind(self, order: int, name: str, value: ast.expr, position: Position) -> None:
        """``name = value`` before the code, at the place of the declaration."""
        target = self.places.atom(ast.Name(name, _STORE), position)
        self.places.like(value, target)
        self.hoisted[order].append(self.places.over(ast.Assign([target], value), target))

    def _native(self, name: str, cname: object) -> str:
        """The name on the native side."""
        given = str(cname) if cname else name
        for tag in _TAGS:
            given = given.removeprefix(tag)
        return f"{self._namespace}::{given}" if self._namespace and "::" not in given else given

    # --- extern blocks ------------------------------------------------------------------------------------------

    def _extern_block(self, node: SyntaxNode) -> None:
        outer = self._namespace, self._standard
        header = str(node.include_file or "").strip("<>")
        self._namespace = str(node.namespace or "") or self._namespace
        self._standard = _STANDARD.get(header, "")
        if self._namespace.partition("::")[0] == "std":
            self._standard = f"libcpp.{header}"
        self.cplusplus = self.cplusplus or bool(self._namespace)
        try:
            self.statements(node.body)
        finally:
            self._namespace, self._standard = outer

    def _extern(self, node: SyntaxNode) -> None:
        for declarator in node.declarators:
            declared = declaration(node.base_type, declarator)
            if not declared.name:
                continue
            position, kind = declared.node.pos, declared.type
            native = self._native(declared.name, declared.cname)
            if self._standard and not (declared.function is None and declared.name.isupper()):
                self.hoisted[2].append(self._from_standard(declared.name, position))
                continue
            what = "variable" if declared.function is None else "function"
            name = "constant" if declared.function is None else "function"
            parameters = 0 if declared.function is None else len(declared.function.args)
            result = kind.path[-1] if kind.named else ""
            self.externs[declared.name] = Extern(native, what, result, bool(self._namespace), parameters)
            self._bind(2, declared.name, self._bound(name, native, kind, position), position)

    def _from_standard(self, name: str, position: Position) -> ast.stmt:
        return self.places.atom(ast.ImportFrom(self._standard, [ast.alias(name, None)], 0), position)

    def _bound(self, name: str, native: str, kind: Declared, position: Position) -> ast.expr:
        """``function("ns::f", T)`` or ``constant("ns::N", T)``."""
        target = self.places.atom(ast.Constant(native), position)
        held = self.type_name(kind, position) if kind.named and kind.pointers < 2 else ast.Constant(None)
        return self.call(name, target, self.places.like(held, target), at=target)

    # --- types --------------------------------------------------------------------------------------------------

    def _type(self, made: ast.ClassDef, name: str) -> None:
        """A class for a native type, under its native name, and the name that the code uses for it."""
        self.hoisted[0].append(made)
        if made.name != name:
            target = self.places.like(ast.Name(name, _STORE), made)
            value = self.places.like(ast.Name(made.name, _LOAD), made)
            self.hoisted[0].append(self.places.like(ast.Assign([target], value), made))

    def _struct(self, node: SyntaxNode) -> None:
        name = str(node.name)
        if self._standard:
            self._bind(1, name, ast.Constant(None), node.pos)
            return
        native = self._native(name, node.cname)
        renamed: dict[str, str] = {}
        rows: list[ast.expr] = []
        for attribute in node.attributes or []:
            for declarator in getattr(attribute, "declarators", []):
                field = declaration(attribute.base_type, declarator)
                if field.cname:
                    renamed[field.name] = field.cname
                pair: list[ast.expr] = [ast.Constant(field.cname or field.name), ast.Constant(None)]
                place = self.places.atom(ast.Tuple([], _LOAD), field.node.pos)
                place.elts = [self.places.like(one, place) for one in pair]
                rows.append(place)
        head = self.places.atom(ast.Name(intrinsic("Structure"), _LOAD), node.pos)
        fields = self.places.like(ast.List(rows, _LOAD), head)
        target = self.places.like(ast.Name("_fields_", _STORE), head)
        body: list[ast.stmt] = [self.places.like(ast.Assign([target], fields), head)]
        made = self.places.like(ast.ClassDef(native, [head], [], body, []), head)
        self.renamed[made] = renamed
        if str(node.visibility) == "extern" and node.attributes is not None:
            self.externs[name] = Extern(native, "record", cplusplus=bool(self._namespace))
        self._type(made, name)

    def _alias(self, node: SyntaxNode) -> None:
        declared = declaration(node.base_type, node.declarator)
        kind = declared.type
        if not declared.name:
            return
        held = self.type_name(kind, node.pos) if kind.by_value and not self._standard else ast.Constant(None)
        self._bind(1, declared.name, held, node.pos)
        if kind.by_value and kind.path[-1] in self.externs:
            self.externs.setdefault(declared.name, self.externs[kind.path[-1]])

    def _cpp_class(self, node: SyntaxNode, outer: str) -> ast.ClassDef:
        name = str(node.name)
        native = f"{outer}::{name}" if outer else self._native(name, node.cname)
        self.cplusplus = True
        head = self.places.atom(ast.Name(intrinsic("NativeClass"), _LOAD), node.pos)
        bases = [self.type_name(declared_type(base), node.pos) for base in node.base_classes or []]
        body = [one for attribute in node.attributes or [] for one in self._cpp_member(attribute, native, name)]
        made = ast.ClassDef(native, [head, *bases], [], body or [self._pass(node)], [])
        if not outer and str(node.visibility) == "extern" and not self._standard:
            self.externs[name] = Extern(native, "class", cplusplus=True)
        return self.places.like(made, head)

    def _cpp_member(self, node: SyntaxNode, native: str, cls: str) -> Iterator[ast.stmt]:
        kind = type(node).__name__
        if kind == "CppClassNode":
            inner = self._cpp_class(node, native)
            yield inner
            yield self._assigned(str(node.name), ast.Name(inner.name, _LOAD), node.pos)
        elif kind == "CEnumDefNode":
            if node.name:
                yield self._assigned(
                    str(node.name), self._symbol("scope", f"{native}::{node.name}", node.pos), node.pos
                )
            for item in node.items if not node.scoped else []:
                yield self._assigned(
                    str(item.name), self._symbol("constant", f"{native}::{item.name}", item.pos), item.pos
                )
        elif kind == "CVarDefNode":
            for declarator in node.declarators:
                declared = declaration(node.base_type, declarator)
                if declared.function is None:
                    continue
                constructs = declared.name in {cls, "", "__init__"}
                method = f"{native}::{native.rpartition('::')[2] if constructs else declared.cname or declared.name}"
                parameters = len(declared.function.args)
                self.externs[f"{cls}.{declared.name}"] = Extern(method, "method", "", True, parameters)  # noqa: FBT003
                if not constructs:
                    value = self._bound("function", method, declared.type, node.pos)
                    yield self._assigned(declared.name, value, node.pos)

    def _assigned(self, name: str, value: ast.expr, position: Position) -> ast.stmt:
        target = self.places.atom(ast.Name(name, _STORE), position)
        return self.places.like(ast.Assign([target], self.places.like(value, target)), target)

    def _symbol(self, kind: str, native: str, position: Position) -> ast.expr:
        target = self.places.atom(ast.Constant(native), position)
        return self.call(kind, target, at=target)

    # --- enums --------------------------------------------------------------------------------------------------

    def _enum(self, node: SyntaxNode) -> None:
        if str(node.visibility) == "extern":
            if node.name:
                native = self._native(str(node.name), node.cname)
                self._bind(0, str(node.name), self._symbol("scope", native, node.pos), node.pos)
            for item in node.items if not node.scoped else []:
                native = self._native(str(item.name), item.cname)
                self.externs[str(item.name)] = Extern(native, "variable")
                self._bind(2, str(item.name), self._symbol("constant", native, item.pos), item.pos)
            return
        body = list(self._numbered(node))
        if not node.name:
            self.hoisted[2].extend(body)
            return
        name = str(node.name)
        base = self.places.atom(ast.Attribute(ast.Name("cython:enum", _LOAD), "IntEnum", _LOAD), node.pos)
        self.places.like(base.value, base)
        self.hoisted[0].append(self.places.like(ast.Import([ast.alias("enum", "cython:enum")]), base))
        self.hoisted[0].append(self.places.like(ast.ClassDef(name, [base], [], body, []), base))
        for item in node.items if not node.scoped else []:
            owner = self.places.atom(ast.Name(name, _LOAD), item.pos)
            member = self.places.like(ast.Attribute(owner, str(item.name), _LOAD), owner)
            self._bind(2, str(item.name), member, item.pos)

    def _numbered(self, node: SyntaxNode) -> Iterator[ast.stmt]:
        """The enumerators of an enum of Cython itself, each one more than the one before where it says nothing."""
        last: ast.expr | None = None
        for item in node.items:
            position = item.pos
            if item.value is not None:
                value = self.expression(item.value)
            elif last is None:
                value = self.places.atom(ast.Constant(0), position)
            else:
                value = self._one_more(last, position)
            name = self.places.atom(ast.Name(str(item.name), _STORE), position)
            yield self.places.over(ast.Assign([name], value), name, value)
            last = value

    def _one_more(self, last: ast.expr, position: Position) -> ast.expr:
        if isinstance(last, ast.Constant) and isinstance(last.value, int):
            return self.places.atom(ast.Constant(last.value + 1), position)
        one = self.places.atom(ast.Constant(1), position)
        return self.places.like(ast.BinOp(last, ast.Add(), one), one)
