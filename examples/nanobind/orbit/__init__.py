"""Computes orbits."""

from orbit._orbit import period

__all__ = ["period"]
