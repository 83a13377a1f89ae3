"""Small libraries and wrappers of our own: every form of one side with every form of the other, all agreeing.

The library drives a lamp. It has a default of every kind of value; each of its forms states the same ones.
"""

from __future__ import annotations

from tests.mutations.matrix import bindings, cxx, keys, plain_c, python

Files = dict[str, str]


def trees() -> dict[str, Files]:
    """The files of each tree, by a name that says both forms."""
    pairs = [(wrapper, native) for wrapper in (python.FORMS, bindings.OVER_C) for native in (plain_c.FORMS,)]
    pairs += [
        (bindings.OVER_RECORDS, cxx.RECORDS),
        (bindings.OVER_FUNCTIONS, cxx.FUNCTIONS),
        (keys.WRAPPERS, keys.LIBRARIES),
    ]
    return {
        f"{above} over {below}": {**wrapper(), **library()}
        for wrappers, libraries in pairs
        for above, wrapper in wrappers.items()
        for below, library in libraries.items()
    }
