// Stands in for <sys/time.h> of POSIX.
#pragma once
#include <sys/types.h>
#include <time.h>
#ifdef __cplusplus
extern "C" {
#endif
#ifndef __STANDIN_TIMEVAL
#define __STANDIN_TIMEVAL
struct timeval { time_t tv_sec; suseconds_t tv_usec; };
#endif
struct timezone { int tz_minuteswest, tz_dsttime; };
struct itimerval { struct timeval it_interval, it_value; };
#define ITIMER_REAL 0
#define ITIMER_PROF 2
int gettimeofday(struct timeval *, void *), settimeofday(const struct timeval *, const struct timezone *);
int utimes(const char *, const struct timeval[2]), setitimer(int, const struct itimerval *, struct itimerval *);
#ifdef __cplusplus
}
#endif
