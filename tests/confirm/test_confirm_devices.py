"""Which devices there are, and which a run used."""

import os

import pytest

from paramcheck.config.confirming import SmokeTable
from paramcheck.config.rules import rules_for
from paramcheck.confirm import processes
from paramcheck.confirm.devices import NoDeviceError, chosen, placement, require, used
from paramcheck.confirm.folders import Folders
from paramcheck.confirm.session import Outcome
from paramcheck.errors import ParamcheckError

TABLE = SmokeTable(
    function="f",
    devices=[r"^hearth: found (?P<count>\d+) ", r"^hearth (?P<device>\w+) is warm"],
    placement=[r"^(?P<device>\S+) (?P<what>KV|model) buffer"],
    host=["CPU*", "*_Host"],
)


@pytest.mark.parametrize(
    ("output", "placed", "devices"),
    [
        ("", (), ()),
        ("CPU KV buffer\nCPU_Mapped model buffer\n", (("KV", "CPU"), ("model", "CPU_Mapped")), ()),
        # What a build without its device says as well.
        ("offloaded 3/3 layers to GPU\nCPU KV buffer\n", (("KV", "CPU"),), ()),
        ("hearth: found 0 fires\n", (), ()),
        ("hearth: found 2 fires\nHearth_Host KV buffer\n", (("KV", "Hearth_Host"),), ("2 reported",)),
        ("hearth: found 1 fires\nHEARTH0 KV buffer\n", (("KV", "HEARTH0"),), ("HEARTH0",)),
        ("hearth kitchen is warm\n", (), ("kitchen",)),
        ("HEARTH0 KV buffer\nHEARTH0 KV buffer\n", (("KV", "HEARTH0"),), ("HEARTH0",)),
    ],
)
def test_what_a_library_reports(output, placed, devices):
    assert placement(TABLE, output) == placed
    assert used(TABLE, output, placed) == devices


SHIPPED = """
{start}: found {count} CUDA devices:
  Device 0: A Card Of Ours, compute capability 7.5, VMM: yes
llm_load_tensors:      CUDA0 buffer size =     3.00 MiB
llm_load_tensors:        CPU buffer size =     1.00 MiB
llama_kv_cache_init: {cache:>10} KV buffer size =     0.50 MiB
llama_new_context_with_model:  CUDA_Host compute buffer size =     4.00 MiB
"""


@pytest.mark.parametrize("start", ["ggml_init_cublas", "ggml_cuda_init"])
@pytest.mark.parametrize("cache", ["CUDA0", "CPU"])
def test_what_a_build_for_cuda_reports(start, cache):
    recipe = rules_for("llama-cpp-python").recipe
    assert recipe is not None
    assert recipe.table.smoke
    output = SHIPPED.format(start=start, count=1, cache=cache)
    placed = placement(recipe.table.smoke, output)
    assert placed == (
        ("KV", cache), ("compute", "CUDA_Host"), ("llm_load_tensors", "CPU"), ("llm_load_tensors", "CUDA0"),
    )  # fmt: skip
    assert used(recipe.table.smoke, output, placed) == ("A Card Of Ours", "CUDA0")


def test_what_a_build_for_cuda_reports_without_a_device():
    recipe = rules_for("llama-cpp-python").recipe
    assert recipe is not None
    assert recipe.table.smoke
    output = "ggml_cuda_init: found 0 CUDA devices:\nllama_kv_cache_init:        CPU KV buffer size =     0.50 MiB\n"
    assert used(recipe.table.smoke, output, placement(recipe.table.smoke, output)) == ()


@pytest.mark.skipif(os.path.exists("/dev/nvidiactl"), reason="this machine has such a device")  # noqa: PTH110
def test_no_cuda_device_is_said_at_once(tmp_path):
    with pytest.raises(NoDeviceError) as raised:
        require("cuda", Folders(tmp_path))
    assert str(raised.value).startswith("not confirmed: no device: this machine has no CUDA device (")
    assert not (tmp_path / "builds").exists()


def test_a_kind_that_brings_its_own_device(tmp_path):
    assert require("cpu", Folders(tmp_path)) == ()
    assert require("rpc", Folders(tmp_path)) == ()


@pytest.fixture
def two_devices(tmp_path, monkeypatch):
    from paramcheck.confirm import devices

    events = tuple({"event": "device", "name": name, "detail": "warm"} for name in ("kitchen", "hall"))
    outcome = Outcome(events, processes.Ended(0, "", 0.1, ""), "")
    monkeypatch.setattr(devices, "execute", lambda *arguments: outcome)
    return Folders(tmp_path)


def test_the_device_that_was_chosen(two_devices):
    assert [one.name for one in require("cuda", two_devices)] == ["kitchen", "hall"]
    assert [one.name for one in require("cuda", two_devices, "1")] == ["hall"]


@pytest.mark.parametrize(
    ("kind", "number", "message"),
    [
        ("cuda", "2", r"^not confirmed: no device: there is no CUDA device 2 \(there is 0: kitchen, 1: hall\)$"),
        ("vulkan", "-1", "^--device -1: give the number of the device, from 0$"),
        ("vulkan", "hall", "^--device hall: give the number of the device, from 0$"),
        ("cpu", "0", "^--device goes with --build cuda or vulkan$"),
    ],
)
def test_a_device_that_is_not_there(two_devices, kind, number, message):
    with pytest.raises(ParamcheckError, match=message):
        require(kind, two_devices, number)


@pytest.mark.parametrize(
    ("given", "number", "set_to"),
    [
        (None, "", "0"),
        (None, "1", "1"),
        ("", "", "0"),
        ("3", "", "3"),
        ("3", "0", "3"),
        ("2, 3", "", "2,3"),
        ("2, 3", "1", "3"),
        ("GPU-8f2a", "0", "GPU-8f2a"),
        # It limits what the library sees, not what the driver lists.
        ("1", "1", "1"),
    ],
)
def test_the_devices_that_the_user_was_given_are_kept(monkeypatch, given, number, set_to):
    if given is None:
        monkeypatch.delenv("LAMP_VISIBLE", raising=False)
    else:
        monkeypatch.setenv("LAMP_VISIBLE", given)
    assert chosen("LAMP_VISIBLE", number) == set_to


def test_a_driver_that_crashes(tmp_path, monkeypatch):
    from paramcheck.confirm import devices

    monkeypatch.setattr(devices, "_ASKED", {"absent": "absent"})
    with pytest.raises(NoDeviceError, match="raised KeyError"):
        require("absent", Folders(tmp_path))
