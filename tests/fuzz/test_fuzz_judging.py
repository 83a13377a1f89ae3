"""What the fuzzer stops at is judged by the input alone."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

JUDGE = """
import sys, time
sys.path[:0] = [{root!r}, {tools!r}]
import fuzz_reader
from tests.fuzz import readers

def read(data):
    if data == b"given":
        {body}

readers.READERS["comments"] = read
fuzz_reader._MOST_SECONDS, fuzz_reader._MOST_MEGABYTES = 0.2, 100
sys.argv = ["fuzz_reader.py", "comments", "--judge", {path!r}]
sys.exit(fuzz_reader.main())
"""


@pytest.mark.parametrize(
    ("body", "is_mistake"),
    [
        ("pass", False),
        ("time.sleep(0.5)", False),
        ("end = time.process_time() + 0.4\n        while time.process_time() < end: pass", True),
        ("held = bytearray(200 << 20)", True),
        ("raise ValueError", True),
        ("import os; os.abort()", True),
    ],
    ids=["nothing", "waiting", "processor time", "memory", "an error", "a death"],
)
def test_an_input(tmp_path, body, is_mistake):
    (tmp_path / "given").write_bytes(b"given")
    script = JUDGE.format(root=str(ROOT), tools=str(ROOT / "tools"), body=body, path=str(tmp_path / "given"))
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=tmp_path)
    assert bool(ran.returncode) is is_mistake, ran.stderr.decode()


def test_the_memory_of_who_starts_it_does_not_count(tmp_path):
    (tmp_path / "given").write_bytes(b"given")
    body = "held = bytearray(200 << 20)"
    script = JUDGE.format(root=str(ROOT), tools=str(ROOT / "tools"), body=body, path=str(tmp_path / "given"))
    large = "import subprocess, sys; held = b'1' * (600 << 20); sys.exit(subprocess.call([sys.executable, '-c', sys.argv[1]]))"
    assert subprocess.run([sys.executable, "-c", large, script], capture_output=True, check=False).returncode == 1


def test_a_refusal_is_no_mistake(tmp_path):
    (tmp_path / "given").write_bytes(b'{"entries": 3}')
    words = [sys.executable, str(ROOT / "tools" / "fuzz_reader.py"), "baseline", "--judge", str(tmp_path / "given")]
    assert subprocess.run(words, capture_output=True, check=False, cwd=tmp_path).returncode == 0
