"""Kills runs at random moments, and runs again: the report is the same each time, and nothing stays behind.

python tools/kill.py --times 100 [PATH]
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]

_CHECK = [sys.executable, "-m", "paramcheck", "check", "--format", "json", "--all"]


def main() -> int:
    """Kill as often as is asked for; 1 if something differs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("path", nargs="?", type=Path, default=ROOT / "examples" / "ctypes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(options.path, project, symlinks=True)
        wrong = killed(project, options.times, random.Random(options.seed))  # noqa: S311 - moments, no secrets
    for line in wrong:
        print(line)
    print(f"{options.times} runs killed, {len(wrong)} times something else afterwards")
    return int(bool(wrong))


def killed(project: Path, times: int, chance: random.Random) -> list[str]:
    """Kill runs, each at another moment.

    Args:
        project: A project that may be written.
        times: How often.
        chance: Chooses the moments.

    Returns:
        What differed afterwards, a line each.
    """
    started = time.monotonic()
    sound = report(project, "--no-cache")
    length = time.monotonic() - started
    wrong = []
    for number in range(times):
        if number % 2 == 0:
            shutil.rmtree(project / ".paramcheck_cache", ignore_errors=True)
        moment = chance.random() * length * 1.1
        with subprocess.Popen(_CHECK, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
            time.sleep(moment)
            process.kill()
        for kind in ("next", "one after"):
            found = report(project)
            if found != sound:
                wrong.append(f"killed after {moment:.3f} s: the {kind} run says something else: {found[:300]}")
    return wrong


def report(project: Path, *options: str) -> str:
    """What a run says, apart from the time that it took."""
    ran = subprocess.run([*_CHECK, *options], cwd=project, capture_output=True, check=False)  # noqa: S603
    try:
        data = json.loads(ran.stdout)
    except ValueError:
        return f"status {ran.returncode}: {ran.stderr.decode('utf-8', 'replace')}"
    del data["summary"]["seconds"]
    return json.dumps([ran.returncode, data, ran.stderr.decode("utf-8", "replace")])


if __name__ == "__main__":
    sys.exit(main())
