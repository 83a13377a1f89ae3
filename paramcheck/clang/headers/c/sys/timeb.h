// Stands in for <sys/timeb.h>.
#pragma once
#include <sys/types.h>
struct timeb { time_t time; unsigned short millitm; short timezone, dstflag; };
#ifdef __cplusplus
extern "C"
#endif
int ftime(struct timeb *);
