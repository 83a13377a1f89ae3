"""The lamp's parameters: a default of every kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter, in each language.

    Attributes:
        c_type: In C.
        ctype: In ctypes.
        hint: As a Python annotation.
        c: The default in C.
        cxx: The same in C++.
        python: The same in Python.
        expression: The same as a C expression that says it in another way.
    """

    name: str
    c_type: str
    ctype: str
    hint: str
    c: str
    python: str
    expression: str = ""
    cxx_type: str = ""
    cxx: str = ""

    @property
    def in_cxx(self) -> tuple[str, str]:
        """Type and default in C++."""
        return self.cxx_type or self.c_type, self.cxx or self.c


ROWS = (
    Row("level", "int32_t", "ctypes.c_int32", "int", "3", "3", "1 + 2"),
    Row("width", "uint32_t", "ctypes.c_uint32", "int", "640", "640", "10 << 6"),
    Row("pulses", "size_t", "ctypes.c_size_t", "int", "100", "100", "(size_t) 100"),
    Row("retries", "int32_t", "ctypes.c_int32", "int", "-1", "-1", "-(1)"),
    Row("delay", "uint8_t", "ctypes.c_uint8", "int", "0", "0", "0u"),
    Row("gain", "double", "ctypes.c_double", "float", "0.5", "0.5", "1.0 / 2"),
    Row("decay", "float", "ctypes.c_float", "float", "0.1f", "0.1", "0.2f * 0.5f"),
    Row("offset", "double", "ctypes.c_double", "float", "0.0", "0.0", "0"),
    Row("loud", "bool", "ctypes.c_bool", "bool", "true", "True", "!false"),
    Row("dry", "bool", "ctypes.c_bool", "bool", "false", "False", "!true"),
    Row(
        "mode",
        "enum lamp_mode",
        "ctypes.c_int",
        "int",
        "LAMP_MODE_FULL",
        "native.LAMP_MODE_FULL",
        "",
        "Mode",
        "Mode::Full",
    ),
    Row("title", "const char *", "ctypes.c_char_p", "bytes", '"lamp"', 'b"lamp"', "", "std::string", '"lamp"'),
    Row("record", "const char *", "ctypes.c_char_p", "bytes", "NULL", "None", "", "std::string", '""'),
)

ENUM = """
enum lamp_mode { LAMP_MODE_DIM = 0, LAMP_MODE_FULL = 1, LAMP_MODE_PULSE = 2 };
"""
