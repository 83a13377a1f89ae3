"""Shows on standard error that something is going on."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.sources.index import Progress


@contextmanager
def download(what: str, *, shown: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar for a download, on a terminal; it goes away when it is done.

    Args:
        what: What is fetched.
        shown: Whether to show it at all.

    Yields:
        What to call while bytes arrive; ``None`` where nothing is shown.
    """
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"fetching {escape(what)}", total=None)
        yield lambda now: bar.update(task, completed=now.done, total=now.total)


@contextmanager
def steps(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """What is going on, in words: on a terminal in one line that goes away, elsewhere a line for each step.

    Args:
        shown: Whether to show it at all.

    Yields:
        What to call with what is going on; a text that only adds to the one before is no new step.
    """
    if not shown:
        yield lambda _: None
        return
    terminal = sys.stderr.isatty()
    last = ""

    def tell(message: str) -> None:
        nonlocal last
        if terminal:
            sys.stderr.write(f"\r\x1b[K{''.join(one for one in message if one.isprintable())[:100]}")
        elif not (last and message.startswith(last)):
            last = message
            sys.stderr.write(f"paramcheck: {message}\n")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        if terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
