"""The tools that a build needs, found before anything is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from paramcheck.errors import ParamcheckError

_HEARD = ("CFLAGS", "CXXFLAGS", "CUDAHOSTCXX")
"""What of the environment compilers listen to, beside their names."""
_USUAL_TOOLKIT = "/usr/local/cuda"


class Toolchain(Struct, frozen=True):
    """What a build is made with.

    Attributes:
        cmake: Path of cmake.
        generator: What cmake writes build files for.
        compilers: The C and the C++ compiler.
        version: What identifies the compilers, and what the environment tells them.
        folders: Where programs are that the build needs before others of the same name.
        options: Further options for cmake.
    """

    cmake: str
    generator: str
    compilers: tuple[str, str]
    version: str
    folders: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


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
    device = _cuda_compiler() if backend == "cuda" else None
    if backend == "vulkan" and program("glslc") is None:
        raise ParamcheckError("no glslc found: install the Vulkan shader compiler (Debian: glslc, libvulkan-dev)")
    ninja = program("ninja")
    if ninja is None and program("make") is None:
        raise ParamcheckError("neither ninja nor make found: install one (`pip install ninja` will do)")
    generator = "Ninja" if ninja else "Unix Makefiles"
    told = [f"{name}={value}" for name in _HEARD if (value := os.environ.get(name))]
    identity = "\n".join([*map(_version, compilers), *told])
    if device is None:
        return Toolchain(cmake, generator, compilers, identity)
    # cmake takes the toolkit's libraries from beside the first nvcc on the search path, whatever compiler it was told.
    # Where they are is kept in what is built: a toolkit need not be where the system looks for libraries.
    options = (f"-DCMAKE_CUDA_COMPILER={device}", "-DCMAKE_INSTALL_RPATH_USE_LINK_PATH=ON")
    identity += "\n" + _version(device, line=-1)
    return Toolchain(cmake, generator, compilers, identity, (str(Path(device).parent),), options)


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


def _cuda_compiler() -> str:
    """The path of nvcc.

    Raises:
        ParamcheckError: If there is none.
    """
    given = os.environ.get("CUDACXX")
    if given:
        found = shutil.which(given)
        if found is None:
            raise ParamcheckError(f"no CUDA compiler found: there is no {given!r}, which CUDACXX names")
        return found
    homes = [home for name in ("CUDA_HOME", "CUDA_PATH") if (home := os.environ.get(name))]
    found = program("nvcc") or next(
        (path for home in (*homes, _USUAL_TOOLKIT) if (path := shutil.which(str(Path(home, "bin", "nvcc"))))), None
    )
    if found is None:
        raise ParamcheckError("no CUDA compiler found: install the CUDA toolkit, or name its nvcc by CUDACXX")
    return found


def _version(compiler: str, line: int = 0) -> str:
    found = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    lines = found.stdout.strip().split("\n")
    return f"{compiler} {lines[line]}"
