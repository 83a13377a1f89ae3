"""A process that dies costs the file it was working on, and nothing else."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from paramcheck.isolation import LostError, Worker, reap, worker

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not worker.can_copy(), reason="no processes can be copied here")


class Reader:
    """Reads "files" whose names say what happens."""

    def __init__(self, watch, skipped):
        self.watch, self.skipped = watch, skipped
        self.known = []

    def read(self, *names):
        found = []
        for name in names:
            self.watch(name)
            if name not in self.skipped:
                found.append(self.happens(name))
        self.known += found
        return found

    def everything(self):
        return self.known

    def happens(self, name):
        if name.startswith("crash"):
            ctypes.string_at(0)
        if name.startswith("abort"):
            os.abort()
        if name.startswith("spin"):
            while True:
                pass
        if name.startswith("grow"):
            raise MemoryError
        if name.startswith("leave"):
            os._exit(3)
        if name.startswith("raise"):
            raise ValueError(name)
        if name.startswith("odd"):
            return lambda: None
        if name.startswith("long"):
            return "x" * 1_000_000
        return name.upper()


@pytest.fixture(params=[True, False], ids=["beside", "in turn"])
def reader(request):
    with Worker(Reader, is_parallel=request.param, seconds=0.3) as made:
        yield made


def test_calls_are_answered_in_order(reader):
    reader.ask(("read", ("a", "b")), ("read", ("c",)))
    reader.ask(("everything", ()))
    assert [reader.take() for _ in range(3)] == [["A", "B"], ["C"], ["A", "B", "C"]]


def test_long_answers_and_long_questions_do_not_block(reader):
    name = "n" * 300_000
    reader.ask(("read", ("long",)), ("read", ("long",)))
    reader.ask(("read", (name,)))
    assert [len(reader.take()[0]) for _ in range(3)] == [1_000_000, 1_000_000, 300_000]


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("crash.cpp", "crashed"),
        ("abort.cpp", "crashed"),
        ("leave.cpp", "crashed"),
        ("spin.cpp", "took too long"),
        ("grow.cpp", "took too much memory"),
    ],
)
def test_a_file_on_which_it_dies_is_left_out(reader, name, how):
    reader.ask(("read", ("a", name, "b")), ("everything", ()))
    assert reader.take() == ["A", "B"]
    assert reader.take() == ["A", "B"]
    assert reader.skipped == {name: how}


def test_what_was_learned_before_is_there_again(reader):
    reader.ask(("read", ("a",)))
    assert reader.take() == ["A"]
    reader.ask(("read", ("crash.cpp", "b")), ("everything", ()))
    assert [reader.take(), reader.take()] == [["B"], ["A", "B"]]


def test_several_files_are_left_out(reader):
    names = ["crash1", "a", "spin2", "abort3", "b"]
    reader.ask(("read", names))
    assert reader.take() == ["A", "B"]
    assert sorted(reader.skipped) == ["abort3", "crash1", "spin2"]


def test_a_process_that_dies_always_is_given_up(reader):
    with pytest.raises(LostError, match="the C and C\\+\\+ parser crashed again and again, the last time on crash"):
        _take(reader, ("read", [f"crash{number}" for number in range(30)]))


class Mortal(Reader):
    def die(self):
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_dies_without_a_file_is_given_up():
    with Worker(Mortal) as made, pytest.raises(LostError, match=r"again and again$"):
        _take(made, ("die", ()))


def _take(made, *calls):
    made.ask(*calls)
    return made.take()


def test_errors_are_raised_here(reader):
    with pytest.raises(ValueError, match=r"^raise me$"):
        _take(reader, ("read", ("raise me",)))
    assert _take(reader, ("read", ("a",))) == ["A"]
    assert reader.skipped == {}


def test_an_answer_that_cannot_be_sent_is_an_error(reader):
    with pytest.raises(Exception, match=r"(?i)pickle"):
        _take(reader, ("read", ("odd",)))


def test_the_process_is_gone_afterwards():
    with Worker(Reader) as made:
        made.ask(("read", ("spin",)))
        identity = made._process._identity
    reap(wait=True)
    with pytest.raises(ProcessLookupError):
        os.kill(identity, 0)


def test_nobody_waits_for_its_end_and_the_system_forgets_it():
    identities = []
    for _ in range(3):
        with Worker(Reader) as made:
            made.ask(("read", ("one",)))
            identities.append(made._process._identity)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(is_there, identities)):
        time.sleep(0.01)
        reap()
    assert not any(map(is_there, identities))


def is_there(identity):
    try:
        os.kill(identity, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_somebody_else_has_asked_for_is_forgotten():
    with Worker(Reader) as made:
        made.ask(("read", ("one",)))
        identity = made._process._identity
        made._process.leave = lambda: None
    os.kill(identity, signal.SIGKILL)
    os.waitpid(identity, 0)
    worker._left.append(identity)
    reap()
    assert worker._left == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process may outlive its parent's violent end")
def test_the_process_ends_with_its_parent(number):
    code = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "from tests.isolation.test_worker import Reader, Worker\n"
        "with Worker(Reader, seconds=60) as made:\n"
        "    made.ask(('read', ('spin',)))\n"
        "    print(made._process._identity, flush=True)\n"
        "    made.take()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(ROOT)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    parent.send_signal(number)
    parent.communicate()
    deadline = time.monotonic() + 20
    while _runs(child):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _runs(identity):
    try:
        state = Path(f"/proc/{identity}/stat").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def test_without_copies_the_calls_are_made_in_this_process(monkeypatch):
    monkeypatch.setattr(worker, "can_copy", lambda: False)
    with Worker(Reader) as made:
        made.ask(("read", ("a", "b")), ("everything", ()))
        assert [made.take(), made.take()] == [["A", "B"], ["A", "B"]]
        with pytest.raises(ValueError, match=r"^raise me$"):
            _take(made, ("read", ("raise me",)))


def test_whatever_takes_the_place_of_a_process_can_do_what_one_can(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from fuzz_reader import Inline

    wanted = {name for name in vars(worker._Process) if not name.startswith("_")}
    for one in (worker._Thread, Inline):
        assert wanted <= set(dir(one))
