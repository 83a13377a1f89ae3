"""Defaults that documentation states: docstrings in Google, NumPy and reST style.

griffe takes the docstrings apart; what a parameter's text says about its default is found here. Only what can be read
as one value counts: "default: half the number of processors" states no value.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from paramcheck.model import Span, StatedDefault
from paramcheck.values import Literal, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paramcheck.model import WrapperParameter
    from paramcheck.values import Value
    from paramcheck.wrapper.package import Module

_LONGEST = 60_000
"""Characters. Longer docstrings are manuals; taking one apart could take seconds."""

_NUMBER = r"[-+]?(?:0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.\d+|\.(?=[)\],;eE]))?|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)"
_TEXT = r"'[^'\n]*'|\"[^\"\n]*\"|``[^`\n]+``|`[^`\n]+`"
_WORD = r"True|False|None|true|false|none|null|NULL"
_VALUE = rf"(?P<value>{_TEXT}|{_NUMBER}|{_WORD}|\[[^\]\n]*\]|\([^()\n]*\))"

_STATEMENTS = tuple(
    re.compile(pattern + r"(?=[\s,;:)\]]|\.?$|\.\s)", re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"\bdefaults?\s+(?:to|is|are|value\s+is|value:)\s*:?\s*{_VALUE}",
        rf"\(\s*(?:optional\s*[,;:]\s*)?default(?:s\s+to|\s+is|\s*[:=])?\s*{_VALUE}\s*(?=\))",
        rf"\[\s*default(?:s\s+to|\s+is|\s*[:=])?\s*{_VALUE}\s*(?=\])",
        rf"(?:^|[.,;(]\s*)\**default\**\s*[:=]\s*\**\s*{_VALUE}",
        rf"(?:^|,\s*)(?:by\s+)?default\s+{_VALUE}",
        rf"\(\s*{_VALUE}\s+by\s+default\s*(?=\))",
    )
)

_ARITHMETIC = re.compile(r"\s*(?:\*{1,2}|[/+^])\s*[\w(.]|\s*-\s*\d")
"""What follows a number that is only the start of a computation."""

_HEDGES = re.compile(
    r"\bif\s+(?:not|none|no|unset|omitted)\b|\bwhen\b|\bunless\b|\bfor\s+\w+\s*[,)]|\botherwise\b", re.IGNORECASE
)
"""Words that make a stated default hold under a condition only."""


def stated(
    module: Module, node: ast.AST, parameters: dict[str, WrapperParameter], source: str = "docstring"
) -> Iterator[StatedDefault]:
    """The defaults that a docstring states for some parameters.

    Args:
        module: Where it stands.
        node: The function or class whose docstring it is.
        parameters: The parameters that it may describe, by name.
        source: What to call it in reports.
    """
    text, first = _docstring(node)
    if text is None or len(text) > _LONGEST or "efault" not in text:
        return
    if not any(pattern.search(text) for pattern in _STATEMENTS):
        return
    for name, description in _descriptions(text):
        parameter = parameters.get(name.lstrip("*"))
        if parameter is None:
            continue
        found = default_in(description)
        if found is not None:
            yield StatedDefault(parameter, found, _place(module, first, name, text), source)


def of_fields(module: Module, node: ast.ClassDef, parameters: dict[str, WrapperParameter]) -> Iterator[StatedDefault]:
    """The defaults that the texts below the fields of a class state."""
    for statement, after in zip(node.body, node.body[1:], strict=False):
        target: ast.expr | None = statement.target if isinstance(statement, ast.AnnAssign) else None
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
        parameter = parameters.get(target.id) if isinstance(target, ast.Name) else None
        if parameter is None or not isinstance(after, ast.Expr) or not isinstance(after.value, ast.Constant):
            continue
        found = in_text(module, parameter, after.value, "docstring")
        if found is not None:
            yield found


def in_text(module: Module, parameter: WrapperParameter, node: ast.expr, source: str) -> StatedDefault | None:
    """The default that a text about one parameter states: an option's help, a field's description."""
    text = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(text, str) or "efault" not in text or len(text) > _LONGEST:
        return None
    value = default_in(text)
    return StatedDefault(parameter, value, module.span(node), source) if value is not None else None


def _docstring(node: ast.AST) -> tuple[str | None, int]:
    body = getattr(node, "body", [])
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        value = body[0].value.value
        if isinstance(value, str):
            return value, body[0].lineno
    return None, 0


def _descriptions(text: str) -> list[tuple[str, str]]:
    """Parameter names and what the docstring says about each, the type included."""
    import logging  # noqa: PLC0415

    import griffe  # noqa: PLC0415 - costs 50 ms, and most wrappers state no default in words

    # griffe logs every oddity of a docstring; they are not this tool's business.
    logging.getLogger("griffe").setLevel(logging.CRITICAL)
    style = _style(text)
    found: list[tuple[str, str]] = []
    try:
        sections = griffe.Docstring(text, lineno=1).parse(style, warnings=False)  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - a docstring is prose; no way of writing it may stop a run
        return found
    for section in sections:
        if section.kind.value in {"parameters", "other parameters", "attributes"}:
            for item in section.value:
                annotation = f"{item.annotation}, " if item.annotation is not None else ""
                if style == "numpy":
                    # griffe takes `default: 8` out of the type, and the first of `{1, 2}` for a default.
                    annotation = _heading(text, item.name) or annotation
                found.append((item.name, f"{annotation}\n{item.description}"))
    return found


def _heading(text: str, name: str) -> str:
    """What follows the name of a parameter on its line of a NumPy docstring."""
    found = re.search(rf"^[ \t]*(?:[\w*]+[ \t]*,[ \t]*)*{re.escape(name)}[ \t]*(?:,[^:\n]*)?:(.*)$", text, re.MULTILINE)
    return f"{found.group(1).strip()}, " if found is not None else ""


def _style(text: str) -> str:
    if re.search(r"^\s*(?:Other )?Parameters\s*\n\s*-{3,}", text, re.MULTILINE) or re.search(
        r"^\s*Attributes\s*\n\s*-{3,}", text, re.MULTILINE
    ):
        return "numpy"
    if re.search(r"^\s*:(?:param|parameter|arg|argument|key|keyword)\b", text, re.MULTILINE):
        return "sphinx"
    return "google"


def _place(module: Module, first: int, name: str, text: str) -> Span:
    """The line of the docstring that describes a parameter."""
    pattern = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])\s*(?:\(|:|,|$)", re.MULTILINE)
    described = re.compile(rf":(?:param|parameter|arg|argument|key|keyword)\b[^:\n]*\b{re.escape(name)}\s*:")
    match = described.search(text) or re.compile(rf"^\s*\**{re.escape(name)}\s*(?:\(|:|,|$)", re.MULTILINE).search(text)
    match = match or pattern.search(text)
    if match is None:
        return Span(module.path, first)
    at = match.start() + len(match.group()) - len(match.group().lstrip())
    return Span(module.path, first + text.count("\n", 0, at))


def default_in(description: str) -> Value | None:
    """The default that a description states; ``None`` if it states none, or more than one."""
    found: list[Value] = []
    for pattern in _STATEMENTS:
        for match in pattern.finditer(description):
            rest = description[match.end() : match.end() + 40].partition(".")[0]
            if _HEDGES.search(rest) or _ARITHMETIC.match(description, match.end()):
                return None
            value = _value(match.group("value"))
            if value is not None and value not in found:
                found.append(value)
    distinct = {repr(one.value) if isinstance(one, Literal) else one.spelling for one in found}
    return found[0] if len(distinct) == 1 else None


def values_in(text: str) -> Iterator[tuple[int, int, Value]]:
    """The defaults that a text states, each with where its value starts and ends."""
    for pattern in _STATEMENTS:
        for match in pattern.finditer(text):
            value = _value(match.group("value"))
            if value is not None:
                yield *match.span("value"), value


def _value(text: str) -> Value | None:
    inner = text.strip("`").strip()
    lowered = inner.lower()
    constants = {"true": True, "false": False, "none": None, "null": None}
    if lowered in constants:
        return Literal(constants[lowered], inner)
    if lowered.lstrip("+-") in {"inf", "infinity", "nan"}:
        return Literal(float(lowered), inner)
    try:
        value = ast.literal_eval(inner)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    if isinstance(value, (bool, int, float, str, bytes)) or value is None:
        return Literal(value, inner)
    if isinstance(value, (list, tuple)) and all(isinstance(one, (bool, int, float, str)) for one in value):
        return Sequence(tuple(Literal(one, repr(one)) for one in value), inner)
    return None
