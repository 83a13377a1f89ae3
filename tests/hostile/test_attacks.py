"""A package that was made to attack: nothing leaves its folder, nothing of it runs, and the report is clean."""

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from paramcheck.sources.tree import Tree

ROOT = Path(__file__).parents[2]

LIBRARY = (
    "struct lamp_options { int depth; };\nstruct lamp_options lamp_default_options(void) {\n"
    "    struct lamp_options options = { 4 };\n    return options;\n}\n"
    "void lamp_start(struct lamp_options options) {}\n"
)
WRAPPER = """
import ctypes

lib = ctypes.CDLL("liblamp.so")


class lamp_options(ctypes.Structure):
    _fields_ = [("depth", ctypes.c_int)]


def lamp_default_options() -> lamp_options:
    return lib.lamp_default_options()


lib.lamp_default_options.restype = lamp_options


class Lamp:
    def __init__(self, depth: int = 5):
        self.options = lamp_default_options()
        self.options.depth = depth
        lib.lamp_start(self.options)
"""
RUNS = "import pathlib\npathlib.Path({trace!r}).write_text('ran')\n"
FORMATS = ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "html", "markdown"]
ESCAPE = "\x1b[2J\x1b]0;owned\x07"


def files(trace):
    """Everything that a build or an import would run leaves a trace."""
    runs = RUNS.format(trace=str(trace))
    return {
        "PKG-INFO": "Metadata-Version: 2.1\nName: attack\nVersion: 1.0\n",
        "setup.py": runs,
        "conftest.py": runs,
        "sitecustomize.py": runs,
        "src/attack.pth": f"import os; os.system('touch {trace}')\n",
        "attack/__init__.py": runs + WRAPPER,
        "attack/__main__.py": runs,
        "clang/__init__.py": runs,
        "griffe.py": runs,
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "setup"\nbackend-path = ["."]\n'
        '[project]\nname = "attack"\nversion = "1.0"\n[tool.paramcheck]\nfail-on = "never"\nselect = ["PC202"]\n',
        "paramcheck.toml": 'fail-on = "never"\nselect = ["PC202"]\n',
        "CMakeLists.txt": f"execute_process(COMMAND touch {trace})\n",
        ".paramcheck_cache/0.entry": "not an entry",
        "native/lamp.c": '#include "/etc/passwd"\n#include "../../../../../../etc/passwd"\n#embed "/etc/passwd"\n'
        '#pragma GCC system_header\n__asm__(".incbin \\"/etc/passwd\\"");\n' + LIBRARY,
    }


def sdist(folder, content, extra=()):
    place = folder / "attack-1.0.tar.gz"
    with tarfile.open(place, "w:gz") as tar:
        for path, text in content.items():
            info = tarfile.TarInfo(f"attack-1.0/{path}")
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
        for info in extra:
            tar.addfile(info)
    return place


