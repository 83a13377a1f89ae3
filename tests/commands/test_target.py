"""``--target``: both sides are laid out for the platform that is named."""

from __future__ import annotations

import pytest

HEADER = "struct params { int n; long count; };\nint start(struct params p);\n"
MIRROR = """\
import ctypes

lib = ctypes.CDLL("libexample.so")


class params(ctypes.Structure):
    _fields_ = [("n", ctypes.c_int), ("count", ctypes.c_int64)]


lib.start.argtypes = [params]
"""


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 0, ""),
        (("--target", "x86_64-unknown-linux-gnu"), 0, ""),
        (
            ("--target", "x86_64-pc-windows-msvc"),
            1,
            "c_int64 (8 bytes) at byte 8, the library's long (4 bytes) at byte 4",
        ),
    ],
)
def test_target(paramcheck, tmp_path, arguments, status, said):
    for name, text in {"native/lib.h": HEADER, "pkg/__init__.py": "", "pkg/mirror.py": MIRROR}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    ran = paramcheck("check", str(tmp_path), "--format", "concise", "--no-config", *arguments)
    assert ran.status == status
    assert said in ran.out
    assert ("PC301" in ran.out) == bool(said)
