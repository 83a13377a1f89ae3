"""The command as a user gives it, on a library of our own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from paramcheck import reports
from tests.confirm import lamp
from tests.confirm.lamp import needs_compiler

pytestmark = needs_compiler

RULES = """
[confirm]
adapter = "adapter.py"
environment = { LAMP_LIBRARY = "{library}" }

[confirm.build]
source = ["vendor/lamp"]
target = "lamp"
library = "liblamp.*"

[[confirm.calls]]
surfaces = ["lamp.Lamp.__init__"]
callable = "lamp.Lamp"
arguments = { path = "x" }

[confirm.smoke]
function = "burn"
placement = ['^(?P<device>\\w+) (?P<what>flame) buffer size =']
host = ["CPU*"]
"""


@pytest.fixture
def project(tmp_path):
    root = lamp.tree(tmp_path / "project")
    (root / "rules.toml").write_text(RULES)
    (root / "adapter.py").write_text(lamp.ADAPTER)
    (root / "paramcheck.toml").write_text('rules = ["rules.toml"]\n')
    return root


def confirm(project, *arguments, library="built", **variables):
    home = project.parent / "home"
    home.mkdir(exist_ok=True)
    given = ["--library", str(lamp.library(project.parent / library))] if library else []
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "paramcheck",
            "confirm",
            *arguments,
            *given,
            "--build-dir",
            str(project.parent / "kept"),
            "-q",
        ],
        cwd=project,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(Path.cwd()), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_probe(project):
    result = confirm(project, "probe")
    assert (result.returncode, result.stderr) == (0, "")
    assert "library: liblamp.so, as given\n" in result.stdout
    assert "lamp_default_params() -> lamp_params, 80 bytes\n    wicks         4\n" in result.stdout
    assert "confirmed: probe" in result.stdout


def test_spy(project):
    result = confirm(project, "spy")
    assert (result.returncode, result.stderr) == (0, "")
    assert "  lamp_light() received lamp_params: 12 fields as by native default, 2 not\n" in result.stdout
    assert "    glow = 0.25, natively 0.1\n    lit = false, natively true\n" in result.stdout
    assert "run: spy: lamp_light() received glow = 0.25" in result.stdout


def test_smoke(project):
    result = confirm(project, "smoke", "--format", "json")
    assert result.returncode == 0
    document = json.loads(result.stdout)
    confirmed = {one["wrapper"]["parameter"]: one["confirmed"] for one in document["findings"]}
    assert confirmed == {"glow": "smoke", "lit": "smoke"}
    rows = {one["parameters"][0][0]: one["verdict"] for one in document["confirmation"]["smoke"]["smoked"]}
    assert rows == {"lamp_params.glow": "differs", "lamp_params.lit": "differs"}
    assert document["confirmation"]["disagreements"] == []


def test_smoke_says_where_buffers_are_if_there_is_a_device(project):
    result = confirm(project, "smoke", "--only", "lit")
    assert "devices: HEARTH0\n    buffers of A: flame on CPU\n" in result.stdout
    result = confirm(project, "smoke", "--only", "wicks=5")
    assert "devices: none\n" in result.stdout
    assert "buffers of A" not in result.stdout


def test_the_json_report_is_one(project):
    jsonschema = pytest.importorskip("jsonschema")
    document = json.loads(confirm(project, "spy", "--format", "json").stdout)
    jsonschema.validate(document, reports.schema())
    assert [one["confirmed"] for one in document["findings"]] == ["spy", "spy"]
    assert document["confirmation"]["probe"]["stated"][0]["values"]["name"] == "brass"


def test_the_page_has_what_was_run(project):
    page = confirm(project, "spy", "--format", "html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert page.count('<section id="run">') == 1
    assert "glow = 0.25, natively 0.1" in page


def test_only(project):
    result = confirm(project, "probe", "--only", "wicks", "--only", "lamp_options.*")
    shown = result.stdout.partition("\n\n")[0].splitlines()[1:]
    assert shown == [
        "lamp_default_params() -> lamp_params, 80 bytes", "    wicks  4",
        "lamp_init_options() -> lamp_options, 16 bytes", "    hours  -1", "    quiet  true",
    ]  # fmt: skip


def test_only_with_a_value(project):
    result = confirm(project, "smoke", "--only", "wicks=13")
    assert result.returncode == 0
    assert (
        "lamp_params.wicks 4 -> 13: differs\n    crash: with the other value the run died with SIGSEGV" in result.stdout
    )


def test_it_writes_nowhere_else(project):
    before = files(project)
    assert confirm(project, "smoke").returncode == 0
    assert files(project) == before
    assert files(project.parent / "home") == []
    assert files(project.parent / "kept") == []


def test_a_build(project):
    require_cmake()
    result = confirm(project, "spy", library="")
    assert result.returncode == 0
    assert "library: liblamp.so, built for cpu in " in result.stdout
    assert "(kept from an earlier run)" in confirm(project, "probe", library="").stdout


def require_cmake():
    from tests.confirm.test_confirm_building import needs_cmake

    if needs_cmake.args[0]:
        pytest.skip("needs cmake")


def test_a_build_that_is_no_wheel(project):
    result = confirm(project, "probe", "--build", "none", library="")
    assert (result.returncode, result.stdout) == (2, "")
    assert "--build none is for libraries that are run as their wheel installs them" in result.stderr


def test_a_library_that_is_only_built(project):
    require_cmake()
    shown = project.parent / "shown"
    source = project / "vendor/lamp/lamp.c"
    at_loading = f'__attribute__((constructor)) static void loaded(void) {{ fclose(fopen("{shown}", "w")); }}\n'
    source.write_text(lamp.SOURCE + at_loading)
    result = confirm(project, "build", library="")
    assert (result.returncode, result.stderr) == (0, "")
    first, second = result.stdout.splitlines()
    assert Path(first.removeprefix("library: ")).name == "liblamp.so"
    assert Path(first.removeprefix("library: ")).is_file()
    assert second.startswith("built for cpu in ")
    assert second.endswith("; nothing of it was run")
    assert not shown.exists()
    document = json.loads(confirm(project, "build", "--format", "json", library="").stdout)
    assert (document["library"], document["fresh"]) == (first.removeprefix("library: "), False)
    assert "(kept from an earlier run)" in confirm(project, "probe", library="").stdout
    assert shown.exists()


def test_flags_of_the_user_are_another_build(project):
    require_cmake()
    made = {
        json.loads(confirm(project, "build", "--format", "json", *flags, library="").stdout)["library"]
        for flags in ([], ["--build-flag=-DLAMP_SMOKE=ON"], ["--build-flag=-DLAMP_SMOKE=OFF"], [])
    }
    assert len(made) == 3


def test_a_build_for_a_device_needs_none(project):
    require_cmake()
    compiler = project.parent / "toolkit/bin/nvcc"
    compiler.parent.mkdir(parents=True)
    compiler.write_text("#!/bin/sh\necho release 1\n")
    compiler.chmod(0o755)
    (project / "rules.toml").write_text(RULES + '\n[confirm.build.backends.cuda]\nflags = ["-DLAMP_SMOKE=ON"]\n')
    result = confirm(project, "build", "--build", "cuda", library="", CUDACXX=str(compiler))
    assert (result.returncode, result.stderr) == (0, "")
    assert "built for cuda in " in result.stdout
    absent = confirm(project, "build", "--build", "cuda", library="", CUDACXX="absent-nvcc")
    assert (absent.returncode, absent.stdout) == (2, "")
    assert "there is no 'absent-nvcc', which CUDACXX names" in absent.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build"], "confirm build builds the library: it goes neither with --library nor with --build none"),
        (["build", "--format", "html"], "confirm build writes text or json"),
        (["probe", "--build-flag=-DX=1"], "--library and --build-flag exclude each other"),
        (["probe", "--build", "cpu"], "--library and --build exclude each other"),
        (["probe", "--model", "absent"], "--model absent: there is no such file"),
        (["probe", "--format", "sarif"], "confirm writes text, json, html, not 'sarif'"),
        (["probe", "--timeout", "0"], "--timeout must be a number of seconds above 0"),
        (["probe", "--timeout", "nan"], "--timeout must be a number of seconds above 0"),
        (["probe", "--only", "absent"], "--only absent: no such native parameter was seen"),
        (["spy", "--only", "lamp_small.wicks"], "--only lamp_small.wicks: no such native parameter was seen"),
        (["smoke", "--only", "absent"], "--only absent: no such native parameter reached the library"),
        (["smoke", "--only", "wicks"], "--only wicks: the wrapper's default and the native one are the same"),
        (["smoke", "--only", "wicks=4"], "--only wicks=4: that is what the wrapper passes on already"),
        (["smoke", "--only", "wicks=many"], "--only wicks=many: the value must be a number, true, false or null"),
        (["probe", "--output", "absent/file"], "there is no folder"),
    ],
)
def test_wrong_usage(project, arguments, message):
    result = confirm(project, *arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.skipif(os.path.exists("/dev/nvidiactl"), reason="this machine has such a device")  # noqa: PTH110
def test_no_device_is_said_before_anything_is_built(project):
    result = confirm(project, "smoke", "--build", "cuda", library="")
    assert result.returncode == 2
    assert result.stderr.startswith("paramcheck: error: not confirmed: no device: this machine has no CUDA device")
    assert not (project.parent / "kept/builds").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('arguments = { path = "raise" }', "nothing could be confirmed: lamp.Lamp raised ValueError: no such lamp\n"),
        ('function = "hang"', "nothing could be confirmed: lamp.Lamp took longer than 2 s\n"),
    ],
)
def test_a_wrapper_that_fails(project, change, message):
    old = 'arguments = { path = "x" }' if "raise" in change else 'callable = "lamp.Lamp"'
    new = change if "raise" in change else f'callable = "lamp.Lamp"\n{change}'
    (project / "rules.toml").write_text(RULES.replace(old, new))
    result = confirm(project, "spy", "--timeout", "2")
    assert (result.returncode, result.stderr, result.stdout) == (2, f"paramcheck: error: {message}", "")


def test_a_folder_that_is_not_there(project):
    result = confirm(project, "probe", "./absent")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("paramcheck: error: ./absent: there is no such folder")


def test_a_library_that_is_none(project):
    (project.parent / "none").mkdir()
    (project.parent / "none/liblamp.so").write_text("nothing")
    arguments = ["probe", "--library", str(project.parent / "none/liblamp.so")]
    result = confirm(project, *arguments, library="")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("paramcheck: error: nothing could be confirmed: the library raised OSError: ")
    assert result.stderr.count("\n") == 1


def test_a_wrapper_that_fails_on_a_library_of_another_version(project):
    source, header = (one.replace("lamp_trim", "lamp_snip") for one in (lamp.SOURCE, lamp.HEADER))
    lamp.library(project.parent / "later", source, header)
    result = confirm(project, "spy", "--library", str(project.parent / "later/liblamp.so"), library="")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert "lamp.Lamp raised AttributeError" in result.stderr
    assert "; before that: the library lacks 1 of the 6 functions that vendor/lamp/lamp.h declares" in result.stderr


def test_without_a_rule_file_the_library_can_still_be_asked(project):
    (project / "paramcheck.toml").unlink()
    result = confirm(project, "probe")
    assert result.returncode == 0
    assert "lamp_default_params() -> lamp_params" in result.stdout
    result = confirm(project, "spy")
    assert result.returncode == 2
    assert "the rule file names no call of the wrapper" in result.stderr
    result = confirm(project, "probe", library="")
    assert result.returncode == 2
    assert "nothing is known about building or installing the library of lamp" in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"adapter.py"', '"absent.py"', "the rule file names the adapter absent.py, but there is no such file"),
        ("'^(?P<device>\\w+)", "'^((?P<device>\\w+)", "is no regular expression"),
        ("(?P<what>flame)", "flame", "needs a group (?P<what>...) and (?P<device>...)"),
        ("[confirm.smoke]", "[confirm.smok]", "unknown key smok in confirm; did you mean 'smoke'?"),
        ('target = "lamp"\n', "", "the key 'target' is missing in confirm.build"),
    ],
)
def test_a_rule_file_that_is_wrong(project, old, new, message):
    assert old in RULES
    (project / "rules.toml").write_text(RULES.replace(old, new))
    result = confirm(project, "probe")
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_check_runs_nothing(project):
    marker = project.parent / "ran"
    with (project / "lamp/__init__.py").open("a") as file:
        file.write(f"\nopen({str(marker)!r}, 'w').close()\n")
    command = [sys.executable, "-m", "paramcheck", "check", "--format", "json", "--fail-on", "never"]
    result = subprocess.run(
        command, cwd=project, env={**os.environ, "PYTHONPATH": str(Path.cwd())}, capture_output=True, check=False
    )
    assert result.returncode == 0
    assert {one["confirmed"] for one in json.loads(result.stdout)["findings"]} == {"not run"}
    assert not marker.exists()
    assert confirm(project, "spy").returncode == 0
    assert marker.exists()
