"""What Python code repeats of a C header: ctypes classes and signatures, cffi declarations, constants."""

from __future__ import annotations

from paramcheck.wrapper.mirrors.reading import read

__all__ = ["read"]
