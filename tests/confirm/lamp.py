"""A library of our own in C, and its wrapper in ctypes: small, but with every kind of field and every way to pass one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.config.confirming import CallTable, ConfirmTable, SmokeTable
from paramcheck.confirm import layout, processes, session
from paramcheck.confirm.folders import Folders
from paramcheck.sources.tree import Tree

COMPILER = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
needs_compiler = pytest.mark.skipif(not COMPILER or os.name != "posix", reason="needs a C compiler")

HEADER = """\
#include <stdbool.h>
#include <stdint.h>

enum lamp_colour { LAMP_RED = 0, LAMP_GREEN = 7 };

struct lamp_shade { int16_t height; float tilt; };

struct lamp_params {
    int32_t wicks;
    float glow;
    bool lit;
    uint8_t dim;
    double oil;
    const char * name;
    void * user;
    int32_t levels[3];
    struct lamp_shade shade;
    enum lamp_colour colour;
    unsigned hot : 3;
    int cold : 4;
    uint64_t serial;
};

struct lamp_small { float draught; int32_t vents; };

struct lamp_options { int64_t hours; bool quiet; };

struct lamp;

struct lamp_params lamp_default_params(void);
struct lamp_small lamp_small_default(void);
void lamp_init_options(struct lamp_options * options);
struct lamp * lamp_light(struct lamp_params params, int32_t count);
int32_t lamp_trim(const struct lamp_options * options, struct lamp_small small);
int32_t lamp_burn(struct lamp * lamp, int32_t steps, int32_t * out);
"""

SOURCE = """\
#include "lamp.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct lamp { struct lamp_params params; };

struct lamp_params lamp_default_params(void) {
    struct lamp_params p = {
        .wicks = 4, .glow = 0.1f, .lit = true, .dim = 200, .oil = 0.25, .name = "brass", .levels = {1, 2, 3},
        .shade = {-5, 1.5f}, .colour = LAMP_GREEN, .hot = 5, .cold = -2, .serial = 1ull << 40,
    };
    return p;
}

struct lamp_small lamp_small_default(void) { struct lamp_small s = {0.5f, 3}; return s; }

void lamp_init_options(struct lamp_options * o) { o->hours = -1; o->quiet = true; }

struct lamp * lamp_light(struct lamp_params params, int32_t count) {
    struct lamp * made = malloc(sizeof *made);
    made->params = params;
    fprintf(stderr, "%s flame buffer size = 1 MiB\\n", params.lit ? "HEARTH0" : "CPU");
    if (params.wicks == 66) abort();
    return made;
}

int32_t lamp_trim(const struct lamp_options * o, struct lamp_small s) { return (int32_t) o->hours + s.vents; }

int32_t lamp_burn(struct lamp * lamp, int32_t steps, int32_t * out) {
    if (lamp->params.wicks == 13) *(volatile int *) 8 = 1;
    if (lamp->params.wicks == 20) usleep(400000);
    for (int32_t i = 0; i < steps; i++)
        out[i] = lamp->params.colour == LAMP_RED ? 35 : (i * 7 + (int32_t) (lamp->params.glow * 100)) % 19;
    return steps;
}
"""

WRAPPER = """\
import ctypes
import os

_lib = ctypes.CDLL(os.environ["LAMP_LIBRARY"])


class lamp_shade(ctypes.Structure):
    _fields_ = [("height", ctypes.c_int16), ("tilt", ctypes.c_float)]


class lamp_params(ctypes.Structure):
    _fields_ = [
        ("wicks", ctypes.c_int32),
        ("glow", ctypes.c_float),
        ("lit", ctypes.c_bool),
        ("dim", ctypes.c_uint8),
        ("oil", ctypes.c_double),
        ("name", ctypes.c_char_p),
        ("user", ctypes.c_void_p),
        ("levels", ctypes.c_int32 * 3),
        ("shade", lamp_shade),
        ("colour", ctypes.c_int),
        ("hot", ctypes.c_uint, 3),
        ("cold", ctypes.c_int, 4),
        ("serial", ctypes.c_uint64),
    ]


class lamp_small(ctypes.Structure):
    _fields_ = [("draught", ctypes.c_float), ("vents", ctypes.c_int32)]


class lamp_options(ctypes.Structure):
    _fields_ = [("hours", ctypes.c_int64), ("quiet", ctypes.c_bool)]


