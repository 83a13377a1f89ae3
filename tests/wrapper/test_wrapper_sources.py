"""Which files belong to the wrapper, by their path."""

import pytest

from paramcheck.wrapper.package import is_wrapper_source


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("lamp/__init__.py", True),
        ("src/lamp/core.py", True),
        ("setup.py", False),
        ("tests/lamp.py", False),
        ("vendor/bulb/python/bulb.py", False),
        # The release of another project that was unpacked within this one; the outermost folder may be this one.
        ("src/bulb-19.24/tools/python/src/bulb.cpp", False),
        ("src/bulb_v1.2.3/bulb.py", False),
        ("lamp-1.2.3/lamp/core.py", True),
        ("lamp-1.2.3/bulb-2.0/bulb.py", False),
        # Versions of something else.
        ("src/python3.10/lamp.py", True),
        ("src/1.2/lamp.py", True),
        ("src/lamp-2/lamp.py", True),
        ("src/cp-310/lamp.py", True),
    ],
)
def test_by_path(path, expected):
    assert is_wrapper_source(path) is expected
