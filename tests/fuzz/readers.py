"""Every reader, as a function of bytes that must not fail: for random tests and for the fuzzer.

A reader may refuse what it is given, by an error of one line. Anything else is a mistake of ours: another exception, a
crash, more than ten seconds, or more than a gigabyte.
"""

from __future__ import annotations

import atexit
import io
import re
import shutil
import struct
import tarfile
import tempfile
import warnings
import zipfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from paramcheck import cli, engine, reports, triage
from paramcheck.cache import answers
from paramcheck.cache.encoding import NotDecodableError, decode, encode
from paramcheck.cache.notes import fingerprint
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


def members(data: bytes) -> None:
    """An sdist of which each line is a member: its type, its name, what it links to or holds."""
    buffer, zipped = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar, zipfile.ZipFile(zipped, "w") as made:
        for line in data.decode("utf-8", "surrogateescape").splitlines()[:40]:
            kind, name, content = [*line.split("|"), "", "", ""][:3]
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind[:1].encode("utf-8", "replace")[:1] or b"0", content
            held = content.encode("utf-8", "surrogateescape")
            info.size = len(held) if info.isfile() else 0
            # Names that no archive can hold.
            with suppress(ValueError, IndexError, struct.error):
                tar.addfile(info, io.BytesIO(held))
            with suppress(ValueError, IndexError, struct.error), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                made.writestr(name, held)
    for name, archived in (("a-1.tar.gz", buffer.getvalue()), ("a-1.zip", zipped.getvalue())):
        with _folder() as folder:
            (folder / name).write_bytes(archived)
            _refuses(lambda folder=folder, name=name: unpack(folder / name, folder / "out", _SMALL))
            assert {one.name for one in folder.iterdir()} <= {name, "out"}
            assert all(one.resolve().is_relative_to(folder.resolve()) for one in folder.rglob("*"))


def metadata(data: bytes) -> None:
    """What says the name and the version of a tree."""
    for name in ("PKG-INFO", "pyproject.toml", "setup.cfg", "setup.py", "a/__init__.py"):
        with _folder() as folder:
            (folder / "a").mkdir()
            (folder / name).write_bytes(data)
            if name.startswith("a/"):
                (folder / "pyproject.toml").write_text(_DYNAMIC)
            tree = Tree.open(folder)
            assert isinstance(tree.name, str | None), tree.name
            assert isinstance(tree.version, str | None), tree.version


def entry(data: bytes) -> None:
    """An entry of the cache, after its seal."""
    with suppress(NotDecodableError):
        decode(data)


def kept_answers(data: bytes) -> None:
    """Answers of an earlier run, after the seal of their entry: as a whole, and one of them."""
    name = fingerprint(("question", "about"))
    for known in (data, answers.joined({name: data})):
        answers.Answers(known, is_kept=True).to("question", "about", lambda: None)


