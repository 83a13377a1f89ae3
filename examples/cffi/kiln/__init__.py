"""Fires a kiln."""

from kiln.program import fire

__all__ = ["fire"]
