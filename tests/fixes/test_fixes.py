"""Fixes: what a source looks like afterwards, and that the tree then checks clean."""

import shutil
import subprocess
import sys
from textwrap import dedent

import pytest

from tests.commands.conftest import paramcheck, scrubbed  # noqa: F401 - fixtures

NATIVE = {
    "native/lib.h": """\
        #include <stdbool.h>
        #include <stdint.h>
        enum mode { MODE_AUTO = -1, MODE_OFF = 0, MODE_ON = 1 };
        struct params {
            int32_t   n;
            float     scale;
            bool      offload;
            int       layers;
            enum mode mode;
            const char * path;
        };
        struct params params_default(void);
        int start(struct params p);
        """,
    "native/lib.c": """\
        #include "lib.h"
        struct params params_default(void) {
            struct params result = {
                .n       = 8,
                .scale   = 0.1f,
                .offload = true,
        #ifdef USE_GPU
                .layers  = 99,
        #else
                .layers  = 0,
        #endif
                .mode    = MODE_AUTO,
                .path    = "a/b",
            };
            return result;
        }
        """,
    "pkg/__init__.py": "",
    "pkg/mirror.py": """\
        import ctypes

        _lib = ctypes.CDLL("libexample.so")

        MODE_AUTO = -1
        MODE_OFF = 0
        MODE_ON = 1


        class params(ctypes.Structure):
            _fields_ = [
                ("n", ctypes.c_int32),
                ("scale", ctypes.c_float),
                ("offload", ctypes.c_bool),
                ("layers", ctypes.c_int),
                ("mode", ctypes.c_int),
                ("path", ctypes.c_char_p),
            ]


        def params_default() -> params:
            return _lib.params_default()


        _lib.params_default.argtypes = []
        _lib.params_default.restype = params
        _lib.start.argtypes = [params]


        def start(p):
            return _lib.start(p)
        """,
}

START = "\n    p = mirror.params_default()\n"

