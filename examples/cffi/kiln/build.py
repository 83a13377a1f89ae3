"""Builds the extension module ``kiln._kiln``; run by the build backend."""

import cffi

builder = cffi.FFI()

builder.cdef(
    """
    typedef struct {
        int    celsius;
        int    minutes;
        double ramp;
        int    ventilate;
    } kiln_program;

    void kiln_program_init(kiln_program *program);
    int kiln_fire(const kiln_program *program);
    """
)

builder.set_source(
    "kiln._kiln",
    '#include "kiln.h"',
    sources=["native/kiln.c"],
    include_dirs=["native"],
)

if __name__ == "__main__":
    builder.compile(verbose=True)