@cache
def _example(name: str, replaced: str) -> Path:
    """A copy of an example, for all inputs that take the place of one of its files."""
    folder = Path(tempfile.mkdtemp(prefix="paramcheck-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = folder / "project"
    shutil.copytree(EXAMPLES / name, root)
    (root / replaced).parent.mkdir(exist_ok=True)
    return root


def _in_example(example: str, replaced: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        root = _example(example, replaced)
        (root / replaced).write_bytes(data)
        _refuses(lambda: engine.analyse(Tree.open(root), Rules(), engine.Options(jobs=1)))

    read.__doc__ = f"The examples' {example}/{replaced}."
    return read


FILE = re.compile(rb"^=== *([\w-]{1,30}(?:/[\w-]{1,30}){0,3}(?:\.\w{1,8}){1,2}) *\n", re.MULTILINE)
"""The line before a file of a project that is one input."""

_MOST_FILES = 12


def files(data: bytes) -> dict[str, bytes]:
    """The files of a project that is one input."""
    places = list(FILE.finditer(data))
    ends = [*(place.start() for place in places[1:]), len(data)]
    parts = zip(places[:_MOST_FILES], ends, strict=False)
    return {place[1].decode("ascii", "ignore"): data[place.end() : end] for place, end in parts}


def project(data: bytes) -> None:
    """A whole project, from its configuration to all reports."""
    _command(data, [f"--report={form}=REPORTS/{form}" for form in reports.formats()], ["--all", "--pedantic"])


def fixes(data: bytes) -> None:
    """A whole project, and what would be fixed in it."""
    _command(data, ["--diff", "--unsafe-fixes"])


def _command(data: bytes, *options: list[str]) -> None:
    with _folder() as folder:
        for path, content in files(data).items():
            # A name may be that of a folder, or be there already in another case.
            with suppress(OSError):
                (folder / "project" / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / "project" / path).write_bytes(content)
        (folder / "project").mkdir(exist_ok=True)
        given = [one.replace("REPORTS", str(folder)) for some in options for one in some]
        shown = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with redirect_stdout(shown), redirect_stderr(io.StringIO()):
            words = ["check", str(folder / "project"), "--no-cache", "-j1", "--verbose", *given]
            _refuses(lambda: cli.command(words, standalone_mode=False))


SOURCES = {
    "python": ("ctypes", "beacon/sender.py"),
    "ctypes": ("ctypes", "beacon/native.py"),
    "cffi": ("cffi", "kiln/build.py"),
    "pydantic": ("pydantic", "harbour/settings.py"),
    "stub": ("ctypes", "beacon/sender.pyi"),
    "c": ("ctypes", "native/beacon.c"),
    "header": ("ctypes", "native/beacon.h"),
    "extension": ("ctypes", "beacon/_extension.c"),
    "cpp": ("pybind11", "src/bindings.cpp"),
    "cython": ("cython", "brook/_brook.pyx"),
    "commands": ("ctypes", "compile_commands.json"),
}
"""The reader, the example, and the file of it that is replaced or added."""

READERS: dict[str, Callable[[bytes], None]] = {
    "configuration": configuration,
    "rules": rule_file,
    "baseline": baseline,
    "comments": comments,
    "metadata": metadata,
    "archive": archive,
    "members": members,
    "entry": entry,
    "answers": kept_answers,
    "project": project,
    "fixes": fixes,
    **{name: _in_example(*place) for name, place in SOURCES.items()},
}


SLOW = frozenset({*SOURCES, "project", "fixes"})
"""Readers that read a whole tree for each input."""


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Inputs that a reader understands, those that were once mistakes, and those that were found to reach far."""
    found = [path.read_bytes() for path in sorted(CORPUS.glob(f"{name}-*"))]
    if name in SOURCES:
        example, replaced = SOURCES[name]
        if (EXAMPLES / example / replaced).exists():
            found.append((EXAMPLES / example / replaced).read_bytes())
    found += [text.encode() for text in _TEXTS.get(name, ())]
    if name == "archive":
        found += [_sdist("w:gz"), _sdist("w"), _wheel()]
    if name == "entry":
        found.append(_entry())
    if name == "answers":
        found += _answers()
    if name in {"project", "fixes"}:
        found += [joined(EXAMPLES / one) for one in ("ctypes", "cython")]
    return tuple(found) or (b"",)


def joined(root: Path) -> bytes:
    """A project as one input."""
    found = b""
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".pyi", ".pyx", ".pxd", ".c", ".h", ".cpp", ".hpp", ".toml"}:
            found += b"=== " + path.relative_to(root).as_posix().encode() + b"\n" + path.read_bytes()
    return found


_TEXTS = {
    "configuration": [
        'native = ["vendor"]\nselect = ["PC101"]\n[[expect]]\nparameter = "a.b"\nwrapper = 1\nnative = 2\n'
    ],
    "rules": ['public = ["a.*"]\n[alias]\n"a.b" = "c.d"\n[[expect]]\nparameter = "a.b"\nreason = "r"\n'],
    "baseline": ['{"schema": "paramcheck-baseline/1", "entries": []}'],
    "comments": ["x = 1  # paramcheck: ignore[PC101]\n/* paramcheck: ignore */ '''\n"],
    "commands": ['[{"directory": ".", "file": "native/beacon.c", "command": "cc -DLOUD=2 -c native/beacon.c"}]'],
    "stub": [
        "class Sender:\n    def __init__(self, repeat: int = 4, interval: float | None = ..., **k) -> None: ...\n"
    ],
    "members": [
        "0|a-1/PKG-INFO|Name: a\n0|a-1/a/__init__.py|x = 1\n5|a-1/a/b|\n0|a-1/a/b/c.py|y = 2\n",
        "0|a-1/../../x|1\n0|/tmp/x|1\n2|a-1/link|../..\n0|a-1/link/x|1\n1|a-1/hard|a-1/link\n",
        "2|a-1/link|/\n0|a-1/link|1\n6|a-1/pipe|\n3|a-1/device|\nL|a-1/long|name\nx|a-1/pax|path=..\n0|A-1/X|\n0|a-1/x|\n",
    ],
    "metadata": [
        '[project]\nname = "a"\nversion = "1"\ndynamic = ["version"]\n[tool.poetry]\nname = "b"\n',
        "[metadata]\nname = a\nversion = attr: a.__version__\n",
        'from setuptools import setup\nVERSION = "1"\nsetup(name="a", version=VERSION)\n',
        "Metadata-Version: 2.1\nName: a\nVersion: 1\n\nText\n",
        '__version__ = "1." + str(2)\n',
    ],
}


_DYNAMIC = (
    '[project]\nname = "a"\ndynamic = ["version"]\n[tool.setuptools.dynamic]\nversion = {attr = "a.__version__"}\n'
)


def _entry() -> bytes:
    return encode(engine.analyse(Tree.open(EXAMPLES / "ctypes"), Rules(), engine.Options(jobs=1)).links)


def _answers() -> list[bytes]:
    """All answers of a run, and each of them alone."""
    kept = engine.analyse(Tree.open(EXAMPLES / "ctypes"), Rules(), engine.Options(jobs=1, answers=b"")).answers
    return [kept, *answers.Answers(kept).known().values()]


def _wheel() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("a-1/a/__init__.py", "x = 1\n")
    return buffer.getvalue()


def _sdist(mode: Literal["w", "w:gz"]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as tar:
        for path, content in (("a-1/PKG-INFO", b"Name: a\nVersion: 1\n"), ("a-1/a/__init__.py", b"x = 1\n")):
            info = tarfile.TarInfo(path)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()
