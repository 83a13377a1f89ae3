"""The GitHub action: its form, and its scripts run as a runner would run them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
BASH = shutil.which("bash")


def conforms(schema, path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_is_an_action():
    ran = conforms("vendor.github-actions", ROOT / "action.yml")
    assert ran.returncode == 0, ran.stdout


def test_control_a_broken_action_is_none(tmp_path):
    broken = tmp_path / "action.yml"
    broken.write_text((ROOT / "action.yml").read_text().replace("using: composite", "using: bash"))
    assert conforms("vendor.github-actions", broken).returncode == 1


def test_other_actions_are_pinned_to_commits():
    used = re.findall(r"uses: (\S+)(.*)", (ROOT / "action.yml").read_text())
    assert len(used) == 2
    for name, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_inputs_reach_scripts_by_the_environment_only():
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 3
    assert not any("${{" in script for script in scripts)


@pytest.fixture
def runner(tmp_path):
    """Runs a step's script as a runner does; gives what it printed, its outputs and the job's summary."""
    if BASH is None:
        pytest.skip("bash is not installed")
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m paramcheck "$@"\n')
    program.chmod(0o755)
    (tmp_path / "temporary" / "paramcheck").mkdir(parents=True)
    project = tmp_path / "project"
    shutil.copytree(ROOT / "examples/ctypes", project)

    def run(step, folder=project, **environment):
        (tmp_path / "outputs").write_text("")
        (tmp_path / "summary").write_text("")
        known = {
            "RUNNER_TEMP": tmp_path / "temporary",
            "GITHUB_OUTPUT": tmp_path / "outputs",
            "GITHUB_STEP_SUMMARY": tmp_path / "summary",
            "PROGRAM": program,
            "INPUT_PATH": ".",
            "INPUT_SINCE": "",
            "INPUT_ARGUMENTS": "",
            "INPUT_SUMMARY": "true",
        }
        variables = {name: str(value) for name, value in {**known, **environment}.items()}
        # --noprofile --norc -eo pipefail is what `shell: bash` means.
        command = [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        ran = subprocess.run(
            command, cwd=folder, env=os.environ | variables, capture_output=True, text=True, check=False
        )
        outputs = dict(line.split("=", 1) for line in (tmp_path / "outputs").read_text().splitlines())
        return ran, outputs, (tmp_path / "summary").read_text()

    run.project = project
    return run


CHECK = next(step for step in STEPS if step.get("id") == "check")
RESULT = STEPS[-1]


def test_findings_are_annotated_summed_up_and_fail_the_job_at_its_end(runner):
    ran, outputs, summary = runner(CHECK)
    assert ran.returncode == 0, ran.stderr
    assert "::error file=beacon/sender.py,line=23," in ran.stdout
    assert summary.startswith("## paramcheck: beacon 1.4.0\n")
    assert outputs["status"] == "1"
    assert Path(outputs["sarif"]).read_text().startswith('{"$schema"')
    assert runner(RESULT, STATUS=outputs["status"])[0].returncode == 1


def test_inputs(runner):
    _, outputs, summary = runner(CHECK, INPUT_ARGUMENTS="--fail-on never --min-severity error", INPUT_SUMMARY="false")
    assert (outputs["status"], summary) == ("0", "")
    assert runner(RESULT, STATUS="0")[0].returncode == 0


def test_a_path_counts_from_the_workspace(runner):
    ran, _, _ = runner(CHECK, folder=runner.project.parent, INPUT_PATH="project")
    assert "file=project/beacon/sender.py,line=23," in ran.stdout


@pytest.mark.parametrize(
    "inputs",
    [
        {"INPUT_PATH": "$(touch broken)"},
        {"INPUT_PATH": "--output=broken"},
        {"INPUT_SINCE": "`touch broken`"},
        {"INPUT_SINCE": "x --output=broken"},
        {"INPUT_ARGUMENTS": "; touch broken"},
        {"INPUT_ARGUMENTS": "$(touch broken) *"},
    ],
)
def test_inputs_are_not_run(runner, inputs):
    before = sorted(runner.project.iterdir())
    ran, outputs, _ = runner(CHECK, **inputs)
    assert ran.returncode == 0
    assert outputs["status"] == "2"
    assert sorted(runner.project.iterdir()) == before


def test_a_check_that_never_ran_fails_the_job(runner):
    assert runner(RESULT, STATUS="")[0].returncode == 2