UNSAFE = {
    "a number": (
        f"def go(n: int = 4):{START}    p.n = n\n    return mirror.start(p)\n",
        f"def go(n: int = 8):{START}    p.n = n\n    return mirror.start(p)\n",
    ),
    "a flag": (
        f"def go(offload=False):{START}    p.offload = offload\n    return mirror.start(p)\n",
        f"def go(offload=True):{START}    p.offload = offload\n    return mirror.start(p)\n",
    ),
    "a single is written as short as it can be": (
        f"def go(scale: float = 0.5):{START}    p.scale = scale\n    return mirror.start(p)\n",
        f"def go(scale: float = 0.1):{START}    p.scale = scale\n    return mirror.start(p)\n",
    ),
    "a constant of the module": (
        f"def go(mode=mirror.MODE_ON):{START}    p.mode = mode\n    return mirror.start(p)\n",
        f"def go(mode=mirror.MODE_AUTO):{START}    p.mode = mode\n    return mirror.start(p)\n",
    ),
    "comments and layout stay": (
        f"def go(\n    a,  # first\n    n:int=4 ,  # second\n    *,offload = True\n):{START}    p.n   =   n # why\n    p.offload = offload\n    return mirror.start(p)\n",
        f"def go(\n    a,  # first\n    n:int=8 ,  # second\n    *,offload = True\n):{START}    p.n   =   n # why\n    p.offload = offload\n    return mirror.start(p)\n",
    ),
    "letters outside of ASCII before it": (
        f'def go(name="äöü日本", n=4):{START}    p.n = n\n    return mirror.start(p)\n',
        f'def go(name="äöü日本", n=8):{START}    p.n = n\n    return mirror.start(p)\n',
    ),
    "a dataclass": (
        f"from dataclasses import dataclass, field\n\n\n@dataclass\nclass Settings:\n    n: int = 4\n    offload: bool = field(default=True)\n\n\ndef go(s: Settings):{START}    p.n = s.n\n    p.offload = s.offload\n    return mirror.start(p)\n",
        f"from dataclasses import dataclass, field\n\n\n@dataclass\nclass Settings:\n    n: int = 8\n    offload: bool = field(default=True)\n\n\ndef go(s: Settings):{START}    p.n = s.n\n    p.offload = s.offload\n    return mirror.start(p)\n",
    ),
    "a field of a model": (
        f"from pydantic import BaseModel, Field\n\n\nclass Settings(BaseModel):\n    n: int = Field(4, ge=4, description='4')\n\n\ndef go(s: Settings):{START}    p.n = s.n\n    return mirror.start(p)\n",
        f"from pydantic import BaseModel, Field\n\n\nclass Settings(BaseModel):\n    n: int = Field(8, ge=4, description='4')\n\n\ndef go(s: Settings):{START}    p.n = s.n\n    return mirror.start(p)\n",
    ),
    "an option of argparse": (
        f"import argparse\n\n\ndef main():\n    parser = argparse.ArgumentParser()\n    parser.add_argument('-n', '--number', dest='n', type=int, default=4, help='4 or more')\n    args = parser.parse_args(){START}    p.n = args.n\n    return mirror.start(p)\n",
        f"import argparse\n\n\ndef main():\n    parser = argparse.ArgumentParser()\n    parser.add_argument('-n', '--number', dest='n', type=int, default=8, help='4 or more')\n    args = parser.parse_args(){START}    p.n = args.n\n    return mirror.start(p)\n",
    ),
    "a heading that the body begins on": (
        "def go(n=4,\n       m=1): p = mirror.params_default(); p.n = n; return mirror.start(p)\n",
        "def go(n=8,\n       m=1): p = mirror.params_default(); p.n = n; return mirror.start(p)\n",
    ),
    "a body that begins with a decorator": (
        f"def go(\n    n=4,\n):\n    # (\n    @str\n    def inner(m=4):\n        pass\n{START}    p.n = n\n    return mirror.start(p)\n",
        f"def go(\n    n=8,\n):\n    # (\n    @str\n    def inner(m=4):\n        pass\n{START}    p.n = n\n    return mirror.start(p)\n",
    ),
    "a heading with decorators, below tabs": (
        f"class A:\n\t@staticmethod\n\t@(lambda f: f)\n\tdef go(a=4, n=4):\n\n\t\t# why\n{START.replace('    ', chr(9) * 2)}\t\tp.n = n\n\t\treturn mirror.start(p)\n",
        f"class A:\n\t@staticmethod\n\t@(lambda f: f)\n\tdef go(a=4, n=8):\n\n\t\t# why\n{START.replace('    ', chr(9) * 2)}\t\tp.n = n\n\t\treturn mirror.start(p)\n",
    ),
    "a function in a branch": (
        f"if True:\n    def go(n=4):{START.replace('    ', ' ' * 8)}        p.n = n\n        return mirror.start(p)\n",
        f"if True:\n    def go(n=8):{START.replace('    ', ' ' * 8)}        p.n = n\n        return mirror.start(p)\n",
    ),
    "several at once": (
        f"def go(n=4, offload=False):{START}    p.n = n\n    p.offload = offload\n    return mirror.start(p)\n",
        f"def go(n=8, offload=True):{START}    p.n = n\n    p.offload = offload\n    return mirror.start(p)\n",
    ),
    "one difference in several places": (
        f"class A:\n    def one(self, n=4):{START.replace(chr(10), chr(10) + '    ').rstrip()}\n        p.n = n\n        return mirror.start(p)\n\n    def two(self, n=4):{START.replace(chr(10), chr(10) + '    ').rstrip()}\n        p.n = n\n        return mirror.start(p)\n",
        f"class A:\n    def one(self, n=8):{START.replace(chr(10), chr(10) + '    ').rstrip()}\n        p.n = n\n        return mirror.start(p)\n\n    def two(self, n=8):{START.replace(chr(10), chr(10) + '    ').rstrip()}\n        p.n = n\n        return mirror.start(p)\n",
    ),
    "the docstring follows the code": (
        f'def go(n: int = 4):\n    """Go.\n\n    Args:\n        n: How many. Defaults to 4.\n    """{START}    p.n = n\n    return mirror.start(p)\n',
        f'def go(n: int = 8):\n    """Go.\n\n    Args:\n        n: How many. Defaults to 8.\n    """{START}    p.n = n\n    return mirror.start(p)\n',
    ),
    "a default that depends on the build is left alone": (
        f"def go(layers: int = 0):{START}    p.layers = layers\n    return mirror.start(p)\n",
        f'def go(layers: "int | None" = None):{START}    if layers is not None:\n        p.layers = layers\n    return mirror.start(p)\n',
    ),
    "with the words that the module has": (
        f"from typing import (\n    Any,\n    Optional,\n)\n\n\ndef go(layers: int = 0):{START}    p.layers = layers  # as is\n    return mirror.start(p)\n",
        f"from typing import (\n    Any,\n    Optional,\n)\n\n\ndef go(layers: Optional[int] = None):{START}    if layers is not None:\n        p.layers = layers  # as is\n    return mirror.start(p)\n",
    ),
    "where another value would go through code that was not meant for it": (
        f"def go(n=3):{START}    p.n = n + 1\n    return mirror.start(p)\n",
        f"def go(n=None):{START}    if n is not None:\n        p.n = n + 1\n    return mirror.start(p)\n",
    ),
    "in a module with tabs": (
        "def go(layers = 0):\n\tp = mirror.params_default()\n\tp.layers = (\n\t\tlayers\n\t)\n\treturn mirror.start(p)\n",
        "def go(layers = None):\n\tp = mirror.params_default()\n\tif layers is not None:\n\t\tp.layers = (\n\t\t\tlayers\n\t\t)\n\treturn mirror.start(p)\n",
    ),
}

