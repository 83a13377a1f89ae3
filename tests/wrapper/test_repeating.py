"""Whether a wrapper may repeat anything of C headers."""

import pytest

from paramcheck.wrapper.package import Package
from paramcheck.wrapper.repeating import may_repeat, sources
from tests.support import write


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"lamp/__init__.py": "import ctypes\n"}, ["lamp/__init__.py"]),
        ({"lamp/build.py": "ffi.cdef (TEXT)\n"}, ["lamp/build.py"]),
        ({"lamp/__init__.py": "from lamp import _lamp\n", "lamp/native.py": "from ctypes import c_int\n"}, ["lamp/native.py"]),
        ({"lamp/__init__.py": "from lamp import _lamp\nLAMP_ON = 1\n"}, []),
        ({"lamp/__init__.py": "myctypes_like = decdef = 1\n"}, []),
        ({"lamp/_lamp.pyx": "import ctypes\n"}, []),
    ],
)  # fmt: skip
def test_modules_that_may_repeat_something(tmp_path, files, expected):
    package = Package(write(tmp_path, {"setup.py": "", "lamp/__init__.py": "", **files}))
    _, with_ctypes, with_cffi = sources(package)
    assert [one.path for one in with_ctypes + with_cffi] == expected
    assert may_repeat(package) == bool(expected)
