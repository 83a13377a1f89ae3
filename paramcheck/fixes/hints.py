"""What a fix would do, told without planning it: taking sources apart costs more than all else in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.checks.wording import python_literal
from paramcheck.model import Fix
from paramcheck.values import Equality, Literal, TypeKind, compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paramcheck.model import Finding, Link


def hinted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings; those whose default can simply become the library's own say so, without edits."""
    return tuple(_with_hint(one) for one in findings)


def _with_hint(finding: Finding) -> Finding:
    if finding.fix is not None or finding.check != "PC101" or finding.link is None:
        return finding
    text = _native_literal(finding.link)
    return finding if text is None else replace(finding, fix=Fix(f"default to {text}", (), safe=False))


def _native_literal(link: Link) -> str | None:
    """The native value as Python writes it, where what is declared is what is passed on."""
    parameter, native = link.wrapper, link.native
    plain = isinstance(parameter.default, Literal) and parameter.default.symbol is None
    if link.selected or not plain or native.value is None or native.conditions or not _is_python(parameter.span.path):
        return None
    if native.type.kind is TypeKind.ENUM or parameter.default is None:
        return None
    if compare(parameter.default, link.effective, native.type).equality is not Equality.EQUAL:
        return None
    return python_literal(native.value, native.type)


def _is_python(path: str) -> bool:
    return path.endswith((".py", ".pyi", ".pyw")) and not path.startswith("native:")
