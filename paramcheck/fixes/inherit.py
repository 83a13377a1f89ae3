"""A default in code becomes ``None``, and the library's own is left alone unless the caller says otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from paramcheck.model import Edit

if TYPE_CHECKING:
    from paramcheck.fixes.source import Source
    from paramcheck.model import Link

_HAS_OPTIONAL = re.compile(r"^from typing import (?:\([^)]*|[^\n(]*)\bOptional\b", re.MULTILINE)


def left_alone(link: Link, source: Source) -> tuple[Edit, ...] | None:
    """The edits that make a parameter inherit the native default.

    Only where the whole function uses the parameter in one statement that stores it: anywhere else a ``None`` would
    reach code that has never seen one.

    Args:
        link: The link that disagrees, of a function's parameter whose value goes on as it is.
        source: The wrapper's source.
    """
    parameter = link.wrapper
    default = source.default_of(parameter)
    declaration = source.parent(default) if default is not None else None
    if default is None or not isinstance(declaration, cst.Param):
        return None
    function = source.around(declaration, cst.FunctionDef)
    if not isinstance(function, cst.FunctionDef):
        return None
    store = _only_store(function, parameter.name, link, source)
    if store is None:
        return None
    guard = _guarded(store, parameter.name, source)
    if guard is None:
        return None
    edits = [Edit(source.span(*source.extent(default)), "None"), guard]
    if declaration.annotation is not None and (annotation := _optional(declaration.annotation, source)):
        edits.append(annotation)
    return tuple(edits)


def _only_store(function: cst.FunctionDef, name: str, link: Link, source: Source) -> cst.SimpleStatementLine | None:
    """The statement that stores a parameter into an attribute, if the function uses it nowhere else."""
    uses = [one for one in source.names_in(function.body, name) if _is_use(one, source)]
    lines = [step.span.line for step in link.evidence if step.span.path == source.path]
    for line in lines:
        for statement in source.statements_on(line):
            inside = source.names_in(statement, name)
            if (
                len(statement.body) == 1
                and isinstance(assign := statement.body[0], cst.Assign)
                and len(assign.targets) == 1
                and isinstance(assign.targets[0].target, cst.Attribute)
                and uses
                and all(any(use is one for one in inside) for use in uses)
            ):
                return statement
    return None


def _is_use(node: cst.CSTNode, source: Source) -> bool:
    """Whether a name stands for the variable, not for an attribute or keyword of that name."""
    around = source.parent(node)
    return not (isinstance(around, cst.Attribute) and around.attr is node) and not (
        isinstance(around, cst.Arg) and around.keyword is node
    )


def _guarded(statement: cst.SimpleStatementLine, name: str, source: Source) -> Edit | None:
    """A statement within ``if name is not None:``."""
    if not isinstance(source.parent(statement), cst.IndentedBlock):
        return None
    start, end = source.extent(statement.body[0])
    text = source.text[start:end]
    if '"""' in text or "'''" in text:
        # Indenting would change the string.
        return None
    line = source.text.rfind("\n", 0, start) + 1
    indent, step = source.text[line:start], source.module.default_indent
    if indent.strip():
        return None
    newline = "\r\n" if source.text[line - 2 : line] == "\r\n" else "\n"
    body = text.replace("\n", f"\n{step}")
    return Edit(source.span(start, end), f"if {name} is not None:{newline}{indent}{step}{body}")


def _optional(annotation: cst.Annotation, source: Source) -> Edit | None:
    """A type that admits ``None``, in the words that the module has for it."""
    node = annotation.annotation
    text = source.code(node)
    if "Optional" in text or "None" in text or text.rpartition(".")[2] == "Any":
        return None
    if isinstance(node, cst.SimpleString):
        new = f"{node.prefix}{node.quote}{node.raw_value} | None{node.quote}"
    elif _HAS_OPTIONAL.search(source.text):
        new = f"Optional[{text}]"
    elif "from __future__ import annotations" in source.text:
        new = f"{text} | None"
    else:
        # Evaluated by no Python: older ones have no | of types.
        new = f'"{text} | None"' if '"' not in text else f"'{text} | None'"
    return Edit(source.span(*source.extent(node)), new)
