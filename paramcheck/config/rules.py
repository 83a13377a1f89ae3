"""What no source can tell: expectations, aliases and the like, from rule files and from the configuration."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct, field
from msgspec.structs import replace

from paramcheck.config.confirming import Recipe
from paramcheck.config.patterns import name_matches, shown_path
from paramcheck.config.reading import parse, read_text, typed
from paramcheck.config.selectors import expand
from paramcheck.config.tables import RuleFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.abc import Traversable
    from pathlib import Path

    from paramcheck.config.reading import Document
    from paramcheck.config.scalars import Scalar
    from paramcheck.config.tables import ConfigurationFile

_DISTRIBUTION = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Expectation(Struct, frozen=True):
    """An intended difference.

    Attributes:
        parameter: Qualified name of the wrapper parameter, or a pattern of such names.
        wrapper: The value that reaches the native side.
        native: The native default.
        reason: Why they differ.
        native_name: The native parameter; ``None`` for any that the wrapper parameter reaches.
        check: The only check that it is about; ``None`` for those that compare two defaults.
        file: Where it is written; ``None`` if it ships with paramcheck.
        line: The line in that file.
    """

    parameter: str
    wrapper: Scalar
    native: Scalar
    reason: str
    native_name: str | None = None
    check: str | None = None
    file: Path | None = None
    line: int = 1


class Equivalence(Struct, frozen=True):
    """Native values that the library treats alike.

    Attributes:
        native: The native parameter.
        values: The values.
        reason: Where the library says so.
    """

    native: str
    values: tuple[Scalar, ...]
    reason: str


class Rules(Struct, frozen=True):
    """Everything that rule files and a configuration say about a library.

    Attributes:
        expectations: Intended differences.
        aliases: Native parameters by the wrapper parameter that stands for them.
        public: Patterns of the surfaces that users are meant to call; none if all are.
        ignored: Patterns of surfaces that are not reported on.
        defaults: Functions that state the defaults that count, by record.
        equivalents: Native values that are treated alike.
        recipe: How the real library is run.
    """

    expectations: tuple[Expectation, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    public: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    equivalents: tuple[Equivalence, ...] = ()
    recipe: Recipe | None = None

    def joined(self, other: Rules) -> Rules:
        """These rules and others; where both say something about one thing, these count."""
        return Rules(
            expectations=self.expectations + other.expectations,
            aliases={**other.aliases, **self.aliases},
            public=self.public + other.public,
            ignored=self.ignored + other.ignored,
            defaults={**other.defaults, **self.defaults},
            equivalents=self.equivalents + other.equivalents,
            recipe=self.recipe or other.recipe,
        )

    def alias(self, parameter: str) -> str | None:
        """The native parameter that a wrapper parameter stands for, by its qualified name; ``None`` if none is given.

        The full name counts before a pattern, and a pattern before the parameter's own name.
        """
        found = self.aliases.get(parameter)
        if found is None:
            patterns = (one for one in self.aliases if "*" in one and name_matches(one, parameter))
            found = self.aliases.get(next(patterns, parameter.rpartition(".")[2]))
        return found


def rules_for(
    name: str | None,
    extra: Sequence[Path] = (),
    *,
    checks: Mapping[str, str] | None = None,
    shipped: Traversable | None = None,
) -> Rules:
    """The rules that ship for a distribution, and those of a project's own rule files.

    Args:
        name: The distribution's canonical name; ``None`` if it is not known. Few libraries have a file.
        extra: The project's own rule files. They count before the shipped one, and the first before the others.
        checks: Names of the checks that exist, by code, to hold the names in own files against; ``None`` to take
            them as they are.
        shipped: The folder of shipped rule files, if not that of the installed package.

    Raises:
        ParamcheckError: If a file cannot be read or is not a rule file.
    """
    rules = Rules()
    for path in extra:
        shown = shown_path(path)
        rules = rules.joined(_rule_file(parse(read_text(path, shown), shown), path, checks))
    file = _shipped_file(name, shipped)
    if file is not None:
        shown = f"rules/{file.name}"
        folder = shipped or resources.files("paramcheck.rules")
        rules = rules.joined(_rule_file(parse(read_text(file, shown), shown), None, None, folder))
    return rules


def rules_of(table: ConfigurationFile | RuleFile, document: Document, file: Path | None) -> Rules:
    """The rules that a table states.

    Args:
        table: A rule file, or a configuration, which may state some of the same things.
        document: Where it comes from.
        file: The file on the disk; ``None`` if it ships with paramcheck.
    """
    surfaces = table.surfaces or None
    own = table if isinstance(table, RuleFile) else RuleFile()
    return Rules(
        expectations=tuple(
            Expectation(
                parameter=one.parameter,
                wrapper=one.wrapper,
                native=one.native,
                reason=one.reason.strip(),
                native_name=one.native_name or None,
                check=one.check or None,
                file=file,
                line=document.line(("expect", number)) if file else 1,
            )
            for number, one in enumerate(table.expect or ())
        ),
        aliases=table.alias or {},
        public=tuple(surfaces.public or ()) if surfaces else (),
        ignored=tuple(surfaces.ignore or ()) if surfaces else (),
        defaults={one.record: one.function for one in own.defaults or ()},
        equivalents=tuple(Equivalence(one.native, tuple(one.values), one.reason) for one in own.equivalent or ()),
    )


def check_expectations(table: ConfigurationFile | RuleFile, document: Document, checks: Mapping[str, str]) -> None:
    """Hold the checks that expectations name against those that exist.

    Raises:
        ParamcheckError: If one does not exist.
    """
    for number, one in enumerate(table.expect or ()):
        if one.check is not UNSET:
            expand([one.check], checks, f"{document.place(('expect', number, 'check'))}: expect.check")


def _rule_file(
    document: Document, file: Path | None, checks: Mapping[str, str] | None, folder: Traversable | None = None
) -> Rules:
    table = typed(document, document.data, RuleFile)
    if checks is not None:
        check_expectations(table, document, checks)
    rules = rules_of(table, document, file)
    if not table.confirm:
        return rules
    return replace(rules, recipe=Recipe(table.confirm, file.parent if file else folder))


def _shipped_file(name: str | None, folder: Traversable | None) -> Traversable | None:
    # The name comes from a tree that is not trusted: only what an index would accept is looked up.
    if name is None or _DISTRIBUTION.fullmatch(name) is None:
        return None
    if folder is None:
        try:
            folder = resources.files("paramcheck.rules")
        except ModuleNotFoundError:
            # A source checkout that is not installed. Expected differences are then reported, which is loud.
            return None
    file = folder.joinpath(f"{name}.toml")
    return file if file.is_file() else None
