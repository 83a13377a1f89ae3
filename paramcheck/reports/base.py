"""What a report format is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paramcheck.model import Report


def no_lines(path: str) -> tuple[str, ...]:
    """Stands in for source lines where none are at hand."""
    del path
    return ()


def no_page(code: str) -> str | None:
    """Stands in for the checks' pages where none are at hand."""
    del code
    return None


class Options(Struct, frozen=True):
    """How a report is to look. What is in it was decided before.

    Attributes:
        lines: Gives the lines of a source file by its path in the tree, empty if it cannot be read.
        all_links: Show every link, not only findings.
        statistics: Also count findings by check and links by verdict.
        color: Write ANSI colours.
        width: Columns of the terminal.
        verbose: Show more context around each place, and whole data flows.
        quiet: Show findings and nothing else.
        help_uri: Gives the web address of a check's page.
        page: Gives a check's page in Markdown, ``None`` if it has none.
    """

    lines: Callable[[str], Sequence[str]] = no_lines
    all_links: bool = False
    statistics: bool = False
    color: bool = False
    width: int = 80
    verbose: bool = False
    quiet: bool = False
    help_uri: Callable[[str], str] | None = None
    page: Callable[[str], str | None] = no_page


class Renderer(Struct, frozen=True):
    """A report format.

    Attributes:
        name: What ``--format`` calls it.
        description: One line that says what it is for.
        render: Writes a report. The text ends with a newline unless it is empty.
    """

    name: str
    description: str
    render: Callable[[Report, Options], str]
