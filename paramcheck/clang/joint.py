"""The name of several files that are parsed as one unit."""

from __future__ import annotations

JOINT = ".joint.cc"
"""How it ends; it begins with the name of the first file."""
