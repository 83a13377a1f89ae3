#ifndef BEACON_H
#define BEACON_H

#include <stdbool.h>
#include <stdint.h>

enum beacon_encoding { BEACON_ENCODING_AUTO = 0, BEACON_ENCODING_MORSE = 1, BEACON_ENCODING_BINARY = 2 };

/* How a message is sent. Start from beacon_default_options() and change what you need. */
struct beacon_options {
    uint32_t             repeat;      /* times that the message is sent */
    float                interval;    /* seconds between two flashes */
    enum beacon_encoding encoding;
    bool                 checksum;    /* append a checksum, which the receiver verifies */
};

struct beacon_options beacon_default_options(void);
int beacon_send(const char * message, struct beacon_options options);

#endif
