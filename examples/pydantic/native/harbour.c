#include "harbour.h"

struct harbour_params harbour_default_params(void) {
    struct harbour_params params = {
        /*.n_berths    =*/ 12,
        /*.n_tugs      =*/ -1,
        /*.max_draught =*/ 14.5f,
        /*.keep_log    =*/ true,
    };
    return params;
}

void * harbour_open(struct harbour_params params) {
    static struct harbour_params opened;
    opened = params;
    return &opened;
}
