#ifndef HARBOUR_H
#define HARBOUR_H

#include <stdbool.h>
#include <stdint.h>

struct harbour_params {
    uint32_t n_berths;
    int32_t  n_tugs;      /* -1: as many as there are */
    float    max_draught; /* metres */
    bool     keep_log;
};

struct harbour_params harbour_default_params(void);
void * harbour_open(struct harbour_params params);

#endif
