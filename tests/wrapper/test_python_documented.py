"""Defaults that texts beside the code state: docstrings of functions and models, texts of fields and options."""

from __future__ import annotations

import pytest

from paramcheck.values import Literal
from paramcheck.wrapper.docstrings import default_in
from tests.wrapper.cython_support import shown
from tests.wrapper.forms_support import facts

RUN = """
    p = low.params_default()
    p.n = {0}n
    p.flag = {0}flag
"""

CASES = {
    "Google style": (
        '''
def f(n=9, flag=True):
    """Run.

    Args:
        n: Number of items. Defaults to 8.
        flag (bool): Whether. (default True)
    """
'''
        + RUN.format(""),
        {"f.n docstring": ("8", 7), "f.flag docstring": ("True", 8)},
    ),
    "NumPy style": (
        '''
def f(n=9, flag=True):
    """Run.

    Parameters
    ----------
    n : int, default: 8
        Number of items.
    flag : bool, optional
        Whether. Default = `False`
    """
'''
        + RUN.format(""),
        {"f.n docstring": ("8", 8), "f.flag docstring": ("False", 10)},
    ),
    "reST style": (
        '''
def f(n=9, flag=True):
    """Run.

    :param n: Number of items, default is 8.
    :param flag: Whether (by default).
    """
'''
        + RUN.format(""),
        {"f.n docstring": ("8", 6)},
    ),
    "the class of a constructor": (
        '''
class Api:
    """Runs.

    Args:
        n: Number of items (default: 8).
    """
    def __init__(self, n=9, flag=True):
        p = low.params_default()
        p.n = n
        p.flag = flag
''',
        {"Api.__init__.n docstring": ("8", 7)},
    ),
    "a model's docstring": (
        '''
from dataclasses import dataclass
@dataclass
class Config:
    """Settings.

    Attributes:
        n: Number of items, defaults to 8.
    """
    n: int = 9
    flag: bool = True
def f(config: Config):
'''
        + RUN.format("config."),
        {"Config.n docstring": ("8", 9)},
    ),
    "texts of fields": (
        '''
from pydantic import BaseModel, Field
class Config(BaseModel):
    n: int = Field(default=9, description="Number of items (default: 8)")
    flag: bool = True
    """Whether. Defaults to False."""
def f(config: Config):
'''
        + RUN.format("config."),
        {"Config.n description": ("8", 5), "Config.flag docstring": ("False", 7)},
    ),
    "texts of options": (
        """
import argparse
def f():
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", default=9, help="items (default: 8)")
    parser.add_argument("--flag", action="store_true", help="whether (default: %(default)s)")
    config = parser.parse_args()
"""
        + RUN.format("config."),
        {"f.n help": ("8", 6)},
    ),
    "texts of click's options": (
        """
import click
@click.command()
@click.option("--n", default=9, help="items, default: 8")
@click.option("--flag", is_flag=True, help="whether")
def f(n, flag):
"""
        + RUN.format(""),
        {"f.n help": ("8", 5)},
    ),
    "texts of typer's options": (
        """
import typer
def f(n: int = typer.Option(9, help="items [default: 8]"), flag: bool = True):
"""
        + RUN.format(""),
        {"f.n help": ("8", 4)},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_text_states(tmp_path, case):
    api, expected = CASES[case]
    found = facts(tmp_path, "from wrap import low\n" + api)
    assert {
        f"{one.parameter.qualified.removeprefix('wrap.api.')} {one.source}": (shown(one.value), one.span.line)
        for one in found.stated
    } == expected


STATED = {
    "int, by default 5": 5,
    "(5 by default)": 5,
    "**Default:** 5": 5,
    "Default = `5`": 5,
    "Default `5`": 5,
    "defaults to 5 seconds": 5,
    "defaults to -1, meaning all": -1,
}

SILENT = [
    "Default: 16 * 1024",
    "Default: 2**10",
    "default: 1/num_features",
    "defaults to 3 - 1",
    "by default, 5 of them",
]


@pytest.mark.parametrize("text", STATED)
def test_further_ways_of_stating_a_default(text):
    assert default_in(text) == Literal(STATED[text], str(STATED[text]))


@pytest.mark.parametrize("text", SILENT)
def test_the_start_of_a_computation_is_no_default(text):
    assert default_in(text) is None
