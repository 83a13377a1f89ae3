// Stands in for <sys/syscall.h> of Linux.
#pragma once
#define SYS_read 0
#define SYS_write 1
#define SYS_mmap 9
#define SYS_getpid 39
#define SYS_gettid 186
#define SYS_futex 202
#define SYS_sched_setaffinity 203
#define SYS_sched_getaffinity 204
#define SYS_set_mempolicy 238
#define SYS_get_mempolicy 239
#define SYS_mbind 237
#define SYS_getcpu 309
#define SYS_getrandom 318
#define SYS_memfd_create 319
#define __NR_gettid SYS_gettid
#define __NR_futex SYS_futex
#define __NR_getcpu SYS_getcpu
#define __NR_getrandom SYS_getrandom
#define __NR_memfd_create SYS_memfd_create
#ifdef __cplusplus
extern "C"
#endif
long syscall(long, ...);
