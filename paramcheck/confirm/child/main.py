"""Runs a package's code and writes down what happens, one JSON line an event.

The lines are written as things happen: what was recorded before a crash is kept.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

from . import devices, events, recording, stating


class Run:
    """What an adapter's function is given.

    Attributes:
        arguments: Arguments of the call.
        model: The model file; empty without one.
        library: The native library; empty where the package brings its own.
        port: The port of the server that runs beside, if one does.
    """

    def __init__(self, request: dict[str, Any], written: events.Events) -> None:
        self.arguments: dict[str, Any] = request.get("arguments", {})
        self.model: str = request.get("model", "")
        self.library: str = request.get("library", "")
        self.port: int = request.get("port", 0)
        self._written = written

    def observe(self, record: str, held: object) -> None:
        """Write down what a native object holds.

        Args:
            record: The name of the record, as the native side calls it.
            held: A mapping, or an object whose public attributes count.
        """
        self._written.write("record", record=record, fields=events.attributes(held))


def main(path: str) -> None:
    """Do what a request file asks for."""
    request = json.loads(Path(path).read_text(encoding="utf-8"))
    written = events.Events(request["events"])
    try:
        if request["mode"] == "state":
            stating.state(request, written)
        elif request["mode"] == "devices":
            devices.find(request["kind"], written)
        else:
            _call(request, written)
    except BaseException as error:
        # SystemExit and KeyboardInterrupt of a package are its failures too.
        written.write("error", kind=type(error).__name__, message=str(error)[:2000], where=events.place(error))
        raise
    written.write("end", resident=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    sys.stdout.flush()
    sys.stderr.flush()
    # What happens while the interpreter goes down says nothing about defaults.
    os._exit(0)


def _call(request: dict[str, Any], written: events.Events) -> None:
    recording.install(request.get("entries", {}), request.get("overrides", []), written)
    run = Run(request, written)
    adapter = _adapter(request.get("adapter", ""))
    called = request["call"]
    if request.get("prepare"):
        getattr(adapter, request["prepare"])(run)
    begun = time.perf_counter()
    if called["function"]:
        made = getattr(adapter, called["function"])(run)
    else:
        made = _named(called["callable"])(**run.arguments)
    ready = time.perf_counter()
    written.write("made", seconds=ready - begun)
    for record in request.get("mirrors", []):
        recording.mirror(record, written)
    if request.get("use"):
        seen = getattr(adapter, request["use"])(run, made)
        written.write("seen", seconds=time.perf_counter() - ready, observed=seen)


def _adapter(path: str) -> Any:
    if not path:
        return None
    spec = importlib.util.spec_from_file_location("paramcheck_adapter", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _named(dotted: str) -> Any:
    """The object of a dotted name: as much of it as is a module, then attributes."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError as error:
            if length > 1 and error.name is not None and dotted.startswith(error.name):
                continue
            raise
        for name in parts[length:]:
            found = getattr(found, name)
        return found
    raise ValueError(dotted)
