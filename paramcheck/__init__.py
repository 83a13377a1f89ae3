"""paramcheck finds where a Python wrapper and the C or C++ library under it disagree about a parameter."""

__version__ = "0.1.0"
