"""Limits, and that nothing stays."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from paramcheck.confirm import processes
from paramcheck.confirm.processes import Limits

pytestmark = pytest.mark.skipif(os.name != "posix", reason="runs cannot be ended cleanly elsewhere")
linux = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")


def run(tmp_path, code, limits=None, **more):
    return processes.run(
        [sys.executable, "-c", code],
        folder=tmp_path,
        log=tmp_path / "log",
        variables=processes.environment(tmp_path),
        limits=limits or Limits(seconds=30),
        **more,
    )


def lives(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(number):
    for _ in range(200):
        if not lives(number):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("code", "status", "why"),
    [
        ("pass", 0, "ended with status 0"),
        ("raise SystemExit(3)", 3, "ended with status 3"),
        ("import os; os.kill(os.getpid(), 11)", None, "died with SIGSEGV"),
        ("import os; os.abort()", None, "died with SIGABRT"),
        ("import os; os.kill(os.getpid(), 9)", None, "died with SIGKILL"),
    ],
)
def test_how_a_command_ends(tmp_path, code, status, why):
    ended = run(tmp_path, code)
    assert (ended.status, ended.why) == (status, why)


def test_a_command_that_does_not_exist(tmp_path):
    ended = processes.run(
        [str(tmp_path / "none")], folder=tmp_path, log=tmp_path / "log", variables={}, limits=Limits(seconds=30)
    )
    assert (ended.ok, ended.status) == (False, 127)
    assert "none" in ended.output


def test_a_hang(tmp_path):
    ended = run(tmp_path, "import time; print('on', flush=True); time.sleep(60)", Limits(seconds=1))
    assert (ended.status, ended.why) == (None, "took longer than 1 s")
    assert ended.output == "on\n"


@linux
def test_too_much_memory(tmp_path):
    ended = run(tmp_path, "held = bytearray(400 << 20)\nimport time\nwhile True: time.sleep(1)", Limits(megabytes=200))
    assert ended.why == "used more than 200 MB of memory"


def test_too_much_output(tmp_path):
    ended = run(tmp_path, "while True: print('x' * 10000)", Limits(output=1))
    assert ended.why == "wrote more than 1 MB of output"


@linux
@pytest.mark.parametrize("start", ["", "start_new_session=True"])
@pytest.mark.parametrize("end", ["", "import os; os.kill(os.getpid(), 6)", "time.sleep(60)"])
def test_what_a_command_starts_does_not_outlive_it(tmp_path, start, end):
    code = (
        "import subprocess, sys, time\n"
        f"one = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], {start})\n"
        "print(one.pid, flush=True)\n"
        f"{end}\n"
    )
    ended = run(tmp_path, code, Limits(seconds=2))
    assert gone(int(ended.output.split()[0]))


@linux
def test_nothing_outlives_whoever_asked_for_it(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom paramcheck.confirm import processes\n"
        f"here = Path({str(tmp_path)!r})\n"
        "processes.run([sys.executable, '-c', 'import os, time; print(os.getpid(), flush=True); time.sleep(60)'],"
        " folder=here, log=here / 'log', variables={}, limits=processes.Limits(seconds=50))\n"
    )
    asking = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    try:
        for _ in range(500):
            text = processes.tail(tmp_path / "log")
            if text.endswith("\n"):
                break
            time.sleep(0.02)
    finally:
        asking.send_signal(signal.SIGKILL)
        asking.wait()
    assert gone(int(text))


def test_the_environment_is_not_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    held = processes.environment(tmp_path, MORE="1")
    assert {"SECRET_TOKEN", "PYTHONPATH"}.isdisjoint(held)
    assert (held["HOME"], held["TMPDIR"], held["MORE"]) == (str(tmp_path), str(tmp_path), "1")


def test_the_last_line_is_shown_while_it_runs(tmp_path):
    seen = []
    run(tmp_path, "import time\nfor one in 'ab':\n    print(one, flush=True); time.sleep(0.5)", watch=seen.append)
    assert seen == ["a", "b"]
