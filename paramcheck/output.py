"""Writes what a command has made: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from paramcheck.errors import ParamcheckError
from paramcheck.sources.layout import shown

if TYPE_CHECKING:
    from pathlib import Path


def require_writable(path: Path) -> None:
    """Say before any work that a file cannot be written.

    Raises:
        ParamcheckError: If its folder does not exist or may not be written, or it is a folder itself.
    """
    folder = path.absolute().parent
    if path.is_dir():
        raise ParamcheckError(f"cannot write {shown(path)}: it is a folder; give a file")
    if not folder.is_dir():
        raise ParamcheckError(f"cannot write {shown(path)}: there is no folder {shown(folder)}; make it first")
    target = path if path.exists() else folder
    if not os.access(target, os.W_OK):
        raise ParamcheckError(f"cannot write {shown(path)}: permission denied; give another file")


def write(text: str, path: Path | None) -> None:
    """Write a report to standard output, or a file in one step.

    Args:
        text: The report.
        path: The file; ``None`` for standard output.

    Raises:
        ParamcheckError: If the file cannot be written. What it held before is still there then.
    """
    if path is None:
        data = text.encode("utf-8", "replace")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    write_bytes(text.encode("utf-8", "replace"), path)


def write_bytes(data: bytes, path: Path) -> None:
    """Write a file in one step.

    Raises:
        ParamcheckError: If it cannot be written. What it held before is still there then.
    """
    try:
        if path.exists() and not path.is_file():
            # A pipe or a device cannot be replaced.
            path.write_bytes(data)
        else:
            _replace(path, data)
    except OSError as error:
        raise ParamcheckError(f"cannot write {shown(path)}: {error.strerror or error}; give another file") from None


def tell(message: str) -> None:
    """Say something to people, on standard error."""
    sys.stderr.write(f"paramcheck: {message}\n")


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415 - most reports are printed

    # Through a link, so that the link stays one.
    target = os.path.realpath(path)
    handle, temporary = tempfile.mkstemp(prefix=".paramcheck-", dir=os.path.dirname(target))  # noqa: PTH120
    try:
        with open(handle, "wb") as file:  # noqa: PTH123
            file.write(data)
        _copy_mode(target, temporary)
        os.replace(temporary, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def _copy_mode(target: str, temporary: str) -> None:
    """Give a new file the permissions that the old one had, or that the user's mask gives."""
    try:
        mode = os.stat(target).st_mode & 0o777  # noqa: PTH116
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    os.chmod(temporary, mode)  # noqa: PTH101
