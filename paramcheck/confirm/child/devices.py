"""Asks the drivers of this machine for devices. In a process of its own, because a driver may crash."""

from __future__ import annotations

import contextlib
import ctypes
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import events

_MAJOR, _MINOR = 75, 76
"""``CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR`` and ``_MINOR``."""
_INSTANCE = 1
"""``VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO``."""
_PROPERTIES = 1024
"""More bytes than ``VkPhysicalDeviceProperties`` has."""
_NAME = slice(20, 276)
"""Where the device's name is in it."""


def find(kind: str, written: events.Events) -> None:
    """Write down every device of a kind; an error says why there are none."""
    for one in {"cuda": _cuda, "vulkan": _vulkan}[kind]():
        written.write("device", **one)


def _cuda() -> list[dict[str, Any]]:
    driver = ctypes.CDLL("libcuda.so.1")
    status = driver.cuInit(0)
    if status:
        raise OSError(f"the CUDA driver does not start (error {status})")
    count, version = ctypes.c_int(), ctypes.c_int()
    driver.cuDeviceGetCount(ctypes.byref(count))
    driver.cuDriverGetVersion(ctypes.byref(version))
    found = []
    for number in range(count.value):
        device, major, minor = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
        name = ctypes.create_string_buffer(256)
        driver.cuDeviceGet(ctypes.byref(device), number)
        driver.cuDeviceGetName(name, len(name), device)
        driver.cuDeviceGetAttribute(ctypes.byref(major), _MAJOR, device)
        driver.cuDeviceGetAttribute(ctypes.byref(minor), _MINOR, device)
        cuda = f"{version.value // 1000}.{version.value % 1000 // 10}"
        detail = f"compute capability {major.value}.{minor.value}, CUDA {cuda}{_kernel_driver()}"
        found.append({"name": name.value.decode("utf-8", "replace"), "detail": detail})
    return found


def _kernel_driver() -> str:
    with contextlib.suppress(OSError, IndexError):
        text = Path("/proc/driver/nvidia/version").read_text(encoding="utf-8", errors="replace")
        return f", driver {text.split('Module')[1].split()[0]}"
    return ""


def _vulkan() -> list[dict[str, Any]]:
    library = ctypes.CDLL("libvulkan.so.1")
    # The type, padding, and nothing asked for.
    creation = (ctypes.c_uint64 * 8)(_INSTANCE)
    instance = ctypes.c_void_p()
    status = library.vkCreateInstance(creation, None, ctypes.byref(instance))
    if status:
        raise OSError(f"Vulkan does not start (error {status})")
    count = ctypes.c_uint32()
    library.vkEnumeratePhysicalDevices(instance, ctypes.byref(count), None)
    devices = (ctypes.c_void_p * count.value)()
    library.vkEnumeratePhysicalDevices(instance, ctypes.byref(count), devices)
    found = []
    for device in devices:
        properties = ctypes.create_string_buffer(_PROPERTIES)
        library.vkGetPhysicalDeviceProperties(ctypes.c_void_p(device), properties)
        name = properties.raw[_NAME].split(b"\0")[0].decode("utf-8", "replace")
        found.append({"name": name, "detail": "Vulkan"})
    return found
