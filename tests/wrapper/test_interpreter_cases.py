"""What reaches the native side by default: one case a construct, source on both sides."""

from __future__ import annotations

import pytest

from tests.support import run

HEADER = """\
#include <stdbool.h>
#include <stdint.h>
enum mode { MODE_AUTO = -1, MODE_OFF = 0, MODE_ON = 1, MODE_BOTH = 2 };
struct params {
    int32_t  n;
    uint32_t m;
    float    scale;
    bool     flag;
    bool     other;
    enum mode mode;
    const char * path;
    void * callback;
};
struct params params_default(void);
"""

SOURCE = """\
#include "lib.h"
struct params params_default(void) {
    struct params result = {
        /*.n        =*/ 8,
        /*.m        =*/ 0xFFFFFFFF,
        /*.scale    =*/ 0.1f,
        /*.flag     =*/ true,
        /*.other    =*/ false,
        /*.mode     =*/ MODE_AUTO,
        /*.path     =*/ 0,
        /*.callback =*/ 0,
    };
    return result;
}
"""

MIRROR = """\
import ctypes

_lib = ctypes.CDLL("libexample.so")

MODE_AUTO = -1
MODE_OFF = 0
MODE_ON = 1
MODE_BOTH = 2
DEFAULT_M = 0xFFFFFFFF


class params(ctypes.Structure):
    _fields_ = [
        ("n", ctypes.c_int32),
        ("m", ctypes.c_uint32),
        ("scale", ctypes.c_float),
        ("flag", ctypes.c_bool),
        ("other", ctypes.c_bool),
        ("mode", ctypes.c_int),
        ("path", ctypes.c_char_p),
        ("callback", ctypes.c_void_p),
    ]


def params_default() -> params:
    return _lib.params_default()


_lib.params_default.argtypes = []
_lib.params_default.restype = params
_lib.start.argtypes = [params]
"""


def verdicts(tmp_path, api: str) -> set[str]:
    analysis = run(
        tmp_path,
        {
            "src/lib.h": HEADER,
            "src/lib.c": SOURCE,
            "wrap/__init__.py": "",
            "wrap/low.py": MIRROR,
            "wrap/api.py": "from wrap import low\nimport os, functools\n" + api,
        },
    )
    assert not analysis.wrapper.problems
    return {f"{link.wrapper.name}>{link.native.name} {link.verdict.value}" for link in analysis.links}


