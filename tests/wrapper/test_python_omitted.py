"""Arguments that are passed on only if the caller gives them: the other side's default stays."""

from __future__ import annotations

import pytest

from tests.wrapper.forms_support import flows

CASES = {
    "keywords that are gathered": (
        """
from wrap import low
def f(n=None, flag=None, m=3):
    given = {"m": m}
    if n is not None:
        given["n"] = n
    if flag is not None:
        given.update(flag=flag)
    p = low.params(**given)
    low._lib.start(p)
""",
        {"f.m > m": "3", "f.n > n": "0", "f.flag > flag": "0"},
    ),
    "a filter": (
        """
from wrap import low
def f(n=None, flag=True):
    given = {key: value for key, value in dict(n=n, flag=flag).items() if value is not None}
    p = low.params_default()
    for key, value in given.items():
        setattr(p, key, value)
""",
        {"f.n > n": "native default", "f.flag > flag": "True"},
    ),
    "a filter by name is none": (
        """
from wrap import low
def f(n=9, flag=True):
    p = low.params_default()
    for key, value in {k: v for k, v in dict(n=n, flag=flag).items() if k != "flag"}.items():
        setattr(p, key, value)
""",
        {"f.n > n": "9"},
    ),
    "the default of the function that is called": (
        """
from wrap import low
def inner(n=8, flag=True):
    p = low.params_default()
    p.n = n
    p.flag = flag
def f(n=None):
    given = {}
    if n is not None:
        given["n"] = n
    inner(**given)
""",
        {"inner.n > n": "8", "inner.flag > flag": "True", "f.n > n": "8"},
    ),
    "a key that is looked for": (
        """
from wrap import low
def inner(**options):
    p = low.params_default()
    p.n = options.get("n", 7)
    if "m" in options:
        p.m = options["m"]
def f(n=None, m=None):
    inner(**{k: v for k, v in {"n": n, "m": m}.items() if v is not None})
""",
        {
            "inner.n > n": "7",
            "inner.m > m": "native default",
            "f.n > n": "7",
            "f.m > m": "native default",
        },
    ),
    "the next of a loop": (
        """
from wrap import low
def f(n=None, m=4):
    p = low.params_default()
    for key, value in (("n", n), ("m", m)):
        if value is None:
            continue
        setattr(p, key, value)
""",
        {"f.n > n": "native default", "f.m > m": "4"},
    ),
    "pairs of text": (
        """
from wrap import low
def f(n=None, m=4):
    parts = []
    for key, value in {"n": n, "m": m}.items():
        if value is not None:
            parts.append(f"{key}={value}")
    low._lib.set_parameters(" ".join(parts).encode())
""",
        {"f.n > set_parameters[n]": "native default", "f.m > set_parameters[m]": "4"},
    ),
    "pairs of text in a comprehension": (
        """
from wrap import low
def f(n=None, m=4):
    text = " ".join(f"{key}={value}" for key, value in {"n": n, "m": m}.items() if value is not None)
    low.set_parameters(1, text)
""",
        {"f.n > set_parameters[n]": "native default", "f.m > set_parameters[m]": "4"},
    ),
    "a pair that is written in one of two ways": (
        """
from wrap import low
def f(n=4):
    parts = []
    for key, value in {"n": n}.items():
        if isinstance(value, list):
            parts.append(key + "=" + ",".join(value))
        else:
            parts.append(key + "=" + str(value))
    low._lib.set_parameters(" ".join(parts))
""",
        {"f.n > set_parameters[n]": "4"},
    ),
    "a model": (
        """
from dataclasses import dataclass
from wrap import low
@dataclass
class Config:
    n: int = 9
def f(n=None):
    given = {}
    if n is not None:
        given["n"] = n
    low.params_default().n = Config(**given).n
""",
        {"Config.n > n": "9", "f.n > n": "9"},
    ),
    "a key that is given to the library by its name": (
        """
from wrap import low
def f(handle, n=9, path=None):
    low._lib.set_option(handle, b"n", n)
    if path is not None:
        low._lib.set_option(handle, b"path", path)
""",
        {
            "f.n > set_option[n]": "9",
            "f.n > set_option(2 of 3)": "9",
            "f.path > set_option[path]": "native default",
            "f.path > set_option(2 of 3)": "?",
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_passed_only_if_it_is_given(tmp_path, case):
    api, expected = CASES[case]
    assert flows(tmp_path, api) == expected
