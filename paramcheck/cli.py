"""The command line: parse, call, print, exit."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from paramcheck import __version__, cli_options
from paramcheck.errors import ParamcheckError

_SHELLS = ["bash", "fish", "zsh"]
_FOLDER = click.Path(path_type=Path)


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


@command.command()
@click.argument("path", type=_FOLDER, default=Path())
@cli_options.sources
@cli_options.configuration
@cli_options.changing
@cli_options.caching
@cli_options.reporting
def check(path: Path, **options: Any) -> int:  # noqa: ANN401 - click's options
    """Lint the wrapper project in PATH (default: here)."""
    from paramcheck import commands  # noqa: PLC0415 - `--version` and `--help` start without the engine

    return commands.check(path, commands.Choices(**options))


@command.command()
@click.argument("requirement")
@cli_options.sources
@cli_options.configuration
@cli_options.caching
@cli_options.reporting
def audit(requirement: str, cache_dir: Path | None, **options: Any) -> int:  # noqa: ANN401
    """Fetch the sdist of REQUIREMENT (name or name==version) from the package index and check it.

    Nothing of the package is run.
    """
    from paramcheck import commands  # noqa: PLC0415

    return commands.audit(requirement, cache_dir, commands.Choices(**options))


@command.command()
@click.argument("check", shell_complete=cli_options.offered_checks)
def explain(check: str) -> int:
    """Show the page of a check: `paramcheck explain PC101`."""
    from paramcheck import commands  # noqa: PLC0415

    click.echo(commands.explain(check))
    return 0


@command.command()
@click.argument("path", type=_FOLDER, default=Path())
@cli_options.sources
@click.option("--force", is_flag=True, help="Replace a configuration that is there.")
def init(path: Path, *, force: bool, **options: Any) -> int:  # noqa: ANN401
    """Write a first paramcheck.toml for the project in PATH, from what is found in it."""
    from paramcheck import commands  # noqa: PLC0415

    return commands.init(path, commands.Choices(**options), force=force)


@command.command()
@click.argument("step", type=click.Choice(["build", "probe", "spy", "smoke"]))
@click.argument("subject", default=".", metavar="[PATH | REQUIREMENT]")
@cli_options.running
def confirm(step: str, subject: str, **options: Any) -> int:  # noqa: ANN401
    """Run the real library of the wrapper in PATH, or of a release: this runs the package's code.

    \b
    build  only build it, which needs no device
    probe  what the library returns as defaults
    spy    what reaches it when the wrapper is called with nothing but the required arguments
    smoke  what changes when the wrapper's default is replaced by the native one
    """  # noqa: D301 - click reads the character
    from paramcheck.commands import confirming  # noqa: PLC0415

    return confirming.confirm(step, subject, confirming.Confirming(**options))


@command.command()
@click.argument("path", type=_FOLDER, default=Path())
@click.option("--downloads", is_flag=True, help="Also what `audit` has fetched and found.")
@click.option("--cache-dir", type=_FOLDER, help="What runs with this option have kept.")
def clean(path: Path, cache_dir: Path | None, *, downloads: bool) -> int:
    """Remove what earlier runs have kept for the project in PATH."""
    from paramcheck.commands import cleaning  # noqa: PLC0415

    for line in cleaning.remove(path, cache_dir, downloads=downloads):
        click.echo(line)
    return 0


@command.command()
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> int:
    """Print what makes a shell complete commands and options.

    For bash: eval "$(paramcheck completion bash)" in ~/.bashrc.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    kind = get_completion_class(shell)
    assert kind is not None, "click knows these shells"
    click.echo(kind(command, {}, "paramcheck", "_PARAMCHECK_COMPLETE").source())
    return 0
