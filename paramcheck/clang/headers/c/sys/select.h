// Stands in for <sys/select.h> of POSIX.
#pragma once
#include <signal.h>
#include <sys/time.h>
#define FD_SETSIZE 1024
typedef struct { unsigned long __bits[16]; } fd_set;
#ifdef __cplusplus
extern "C" {
#endif
int select(int, fd_set *, fd_set *, fd_set *, struct timeval *);
void FD_ZERO(fd_set *), FD_SET(int, fd_set *), FD_CLR(int, fd_set *);
int FD_ISSET(int, const fd_set *);
#ifdef __cplusplus
}
#endif
