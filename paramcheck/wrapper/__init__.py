"""Wrapper facts: which parameters the Python side declares, and where each one goes."""
