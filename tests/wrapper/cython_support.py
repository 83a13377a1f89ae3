"""Small trees with Cython sources: what flows where in them, as short lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.model import ArgumentTarget, FieldTarget, KeyTarget, MemberTarget
from paramcheck.values import Choice, Dynamic, Inherited, Literal, Sequence, Symbol, Unknown
from paramcheck.wrapper import outline, python
from paramcheck.wrapper.package import Package
from tests.support import write

if TYPE_CHECKING:
    from pathlib import Path

    from paramcheck.model import Target, WrapperFacts
    from paramcheck.sources.tree import Tree
    from paramcheck.values import Value


def read(root: Path, files: dict[str, str]) -> tuple[WrapperFacts, Tree]:
    """Read the wrapper side of a tree, taking every record that it mentions to have native defaults."""
    tree = write(root, files)
    package = Package(tree)
    mentioned = outline.outline(package)
    return python.read(package, mentioned, mentioned.names), tree


def flows(root: Path, files: dict[str, str]) -> dict[str, str]:
    """What reaches the native side: ``parameter > target`` and what stands there by default."""
    facts, _ = read(root, files)
    found: dict[str, str] = {}
    for flow in facts.flows:
        target = shown_target(flow.target)
        if target:
            found[f"{flow.parameter.name} > {target}"] = shown(flow.effective)
    return found


def shown_target(target: Target) -> str:
    """A target on one line; nothing for a parameter of another surface."""
    if isinstance(target, FieldTarget):
        origin = f"{target.origin}()." if target.origin else ""
        return f"{origin}{target.record}.{'.'.join(target.path)}"
    if isinstance(target, ArgumentTarget):
        return f"{target.function}({target.argument} of {target.arity})"
    if isinstance(target, MemberTarget):
        return f"{target.type_name}::{target.member}"
    if isinstance(target, KeyTarget):
        return f"{target.function}[{target.key}]"
    return ""


def shown(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, Literal):
        return repr(value.value)
    if isinstance(value, Symbol):
        return value.name
    if isinstance(value, Sequence):
        return f"[{', '.join(map(shown, value.items))}]"
    if isinstance(value, Choice):
        return " or ".join(shown(one.value) for one in value.alternatives)
    kinds = {Inherited: "native default", Dynamic: "dynamic", Unknown: "?"}
    return kinds.get(type(value), type(value).__name__)
