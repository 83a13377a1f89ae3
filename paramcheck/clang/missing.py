"""Texts of headers that are nowhere: what code most often takes from the standard library through them."""

from __future__ import annotations

_CONSTANTS = (
    ("M_E", "2.7182818284590452354"),
    ("M_LN2", "0.69314718055994530942"),
    ("M_PI", "3.14159265358979323846"),
    ("M_PI_2", "1.57079632679489661923"),
    ("M_PI_4", "0.78539816339744830962"),
    ("M_SQRT2", "1.41421356237309504880"),
    ("INFINITY", "__builtin_inff()"),
    ("NAN", '__builtin_nanf("")'),
    ("FLT_MAX", "__FLT_MAX__"),
    ("FLT_EPSILON", "__FLT_EPSILON__"),
    ("DBL_MAX", "__DBL_MAX__"),
    ("DBL_EPSILON", "__DBL_EPSILON__"),
    ("INT_MAX", "__INT_MAX__"),
    ("INT_MIN", "(-__INT_MAX__ - 1)"),
    ("LONG_MAX", "__LONG_MAX__"),
    ("SIZE_MAX", "__SIZE_MAX__"),
)

_WORDS = """\
#ifndef NULL
#ifdef __cplusplus
#define NULL __null
#else
#define NULL ((void *)0)
#endif
#endif
#if !defined(__cplusplus) && !defined(bool)
#define bool _Bool
#define true 1
#define false 0
#endif
"""

_TYPES = ("size", "ptrdiff", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)))

_HEADERS = (".h", ".hh", ".hpp", ".hxx")


def text_of(name: str) -> str:
    """The text of a header that is nowhere.

    What is included for something else than declarations, in the middle of a list, say, stays empty. There is
    no ``#include`` in it, because it may stand within a namespace.
    """
    last = name.rpartition("/")[2]
    if "." in last and not last.endswith(_HEADERS):
        return ""
    constants = (f"#ifndef {one}\n#define {one} {value}\n#endif\n" for one, value in _CONSTANTS)
    types = (f"typedef __{one.upper()}_TYPE__ {one}_t;\n" for one in _TYPES)
    return "".join((_WORDS, *constants, *types))
