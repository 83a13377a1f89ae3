"""How findings are mended: edits of the wrapper's Python sources, which keep everything else as it is.

Safe fixes change what is only said or mirrored: a docstring, a stub, a copied constant. Unsafe ones change what the
program does: a default becomes the library's own, or ``None`` with the library's left alone. Bindings in C++ and
Cython are not edited: what stands there is for people to change.

Nothing here reads or writes a file. Whoever applies edits checks the tree anew before they are saved.
"""

from __future__ import annotations

from paramcheck.fixes.editing import applied, merged
from paramcheck.fixes.planning import Planner

__all__ = ["Planner", "applied", "merged"]
