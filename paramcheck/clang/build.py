"""What the build files of a tree say that its sources do not: the language's year, and which options are on."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paramcheck.sources.tree import Tree

_PROJECT_FILES = ("setup.py", "setup.cfg", "pyproject.toml", "meson.build", "CMakeLists.txt", "Makefile")

_YEAR_2020 = re.compile(r"(?:\+\+|_std_)(?:20|2a|23|2b)\b|CXX_STANDARD\"?[\s:=]+\"?(?:20|23)\b")
_OPTION = re.compile(
    r"\b(?:cmake_dependent_)?option\s*\(\s*(\w+)\s+(?:\"(?:\\.|[^\"\\])*\"|\w+)\s+\"?(ON|OFF|TRUE|FALSE|YES|NO|1|0)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"-D\s*(\w+)(?::\w+)?=\"?(ON|OFF|TRUE|FALSE|YES|NO|1|0)\b", re.IGNORECASE)
_DEFINED = re.compile(r"^([ \t]*)#([ \t]*)cmakedefine(01)?[ \t]+(\w+)(.*)$", re.MULTILINE)
_ON = frozenset({"ON", "TRUE", "YES", "1"})


class Build:
    """Reads build files.

    Args:
        tree: The sources.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    @cached_property
    def is_cxx20(self) -> bool:
        """Whether the project's own build files ask for C++20 or later."""
        return any(_YEAR_2020.search(text) for text in self._project)

    @cached_property
    def _project(self) -> list[str]:
        return [self._tree.text(name) for name in _PROJECT_FILES if self._tree.contains(name)]

    @cached_property
    def _options(self) -> dict[str, bool]:
        """CMake's options and what they are by default, unless the project gives them a value."""
        found: dict[str, bool] = {}
        for file in sorted(self._tree.files(".txt", ".cmake"), key=lambda one: (one.path.count("/"), one.path)):
            if file.path.endswith(("CMakeLists.txt", ".cmake")):
                for name, value in _OPTION.findall(self._tree.text(file.path)):
                    found.setdefault(name, value.upper() in _ON)
        for text in self._project:
            found.update({name: value.upper() in _ON for name, value in _GIVEN.findall(text)})
        return found

    def configured(self, template: str) -> str:
        """The header that CMake makes of a template, with its options as they are by default.

        Args:
            template: The path of the template. What is no option stays as it is, and does not parse.
        """
        return _DEFINED.sub(self._definition, self._tree.text(template))

    def _definition(self, match: re.Match[str]) -> str:
        before, after, is_number, name, rest = match.groups()
        is_on = self._options.get(name, False)
        if is_number:
            return f"{before}#{after}define {name} {int(is_on)}"
        return f"{before}#{after}define {name}{rest}" if is_on else f"{before}/* #undef {name} */"