SAFE = {
    "Google": (
        "Args:\n        n: How many, default 4.\n        m: default 4.",
        "Args:\n        n: How many, default 8.\n        m: default 4.",
    ),
    "NumPy": (
        "Parameters\n    ----------\n    n : int, optional\n        How many (default: 4).\n    m : int, default 4",
        "Parameters\n    ----------\n    n : int, optional\n        How many (default: 8).\n    m : int, default 4",
    ),
    "reST": (":param n: How many. Defaults to ``4``.", ":param n: How many. Defaults to ``8``."),
    "on its second line": (
        "Args:\n        n: How many,\n            which defaults to 4.",
        "Args:\n        n: How many,\n            which defaults to 8.",
    ),
}

CONSTANTS = {
    "a number": ("MODE_ON = 5", "MODE_ON = 1"),
    "with a type and a comment": ("MODE_ON : int  =  5 # as it was", "MODE_ON : int  =  1 # as it was"),
    "in its base": ("MODE_ON = 0x05", "MODE_ON = 0x01"),
    "in capitals": ("MODE_ON = 0xFF", "MODE_ON = 0x01"),
    "that was below zero": ("MODE_ON = -5", "MODE_ON = 1"),
}

LEFT_ALONE = {
    "no literal says it": f"def go(mode=1):{START}    p.mode = mode\n    return mirror.start(p, mode)\n",
    "the value is changed on the way": f"def go(n=3):{START}    n += 1\n    p.n = n\n    return mirror.start(p)\n",
    "None would reach other code": f"def go(layers=0):{START}    p.layers = layers\n    print(layers + 1)\n    return mirror.start(p)\n",
    "a selector": f"def go(on=False):{START}    p.mode = mirror.MODE_ON if on else mirror.MODE_OFF\n    return mirror.start(p)\n",
}


def tree(root, code, name="api.py"):
    for path, text in {**NATIVE, f"pkg/{name}": "from pkg import mirror\n\n\n" + code}.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(dedent(text) if path in NATIVE else text, encoding="utf-8")
    return root / "pkg" / name


def body(path):
    return path.read_text(encoding="utf-8").removeprefix("from pkg import mirror\n\n\n")


@pytest.mark.parametrize(("before", "after"), UNSAFE.values(), ids=UNSAFE)
def test_defaults(paramcheck, tmp_path, monkeypatch, before, after):  # noqa: F811
    path = tree(tmp_path, before)
    monkeypatch.chdir(tmp_path)
    assert paramcheck("check", "-q", "--fail-on", "warning").status == 1
    # What changes behaviour is not done unless it is asked for.
    assert "with --unsafe-fixes" in paramcheck("check", "--fix").err
    assert body(path) == before or "Args:" in before
    tree(tmp_path, before)
    ran = paramcheck("check", "--fix", "--unsafe-fixes", "--fail-on", "warning")
    assert body(path) == after
    assert ran.status == 0, ran.out
    compile(body(path), "api.py", "exec")
    # Nothing is left to do.
    assert paramcheck("check", "--diff", "--unsafe-fixes").out == ""


@pytest.mark.parametrize(("before", "after"), SAFE.values(), ids=SAFE)
def test_docstrings(paramcheck, tmp_path, monkeypatch, before, after):  # noqa: F811
    code = f'def go(n=8, m=4):\n    """Go.\n\n    {{}}\n    """{START}    p.n = n\n    return mirror.start(p), m\n'
    path = tree(tmp_path, code.format(before))
    monkeypatch.chdir(tmp_path)
    assert paramcheck("check", "-q", "--fail-on", "warning").status == 1
    ran = paramcheck("check", "--fix", "--fail-on", "warning")
    assert body(path) == code.format(after)
    assert (ran.status, ran.err) == (0, "paramcheck: fixed 1 finding in 1 file\n")


