"""A run that is killed leaves nothing that a later run would believe. `make kill` does it a hundred times."""

import random
import shutil

from tests.commands.conftest import EXAMPLES
from tools.kill import killed, report


def test_runs_that_are_killed_change_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    project = tmp_path / "project"
    shutil.copytree(EXAMPLES / "ctypes", project)
    assert killed(project, 4, random.Random(1)) == []


def test_a_report_that_differs_would_be_seen(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(EXAMPLES / "ctypes", project)
    before = report(project, "--no-cache")
    assert before.startswith("[1, ")
    text = (project / "beacon/sender.py").read_text(encoding="utf-8")
    (project / "beacon/sender.py").write_text(text.replace("repeat", "repeats"), encoding="utf-8")
    assert report(project, "--no-cache") != before
