"""Runs a harbour."""

from harbour.harbour import Harbour
from harbour.settings import Settings

__all__ = ["Harbour", "Settings"]
