"""The C side, as it is."""

import ctypes
import pathlib

lib = ctypes.CDLL(str(pathlib.Path(__file__).parent / "libharbour.so"))


class harbour_params(ctypes.Structure):
    _fields_ = [
        ("n_berths", ctypes.c_uint32),
        ("n_tugs", ctypes.c_int32),
        ("max_draught", ctypes.c_float),
        ("keep_log", ctypes.c_bool),
    ]


lib.harbour_default_params.argtypes = []
lib.harbour_default_params.restype = harbour_params
lib.harbour_open.argtypes = [harbour_params]
lib.harbour_open.restype = ctypes.c_void_p
