"""The report formats: one module each.

A renderer turns a report into text. It reads, judges, orders and filters nothing. A module in this folder that
defines ``RENDERER`` is a format: nothing else has to be edited to add one.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import lru_cache
from typing import cast

from paramcheck.errors import ParamcheckError
from paramcheck.reports.base import Options, Renderer
from paramcheck.reports.moving import moved

__all__ = ["Options", "Renderer", "formats", "moved", "renderer", "schema"]

_DEFINES_RENDERER = re.compile(rb"^RENDERER\b", re.MULTILINE)


@lru_cache(maxsize=1)
def _modules() -> dict[str, str]:
    """Module names by format name. A trailing underscore keeps a module apart from one of the standard library.

    The sources are searched rather than imported: a hook that writes plain text must not pay for all formats.
    """
    found = {}
    for module in pkgutil.iter_modules(__path__):
        source = pkgutil.get_data(__name__, f"{module.name}.py")
        if source is not None and _DEFINES_RENDERER.search(source):
            found[module.name.rstrip("_")] = module.name
    return dict(sorted(found.items()))


def formats() -> tuple[str, ...]:
    """The names of all formats, in alphabetical order."""
    return tuple(_modules())


def renderer(name: str) -> Renderer:
    """The renderer of a format; only its module is imported.

    Args:
        name: One of ``formats()``.

    Raises:
        ParamcheckError: There is no such format.
    """
    module = _modules().get(name)
    if module is None:
        raise ParamcheckError(f"there is no report format {name!r}; choose one of {', '.join(_modules())}")
    return cast("Renderer", importlib.import_module(f"{__name__}.{module}").RENDERER)


def schema() -> dict[str, object]:
    """The JSON schema (draft 2020-12) of ``--format json``."""
    import json  # noqa: PLC0415 - only who asks for the schema pays for it

    data = pkgutil.get_data(__name__, "report.schema.json")
    assert data is not None, "the schema is package data"
    return cast("dict[str, object]", json.loads(data))
