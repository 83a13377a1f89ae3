"""The lamp in C: ``lamp_default_options`` returns a record, ``lamp_init_options`` fills one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.matrix.parameters import ENUM, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutations.matrix import Files

HEADER = """
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
ENUM
struct lamp_options {
FIELDS
};

struct lamp_options lamp_default_options(void);
void lamp_init_options(struct lamp_options *options);
int lamp_run(const struct lamp_options *options);
"""

SOURCE = """
#include "lamp.h"
{before}
{body}

int lamp_run(const struct lamp_options *options) {{
    return options->level + options->retries + options->delay;
}}
"""

FROM_THE_OTHER = """
struct lamp_options lamp_default_options(void) {
    struct lamp_options options;
    lamp_init_options(&options);
    return options;
}
"""
INTO_THE_OTHER = """
void lamp_init_options(struct lamp_options *options) {
    *options = lamp_default_options();
}
"""


def _library(body: str, before: str = "") -> Files:
    fields = "\n".join(f"    {row.c_type} {row.name};" for row in ROWS)
    return {
        "native/lamp.h": HEADER.replace("ENUM", ENUM).replace("FIELDS", fields),
        "native/lamp.c": SOURCE.format(before=before, body=body),
    }


def _positional() -> Files:
    values = "\n".join(f"        /*.{row.name} =*/ {row.c}," for row in ROWS)
    return _library(_returned(f"    struct lamp_options options = {{\n{values}\n    }};\n    return options;"))


def _designated() -> Files:
    values = "\n".join(f"        .{row.name} = {row.c}," for row in ROWS)
    return _library(_returned(f"    struct lamp_options options = {{\n{values}\n    }};\n    return options;"))


def _compound() -> Files:
    values = "\n".join(f"        .{row.name} = {row.c}," for row in ROWS)
    return _library(_returned(f"    return (struct lamp_options) {{\n{values}\n    }};"))


def _assigned() -> Files:
    values = "\n".join(f"    options.{row.name} = {row.c};" for row in ROWS)
    return _library(_returned(f"    struct lamp_options options = {{0}};\n{values}\n    return options;"))


def _out_pointer() -> Files:
    return _library(_filled("\n".join(f"    options->{row.name} = {row.c};" for row in ROWS)))


def _expressions() -> Files:
    return _library(_filled("\n".join(f"    options->{row.name} = {row.expression or row.c};" for row in ROWS)))


def _macros() -> Files:
    defined = "\n".join(f"#define LAMP_DEFAULT_{row.name.upper()} {row.c}" for row in ROWS)
    return _library(
        _filled("\n".join(f"    options->{row.name} = LAMP_DEFAULT_{row.name.upper()};" for row in ROWS)), defined
    )


def _constants() -> Files:
    defined = "\n".join(f"static {_constant(row.c_type)} default_{row.name} = {row.c};" for row in ROWS)
    return _library(_filled("\n".join(f"    options->{row.name} = default_{row.name};" for row in ROWS)), defined)


def _constant(c_type: str) -> str:
    return f"{c_type}const" if c_type.endswith("*") else f"const {c_type}"


def _record() -> Files:
    values = ", ".join(row.c for row in ROWS)
    before = f"static const struct lamp_options lamp_defaults = {{{values}}};"
    return _library(_filled("    *options = lamp_defaults;"), before)


def _nested() -> Files:
    half = len(ROWS) // 2
    first = "\n".join(f"    options->{row.name} = {row.c};" for row in ROWS[:half])
    second = "\n".join(f"    options->{row.name} = {row.c};" for row in ROWS[half:])
    before = f"static void lamp_init_first(struct lamp_options *options) {{\n{first}\n}}\n"
    return _library(_filled(f"    lamp_init_first(options);\n{second}"), before)


def _returned(body: str) -> str:
    return f"struct lamp_options lamp_default_options(void) {{\n{body}\n}}\n{INTO_THE_OTHER}"


def _filled(body: str) -> str:
    return f"void lamp_init_options(struct lamp_options *options) {{\n{body}\n}}\n{FROM_THE_OTHER}"


FORMS: dict[str, Callable[[], Files]] = {
    "positional aggregate": _positional,
    "designated aggregate": _designated,
    "compound literal": _compound,
    "assignments to a returned record": _assigned,
    "assignments through a pointer": _out_pointer,
    "expressions": _expressions,
    "macros": _macros,
    "constants": _constants,
    "constant record": _record,
    "nested init": _nested,
}
