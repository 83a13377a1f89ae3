"""Parsing several C++ files as one unit, so that headers that they share are read once.

Binding code comes in dozens of small files that include the same headers: 82 of them take 3.3 s one by one, and 0.3 s
as one unit (measured). In the end they are parsed with templates instantiated, because a template's code says little
before its types are known; that takes several times as long as the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from paramcheck.clang.joint import JOINT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paramcheck.clang.parser import Parser
    from paramcheck.clang.unit import Unit

_CONFLICT = re.compile(r"redefin|redeclar|conflict|ambiguous|different (?:return )?type|differ only|previous")
"""Errors that say that two files of one unit do not get along."""

_MOST_ROUNDS = 3

_PRELUDE = "/paramcheck-prelude/prelude.h"
"""A file that exists only in libclang's eyes, outside of every tree."""

_COMPLETELY = 0x200
"""libclang's flag to keep going after errors."""

_QUICKLY = _COMPLETELY | 0x02
"""The same, and the unit counts as incomplete, so that templates are not instantiated at its end."""

_CXX20_HEADERS = frozenset({"compare", "concepts", "ranges", "span", "numbers", "source_location", "format", "bit"})


class Mender(Protocol):
    """Gives new texts for files that did not parse."""

    @property
    def prelude(self) -> str:
        """A header that C++ files need before anything else."""

    def mend(self, unit: Unit, texts: Mapping[str, bytes], *, cxx: bool) -> Mapping[str, bytes]:
        """New texts, from what was parsed and the texts that were given before; none if nothing can be mended."""


def parse_together(
    parser: Parser, paths: Sequence[str], mender: Mender | None = None, *, instantiate: bool = True
) -> None:
    """Parse files as few units as they allow; later calls of ``parser.parse`` find them.

    A file that does not get along with the others (two helpers of the same name, say) is parsed alone.

    Args:
        parser: Parses, and keeps the units.
        paths: The files, relative to the tree's root. C files are parsed one by one.
        mender: Gives new texts for files that did not parse; what it changes is parsed again.
        instantiate: Whether templates are instantiated.
    """
    cxx = [path for path in paths if parser.is_cxx(path)]
    quarrelling: set[str] = set(cxx)
    if len(cxx) > 1:
        unit = _parse(parser, cxx, mender, instantiate=instantiate)
        if unit is not None:
            quarrelling = {span.path for span, message in unit.errors() if span and _CONFLICT.search(message)}
            for path in cxx:
                if path not in quarrelling:
                    parser.keep(path, unit)
    for path in paths:
        if path not in cxx or path in quarrelling:
            parser.keep(path, _parse(parser, [path], mender, instantiate=instantiate))


def _parse(parser: Parser, paths: Sequence[str], mender: Mender | None, *, instantiate: bool) -> Unit | None:
    """Parse files as one unit.

    Args:
        parser: Parses.
        paths: The files, all in one language.
        mender: Gives new texts for files that did not parse.
        instantiate: Whether templates are instantiated.
    """
    texts: dict[str, bytes] = {}
    location, words, unsaved = _command(parser, paths)
    cxx = parser.is_cxx(paths[0])
    if mender is not None and cxx:
        words = [*words, "-include", _PRELUDE]

    def translate(options: int) -> Unit | None:
        given = {**unsaved, **{str(parser.locate(path)): text for path, text in texts.items()}}
        if mender is not None and cxx:
            given[_PRELUDE] = mender.prelude
        return parser.translate(paths[0], location, words, given, options=options)

    unit = translate(_QUICKLY)
    if unit is not None and _needs_cxx20(unit):
        words = ["-std=c++20" if word == "-std=c++17" else word for word in words]
        unit = translate(_QUICKLY)
    for _ in range(_MOST_ROUNDS if mender is not None else 0):
        # What is mended uncovers what stands behind it.
        changed = mender.mend(unit, texts, cxx=cxx) if mender is not None and unit is not None else {}
        if not changed:
            break
        texts.update(changed)
        unit = translate(_QUICKLY) or unit
    return translate(_COMPLETELY) or unit if cxx and instantiate and unit is not None else unit


def _command(parser: Parser, paths: Sequence[str]) -> tuple[str, list[str], dict[str, str | bytes]]:
    """Where a unit of several files is, the flags for it, and the texts of files that are not on the disk."""
    arguments: dict[str, None] = {}
    unsaved: dict[str, str | bytes] = {}
    for path in paths:
        words, files = parser.arguments(path)
        arguments.update(dict.fromkeys(words))
        unsaved.update(files)
    location = str(parser.locate(paths[0]))
    if len(paths) > 1:
        location += JOINT
        unsaved[location] = "".join(f'#include "{parser.locate(path)}"\n' for path in paths)
    return location, _stand_ins_first(parser, list(arguments)), unsaved


def _stand_ins_first(parser: Parser, words: list[str]) -> list[str]:
    """Let names in angle brackets mean the stand-ins before anything in the tree.

    A vendored copy of a binding library takes seconds to parse, and says no more; and where a library has a
    ``string.h`` of its own, ``<string.h>`` is still the C library's.
    """
    bindings = f"-isystem{parser.includes.stand_ins[2]}"
    folders = [word.removeprefix("-I") for word in words if word.startswith("-I")]
    given = {str(folder) for folder in parser.includes.extra}
    return [
        *(f"-iquote{folder}" for folder in (bindings.removeprefix("-isystem"), *folders)),
        bindings,
        *(f"-isystem{folder}" for folder in folders if folder in given),
        *(word for word in words if not word.startswith("-I") and word != bindings),
        *(f"-idirafter{folder}" for folder in folders if folder not in given),
    ]


def _needs_cxx20(unit: Unit) -> bool:
    """Whether a file of the tree, not a stand-in, includes a header that only C++20 has."""
    return any(
        name.rpartition("/")[2] in _CXX20_HEADERS and "/headers/cxx/" in name and "/headers/cxx/" not in source
        for source, name in unit.inclusions()
    )
