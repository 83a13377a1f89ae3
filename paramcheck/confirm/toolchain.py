"""The tools that a build needs, found before anything is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from paramcheck.errors import ParamcheckError


@dataclass(frozen=True, slots=True)
class Toolchain:
    """What a build is made with.

    Attributes:
        cmake: Path of cmake.
        generator: What cmake writes build files for.
        compilers: The C and the C++ compiler.
        version: What identifies the compilers.
    """

    cmake: str
    generator: str
    compilers: tuple[str, str]
    version: str


def find(backend: str) -> Toolchain:
    """Find the tools for a build.

    Args:
        backend: The kind of device to build for.

    Raises:
        ParamcheckError: If one is missing.
    """
    cmake = program("cmake")
    if cmake is None:
        raise ParamcheckError(
            "no cmake found: install it (`pip install cmake ninja` will do), or give a built library by --library"
        )
    compilers = _compiler("CC", "cc", "gcc", "clang"), _compiler("CXX", "c++", "g++", "clang++")
    if backend == "cuda" and not (program("nvcc") or os.environ.get("CUDACXX")):
        raise ParamcheckError("no CUDA compiler found: install the CUDA toolkit, or name its nvcc by CUDACXX")
    if backend == "vulkan" and program("glslc") is None:
        raise ParamcheckError("no glslc found: install the Vulkan shader compiler (Debian: glslc, libvulkan-dev)")
    ninja = program("ninja")
    if ninja is None and program("make") is None:
        raise ParamcheckError("neither ninja nor make found: install one (`pip install ninja` will do)")
    return Toolchain(cmake, "Ninja" if ninja else "Unix Makefiles", compilers, "\n".join(map(_version, compilers)))


def program(name: str) -> str | None:
    """The path of a program: on the search path, or beside this Python, where pip puts programs."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def _compiler(variable: str, *names: str) -> str:
    given = os.environ.get(variable)
    for name in (given,) if given else names:
        found = shutil.which(name)
        if found:
            return found
    wanted = f"{given!r}, which {variable} names" if given else " or ".join(names)
    language = "C++" if variable == "CXX" else "C"
    raise ParamcheckError(
        f"no {language} compiler found (looked for {wanted}): install one, or give a built library by --library"
    )


def _version(compiler: str) -> str:
    found = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return f"{compiler} {found.stdout.partition(chr(10))[0]}"
