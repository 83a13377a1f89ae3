"""Completion in shells, and a command line that starts fast."""

import os
import shutil
import subprocess
import sys

import pytest

from paramcheck import reports, triage
from paramcheck.cli import command


def complete(words):
    """What bash is offered for a line whose last word is being typed."""
    environment = os.environ | {
        "_PARAMCHECK_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    program = "import sys; sys.argv = ['paramcheck']; from paramcheck.cli import main; main()"
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    return [line.partition(",")[2] for line in ran.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["paramcheck", "ch"], ["check"]),
        (["paramcheck", "check", "--forma"], ["--format"]),
        (["paramcheck", "check", "--format", "ju"], ["junit"]),
        (["paramcheck", "check", "--select", "pc90"], ["PC901", "PC902"]),
        (["paramcheck", "explain", "stale"], ["stale-expectation"]),
        (["paramcheck", "check", "--fail-on", "w"], ["warning"]),
    ],
)
def test_offers(words, expected):
    assert complete(words) == expected


def test_offers_every_format_and_check():
    assert complete(["paramcheck", "check", "--format", ""]) == list(reports.formats())
    assert complete(["paramcheck", "explain", ""]) == list(triage.known_checks())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(shell, paramcheck):
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    ran = paramcheck("completion", shell)
    assert ran.status == 0
    assert f"_PARAMCHECK_COMPLETE={shell}_complete" in ran.out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=ran.out, text=True, check=True)


def test_every_format_is_in_the_help():
    (option,) = [one for one in command.commands["check"].params if one.name == "form"]
    assert all(name in option.help for name in reports.formats())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], ["completion", "zsh"]])
def test_help_does_not_wait_for_the_engine(arguments):
    program = (
        f"import sys; sys.argv = ['paramcheck', *{arguments!r}]\n"
        "from paramcheck.cli import main\n"
        "try: main()\nexcept SystemExit: print(*sorted(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "click" in loaded
    assert not loaded & {"clang", "griffe", "msgspec", "libcst", "rich", "paramcheck.engine", "paramcheck.commands"}
