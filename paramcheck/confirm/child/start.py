"""Starts ``main`` under a name of its own, so that none of our modules can be taken for one of the package's."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path

_NAME = "paramcheck_child"


def start(request: str) -> None:
    """Load this folder as a package, and do what a request file asks for."""
    folder = Path(__file__).resolve().parent
    sys.path[:] = [one for one in sys.path if not one or Path(one).resolve() != folder]
    spec = importlib.util.spec_from_file_location(
        _NAME, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[_NAME] = package
    spec.loader.exec_module(package)
    importlib.import_module(f"{_NAME}.main").main(request)


if __name__ == "__main__":
    start(sys.argv[1])
