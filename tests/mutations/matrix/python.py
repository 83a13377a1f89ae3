"""Wrappers of the lamp in Python, by ctypes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.mutations.matrix.parameters import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutations.matrix import Files

NATIVE = '''
"""The C side, as it is."""

import ctypes
import pathlib

lib = ctypes.CDLL(str(pathlib.Path(__file__).parent / "liblamp.so"))

LAMP_MODE_DIM = 0
LAMP_MODE_FULL = 1
LAMP_MODE_PULSE = 2


class lamp_options(ctypes.Structure):
    _fields_ = [
FIELDS
    ]


lib.lamp_default_options.argtypes = []
lib.lamp_default_options.restype = lamp_options
lib.lamp_init_options.argtypes = [ctypes.POINTER(lamp_options)]
lib.lamp_init_options.restype = None
lib.lamp_run.argtypes = [ctypes.POINTER(lamp_options)]
lib.lamp_run.restype = ctypes.c_int
'''

PROJECT = '[project]\nname = "lamp"\nversion = "1.0"\n'

RETURNED = "options = native.lib.lamp_default_options()"
FILLED = "options = native.lamp_options()\n    native.lib.lamp_init_options(ctypes.byref(options))"
RUN = "return native.lib.lamp_run(ctypes.byref(options))"


def _package(module: str, made: str = RETURNED) -> Files:
    fields = "\n".join(f'        ("{row.name}", {row.ctype}),' for row in ROWS)
    text = module.replace("MADE", made).replace("RUN", RUN)
    return {
        "pyproject.toml": PROJECT,
        "lamp/__init__.py": '"""Drives a lamp."""\n',
        "lamp/native.py": NATIVE.lstrip().replace("FIELDS", fields),
        "lamp/lamp.py": f'"""The Python side."""\n\n{text}',
    }


IMPORTS = "import ctypes\nfrom typing import Optional\n\nfrom lamp import native\n\n\n"


def _stores(source: str, indent: str = "    ") -> str:
    return "\n".join(f"{indent}options.{row.name} = {source.format(name=row.name)}" for row in ROWS)


def _parameters(indent: str = "    ") -> str:
    return "\n".join(f"{indent}{row.name}: {row.hint} = {row.python}," for row in ROWS)


def _signature(made: str) -> Files:
    stores = _stores("{name}")
    return _package(f"{IMPORTS}def run(\n{_parameters()}\n):\n    MADE\n{stores}\n    RUN\n", made)


def _method() -> Files:
    stores = _stores("{name}", "        ").replace("options.", "self.options.")
    made = "        self.options = native.lib.lamp_default_options()"
    ran = "        return native.lib.lamp_run(ctypes.byref(self.options))"
    head = f"class Lamp:\n    def __init__(\n        self,\n{_parameters('        ')}\n    ):\n"
    return _package(f"{IMPORTS}{head}{made}\n{stores}\n\n    def run(self):\n{ran}\n")


def _factory() -> Files:
    """A function that hands its own defaults on to another one."""
    passed = ", ".join(f"{row.name}={row.name}" for row in ROWS)
    inner = ", ".join(row.name for row in ROWS)
    head = f"def _run({inner}):\n    MADE\n{_stores('{name}')}\n    RUN\n\n\n"
    return _package(f"{IMPORTS}{head}def run(\n{_parameters()}\n):\n    return _run({passed})\n")


def _guarded() -> Files:
    """None leaves the native default alone."""
    parameters = "\n".join(f"    {row.name}: Optional[{row.hint}] = None," for row in ROWS)
    stores = "\n".join(f"    if {row.name} is not None:\n        options.{row.name} = {row.name}" for row in ROWS)
    return _package(f"{IMPORTS}def run(\n{parameters}\n):\n    MADE\n{stores}\n    RUN\n")


def _constants() -> Files:
    constants = "\n".join(f"DEFAULT_{row.name.upper()} = {row.python}" for row in ROWS)
    parameters = "\n".join(f"    {row.name}: {row.hint} = DEFAULT_{row.name.upper()}," for row in ROWS)
    return _package(f"{IMPORTS}{constants}\n\n\ndef run(\n{parameters}\n):\n    MADE\n{_stores('{name}')}\n    RUN\n")


def _dataclass() -> Files:
    imports = IMPORTS.replace("import ctypes\n", "import ctypes\nfrom dataclasses import dataclass\n")
    fields = "\n".join(f"    {row.name}: {row.hint} = {row.python}" for row in ROWS)
    head = f"@dataclass\nclass Settings:\n{fields}\n\n\n"
    return _package(f"{imports}{head}def run(settings: Settings):\n    MADE\n{_stores('settings.{name}')}\n    RUN\n")


def _dataclass_field() -> Files:
    imports = IMPORTS.replace("import ctypes\n", "import ctypes\nfrom dataclasses import dataclass, field\n")
    fields = "\n".join(f"    {row.name}: {row.hint} = field(default={row.python})" for row in ROWS)
    head = f"@dataclass\nclass Settings:\n{fields}\n\n\n"
    return _package(f"{imports}{head}def run(settings: Settings):\n    MADE\n{_stores('settings.{name}')}\n    RUN\n")


def _pydantic(written: str) -> Files:
    imports = IMPORTS.replace("from lamp", "from pydantic import BaseModel, Field\n\nfrom lamp")
    fields = "\n".join(f"    {row.name}: {row.hint} = {written.format(row.python)}" for row in ROWS)
    head = f"class Settings(BaseModel):\n{fields}\n\n\n"
    return _package(f"{imports}{head}def run(settings: Settings):\n    MADE\n{_stores('settings.{name}')}\n    RUN\n")


def _dict() -> Files:
    values = "\n".join(f'    "{row.name}": {row.python},' for row in ROWS)
    head = f"DEFAULTS = {{\n{values}\n}}\n\n\ndef run(**kwargs):\n    values = DEFAULTS.copy()\n    values.update(kwargs)\n"
    stores = _stores('values["{name}"]')
    return _package(f"{IMPORTS}{head}    MADE\n{stores}\n    RUN\n")


def _keyword(method: str) -> Files:
    stores = "\n".join(f'    options.{row.name} = kwargs.{method}("{row.name}", {row.python})' for row in ROWS)
    return _package(f"{IMPORTS}def run(**kwargs):\n    MADE\n{stores}\n    RUN\n")


def _argparse() -> Files:
    imports = IMPORTS.replace("import ctypes\n", "import argparse\nimport ctypes\n")
    rows = "\n".join(f'    parser.add_argument("--{row.name}", default={row.python})' for row in ROWS)
    head = f"def main():\n    parser = argparse.ArgumentParser()\n{rows}\n    arguments = parser.parse_args()\n"
    return _package(f"{imports}{head}    MADE\n{_stores('arguments.{name}')}\n    RUN\n")


FORMS: dict[str, Callable[[], Files]] = {
    "signature, returned record": partial(_signature, RETURNED),
    "signature, filled record": partial(_signature, FILLED),
    "method": _method,
    "factory": _factory,
    "None leaves it alone": _guarded,
    "module constants": _constants,
    "dataclass": _dataclass,
    "dataclass field": _dataclass_field,
    "pydantic attribute": partial(_pydantic, "{}"),
    "pydantic Field": partial(_pydantic, 'Field(default={}, description="Of the lamp.")'),
    "pydantic Field, positional": partial(_pydantic, "Field({})"),
    "dict of defaults": _dict,
    "kwargs.pop": partial(_keyword, "pop"),
    "kwargs.get": partial(_keyword, "get"),
    "argparse": _argparse,
}
