"""The configuration: where it is found, what it may say, and the rules that ship for some libraries.

It knows neither the checks nor the tree: whoever loads it passes on what it is to be held against.
"""

from __future__ import annotations

from paramcheck.config.confirming import ConfirmTable, Recipe
from paramcheck.config.discovery import load
from paramcheck.config.patterns import FilePatterns, name_matches
from paramcheck.config.rules import Equivalence, Expectation, Rules, rules_for
from paramcheck.config.selectors import exactly, expand, named
from paramcheck.config.settings import Config, FileIgnore
from paramcheck.config.stated import is_stated

__all__ = [
    "Config",
    "ConfirmTable",
    "Equivalence",
    "Expectation",
    "FileIgnore",
    "FilePatterns",
    "Recipe",
    "Rules",
    "exactly",
    "expand",
    "is_stated",
    "load",
    "name_matches",
    "named",
    "rules_for",
]
