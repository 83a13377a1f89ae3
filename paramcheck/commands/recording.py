"""``--add-expectations``: what is found becomes what is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck import output, triage
from paramcheck.config import load
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from pathlib import Path

    from paramcheck.commands.session import Examined
    from paramcheck.config import Config

OWN = "paramcheck.toml"


def add_expectations(examined: Examined, config: Config, reason: str) -> int:
    """Record the differences that are found as expected, in the project's configuration.

    Args:
        examined: The tree, and what was found in it.
        config: The configuration, whose closest file is written to; without one, a ``paramcheck.toml`` is made.
        reason: Why the differences are meant.

    Returns:
        The exit status.

    Raises:
        ParamcheckError: If the file cannot be written, or is written in a way that nothing can be added to.
    """
    file = config.files[0] if config.files else examined.tree.root / OWN
    table = "tool.paramcheck.expect" if file.name == "pyproject.toml" else "expect"
    added = triage.expectations(examined.triaged.findings, reason, table=table)
    count = added.count(f"[[{table}]]\n")
    if count:
        _append(added, file)
    left = sum(not triage.expectations([one], reason) for one in examined.triaged.findings)
    beside = f"; {left} of the findings cannot be expected" if left else ""
    noun = "difference" if count == 1 else "differences"
    output.tell(f"{count} {noun} recorded as expected in {file.name}{beside}")
    return 0


def _append(tables: str, file: Path) -> None:
    try:
        before = file.read_bytes().decode("utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ParamcheckError(f"cannot add to {file.name}: {error}") from None
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    newline = "\r\n" if "\r\n" in before else "\n"
    output.write_bytes((before + (gap + tables).replace("\n", newline)).encode(), file)
    try:
        load(file, file)
    except ParamcheckError as error:
        output.write_bytes(before.encode(), file)
        raise ParamcheckError(
            f"nothing can be added to {file.name}: write its expectations as [[expect]] tables ({error})"
        ) from None
