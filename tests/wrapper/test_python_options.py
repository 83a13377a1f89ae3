"""Defaults that command-line options state: argparse, click, typer."""

from __future__ import annotations

import pytest

from tests.wrapper.forms_support import declared, flows

CASES = {
    "argparse": (
        """
import argparse
from wrap import low
def make_parser():
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", "-n", type=int, default=9)
    parser.add_argument("--no-flag", dest="flag", action="store_false")
    parser.add_argument("--scale", type=float, default="0.5")
    parser.add_argument("mode", nargs="?", default=1, type=int)
    commands = parser.add_subparsers()
    commands.add_parser("run").add_argument("--m", type=int)
    return parser
def main(argv=None):
    args = make_parser().parse_args(argv)
    p = low.params_default()
    p.n = args.n
    p.flag = args.flag
    p.scale = args.scale
    p.mode = args.mode
    p.m = args.m
""",
        {
            "make_parser.n > n": "9",
            "make_parser.flag > flag": "True",
            "make_parser.scale > scale": "0.5",
            "make_parser.mode > mode": "1",
            "make_parser.m > m": "None",
        },
    ),
    "argparse handed on as keywords": (
        """
import argparse
from wrap import low
class Api:
    def __init__(self, n=8, flag=True):
        p = low.params_default()
        p.n = n
        p.flag = flag
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=9)
    parser.add_argument("--flag", action="store_true")
    Api(**vars(parser.parse_args()))
""",
        {
            "Api.__init__.n > n": "8",
            "Api.__init__.flag > flag": "True",
            "main.n > n": "9",
            "main.flag > flag": "False",
        },
    ),
    "a parser of a module": (
        """
import argparse
from wrap import low
parser = argparse.ArgumentParser()
parser.add_argument("--n", type=int, default=9)
def main():
    low.params_default().n = parser.parse_args().n
""",
        {"api.n > n": "9"},
    ),
    "click": (
        """
import click
from wrap import low
shared = click.option("--path", default=None)
@click.command()
@click.option("--n", default=9, show_default=True)
@click.option("--flag/--no-flag", default=True)
@click.option("--use-m", "m", type=int)
@click.option("--scale", default=lambda: 0.5)
@click.argument("mode", default=1)
@shared
def main(n, flag, m, mode, scale, path):
    p = low.params_default()
    p.n = n
    p.flag = flag
    p.m = m
    p.mode = mode
    p.scale = scale
    p.path = path
""",
        {
            "main.n > n": "9",
            "main.flag > flag": "True",
            "main.m > m": "None",
            "main.mode > mode": "1",
            "main.scale > scale": "0.5",
            "main.path > path": "None",
        },
    ),
    "click with keywords": (
        """
import click
from wrap import low
@click.command()
@click.option("--n", default=7)
@click.option("--flag", is_flag=True)
@click.option("--m", required=True)
def main(**options):
    p = low.params_default()
    p.n = options["n"]
    p.flag = options["flag"]
    p.m = options["m"]
""",
        {"main.n > n": "7", "main.flag > flag": "False"},
    ),
    "typer": (
        """
from typing import Annotated, Optional
import typer
from wrap import low
app = typer.Typer()
@app.command()
def main(
    n: int = typer.Option(9, "--n", help="items"),
    flag: Annotated[bool, typer.Option()] = True,
    m: Optional[int] = typer.Option(None),
    path: str = typer.Option(...),
):
    p = low.params_default()
    p.n = n
    p.flag = flag
    if m is not None:
        p.m = m
    p.path = path
""",
        {"main.n > n": "9", "main.flag > flag": "True", "main.m > m": "native default"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_an_option_states(tmp_path, case):
    api, expected = CASES[case]
    assert flows(tmp_path, api) == expected


def test_options_are_declared_as_such(tmp_path):
    assert declared(tmp_path, CASES["typer"][0]) == {
        "option main.n": "9",
        "option main.flag": "True",
        "option main.m": "None",
    }
    found = declared(tmp_path, CASES["click with keywords"][0])
    assert found == {"option main.n": "7", "option main.flag": "False"}
