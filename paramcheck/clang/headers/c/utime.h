// Stands in for <utime.h> of POSIX.
#pragma once
#include <sys/types.h>
struct utimbuf { time_t actime, modtime; };
#ifdef __cplusplus
extern "C"
#endif
int utime(const char *, const struct utimbuf *);
