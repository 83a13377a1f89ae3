"""One pass over a folder: which files it has, and which folders are empty."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from paramcheck.model import Problem
from paramcheck.sources.layout import READ_LIMIT, is_plain, is_skipped, shown, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class SourceFile(Struct, frozen=True):
    """A file of a tree.

    Attributes:
        path: Relative to the root of the tree, with ``/``.
        size: In bytes.
        alias_of: The path of the same tree that this one is a symbolic link to. Native code need not be read
            under both; a Python module is another module under each.
        modified: When its content was changed, in nanoseconds since 1970.
        changed: When anything about it was changed, or the same where the system does not know.
    """

    path: str
    size: int
    alias_of: str | None = None
    modified: int = 0
    changed: int = 0


class Mount(Struct, frozen=True):
    """A folder on the disk, and the prefix under which a tree lists its files.

    Attributes:
        folder: Absolute, without symbolic links.
        prefix: Empty for the root of the tree, else ending in ``/``.
    """

    folder: str
    prefix: str

    def owns(self, path: str) -> bool:
        """Whether an absolute path lies in the folder."""
        return path == self.folder or path.startswith(self.folder.rstrip(os.sep) + os.sep)


class Listing(Struct):
    """What a pass found.

    Attributes:
        files: By path.
        suffixes: The paths by lower-case suffix, in no order.
        oversized: Paths of files beyond the size that is read, with their size in bytes.
        empty: Folders without any entry.
        problems: What could not be listed.
        begun: When the pass began, in nanoseconds since 1970.
    """

    files: dict[str, SourceFile] = field(default_factory=dict)
    suffixes: dict[str, list[str]] = field(default_factory=dict)
    oversized: dict[str, int] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    begun: int = field(default_factory=time.time_ns)


def walk(mounts: Sequence[Mount]) -> Listing:
    """List every file of some folders, each file once, in an order that does not depend on the file system.

    Args:
        mounts: The folders. One that lies within another is listed under its own prefix alone.
    """
    listing = Listing()
    links: list[tuple[str, str]] = []
    for mount in mounts:
        others = {other.folder for other in mounts if other is not mount}
        for prefix, entries in _folders(mount, others, listing):
            _list_entries(prefix, entries, listing, links)
    _list_links(links, mounts, listing)
    listing.empty.sort()
    listing.problems.sort(key=lambda problem: problem.path or "")
    for path in listing.files:
        listing.suffixes.setdefault(suffix_of(path[path.rfind("/") + 1 :]), []).append(path)
    return listing


def _folders(mount: Mount, others: set[str], listing: Listing) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Every folder of a mount that is not skipped, and is no mount itself: its prefix and its plain entries."""
    pending = [(mount.folder, mount.prefix)]
    while pending:
        folder, prefix = pending.pop()
        try:
            with os.scandir(folder) as scan:
                entries = list(scan)
        except OSError as error:
            listing.problems.append(Problem(f"the folder cannot be read: {error.strerror}", prefix.rstrip("/") or "."))
            continue
        is_top = folder == mount.folder
        if not is_top and any(entry.name == "pyvenv.cfg" for entry in entries):
            continue
        if not entries and not is_top:
            listing.empty.append(prefix.rstrip("/"))
        parent = os.path.basename(folder)  # noqa: PTH119 - thousands of folders; a Path each would double the time
        plain = [entry for entry in entries if _is_listable(entry, prefix, listing)]
        pending.extend(
            (entry.path, f"{prefix}{entry.name}/")
            for entry in plain
            if entry.is_dir(follow_symlinks=False) and not is_skipped(entry.name, parent) and entry.path not in others
        )
        yield prefix, plain


def _is_listable(entry: os.DirEntry[str], prefix: str, listing: Listing) -> bool:
    if is_plain(entry.name):
        return True
    message = f"skipped '{shown(entry.name)}': the name has characters that cannot be shown; rename it"
    listing.problems.append(Problem(message, prefix.rstrip("/") or "."))
    return False


def _list_entries(prefix: str, entries: list[os.DirEntry[str]], listing: Listing, links: list[tuple[str, str]]) -> None:
    for entry in entries:
        path = prefix + entry.name
        if entry.is_symlink():
            links.append((entry.path, path))
        elif entry.is_file(follow_symlinks=False):
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue  # It went away while the folder was listed.
            file = SourceFile(path, status.st_size, modified=status.st_mtime_ns, changed=status.st_ctime_ns)
            _list_file(file, listing)


def _list_file(file: SourceFile, listing: Listing) -> None:
    if file.size > READ_LIMIT:
        listing.oversized[file.path] = file.size
    else:
        listing.files[file.path] = file


def _list_links(links: list[tuple[str, str]], mounts: Sequence[Mount], listing: Listing) -> None:
    """Add the symbolic links that lead to a listed file; any other leads out, to a folder or nowhere."""
    listed = listing.files.copy()
    for disk_path, path in links:
        target = tree_path(os.path.realpath(disk_path), mounts)
        if target in listed:
            listing.files[path] = replace(listed[target], path=path, alias_of=target)


def tree_path(disk_path: str, mounts: Sequence[Mount]) -> str | None:
    """The path under which a tree would list an absolute path; ``None`` outside of every mount."""
    owners = [mount for mount in mounts if mount.owns(disk_path)]
    if not owners:
        return None
    closest = max(owners, key=lambda mount: len(mount.folder))
    relative = disk_path[len(closest.folder.rstrip(os.sep)) + 1 :]
    return closest.prefix + relative.replace(os.sep, "/")
