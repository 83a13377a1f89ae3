"""Cython sources as Python syntax trees, which the interpreter runs like Python code."""
