"""The C side, as it is."""

import ctypes
import pathlib

lib = ctypes.CDLL(str(pathlib.Path(__file__).parent / "libbeacon.so"))

BEACON_ENCODING_AUTO = 0
BEACON_ENCODING_MORSE = 1
BEACON_ENCODING_BINARY = 2


class beacon_options(ctypes.Structure):
    _fields_ = [
        ("repeat", ctypes.c_uint32),
        ("interval", ctypes.c_float),
        ("encoding", ctypes.c_int),
        ("checksum", ctypes.c_bool),
    ]


def beacon_default_options() -> beacon_options:
    return lib.beacon_default_options()


lib.beacon_default_options.argtypes = []
lib.beacon_default_options.restype = beacon_options


def beacon_send(message: bytes, options: beacon_options) -> int:
    return lib.beacon_send(message, options)


lib.beacon_send.argtypes = [ctypes.c_char_p, beacon_options]
lib.beacon_send.restype = ctypes.c_int
