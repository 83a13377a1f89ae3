"""Defaults that classes of fields state: dataclasses, attrs, pydantic, msgspec, named tuples, enums."""

from __future__ import annotations

import pytest

from tests.wrapper.forms_support import declared, flows

PASS_ON = """
def f(config: Config):
    p = low.params_default()
    p.n = config.n
    p.flag = config.flag
    p.m = config.m
"""

CASES = {
    "a dataclass": (
        """
from dataclasses import dataclass, field
from wrap import low
@dataclass
class Config:
    n: int = 9
    flag: bool = field(default=False)
    m: int = field(default_factory=lambda: 4)
"""
        + PASS_ON,
        {"Config.n > n": "9", "Config.flag > flag": "False", "Config.m > m": "4"},
    ),
    "one that is made by default": (
        """
from dataclasses import dataclass
from wrap import low
@dataclass
class Config:
    n: int = 9
    flag: bool = False
def f(config=None):
    config = config or Config(flag=True)
    p = low.params_default()
    p.n = config.n
    p.flag = config.flag
def g(config: Config = Config()):
    low.params_default().n = config.n
""",
        {"Config.n > n": "9"},
    ),
    "asdict": (
        """
import dataclasses
from wrap import low
@dataclasses.dataclass
class Config:
    n: int = 9
    flag: bool = False
def f(config: Config):
    p = low.params_default()
    for name, value in dataclasses.asdict(config).items():
        setattr(p, name, value)
""",
        {"Config.n > n": "9", "Config.flag > flag": "False"},
    ),
    "asdict of one inside another": (
        """
from dataclasses import asdict, dataclass, field
from wrap import low
@dataclass
class Inner:
    n: int = 9
@dataclass
class Config:
    inner: Inner = field(default_factory=Inner)
def f(config: Config):
    low._lib.start(low.params(**asdict(config)["inner"]))
""",
        {"Inner.n > n": "9"},
    ),
    "a copy with another value": (
        """
from dataclasses import dataclass, replace
from wrap import low
@dataclass
class Config:
    n: int = 9
    flag: bool = False
def f(config: Config):
    config = replace(config, n=4)
    p = low.params_default()
    p.n = config.n
    p.flag = config.flag
""",
        {"Config.flag > flag": "False"},
    ),
    "all fields in a loop": (
        """
import dataclasses
from wrap import low
@dataclasses.dataclass
class Config:
    n: int = 9
    flag: bool = False
    def native(self):
        p = low.params_default()
        for field in dataclasses.fields(self):
            setattr(p, field.name, getattr(self, field.name))
        return p
""",
        {"Config.n > n": "9", "Config.flag > flag": "False"},
    ),
    "a parent's fields": (
        """
from dataclasses import dataclass
from wrap import low
@dataclass
class Base:
    n: int = 8
    flag: bool = True
@dataclass
class Config(Base):
    n: int = 9
    def native(self):
        p = low.params_default()
        p.n = self.n
        p.flag = self.flag
        return p
""",
        {"Config.n > n": "9", "Base.flag > flag": "True"},
    ),
    "what __post_init__ puts in the place of None": (
        """
from dataclasses import InitVar, dataclass
from wrap import low
@dataclass
class Config:
    n: int | None = None
    flag: bool = False
    factor: InitVar[int] = 3
    def __post_init__(self, factor):
        if self.n is None:
            self.n = 4 * factor
    def native(self):
        p = low.params_default()
        p.n = self.n
        p.flag = self.flag
        return p
""",
        {"Config.n > n": "12", "Config.factor > n": "12", "Config.flag > flag": "False"},
    ),
    "attr.ib": (
        """
import attr
from wrap import low
@attr.s
class Config:
    n = attr.ib(default=9)
    flag = attr.ib(default=attr.Factory(lambda: True))
    m = attr.ib(factory=int)
    path = attr.ib()
    @path.default
    def _make_path(self):
        return None
    def native(self):
        p = low.params_default()
        p.n = self.n
        p.flag = self.flag
        p.m = self.m
        p.path = self.path
        return p
""",
        {"Config.n > n": "9", "Config.flag > flag": "True", "Config.m > m": "0", "Config.path > path": "None"},
    ),
    "attrs.define": (
        """
from attrs import Factory, define, field
from wrap import low
@define(kw_only=True)
class Config:
    n: int = field(default=9, converter=int)
    flag: bool = Factory(bool)
    m: int = field(factory=lambda: 4)
"""
        + PASS_ON,
        {"Config.n > n": "9", "Config.flag > flag": "False", "Config.m > m": "4"},
    ),
    "a private attribute of attrs": (
        """
import attrs
from wrap import low
@attrs.define
class Config:
    _n: int = 9
    def native(self):
        low.params_default().n = self._n
def f(n=3):
    Config(n=n).native()
""",
        {"Config._n > n": "9", "f.n > n": "3"},
    ),
    "msgspec": (
        """
import msgspec
from wrap import low
class Config(msgspec.Struct, kw_only=True):
    n: int = 9
    flag: bool = msgspec.field(default=False)
    m: int = msgspec.field(default_factory=int)
"""
        + PASS_ON,
        {"Config.n > n": "9", "Config.flag > flag": "False", "Config.m > m": "0"},
    ),
    "pydantic": (
        """
from typing import Annotated
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator
from wrap import low
class Config(BaseModel):
    model_config = ConfigDict(extra="forbid")
    n: int = Field(9, ge=1)
    flag: Annotated[bool, Field(description="a flag")] = True
    m: Annotated[int, Field(default=4)]
    scale: float = Field(default_factory=lambda: 0.5)
    mode: int = Field(...)
    _hidden: int = PrivateAttr(default=3)
    @model_validator(mode="after")
    def _check(self):
        return self
    def native(self):
        p = low.params_default()
        p.n = self.n
        p.flag = self.flag
        p.m = self.m
        p.scale = self.scale
        p.mode = self.mode
        return p
""",
        {"Config.n > n": "9", "Config.flag > flag": "True", "Config.m > m": "4", "Config.scale > scale": "0.5"},
    ),
    "pydantic 1": (
        """
from pydantic import BaseSettings, validator
from wrap import low
class Config(BaseSettings):
    n: int = 9
    flag = True
    class Config:
        env_prefix = "X_"
    @validator("n")
    def check(cls, value):
        return value
def load(settings: Config):
    low.params_default().n = settings.n
""",
        {"Config.n > n": "9"},
    ),
    "a model that is dumped": (
        """
from pydantic import BaseModel
from wrap import low
class Config(BaseModel):
    n: int = 9
    flag: bool = True
    name: str = "x"
def f(config: Config):
    low._lib.start(low.params(**config.model_dump(exclude={"name"})))
""",
        {"Config.n > n": "9", "Config.flag > flag": "True"},
    ),
    "a named tuple": (
        """
from typing import NamedTuple
from wrap import low
class Config(NamedTuple):
    n: int = 9
    flag: bool = False
def f(config: Config = Config()):
    p = low.params_default()
    p.n = config.n
    p.flag = config[1]
def g(config=None):
    n, flag = config or Config()
    p = low.params_default()
    p.n = n
    p.flag = flag
def h(config=Config()):
    low.params_default().n = config._replace(n=1).n
""",
        {"Config.n > n": "9", "Config.flag > flag": "False"},
    ),
    "namedtuple()": (
        """
from collections import namedtuple
from wrap import low
Config = namedtuple("Config", "n flag", defaults=(9, False))
def f(config=Config()):
    p = low.params_default()
    p.n = config.n
    p.flag = config.flag
""",
        {"Config.n > n": "9", "Config.flag > flag": "False"},
    ),
    "a typed dict": (
        """
from typing import TypedDict
from wrap import low
class Options(TypedDict, total=False):
    n: int
    flag: bool
DEFAULTS: Options = {"n": 9, "flag": False}
def f(**given):
    options = {**DEFAULTS, **given}
    p = low.params_default()
    p.n = options["n"]
    p.flag = Options(flag=options["flag"])["flag"]
""",
        {"DEFAULTS.n > n": "9", "DEFAULTS.flag > flag": "False"},
    ),
    "an enum's value, name and method": (
        """
import enum
from wrap import low
class Mode(str, enum.Enum):
    AUTO = "auto"
    ON = "on"
    def native(self):
        return {Mode.AUTO: low.MODE_AUTO, Mode.ON: low.MODE_ON}[self]
class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2
    DEFAULT = LOW
class Bits(enum.IntFlag):
    A = 1
    B = 2
def f(mode=Mode.ON, n=Level.DEFAULT, m=Bits.A | Bits.B, path="HIGH"):
    p = low.params_default()
    p.mode = mode.native()
    p.n = n
    p.m = m
    p.path = Level[path].value
""",
        {"f.mode > mode": "1", "f.n > n": "1", "f.m > m": "3", "f.path > path": "2"},
    ),
    "an enum of texts is text": (
        """
import enum
from wrap import low
class Mode(str, enum.Enum):
    ON = "on"
def f(path=Mode.ON):
    low.params_default().path = path.encode()
""",
        {"f.path > path": "b'on'"},
    ),
    "a namespace": (
        """
from types import SimpleNamespace
from wrap import low
def f(n=9):
    config = SimpleNamespace(n=n)
    low.params_default().n = config.n
""",
        {"f.n > n": "9"},
    ),
    "a plain class is no model": (
        """
from wrap import low
class Config:
    n: int = 9
def f(config: Config):
    low.params_default().m = config.other
""",
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_model_states(tmp_path, case):
    api, expected = CASES[case]
    assert flows(tmp_path, api) == expected


def test_models_are_declared_as_what_they_are(tmp_path):
    found = declared(tmp_path, CASES["pydantic"][0])
    assert found == {
        "pydantic Config.n": "9",
        "pydantic Config.flag": "True",
        "pydantic Config.m": "4",
        "pydantic Config.scale": "lambda: 0.5",
    }
    assert set(declared(tmp_path, CASES["msgspec"][0])) == {
        "dataclass Config.n",
        "dataclass Config.flag",
        "dataclass Config.m",
    }
