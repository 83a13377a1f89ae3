"""Parsing several C++ files as one unit, so that headers that they share are read once.

Binding code comes in dozens of small files that include the same headers: 82 of them take 3.3 s one by one, and 0.3 s
as one unit (measured). They are parsed completely, with templates instantiated, because a template's code says little
before its types are known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paramcheck.clang.unit import Parser, Unit

_CONFLICT = re.compile(r"redefin|redeclar|conflict|ambiguous|different (?:return )?type|previous")
"""Errors that say that two files of one unit do not get along."""

_MOST_ROUNDS = 3

_CXX20_HEADERS = frozenset({"compare", "concepts", "ranges", "span", "numbers", "source_location", "format", "bit"})


class Mender(Protocol):
    """Gives new texts for files that did not parse."""

    @property
    def prelude(self) -> str:
        """A header that C++ files need before anything else."""

    def mend(self, unit: Unit, texts: Mapping[str, bytes], *, cxx: bool) -> Mapping[str, bytes]:
        """New texts, from what was parsed and the texts that were given before; none if nothing can be mended."""


def parse_together(parser: Parser, paths: Sequence[str], mender: Mender | None = None) -> None:
    """Parse files completely, as few units as they allow; later calls of ``parser.parse`` find them.

    A file that does not get along with the others (two helpers of the same name, say) is parsed alone.

    Args:
        parser: Parses, and keeps the units.
        paths: The files, relative to the tree's root. C files are parsed one by one.
        mender: Gives new texts for files that did not parse; what it changes is parsed again.
    """
    cxx = [path for path in paths if parser.is_cxx(path)]
    quarrelling: set[str] = set(cxx)
    if len(cxx) > 1:
        unit = _parse(parser, cxx, mender)
        if unit is not None:
            quarrelling = {span.path for span, message in unit.errors() if span and _CONFLICT.search(message)}
            for path in cxx:
                if path not in quarrelling:
                    parser.keep(path, unit)
    for path in paths:
        if path not in cxx or path in quarrelling:
            parser.keep(path, _parse(parser, [path], mender))


def _parse(parser: Parser, paths: Sequence[str], mender: Mender | None) -> Unit | None:
    arguments: dict[str, None] = {}
    unsaved: dict[str, str | bytes] = {}
    for path in paths:
        words, files = parser.arguments(path)
        arguments.update(dict.fromkeys(words))
        unsaved.update(files)
    location = str(parser.locate(paths[0]))
    if len(paths) > 1:
        location += ".joint.cc"
        unsaved[location] = "".join(f'#include "{parser.locate(path)}"\n' for path in paths)
    cxx = parser.is_cxx(paths[0])
    words = list(arguments)
    prelude = f"{location}.prelude.h"
    if mender is not None and cxx:
        unsaved[prelude] = mender.prelude
        words = [*words, "-include", prelude]
    unit = parser.translate(paths[0], location, words, unsaved)
    if unit is not None and _needs_cxx20(unit):
        words = ["-std=c++20" if word == "-std=c++17" else word for word in words]
        unit = parser.translate(paths[0], location, words, unsaved)
    if mender is None:
        return unit
    texts: dict[str, bytes] = {}
    for _ in range(_MOST_ROUNDS):
        # What is mended uncovers what stands behind it.
        changed = mender.mend(unit, texts, cxx=cxx) if unit is not None else {}
        if not changed:
            break
        texts.update(changed)
        unsaved.update({str(parser.locate(path)): text for path, text in changed.items()})
        if cxx:
            unsaved[prelude] = mender.prelude
        unit = parser.translate(paths[0], location, words, unsaved) or unit
    return unit


def _needs_cxx20(unit: Unit) -> bool:
    """Whether a file of the tree, not a stand-in, includes a header that only C++20 has."""
    return any(
        name.rpartition("/")[2] in _CXX20_HEADERS and "/headers/cxx/" in name and "/headers/cxx/" not in source
        for source, name in unit.inclusions()
    )
