"""Which devices there are, and which a run used."""

import os

import pytest

from paramcheck.config.confirming import SmokeTable
from paramcheck.config.rules import rules_for
from paramcheck.confirm.devices import NoDeviceError, placement, require, used
from paramcheck.confirm.folders import Folders

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


def test_a_driver_that_crashes(tmp_path, monkeypatch):
    from paramcheck.confirm import devices

    monkeypatch.setattr(devices, "_ASKED", {"absent": "absent"})
    with pytest.raises(NoDeviceError, match="raised KeyError"):
        require("absent", Folders(tmp_path))
