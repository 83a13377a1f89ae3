"""Which fix a finding has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from paramcheck.fixes.statements import Statements
from paramcheck.model import Fix, SurfaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paramcheck.fixes.source import Source
    from paramcheck.fixes.statements import Part
    from paramcheck.model import Edit, Finding, Link, Span

_SUFFIXES = (".py", ".pyi", ".pyw")
_MANY = 20
"""Parts of a source from which on it is quicker to take larger ones apart, in which more findings are."""

_FUNCTIONS = frozenset({SurfaceKind.FUNCTION, SurfaceKind.METHOD})


class Planner:
    """Plans fixes for the findings of one tree. Each source is parsed once, and only if a finding is in it.

    Args:
        text: Gives the text of a file by its path; ``None`` if it cannot be read as it is.
    """

    def __init__(self, text: Callable[[str], str | None]) -> None:
        self._text = text
        self._sources: dict[tuple[str, Part | None], Source | None] = {}
        self._parsed_of: Counter[str] = Counter()
        self._statements: dict[str, Statements] = {}

    def with_fixes(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings, with fixes where they can be mended."""
        return tuple(
            one if one.fix is not None or (fix := self.fix(one)) is None else replace(one, fix=fix) for one in findings
        )

    def fix(self, finding: Finding) -> Fix | None:
        """How to mend a finding; ``None`` if that is for people to decide."""
        if finding.fix is not None:
            return finding.fix
        if finding.check == "PC101":
            return self._default(finding)
        if finding.check == "PC105":
            return self._inherit(finding)
        if finding.check == "PC102":
            return self._words(finding)
        if finding.check == "PC302":
            return self._constant(finding)
        return None

    def source(self, path: str, span: Span | None = None, *, narrow: bool = False) -> Source | None:
        """A Python source of the tree, or the part of it around a place.

        Args:
            path: The source.
            span: The place; ``None`` for all of it.
            narrow: Whether the heading of a function, or a simple statement, is enough.

        Returns:
            The source; ``None`` if it is no Python, or cannot be parsed.
        """
        # A folder outside of the project is not ours to edit.
        if not path.endswith(_SUFFIXES) or path.startswith("native:"):
            return None
        narrow = narrow and self._parsed_of[path] < _MANY
        part = self._lines(path).part(span, narrow=narrow) if span is not None else None
        if (path, part) not in self._sources:
            self._parsed_of[path] += 1
            self._sources[path, part] = self._parsed(path, part)
        found = self._sources[path, part]
        if found is None and narrow:
            # Something else begins or ends on its lines.
            return self.source(path, span)
        return found

    def _lines(self, path: str) -> Statements:
        if path not in self._statements:
            self._statements[path] = Statements(self._text(path) or "")
        return self._statements[path]

    def _parsed(self, path: str, part: Part | None) -> Source | None:
        text = self._text(path)
        if text is None:
            return None
        from paramcheck.fixes.source import Source  # noqa: PLC0415 - libcst takes time, and clean trees need none

        try:
            return Source(path, text, part)
        except ValueError:
            return None

    def _default(self, finding: Finding) -> Fix | None:
        from paramcheck.fixes.defaults import to_native  # noqa: PLC0415

        edits, words = [], ""
        for link in _links(finding):
            source = self.source(link.wrapper.span.path, link.wrapper.span, narrow=True)
            made = to_native(link, source) if source is not None else None
            if made is not None:
                words = f"default to {made[0]}"
                edits.append(made[1])
        if not edits:
            return self._inherit(finding)
        return Fix(words, _distinct(edits), safe=False)

    def _inherit(self, finding: Finding) -> Fix | None:
        from paramcheck.fixes.inherit import left_alone  # noqa: PLC0415

        edits: list[Edit] = []
        for link in _links(finding):
            if link.selected or link.wrapper.kind not in _FUNCTIONS:
                continue
            # What the fix will ask for as well, but once everything is taken apart.
            if not self._lines(link.wrapper.span.path).names_once(link.wrapper.name, link.wrapper.span):
                continue
            source = self.source(link.wrapper.span.path, link.wrapper.span)
            edits += (left_alone(link, source) or ()) if source is not None else ()
        if not edits or finding.link is None:
            return None
        words = f"default to None and leave {finding.link.native.qualified} to the library"
        return Fix(words, _distinct(edits), safe=False)

    def _words(self, finding: Finding) -> Fix | None:
        from paramcheck.fixes.documented import corrected  # noqa: PLC0415

        made = corrected(finding, self.source)
        return None if made is None else Fix(f"say {made[0]}", (made[1],), safe=True)

    def _constant(self, finding: Finding) -> Fix | None:
        from paramcheck.fixes.constants import corrected  # noqa: PLC0415

        source = self.source(finding.span.path, finding.span)
        if finding.link is None or source is None:
            return None
        made = corrected(finding.link, source)
        return None if made is None else Fix(f"set it to {made[0]}", (made[1],), safe=True)


def _links(finding: Finding) -> tuple[Link, ...]:
    return () if finding.link is None else (finding.link, *finding.also)


def _distinct(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    return tuple(dict.fromkeys(edits))
