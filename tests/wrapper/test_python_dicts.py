"""Defaults that dicts state: copied and updated, laid under keywords, schemas, and dicts of classes."""

from __future__ import annotations

import pytest

from tests.wrapper.forms_support import declared, flows

TABLE = 'from wrap import low\nDEFAULTS = {"n": 9, "flag": True}\n'

CASES = {
    "copied and updated": (
        TABLE
        + """
def f(**options):
    settings = DEFAULTS.copy()
    settings.update(options)
    p = low.params_default()
    p.n = settings["n"]
    p.flag = settings.get("flag")
""",
        {"DEFAULTS.n > n": "9", "DEFAULTS.flag > flag": "True"},
    ),
    "a dict that the caller gives": (
        TABLE
        + """
def f(options=None):
    settings = dict(DEFAULTS)
    if options:
        settings.update(options)
    p = low.params_default()
    p.n = settings["n"]
    p.flag = settings.pop("flag", False)
""",
        {"DEFAULTS.n > n": "9", "DEFAULTS.flag > flag": "True"},
    ),
    "displayed again": (
        TABLE
        + """
def f(**options):
    settings = {**DEFAULTS, **options}
    p = low.params(**settings)
    low._lib.start(p)
""",
        {"DEFAULTS.n > n": "9", "DEFAULTS.flag > flag": "True"},
    ),
    "joined by an operator": (
        TABLE
        + """
def f(options={}):
    settings = DEFAULTS | options
    p = low.params_default()
    for key, value in settings.items():
        setattr(p, key, value)
""",
        {"DEFAULTS.n > n": "9", "DEFAULTS.flag > flag": "True"},
    ),
    "dict(a, b=1)": (
        TABLE
        + """
def f(n=3, **options):
    settings = dict(DEFAULTS, n=n)
    p = low.params_default()
    p.n = settings["n"]
    p.flag = settings["flag"]
""",
        {"f.n > n": "3", "DEFAULTS.flag > flag": "True"},
    ),
    "a deep copy": (
        "import copy\n"
        + TABLE
        + """
def f(**options):
    settings = copy.deepcopy(DEFAULTS)
    settings.update(**options)
    p = low.params_default()
    p.n = settings["n"]
""",
        {"DEFAULTS.n > n": "9"},
    ),
    "written by dict()": (
        """
from wrap import low
defaults = dict(n=9)
def f(**options):
    p = low.params_default()
    p.n = {**defaults, **options}["n"]
""",
        {"defaults.n > n": "9"},
    ),
    "read by its key, and named so": (
        "from wrap import low\nDEFAULT_OPTIONS = {'n': 9}\ndef f():\n    low.params_default().n = DEFAULT_OPTIONS['n']\n",
        {"DEFAULT_OPTIONS.n > n": "9"},
    ),
    "a table of constants is no dict of defaults": (
        "from wrap import low\nMODES = {'n': 9}\ndef f():\n    low.params_default().n = MODES['n']\n",
        {},
    ),
    "a table of constants converts a parameter": (
        "from wrap import low\nMODES = {'on': 1}\ndef f(mode='on'):\n    low.params_default().mode = MODES[mode]\n",
        {"f.mode > mode": "1"},
    ),
    "a local dict under keywords": (
        """
from wrap import low
def f(**options):
    settings = {"n": 9, "flag": True}
    settings.update(options)
    p = low.params_default()
    p.n = settings["n"]
    p.flag = settings["flag"]
""",
        {"f.n > n": "9", "f.flag > flag": "True"},
    ),
    "a local dict that nothing is laid over": (
        """
from wrap import low
def f():
    settings = {"n": 9}
    low.params_default().n = settings["n"]
""",
        {},
    ),
    "setdefault": (
        """
from wrap import low
def f(**options):
    options.setdefault("n", 9)
    low._lib.start(low.params(**options))
""",
        {"f.n > n": "9"},
    ),
    "taken out if it is there": (
        """
from wrap import low
def f(**options):
    p = low.params_default()
    p.n = options.pop("n") if "n" in options else 9
    p.m = options.get("m") or 7
    if "flag" in options:
        p.flag = options["flag"]
""",
        {"f.n > n": "9", "f.m > m": "7", "f.flag > flag": "native default"},
    ),
    "a dict of a class": (
        """
from wrap import low
class Api:
    defaults = {"n": 9}
    more_defaults = {"m": 4}
    def __init__(self, **options):
        self.options = {**self.defaults, **options}
        p = low.params_default()
        p.n = self.options["n"]
        p.m = options.get("m", self.more_defaults["m"])
""",
        {"Api.defaults.n > n": "9", "Api.more_defaults.m > m": "4"},
    ),
    "attributes from a dict of a class": (
        """
from wrap import low
class Api:
    DEFAULTS = {"n": 9, "flag": True}
    def __init__(self, **options):
        for name, default in self.DEFAULTS.items():
            setattr(self, name, options.get(name, default))
        p = low.params_default()
        p.n = self.n
        p.flag = self.flag
""",
        {"Api.DEFAULTS.n > n": "9", "Api.DEFAULTS.flag > flag": "True"},
    ),
    "a schema": (
        """
from wrap import low
PARAMETERS = {"n": {"type": int, "default": 9, "help": "items"}, "flag": {"type": bool, "default": True}}
def f(**options):
    config = {}
    for name, spec in PARAMETERS.items():
        config[name] = options.get(name, spec["default"])
    p = low.params_default()
    p.n = config["n"]
    p.flag = config["flag"]
""",
        {"PARAMETERS.n > n": "9", "PARAMETERS.flag > flag": "True"},
    ),
    "a schema whose defaults are gathered first": (
        """
from wrap import low
PARAMETERS = {"n": {"default": 9}, "flag": {"default": True}}
def f(**options):
    config = {name: spec["default"] for name, spec in PARAMETERS.items()}
    config.update(options)
    p = low.params_default()
    for name, value in config.items():
        setattr(p, name, value)
""",
        {"PARAMETERS.n > n": "9", "PARAMETERS.flag > flag": "True"},
    ),
    "a schema in a list": (
        """
from wrap import low
PARAMETERS = [{"name": "n", "default": 9}, {"name": "flag", "default": True}]
def f(**options):
    config = {}
    for spec in PARAMETERS:
        config[spec["name"]] = options.get(spec["name"], spec.get("default"))
    p = low.params_default()
    p.n = config["n"]
    p.flag = config["flag"]
""",
        {"PARAMETERS.n > n": "9", "PARAMETERS.flag > flag": "True"},
    ),
    "a schema of tuples": (
        """
from wrap import low
_OPTIONS = (("n", int, 9), ("flag", bool, True))
def f(**options):
    p = low.params_default()
    for name, kind, default in _OPTIONS:
        setattr(p, name, kind(options.pop(name, default)))
""",
        {"f.n > n": "9", "f.flag > flag": "True"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_dict_states(tmp_path, case):
    api, expected = CASES[case]
    assert flows(tmp_path, api) == expected


def test_a_schema_is_shown_by_its_entries(tmp_path):
    api, _ = CASES["a schema"]
    found = declared(tmp_path, api)
    assert found == {"dict PARAMETERS.n": "9", "dict PARAMETERS.flag": "True"}


def test_every_entry_of_a_dict_of_defaults_is_a_parameter(tmp_path):
    api = TABLE + "def f(**options):\n    low.params_default().n = options.get('n', DEFAULTS['n'])\n"
    assert declared(tmp_path, api) == {"dict DEFAULTS.n": "9", "dict DEFAULTS.flag": "True"}
