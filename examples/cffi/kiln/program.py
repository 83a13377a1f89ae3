"""The Python side, as people use it."""

from kiln._kiln import ffi, lib


def fire(
    celsius: int = 1240,
    minutes: int = 360,
    ramp: float = 2.5,
    ventilate: bool = True,
) -> int:
    """Fire the kiln, and return the minutes that it takes."""
    program = ffi.new("kiln_program *")
    lib.kiln_program_init(program)
    program.celsius = celsius
    program.minutes = minutes
    program.ramp = ramp
    program.ventilate = ventilate
    return lib.kiln_fire(program)
