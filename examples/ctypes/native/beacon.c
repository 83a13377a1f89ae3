#include "beacon.h"

#include <string.h>

struct beacon_options beacon_default_options(void) {
    struct beacon_options options = {
        .repeat   = 3,
        .interval = 0.25f,
        .encoding = BEACON_ENCODING_AUTO,
        .checksum = true,
    };
    return options;
}

int beacon_send(const char * message, struct beacon_options options) {
    if (message == 0 || options.repeat == 0) {
        return -1;
    }
    return (int) (strlen(message) * options.repeat);
}
