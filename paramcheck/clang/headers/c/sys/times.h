// Stands in for <sys/times.h> of POSIX.
#pragma once
#include <sys/types.h>
struct tms { clock_t tms_utime, tms_stime, tms_cutime, tms_cstime; };
#ifdef __cplusplus
extern "C"
#endif
clock_t times(struct tms *);
