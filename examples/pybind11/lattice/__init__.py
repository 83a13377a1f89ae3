"""Relaxes lattices."""

from lattice._lattice import Boundary, Relaxation

__all__ = ["Boundary", "Relaxation"]
