#include "kiln.h"

void kiln_program_init(kiln_program *program) {
    program->celsius = 1240;
    program->minutes = 60 * 8;
    program->ramp = 2.5;
    program->ventilate = 1;
}

int kiln_fire(const kiln_program *program) {
    if (program->celsius > KILN_MAX_CELSIUS) {
        return -1;
    }
    return program->minutes + (int) (program->celsius / program->ramp);
}