_lib.lamp_default_params.restype = lamp_params
_lib.lamp_small_default.restype = lamp_small
_lib.lamp_light.restype = ctypes.c_void_p
_lib.lamp_light.argtypes = [lamp_params, ctypes.c_int32]
_lib.lamp_trim.argtypes = [ctypes.c_void_p, lamp_small]
_lib.lamp_burn.argtypes = [ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p]


class Lamp:
    def __init__(self, path, wicks=4, glow=0.25, lit=False):
        if path == "raise":
            raise ValueError("no such\\nlamp")
        assert path != "assert"
        self.params = _lib.lamp_default_params()
        self.params.wicks = wicks
        self.params.glow = glow
        self.params.lit = lit
        options = lamp_options()
        _lib.lamp_init_options(ctypes.byref(options))
        options.hours = 12
        small = _lib.lamp_small_default()
        _lib.lamp_trim(ctypes.addressof(options), small)
        self.lamp = _lib.lamp_light(self.params, 3)

    def burn(self, steps=24):
        out = (ctypes.c_int32 * steps)()
        _lib.lamp_burn(self.lamp, steps, out)
        return list(out)
"""

ADAPTER = """\
import time


class Shown:
    wicks = 4
    _hidden = 1

    def method(self):
        return 3


def native(run):
    run.observe("lamp_shown", {"wicks": 4, "parts": [1, 2], "object": object()})


def shown(run):
    run.observe("lamp_shown", Shown())
    return Shown()


def hang(run):
    time.sleep(60)


def leave(run):
    raise SystemExit(3)


def burn(run, made):
    tokens = made.burn()
    return {"tokens": tokens, "weights": [made.params.glow, 1.0], "mean": sum(tokens) / len(tokens)}
"""

CMAKE = """\
cmake_minimum_required(VERSION 3.10)
project(lamp C)
option(LAMP_SMOKE "lamp: known" OFF)
add_library(lamp lamp.c)
if (LAMP_SMOKE)
    target_compile_definitions(lamp PRIVATE LAMP_SMOKE=1)
endif()
"""


def tree(folder: Path, header: str = HEADER, source: str = SOURCE) -> Path:
    """The wrapper's tree, with the library's sources below it."""
    files = {
        "setup.cfg": "[metadata]\nname = lamp\nversion = 1.0\n",
        "lamp/__init__.py": WRAPPER,
        "vendor/lamp/lamp.h": header,
        "vendor/lamp/lamp.c": source,
        "vendor/lamp/CMakeLists.txt": CMAKE,
    }
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def library(folder: Path, source: str = SOURCE, header: str = HEADER) -> Path:
    """The library, compiled. It may be of other sources than the tree's."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lamp.h").write_text(header, encoding="utf-8")
    (folder / "lamp.c").write_text(source, encoding="utf-8")
    made = folder / "liblamp.so"
    command = [COMPILER, "-shared", "-fPIC", "-O1", "-I", str(folder), "-o", str(made), str(folder / "lamp.c")]
    subprocess.run(command, check=True, capture_output=True)
    return made


def header_of(root: Path, stating: tuple[str, ...] = ("lamp_init_options",)) -> layout.Header:
    """What the tree's header says."""
    opened = Tree.open(root)
    return layout.read(Parser(opened), layout.find(opened, ["lamp_default_params"]), stating)


CALL = CallTable(surfaces=["lamp.Lamp.__init__"], callable="lamp.Lamp", arguments={"path": "{model}"})
SMOKE = SmokeTable(
    function="burn", placement=[r"^(?P<device>\w+) (?P<what>flame) buffer size ="], host=["CPU*"],
    devices=[r"^(?P<count>\d+) hearths"],
)  # fmt: skip


def opened(tmp_path: Path, *, made: Path | None = None, seconds: float = 30, **table: object) -> session.Session:
    """A session on the lamp."""
    root = tree(tmp_path / "tree")
    adapter = tmp_path / "adapter.py"
    adapter.write_text(ADAPTER, encoding="utf-8")
    held = {"environment": {"LAMP_LIBRARY": "{library}"}, "calls": [CALL], "smoke": SMOKE, **table}
    return session.Session(
        root=root,
        header=header_of(root),
        library=made or library(tmp_path / "built"),
        table=ConfirmTable(**held),
        place=Folders(tmp_path / "kept"),
        python=lambda requires: Path(sys.executable),
        adapter=adapter,
        limits=processes.Limits(seconds=seconds),
    )
