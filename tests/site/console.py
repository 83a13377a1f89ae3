"""Commands and outputs in Markdown pages, run where the page is.

A page is read from top to bottom, in one folder that is its own:

- ``<!-- project: NAME -->`` copies an example into it, which becomes the current folder;
- a fenced block with ``title="FILE"`` writes that file, unless its title begins with ``.github/`` or is a page's own;
- a ``console`` block runs each line after ``$`` and compares what is printed with the lines below it. A line ``...``
  stands for any lines;
- ``<!-- not run: REASON -->`` before a block leaves it out.

``python -m tests.site.console`` writes the outputs of all pages anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))

BLOCK = re.compile(
    r"(?:^<!-- (?P<directive>not run): (?P<argument>.+?) -->\n+)?"
    r"^(?P<fence>```+)(?P<language>[\w-]*)(?:[ ]+title=\"(?P<title>[^\"]+)\")?[^\n]*\n(?P<body>.*?)^(?P=fence)$"
    r"|^<!-- project: (?P<project>.+?) -->$",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^\$ (?P<line>(?:.*\\\n)*.+)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)


CODE = re.compile(r"^(?:<!-- [^\n]+ -->\n)?```[^\n]*\n.*?^```$|^<!-- [^\n]+ -->$", re.MULTILINE | re.DOTALL)
"""A block with its directive, or a directive alone."""


@dataclass
class Place:
    """The folder of a page while it is run."""

    base: Path
    folder: Path


def run(place: Place, line: str) -> str:
    """What a command prints, on either stream."""
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "CI"}}
    environment |= {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    environment |= {
        f"GIT_{who}_{what}": "you@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=place.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300,
    )  # fmt: skip
    return done.stdout.decode()


def agree(expected: str, found: str) -> bool:
    """Whether an output is the expected one, in which ``...`` stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(parts), found) is not None


def act(place: Place, match: re.Match[str]) -> list[tuple[str, str, str]]:
    """Do what a block says; gives its commands, each with the expected and the actual output."""
    if match["project"]:
        place.folder = place.base / match["project"]
        shutil.copytree(
            ROOT / "examples" / match["project"],
            place.folder,
            ignore=shutil.ignore_patterns("expected.txt", "__pycache__"),
        )
        return []
    if match["directive"] == "not run":
        return []
    if match["title"] and not match["title"].startswith("."):
        file = place.folder / match["title"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(match["body"], encoding="utf-8")
    if match["language"] != "console":
        return []
    commands = list(COMMAND.finditer(match["body"]))
    assert commands, "a console block without any command"
    return [(one["line"], one["output"], run(place, one["line"].replace("\\\n", ""))) for one in commands]


def needs(text: str) -> list[str]:
    """Programs that a page's commands need and that may be missing."""
    lines = [
        match["line"]
        for block in BLOCK.finditer(text)
        if block["language"] == "console"
        for match in COMMAND.finditer(block["body"])
    ]
    return [
        name for name in ("git", "sed") if any(line.startswith(name) for line in lines) and shutil.which(name) is None
    ]


def rewritten(text: str, place: Place) -> str:
    """A page with the outputs that its commands print now."""

    def block(match: re.Match[str]) -> str:
        whole = match[0]
        for line, expected, found in act(place, match):
            if not agree(expected, found):
                whole = whole.replace(f"$ {line}\n{expected}", f"$ {line}\n{found}", 1)
        return whole

    return BLOCK.sub(block, text)


def main() -> None:
    """Write the outputs of all pages anew."""
    import tempfile

    for name in PAGES:
        page = ROOT / name
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            place = Place(Path(folder), Path(folder))
            new = rewritten(text, place)
        if new != text:
            page.write_text(new, encoding="utf-8")
    keep_in_step(ROOT / "README.md", ROOT / "README.zh-CN.md")


def keep_in_step(page: Path, translation: Path) -> None:
    """Put the code blocks of a page into its translation."""
    blocks = iter(CODE.findall(page.read_text(encoding="utf-8")))
    text = translation.read_text(encoding="utf-8")
    translation.write_text(CODE.sub(lambda match: next(blocks, match[0]), text), encoding="utf-8")


if __name__ == "__main__":
    main()