def audit(folder, archive, *options):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(folder / "home/cache"),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(archive.parent),
    }
    work = folder / "work"
    work.mkdir(exist_ok=True)
    command = [sys.executable, "-P"] if sys.version_info >= (3, 11) else [sys.executable]
    return subprocess.run(
        [*command, "-m", "paramcheck", "audit", "attack==1.0", *options],
        cwd=work,
        env=environment,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def trace(tmp_path):
    return tmp_path / "trace"


def test_nothing_of_a_package_runs_and_its_settings_do_not_count(tmp_path, trace):
    (tmp_path / "index").mkdir()
    archive = sdist(tmp_path / "index", files(trace))
    for options in ([], ["--jobs", "3"], []):
        ran = audit(tmp_path, archive, "--format", "json", *options)
        assert ran.returncode == 1, ran.stderr
        report = json.loads(ran.stdout)
        assert [one["check"] for one in report["findings"]] == ["PC101"]
        assert "root:" not in ran.stdout.decode()
    assert not trace.exists()
    assert {path.name for path in tmp_path.iterdir()} <= {"index", "home", "work"}
    assert list((tmp_path / "work").iterdir()) == []


LINKS = {
    "attack/secret.py": "/etc/passwd",
    "attack/up.py": "../../../../../etc/passwd",
    "native/self.c": "self.c",
    "native/loop": "../native",
}


@pytest.mark.parametrize("path", ["../outside.py", "/tmp/paramcheck-outside.py", "attack/../../../outside.py"])
def test_a_member_outside_is_refused(tmp_path, trace, path):
    (tmp_path / "index").mkdir()
    info = tarfile.TarInfo(path if path.startswith("/") else f"attack-1.0/../{path}")
    ran = audit(tmp_path, sdist(tmp_path / "index", files(trace), [info]))
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert ran.stderr.count(b"\n") == 1
    assert not list(tmp_path.rglob("outside.py"))


def test_links_that_lead_out_are_not_followed(tmp_path, trace):
    root = tmp_path / "project"
    for path, text in files(trace).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    for path, target in LINKS.items():
        (root / path).symlink_to(target)
    listed = {file.path for file in Tree.open(root).files()}
    assert listed.isdisjoint(LINKS)
    assert not any(path.startswith("native/loop") for path in listed)


@pytest.mark.parametrize("form", FORMATS)
def test_names_and_texts_cannot_steer_a_terminal_or_a_page(tmp_path, trace, form):
    content = files(trace)
    content["attack/__init__.py"] = WRAPPER.replace(
        "depth: int = 5", 'depth: int = 5, note: str = "[bold]<script>alert(1)</script>\\x1b[2J"'
    ).replace("class Lamp", f"# {ESCAPE} [red]<script>alert(2)</script>\nclass Lamp")
    content[f"attack/{ESCAPE}[red]<b>.py"] = WRAPPER
    content["attack/line\nbreak.py"] = WRAPPER
    content["attack/[link=evil]x[/link]<img src=x onerror=alert(3)>.py"] = WRAPPER + f"x = '{ESCAPE}'\ndef f(:\n"
    (tmp_path / "index").mkdir()
    ran = audit(
        tmp_path, sdist(tmp_path / "index", content), "--format", form, "--all", "--verbose", "--color", "never"
    )
    assert ran.returncode == 1, ran.stderr
    for shown in (ran.stdout, ran.stderr):
        text = shown.decode("utf-8")
        assert "\x1b" not in text
        assert "\x07" not in text
        assert all(one.isprintable() or one in "\n\t" for one in text if form != "html")
    page = ran.stdout.decode("utf-8")
    if form == "markdown":
        page = cmarkgfm.github_flavored_markdown_to_html(page, Options.CMARK_OPT_UNSAFE)
        # What is code may look like anything.
        assert "&lt;script&gt;alert" in page
    if form in {"html", "markdown"}:
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_many_files_are_listed_in_time_and_bounds(tmp_path):
    root = tmp_path / "project"
    for number in range(40):
        folder = root / f"data{number}"
        folder.mkdir(parents=True)
        for file in range(250):
            (folder / f"{file}.h").touch()
    (root / "attack").mkdir()
    (root / "attack/__init__.py").write_text(WRAPPER)
    (root / "lamp.c").write_text(LIBRARY)
    assert len(Tree.open(root).files(".h")) == 10_000
    ran = subprocess.run(
        [sys.executable, "-m", "paramcheck", "check", str(root), "--no-cache", "--format", "json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert [one["check"] for one in json.loads(ran.stdout)["findings"]] == ["PC101"]


DEEP = 30_000


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("attack/deep.py", "import ctypes\nx = " + "(" * DEEP + ")" * DEEP + "\n"),
        ("attack/minus.py", "import ctypes\nx = " + "-" * DEEP + "1\n"),
        ("attack/chain.py", "import ctypes\nx = ctypes" + ".a" * DEEP + "\n"),
        ("attack/sum.py", "import ctypes\nx = " + "1+" * DEEP + "1\n"),
        ("attack/power.py", "import ctypes\nx = 9**9**9**9\ny = 'a' * 10**12\nz = [0] * 10**11\nw = 1 << 10**12\n"),
        ("attack/ifs.py", "import ctypes\n" + "".join(" " * n + "if x:\n" for n in range(90)) + " " * 90 + "pass\n"),
        ("attack/loops.py", "import ctypes\ndef f(a=1):\n    while True:\n        a = [a, a]\nf()\n"),
        ("attack/bases.py", "import ctypes\nclass A(A): ...\nclass B(C): ...\nclass C(B): ...\n"),
        ("attack/self.py", "from attack.self import *\nfrom attack import self\nx = self.x\n"),
        ("native/deep.c", "int lamp_default_depth = " + "(" * DEEP + "1" + ")" * DEEP + ";\n"),
        ("native/braces.c", "int lamp_default_depth[] = " + "{" * DEEP + "1" + "}" * DEEP + ";\n"),
        ("native/include.c", '#include "include.c"\n#include "include.c"\nint lamp_default_depth = 1;\n'),
        ("native/macro.c", "#define A0 1+1\n" + "".join(f"#define A{n + 1} A{n}+A{n}\n" for n in range(40))
         + "int lamp_default_depth = A40;\n"),
        ("native/template.cpp", "template<int N> struct L { L<N + 1> next; int lamp_default_depth = 1; };\nL<0> all;\n"),
        ("native/constexpr.cpp", "constexpr int f(int n) { for (;;) { ++n; } return n; }\nint lamp_default_depth = f(0);\n"),
    ],
)  # fmt: skip
def test_a_file_that_is_made_to_exhaust_costs_only_itself(tmp_path, path, text):
    root = tmp_path / "project"
    for name, content in {"attack/__init__.py": WRAPPER, "native/lamp.c": LIBRARY, path: text}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    ran = subprocess.run(
        [sys.executable, "-m", "paramcheck", "check", str(root), "--no-cache", "--format", "json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 1, ran.stderr
    assert b"internal" not in ran.stderr
    assert "PC101" in [one["check"] for one in json.loads(ran.stdout)["findings"]]
