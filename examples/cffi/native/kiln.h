#ifndef KILN_H
#define KILN_H

#define KILN_MAX_CELSIUS 1280

typedef struct {
    int    celsius;
    int    minutes;
    double ramp;        /* degrees a minute while heating up */
    int    ventilate;   /* open the vent while cooling down */
} kiln_program;

/* Fills a program with what suits most clays. */
void kiln_program_init(kiln_program *program);

int kiln_fire(const kiln_program *program);

#endif
