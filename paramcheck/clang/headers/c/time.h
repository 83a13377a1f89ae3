// Stands in for <time.h> of the C standard library and of POSIX.
#pragma once
#include <stddef.h>
#include <sys/types.h>
#ifdef __cplusplus
extern "C" {
#endif
struct tm { int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst; long tm_gmtoff; const char *tm_zone; };
#ifndef __STANDIN_TIMESPEC
#define __STANDIN_TIMESPEC
struct timespec { time_t tv_sec; long tv_nsec; };
#endif
#define CLOCKS_PER_SEC ((clock_t)1000000)
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID 3
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_REALTIME_COARSE 5
#define CLOCK_MONOTONIC_COARSE 6
#define CLOCK_BOOTTIME 7
#define TIMER_ABSTIME 1
#define TIME_UTC 1
clock_t clock(void);
time_t time(time_t *), mktime(struct tm *), timegm(struct tm *);
double difftime(time_t, time_t);
struct tm *gmtime(const time_t *), *localtime(const time_t *);
struct tm *gmtime_r(const time_t *, struct tm *), *localtime_r(const time_t *, struct tm *);
char *asctime(const struct tm *), *ctime(const time_t *), *asctime_r(const struct tm *, char *);
char *ctime_r(const time_t *, char *), *strptime(const char *, const char *, struct tm *);
size_t strftime(char *, size_t, const char *, const struct tm *);
int clock_gettime(clockid_t, struct timespec *), clock_getres(clockid_t, struct timespec *);
int clock_settime(clockid_t, const struct timespec *), timespec_get(struct timespec *, int);
int clock_nanosleep(clockid_t, int, const struct timespec *, struct timespec *);
int nanosleep(const struct timespec *, struct timespec *);
void tzset(void);
extern long timezone;
extern int daylight;
extern char *tzname[2];
#ifdef __cplusplus
}
#endif
