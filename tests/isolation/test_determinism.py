"""The same sources give the same bytes: in any locale, with any hash seed, in any order of files, and in any process."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import EXAMPLES

ROOT = Path(__file__).parents[2]
TIME = re.compile(rb'"seconds": [0-9.]+')

SHUFFLED = """
import os, random, sys
scandir = os.scandir

class Shuffled:
    def __init__(self, entries): self.entries = iter(entries)
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    close = lambda self: None

def shuffled(path="."):
    with scandir(path) as found:
        entries = list(found)
    random.Random(int(os.environ["ORDER"])).shuffle(entries)
    return Shuffled(entries)

os.scandir = shuffled
from paramcheck.cli import main
sys.argv = ["paramcheck", *sys.argv[1:]]
main()
"""


def run(project, *arguments, code=("-m", "paramcheck"), **environment):
    ran = subprocess.run(
        [sys.executable, *code, "check", "--no-cache", "--format", "json", "--all", *arguments],
        cwd=project,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=False,
    )
    assert ran.returncode in {0, 1}, ran.stderr
    assert TIME.search(ran.stdout)
    return TIME.sub(b"", ran.stdout), ran.stderr


@pytest.fixture(params=["ctypes", "pybind11", "pydantic"])
def project(request, tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLES / request.param, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_hash_seeds_locales_orders_and_jobs(project):
    first = run(project, PYTHONHASHSEED="0")
    assert run(project, PYTHONHASHSEED="1", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0") == first
    assert run(project, "--jobs", "1", PYTHONHASHSEED="2", LC_ALL="tr_TR.UTF-8", TZ="Asia/Kathmandu") == first
    assert run(project, "--jobs", "3", PYTHONHASHSEED="3") == first
    for order in ("1", "2"):
        assert run(project, code=("-c", SHUFFLED), ORDER=order) == first


def test_another_place(project, tmp_path):
    first = run(project)
    other = tmp_path / "another place with a longer name"
    project.rename(other)
    assert run(other) == first
