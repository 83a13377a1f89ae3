"""The examples: each reports its one drift and nothing else, in these words, and is clean without it.

``make expected`` writes the reports anew, to be read before they are committed.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands.conftest import paramcheck, replace, scrubbed  # noqa: F401 - fixtures

EXAMPLES = Path(__file__).parents[2] / "examples"
ALL = sorted(path.parent.name for path in EXAMPLES.glob("*/expected.txt"))
UPDATE = bool(os.environ.get("PARAMCHECK_UPDATE_EXPECTED"))

# What the wrapper would say if it had followed its library.
FOLLOWED = {
    "ctypes": ("beacon/sender.py", "checksum: bool = False", "checksum: bool = True"),
    "cffi": ("kiln/program.py", "minutes: int = 360", "minutes: int = 480"),
    "pybind11": ("src/bindings.cpp", 'py::arg("max_steps") = 1000', 'py::arg("max_steps") = 10000'),
    "nanobind": ("src/bindings.cpp", '"damping"_a = 0.01', '"damping"_a = 0.0'),
    "cython": ("brook/_brook.pyx", "threshold=1e-4", "threshold=1e-3"),
    "pydantic": ("harbour/settings.py", "default=4", "default=-1"),
}


@pytest.fixture
def example(tmp_path, monkeypatch):
    def opened(name):
        if name == "cython":
            pytest.importorskip("Cython", reason="Cython is not installed")
        shutil.copytree(EXAMPLES / name, tmp_path / name)
        monkeypatch.chdir(tmp_path / name)
        monkeypatch.setenv("COLUMNS", "80")
        return tmp_path / name

    return opened


@pytest.mark.parametrize("name", ALL)
def test_report(example, paramcheck, name):  # noqa: F811
    example(name)
    ran = paramcheck("check", "--quiet")
    expected = EXAMPLES / name / "expected.txt"
    if UPDATE:
        expected.write_text(ran.out, encoding="utf-8")
    assert ran.out == expected.read_text(encoding="utf-8")
    assert (ran.status, ran.err) == (1, "")
    assert re.findall(r"PC\d+", ran.out) == ["PC101"]


@pytest.mark.parametrize("name", ALL)
def test_clean_without_the_drift(example, paramcheck, name):  # noqa: F811
    folder = example(name)
    file, old, new = FOLLOWED[name]
    replace(folder / file, old, new)
    assert paramcheck("check", "--quiet") == (0, "", "")


@pytest.mark.parametrize("name", ["ctypes", "pydantic", "cffi"])
def test_the_fix_makes_it_clean(example, paramcheck, name):  # noqa: F811
    if name not in ALL:
        pytest.skip("not read yet")
    folder = example(name)
    assert paramcheck("check", "--fix", "--unsafe-fixes").status == 0
    file, _, new = FOLLOWED[name]
    assert new in (folder / file).read_text()


def test_every_kind_of_wrapper_has_an_example():
    assert set(ALL) <= set(FOLLOWED) == {path.name for path in EXAMPLES.iterdir() if path.is_dir()}


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler")
@pytest.mark.parametrize("source", sorted(EXAMPLES.rglob("*.c")), ids=lambda path: path.name)
def test_the_libraries_are_c(source):
    subprocess.run(["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", source], check=True)
