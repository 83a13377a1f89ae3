"""Which devices there are, and which a run used."""

import os

import pytest

from paramcheck.config.confirming import SmokeTable
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
