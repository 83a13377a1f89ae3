// Stands in for <sys/random.h> of the C libraries.
#pragma once
#include <sys/types.h>
#define GRND_NONBLOCK 1
#ifdef __cplusplus
extern "C" {
#endif
ssize_t getrandom(void *, size_t, unsigned);
int getentropy(void *, size_t);
#ifdef __cplusplus
}
#endif