def mirror(text):
    return "import enum\n" + dedent(NATIVE["pkg/mirror.py"]).replace("MODE_ON = 1", text)


@pytest.mark.parametrize(("before", "after"), CONSTANTS.values(), ids=CONSTANTS)
def test_constants(paramcheck, tmp_path, monkeypatch, before, after):  # noqa: F811
    tree(tmp_path, f"def go(n=8):{START}    p.n = n\n    return mirror.start(p)\n")
    path = tmp_path / "pkg/mirror.py"
    path.write_text(mirror(before))
    monkeypatch.chdir(tmp_path)
    assert "PC302" in paramcheck("check").out
    ran = paramcheck("check", "--fix")
    assert path.read_text() == mirror(after), ran
    assert (ran.status, ran.err) == (0, "paramcheck: fixed 1 finding in 1 file\n")


def test_a_constant_that_follows_from_another_is_left_to_people(paramcheck, tmp_path, monkeypatch):  # noqa: F811
    tree(tmp_path, f"def go(n=8):{START}    p.n = n\n    return mirror.start(p)\n")
    path = tmp_path / "pkg/mirror.py"
    path.write_text(mirror("OFFSET = 4\nMODE_ON = OFFSET + 1"))
    monkeypatch.chdir(tmp_path)
    assert "PC302" in paramcheck("check").out
    assert paramcheck("check", "--fix", "--unsafe-fixes").status == 1
    assert path.read_text() == mirror("OFFSET = 4\nMODE_ON = OFFSET + 1")


STUBS = {
    "a stub": (
        "pkg/api.pyi",
        "def go(n: int = 4, offload: bool = ...) -> int: ...  # typed\n",
        "def go(n: int = 8, offload: bool = ...) -> int: ...  # typed\n",
    ),
    "a text of an option": (
        "pkg/main.py",
        "import argparse\nfrom pkg import api\n\n\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument('--n', default=8, help='how many (default: 4)')\n    return api.go(p.parse_args().n)\n",
        "import argparse\nfrom pkg import api\n\n\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument('--n', default=8, help='how many (default: 8)')\n    return api.go(p.parse_args().n)\n",
    ),
}


@pytest.mark.parametrize(("file", "before", "after"), STUBS.values(), ids=STUBS)
def test_stubs_and_texts(paramcheck, tmp_path, monkeypatch, file, before, after):  # noqa: F811
    tree(tmp_path, f"def go(n=8):{START}    p.n = n\n    return mirror.start(p)\n")
    (tmp_path / file).write_text(before)
    monkeypatch.chdir(tmp_path)
    assert "PC102" in paramcheck("check").out
    assert paramcheck("check", "--fix").err == "paramcheck: fixed 1 finding in 1 file\n"
    assert (tmp_path / file).read_text() == after


