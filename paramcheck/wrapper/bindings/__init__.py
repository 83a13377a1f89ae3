"""Bindings written in C and C++: pybind11, nanobind, Boost.Python and the C API.

Such a source says on the Python side what its arguments are called and what their defaults are, and on the native side
which constructor, member or function they reach. Both are read from clang's tree of the source itself.
"""

from paramcheck.wrapper.bindings.facts import BindingFacts
from paramcheck.wrapper.bindings.reading import parse, read
from paramcheck.wrapper.bindings.search import Sources, find

__all__ = ["BindingFacts", "Sources", "find", "parse", "read"]
