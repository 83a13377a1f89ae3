"""Small libraries and wrappers of our own: every form of one side with every form of the other, all agreeing.

The library drives a lamp. It has a default of every kind of value; each of its forms states the same ones.
"""

from __future__ import annotations

from tests.mutations.matrix import bindings, cxx, cxx_bindings, keys, plain_c, python
from tests.mutations.matrix.parameters import ROWS

Files = dict[str, str]


GROUPS = (
    (python.FORMS, plain_c.FORMS, ROWS),
    (bindings.OVER_C, plain_c.FORMS, ROWS),
    (cxx_bindings.OVER_C, plain_c.FORMS, ROWS),
    (cxx_bindings.OVER_RECORDS, cxx.RECORDS, cxx.ROWS_OF_CXX),
    (cxx_bindings.OVER_FUNCTIONS, cxx.FUNCTIONS, cxx.ROWS_OF_CXX),
    (cxx_bindings.OVER_CLASSES, cxx.CLASSES, cxx.ROWS_OF_CXX),
    (keys.WRAPPERS, keys.LIBRARIES, keys.PLAIN),
)


def trees() -> dict[str, Files]:
    """The files of each tree, by a name that says both forms."""
    return {
        f"{above} over {below}": {**wrapper(), **library()}
        for wrappers, libraries, _ in GROUPS
        for above, wrapper in wrappers.items()
        for below, library in libraries.items()
    }


def parameter_names(name: str) -> list[str]:
    """The parameters that both sides of a tree have."""
    above, _, below = name.partition(" over ")
    return next(
        [row.name for row in rows] for wrappers, libraries, rows in GROUPS if above in wrappers and below in libraries
    )


def diagonal() -> list[str]:
    """Names of so many trees that each form of either side is in one."""
    chosen = []
    for wrappers, libraries, _ in GROUPS:
        above, below = list(wrappers), list(libraries)
        rounds = max(len(above), len(below))
        chosen += [f"{above[one % len(above)]} over {below[one % len(below)]}" for one in range(rounds)]
    return chosen
