import math

import pytest

from paramcheck.config import is_stated
from paramcheck.config.stated import written
from paramcheck.values import (
    Alternative,
    Choice,
    Constructed,
    Dynamic,
    Expression,
    Inherited,
    Literal,
    NativeType,
    Sequence,
    Symbol,
    TypeKind,
    Unknown,
)

BOOL = NativeType("bool", TypeKind.BOOL, 8)
INT = NativeType("int", TypeKind.INTEGER, 32)
UINT = NativeType("uint32_t", TypeKind.INTEGER, 32, signed=False)
FLOAT = NativeType("float", TypeKind.FLOAT, 32)
DOUBLE = NativeType("double", TypeKind.FLOAT, 64)
ENUM = NativeType("enum mode", TypeKind.ENUM, 32)
TEXT = NativeType("const char *", TypeKind.TEXT)
POINTER = NativeType("void *", TypeKind.POINTER)


@pytest.mark.parametrize(
    ("stated", "value", "native_type", "expected"),
    [
        (True, Literal(True, "True"), BOOL, True),
        (True, Literal(1, "1"), BOOL, True),
        (True, Literal(False, "false"), BOOL, False),
        (2048, Literal(2048, "0x800"), UINT, True),
        (2048, Literal(2048, "2048"), None, True),
        (2048, Literal(512, "512"), UINT, False),
        (-1, Literal(0xFFFFFFFF, "0xFFFFFFFF"), UINT, True),
        (0.1, Literal(0.10000000149011612, "0.1f"), FLOAT, True),
        (0.001, Literal(0.0010000000474974513, "1e-3f"), DOUBLE, True),
        (0.1, Literal(0.2, "0.2"), DOUBLE, False),
        (1, Literal(1.0, "1.0"), DOUBLE, True),
        (math.inf, Literal(math.inf, "INFINITY"), FLOAT, True),
        (math.inf, Literal(1.0, "1.0"), FLOAT, False),
        (math.nan, Literal(math.nan, "NAN"), DOUBLE, True),
        (0, Literal(None, "nullptr"), POINTER, True),
        (5, Literal(None, "None"), INT, False),
        (5, Literal("cuda", '"cuda"'), TEXT, False),
        (10**19, Literal(1.5, "1.5"), DOUBLE, False),
        (1, Literal(10**400, "10**400"), DOUBLE, False),
        (1.5, Literal(10**400, "10**400"), None, False),
        # Texts: the text itself, the spelling, or the name of a constant.
        ("cuda", Literal("cuda", "'cuda'"), TEXT, True),
        ("cuda", Literal(b"cuda", "b'cuda'"), TEXT, True),
        ("", Literal("", "''"), TEXT, True),
        ("", Literal(None, "None"), TEXT, False),
        ("cuda", Literal("cpu", "'cpu'"), TEXT, False),
        ("None", Literal(None, "None"), TEXT, True),
        ("nullptr", Literal(None, "None"), TEXT, True),
        ("nullptr", Literal(None, "NULL"), TEXT, True),
        ("nullptr", Literal(0, "0"), POINTER, False),
        ("1 << 20", Literal(1048576, "1 << 20"), INT, True),
        ("MODE_AUTO", Literal(-1, "MODE_AUTO", "MODE_AUTO"), ENUM, True),
        ("MODE_AUTO", Literal(-1, "pkg.MODE_AUTO", "pkg.MODE_AUTO"), ENUM, True),
        ("Mode::AUTO", Literal(-1, "x", "Mode::AUTO"), ENUM, True),
        ("Other::AUTO", Literal(-1, "x", "Mode::AUTO"), ENUM, False),
        ("MODE_AUTO", Symbol("lib.MODE_AUTO"), ENUM, True),
        ("MODE_OFF", Symbol("lib.MODE_AUTO"), ENUM, False),
        ("[7, 8, 9]", Sequence((Literal(7, "7"),), "[7, 8, 9]"), None, True),
        ("Config()", Constructed("Config", (), "Config()"), None, True),
        ("\ud800", Literal(b"x", "b'x'"), None, False),
        # What is known to be something else
        (1, Sequence((Literal(1, "1"),), "[1]"), INT, False),
        (1, Constructed("Config", (), "Config()"), INT, False),
        (1, Inherited("params.n"), INT, False),
        (1, Dynamic("cpu_count()", "depends on the machine"), INT, False),
        (1, Choice((Alternative("x", Literal(1, "1")), Alternative("", Literal(2, "2")))), INT, False),
        (2, Literal(7, "MODE_COUNT", "MODE_COUNT"), ENUM, False),
        # What cannot be decided
        (1, Symbol("MODE_AUTO"), ENUM, None),
        (1, Unknown("f()", "not read"), INT, None),
        ("x", Unknown("f()", "not read"), INT, None),
        ("f()", Unknown("f()", "not read"), INT, True),
        (1, Expression("+", (Inherited("params.n"),), "n + 1"), INT, None),
        (1, Choice((Alternative("x", Literal(1, "1")), Alternative("", Unknown("?", "?")))), INT, None),
        (1, Sequence((Unknown("?", "?"),), "[?]"), INT, None),
    ],
)
def test_is_stated(stated, value, native_type, expected):
    assert is_stated(stated, value, native_type) is expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(True, "true"), (False, "false"), (-1, "-1"), (0.5, "0.5"), (math.inf, "inf"), ("AUTO", "AUTO")],
)
def test_written(stated, expected):
    assert written(stated) == expected
