"""What the text of a wrapper mentions of the native side."""

import ast

import pytest

from paramcheck.sources.tree import Tree
from paramcheck.wrapper import outline, relevance
from paramcheck.wrapper.package import Package
from tests.support import write

MIRROR = """\
import ctypes

class params(ctypes.Structure):
    _fields_ = [("n", ctypes.c_int)]

lib = ctypes.CDLL("lib.so")

def declare(name, argtypes, restype, enabled=True):
    return lambda function: getattr(lib, name)
"""


def package(root, code, mirror=MIRROR):
    write(root, {"wrap/__init__.py": "", "wrap/low.py": mirror, "wrap/high.py": f"import ctypes\n{code}"})
    return Package(Tree.open(root))


@pytest.mark.parametrize(
    "code",
    [
        "def get() -> low.params: ...\n",
        "def get() -> 'params': ...  # as C\n",
        "def get(\n    a: int = 1,\n) -> Optional[\n    params\n]:\n    pass\n",
        "async def get(a) -> Tuple[params, int]:\n    pass\n",
        "@declare('get', [], low.params)\ndef get(): ...\n",
        "@declare(\n    'get',\n    [],\n    params,\n)\ndef get(): ...\n",
        "@declare('get', restype=params, argtypes=[])\n# why\n@other\ndef get(): ...\n",
        "if True:\n    @declare('get', [], params)\n    def get(): ...\n",
        "low.lib.get.restype = low.params\n",
        "low.lib.get.restype=params\n",
        "get = None\nlib.get.restype = wrap.low.params\n",
    ],
)
def test_what_returns_a_record(tmp_path, code):
    found = outline.outline(package(tmp_path, f"{code}\nuse = get()\n"))
    assert found.records == {"params"}
    assert found.returning == {"get"}


@pytest.mark.parametrize(
    "code",
    [
        "def get(p: params): ...\n",
        "def get():\n    return low.params()\n",
        "@declare('get', [params], int)\ndef get(): ...\n",
        "def get() -> paramset: ...\n",
        "# get() -> params:\ndef get(): ...\n",
        "lib.get.argtypes = [params]\n",
        "lib.get.restype = paramset\n",
        "lib.get.restypes = params\n",
    ],
)
def test_what_does_not(tmp_path, code):
    assert outline.outline(package(tmp_path, f"{code}\nuse = get()\n")).returning == frozenset()


@pytest.mark.parametrize(
    ("code", "constructed"),
    [
        ("x = low.params()\n", True),
        ("x = params  (n=1)\n", True),
        ("x = myparams()\n", False),
        ("x = params_of()\n", False),
        ("class params(Base): ...\n", False),
        ("class Base: ...\nx = [params]\n", False),
    ],
)
def test_what_is_constructed(tmp_path, code, constructed):
    found = outline.outline(package(tmp_path, code))
    assert found.constructed == ({"params"} if constructed else frozenset())


def test_calls_of_many_records_are_found_as_those_of_few_are(tmp_path):
    names = [f"params_{number}" for number in range(2 * outline._MANY)]
    mirror = "import ctypes\n" + "".join(f"class {name}(ctypes.Structure): ...\n" for name in names)
    # Some begin as others do, and some only stand there.
    code = "".join(f"x = low.{name} ({{}})\n" if number % 3 else f"y = [{name}]\n" for number, name in enumerate(names))
    found = outlined(tmp_path, code, mirror)
    assert found.constructed == {name for number, name in enumerate(names) if number % 3}
    (tmp_path / "few").mkdir()
    few = outlined(tmp_path / "few", code, "import ctypes\nclass params_1(ctypes.Structure): ...\n")
    assert few.constructed == {"params_1"}


def outlined(root, code, mirror):
    return outline.outline(package(root, code, mirror))


def test_a_module_that_can_return_none_is_not_parsed_for_that(tmp_path, monkeypatch):
    parsed = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text: parsed.append(text) or parse(text))
    made = package(tmp_path, "def get(p) -> int:\n    return low.params()\n")
    outline.outline(made)
    assert not any("low.params()" in text for text in parsed)
    relevance.prepare(made)
    assert sum("low.params()" in text for text in parsed) == 1
