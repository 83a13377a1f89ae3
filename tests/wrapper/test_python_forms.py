"""How Python code passes defaults on: parents, partials, class attributes, decorators, sentinels, scikit-learn style."""

from __future__ import annotations

import pytest

from tests.wrapper.forms_support import declared, flows

FILL = """
class Base:
    def __init__(self, n=8, flag=True, **options):
        p = low.params_default()
        p.n = n
        p.flag = flag
        p.m = options.get("m", 4)
"""
BASE = {"Base.__init__.n > n": "8", "Base.__init__.flag > flag": "True", "Base.__init__.m > m": "4"}

CASES = {
    "a parent's constructor by keywords": (
        FILL
        + """
class Child(Base):
    def __init__(self, *args, n=9, **options):
        options["flag"] = False
        super().__init__(*args, n=n, **options)
""",
        {**BASE, "Child.__init__.n > n": "9"},
    ),
    "a parent's constructor by its name": (
        FILL
        + """
class Child(Base):
    def __init__(self, *args, **options):
        options.setdefault("n", 7)
        Base.__init__(self, *args, **options)
""",
        {**BASE, "Child.__init__.n > n": "7"},
    ),
    "a mixin between": (
        FILL
        + """
class Mixin:
    def __init__(self, scale=0.1, **options):
        super().__init__(**options)
class Child(Mixin, Base):
    def __init__(self, n=5, **options):
        super().__init__(n=n, **options)
""",
        {**BASE, "Child.__init__.n > n": "5"},
    ),
    "a child without a constructor": (FILL + "class Child(Base):\n    pass\n", BASE),
    "a method of the parent sees the child's default": (
        """
class Base:
    def __init__(self, n=8):
        self.n = n
    def run(self):
        low.params_default().n = self.n
class Child(Base):
    def __init__(self, n=3):
        super().__init__(n=n)
class Same(Base):
    def __init__(self, n=8):
        super().__init__(n=n)
""",
        {"Base.__init__.n > n": "8", "Child.__init__.n > n": "3"},
    ),
    "a partial": (
        """
import functools
def run(n=8, flag=True):
    p = low.params_default()
    p.n = n
    p.flag = flag
quick = functools.partial(run, n=1)
slow = functools.partial(run, 100)
""",
        {"run.n > n": "8", "run.flag > flag": "True", "quick.n > n": "1", "slow.n > n": "100"},
    ),
    "class attributes": (
        """
class Api:
    n: int = 9
    flag = True
    def run(self):
        p = low.params_default()
        p.n = self.n
        p.flag = self.flag
class Child(Api):
    n = 3
""",
        {"Api.n > n": "9", "Api.flag > flag": "True", "Child.n > n": "3"},
    ),
    "a property with a setter": (
        """
class Api:
    def __init__(self, scale=0.5):
        self.scale = scale
    @property
    def scale(self):
        return self._scale
    @scale.setter
    def scale(self, value):
        self._scale = value * 2
    def run(self):
        low.params_default().scale = self.scale
""",
        {"Api.__init__.scale > scale": "1.0"},
    ),
    "attributes as a dict": (
        """
class Api:
    def __init__(self, n=9, flag=True):
        self.__dict__.update(n=n, flag=flag)
    def run(self):
        p = low.params_default()
        p.n = self.n
        for name, value in vars(self).items():
            setattr(p, name, value)
""",
        {"Api.__init__.n > n": "9", "Api.__init__.flag > flag": "True"},
    ),
    "all locals": (
        """
def run(n=9, flag=True):
    given = {key: value for key, value in locals().items() if key not in ("given",)}
    low._lib.start(low.params(**given))
""",
        {"run.n > n": "9", "run.flag > flag": "True"},
    ),
    "decorated": (
        """
import functools
def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner
def configured(n=3):
    return lambda function: function
@logged
def f(n=9):
    low.params_default().n = n
@configured(n=5)
def g(n=7):
    low.params_default().n = n
class Api:
    @classmethod
    @logged
    def make(cls, m=6):
        low.params_default().m = m
""",
        {"f.n > n": "9", "g.n > n": "7", "Api.make.m > m": "6"},
    ),
    "a sentinel": (
        """
UNSET = object()
def run(n=UNSET, m=UNSET):
    p = low.params_default()
    if n is not UNSET:
        p.n = n
    p.m = 7 if m is UNSET else m
""",
        {"run.n > n": "native default", "run.m > m": "7"},
    ),
    "a match statement": (
        """
def run(mode="auto"):
    p = low.params_default()
    match mode:
        case "auto" | "default":
            p.mode = low.MODE_AUTO
        case "on":
            p.mode = low.MODE_ON
        case _:
            raise ValueError(mode)
""",
        {"run.mode S > mode": "-1"},
    ),
    "a match that takes the subject apart": (
        """
def run(mode=(1, 2)):
    p = low.params_default()
    match mode:
        case [a, b]:
            p.mode = low.MODE_AUTO
        case _:
            p.mode = low.MODE_ON
""",
        {"run.mode S > mode": "-1 or 1"},
    ),
    "scikit-learn style": (
        """
from sklearn.base import BaseEstimator
def as_text(params):
    pairs = []
    for key, value in params.items():
        pairs.append(str(key) + "=" + str(value))
    return " ".join(pairs)
class Model(BaseEstimator):
    def __init__(self, n=9, flag=None, silent=True, **others):
        self.n = n
        self.flag = flag
        self.silent = silent
        self._others = others
    def get_params(self, deep=True):
        params = super().get_params(deep=deep)
        params.update(self._others)
        return params
    def fit(self, data):
        params = self.get_params()
        params.pop("silent")
        params = {key: value for key, value in params.items() if value is not None}
        low._lib.create(as_text(params).encode())
class Other(Model):
    def __init__(self, n=3, **others):
        super().__init__(n=n, **others)
""",
        {
            "Model.__init__.n > create[n]": "9",
            "Model.__init__.flag > create[flag]": "native default",
            "Other.__init__.n > create[n]": "3",
        },
    ),
    "parameters by inspection": (
        """
import inspect
class Base:
    @classmethod
    def _names(cls):
        signature = inspect.signature(cls.__init__)
        return [one.name for one in signature.parameters.values() if one.name != "self"]
    def get_params(self):
        return {name: getattr(self, name) for name in self._names()}
class Model(Base):
    def __init__(self, n=9, flag=True):
        self.n = n
        self.flag = flag
    def fit(self):
        for name, value in self.get_params().items():
            low._lib.set_parameter(b"handle of it", name, value)
""",
        {
            "Model.__init__.n > set_parameter[n]": "9",
            "Model.__init__.n > set_parameter(2 of 3)": "9",
            "Model.__init__.flag > set_parameter[flag]": "True",
            "Model.__init__.flag > set_parameter(2 of 3)": "True",
        },
    ),
    "a record made with keywords": (
        """
def run(n=9, flag=True):
    p = low.params(n=n, scale=0.5)
    p.flag = flag
    low._lib.start(ctypes.byref(p))
def other(m=4):
    low._lib.start(low.params(1, m))
""",
        {"run.n > n": "9", "run.flag > flag": "True", "other.m > m": "4"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_passed_on(tmp_path, case):
    api, expected = CASES[case]
    assert flows(tmp_path, "import ctypes\nfrom wrap import low\n" + api) == expected


def test_a_partial_is_a_surface(tmp_path):
    api, _ = CASES["a partial"]
    found = declared(tmp_path, "from wrap import low\n" + api)
    assert found["function quick.n"] == "1"
    assert found["function slow.n"] == "100"