CASES = {
    "equal": ("def f(n=8):\n    p = low.params_default()\n    p.n = n\n    low._lib.start(p)\n", {"n>n": "match"}),
    "different": (
        "def f(n=9):\n    p = low.params_default()\n    p.n = n\n    low._lib.start(p)\n",
        {"n>n": "mismatch"},
    ),
    "minus one is the largest unsigned": (
        "def f(m=-1):\n    p = low.params_default()\n    p.m = m\n",
        {"m>m": "match"},
    ),
    "a constant of another module": (
        "def f(m=low.DEFAULT_M):\n    p = low.params_default()\n    p.m = m\n",
        {"m>m": "match"},
    ),
    "a single in decimal": (
        "def f(scale=0.1):\n    p = low.params_default()\n    p.scale = scale\n",
        {"scale>scale": "match"},
    ),
    "None guard keeps the native default": (
        "def f(n=None):\n    p = low.params_default()\n    if n is not None:\n        p.n = n\n",
        {"n>n": "inherits"},
    ),
    "None guard, and the native default is null": (
        "def f(path=None):\n    p = low.params_default()\n    if path is not None:\n        p.path = path.encode()\n",
        {"path>path": "match"},
    ),
    "None replaced by a constant": (
        "def f(n=None):\n    p = low.params_default()\n    p.n = n if n is not None else 7\n",
        {"n>n": "mismatch"},
    ),
    "the machine decides": (
        "def f(n=None):\n    p = low.params_default()\n    p.n = n or max(os.cpu_count() // 2, 1)\n",
        {"n>n": "dynamic"},
    ),
    "the smaller of two": (
        "def f(n=8, limit=100):\n    p = low.params_default()\n    p.n = min(n, limit)\n",
        {"n>n": "match"},
    ),
    "a flag that selects a constant": (
        "def f(fast=False):\n    p = low.params_default()\n    p.mode = low.MODE_ON if fast else low.MODE_OFF\n",
        {"fast>mode": "mismatch"},
    ),
    "two flags that select one constant": (
        """
def f(use_a=True, use_b=False):
    p = low.params_default()
    if use_a and use_b:
        p.mode = low.MODE_BOTH
    elif use_a:
        p.mode = low.MODE_ON
    else:
        p.mode = low.MODE_OFF
""",
        {"use_a>mode": "mismatch", "use_b>mode": "mismatch"},
    ),
    "a store that only a flag brings is no link to the flag": (
        "def f(embed=False):\n    p = low.params_default()\n    if embed:\n        p.other = True\n",
        {},
    ),
    "a sentinel that is replaced": (
        "def f(n=8):\n    p = low.params_default()\n    p.n = 0x7FFFFFFF if n == -1 else n\n",
        {"n>n": "match"},
    ),
    "through self and another class": (
        """
class Inner:
    def __init__(self, params):
        self.params = params
        low._lib.start(self.params)

class Api:
    def __init__(self, n: int = 9, flag: bool = True):
        self.n = n
        self.params = low.params_default()
        self.params.n = self.n
        self.params.flag = flag
        self.inner = Inner(params=self.params)
""",
        {"n>n": "mismatch", "flag>flag": "match"},
    ),
    "a record that a method fills later": (
        """
class Api:
    def __init__(self):
        self.params = low.params_default()

    def run(self, n=9):
        self.params.n = n
        low._lib.start(self.params)
""",
        {"n>n": "mismatch"},
    ),
    "keywords that are forwarded": (
        """
class Api:
    def __init__(self, n=8, **kwargs):
        p = low.params_default()
        p.n = n
        p.flag = kwargs.pop("flag", False)

def make(**kwargs):
    return Api(**kwargs)
""",
        {"n>n": "match", "flag>flag": "mismatch"},
    ),
    "a partial": (
        """
def base(n=8, flag=True):
    p = low.params_default()
    p.n = n
    p.flag = flag

def f(flag=False):
    make = functools.partial(base, n=3)
    make(flag=flag)
""",
        {"n>n": "match", "flag>flag": "match", "flag>flag ": "mismatch"},
    ),
    "what is set later in the same run counts": (
        "def f(n=9):\n    p = low.params_default()\n    p.n = n\n    if n == 9:\n        p.n = 8\n    low._lib.start(p)\n",
        {"n>n": "match"},
    ),
    "a branch that raises does not count": (
        "def f(n=9):\n    p = low.params_default()\n    if not os.path.exists('x'):\n        raise ValueError\n    p.n = n\n",
        {"n>n": "mismatch"},
    ),
    "what a guard asks for is what is missing, the rest stays": (
        """
def f(path=None, flag=False, n=9):
    if not flag and path is None:
        raise ValueError
    p = low.params_default()
    p.flag = flag
    p.n = n
""",
        {"flag>flag": "mismatch", "n>n": "mismatch"},
    ),
    "a guard that nothing is missing for refuses the default": (
        "def f(n=9):\n    if n > 8:\n        raise ValueError\n    p = low.params_default()\n    p.n = n\n",
        {"n>n": "unknown"},
    ),
    "a value that nobody can know": (
        "import other\ndef f(n=8):\n    p = low.params_default()\n    p.n = other.convert(n)\n",
        {"n>n": "unknown"},
    ),
    "one branch or the other": (
        "import other\ndef f(n=9):\n    p = low.params_default()\n    if other.ready():\n        p.n = n\n",
        {"n>n": "unknown"},
    ),
    "an option of argparse": (
        """
import argparse
def main():
    parser = argparse.ArgumentParser()
    group = parser.add_argument_group("model")
    group.add_argument("-n", "--n-items", dest="n", type=int, default=9)
    parser.add_argument("--flag", action="store_true")
    args = parser.parse_args()
    p = low.params_default()
    p.n = args.n
    p.flag = args.flag
""",
        {"n>n": "mismatch", "flag>flag": "mismatch"},
    ),
    "an option of click": (
        """
import click
@click.command()
@click.option("--n-items", "n", default=9)
@click.option("--flag/--no-flag", default=True)
def main(n, flag):
    p = low.params_default()
    p.n = n
    p.flag = flag
""",
        {"n>n": "mismatch", "flag>flag": "match"},
    ),
    "an option of typer": (
        """
import typer
def main(n: int = typer.Option(9, help="items"), flag: bool = typer.Option(True)):
    p = low.params_default()
    p.n = n
    p.flag = flag
""",
        {"n>n": "mismatch", "flag>flag": "match"},
    ),
    "a class attribute": (
        """
class Api:
    n = 9
    flag: bool = True
    def run(self):
        p = low.params_default()
        p.n = self.n
        p.flag = self.flag
""",
        {"n>n": "mismatch", "flag>flag": "match"},
    ),
    "a parent's constructor": (
        """
class Base:
    def __init__(self, n=8, flag=True):
        p = low.params_default()
        p.n = n
        p.flag = flag
class Child(Base):
    def __init__(self, n=9, **kwargs):
        super().__init__(n=n, **kwargs)
""",
        {"n>n": "mismatch", "n>n ": "match", "flag>flag": "match"},
    ),
    "an enum class": (
        """
import enum
class Mode(enum.IntEnum):
    AUTO = -1
    OFF = 0
    ON = 1
def f(mode=Mode.AUTO):
    p = low.params_default()
    p.mode = mode
""",
        {"mode>mode": "match"},
    ),
    "an enum's value": (
        """
import enum
class Mode(enum.Enum):
    OFF = 0
    ON = enum.auto()
def f(mode=Mode.ON):
    p = low.params_default()
    p.mode = mode.value
""",
        {"mode>mode": "mismatch"},
    ),
    "a map from names to constants": (
        """
MODES = {"auto": low.MODE_AUTO, "on": low.MODE_ON}
def f(mode="auto"):
    p = low.params_default()
    p.mode = MODES[mode]
""",
        {"mode>mode": "match"},
    ),
    "a helper that returns one of several constants": (
        """
def convert(mode):
    if mode == "auto":
        return low.MODE_AUTO
    if mode == "on":
        return low.MODE_ON
    raise ValueError(mode)
def f(mode="on"):
    p = low.params_default()
    p.mode = convert(mode)
""",
        {"mode>mode": "mismatch"},
    ),
    "a dict of defaults that is copied and updated": (
        """
DEFAULTS = {"n": 9, "flag": True}
def f(n=8, **options):
    settings = DEFAULTS.copy()
    settings.update(n=n)
    p = low.params_default()
    p.n = settings["n"]
""",
        {"n>n": "match"},
    ),
    "setattr in a loop": (
        """
def f(n=9, flag=True):
    p = low.params_default()
    for name, value in {"n": n, "flag": flag}.items():
        setattr(p, name, value)
""",
        {"n>n": "mismatch", "flag>flag": "match"},
    ),
    "a property with a setter": (
        """
class Api:
    def __init__(self, n=9):
        self._params = low.params_default()
        self.n = n
    @property
    def n(self):
        return self._params.n
    @n.setter
    def n(self, value):
        self._params.n = value
""",
        {"n>n": "mismatch"},
    ),
    "part of an object that the caller gives is not the object": (
        "def f(config=None, n=8):\n    p = low.params_default()\n    p.n = n\n    if config:\n        p.flag = config.flag\n",
        {"n>n": "match"},
    ),
    "a field of an unrelated object is no native field": (
        "class Box: pass\ndef f(n=9):\n    p = Box()\n    p.n = n\n    low.params_default()\n",
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_reaches_the_native_side(tmp_path, case):
    api, expected = CASES[case]
    # A trailing space tells two surfaces' parameters of one name apart.
    assert verdicts(tmp_path, api) == {f"{key.strip()} {value}" for key, value in expected.items()}


MODELS = {
    "pydantic": """
from pydantic import BaseModel, Field
flag_field = Field(default=False, description="kept in a variable")
class Settings(BaseModel):
    n: int = Field(default=9, ge=1)
    m: int = 0xFFFFFFFF
    flag: bool = flag_field
""",
    "dataclass": """
from dataclasses import dataclass, field
@dataclass
class Settings:
    n: int = 9
    m: int = field(default=0xFFFFFFFF)
    flag: bool = field(default_factory=lambda: False)
""",
    "attrs": """
import attrs
@attrs.define
class Settings:
    n: int = 9
    m: int = attrs.field(default=-1)
    flag: bool = attrs.field(factory=bool)
""",
}


@pytest.mark.parametrize("model", MODELS)
def test_models_are_surfaces(tmp_path, model):
    api = (
        MODELS[model]
        + """
def make(n=8, m=low.DEFAULT_M, flag=True):
    p = low.params_default()
    p.n = n
    p.m = m
    p.flag = flag

def load(settings: Settings):
    return make(n=settings.n, m=settings.m, flag=settings.flag)
"""
    )
    analysis = run(
        tmp_path,
        {
            "src/lib.h": HEADER,
            "src/lib.c": SOURCE,
            "wrap/__init__.py": "",
            "wrap/low.py": MIRROR,
            "wrap/api.py": "from wrap import low\n" + api,
        },
    )
    found = {
        f"{link.wrapper.surface.rpartition('.')[2]}.{link.wrapper.name}": link.verdict.value for link in analysis.links
    }
    assert found == {
        "make.n": "match",
        "make.m": "match",
        "make.flag": "match",
        "Settings.n": "mismatch",
        "Settings.m": "match",
        "Settings.flag": "mismatch",
    }