@pytest.mark.parametrize("code", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_left_to_people(paramcheck, tmp_path, monkeypatch, code):  # noqa: F811
    path = tree(tmp_path, code)
    monkeypatch.chdir(tmp_path)
    before = paramcheck("check", "-q", "--format", "concise").out
    assert before
    ran = paramcheck("check", "-q", "--fix", "--unsafe-fixes", "--format", "concise")
    assert body(path) == code
    assert ran.out == before


def test_a_fix_that_does_not_help_is_refused(paramcheck, tmp_path, monkeypatch):  # noqa: F811
    # The name is there, but it stands for something else.
    code = f"class Modes:\n    MODE_AUTO = 5\n    MODE_ON = mirror.MODE_ON\n\n\ndef go(mode=Modes.MODE_ON, n=4):{START}    p.mode = mode\n    p.n = n\n    return mirror.start(p)\n"
    path = tree(tmp_path, code)
    monkeypatch.chdir(tmp_path)
    ran = paramcheck("check", "--fix", "--unsafe-fixes")
    # The other one is made all the same.
    assert body(path) == code.replace("n=4", "n=8")
    assert "not fixed: pkg/api.py:9: PC101: the finding would still be there" in ran.err
    assert ran.status == 1


def test_line_ends_marks_and_encodings_stay(paramcheck, tmp_path, monkeypatch):  # noqa: F811
    code = f"def go(layers=0, n=4):{START}    p.layers = layers\n    p.n = n\n    return mirror.start(p)\n"
    windows = tree(tmp_path, code, "windows.py")
    windows.write_bytes(b"\xef\xbb\xbf" + windows.read_bytes().replace(b"\n", b"\r\n"))
    latin = tree(tmp_path, code, "latin.py")
    latin.write_bytes(b"# -*- coding: latin-1 -*-\n# \xe4\n" + latin.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert paramcheck("check", "--fix", "--unsafe-fixes").status == 0
    fixed = code.replace("n=4", "n=8").replace("layers=0", "layers=None")
    fixed = fixed.replace("    p.layers = layers", "    if layers is not None:\n        p.layers = layers")
    head = b"from pkg import mirror\n\n\n"
    assert windows.read_bytes() == b"\xef\xbb\xbf" + (head + fixed.encode()).replace(b"\n", b"\r\n")
    assert latin.read_bytes() == b"# -*- coding: latin-1 -*-\n# \xe4\n" + head + fixed.encode()


def test_diff_is_a_patch_and_changes_nothing(paramcheck, tmp_path, monkeypatch):  # noqa: F811
    code = f"def go(n=4):{START}    p.n = n\n    return mirror.start(p)"
    path = tree(tmp_path, code)
    monkeypatch.chdir(tmp_path)
    assert paramcheck("check", "--diff") == (
        0,
        "",
        "paramcheck: would fix 0 findings\nparamcheck: 1 more fix with --unsafe-fixes, which changes what the program does\n",
    )
    ran = paramcheck("check", "--diff", "--unsafe-fixes")
    assert (ran.status, ran.err) == (1, "paramcheck: would fix 1 finding in 1 file\n")
    assert ran.out.splitlines()[:2] == ["--- a/pkg/api.py", "+++ b/pkg/api.py"]
    assert {line for line in ran.out.splitlines()[3:] if line[:1] in "+-"} == {"-def go(n=4):", "+def go(n=8):"}
    assert body(path) == code


def test_a_patch_can_be_applied(paramcheck, tmp_path, monkeypatch):  # noqa: F811
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    code = f"def go(layers=0):{START}    p.layers = layers\n    return mirror.start(p)"
    path = tree(tmp_path, code)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fix.patch").write_text(paramcheck("check", "--diff", "--unsafe-fixes").out)
    subprocess.run([git, "apply", "fix.patch"], check=True)
    assert "if layers is not None:" in body(path)


@pytest.mark.parametrize(
    ("file", "line", "left"),
    [("pkg/api.py", "    x = 1  # paramcheck: ignore[PC101] old\n", "    x = 1\n"),
     ("native/lib.c", "int x;  // paramcheck: ignore[PC101] old\n", "int x;\n")],
)  # fmt: skip
def test_comments_that_silence_nothing_go_away(paramcheck, tmp_path, monkeypatch, file, line, left):  # noqa: F811
    tree(tmp_path, f"def go(n=8):{START}    p.n = n\n    return mirror.start(p)\n")
    path = tmp_path / file
    before = path.read_text()
    path.write_text(before + line)
    monkeypatch.chdir(tmp_path)
    assert "PC901" in paramcheck("check").out
    assert paramcheck("check", "--fix").err == "paramcheck: fixed 1 finding in 1 file\n"
    assert path.read_text() == before + left


def test_a_link_out_of_the_tree_is_not_followed(paramcheck, tmp_path, monkeypatch):  # noqa: F811
    root = tmp_path / "project"
    path = tree(root, f"def go(n=4):{START}    p.n = n\n    return mirror.start(p)\n")
    outside = tmp_path / "outside.py"
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_text()
    monkeypatch.chdir(root)
    paramcheck("check", "--fix", "--unsafe-fixes")
    assert outside.read_text() == before


def test_the_report_says_what_can_be_fixed(paramcheck, tmp_path, monkeypatch):  # noqa: F811
    tree(tmp_path, f"def go(n=4):{START}    p.n = n\n    return mirror.start(p)\n")
    monkeypatch.chdir(tmp_path)
    assert "= fix: default to 8 (--unsafe-fixes)" in paramcheck("check").out


def test_libcst_is_imported_only_where_something_can_be_fixed(tmp_path):
    tree(tmp_path, f"def go(n=8):{START}    p.n = n\n    return mirror.start(p)\n")
    program = (
        "import sys; sys.argv = ['paramcheck', 'check', '--fail-on', 'warning', '-q']\n"
        "from paramcheck.cli import main\n"
        "try: main()\nexcept SystemExit as end: print(end.code, 'libcst' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout == "0 False\n"
