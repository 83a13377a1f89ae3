"""The options that several commands share, and what a shell offers for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_CONFIDENCES = ["high", "medium", "low"]
_LEVELS = ["error", "warning", "info"]
_PATH = click.Path(path_type=Path)


def offered_checks(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The checks whose code or name begins with what is typed."""
    del context, parameter
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    from paramcheck import triage  # noqa: PLC0415

    typed = incomplete.lower()
    return [
        CompletionItem(code if code.lower().startswith(typed) else name, help=name)
        for code, name in triage.known_checks().items()
        if code.lower().startswith(typed) or name.startswith(typed)
    ]


def _offered_formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    del context, parameter
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    from paramcheck import reports  # noqa: PLC0415

    return [CompletionItem(name) for name in reports.formats() if name.startswith(incomplete)]


def _all(options: Sequence[Decorator]) -> Decorator:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def sources(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options about what is read."""
    return _all(
        [
            click.option("--native", type=_PATH, multiple=True, help="Native sources that are not in the tree."),
            click.option("--include", type=_PATH, multiple=True, help="Further folders of headers."),
            click.option("--target", metavar="TRIPLE", help="Platform to lay both sides out for."),
        ]
    )(function)


def configuration(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options about the configuration."""
    return _all(
        [
            click.option("--config", type=_PATH, help="Use this configuration file."),
            click.option("--no-config", is_flag=True, help="Use no configuration and no rule file."),
        ]
    )(function)


def caching(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options about what a run may use, and keep for the next one."""
    return _all(
        [
            click.option(
                "-j", "--jobs", type=click.IntRange(min=1), metavar="N",
                help="Work in at most N processes at a time.",
            ),
            click.option("--no-cache", is_flag=True, help="Use nothing of earlier runs, and keep nothing."),
            click.option("--cache-dir", type=_PATH, help="Keep what was found, and downloads, in this folder."),
        ]
    )(function)  # fmt: skip


def changing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that change files of the project, or compare it with its past."""
    return _all(
        [
            click.option(
                "--since", metavar="REV", help="Only findings that are new, or whose two sides moved, since a revision."
            ),
            click.option("--fix", is_flag=True, help="Correct docstrings, stubs and mirrored constants."),
            click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also defaults in code."),
            click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
            click.option(
                "--add-expectations", metavar="REASON", help="Record what differs now as expected, for this reason."
            ),
        ]
    )(function)


def reporting(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options about what is reported, and how."""
    return _all(
        [
            click.option(
                "--format", "form", default="text", show_default=True, metavar="FORMAT",
                shell_complete=_offered_formats,
                help="text, concise, json, sarif, github, gitlab, junit, html or markdown.",
            ),
            click.option("--output", type=_PATH, help="Write the report to a file."),
            click.option(
                "--report", metavar="FORMAT=FILE", multiple=True,
                help="Also write a report in another format to a file.",
            ),
            click.option(
                "--select", multiple=True, shell_complete=offered_checks,
                help="Only these checks: codes, prefixes or names.",
            ),
            click.option("--ignore", multiple=True, shell_complete=offered_checks, help="Not these checks."),
            click.option("--fail-on", type=click.Choice([*_LEVELS, "never"]), help="Exit with 1 from here on."),
            click.option("--min-severity", type=click.Choice(_LEVELS), help="Report nothing below."),
            click.option("--min-confidence", type=click.Choice(_CONFIDENCES), help="Report nothing below."),
            click.option("--pedantic", is_flag=True, default=None, help="Also report what is only information."),
            click.option("--all", "all_links", is_flag=True, help="List every link, not only findings."),
            click.option("--statistics", is_flag=True, help="Count findings by check."),
            click.option("--baseline", type=_PATH, help="Do not report what this file holds."),
            click.option("--write-baseline", type=_PATH, help="Write what is found now to a file."),
            click.option(
                "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
                help="Colour the text report.",
            ),
            click.option("--no-progress", is_flag=True, help="Show no progress."),
            click.option("-q", "--quiet", is_flag=True, help="Only the findings."),
            click.option("-v", "--verbose", is_flag=True, help="Also what could not be read."),
        ]
    )(function)  # fmt: skip


def running(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options about running the library."""
    builds = ["cpu", "cuda", "vulkan", "rpc", "none"]
    return _all(
        [
            click.option("--library", type=_PATH, help="Use this library, and build none."),
            click.option("--build", type=click.Choice(builds), help="What to build the library for."),
            click.option("--build-dir", type=_PATH, help="Keep builds and everything else in this folder."),
            click.option(
                "--build-flag",
                multiple=True,
                help="A flag for cmake, such as -DNAME=value, that wins over others.",
            ),
            click.option("--device", default="", help="The number of the device to use."),
            click.option("--model", type=_PATH, help="Use this model, and make none."),
            click.option(
                "--only",
                multiple=True,
                help="Only these native parameters: NAME or RECORD.FIELD; smoke also takes NAME=VALUE.",
            ),
            click.option("--timeout", type=float, default=120, show_default=True, help="Seconds that a run may take."),
            click.option("--python", type=_PATH, help="Run the package by this interpreter, and install nothing."),
            click.option("--native", type=_PATH, multiple=True, help="Native sources that are not in the tree."),
            click.option("--config", type=_PATH, help="Use this configuration file."),
            click.option("--cache-dir", type=_PATH, help="Keep downloads in this folder."),
            click.option("--format", "form", default="text", show_default=True, help="text, json or html."),
            click.option("--output", type=_PATH, help="Write the report to a file."),
            click.option("--no-progress", is_flag=True, help="Show no progress."),
            click.option("-q", "--quiet", is_flag=True, help="Show nothing but the report."),
        ]
    )(function)
