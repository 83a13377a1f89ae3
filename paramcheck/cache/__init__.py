"""What a run found, kept for the next one on the same sources.

An entry is never trusted: it is sealed with a secret of the user, names no code, and counts only for exactly the files
that it was made from. Entries are written whole and renamed, so that runs at the same time and runs that are stopped
leave nothing half-written; no run waits for another.
"""

from __future__ import annotations

from paramcheck.cache.entries import FOLDER, Entries, clean
from paramcheck.cache.runs import Memory, Outcome

__all__ = ["FOLDER", "Entries", "Memory", "Outcome", "clean"]
