"""The command line: parse, call, print, exit."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paramcheck import __version__
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Callable

_CONFIDENCES = ["high", "medium", "low"]
_LEVELS = ["error", "warning", "info"]


def main() -> None:
    """Run the command line and exit with the status that the documentation promises."""
    try:
        status = command(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except ParamcheckError as error:
        click.echo(f"paramcheck: error: {error}", err=True)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        # Whoever read the report has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except RecursionError:
        _internal("a source is nested too deeply")
    except Exception as error:
        if os.environ.get("PARAMCHECK_TRACEBACK"):
            raise
        _internal(f"{type(error).__name__}: {error}")
    sys.exit(status if isinstance(status, int) else 0)


def _internal(what: str) -> None:
    line = " ".join(what.split())
    click.echo(
        f"paramcheck: internal error: {line} (set PARAMCHECK_TRACEBACK=1 for details, and please report it)", err=True
    )
    sys.exit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="paramcheck", message="%(prog)s %(version)s")
def command() -> None:
    """Find where a Python wrapper and the C or C++ library under it disagree about a parameter."""


def _sources(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options about what is read."""
    path = click.Path(path_type=Path)
    for option in reversed(
        [
            click.option("--native", type=path, multiple=True, help="Native sources that are not in the tree."),
            click.option("--include", type=path, multiple=True, help="Further folders of headers."),
            click.option("--config", type=path, help="Use this configuration file."),
            click.option("--no-config", is_flag=True, help="Use no configuration and no rule file."),
        ]
    ):
        function = option(function)
    return function


def _reporting(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options about what is reported, and how."""
    path = click.Path(path_type=Path)
    for option in reversed(
        [
            click.option("--format", "form", default="text", show_default=True, help="How to report."),
            click.option("--output", type=path, help="Write the report to a file."),
            click.option("--select", multiple=True, help="Only these checks: codes, prefixes or names."),
            click.option("--ignore", multiple=True, help="Not these checks."),
            click.option("--fail-on", type=click.Choice([*_LEVELS, "never"]), help="Exit with 1 from here on."),
            click.option("--min-severity", type=click.Choice(_LEVELS), help="Report nothing below."),
            click.option("--min-confidence", type=click.Choice(_CONFIDENCES), help="Report nothing below."),
            click.option("--pedantic", is_flag=True, default=None, help="Also report what is only information."),
            click.option("--all", "all_links", is_flag=True, help="List every link, not only findings."),
            click.option("--statistics", is_flag=True, help="Count findings by check."),
            click.option("--baseline", type=path, help="Do not report what this file holds."),
            click.option("--write-baseline", type=path, help="Write what is found now to a file."),
            click.option(
                "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
                help="Colour the text report.",
            ),
            click.option("--no-progress", is_flag=True, help="Show no progress."),
            click.option("-q", "--quiet", is_flag=True, help="Only the findings."),
            click.option("-v", "--verbose", is_flag=True, help="Also what could not be read."),
        ]
    ):  # fmt: skip
        function = option(function)
    return function


@command.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@_sources
@_reporting
def check(path: Path, **options: Any) -> int:  # noqa: ANN401 - click's options
    """Lint the wrapper project in PATH (default: here)."""
    from paramcheck import commands  # noqa: PLC0415 - `--version` and `--help` start without the engine

    return commands.check(path, commands.Choices(**options))


@command.command()
@click.argument("requirement")
@click.option("--cache-dir", type=click.Path(path_type=Path), help="Keep downloads in this folder.")
@_sources
@_reporting
def audit(requirement: str, cache_dir: Path | None, **options: Any) -> int:  # noqa: ANN401
    """Fetch the sdist of REQUIREMENT (name or name==version) from the package index and check it.

    Nothing of the package is run.
    """
    from paramcheck import commands  # noqa: PLC0415

    return commands.audit(requirement, cache_dir, commands.Choices(**options))


@command.command()
@click.argument("check")
def explain(check: str) -> int:
    """Show the page of a check: `paramcheck explain PC101`."""
    from paramcheck import commands  # noqa: PLC0415

    click.echo(commands.explain(check))
    return 0
