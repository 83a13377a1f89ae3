"""Every reader, as a function of bytes that must not fail: for random tests and for the fuzzer.

A reader may refuse what it is given, by an error of one line. Anything else is a mistake of ours: another exception, a
crash, more than ten seconds, or more than a gigabyte.
"""

from __future__ import annotations

import io
import shutil
import tarfile
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from paramcheck import engine, triage
from paramcheck.cache.encoding import NotDecodableError, decode
from paramcheck.config import Rules, load, rules_for
from paramcheck.errors import ParamcheckError
from paramcheck.sources.archive import Limits, unpack
from paramcheck.sources.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLES = Path(__file__).parents[2] / "examples"
CORPUS = Path(__file__).parent / "corpus"

_SMALL = Limits(total_bytes=1 << 24, members=200, file_bytes=1 << 20)


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="paramcheck-fuzz-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuses(read: Callable[[], object]) -> None:
    try:
        read()
    except ParamcheckError as error:
        if "\n" in str(error):
            raise AssertionError(str(error)) from error


def configuration(data: bytes) -> None:
    """A project's configuration."""
    with _folder() as folder:
        (folder / "paramcheck.toml").write_bytes(data)
        _refuses(lambda: load(folder, checks=triage.known_checks()))


def rule_file(data: bytes) -> None:
    """A project's own rule file."""
    with _folder() as folder:
        (folder / "rules.toml").write_bytes(data)
        _refuses(lambda: rules_for(None, [folder / "rules.toml"]))


def baseline(data: bytes) -> None:
    """A baseline."""
    with _folder() as folder:
        (folder / "baseline.json").write_bytes(data)
        _refuses(lambda: triage.read_baseline(folder / "baseline.json"))


def comments(data: bytes) -> None:
    """Comments to the tool, in every language."""
    text = data.decode("utf-8", "replace")
    for path in ("a.py", "a.pyx", "a.cpp", "a.toml"):
        triage.comments(path, text)


def archive(data: bytes) -> None:
    """An sdist: what is unpacked stays within its folder."""
    for name in ("a-1.tar.gz", "a-1.tar", "a-1.zip"):
        with _folder() as folder:
            (folder / name).write_bytes(data)
            _refuses(lambda folder=folder, name=name: unpack(folder / name, folder / "out", _SMALL))
            assert {one.name for one in folder.iterdir()} <= {name, "out"}


def entry(data: bytes) -> None:
    """An entry of the cache, after its seal."""
    with suppress(NotDecodableError):
        decode(data)


def _in_example(example: str, replaced: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        with _folder() as folder:
            root = folder / "project"
            shutil.copytree(EXAMPLES / example, root)
            (root / replaced).write_bytes(data)
            _refuses(lambda: engine.analyse(Tree.open(root), Rules(), engine.Options(jobs=1)))

    read.__doc__ = f"The examples' {example}/{replaced}."
    return read


SOURCES = {
    "python": ("ctypes", "beacon/sender.py"),
    "ctypes": ("ctypes", "beacon/native.py"),
    "cffi": ("cffi", "kiln/build.py"),
    "pydantic": ("pydantic", "harbour/settings.py"),
    "c": ("ctypes", "native/beacon.c"),
    "header": ("ctypes", "native/beacon.h"),
    "cpp": ("pybind11", "src/bindings.cpp"),
    "cython": ("cython", "brook/_brook.pyx"),
    "metadata": ("ctypes", "pyproject.toml"),
}
"""The reader, the example, and the file of it that is replaced."""

READERS: dict[str, Callable[[bytes], None]] = {
    "configuration": configuration,
    "rules": rule_file,
    "baseline": baseline,
    "comments": comments,
    "archive": archive,
    "entry": entry,
    **{name: _in_example(*place) for name, place in SOURCES.items()},
}


def seeds(name: str) -> list[bytes]:
    """Inputs that a reader understands, and those that were once mistakes."""
    found = [path.read_bytes() for path in sorted(CORPUS.glob(f"{name}-*"))]
    if name in SOURCES:
        example, replaced = SOURCES[name]
        found.append((EXAMPLES / example / replaced).read_bytes())
    found += [text.encode() for text in _TEXTS.get(name, ())]
    if name == "archive":
        found.append(_sdist())
    return found or [b""]


_TEXTS = {
    "configuration": [
        'native = ["vendor"]\nselect = ["PC101"]\n[[expect]]\nparameter = "a.b"\nwrapper = 1\nnative = 2\n'
    ],
    "rules": ['public = ["a.*"]\n[alias]\n"a.b" = "c.d"\n[[expect]]\nparameter = "a.b"\nreason = "r"\n'],
    "baseline": ['{"schema": "paramcheck-baseline/1", "entries": []}'],
    "comments": ["x = 1  # paramcheck: ignore[PC101]\n/* paramcheck: ignore */ '''\n"],
}


def _sdist() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for path, content in (("a-1/PKG-INFO", b"Name: a\nVersion: 1\n"), ("a-1/a/__init__.py", b"x = 1\n")):
            info = tarfile.TarInfo(path)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()
