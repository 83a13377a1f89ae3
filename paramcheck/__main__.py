"""``python -m paramcheck`` is the ``paramcheck`` command, and both start here."""

import contextlib
import gc
import os
import sys

from paramcheck.cli import main


def run() -> None:
    """Run the command line, and end the process at once.

    Taking a million objects apart one by one, as Python does when it ends, takes longer than many a check. Nor is it
    looked for objects that hold each other: nearly all that a run makes it keeps, and the search grows with them.
    """
    gc.disable()
    status: object = 1
    try:
        main()
    except SystemExit as error:
        status = error.code
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    isolation = sys.modules.get("paramcheck.isolation")
    if isolation is not None:
        # Whoever measures this run is told what they took as well.
        isolation.reap(wait=True)
    os._exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    run()
