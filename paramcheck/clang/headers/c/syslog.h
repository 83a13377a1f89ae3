// Stands in for <syslog.h> of POSIX.
#pragma once
#define LOG_ERR 3
#define LOG_WARNING 4
#define LOG_INFO 6
#define LOG_DEBUG 7
#define LOG_PID 1
#define LOG_USER 8
#ifdef __cplusplus
extern "C" {
#endif
void syslog(int, const char *, ...), openlog(const char *, int, int), closelog(void);
#ifdef __cplusplus
}
#endif
