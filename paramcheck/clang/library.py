"""libclang, with the functions that its Python bindings leave out."""

from __future__ import annotations

import ctypes
from enum import IntEnum
from functools import lru_cache
from typing import Any

from clang import cindex


class _Result(IntEnum):
    """``CXEvalResultKind`` of libclang's Index.h."""

    INT = 1
    FLOAT = 2
    OBJC_STRING = 3
    STRING = 4
    CF_STRING = 5


@lru_cache(maxsize=1)
def _functions() -> Any:  # noqa: ANN401 - a ctypes library
    library = cindex.conf.lib
    evaluation = ctypes.c_void_p
    for name, arguments, result in (
        ("clang_Cursor_Evaluate", [cindex.Cursor], evaluation),
        ("clang_EvalResult_getKind", [evaluation], ctypes.c_int),
        ("clang_EvalResult_getAsLongLong", [evaluation], ctypes.c_longlong),
        ("clang_EvalResult_getAsUnsigned", [evaluation], ctypes.c_ulonglong),
        ("clang_EvalResult_isUnsignedInt", [evaluation], ctypes.c_uint),
        ("clang_EvalResult_getAsDouble", [evaluation], ctypes.c_double),
        ("clang_EvalResult_getAsStr", [evaluation], ctypes.c_char_p),
        ("clang_EvalResult_dispose", [evaluation], None),
        ("clang_getCursorBinaryOperatorKind", [cindex.Cursor], ctypes.c_int),
        ("clang_getCursorUnaryOperatorKind", [cindex.Cursor], ctypes.c_int),
        ("clang_Cursor_getVarDeclInitializer", [cindex.Cursor], cindex.Cursor),
        ("clang_isInvalidDeclaration", [cindex.Cursor], ctypes.c_uint),
        ("clang_Cursor_isAnonymousRecordDecl", [cindex.Cursor], ctypes.c_uint),
        ("clang_getCursorPlatformAvailability", [cindex.Cursor, *[ctypes.c_void_p] * 5, ctypes.c_int], ctypes.c_int),
    ):
        function = getattr(library, name)
        function.argtypes = arguments
        function.restype = result
    # Cursors that come out of a call need to know their translation unit, which the bindings do in an errcheck.
    library.clang_Cursor_getVarDeclInitializer.errcheck = cindex.Cursor.from_cursor_result
    return library


_AGGREGATES = frozenset({cindex.TypeKind.RECORD, cindex.TypeKind.CONSTANTARRAY, cindex.TypeKind.INCOMPLETEARRAY})


def fold(cursor: cindex.Cursor) -> int | float | str | None:
    """The value of a constant expression, as clang computes it.

    Args:
        cursor: An expression, or a variable with an initialiser.

    Returns:
        A number or the text of a string literal; ``None`` if it is no constant, or of another kind.
    """
    if cursor.kind is cindex.CursorKind.INIT_LIST_EXPR and cursor.type.get_canonical().kind in _AGGREGATES:
        # No constant comes of it, and libclang crashes on lists in which items are elided.
        return None
    library = _functions()
    result = library.clang_Cursor_Evaluate(cursor)
    if not result:
        return None
    try:
        kind = library.clang_EvalResult_getKind(result)
        if kind == _Result.INT:
            if library.clang_EvalResult_isUnsignedInt(result):
                return int(library.clang_EvalResult_getAsUnsigned(result))
            return int(library.clang_EvalResult_getAsLongLong(result))
        if kind == _Result.FLOAT:
            return float(library.clang_EvalResult_getAsDouble(result))
        if kind in {_Result.STRING, _Result.OBJC_STRING, _Result.CF_STRING}:
            text = library.clang_EvalResult_getAsStr(result)
            return text.decode("utf-8", "replace") if text is not None else None
        return None
    finally:
        library.clang_EvalResult_dispose(result)


# CXBinaryOperatorKind and CXUnaryOperatorKind of libclang's Index.h, from 1; 0 is "no such operator".
_BINARY = (
    "", ".*", "->*", "*", "/", "%", "+", "-", "<<", ">>", "<=>", "<", ">", "<=", ">=", "==", "!=", "&", "^", "|", "&&",
    "||", "=", "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|=", ",",
)  # fmt: skip
_UNARY = ("", "++", "--", "++", "--", "&", "*", "+", "-", "~", "!", "real", "imag", "extension", "co_await")


def binary_operator(cursor: cindex.Cursor) -> str:
    """The operator of a binary expression, as written; empty if it has none."""
    number = _functions().clang_getCursorBinaryOperatorKind(cursor)
    return _BINARY[number] if 0 <= number < len(_BINARY) else ""


def unary_operator(cursor: cindex.Cursor) -> str:
    """The operator of a unary expression, as written; empty if it has none."""
    number = _functions().clang_getCursorUnaryOperatorKind(cursor)
    return _UNARY[number] if 0 <= number < len(_UNARY) else ""


def initialiser(cursor: cindex.Cursor) -> cindex.Cursor | None:
    """The initialiser of a variable, if it has one."""
    return _functions().clang_Cursor_getVarDeclInitializer(cursor)


def is_invalid(cursor: cindex.Cursor) -> bool:
    """Whether a declaration did not parse: its type is then a substitute, and its initialiser may be missing."""
    return bool(_functions().clang_isInvalidDeclaration(cursor))


def is_unnamed_member(cursor: cindex.Cursor) -> bool:
    """Whether a record without a name stands for its members: ``union { int a; float b; };``."""
    return bool(_functions().clang_Cursor_isAnonymousRecordDecl(cursor))


def template_of(cursor: cindex.Cursor) -> cindex.Cursor | None:
    """The template that a declaration is an instance of, if it is one."""
    found = cindex.conf.lib.clang_getSpecializedCursorTemplate(cursor)
    return None if found is None or found.kind.is_invalid() else found


def parameter_types(kind: cindex.Type) -> list[cindex.Type]:
    """What a function type takes: ``argument_types`` without the class that it makes at each call."""
    library = cindex.conf.lib
    return [library.clang_getArgType(kind, number) for number in range(library.clang_getNumArgTypes(kind))]


def deprecation(cursor: cindex.Cursor) -> str:
    """What a declaration that is marked as deprecated says about it; empty if it gives no reason."""
    library = _functions()
    always, message = ctypes.c_int(), cindex._CXString()  # noqa: SLF001 - the bindings do not wrap this call
    gone, reason = ctypes.c_int(), cindex._CXString()  # noqa: SLF001
    library.clang_getCursorPlatformAvailability(
        cursor, ctypes.byref(always), ctypes.byref(message), ctypes.byref(gone), ctypes.byref(reason), None, 0
    )
    text = cindex.conf.lib.clang_getCString(message)
    return str(text or "")
