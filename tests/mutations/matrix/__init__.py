"""Small libraries and wrappers of our own: every form of one side with every form of the other, all agreeing.

The library drives a lamp. It has a default of every kind of value; each of its forms states the same ones.
"""

from __future__ import annotations

from tests.mutations.matrix import bindings, cxx, cxx_bindings, keys, plain_c, python

Files = dict[str, str]


GROUPS = (
    (python.FORMS, plain_c.FORMS),
    (bindings.OVER_C, plain_c.FORMS),
    (cxx_bindings.OVER_C, plain_c.FORMS),
    (cxx_bindings.OVER_RECORDS, cxx.RECORDS),
    (cxx_bindings.OVER_FUNCTIONS, cxx.FUNCTIONS),
    (cxx_bindings.OVER_CLASSES, cxx.CLASSES),
    (keys.WRAPPERS, keys.LIBRARIES),
)


def trees() -> dict[str, Files]:
    """The files of each tree, by a name that says both forms."""
    return {
        f"{above} over {below}": {**wrapper(), **library()}
        for wrappers, libraries in GROUPS
        for above, wrapper in wrappers.items()
        for below, library in libraries.items()
    }


def diagonal() -> list[str]:
    """Names of so many trees that each form of either side is in one."""
    chosen = []
    for wrappers, libraries in GROUPS:
        above, below = list(wrappers), list(libraries)
        rounds = max(len(above), len(below))
        chosen += [f"{above[one % len(above)]} over {below[one % len(below)]}" for one in range(rounds)]
    return chosen
